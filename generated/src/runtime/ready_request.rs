// @generated from generator/runtime/src/runtime/ready_request.rs. Edit that file.

//! The request of an operation of which everything is set.

use std::fmt;
use std::future::IntoFuture;

use crate::runtime::call::Call;
use crate::runtime::envelope::Answer;
use crate::runtime::error::Result;
use crate::runtime::request_options::request_options;
use crate::runtime::response::{Response, value};
use crate::runtime::time::BoxFuture;

/// A request of which everything is set but its options: `.await` it, or [`send`](Self::send) it.
///
/// It has another name for each operation, such as `Get`. Use that one: an operation that is given something to set has a
/// type of its own from then on.
#[must_use = "nothing is sent until the request is awaited"]
pub struct ReadyRequest<T> {
    call: Call,
    read: fn(Answer) -> Result<Response<T>>,
}

impl<T: 'static> ReadyRequest<T> {
    /// What is sent, and what makes a value of its answer.
    #[doc(hidden)]
    pub fn new(call: Call, read: fn(Answer) -> Result<Response<T>>) -> Self {
        Self { call, read }
    }

    /// Sends the request; the answer comes with its status, headers and other metadata.
    pub fn send(self) -> BoxFuture<Result<Response<T>>> {
        self.call.read(self.read)
    }
}

request_options!(ReadyRequest<T>);

impl<T: 'static> IntoFuture for ReadyRequest<T> {
    type Output = Result<T>;
    type IntoFuture = BoxFuture<Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        value(self.send())
    }
}

impl<T> Clone for ReadyRequest<T> {
    fn clone(&self) -> Self {
        Self {
            call: self.call.clone(),
            read: self.read,
        }
    }
}

impl<T> fmt::Debug for ReadyRequest<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReadyRequest")
            .field("call", &self.call)
            .finish_non_exhaustive()
    }
}
