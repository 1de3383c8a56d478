//! What the server says about waiting, by chance: a bounded wait or nothing, and what is well said is read back.

use std::time::{Duration, SystemTime};

use client_runtime::runtime::rate_limit::{Pacer, RateLimit};
use client_runtime::runtime::retry_after::retry_after;
use http::{HeaderMap, HeaderName, HeaderValue};
use proptest::prelude::*;
use tokio::time::Instant;

/// Texts that are nearly what these headers say.
fn nearly() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-z]{1,6}",
        "\"[a-zé ]{0,6}\"?",
        "[0-9]{1,25}",
        "-?[0-9]{1,4}\\.[0-9]{0,3}",
        "[;=,?:() \"\\\\*-]{1,3}",
        prop::sample::select(vec![
            ";r=",
            ";t=",
            ";q=",
            ";w=",
            "Sun, 06 Nov 1994 08:50:07 GMT",
            "nan"
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..8).prop_map(|it| it.concat())
}

proptest! {
    #[test]
    fn whatever_the_headers_say_is_a_bounded_wait_or_nothing(
        texts in prop::collection::vec((0_usize..8, nearly()), 0..5),
        patience in 0_u64..10_000,
    ) {
        let names = [
            "ratelimit", "ratelimit-policy", "ratelimit-limit", "ratelimit-remaining", "ratelimit-reset",
            "x-ratelimit-remaining", "retry-after", "retry-after-ms",
        ];
        let mut lines = HeaderMap::new();
        for (number, text) in &texts {
            if let Ok(value) = HeaderValue::from_bytes(text.as_bytes()) {
                lines.append(HeaderName::from_static(names[*number]), value);
            }
        }
        // None of it may panic, and no arithmetic overflow.
        let _ = retry_after(&lines, SystemTime::UNIX_EPOCH);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build();
        runtime.expect("a runtime").block_on(async {
            let (pacer, now) = (Pacer::new(), Instant::now());
            pacer.observe(&lines, now);
            let patience = Duration::from_millis(patience);
            for _ in 0..3 {
                match pacer.ask(now, &mut None, patience) {
                    Ok(wait) => assert!(wait <= patience, "{wait:?}"),
                    Err(wait) => assert!(wait > patience, "{wait:?}"),
                }
            }
        });
    }

    #[test]
    fn what_a_service_writes_is_read_back(
        policy in "[a-z]{1,8}", remaining: u32, reset in 0_u64..100_000, quota: u32, window in 1_u64..100_000,
    ) {
        let mut lines = HeaderMap::new();
        for (name, text) in [
            ("ratelimit", format!("\"{policy}\";r={remaining};t={reset}")),
            ("ratelimit-policy", format!("\"{policy}\";q={quota};w={window}")),
        ] {
            lines.insert(name, HeaderValue::try_from(text).expect("a header"));
        }
        let it = RateLimit::from_headers(&lines).expect("a limit");
        prop_assert_eq!(it.policy(), policy);
        prop_assert_eq!(it.remaining(), u64::from(remaining));
        prop_assert_eq!(it.reset(), Duration::from_secs(reset));
        prop_assert_eq!(it.limit(), Some(u64::from(quota)));
        prop_assert_eq!(it.window(), Some(Duration::from_secs(window)));
    }
}
