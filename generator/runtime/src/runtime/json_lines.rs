//! Answers with a JSON value on each line (<https://github.com/ndjson/ndjson-spec>, RFC 7464 for `json-seq`).

use std::collections::VecDeque;
use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::BytesMut;
use futures_core::Stream;
use serde::de::DeserializeOwned;

#[cfg(feature = "blocking")]
use crate::runtime::blocking::BlockingStream;
use crate::runtime::byte_stream::ByteStream;
use crate::runtime::call::Call;
use crate::runtime::decode;
use crate::runtime::error::{Error, Result};
use crate::runtime::error_kind::{DecodeFailure, ErrorKind, TooLarge};
use crate::runtime::response::Response;

/// The mark before each text of a sequence (RFC 7464, section 2.2).
const RECORD_SEPARATOR: u8 = 0x1e;

/// The lines of an answer, each a `T`: a `Stream`, and [`try_next`](Self::try_next) for those who want no other crate.
///
/// Empty lines are passed over. It ends with the connection, or after an error.
#[must_use = "nothing is read until the next line is awaited"]
pub struct JsonLines<T> {
    bytes: ByteStream,
    /// What came after the last line end.
    rest: BytesMut,
    ready: VecDeque<T>,
    /// What comes after the values that are ready.
    failure: Option<Error>,
    ended: bool,
    /// The values are not pinned.
    values: PhantomData<fn() -> T>,
}

impl<T> Unpin for JsonLines<T> {}

impl Call {
    /// Sends the call; the answer is a JSON value on each line.
    ///
    /// # Errors
    /// As for `stream`.
    pub async fn lines<T: DeserializeOwned>(self) -> Result<Response<JsonLines<T>>> {
        Ok(self.stream().await?.map(JsonLines::new))
    }
}

impl<T: DeserializeOwned> JsonLines<T> {
    pub(crate) fn new(bytes: ByteStream) -> Self {
        Self {
            bytes,
            rest: BytesMut::new(),
            ready: VecDeque::new(),
            failure: None,
            ended: false,
            values: PhantomData,
        }
    }

    /// The longest wait for anything from the server. The default is that of the client.
    pub fn idle_timeout(mut self, limit: Duration) -> Self {
        self.bytes = self.bytes.idle_timeout(limit);
        self
    }

    /// The next value; `None` at the end. Safe to cancel: no line is lost.
    ///
    /// # Errors
    /// The connection broke, nothing came for too long, a line is not a `T`, or is larger than the client accepts.
    pub async fn try_next(&mut self) -> Result<Option<T>> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context))
            .await
            .transpose()
    }

    /// Takes the whole lines out of what came.
    fn feed(&mut self, chunk: &[u8]) {
        // What is there has no line end: it is not looked through again with every chunk.
        let mut from = self.rest.len();
        self.rest.extend_from_slice(chunk);
        while let Some(end) = self.rest[from..].iter().position(|it| *it == b'\n') {
            let line = self.rest.split_to(from + end + 1);
            from = 0;
            self.line(&line);
            if self.ended {
                return;
            }
        }
        let limit = self.bytes.response_size();
        if self.rest.len() > limit {
            self.fail(ErrorKind::TooLarge(TooLarge { limit }));
        }
    }

    fn line(&mut self, line: &[u8]) {
        let text = line.trim_ascii();
        let text = text.strip_prefix(&[RECORD_SEPARATOR]).unwrap_or(text);
        if text.is_empty() {
            return;
        }
        match decode::quiet(text) {
            Ok(value) => self.ready.push_back(value),
            Err(source) => {
                let path = ".".to_owned();
                self.fail(ErrorKind::Decode(DecodeFailure { path }));
                self.failure = self.failure.take().map(|it| it.with_source(source));
            }
        }
    }

    fn fail(&mut self, kind: ErrorKind) {
        self.failure = Some(self.bytes.error(kind));
        self.ended = true;
    }
}

impl<T: DeserializeOwned> Stream for JsonLines<T> {
    type Item = Result<T>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        loop {
            if let Some(value) = this.ready.pop_front() {
                return Poll::Ready(Some(Ok(value)));
            }
            if let Some(error) = this.failure.take() {
                return Poll::Ready(Some(Err(error)));
            }
            if this.ended {
                return Poll::Ready(None);
            }
            match ready!(Pin::new(&mut this.bytes).poll_next(context)) {
                Some(Ok(chunk)) => this.feed(&chunk),
                Some(Err(error)) => {
                    this.failure = Some(error);
                    this.ended = true;
                }
                // The last line may do without its end.
                None => {
                    let rest = this.rest.split();
                    this.line(&rest);
                    this.ended = true;
                }
            }
        }
    }
}

#[cfg(feature = "blocking")]
impl<T> JsonLines<T> {
    /// The same values without async.
    #[must_use]
    pub fn blocking(self) -> BlockingStream<Self> {
        BlockingStream::new(self)
    }
}

impl<T> fmt::Debug for JsonLines<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JsonLines")
            .field("bytes", &self.bytes)
            .finish_non_exhaustive()
    }
}
