//! How long calls wait before they are repeated. Time is paused: waits are measured, not spent.

use std::collections::BTreeSet;
use std::time::Duration;

use tokio::time::Instant;

use crate::runtime::RetryPolicy;
use crate::scripted::{answer, builder, ok, playing, script, status};

const SECRET: &str = r#"{"id":"a"}"#;

#[tokio::test(start_paused = true)]
async fn waits_grow_up_to_their_bounds() {
    let steps = (0..8).map(|_| status(500));
    let policy = RetryPolicy::standard().max_retries(7);
    let client = builder(script(steps))
        .retry(policy)
        .build()
        .expect("a client");
    let start = Instant::now();
    client.secrets().get("a").await.expect_err("only failures");
    // 0.5 + 1 + 2 + 4 + 8 + 8 + 8 s at most, and chance does not make all of them short.
    let waited = start.elapsed();
    assert!(
        waited < Duration::from_millis(31_500) && waited > Duration::from_secs(3),
        "{waited:?}"
    );
}

#[tokio::test(start_paused = true)]
async fn callers_bound_the_waits() {
    let second = Duration::from_secs(1);
    let short = RetryPolicy::standard().max_retries(7).max_backoff(second);
    let (client, _) = playing((0..8).map(|_| status(500)));
    let start = Instant::now();
    let call = client.secrets().get("a").retry(short);
    call.await.expect_err("only failures");
    assert!(start.elapsed() < 7 * second, "{:?}", start.elapsed());

    for (bound, attempts) in [(6, 1), (7, 2), (70, 2)] {
        let (client, transport) = playing([answer(429, &[("retry-after", "7")], ""), ok(SECRET)]);
        let policy = RetryPolicy::standard().max_retry_after(bound * second);
        let result = client.secrets().get("a").retry(policy).await;
        assert_eq!(result.is_ok(), attempts == 2, "{bound}: {result:?}");
        assert_eq!(transport.requests().len(), attempts, "{bound}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_server_decides_how_long_to_wait() {
    for (headers, milliseconds) in [
        (&[("retry-after", "7")][..], 7_000),
        (&[("retry-after", "60")], 60_000),
        (&[("retry-after-ms", "250"), ("retry-after", "7")], 250),
    ] {
        let (client, _) = playing([answer(429, headers, ""), ok(SECRET)]);
        let start = Instant::now();
        let policy = RetryPolicy::standard().initial_backoff(Duration::ZERO);
        let call = client.secrets().get("a").retry(policy);
        call.await.expect("a secret");
        assert_eq!(start.elapsed().as_millis(), milliseconds, "{headers:?}");
    }
}

/// Neither without a pause, nor all at the same time.
#[tokio::test(start_paused = true)]
async fn a_server_that_wants_no_wait_gets_one() {
    let past = httpdate::fmt_http_date(std::time::SystemTime::UNIX_EPOCH);
    for (status, name, value) in [
        (429, "retry-after", "0"),
        (503, "retry-after", "0"),
        (503, "retry-after", past.as_str()),
        (503, "retry-after-ms", "1"),
    ] {
        let answers = (0..20).map(|_| answer(status, &[(name, value)], ""));
        let (client, _) = playing(answers.chain((0..20).map(|_| ok(SECRET))));
        let start = Instant::now();
        let calls: Vec<_> = (0..20)
            .map(|_| client.secrets().get("a").send())
            .map(|call| tokio::spawn(async move { call.await.map(|_| start.elapsed()) }))
            .collect();
        let mut ends = BTreeSet::new();
        for call in calls {
            let end = call.await.expect("a task").expect("a secret");
            ends.insert(end.as_millis());
        }
        assert!(
            ends.len() > 10 && ends.last() < Some(&500),
            "{value}: {ends:?}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_wait_that_is_too_long_fails_at_once() {
    for (total, wait) in [(600, "61"), (5, "6")] {
        let (client, transport) = playing([answer(429, &[("retry-after", wait)], ""), ok(SECRET)]);
        let start = Instant::now();
        let request = client
            .secrets()
            .get("a")
            .total_timeout(Duration::from_secs(total));
        let error = request.await.expect_err("too long");
        assert_eq!(
            error.retry_after(),
            wait.parse().ok().map(Duration::from_secs)
        );
        assert!(error.is_rate_limited());
        assert_eq!(
            (start.elapsed(), transport.requests().len()),
            (Duration::ZERO, 1)
        );
    }
}

#[tokio::test(start_paused = true)]
async fn those_who_are_told_the_same_wait_do_not_come_together() {
    for (asked, first_backoff) in [(10_000, 500), (10_000, 8_000), (1_000, 500)] {
        let mut waits = BTreeSet::new();
        for seed in 0..8 {
            let asked = [("retry-after-ms", &*asked.to_string())];
            let transport = script([answer(503, &asked, ""), ok(SECRET)]);
            let policy = RetryPolicy::standard();
            let policy = policy.initial_backoff(Duration::from_millis(first_backoff));
            let client = builder(transport).retry(policy).jitter_seed(seed).build();
            let start = Instant::now();
            let get = client.expect("a client").secrets().get("a");
            get.await.expect("a secret");
            waits.insert(start.elapsed().as_millis());
        }
        let bounds = asked..=asked + asked / 10;
        assert!(waits.iter().all(|it| bounds.contains(it)), "{waits:?}");
        assert_eq!(waits.len(), 8, "{waits:?}");
    }
}
