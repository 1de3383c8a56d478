//! The same builders without async.

use crate::runtime::blocking::Wait as _;
use crate::scripted::{answer, ok, playing, status};

#[test]
fn requests_can_be_waited_for() {
    let (client, _) = playing([ok(r#"{"id":"a"}"#), ok(r#"{"id":"b"}"#)]);
    assert_eq!(client.secrets().get("a").wait().expect("a secret").id, *"a");
    assert_eq!(
        client
            .secrets()
            .get("b")
            .send()
            .wait()
            .expect("a response")
            .attempts(),
        1
    );
}

#[test]
fn retries_wait_without_async_too() {
    let (client, _) = playing([
        answer(503, &[("retry-after-ms", "1")], ""),
        ok(r#"{"id":"a"}"#),
    ]);
    assert_eq!(
        client
            .secrets()
            .get("a")
            .send()
            .wait()
            .expect("a response")
            .attempts(),
        2
    );
}

#[test]
fn lists_are_iterators() {
    let (client, _) = playing([ok(r#"[{"id":"a"},{"id":"b"}]"#), ok("[]")]);
    let ids: Vec<_> = client
        .secrets()
        .list()
        .items()
        .blocking()
        .map(|secret| secret.expect("a secret").id)
        .collect();
    assert_eq!(ids.len(), 2);
    let (client, _) = playing([status(403)]);
    let mut pages = client.secrets().list().pages().blocking();
    assert!(pages.next().expect("an error").is_err());
    assert!(pages.next().is_none());
}

#[tokio::test]
async fn waiting_inside_a_runtime_is_an_error() {
    let (client, transport) = playing([]);
    assert!(
        client
            .secrets()
            .get("a")
            .wait()
            .expect_err("inside a runtime")
            .is_config()
    );
    assert!(
        client
            .secrets()
            .list()
            .items()
            .blocking()
            .next()
            .expect("an error")
            .is_err()
    );
    assert_eq!(transport.requests().len(), 0);
}
