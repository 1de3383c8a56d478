//! Bodies that have fewer bytes than the head says, and those that only say that they are large.

use std::time::Duration;

use http::Method;

use crate::runtime::transport::Body;
use crate::runtime::{Call, ErrorKind, Outcome, RetryPolicy};
use crate::scripted::{answer, builder, endless, playing, script};
use crate::streams::{OPERATION, body, bytes};

/// In two pieces, as a transport hands it on.
fn pieces() -> Body {
    body([bytes(r#"{"id""#), bytes(r#":"a"}"#)])
}

const LENGTH: &str = "content-length";

type Headers = &'static [(&'static str, &'static str)];

/// Requests and heads, and whether the ten bytes can be all.
const TABLE: [(Method, u16, Headers, bool); 14] = [
    (Method::GET, 200, &[], true),
    (Method::GET, 200, &[(LENGTH, "10")], true),
    (Method::GET, 200, &[(LENGTH, "9")], true),
    (Method::GET, 200, &[(LENGTH, "11")], false),
    (Method::GET, 200, &[(LENGTH, "5000")], false),
    (Method::GET, 206, &[(LENGTH, "5000")], false),
    (Method::POST, 200, &[(LENGTH, "5000")], false),
    // Nothing that says how many bytes are handed on.
    (Method::HEAD, 200, &[(LENGTH, "5000")], true),
    (Method::GET, 204, &[(LENGTH, "5000")], true),
    (Method::GET, 200, &[(LENGTH, "5000, 5000")], true),
    (Method::GET, 200, &[(LENGTH, "many")], true),
    (
        Method::GET,
        200,
        &[(LENGTH, "5000"), ("content-encoding", "gzip")],
        true,
    ),
    (
        Method::GET,
        200,
        &[(LENGTH, "5000"), ("transfer-encoding", "chunked")],
        true,
    ),
    (Method::PUT, 200, &[(LENGTH, "0")], true),
];

#[tokio::test]
async fn a_body_that_ends_before_its_length_broke_off() {
    for (method, status, headers, is_whole) in TABLE {
        let shown = format!("{method} {status} {headers:?}");
        let steps = || (0..3).map(|_| answer(status, headers, pieces()));
        let (client, transport) = playing(steps());
        let retry = RetryPolicy::standard().initial_backoff(Duration::ZERO);
        let sent = client.request(method.clone(), "/things").retry(retry);
        match sent.bytes().await {
            Ok(_) => assert!(is_whole, "{shown}"),
            Err(error) => {
                assert!(!is_whole && error.is_transport(), "{shown}: {error:?}");
                assert_eq!(error.outcome(), Outcome::Applied, "{shown}");
                let attempts = if method == Method::POST { 1 } else { 3 };
                assert_eq!(transport.requests().len(), attempts, "{shown}");
            }
        }
        if method != Method::GET {
            continue;
        }
        let (client, _) = playing(steps());
        let opened = Call::new(&client, &OPERATION).stream().await;
        let mut stream = opened.expect("a success").into_inner();
        for _ in 0..2 {
            stream.try_next().await.expect("a chunk").expect("a chunk");
        }
        let end = stream.try_next().await;
        assert_eq!(end.is_ok(), is_whole, "{shown}");
        assert!(end.err().is_none_or(|it| it.is_transport()), "{shown}");
        assert!(stream.try_next().await.expect("the end").is_none());
    }
}

/// A refusal is one, however much of it came.
#[tokio::test]
async fn a_refusal_that_breaks_off_is_reported() {
    let (client, _) = playing([answer(403, &[("content-length", "5000")], pieces())]);
    let error = client.secrets().get("a").await.expect_err("a refusal");
    assert!(error.is_forbidden(), "{error:?}");
}

/// The memory for it would not be there.
#[tokio::test(start_paused = true)]
async fn what_is_only_announced_takes_no_memory() {
    for (length, limit, is_too_large) in [
        ("18446744073709551615", usize::MAX - 1, true),
        ("9223372036854775807", usize::MAX, false),
        ("900000000000", usize::MAX, false),
        ("900000000000", 1 << 30, true),
    ] {
        let steps = [answer(200, &[("content-length", length)], pieces())];
        let client = builder(script(steps)).max_response_size(limit).build();
        let call = client.expect("a client").request(Method::POST, "/things");
        let error = call.bytes().await.expect_err("not there");
        let found = matches!(error.kind(), ErrorKind::TooLarge(_));
        assert_eq!(found, is_too_large, "{length}: {error:?}");
        assert!(found || error.is_transport(), "{length}: {error:?}");
    }
    // Nor does a refusal that is never sent.
    let head = [("content-length", "9223372036854775807")];
    let client = builder(script([answer(400, &head, endless())])).max_response_size(usize::MAX);
    let call = client.build().expect("a client").secrets().get("a");
    assert!(call.await.expect_err("a refusal").is_bad_request());
}
