//! The events of an answer, as they come.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::HeaderMap;
use serde::de::DeserializeOwned;

#[cfg(feature = "blocking")]
use crate::runtime::blocking::BlockingStream;
use crate::runtime::byte_stream::ByteStream;
use crate::runtime::call::Call;
use crate::runtime::decode;
use crate::runtime::error::Result;
use crate::runtime::error_kind::{DecodeFailure, ErrorKind, TooLarge};
use crate::runtime::event::{EventParser, ServerSentEvent};
use crate::runtime::execute::content_type;
use crate::runtime::response::Response;

/// What a server sends as `text/event-stream`: a `Stream`, and [`try_next`](Self::try_next) for those who want no other
/// crate.
///
/// It ends with the connection, or after an error. It is not opened again: [`last_event_id`](Self::last_event_id) and
/// [`retry`](Self::retry) are what a caller needs who wants that.
#[must_use = "nothing is read until the next event is awaited"]
pub struct EventStream {
    bytes: ByteStream,
    parser: EventParser,
    /// What came and is not parsed yet.
    chunk: Bytes,
    ended: bool,
}

impl Call {
    /// Sends the call; the answer is a stream of events.
    ///
    /// # Errors
    /// As for `stream`, and an answer that says that it is something else.
    pub async fn events(self) -> Result<Response<EventStream>> {
        self.stream().await?.with_headers(EventStream::new)
    }
}

impl EventStream {
    /// The events in `bytes`, if that is what `headers` announce.
    pub(crate) fn new(bytes: ByteStream, headers: &HeaderMap) -> Result<Self> {
        let found = content_type(headers);
        let is_other = found.is_some_and(|found| {
            let essence = found.split(';').next().unwrap_or_default().trim();
            !essence.eq_ignore_ascii_case("text/event-stream")
        });
        if is_other {
            return Err(bytes.unexpected(headers, "an event stream"));
        }
        Ok(Self {
            bytes,
            parser: EventParser::default(),
            chunk: Bytes::new(),
            ended: false,
        })
    }

    /// The longest wait for anything from the server, comments included. The default is that of the client.
    pub fn idle_timeout(mut self, limit: Duration) -> Self {
        self.bytes = self.bytes.idle_timeout(limit);
        self
    }

    /// The next event; `None` at the end. Safe to cancel: no event is lost.
    ///
    /// # Errors
    /// The connection broke, nothing came for too long, or an event is larger than the client accepts.
    pub async fn try_next(&mut self) -> Result<Option<ServerSentEvent>> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context))
            .await
            .transpose()
    }

    /// The data of one of its events.
    pub(crate) fn read<T: DeserializeOwned>(&self, event: &ServerSentEvent) -> Result<T> {
        decode::quiet(event.data.as_bytes()).map_err(|source| {
            // Where in the data is in the source: a path could repeat its keys.
            let path = ".".to_owned();
            let kind = ErrorKind::Decode(DecodeFailure { path });
            self.bytes.error(kind).with_source(source)
        })
    }

    /// The same, where the data may be the text itself instead of JSON.
    pub(crate) fn read_text<T: DeserializeOwned>(&self, event: &ServerSentEvent) -> Result<T> {
        self.read(event).or_else(|error| {
            let text = serde_json::to_vec(&event.data);
            let read = text.ok().and_then(|it| decode::quiet(&it).ok());
            read.ok_or(error)
        })
    }

    /// The last id that the server gave, for the header `Last-Event-ID` of the next connection; empty if none.
    #[must_use]
    pub fn last_event_id(&self) -> &str {
        self.parser.last_id()
    }

    /// How long the server wants to be left alone before the next connection, if it said so.
    #[must_use]
    pub fn retry(&self) -> Option<Duration> {
        self.parser.retry()
    }
}

impl Stream for EventStream {
    type Item = Result<ServerSentEvent>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        while !this.ended {
            if let Some(event) = this.parser.next(&mut this.chunk) {
                return Poll::Ready(Some(Ok(event)));
            }
            let limit = this.bytes.response_size();
            let error = if this.parser.size() > limit {
                this.bytes.error(ErrorKind::TooLarge(TooLarge { limit }))
            } else {
                match ready!(Pin::new(&mut this.bytes).poll_next(context)) {
                    Some(Ok(chunk)) => {
                        this.chunk = chunk;
                        continue;
                    }
                    Some(Err(error)) => error,
                    None => break,
                }
            };
            this.ended = true;
            return Poll::Ready(Some(Err(error)));
        }
        this.ended = true;
        Poll::Ready(None)
    }
}

#[cfg(feature = "blocking")]
impl EventStream {
    /// The same events without async.
    #[must_use]
    pub fn blocking(self) -> BlockingStream<Self> {
        BlockingStream::new(self)
    }
}

impl fmt::Debug for EventStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventStream")
            .field("bytes", &self.bytes)
            .finish_non_exhaustive()
    }
}
