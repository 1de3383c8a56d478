//! The seam between this crate and an HTTP implementation.
//!
//! A transport sends one request once. Credentials, retries, limits of time and everything that
//! has to do with the API are settled above it.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;

// What the trait is written in, so that implementers need no dependencies of their own for it.
#[allow(unused_imports, reason = "found here by users")]
pub use bytes;
pub use http;

pub use crate::runtime::memory_transport::{MemoryTransport, RecordedRequest};
pub use crate::runtime::{error::BoxError, time::BoxFuture};

/// Sends requests.
///
/// An implementation must not follow redirects, must not repeat requests, and must not keep or print
/// headers that are marked sensitive. A request that is dropped while it is on its way is cancelled. One that decodes or changes
/// bodies takes `Content-Length` away: a body that is shorter than that says broke off.
pub trait Transport: fmt::Debug + Send + Sync + 'static {
    /// Sends one request and answers once the head of the response is there.
    ///
    /// The returned future must not borrow from the transport.
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<Result<http::Response<Body>, TransportError>>;
}

macro_rules! transport_behind {
    ($($pointer:ident),*) => {
        $(impl<T: Transport + ?Sized> Transport for $pointer<T> {
            fn send(
                &self,
                request: http::Request<Bytes>,
            ) -> BoxFuture<Result<http::Response<Body>, TransportError>> {
                (**self).send(request)
            }
        })*
    };
}

transport_behind!(Arc, Box);

/// Why a transport has no response, or not all of it.
#[derive(Debug)]
pub struct TransportError {
    pub(crate) reached: Reached,
    pub(crate) source: BoxError,
}

/// How far a request came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reached {
    /// No connection, so no byte was sent.
    NotConnected,
    /// No connection in time, so no byte was sent.
    ConnectTimeout,
    /// The request, or a part of it, may have arrived.
    Interrupted,
    /// The server says that it has not looked at the request.
    Refused,
    /// The request cannot be sent by this transport, however often it is tried.
    Unusable,
}

impl TransportError {
    /// No connection could be made: the request was surely not sent.
    #[must_use]
    pub fn connect(source: impl Into<BoxError>) -> Self {
        Self {
            reached: Reached::NotConnected,
            source: source.into(),
        }
    }

    /// No connection could be made in time: the request was surely not sent.
    #[must_use]
    pub fn connect_timeout(source: impl Into<BoxError>) -> Self {
        Self {
            reached: Reached::ConnectTimeout,
            source: source.into(),
        }
    }

    /// The connection broke when the request, or a part of it, may have reached the server.
    #[must_use]
    pub fn interrupted(source: impl Into<BoxError>) -> Self {
        Self {
            reached: Reached::Interrupted,
            source: source.into(),
        }
    }
}

impl TransportError {
    /// The server says that it has not looked at the request.
    pub(crate) fn refused(source: impl Into<BoxError>) -> Self {
        Self {
            reached: Reached::Refused,
            source: source.into(),
        }
    }

    /// The transport cannot send such a request at all.
    pub(crate) fn unusable(source: impl Into<BoxError>) -> Self {
        Self {
            reached: Reached::Unusable,
            source: source.into(),
        }
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.reached {
            Reached::NotConnected => "no connection",
            Reached::ConnectTimeout => "no connection in time",
            Reached::Interrupted => "the connection broke",
            Reached::Refused => "the server did not look at the request",
            Reached::Unusable => "the request cannot be sent",
        })
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&*self.source)
    }
}

#[cfg(not(target_arch = "wasm32"))]
type Chunks = Pin<Box<dyn Stream<Item = Result<Bytes, TransportError>> + Send>>;
#[cfg(target_arch = "wasm32")]
type Chunks = Pin<Box<dyn Stream<Item = Result<Bytes, TransportError>>>>;

/// The body of a response: bytes, or chunks that are still to come.
pub struct Body {
    inner: Inner,
    /// What is missing of the bytes that the head announced.
    missing: Option<u64>,
}

enum Inner {
    Whole(Bytes),
    Chunks(Chunks),
}

impl Body {
    /// A body without content.
    #[must_use]
    pub fn empty() -> Self {
        Self::new(Inner::Whole(Bytes::new()))
    }

    fn new(inner: Inner) -> Self {
        let missing = None;
        Self { inner, missing }
    }

    /// A body that arrives in chunks. After an error nothing more is read.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn from_chunks(
        chunks: impl Stream<Item = Result<Bytes, TransportError>> + Send + 'static,
    ) -> Self {
        Self::new(Inner::Chunks(Box::pin(chunks)))
    }

    /// A body that arrives in chunks. After an error nothing more is read.
    #[cfg(target_arch = "wasm32")]
    pub fn from_chunks(
        chunks: impl Stream<Item = Result<Bytes, TransportError>> + 'static,
    ) -> Self {
        Self::new(Inner::Chunks(Box::pin(chunks)))
    }

    /// Says how many bytes the head announced. A body that ends before them broke off: HTTP/2 can end one without an error.
    pub(crate) fn announced(mut self, bytes: Option<u64>) -> Self {
        self.missing = bytes;
        self
    }

    /// How many bytes are still to come, where that is known.
    pub(crate) fn missing(&self) -> Option<u64> {
        self.missing
    }

    /// What is there in one piece; nothing of what is still to come.
    pub(crate) fn into_whole(self) -> Bytes {
        match self.inner {
            Inner::Whole(bytes) => bytes,
            Inner::Chunks(_) => Bytes::new(),
        }
    }

    /// The next chunk; `None` at the end.
    pub(crate) async fn chunk(&mut self) -> Result<Option<Bytes>, TransportError> {
        std::future::poll_fn(|context| self.poll_chunk(context)).await
    }

    pub(crate) fn poll_chunk(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Result<Option<Bytes>, TransportError>> {
        let chunk = match &mut self.inner {
            Inner::Whole(bytes) => Some(std::mem::take(bytes)).filter(|it| !it.is_empty()),
            Inner::Chunks(chunks) => ready!(chunks.as_mut().poll_next(context)).transpose()?,
        };
        let missing = self.missing.unwrap_or_default();
        // A browser counts itself, and the bytes from before it decoded them.
        if chunk.is_none() && missing > 0 && cfg!(not(target_arch = "wasm32")) {
            let error = "the body ends before the length that was announced";
            return Poll::Ready(Err(TransportError::interrupted(error)));
        }
        let came = chunk.as_ref().map_or(0, Bytes::len) as u64;
        self.missing = self.missing.map(|it| it.saturating_sub(came));
        Poll::Ready(Ok(chunk))
    }
}

impl Default for Body {
    fn default() -> Self {
        Self::empty()
    }
}

impl<T: Into<Bytes>> From<T> for Body {
    fn from(bytes: T) -> Self {
        Self::new(Inner::Whole(bytes.into()))
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Body(..)")
    }
}
