//! Rate limits in three headers with a number each.

use std::time::Duration;

use client_runtime::runtime::rate_limit::RateLimit;
use http::{HeaderMap, HeaderName};

const DATE: (&str, &str) = ("date", "Sun, 09 Sep 2001 01:46:40 GMT");

/// What is left, for how many seconds, and of how many.
type Limit = (u64, u64, Option<u64>);

fn read(lines: &[(&str, &str)]) -> Option<Limit> {
    let line = |&(name, value): &(&str, &str)| {
        let name: HeaderName = name.parse().expect("a name");
        (name, value.parse().expect("a value"))
    };
    let headers: HeaderMap = lines.iter().map(line).collect();
    let limit = RateLimit::from_headers(&headers)?;
    assert_eq!((limit.policy(), limit.window()), ("", None));
    let reset = limit.reset();
    assert_eq!(reset, Duration::from_secs(reset.as_secs()));
    Some((limit.remaining(), reset.as_secs(), limit.limit()))
}

/// The three headers, of which the first may be missing, and what they say.
const OLDER: &[([&str; 3], Option<Limit>)] = &[
    (["100", "7", "12"], Some((7, 12, Some(100)))),
    (["", "7", "12"], Some((7, 12, None))),
    (["many", " 0 ", " 0 "], Some((0, 0, None))),
    // A date, also in milliseconds, and one that has passed.
    (["5000", "7", "1000000060"], Some((7, 60, Some(5000)))),
    (["5000", "7", "1000000060000"], Some((7, 60, Some(5000)))),
    (["5000", "7", "1000000000"], Some((7, 0, Some(5000)))),
    // With policies behind it.
    (
        ["100, 100;w=60, 9;w=1", "7", "12"],
        Some((7, 12, Some(100))),
    ),
    (["100;w=60", "7;w=60", "12 ;x"], Some((7, 12, Some(100)))),
    (["100", "7", "-12"], None),
    (["100", "7", "soon"], None),
    (["100", ", 7", "12"], None),
    (["100", "", "12"], None),
];

#[test]
fn three_numbers_are_read_in_either_spelling() {
    for (values, expected) in OLDER {
        for names in [
            [
                "x-ratelimit-limit",
                "x-ratelimit-remaining",
                "x-ratelimit-reset",
            ],
            ["RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset"],
        ] {
            let lines = names.into_iter().zip(*values);
            let lines = lines.filter(|(_, value)| !value.is_empty()).chain([DATE]);
            let lines: Vec<_> = lines.collect();
            assert_eq!(read(&lines), *expected, "{lines:?}");
        }
    }
}

#[test]
fn of_two_spellings_the_first_that_can_be_read_counts() {
    for (remaining, reset, expected) in [
        ("5", "6", Some((5, 6, None))),
        ("5", "soon", Some((7, 12, None))),
        ("none", "6", Some((7, 12, None))),
    ] {
        let lines = [
            ("ratelimit-remaining", "7"),
            ("ratelimit-reset", "12"),
            ("x-ratelimit-remaining", remaining),
            ("x-ratelimit-reset", reset),
        ];
        assert_eq!(read(&lines), expected, "{remaining} {reset}");
        // Half of each is nothing.
        assert_eq!(read(&lines[1..3]), None);
    }
}
