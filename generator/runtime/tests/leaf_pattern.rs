//! Patterns that are rows of characters.

use client_runtime::runtime::pattern::{Pattern, Run};
use proptest::prelude::*;
use regex_lite::Regex;

#[test]
fn rows_are_of_so_many_characters_each() {
    const VERSION: &[Run] = &[("vv", 1, 1), ("09", 2, 2), ("--afAF\x7f\x7f", 0, 3)];
    let row = Pattern::row(r"^v\d{2}[-a-fA-F\x7f]{0,3}$", VERSION);
    for fits in ["v12", "v12-", "v12aFf", "v00\x7f"] {
        assert!(row.matches(fits), "{fits}");
    }
    for other in [
        "", "v", "v1", "v123", "12", "v12g", "v12abcd", "v12é", "v12\n", " v12",
    ] {
        assert!(!row.matches(other), "{other}");
    }
    assert!(Pattern::row("^$", &[]).matches(""));
}

#[test]
fn white_space_is_that_of_ecma_262() {
    for (pattern, text, fits) in [
        (r"^\s$", "\u{a0}", true),
        (r"^[\w\s]+$", "a\u{3000}b c", true),
        (r"^[^\s]$", "\u{feff}", false),
        (r"^\S$", "\u{2028}", false),
        (r"^\S\s\S$", "é b", true),
        (r"^[\S]$", "b", true),
        (r"^[\S]$", " ", false),
        (r"^[\S]$", "\u{a0}", true),
        // With all spaces in it, this is larger than what is compiled.
        (r"^\S{1,65535}$", "a b", false),
        (r"^[]\s]+$", "a", false),
        (r"^\\s$", r"\s", true),
        (r"^[\]\s]$", "\u{2003}", true),
    ] {
        let pattern = Pattern::expression(pattern);
        assert_eq!(pattern.matches(text), fits, "{pattern:?} {text:?}");
    }
}

/// Regular expressions, and the rows that they are.
const ROWS: &[(&str, &[Run])] = &[
    ("^$", &[]),
    ("^a$", &[("aa", 1, 1)]),
    ("^[0-9a-f]{4}$", &[("09af", 4, 4)]),
    ("^[a-f]*$", &[("af", 0, usize::MAX)]),
    ("^[-_a]+$", &[("--__aa", 1, usize::MAX)]),
    ("^a[0-9]?$", &[("aa", 1, 1), ("09", 0, 1)]),
    (
        "^[a-b]{2}-[0-9]{1,3}$",
        &[("ab", 2, 2), ("--", 1, 1), ("09", 1, 3)],
    ),
    ("^[ -~]{0,5}$", &[(" ~", 0, 5)]),
    // A character of two ranges.
    ("^[a-bb-c]+$", &[("abbc", 1, usize::MAX)]),
];

proptest! {
    #[test]
    fn a_row_matches_what_its_regular_expression_does(text in "[ab0-9f_-]{0,6}|a[0-9a]{0,2}|[ab]{1,3}-[0-9]{0,4}|[ -~]{0,7}|[a\u{7f}é٣\n]{0,3}") {
        for (pattern, runs) in ROWS {
            let expression = Regex::new(pattern).expect("a regular expression");
            let row = Pattern::row(pattern, runs);
            prop_assert_eq!(row.matches(&text), expression.is_match(&text), "{}", pattern);
        }
    }
}
