//! What the server says about waiting, and the pace that follows from it.

use std::time::{Duration, SystemTime};

use client_runtime::runtime::rate_limit::{Pacer, RateLimit};
use client_runtime::runtime::retry_after::retry_after;
use http::{HeaderMap, HeaderName, HeaderValue};
use tokio::time::Instant;

fn headers(lines: &[(&str, &str)]) -> HeaderMap {
    let line = |&(name, value): &(&str, &str)| -> (HeaderName, HeaderValue) {
        (
            name.parse().unwrap(),
            HeaderValue::from_bytes(value.as_bytes()).unwrap(),
        )
    };
    let mut headers = HeaderMap::new();
    for (name, value) in lines.iter().map(line) {
        headers.append(name, value);
    }
    headers
}

/// Sun, 06 Nov 1994 08:49:37 GMT
fn now() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777)
}

#[test]
fn retry_after_in_all_its_forms() {
    for (lines, expected) in [
        (&[][..], None),
        (&[("retry-after", "3")], Some(3_000)),
        (&[("retry-after", " 0 ")], Some(0)),
        (&[("retry-after", "1.5")], Some(1_500)),
        (&[("retry-after-ms", "250")], Some(250)),
        (
            &[("retry-after-ms", "250"), ("retry-after", "3")],
            Some(250),
        ),
        (
            &[("retry-after-ms", "soon"), ("retry-after", "3")],
            Some(3_000),
        ),
        (
            &[("retry-after", "Sun, 06 Nov 1994 08:50:07 GMT")],
            Some(30_000),
        ),
        (&[("retry-after", "Sun, 06 Nov 1994 08:00:00 GMT")], Some(0)),
        (&[("retry-after", "-1")], None),
        (&[("retry-after", "nan")], None),
        (&[("retry-after", "inf")], None),
        (&[("retry-after", "1e3")], None),
        (&[("retry-after", "")], None),
        (&[("retry-after", ".")], None),
        (&[("retry-after", "tomorrow")], None),
    ] {
        assert_eq!(
            retry_after(&headers(lines), now()),
            expected.map(Duration::from_millis),
            "{lines:?}"
        );
    }
}

#[test]
fn a_wait_without_end_is_not_the_lack_of_one() {
    let digits = "9".repeat(400);
    for text in ["18446744073709551616", "99999999999999999999999", &digits] {
        for name in ["retry-after", "retry-after-ms"] {
            let wait = retry_after(&headers(&[(name, text)]), now()).expect("a wait");
            assert!(wait >= Duration::from_secs(1 << 50), "{name}: {text}");
        }
    }
}

#[track_caller]
fn assert_limit(
    lines: &[(&str, &str)],
    policy: &str,
    remaining: u64,
    reset: u64,
    limit: Option<u64>,
    window: Option<u64>,
) {
    let it = RateLimit::from_headers(&headers(lines)).expect("a limit");
    assert_eq!(it.policy(), policy);
    assert_eq!(it.remaining(), remaining);
    assert_eq!(it.reset(), Duration::from_secs(reset));
    assert_eq!(it.limit(), limit);
    assert_eq!(it.window(), window.map(Duration::from_secs));
}

#[test]
fn limits_are_read_from_either_family_of_headers() {
    assert_limit(
        &[("ratelimit", "\"default\";r=50;t=30")],
        "default",
        50,
        30,
        None,
        None,
    );
    let policy = (
        "ratelimit-policy",
        "\"burst\";q=10;w=1, \"default\";q=1200;w=300",
    );
    assert_limit(
        &[("ratelimit", "\"default\";r=50;t=30"), policy],
        "default",
        50,
        30,
        Some(1200),
        Some(300),
    );
    // The tightest of several, in one line or more.
    assert_limit(
        &[
            ("ratelimit", "\"default\";r=50;t=30, \"burst\";r=2;t=1"),
            policy,
        ],
        "burst",
        2,
        1,
        Some(10),
        Some(1),
    );
    assert_limit(
        &[("ratelimit", "\"a\";r=50;t=30"), ("ratelimit", "b;r=0;t=9")],
        "b",
        0,
        9,
        None,
        None,
    );
    assert_limit(
        &[(
            "ratelimit",
            "junk, \"a;,\\\"b\" ; x ; pk=:AA==: ; r=1 ; t=2;r2=\"q,;\", \"c\";r=x;t=1",
        )],
        "a;,\"b",
        1,
        2,
        None,
        None,
    );
    // Of several parameters with one key the last counts (RFC 9651, 4.2.3.2).
    assert_limit(
        &[
            ("ratelimit", "a;r=1;rr=3;r=2;t=x;t=4"),
            ("ratelimit-policy", "a;w=5;q=6;q=7"),
        ],
        "a",
        2,
        4,
        Some(7),
        Some(5),
    );
}

#[test]
fn junk_is_no_limit() {
    for lines in [
        &[][..],
        &[("ratelimit", "")],
        &[("ratelimit", "\"default\"")],
        &[("ratelimit", "\"default\";r=1")],
        &[("ratelimit", "\"default\";r=-1;t=1")],
        &[("ratelimit", "\"unclosed;r=1;t=1")],
        &[("ratelimit", ";;;,,,\"")],
        &[("ratelimit", "ö;r=x")],
        &[("x-ratelimit-remaining", "7")],
        // A date, and no clock to compare it with.
        &[
            ("x-ratelimit-remaining", "7"),
            ("x-ratelimit-reset", "1000000060"),
        ],
    ] {
        assert_eq!(RateLimit::from_headers(&headers(lines)), None, "{lines:?}");
    }
}

fn told(pacer: &Pacer, value: &str, now: Instant) {
    let policy = ("ratelimit-policy", "\"default\";q=100;w=60");
    pacer.observe(&headers(&[("ratelimit", value), policy]), now);
}

/// How long an attempt waits that can wait as long as it takes.
fn wait(pacer: &Pacer, now: Instant) -> Duration {
    let wait = pacer.ask(now, &mut None, Duration::MAX);
    wait.expect("no wait is too long")
}

const fn ms(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

#[test]
fn far_from_the_limit_nothing_waits() {
    let (pacer, now) = (Pacer::new(), Instant::now());
    assert_eq!(wait(&pacer, now), ms(0));
    told(&pacer, "\"default\";r=50;t=30", now);
    for _ in 0..30 {
        assert_eq!(wait(&pacer, now), ms(0));
    }
    // What was started is taken off what the server said.
    assert_eq!(pacer.current(now).unwrap().remaining(), 20);
}

#[test]
fn near_zero_calls_are_spread_and_at_zero_they_wait() {
    let (pacer, now) = (Pacer::new(), Instant::now());
    told(&pacer, "\"default\";r=3;t=30", now);
    let waits: Vec<Duration> = (0..5).map(|_| wait(&pacer, now)).collect();
    assert_eq!(waits, [ms(0), ms(5000), ms(10_000), ms(30_000), ms(30_000)]);
    let left = pacer.current(now + ms(10_000)).map(|it| it.reset());
    assert_eq!(left, Some(ms(20_000)));
    // After the reset nothing is known, so nothing waits.
    assert_eq!(wait(&pacer, now + ms(30_000)), ms(0));
    assert_eq!(pacer.current(now + ms(30_000)), None);
}

#[test]
fn answers_may_overtake_each_other() {
    let (pacer, now) = (Pacer::new(), Instant::now());
    told(&pacer, "\"default\";r=0;t=30", now);
    told(&pacer, "\"default\";r=1;t=30", now + ms(100));
    assert_eq!(wait(&pacer, now + ms(1000)), ms(29_000));
    // A new window is news.
    told(&pacer, "\"default\";r=90;t=60", now + ms(2000));
    assert_eq!(wait(&pacer, now + ms(2000)), ms(0));
}

#[test]
fn the_slowest_policy_decides_and_no_number_is_too_large() {
    let (pacer, now) = (Pacer::new(), Instant::now());
    told(&pacer, "\"default\";r=90;t=30, \"burst\";r=0;t=2", now);
    assert_eq!(wait(&pacer, now), ms(2000));
    told(
        &pacer,
        "\"default\";r=18446744073709551615;t=18446744073709551615",
        now,
    );
    assert_eq!(wait(&pacer, now + ms(2000)), ms(0));
}

#[tokio::test(start_paused = true)]
async fn the_longest_hold_counts() {
    let seconds = Duration::from_secs;
    let (pacer, start) = (Pacer::new(), Instant::now());
    for (hold, at, waits) in [(20, 0, 20), (50, 1, 50), (5, 2, 49), (u64::MAX, 51, 3600)] {
        pacer.hold(seconds(hold), start + seconds(at));
        assert_eq!(wait(&pacer, start + seconds(at)), seconds(waits), "{hold}");
    }
    let (pacer, later) = (Pacer::new(), start + seconds(10));
    pacer.hold(seconds(10), start);
    assert_eq!(wait(&pacer, later), Duration::ZERO);
    assert!(pacer.current(start).is_none());
}

#[test]
fn only_a_closed_window_refuses_and_a_refusal_takes_no_place() {
    let (pacer, now) = (Pacer::new(), Instant::now());
    let ask = |patience| pacer.ask(now, &mut None, patience);
    told(&pacer, "\"default\";r=3;t=300", now);
    // The second would have to wait for 100 s, the third for 200 s.
    assert_eq!(
        [(); 3].map(|()| ask(ms(1000))),
        [Ok(ms(0)), Ok(ms(1000)), Ok(ms(1000))]
    );
    assert_eq!([(); 3].map(|()| ask(ms(1000))), [Err(ms(300_000)); 3]);
    pacer.hold(ms(400_000), now);
    assert_eq!(ask(ms(1000)), Err(ms(400_000)));
    assert_eq!(ask(ms(400_000)), Ok(ms(400_000)));

    let pacer = Pacer::new();
    told(&pacer, "\"default\";r=20;t=300", now);
    pacer.hold(ms(400), now);
    for _ in 0..30 {
        assert_eq!(pacer.ask(now, &mut None, ms(10)), Err(ms(400)));
        assert_eq!(pacer.ask(now, &mut None, ms(500)), Ok(ms(400)));
    }
    assert_eq!(pacer.current(now).expect("a limit").remaining(), 20);
}

#[test]
fn who_asks_again_keeps_the_place_and_learns_of_a_longer_hold() {
    let (pacer, now) = (Pacer::new(), Instant::now());
    told(&pacer, "\"default\";r=2;t=10", now);
    let mut place = None;
    assert_eq!(wait(&pacer, now), ms(0));
    assert_eq!(pacer.ask(now, &mut place, ms(60_000)), Ok(ms(5000)));
    assert_eq!(
        pacer.ask(now + ms(2000), &mut place, ms(60_000)),
        Ok(ms(3000))
    );
    assert_eq!(pacer.current(now).expect("a limit").remaining(), 0);
    pacer.hold(ms(20_000), now + ms(2000));
    assert_eq!(
        pacer.ask(now + ms(12_000), &mut place, ms(60_000)),
        Ok(ms(10_000))
    );
    assert_eq!(
        pacer.ask(now + ms(22_000), &mut place, ms(60_000)),
        Ok(ms(0))
    );
}

/// Places at 0, 5, 10 and 15 s are held; some of them are given back, and others ask.
#[test]
fn a_place_that_is_given_back_is_given_out_once() {
    let table: [(&[u64], u64, [u64; 4]); 6] = [
        (&[], 0, [20, 25, 30, 35]),
        (&[5], 0, [5, 20, 25, 30]),
        (&[15, 5], 4, [5, 15, 20, 25]),
        (&[15], 0, [15, 20, 25, 30]),
        // Nobody wanted it in time: it is one for the next who asks.
        (&[5], 6, [6, 20, 25, 30]),
        (&[0, 5, 10, 15], 12, [12, 15, 20, 25]),
    ];
    for (given_back, seconds, expected) in table {
        let (pacer, start) = (Pacer::new(), Instant::now());
        told(&pacer, "\"default\";r=10;t=600", start);
        let places = [(); 4].map(|()| wait(&pacer, start).as_secs());
        assert_eq!(places, [0, 5, 10, 15]);
        for place in given_back {
            pacer.give_back(start + Duration::from_secs(*place));
        }
        let now = start + Duration::from_secs(seconds);
        let places = [(); 4].map(|()| seconds + wait(&pacer, now).as_secs());
        assert_eq!(places, expected, "{given_back:?} at {seconds} s");
    }
}

#[test]
fn no_answer_closes_the_server_for_longer_than_an_hour() {
    let (pacer, now) = (Pacer::new(), Instant::now());
    told(&pacer, "\"default\";r=0;t=1000000", now);
    let hour = ms(3_600_000);
    assert_eq!(wait(&pacer, now), hour);
    // One finds out, the others wait for what it is told.
    assert_eq!(wait(&pacer, now + hour), ms(0));
    assert_eq!(wait(&pacer, now + hour), hour);
}

#[test]
fn only_so_many_policies_are_remembered_and_the_tightest_of_them() {
    let (pacer, now) = (Pacer::new(), Instant::now());
    for policy in 0..1000 {
        let left = 1000 - policy;
        let value = format!("\"{policy}\";r={left};t=60");
        pacer.observe(&headers(&[("ratelimit", &value)]), now);
    }
    let count = format!("{pacer:?}").matches("RateLimit").count();
    assert_eq!(
        (count, pacer.current(now).map(|it| it.remaining())),
        (16, Some(1))
    );
}
