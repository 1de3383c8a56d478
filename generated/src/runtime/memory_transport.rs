// @generated from generator/runtime/src/runtime/memory_transport.rs. Edit that file.

//! A transport without a network, for tests of code that uses the client.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use http::{HeaderMap, Method, Uri};

use crate::runtime::time::BoxFuture;
use crate::runtime::transport::{Body, Transport, TransportError};

/// Answers requests with a function, and remembers them.
///
/// ```text
/// let transport = MemoryTransport::new(|request| {
///     assert_eq!(request.uri().path(), "/v1/things/7");
///     Ok(http::Response::new(r#"{"id": 7}"#.into()))
/// });
/// let client = Client::builder().transport(transport.clone()).credentials(…).build()?;
/// …
/// assert_eq!(transport.requests().len(), 1);
/// ```
///
/// The requests are kept with everything in them, secrets included: this is for tests. Clones share them.
#[derive(Clone)]
pub struct MemoryTransport(Arc<Shared>);

type Handler =
    dyn Fn(http::Request<Bytes>) -> Result<http::Response<Body>, TransportError> + Send + Sync;

struct Shared {
    handler: Box<Handler>,
    requests: Mutex<Vec<RecordedRequest>>,
}

/// A request as it would have gone over the wire.
#[derive(Clone)]
#[non_exhaustive]
pub struct RecordedRequest {
    /// The method.
    pub method: Method,
    /// The full URL.
    pub uri: Uri,
    /// All headers, those with credentials included.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
}

impl MemoryTransport {
    /// A transport that asks `handler` for each answer.
    pub fn new<F>(handler: F) -> Self
    where
        F: Fn(http::Request<Bytes>) -> Result<http::Response<Body>, TransportError>
            + Send
            + Sync
            + 'static,
    {
        Self(Arc::new(Shared {
            handler: Box::new(handler),
            requests: Mutex::new(Vec::new()),
        }))
    }

    /// What was sent so far, in order.
    #[must_use]
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.0
            .requests
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

impl Transport for MemoryTransport {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<Result<http::Response<Body>, TransportError>> {
        let shared = Arc::clone(&self.0);
        Box::pin(async move {
            shared
                .requests
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(RecordedRequest {
                    method: request.method().clone(),
                    uri: request.uri().clone(),
                    headers: request.headers().clone(),
                    body: request.body().clone(),
                });
            (shared.handler)(request)
        })
    }
}

impl fmt::Debug for MemoryTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MemoryTransport").finish_non_exhaustive()
    }
}

impl fmt::Debug for RecordedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RecordedRequest")
            .field("method", &self.method)
            .field("path", &self.uri.path())
            .finish_non_exhaustive()
    }
}
