//! Server-sent events, and how they are read from bytes
//! (<https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation>).

use std::time::Duration;

use bytes::{Buf, Bytes};
use serde::de::DeserializeOwned;

use crate::runtime::decode;
use crate::runtime::error::{Error, Result};
use crate::runtime::error_kind::{DecodeFailure, ErrorKind};
use crate::runtime::outcome::Outcome;

/// The mark that may begin a stream.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// One event that a server sent.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ServerSentEvent {
    /// The last id that the server gave, to this event or to one before; empty if none.
    pub id: String,
    /// The type; `message` unless the server says otherwise.
    pub kind: String,
    /// The data, lines joined by a line feed.
    pub data: String,
}

impl ServerSentEvent {
    /// The data as JSON.
    ///
    /// # Errors
    /// The data is not what `T` needs. The error does not quote it.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T> {
        decode::quiet(self.data.as_bytes()).map_err(|source| {
            // Where in the data is in the source: a path could repeat its keys.
            let path = ".".to_owned();
            Error::new(ErrorKind::Decode(DecodeFailure { path }))
                .with_outcome(Outcome::Applied)
                .with_source(source)
        })
    }
}

/// Takes in bytes, wherever they are cut, and puts out events, one at a time: each repeats the last id, so that many of them
/// at once would be far larger than what came. One that the stream does not finish is none.
#[derive(Debug, Default)]
pub(crate) struct EventParser {
    /// The line so far.
    line: Vec<u8>,
    /// Whether the last byte was a carriage return, so that a line feed ends no other line.
    after_return: bool,
    /// Whether there was a line.
    begun: bool,
    /// The id that the next event will have, and the others after it.
    id: String,
    kind: String,
    data: String,
    last_id: String,
    retry: Option<Duration>,
}

impl EventParser {
    /// Takes in bytes up to the end of the next event.
    pub(crate) fn next(&mut self, bytes: &mut Bytes) -> Option<ServerSentEvent> {
        let is_end = |it: &u8| matches!(it, b'\n' | b'\r');
        while let Some(first) = bytes.first() {
            if std::mem::take(&mut self.after_return) && *first == b'\n' {
                bytes.advance(1);
                continue;
            }
            let Some(end) = bytes.iter().position(is_end) else {
                self.line.extend_from_slice(bytes);
                bytes.clear();
                break;
            };
            self.line.extend_from_slice(&bytes[..end]);
            self.after_return = bytes[end] == b'\r';
            bytes.advance(end + 1);
            let mut line = std::mem::take(&mut self.line);
            let event = self.take_line(&line);
            // The memory serves the next line.
            line.clear();
            self.line = line;
            if event.is_some() {
                return event;
            }
        }
        None
    }

    /// How many bytes wait for the end of their event.
    pub(crate) fn size(&self) -> usize {
        self.line.len() + self.data.len() + self.kind.len() + self.id.len()
    }

    /// The id that the server gave last, as of the last event.
    pub(crate) fn last_id(&self) -> &str {
        &self.last_id
    }

    /// How long the server wants to be left alone before the next connection.
    pub(crate) fn retry(&self) -> Option<Duration> {
        self.retry
    }

    fn take_line(&mut self, mut line: &[u8]) -> Option<ServerSentEvent> {
        if !std::mem::replace(&mut self.begun, true) {
            line = line.strip_prefix(BYTE_ORDER_MARK).unwrap_or(line);
        }
        if line.is_empty() {
            return self.dispatch();
        }
        let line = String::from_utf8_lossy(line);
        let (field, value) = line.split_once(':').unwrap_or((&line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "event" => value.clone_into(&mut self.kind),
            "data" => {
                self.data.push_str(value);
                self.data.push('\n');
            }
            "id" if !value.contains('\0') => value.clone_into(&mut self.id),
            "retry" if value.bytes().all(|byte| byte.is_ascii_digit()) => {
                let wait = value.parse().ok().map(Duration::from_millis);
                self.retry = wait.or(self.retry);
            }
            // A comment, which has no name, or something that is not known yet.
            _ => {}
        }
        None
    }

    fn dispatch(&mut self) -> Option<ServerSentEvent> {
        self.last_id.clone_from(&self.id);
        let mut data = std::mem::take(&mut self.data);
        let kind = std::mem::take(&mut self.kind);
        data.pop()?;
        Some(ServerSentEvent {
            id: self.id.clone(),
            kind: if kind.is_empty() {
                "message".to_owned()
            } else {
                kind
            },
            data,
        })
    }
}
