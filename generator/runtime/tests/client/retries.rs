//! What is repeated, how often, and after which wait. Time is paused: waits are measured, not spent.

use std::time::Duration;

use tokio::time::Instant;

use crate::runtime::transport::TransportError;
use crate::runtime::{
    Answer, Call, ErrorKind, Operation, Outcome, Parameter, Retry, RetryPolicy, StatusPattern,
};
use crate::sample::NewSecret;
use crate::scripted::{
    Step, answer, builder, lost, ok, playing, refused, script, status, torn, unsent,
};

const SECRET: &str = r#"{"id":"a"}"#;

#[derive(Clone, Copy, Debug)]
enum Method {
    Get,
    Post,
    Delete,
}

/// How often a request is sent whose first attempt ends with `first`.
async fn attempts(method: Method, first: Step) -> usize {
    let (client, transport) = playing([first, ok(SECRET)]);
    let secrets = client.secrets();
    let result = match method {
        Method::Get => secrets.get("a").await.map(drop),
        Method::Post => secrets
            .create(NewSecret {
                name: "K".into(),
                value: "v".into(),
            })
            .await
            .map(drop),
        Method::Delete => secrets.delete("a").await,
    };
    let sent = transport.requests().len();
    assert_eq!(result.is_ok(), sent == 2, "{method:?}: {result:?}");
    sent
}

#[tokio::test(start_paused = true)]
async fn idempotent_calls_are_repeated_after_passing_failures() {
    for method in [Method::Get, Method::Delete] {
        for code in [408, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 530] {
            assert_eq!(attempts(method, status(code)).await, 2, "{method:?} {code}");
        }
        assert_eq!(attempts(method, unsent()).await, 2);
        assert_eq!(attempts(method, lost()).await, 2);
    }
    assert_eq!(attempts(Method::Get, torn()).await, 2);
}

#[tokio::test(start_paused = true)]
async fn lasting_failures_are_not_repeated() {
    for code in [302, 400, 401, 403, 404, 409, 410, 422, 501, 505] {
        assert_eq!(attempts(Method::Get, status(code)).await, 1, "{code}");
    }
    let (client, transport) = playing([Step::Fail(TransportError::unusable("a port too large"))]);
    let error = client.secrets().get("a").await.expect_err("not sent");
    assert!(error.is_config() && error.outcome() == Outcome::NotSent);
    assert_eq!(transport.requests().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn creation_is_repeated_only_if_surely_not_done() {
    assert_eq!(attempts(Method::Post, unsent()).await, 2);
    assert_eq!(attempts(Method::Post, status(429)).await, 2);
    for first in [
        lost(),
        torn(),
        status(408),
        status(500),
        status(502),
        status(503),
        status(522),
        status(530),
    ] {
        assert_eq!(attempts(Method::Post, first).await, 1);
    }
    assert_eq!(
        attempts(Method::Post, answer(500, &[("x-should-retry", "true")], "")).await,
        1
    );
}

#[tokio::test(start_paused = true)]
async fn raw_requests_are_repeated_if_their_method_is_known_to_be_idempotent() {
    for (expected, names) in [
        (2, "GET HEAD OPTIONS TRACE PUT PATCH DELETE QUERY"),
        (1, "POST LINK LOCK QUERIES"),
        (0, "CONNECT"),
    ] {
        for name in names.split(' ') {
            let (client, transport) = playing([lost(), ok(SECRET)]);
            let method = http::Method::from_bytes(name.as_bytes()).expect("a method");
            let _ = client.request(method, "/x").send().await;
            assert_eq!(transport.requests().len(), expected, "{name}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn the_server_can_forbid_a_retry_and_ask_for_one() {
    assert_eq!(
        attempts(Method::Get, answer(503, &[("x-should-retry", "false")], "")).await,
        1
    );
    assert_eq!(
        attempts(
            Method::Post,
            answer(429, &[("x-should-retry", "false")], "")
        )
        .await,
        1
    );
    assert_eq!(
        attempts(Method::Get, answer(400, &[("x-should-retry", "true")], "")).await,
        2
    );
    assert_eq!(
        attempts(Method::Get, answer(409, &[("x-should-retry", "true")], "")).await,
        1
    );
}

#[tokio::test(start_paused = true)]
async fn success_false_is_not_repeated() {
    assert_eq!(
        attempts(Method::Get, refused(200, 1001, "secret_not_found")).await,
        1
    );
}

#[tokio::test(start_paused = true)]
async fn two_retries_are_the_default() {
    let (client, transport) = playing([status(500), status(500), status(500), ok(SECRET)]);
    let error = client.secrets().get("a").await.expect_err("three failures");
    assert_eq!((error.attempts(), transport.requests().len()), (3, 3));
}

#[tokio::test(start_paused = true)]
async fn one_request_can_have_its_own_policy() {
    let (client, transport) = playing([status(500), ok(SECRET)]);
    client
        .secrets()
        .get("a")
        .retry(RetryPolicy::none())
        .await
        .expect_err("no retry");
    assert_eq!(transport.requests().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn retries_share_a_budget() {
    // 100 tokens and 5 for each retry: 20 retries for all clones together.
    let transport = script((0..100).map(|_| status(503)));
    let client = builder(transport.clone()).build().expect("a client");
    for _ in 0..15 {
        client
            .clone()
            .secrets()
            .get("a")
            .await
            .expect_err("only failures");
    }
    assert_eq!(transport.requests().len(), 15 + 20);
}

#[tokio::test(start_paused = true)]
async fn a_delete_that_was_done_before_is_a_success() {
    let (client, _) = playing([lost(), refused(404, 1001, "secret_not_found")]);
    let response = client
        .secrets()
        .delete("a")
        .send()
        .await
        .expect("a success");
    assert!(response.was_already_gone());
    assert_eq!((response.status().as_u16(), response.attempts()), (404, 2));
    assert_eq!(response.ray_id(), Some("ray-2"));
}

#[tokio::test(start_paused = true)]
async fn a_delete_whose_query_names_many_is_not() {
    static DELETE: Operation = Operation {
        id: "delete_some",
        name: "secrets.delete_some",
        method: http::Method::DELETE,
        path: "/secrets",
        security: &[],
        retry: Retry::Idempotent,
        accept: "application/json",
        statuses: &[StatusPattern::Default],
    };
    static IDS: Parameter = Parameter::form("ids");
    static ID: Parameter = Parameter::form("id");
    for many in [false, true] {
        let (client, _) = playing([lost(), refused(404, 1001, "secret_not_found")]);
        let mut call = Call::new(&client, &DELETE);
        if many {
            call.query(&IDS, &["a", "b"]);
        } else {
            call.query(&ID, "a");
        }
        assert_eq!(call.read(Answer::verdict).await.is_err(), many);
    }
}

#[tokio::test(start_paused = true)]
async fn a_delete_that_was_surely_not_done_before_is_not() {
    for first in [unsent(), status(429)] {
        let (client, _) = playing([first, status(404)]);
        assert!(
            client
                .secrets()
                .delete("a")
                .await
                .expect_err("not found")
                .is_not_found()
        );
    }
    let (client, _) = playing([status(404)]);
    assert!(
        client
            .secrets()
            .delete("a")
            .await
            .expect_err("not found")
            .is_not_found()
    );
}

#[tokio::test(start_paused = true)]
async fn an_exhausted_rate_limit_holds_the_next_call_back() {
    let limit = [("ratelimit", r#""default";r=0;t=20"#)];
    let (client, _) = playing([
        answer(200, &limit, format!(r#"{{"result":{SECRET}}}"#)),
        ok(SECRET),
    ]);
    client.secrets().get("a").await.expect("a secret");
    assert_eq!(client.rate_limit().expect("a limit").remaining(), 0);
    let start = Instant::now();
    client.clone().secrets().get("a").await.expect("a secret");
    // Clones that wait for the same moment do not all come at it.
    assert_eq!(start.elapsed().as_secs(), 20);
    assert!(start.elapsed() > Duration::from_millis(20_001));
}

#[tokio::test(start_paused = true)]
async fn a_rate_limit_that_lasts_too_long_fails_without_sending() {
    let limit = [("ratelimit", r#""default";r=0;t=300"#)];
    let (client, transport) = playing([
        answer(200, &limit, format!(r#"{{"result":{SECRET}}}"#)),
        ok(SECRET),
    ]);
    client.secrets().get("a").await.expect("a secret");
    let error = client.secrets().get("a").await.expect_err("held back");
    assert!(matches!(error.kind(), ErrorKind::RateLimited) && error.is_rate_limited());
    assert_eq!(
        (error.retry_after(), error.attempts()),
        (Some(Duration::from_secs(300)), 0)
    );
    assert_eq!(transport.requests().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn what_one_clone_is_told_holds_for_all() {
    for (told, later, waited) in [
        (answer(429, &[("retry-after", "20")], ""), 5, Some(15)),
        (answer(429, &[("retry-after", "20")], ""), 30, Some(0)),
        (answer(429, &[("retry-after", "61")], ""), 0, None),
        // Only a refusal for too many requests concerns the others.
        (answer(503, &[("retry-after", "20")], ""), 0, Some(0)),
        (status(429), 0, Some(0)),
    ] {
        let (client, transport) = playing([told, ok(SECRET)]);
        let first = client.secrets().get("a").retry(RetryPolicy::none());
        first.await.expect_err("refused");
        tokio::time::sleep(Duration::from_secs(later)).await;
        let start = Instant::now();
        let second = client.clone().secrets().get("a").await;
        assert_eq!(second.is_ok(), waited.is_some());
        assert_eq!(start.elapsed().as_secs(), waited.unwrap_or(0));
        if let Err(error) = second {
            assert!(matches!(error.kind(), ErrorKind::RateLimited), "{error}");
            assert_eq!(error.retry_after(), Some(Duration::from_secs(61)));
            assert_eq!(transport.requests().len(), 1);
        }
    }
}
