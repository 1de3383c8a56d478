//! What retries cost, and when they cost nothing.

use std::time::Duration;

use tokio::time::timeout;

use crate::runtime::{Client, Credentials, RetryPolicy};
use crate::scripted::{answer, ok, playing, status};

const SECRET: &str = r#"{"id":"a"}"#;

/// A wait that is left takes nothing: no repeat was sent.
#[tokio::test(start_paused = true)]
async fn waits_that_are_given_up_cost_nothing() {
    for wait in ["retry-after", "x-other"] {
        let refusals = (0..40).map(|_| answer(503, &[(wait, "5")], ""));
        let (client, transport) = playing(refusals.chain([status(503), ok(SECRET)]));
        let policy = RetryPolicy::standard().initial_backoff(Duration::from_secs(1));
        for _ in 0..40 {
            let call = client.secrets().get("a").retry(policy.clone()).send();
            // As soon as the first attempt is over.
            let given_up = timeout(Duration::from_nanos(1), call).await;
            given_up.expect_err("a wait");
        }
        assert_eq!(transport.requests().len(), 40);
        let call = client.secrets().get("a").retry(policy).send();
        let response = call.await.expect("a secret");
        assert_eq!(response.attempts(), 2);
    }
}

/// A repeat that is left on its way was sent.
#[tokio::test(start_paused = true)]
async fn repeats_that_are_sent_cost_what_they_cost() {
    let policy = RetryPolicy::standard().initial_backoff(Duration::ZERO);
    let (client, transport) = playing((0..100).map(|_| status(503)));
    for _ in 0..20 {
        let call = client.secrets().get("a").retry(policy.clone()).send();
        call.await.expect_err("only failures");
    }
    assert_eq!(transport.requests().len(), 20 + 20);
}

/// 100 tokens and 5 for each repeat: 20 repeats. A success gives one token back.
#[tokio::test(start_paused = true)]
async fn successes_earn_repeats() {
    let policy = RetryPolicy::standard().initial_backoff(Duration::ZERO);
    for (successes, repeats) in [(0, 0), (4, 0), (5, 1), (9, 1), (10, 2)] {
        let failures = (0..30).map(|_| status(503));
        let steps = failures.chain((0..successes).map(|_| ok(SECRET)));
        let (client, _) = playing(steps.chain((0..3).map(|_| status(503))));
        let get = || client.secrets().get("a").retry(policy.clone());
        for _ in 0..10 {
            assert_eq!(get().await.expect_err("a failure").attempts(), 3);
        }
        for _ in 0..successes {
            get().await.expect("a secret");
        }
        let error = get().await.expect_err("a failure");
        assert_eq!(error.attempts(), 1 + repeats, "{successes}");
    }
}

/// Another user of the service has a budget of its own.
#[tokio::test(start_paused = true)]
async fn a_client_with_other_credentials_has_its_own_budget() {
    let policy = RetryPolicy::standard().initial_backoff(Duration::ZERO);
    let (client, _) = playing((0..40).map(|_| status(503)));
    let get = |client: &Client| client.secrets().get("a").retry(policy.clone());
    for _ in 0..10 {
        get(&client).await.expect_err("a failure");
    }
    assert_eq!(get(&client).await.expect_err("a failure").attempts(), 1);
    let other = client.with_credentials(Credentials::api_token("other"));
    let other = other.expect("a client");
    assert_eq!(get(&other).await.expect_err("a failure").attempts(), 3);
}
