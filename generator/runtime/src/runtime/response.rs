//! What a call answers besides its value.

use bytes::Bytes;
use http::header::LOCATION;
use http::{HeaderMap, HeaderName, StatusCode};
use serde::de::DeserializeOwned;

use crate::runtime::api_error::ApiError;
use crate::runtime::decode;
use crate::runtime::defaults::RAY_ID_HEADER;
use crate::runtime::error::{Error, Result};
use crate::runtime::error_kind::{DecodeFailure, ErrorKind};
use crate::runtime::outcome::Outcome;
use crate::runtime::rate_limit::RateLimit;
use crate::runtime::time::BoxFuture;

/// The value alone, for `.await` on a request.
pub fn value<T: 'static>(answer: BoxFuture<Result<Response<T>>>) -> BoxFuture<Result<T>> {
    Box::pin(async move { answer.await.map(Response::into_inner) })
}

/// A value with what came along with it.
#[derive(Clone, Debug)]
pub struct Response<T> {
    pub(crate) value: T,
    pub(crate) meta: Box<Meta>,
}

/// Everything about an answer except its value.
#[derive(Clone)]
pub(crate) struct Meta {
    pub(crate) operation: &'static str,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    /// The body, once all of it was read. It can hold anything, so it is printed nowhere.
    pub(crate) body: Bytes,
    pub(crate) attempts: u32,
    pub(crate) was_already_gone: bool,
    pub(crate) messages: Vec<ApiError>,
}

impl<T> Response<T> {
    pub(crate) fn new(value: T, meta: Meta) -> Self {
        Self {
            value,
            meta: Box::new(meta),
        }
    }

    /// The value.
    #[must_use]
    pub fn get(&self) -> &T {
        &self.value
    }

    /// The value, without the rest: the headers and the body are dropped.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.value
    }

    /// The same answer with another value; the rest of it, such as [`body`](Self::body), stays.
    #[must_use]
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Response<U> {
        Response {
            value: change(self.value),
            meta: self.meta,
        }
    }

    /// What `change` makes of the value. What it says against it is the error of an answer that could be read, but is not
    /// what was asked for.
    pub(crate) fn fitting<U>(
        self,
        operation: &'static str,
        path: &str,
        change: impl FnOnce(T) -> Result<U, String>,
    ) -> Result<U> {
        change(self.value).map_err(|problem| {
            let path = path.to_owned();
            Error::new(ErrorKind::Decode(DecodeFailure { path }))
                .with_operation(operation)
                .with_outcome(Outcome::Applied)
                .with_attempts(self.meta.attempts)
                .with_answer(self.meta.status, self.meta.headers, self.meta.body)
                .with_source(problem)
        })
    }

    /// The status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.meta.status
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.meta.headers
    }

    /// Where a redirect leads, as the service writes it: it may be relative to the address of the request. None is followed,
    /// since it may lead to another service, which must not get the credentials of this one. An address that is signed is a secret:
    /// print it nowhere.
    #[must_use]
    pub fn location(&self) -> Option<&str> {
        location(&self.meta.headers)
    }

    /// The id under which the operator of the API finds this request in its logs.
    #[must_use]
    pub fn ray_id(&self) -> Option<&str> {
        ray_id(&self.meta.headers)
    }

    /// How often the request was sent, the first time included.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.meta.attempts
    }

    /// What the answer says about the rate limit.
    #[must_use]
    pub fn rate_limit(&self) -> Option<RateLimit> {
        RateLimit::from_headers(&self.meta.headers)
    }

    /// The `messages` of the answer, the first hundred: hints that are not errors.
    #[must_use]
    pub fn messages(&self) -> &[ApiError] {
        &self.meta.messages
    }

    /// Whether a delete was answered with 404 after an earlier attempt had an unknown end: most likely
    /// that attempt had deleted it, so the call counts as a success. The status is then 404.
    #[must_use]
    pub fn was_already_gone(&self) -> bool {
        self.meta.was_already_gone
    }

    /// The bytes of the body as they came: for what the description of the API leaves out
    /// (`response.json::<NextPage>()`), and to see what an answer is made of (`response.body().escape_ascii()`).
    ///
    /// They can hold anything, so `Debug` shows nothing of them. They are shared, not copied, and held as long as the response:
    /// [`into_inner`](Self::into_inner) and awaiting a request drop them. Those of a stream are empty: it hands them out itself.
    /// So are those of a delete that [was already gone](Self::was_already_gone).
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.meta.body
    }

    /// The [`body`](Self::body) as another type, such as one with a member that the description leaves out; `None` if there is
    /// nothing in it.
    ///
    /// # Errors
    /// The body is not what `U` needs. The error does not quote it.
    pub fn json<U: DeserializeOwned>(&self) -> Option<Result<U>> {
        let body = &self.meta.body;
        if body.trim_ascii().is_empty() {
            return None;
        }
        Some(decode::quiet(body).map_err(|source| {
            // A path could repeat keys of the answer. What the source tells is a line and a column, where they are known.
            let path = ".".to_owned();
            Error::new(ErrorKind::Decode(DecodeFailure { path }))
                .with_operation(self.meta.operation)
                .with_outcome(Outcome::Applied)
                .with_attempts(self.meta.attempts)
                .with_answer(self.meta.status, self.meta.headers.clone(), body.clone())
                .with_source(source)
        }))
    }
}

impl std::fmt::Debug for Meta {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Meta")
            .field("status", &self.status)
            .field("ray_id", &ray_id(&self.headers))
            .field("attempts", &self.attempts)
            .field("was_already_gone", &self.was_already_gone)
            .finish_non_exhaustive()
    }
}

/// The header with that id, ready to be looked up.
pub(crate) static RAY_ID: HeaderName = HeaderName::from_static(RAY_ID_HEADER);

/// The id of a request, from the headers of its answer. It is printed and traced, so it is cut where no id goes on.
pub(crate) fn ray_id(headers: &HeaderMap) -> Option<&str> {
    const LONGEST: usize = 100;
    let id = headers.get(&RAY_ID)?.to_str().ok()?;
    // Visible ASCII: every place is one between characters.
    Some(&id[..id.len().min(LONGEST)])
}

pub(crate) fn location(headers: &HeaderMap) -> Option<&str> {
    headers.get(LOCATION)?.to_str().ok()
}
