//! What a client does with announced limits. Time is paused: waits are measured, not spent.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use httpdate::fmt_http_date;
use tokio::time::Instant;

use crate::runtime::transport::TransportError;
use crate::runtime::{ErrorKind, RetryPolicy};
use crate::scripted::{Step, answer, builder, lost, ok, playing, script, status};

const SECRET: &str = r#"{"id":"a"}"#;

fn limited(status: u16, limit: &str) -> Step {
    answer(
        status,
        &[("ratelimit", limit)],
        format!(r#"{{"result":{SECRET}}}"#),
    )
}

#[tokio::test(start_paused = true)]
async fn calls_that_are_left_are_never_refused() {
    let (client, transport) = playing([
        limited(200, r#""default";r=2;t=300"#),
        ok(SECRET),
        ok(SECRET),
    ]);
    for _ in 0..3 {
        let call = client
            .secrets()
            .get("a")
            .total_timeout(Duration::from_secs(8));
        call.await.expect("a secret");
    }
    let error = client.secrets().get("a").await.expect_err("none is left");
    assert!(matches!(error.kind(), ErrorKind::RateLimited), "{error}");
    assert_eq!(transport.requests().len(), 3);
}

#[tokio::test(start_paused = true)]
async fn a_refusal_says_how_long_none_are_left() {
    let (client, _) = playing([limited(429, r#""default";r=0;t=300"#)]);
    let start = Instant::now();
    let error = client.secrets().get("a").await.expect_err("refused");
    assert_eq!(
        (error.retry_after(), error.attempts(), start.elapsed()),
        (Some(Duration::from_secs(300)), 1, Duration::ZERO)
    );
    // A retry that another window forbids.
    let (client, _) = playing([limited(503, r#""default";r=0;t=300"#)]);
    let error = client.secrets().get("a").await.expect_err("refused");
    assert_eq!(
        (error.retry_after(), error.status().map(|it| it.as_u16())),
        (Some(Duration::from_secs(300)), Some(503))
    );
}

#[tokio::test(start_paused = true)]
async fn only_a_refusal_when_none_are_left_says_how_long_to_wait() {
    for (status, limit, wait) in [
        (429, r#""default";r=0;t=300"#, Some(300)),
        (429, r#""default";r=2;t=300"#, None),
        (503, r#""default";r=0;t=300"#, None),
    ] {
        let (client, _) = playing([limited(status, limit)]);
        let call = client.secrets().get("a").retry(RetryPolicy::none());
        let error = call.await.expect_err("refused");
        let announced = error.retry_after().map(|it| it.as_secs());
        assert_eq!(announced, wait, "{status} {limit}");
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_not_sent_takes_nothing_off_the_limit() {
    let refused = Step::Fail(TransportError::connect("refused"));
    let (client, transport) = playing([
        limited(200, r#""default";r=3;t=21"#),
        refused,
        ok(SECRET),
        ok(SECRET),
    ]);
    let left = || client.rate_limit().map(|it| it.remaining());
    let start = Instant::now();
    client.secrets().get("a").await.expect("a secret");
    let failed = client.secrets().get("a").retry(RetryPolicy::none());
    failed.await.expect_err("no connection");
    assert_eq!(left(), Some(3));
    client.secrets().get("a").await.expect("a secret");
    assert_eq!((left(), start.elapsed()), (Some(2), Duration::ZERO));
    for _ in 0..3 {
        let waiting = client.secrets().get("a").send();
        let waiting = tokio::time::timeout(Duration::from_secs(1), waiting);
        waiting.await.expect_err("not its turn yet");
        assert_eq!(left(), Some(2));
    }
    client.secrets().get("a").await.expect("a secret");
    assert_eq!(start.elapsed(), Duration::from_secs(5));
    assert_eq!(transport.requests().len(), 4);
}

#[tokio::test(start_paused = true)]
async fn a_longer_hold_that_comes_in_the_meantime_is_kept() {
    let (client, transport) = playing([answer(429, &[("retry-after", "10")], ""), ok(SECRET)]);
    let start = Instant::now();
    let first = async { client.secrets().get("a").await.map(|_| start.elapsed()) };
    // As an answer to a call that was on its way does.
    let second = async {
        tokio::time::sleep(Duration::from_secs(5)).await;
        client.0.pacer.hold(Duration::from_secs(25), Instant::now());
    };
    let (waited, ()) = tokio::join!(first, second);
    let waited = waited.expect("a secret").as_secs();
    assert_eq!((waited, transport.requests().len()), (30, 2));
}

/// Spread over a tenth of the wait, a second at most, and no more than half of the time that is left after it.
#[tokio::test(start_paused = true)]
async fn those_who_were_held_back_come_soon_after_the_hold() {
    for (hold, total, attempt, most) in [
        (2_000, 60_000, 30_000, 200),
        (30_000, 60_000, 30_000, 900),
        (3_000, 3_200, 100, 100),
    ] {
        let mut latest = 0;
        for seed in 0..40 {
            let transport = script([ok(SECRET)]);
            let builder = builder(transport).jitter_seed(seed);
            let builder = builder
                .total_timeout(Duration::from_millis(total))
                .attempt_timeout(Duration::from_millis(attempt));
            let client = builder.build().expect("a client");
            let start = Instant::now();
            client.0.pacer.hold(Duration::from_millis(hold), start);
            client.secrets().get("a").await.expect("a secret");
            let waited = start.elapsed().as_millis();
            latest = latest.max(waited.saturating_sub(hold.into()));
        }
        assert!((most / 2..=most).contains(&latest), "{hold}: {latest}");
    }
}

#[tokio::test(start_paused = true)]
async fn only_the_api_knows_that_something_is_gone() {
    let html = ("content-type", "text/html");
    let json = ("content-type", "application/json");
    for (gone, is_success) in [
        (
            answer(404, &[json], r#"{"success":false,"errors":[]}"#),
            true,
        ),
        (answer(404, &[html], "<p>no such host"), false),
        (answer(404, &[json], ""), false),
        (answer(404, &[json], r#"{"errors":["#), false),
        (status(404), false),
    ] {
        let (client, _) = playing([lost(), gone]);
        let result = client.secrets().delete("a").await;
        assert_eq!(result.is_ok(), is_success, "{result:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn error_answers_that_are_not_whole() {
    let json = [("content-type", "application/json")];
    let large = || answer(400, &json, Bytes::from(vec![b' '; 1 << 25]));
    for (step, text) in [
        (large(), "secrets.get: 400 the answer is larger than"),
        (
            answer(400, &json, r#"{"errors":[{"mess"#),
            "secrets.get: 400 Bad Request",
        ),
    ] {
        let (client, _) = playing([step]);
        let error = client.secrets().get("a").await.expect_err("refused");
        assert!(error.to_string().starts_with(text), "{error}");
        assert!(error.is_bad_request());
    }
}

#[tokio::test(start_paused = true)]
async fn without_a_date_of_the_answer_the_clock_of_this_machine_counts() {
    let date = fmt_http_date(SystemTime::now() + Duration::from_secs(20));
    let (client, _) = playing([answer(429, &[("retry-after", &date)], ""), ok(SECRET)]);
    let begun = Instant::now();
    client.secrets().get("a").await.expect("a secret");
    let waited = begun.elapsed().as_secs();
    assert!((15..=20).contains(&waited), "{waited}");
}

#[tokio::test(start_paused = true)]
async fn a_date_to_wait_for_is_one_of_the_clock_of_the_server() {
    let at = |seconds| UNIX_EPOCH + Duration::from_secs(seconds);
    let (ahead, behind, unclear) = (at(4_000_000_000), at(1_000_000_000), "yesterday".to_owned());
    for (date, after, waited) in [
        (
            fmt_http_date(ahead),
            ahead + Duration::from_secs(20),
            Some(20),
        ),
        (
            fmt_http_date(behind),
            behind + Duration::from_secs(20),
            Some(20),
        ),
        // Without a date of its own the clock of this machine counts.
        (unclear.clone(), at(4_000_000_000), None),
        (
            unclear,
            SystemTime::now() + Duration::from_secs(20),
            Some(19),
        ),
    ] {
        let after = fmt_http_date(after);
        let headers = [("date", date.as_str()), ("retry-after", after.as_str())];
        let (client, _) = playing([answer(429, &headers, ""), ok(SECRET)]);
        let start = Instant::now();
        let result = client.secrets().get("a").await;
        let waited_for = result.ok().map(|_| start.elapsed());
        let low = waited.map(Duration::from_secs);
        assert!(
            low <= waited_for && waited_for <= low.map(|it| it + Duration::from_secs(2)),
            "{date} {after}: {waited_for:?}"
        );
    }
}

/// Which calls are of the same part only the server knows.
#[tokio::test(start_paused = true)]
async fn a_limit_of_a_part_of_the_calls_holds_back_no_other() {
    for (status, limit, is_held) in [
        (200, r#""default";r=0;t=300;pk=:YQ==:"#, false),
        (429, r#""default";r=0;t=300;pk=:YQ==:"#, false),
        (
            429,
            r#""default";r=0;t=300;pk=:YQ==:, "all";r=9;t=9"#,
            false,
        ),
        (200, r#""default";r=0;t=300"#, true),
        (429, r#""default";r=0;t=300"#, true),
        (
            429,
            r#""default";r=0;t=300, "default";r=0;t=400;pk=:YQ==:"#,
            true,
        ),
        (
            200,
            r#""default";r=0;t=300;pk=:YQ==:, "all";r=0;t=300"#,
            true,
        ),
    ] {
        let (client, transport) = playing([limited(status, limit), ok(SECRET)]);
        let first = client.secrets().get("a").send().await;
        // Its own call is told how long it has to wait.
        match first {
            Ok(response) => assert_eq!(response.rate_limit().map(|it| it.remaining()), Some(0)),
            Err(error) => assert!(error.retry_after() >= Some(Duration::from_secs(300))),
        }
        let start = Instant::now();
        let second = client.secrets().get("b").await;
        assert_eq!(
            (second.is_err(), start.elapsed()),
            (is_held, Duration::ZERO),
            "{limit}"
        );
        assert_eq!(transport.requests().len(), if is_held { 1 } else { 2 });
    }
}
