//! Answers that are read while they come.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::HeaderMap;

#[cfg(feature = "blocking")]
use crate::runtime::blocking::BlockingStream;
use crate::runtime::builder::ClientBuilder;
use crate::runtime::call::Call;
use crate::runtime::echo::Secrets;
use crate::runtime::error::{Error, Result};
use crate::runtime::error_kind::{ErrorKind, TimeoutPhase, UnexpectedContent};
use crate::runtime::execute::{Prepared, content_type, finished};
use crate::runtime::operation::Operation;
use crate::runtime::outcome::Outcome;
use crate::runtime::response::{Meta, Response};
use crate::runtime::take::Take;
use crate::runtime::time::{BoxFuture, sleep};
use crate::runtime::transport::Body;

/// The body of an answer as it comes: a `Stream`, and [`try_next`](Self::try_next) for those who want no other crate.
///
/// It may be of any size and take any time, as long as bytes keep coming: between two chunks no more than
/// [`idle_timeout`](Self::idle_timeout) passes. After an error it ends; it is not asked for again. Dropped before its end, it is
/// cancelled.
#[must_use = "nothing is read until the next chunk is awaited"]
pub struct ByteStream {
    body: Body,
    idle: Duration,
    /// The end of the wait for the next chunk, once there is such a wait.
    alarm: Option<BoxFuture<()>>,
    operation: &'static Operation,
    meta: Box<Meta>,
    secrets: Secrets,
    response_size: usize,
    ended: bool,
}

impl Call {
    /// Sends the call; the answer is the body as it comes.
    ///
    /// # Errors
    /// As for `answer`. What goes wrong with the body comes out of the stream.
    pub async fn stream(self) -> Result<Response<ByteStream>> {
        Box::pin(open(self.prepared()?)).await
    }
}

impl Response<ByteStream> {
    /// The same answer with another value, if its headers allow it.
    pub(crate) fn with_headers<U>(
        self,
        change: impl FnOnce(ByteStream, &HeaderMap) -> Result<U>,
    ) -> Result<Response<U>> {
        let value = change(self.value, &self.meta.headers)?;
        Ok(Response {
            value,
            meta: self.meta,
        })
    }
}

impl ClientBuilder {
    /// The longest wait for the next part of an answer that is read while it comes. Such an answer is not bound by
    /// `attempt_timeout` and `total_timeout` once it has begun.
    pub fn stream_idle_timeout(mut self, limit: Duration) -> Self {
        self.limits.idle = limit;
        self
    }
}

async fn open(request: Box<Prepared>) -> Result<Response<ByteStream>> {
    let success = finished(request, Take::Stream).await?;
    if let Some(error) = success.gone {
        return Err(error.with_operation(success.request.operation.name));
    }
    let stream = ByteStream::new(success.body, &success.request, success.meta.clone());
    Ok(Response::new(stream, success.meta))
}

impl ByteStream {
    fn new(body: Body, request: &Prepared, meta: Meta) -> Self {
        Self {
            body,
            idle: request.limits.idle,
            alarm: None,
            operation: request.operation,
            meta: Box::new(meta),
            secrets: request.secrets.clone(),
            response_size: request.limits.response_size,
            ended: false,
        }
    }

    /// The longest wait for the next chunk. The default is that of the client.
    pub fn idle_timeout(mut self, limit: Duration) -> Self {
        self.idle = limit;
        self.alarm = None;
        self
    }

    /// The next chunk, of any size; `None` at the end. Safe to cancel: no byte is lost.
    ///
    /// # Errors
    /// The connection broke, or nothing came for too long.
    pub async fn try_next(&mut self) -> Result<Option<Bytes>> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context))
            .await
            .transpose()
    }

    /// An error in an answer that is a success so far.
    pub(crate) fn error(&self, kind: ErrorKind) -> Error {
        Error::new(kind)
            .with_operation(self.operation.name)
            .with_outcome(Outcome::Applied)
            .with_attempts(self.meta.attempts)
            .with_answer(self.meta.status, self.meta.headers.clone(), Bytes::new())
    }

    /// The error of an answer whose headers announce something else.
    pub(crate) fn unexpected(&self, headers: &HeaderMap, expected: &'static str) -> Error {
        let content_type = content_type(headers).map(|it| self.secrets.hidden(&it));
        let error = self.error(ErrorKind::UnexpectedContent(UnexpectedContent {
            content_type,
            expected,
        }));
        // Whoever wrote that may not have passed the request on.
        error.with_outcome(Outcome::Unknown)
    }

    /// How much of an answer the client takes into memory.
    pub(crate) fn response_size(&self) -> usize {
        self.response_size
    }
}

impl Stream for ByteStream {
    type Item = Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.ended {
            return Poll::Ready(None);
        }
        let error = match self.body.poll_chunk(context) {
            Poll::Ready(Ok(Some(chunk))) if !chunk.is_empty() => {
                self.alarm = None;
                return Poll::Ready(Some(Ok(chunk)));
            }
            Poll::Ready(Ok(None)) => None,
            Poll::Ready(Err(error)) => Some(self.error(ErrorKind::Transport).with_source(error)),
            nothing => {
                // A chunk without bytes is none, but the next one may be there.
                if nothing.is_ready() {
                    context.waker().wake_by_ref();
                }
                let idle = self.idle;
                let alarm = self.alarm.get_or_insert_with(|| Box::pin(sleep(idle)));
                if alarm.as_mut().poll(context).is_pending() {
                    return Poll::Pending;
                }
                Some(self.error(ErrorKind::Timeout(TimeoutPhase::Idle)))
            }
        };
        self.ended = true;
        self.alarm = None;
        self.body = Body::empty();
        Poll::Ready(error.map(Err))
    }
}

#[cfg(feature = "blocking")]
impl ByteStream {
    /// The same chunks without async.
    #[must_use]
    pub fn blocking(self) -> BlockingStream<Self> {
        BlockingStream::new(self)
    }
}

impl fmt::Debug for ByteStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ByteStream")
            .field("operation", &self.operation.name)
            .field("idle_timeout", &self.idle)
            .finish_non_exhaustive()
    }
}
