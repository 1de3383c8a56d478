//! A row of classes says the same as the regular expression that it is read from.

use client_runtime::runtime::classes::Classes;
use proptest::prelude::*;
use regex_lite::Regex;

#[test]
fn patterns_of_identifiers_are_read() {
    for (pattern, fits, misfits) in [
        ("^[0-9a-f]{32}$", "023e105f4ecef8ad9ca31a8372d0c353", "023e"),
        ("^[a-z][a-z0-9_-]*$", "a-b_9", "9a"),
        (r"^\w+$", "a_Z9", "a-b"),
        (r"^v\d{1,3}$", "v12", "v1234"),
        ("^[0-9a-f]{8}-[0-9a-f]{4}$", "0123abcd-00ff", "0123abcd00ff"),
        (r"^[\-_/]?$", "", "ab"),
        ("^$", "", "a"),
    ] {
        let classes = Classes::parse(pattern).unwrap_or_else(|| panic!("{pattern} is not read"));
        assert!(classes.matches(fits), "{pattern}: {fits}");
        assert!(!classes.matches(misfits), "{pattern}: {misfits}");
    }
}

#[test]
fn other_patterns_are_left_alone() {
    for pattern in [
        "[a-z]+",
        "^[^a]$",
        "^a|b$",
        "^(a)$",
        "^a*b$",
        "^a+?$",
        "^.$",
        "^é$",
        "^[z-a]$",
        r"^\s$",
        r"^[\d-z]$",
        "^[a&&b]$",
        "^a{2,1}$",
        "^[]$",
        "^[a$",
        "^a\\$",
    ] {
        assert!(Classes::parse(pattern).is_none(), "{pattern}");
    }
}

/// Patterns that are nearly always rows of classes, and sometimes something else.
fn pattern() -> impl Strategy<Value = String> {
    let class = prop_oneof![
        Just("[a-c]"),
        Just("[0-9a-f]"),
        Just("[-a]"),
        Just("[a-]"),
        Just(r"[\w.]"),
        Just(r"\d"),
        Just("a"),
        Just("-"),
        Just("[b-"),
        Just("("),
    ];
    let count = prop_oneof![
        Just(""),
        Just("{2}"),
        Just("{1,3}"),
        Just("{0,}"),
        Just("+"),
        Just("*"),
        Just("?")
    ];
    prop::collection::vec((class, count), 0..4).prop_map(|parts| {
        let parts: String = parts.iter().flat_map(|(a, b)| [*a, *b]).collect();
        format!("^{parts}$")
    })
}

proptest! {
    #[test]
    fn both_say_the_same(pattern in pattern(), text in "[abc0-9.é\n-]{0,6}") {
        if let Some(classes) = Classes::parse(&pattern) {
            let regex = Regex::new(&pattern).expect("what is read here is a regular expression");
            prop_assert_eq!(classes.matches(&text), regex.is_match(&text), "{} {:?}", pattern, text);
        }
    }

    #[test]
    fn whatever_is_read_is_a_regular_expression(pattern in r"\^[a-c0-9\[\]{}?*+,\\dw.$&~|-]{0,12}\$", text in "[abc0-9]{0,4}") {
        if let Some(classes) = Classes::parse(&pattern) {
            let regex = Regex::new(&pattern).expect("what is read here is a regular expression");
            prop_assert_eq!(classes.matches(&text), regex.is_match(&text), "{} {:?}", pattern, text);
        }
    }
}
