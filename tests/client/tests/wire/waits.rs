//! How long the client waits, on a clock that the tests wind.
//!
//! There is no network here: a clock that is paused jumps whenever nothing is ready, and bytes that are
//! still inside the operating system are not. So these clients get their answers from memory.

use std::sync::Mutex;
use std::time::Duration;

use bytes::Bytes;
use client_tests::answers::{self, ACCOUNT, SECRET_ID};
use cloudflare_secrets_store::resources::secrets::Secrets;
use cloudflare_secrets_store::transport::{Body, BoxFuture, MemoryTransport, TransportError};
use cloudflare_secrets_store::{Client, Credentials, ErrorKind, Outcome, TimeoutPhase, Transport};
use tokio::time::Instant;

use crate::store;

type HttpResponse = http::Response<Body>;

fn response(status: u16, headers: &[(&str, &str)], body: &'static str) -> HttpResponse {
    let mut response = http::Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    response.body(body.into()).expect("a response")
}

fn secret() -> HttpResponse {
    response(200, &[], answers::SECRET)
}

/// The secrets of a client that gets these answers.
fn playing(responses: impl IntoIterator<Item = HttpResponse>) -> Secrets {
    let script = Mutex::new(responses.into_iter().collect::<Vec<_>>().into_iter());
    on(MemoryTransport::new(move |_| {
        let next = script.lock().expect("a script").next();
        Ok(next.unwrap_or_else(|| response(418, &[], "")))
    }))
}

fn on(transport: impl Transport) -> Secrets {
    let client = Client::builder()
        .credentials(Credentials::api_token("token"))
        .transport(transport)
        .build();
    store(&client.expect("a client")).secrets()
}

/// A server that takes requests and says nothing.
#[derive(Debug)]
struct Silent;

impl Transport for Silent {
    fn send(&self, _: http::Request<Bytes>) -> BoxFuture<Result<HttpResponse, TransportError>> {
        Box::pin(std::future::pending())
    }
}

#[tokio::test(start_paused = true)]
async fn as_long_as_the_server_asks() {
    for (header, value, wait) in [
        ("retry-after", "7", 7_000),
        ("retry-after-ms", "1500", 1_500),
        ("retry-after", "60", 60_000),
    ] {
        let secrets = playing([response(429, &[(header, value)], ""), secret()]);
        let start = Instant::now();
        let response = secrets.get(SECRET_ID).send().await.expect("a secret");
        assert_eq!(response.attempts(), 2);
        let waited = start.elapsed();
        assert!(waited >= Duration::from_millis(wait), "{waited:?}");
        // Those who are told the same do not all come at once.
        let most = wait + wait / 10 + 100;
        assert!(waited < Duration::from_millis(most), "{waited:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn not_longer_than_the_call_may_take() {
    let secrets = playing([response(429, &[("retry-after", "50")], "")]);
    let start = Instant::now();
    let get = secrets
        .get(SECRET_ID)
        .total_timeout(Duration::from_secs(40));
    let error = get.await.expect_err("no time");
    assert_eq!(error.retry_after(), Some(Duration::from_secs(50)));
    assert_eq!(start.elapsed(), Duration::ZERO);
}

#[tokio::test(start_paused = true)]
async fn a_little_where_the_server_does_not_ask() {
    let secrets = playing([response(503, &[], ""), response(503, &[], ""), secret()]);
    let start = Instant::now();
    secrets.get(SECRET_ID).await.expect("a secret");
    // Up to 0.5 s, then up to 1 s; a timer rounds up to the next millisecond.
    assert!(
        start.elapsed() <= Duration::from_millis(1_502),
        "{:?}",
        start.elapsed()
    );
}

#[tokio::test(start_paused = true)]
async fn a_read_for_a_silent_server_is_given_up() {
    let secrets = on(Silent);
    let start = Instant::now();
    let error = secrets.get(SECRET_ID).await.expect_err("silence");
    assert!(error.is_timeout(), "{error:?}");
    assert_eq!(error.attempts(), 3);
    assert!(
        start.elapsed() <= Duration::from_millis(90_001),
        "{:?}",
        start.elapsed()
    );
    let start = Instant::now();
    let get = secrets.get(SECRET_ID).total_timeout(Duration::from_secs(3));
    let error = get.await.expect_err("silence");
    assert!(
        matches!(error.kind(), ErrorKind::Timeout(TimeoutPhase::Total)),
        "{error:?}"
    );
    assert_eq!(start.elapsed().as_secs(), 3);
}

#[tokio::test(start_paused = true)]
async fn a_creation_for_a_silent_server_is_given_up_at_once() {
    let stores = on(Silent);
    let start = Instant::now();
    let duplicate = stores.duplicate(SECRET_ID, "COPY", ["workers"]);
    let error = duplicate
        .attempt_timeout(Duration::from_secs(5))
        .await
        .expect_err("silence");
    assert!(
        matches!(error.kind(), ErrorKind::Timeout(TimeoutPhase::Attempt)),
        "{error:?}"
    );
    assert_eq!((error.attempts(), error.outcome()), (1, Outcome::Unknown));
    assert_eq!(start.elapsed().as_secs(), 5);
}

#[tokio::test(start_paused = true)]
async fn until_the_announced_limit_allows_more() {
    let used_up = [("ratelimit", r#""default";r=0;t=20"#)];
    let transport = MemoryTransport::new(move |_| Ok(response(200, &used_up, answers::QUOTA)));
    let client = Client::builder()
        .credentials(Credentials::api_token("token"))
        .transport(transport.clone())
        .build()
        .expect("a client");
    let start = Instant::now();
    client.account(ACCOUNT).quota().await.expect("a quota");
    assert_eq!(start.elapsed(), Duration::ZERO);
    // Clones share what is known.
    client
        .clone()
        .account(ACCOUNT)
        .quota()
        .await
        .expect("a quota");
    assert!(
        start.elapsed() >= Duration::from_secs(19),
        "{:?}",
        start.elapsed()
    );
    assert_eq!(transport.requests().len(), 2);
}
