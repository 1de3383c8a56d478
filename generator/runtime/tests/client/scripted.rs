//! Transports that play a script.

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::Mutex;
use std::task::{Context, Poll};

use bytes::Bytes;

use crate::runtime::transport::{Body, MemoryTransport, TransportError};
use crate::runtime::{BoxFuture, Client, ClientBuilder, Credentials, Transport};

/// What happens to one attempt.
pub(crate) enum Step {
    Answer(http::Response<Body>),
    Fail(TransportError),
}

/// An answer with a status, headers and a body.
pub(crate) fn answer(status: u16, headers: &[(&str, &str)], body: impl Into<Body>) -> Step {
    let mut response = http::Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    Step::Answer(response.body(body.into()).expect("a response"))
}

/// A success with a result.
pub(crate) fn ok(result: &str) -> Step {
    answer(
        200,
        &[("cf-ray", "ray-1")],
        format!(r#"{{"success":true,"errors":null,"result":{result}}}"#),
    )
}

/// A failure in an envelope.
pub(crate) fn refused(status: u16, code: u32, message: &str) -> Step {
    let body = format!(
        r#"{{"success":false,"errors":[{{"code":{code},"message":"{message}"}}],"result":null}}"#
    );
    answer(status, &[("cf-ray", "ray-2")], body)
}

/// A status and nothing else.
pub(crate) fn status(status: u16) -> Step {
    answer(status, &[], "")
}

pub(crate) fn unsent() -> Step {
    Step::Fail(TransportError::connect("refused"))
}

pub(crate) fn lost() -> Step {
    Step::Fail(TransportError::interrupted("reset"))
}

/// A success whose body breaks off.
pub(crate) fn torn() -> Step {
    answer(
        200,
        &[],
        Body::from_chunks(Torn(Some(Bytes::from_static(b"{\"success\":tr")))),
    )
}

struct Torn(Option<Bytes>);

impl futures_core::Stream for Torn {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(Some(
            self.0
                .take()
                .ok_or_else(|| TransportError::interrupted("reset")),
        ))
    }
}

/// A body that never ends.
pub(crate) fn endless() -> Body {
    struct Never;
    impl futures_core::Stream for Never {
        type Item = Result<Bytes, TransportError>;
        fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
            Poll::Pending
        }
    }
    Body::from_chunks(Never)
}

/// A body without end, of which the next chunk is always there.
pub(crate) fn ready(chunk: &'static str) -> Body {
    struct Ready(&'static str);
    impl futures_core::Stream for Ready {
        type Item = Result<Bytes, TransportError>;
        fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
            Poll::Ready(Some(Ok(Bytes::from_static(self.0.as_bytes()))))
        }
    }
    Body::from_chunks(Ready(chunk))
}

/// A transport that never answers.
#[derive(Debug)]
pub(crate) struct Silent;

impl Transport for Silent {
    fn send(
        &self,
        _: http::Request<Bytes>,
    ) -> BoxFuture<Result<http::Response<Body>, TransportError>> {
        Box::pin(std::future::pending())
    }
}

/// Plays the steps in order; one request too many is an answer that no test expects.
pub(crate) fn script(steps: impl IntoIterator<Item = Step>) -> MemoryTransport {
    let steps = Mutex::new(steps.into_iter().collect::<VecDeque<_>>());
    MemoryTransport::new(move |_| match steps.lock().expect("a script").pop_front() {
        Some(Step::Answer(response)) => Ok(response),
        Some(Step::Fail(error)) => Err(error),
        None => Ok(http::Response::builder()
            .status(418)
            .body(Body::empty())
            .expect("a response")),
    })
}

/// A builder with credentials.
pub(crate) fn builder(transport: impl Transport) -> ClientBuilder {
    Client::builder()
        .credentials(Credentials::api_token("token-canary"))
        .transport(transport)
        .jitter_seed(7)
}

pub(crate) fn client(transport: impl Transport) -> Client {
    builder(transport).build().expect("a client")
}

/// A client that plays `steps`, and its transport.
pub(crate) fn playing(steps: impl IntoIterator<Item = Step>) -> (Client, MemoryTransport) {
    let transport = script(steps);
    (client(transport.clone()), transport)
}
