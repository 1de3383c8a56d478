//! Events whose data is of one type, as JSON or as the text that it is.

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use futures_core::Stream;
use serde::de::DeserializeOwned;

#[cfg(feature = "blocking")]
use crate::runtime::blocking::BlockingStream;
use crate::runtime::call::Call;
use crate::runtime::error::Result;
use crate::runtime::event_stream::EventStream;
use crate::runtime::response::Response;

/// What some services send after the last event.
const LAST: &str = "[DONE]";

/// The events of an answer, the data of each a `T`: a `Stream`, and [`try_next`](Self::try_next) for those who want no other
/// crate.
///
/// Events without data are passed over, and `[DONE]` is the end. It ends with the connection too, or after an error.
/// [`untyped`](Self::untyped) gives the events with their types and ids.
#[must_use = "nothing is read until the next event is awaited"]
pub struct Events<T> {
    inner: EventStream,
    ended: bool,
    /// Whether data that is no JSON of a `T` may be the text of one.
    texts: bool,
    /// The data are not pinned.
    data: PhantomData<fn() -> T>,
}

impl Call {
    /// Sends the call; the answer is a stream of events with JSON in them.
    ///
    /// # Errors
    /// As for `events`.
    pub async fn typed_events<T>(self) -> Result<Response<Events<T>>> {
        Ok(self.events().await?.map(Events::new))
    }

    /// The same where a `T` can be a text, which events have as it is.
    ///
    /// # Errors
    /// As for `events`.
    pub async fn text_events<T>(self) -> Result<Response<Events<T>>> {
        Ok(self.events().await?.map(Events::of_texts))
    }
}

impl<T> Events<T> {
    pub(crate) fn new(events: EventStream) -> Self {
        Self {
            inner: events,
            ended: false,
            texts: false,
            data: PhantomData,
        }
    }

    pub(crate) fn of_texts(events: EventStream) -> Self {
        Self {
            texts: true,
            ..Self::new(events)
        }
    }

    /// The longest wait for anything from the server, comments included. The default is that of the client.
    pub fn idle_timeout(mut self, limit: Duration) -> Self {
        self.inner = self.inner.idle_timeout(limit);
        self
    }

    /// The events as they come.
    pub fn untyped(self) -> EventStream {
        self.inner
    }

    /// The last id that the server gave, for the header `Last-Event-ID` of the next connection; empty if none.
    #[must_use]
    pub fn last_event_id(&self) -> &str {
        self.inner.last_event_id()
    }
}

impl<T: DeserializeOwned> Events<T> {
    /// The data of the next event; `None` at the end. Safe to cancel: no event is lost.
    ///
    /// # Errors
    /// The connection broke, nothing came for too long, the data is not a `T`, or is larger than the client accepts.
    pub async fn try_next(&mut self) -> Result<Option<T>> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context))
            .await
            .transpose()
    }
}

impl<T: DeserializeOwned> Stream for Events<T> {
    type Item = Result<T>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        while !this.ended {
            let next = match ready!(Pin::new(&mut this.inner).poll_next(context)) {
                Some(Ok(event)) if event.data.trim().is_empty() => continue,
                Some(Ok(event)) if event.data.trim() == LAST => None,
                Some(Ok(event)) if this.texts => Some(this.inner.read_text(&event)),
                Some(Ok(event)) => Some(this.inner.read(&event)),
                Some(Err(error)) => Some(Err(error)),
                None => None,
            };
            this.ended = !matches!(next, Some(Ok(_)));
            return Poll::Ready(next);
        }
        Poll::Ready(None)
    }
}

#[cfg(feature = "blocking")]
impl<T> Events<T> {
    /// The same data without async.
    #[must_use]
    pub fn blocking(self) -> BlockingStream<Self> {
        BlockingStream::new(self)
    }
}

impl<T> fmt::Debug for Events<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Events")
            .field("inner", &self.inner)
            .finish_non_exhaustive()
    }
}
