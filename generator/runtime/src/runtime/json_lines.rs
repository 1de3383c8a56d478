//! Answers with a JSON value on each line (<https://github.com/ndjson/ndjson-spec>, RFC 7464 for `json-seq`).

use std::collections::VecDeque;
use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::{Buf, BytesMut};
use futures_core::Stream;
use http::HeaderMap;
use serde::de::DeserializeOwned;

#[cfg(feature = "blocking")]
use crate::runtime::blocking::BlockingStream;
use crate::runtime::byte_stream::ByteStream;
use crate::runtime::call::Call;
use crate::runtime::decode;
use crate::runtime::envelope::is_other;
use crate::runtime::error::{Error, Result};
use crate::runtime::error_kind::{DecodeFailure, ErrorKind, TooLarge};
use crate::runtime::response::Response;

/// The mark before each text of a sequence (RFC 7464, section 2.2).
const RECORD_SEPARATOR: u8 = 0x1e;

/// Bytes of a text that is read before the next one begins. A longer one of many lines would be tried with each of them.
const TRIED: usize = 64 * 1024;

/// The lines of an answer, each a `T`: a `Stream`, and [`try_next`](Self::try_next) for those who want no other crate.
///
/// Empty lines are passed over. What begins with a record separator is a sequence of JSON texts, which may have lines inside
/// and need none between them. It ends with the connection, or after an error.
#[must_use = "nothing is read until the next line is awaited"]
pub struct JsonLines<T> {
    bytes: ByteStream,
    /// What came after the last line end.
    rest: BytesMut,
    /// What stands between values, once something came.
    separator: Option<u8>,
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
    /// As for `stream`, and an answer that says that it is a page, or compressed.
    pub async fn lines<T: DeserializeOwned>(self) -> Result<Response<JsonLines<T>>> {
        self.stream().await?.with_headers(JsonLines::new)
    }
}

impl<T: DeserializeOwned> JsonLines<T> {
    /// The lines in `bytes`, unless `headers` speak against it: there are many names for them, but no page is one.
    pub(crate) fn new(bytes: ByteStream, headers: &HeaderMap) -> Result<Self> {
        if is_other(headers) {
            return Err(bytes.unexpected(headers, "lines of JSON"));
        }
        Ok(Self {
            bytes,
            rest: BytesMut::new(),
            separator: None,
            ready: VecDeque::new(),
            failure: None,
            ended: false,
            values: PhantomData,
        })
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
        let Some(separator) = self.separator() else {
            self.rest.clear();
            return;
        };
        while let Some(end) = self.rest[from..].iter().position(|it| *it == separator) {
            let line = self.rest.split_to(from + end);
            self.rest.advance(1);
            from = 0;
            self.line(&line);
            if self.ended {
                return;
            }
        }
        let may_be_whole = self.rest.len() <= TRIED && self.rest.ends_with(b"\n");
        if separator == RECORD_SEPARATOR && may_be_whole {
            self.whole_text();
        }
        let limit = self.bytes.response_size();
        if self.rest.len() > limit {
            self.fail(ErrorKind::TooLarge(TooLarge { limit }));
        }
    }

    /// What the first byte that says anything makes it.
    fn separator(&mut self) -> Option<u8> {
        if self.separator.is_none() {
            let first = self.rest.iter().find(|it| !it.is_ascii_whitespace())?;
            let is_sequence = *first == RECORD_SEPARATOR;
            self.separator = Some(if is_sequence { RECORD_SEPARATOR } else { b'\n' });
        }
        self.separator
    }

    /// Takes out a text that is there up to its line feed, without waiting for the separator of the next one.
    fn whole_text(&mut self) {
        let text = self.rest.trim_ascii();
        if text.is_empty() {
            self.rest.clear();
        } else if let Ok(value) = decode::quiet(text) {
            self.ready.push_back(value);
            self.rest.clear();
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
