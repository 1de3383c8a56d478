//! No call takes longer than it may.

use std::time::Duration;

use tokio::time::Instant;

use crate::runtime::{ErrorKind, Outcome, RetryPolicy, TimeoutPhase};
use crate::sample::NewSecret;
use crate::scripted::{Silent, answer, builder, client, endless, ok, playing, ready, status};

fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

#[tokio::test(start_paused = true)]
async fn an_attempt_without_an_answer_times_out() {
    let start = Instant::now();
    let request = client(Silent)
        .secrets()
        .get("a")
        .attempt_timeout(seconds(3))
        .total_timeout(seconds(3))
        .retry(RetryPolicy::none())
        .send();
    let error = request.await.expect_err("a timeout");
    assert!(
        matches!(error.kind(), ErrorKind::Timeout(TimeoutPhase::Attempt)) && error.is_timeout()
    );
    assert_eq!(
        (error.outcome(), start.elapsed()),
        (Outcome::Unknown, seconds(3))
    );
}

#[tokio::test(start_paused = true)]
async fn an_attempt_includes_its_body() {
    let (client, _) = playing([answer(200, &[("cf-ray", "ray-4")], endless())]);
    let start = Instant::now();
    let request = client.secrets().create(NewSecret {
        name: "K".into(),
        value: "v".into(),
    });
    let error = request
        .attempt_timeout(seconds(3))
        .await
        .expect_err("a timeout");
    assert_eq!(
        (error.outcome(), error.ray_id(), start.elapsed()),
        (Outcome::Applied, Some("ray-4"), seconds(3))
    );
}

#[tokio::test(start_paused = true)]
async fn a_refusal_is_reported_even_if_its_body_never_ends() {
    let (client, _) = playing([answer(403, &[], endless())]);
    let start = Instant::now();
    let error = client.secrets().get("a").await.expect_err("a refusal");
    assert!(error.is_forbidden() && error.api_errors().is_empty());
    assert_eq!(start.elapsed(), seconds(5));
}

#[tokio::test(start_paused = true)]
async fn all_attempts_and_waits_stay_within_the_total() {
    for total in [1, 7, 31, 45, 62] {
        let policy = RetryPolicy::standard().max_retries(9);
        let client = builder(Silent)
            .total_timeout(seconds(total))
            .retry(policy)
            .build()
            .expect("a client");
        let start = Instant::now();
        let error = client.secrets().get("a").await.expect_err("a timeout");
        assert!(
            error.is_timeout() && start.elapsed() <= seconds(total),
            "{total}: {:?}",
            start.elapsed()
        );
    }
}

#[tokio::test(start_paused = true)]
async fn the_total_cuts_an_attempt_short() {
    let error = client(Silent)
        .secrets()
        .get("a")
        .total_timeout(seconds(2))
        .await
        .expect_err("a timeout");
    assert!(
        matches!(error.kind(), ErrorKind::Timeout(TimeoutPhase::Total)),
        "{error}"
    );
}

#[tokio::test(start_paused = true)]
async fn the_last_failure_is_reported_when_no_time_is_left() {
    let policy = RetryPolicy::standard()
        .max_retries(50)
        .initial_backoff(seconds(4));
    let (client, _) = playing((0..50).map(|_| status(503)));
    let request = client
        .secrets()
        .get("a")
        .total_timeout(seconds(9))
        .retry(policy);
    assert!(request.await.expect_err("no time left").is_server_error());
}

#[tokio::test(start_paused = true)]
async fn limits_can_be_as_long_as_durations_go() {
    let (client, _) = playing([status(503), answer(200, &[], r#"{"result":{"id":"a"}}"#)]);
    let request = client
        .secrets()
        .get("a")
        .total_timeout(Duration::MAX)
        .attempt_timeout(Duration::MAX);
    request.await.expect("a secret");
}

#[tokio::test(start_paused = true)]
async fn a_call_without_time_is_not_sent_and_costs_nothing() {
    let (client, transport) = playing([status(503), ok(r#"{"id":"a"}"#)]);
    for (attempt, total, phase) in [
        (0, 9, TimeoutPhase::Attempt),
        (9, 0, TimeoutPhase::Total),
        (0, 0, TimeoutPhase::Attempt),
    ] {
        for _ in 0..20 {
            let call = client.secrets().get("a");
            let call = call
                .attempt_timeout(seconds(attempt))
                .total_timeout(seconds(total));
            let error = call.await.expect_err("no time");
            let ErrorKind::Timeout(found) = *error.kind() else {
                panic!("{error:?}")
            };
            assert_eq!((error.attempts(), found), (0, phase));
            assert_eq!(error.outcome(), Outcome::NotSent);
        }
    }
    assert_eq!(transport.requests().len(), 0);
    // The budget for retries is as it was.
    client.secrets().get("a").await.expect("a secret");
}

#[tokio::test(start_paused = true)]
async fn each_page_has_its_own_time() {
    let busy = || answer(503, &[("retry-after", "6")], "");
    let page = |items: &str| answer(200, &[], format!(r#"{{"result":{items}}}"#));
    let one = r#"[{"id":"a"}]"#;
    let (client, _) = playing([busy(), page(one), busy(), page("[]")]);
    let start = Instant::now();
    let list = client.secrets().list().per_page(1);
    let items = list.total_timeout(seconds(10)).items();
    assert_eq!(items.try_collect().await.expect("all").len(), 1);
    assert!(start.elapsed() >= seconds(12), "{:?}", start.elapsed());
}

/// Time passes only if others run in between.
#[tokio::test(start_paused = true)]
async fn a_body_of_which_more_is_always_there_is_cut_off() {
    for chunk in ["", " "] {
        let (client, _) = playing([answer(200, &[], ready(chunk))]);
        let clock = tokio::spawn(tokio::time::advance(seconds(60)));
        let call = client.secrets().get("a").retry(RetryPolicy::none());
        let error = call.await.expect_err("a timeout");
        assert!(error.is_timeout(), "{error:?}");
        clock.await.expect("a clock");
    }
}
