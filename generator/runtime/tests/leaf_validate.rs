//! Limits before sending: what passes, what does not, where it is, and that the value is never told.

use std::collections::BTreeMap;

use client_runtime::runtime::constraints::{Constraints, LengthUnit};
use client_runtime::runtime::limits::{Numeric, Text, check_value};
use client_runtime::runtime::nullable::Nullable;
use client_runtime::runtime::pattern::{Pattern, Run};
use client_runtime::runtime::plain::Plain;
use client_runtime::runtime::secret::SecretValue;
use client_runtime::runtime::validate::{Invalid, Validate, Validator};
use serde_json::json;

const NONE: Constraints = Constraints::NONE;

/// What is checked by a function.
struct By<F>(F);

impl<F: Fn(&mut Validator)> Validate for By<F> {
    fn validate(&self, check: &mut Validator) {
        (self.0)(check);
    }
}

fn reason(check: impl Fn(&mut Validator)) -> String {
    let checked = Validator::check(&By(check));
    checked.map_or_else(|invalid| invalid.reason, |()| String::new())
}

#[track_caller]
fn text(value: &(impl Text + ?Sized), constraints: Constraints, expected: &str) {
    let reason = reason(|check| check.text("it", value, &constraints));
    assert_eq!(reason, expected);
}

#[track_caller]
fn number(value: impl Numeric + Copy, constraints: Constraints, expected: &str) {
    let reason = reason(|check| check.number("it", value, &constraints));
    assert_eq!(reason, expected);
}

#[test]
fn lengths_count_characters_or_bytes() {
    let characters = Constraints {
        min_length: Some(2),
        max_length: Some(3),
        ..NONE
    };
    text("ö", characters, "must be at least 2 characters long");
    text("öö", characters, "");
    text("ööö", characters, "");
    text("öööö", characters, "must be at most 3 characters long");
    let bytes = Constraints {
        max_length: Some(3),
        length_unit: LengthUnit::Bytes,
        ..NONE
    };
    text("ö1", bytes, "");
    text("öö", bytes, "must be at most 3 bytes long");
    text(
        "",
        Constraints {
            min_length: Some(1),
            ..NONE
        },
        "must be at least 1 character long",
    );
    text(&None::<String>, characters, "");
    text(
        &Nullable::Value("ö".to_owned()),
        characters,
        "must be at least 2 characters long",
    );
    text(
        &SecretValue::from("öööö"),
        characters,
        "must be at most 3 characters long",
    );
}

const LETTERS: &[Run] = &[("az", 1, usize::MAX)];

#[test]
fn patterns_match_anywhere_unless_anchored() {
    text(
        "a-b",
        Constraints {
            pattern: Some(Pattern::expression("-")),
            ..NONE
        },
        "",
    );
    text(
        "a-b",
        Constraints {
            pattern: Some(Pattern::row("^[a-z]+$", LETTERS)),
            ..NONE
        },
        "must match the pattern ^[a-z]+$",
    );
    text(
        "ab",
        Constraints {
            pattern: Some(Pattern::expression("-")),
            ..NONE
        },
        "must match the pattern -",
    );
    // Not readable here: left to the server.
    text(
        "a-b",
        Constraints {
            pattern: Some(Pattern::expression("(?=x)y")),
            ..NONE
        },
        "",
    );
}

#[test]
fn numbers_keep_their_limits() {
    let range = Constraints {
        minimum: Some(0.0),
        maximum: Some(100.0),
        ..NONE
    };
    number(0_u32, range, "");
    number(-1_i64, range, "must be at least 0");
    number(100_u64, range, "");
    number(100.5_f64, range, "must be at most 100");
    number(f64::NAN, NONE, "must be a finite number");
    let exclusive = Constraints {
        exclusive_minimum: true,
        exclusive_maximum: true,
        ..range
    };
    number(0_i32, exclusive, "must be greater than 0");
    number(100_i32, exclusive, "must be less than 100");
    number(99.999_f64, exclusive, "");
    number(None::<u64>, exclusive, "");
    let multiple = |step| Constraints {
        multiple_of: Some(step),
        ..NONE
    };
    number(9_u64, multiple(3.0), "");
    number(10_u64, multiple(3.0), "must be a multiple of 3");
    number(0.3_f64, multiple(0.1), "");
    number(0.1_f32, multiple(0.01), "");
    number(100_000_000.1_f64, multiple(0.1), "");
    number(0.35_f64, multiple(0.1), "must be a multiple of 0.1");
}

#[test]
#[allow(
    clippy::cast_precision_loss,
    reason = "what rounding does is what is tested"
)]
fn integers_beyond_the_precision_of_limits_are_never_refused_wrongly() {
    let odd = (1_i64 << 53) + 1;
    let at_most = Constraints {
        maximum: Some(odd as f64),
        ..NONE
    };
    number(odd, at_most, "");
    number(
        odd,
        Constraints {
            minimum: Some(odd as f64),
            ..NONE
        },
        "",
    );
    number(
        odd - 1,
        Constraints {
            exclusive_maximum: true,
            ..at_most
        },
        "",
    );
    number(
        i64::MAX,
        Constraints {
            maximum: Some(i64::MAX as f64),
            ..NONE
        },
        "",
    );
    number(
        u64::MAX,
        Constraints {
            maximum: Some(i64::MAX as f64),
            ..NONE
        },
        "must be at most 9223372036854775808",
    );
    // Exact where a float would round to an even number.
    number(
        odd,
        Constraints {
            multiple_of: Some(2.0),
            ..NONE
        },
        "must be a multiple of 2",
    );
}

#[derive(Debug)]
struct Upload {
    name: String,
    scopes: Vec<String>,
    labels: Option<BTreeMap<String, String>>,
}

impl Validate for Upload {
    fn validate(&self, check: &mut Validator) {
        check.text(
            "name",
            &self.name,
            &Constraints {
                max_length: Some(4),
                pointer: "/name",
                ..NONE
            },
        );
        check.list(
            "scopes",
            &self.scopes,
            &Constraints {
                min_items: Some(1),
                unique_items: true,
                ..NONE
            },
        );
        check.map_with(
            "labels",
            &self.labels,
            &Constraints {
                max_properties: Some(2),
                ..NONE
            },
            |check, label| {
                check.text(
                    "",
                    label,
                    &Constraints {
                        min_length: Some(1),
                        pointer: "/label",
                        ..NONE
                    },
                );
            },
        );
    }
}

fn upload(name: &str, scopes: &[&str], labels: &[(&str, &str)]) -> Upload {
    Upload {
        name: name.to_owned(),
        scopes: scopes.iter().map(|&scope| scope.to_owned()).collect(),
        labels: Some(
            labels
                .iter()
                .map(|&(key, value)| (key.to_owned(), value.to_owned()))
                .collect(),
        ),
    }
}

#[test]
fn problems_say_where() {
    let good = || upload("name", &["a"], &[]);
    for (bad, field, reason, pointer) in [
        (
            upload("names", &["a"], &[]),
            "[1].name",
            "must be at most 4 characters long",
            "/name",
        ),
        (
            upload("name", &[], &[]),
            "[1].scopes",
            "must have at least 1 item",
            "",
        ),
        (
            upload("name", &["a", "b", "a"], &[]),
            "[1].scopes[2]",
            "is in the list more than once",
            "",
        ),
        (
            upload("name", &["a"], &[("k", "v"), ("e", "")]),
            "[1].labels.e",
            "must be at least 1 character long",
            "/label",
        ),
        (
            upload("name", &["a"], &[("a b", "")]),
            "[1].labels[\"a b\"]",
            "must be at least 1 character long",
            "/label",
        ),
        (
            upload("name", &["a"], &[("k", "v"), ("l", "v"), ("m", "v")]),
            "[1].labels",
            "must have at most 2 entries",
            "",
        ),
        // The first problem, not the last.
        (
            upload("names", &[], &[]),
            "[1].name",
            "must be at most 4 characters long",
            "/name",
        ),
    ] {
        let invalid = Validator::check(&vec![good(), bad]).unwrap_err();
        assert_eq!(invalid, Invalid::new(field, reason, pointer));
    }
    assert_eq!(Validator::check(&vec![good(), good()]), Ok(()));
}

#[test]
fn the_message_has_the_limit_and_its_source() {
    let invalid = Validator::check(&upload("canary", &["a"], &[])).unwrap_err();
    assert_eq!(
        invalid.to_string(),
        "name: must be at most 4 characters long (by /name)"
    );
}

#[test]
fn elements_are_not_compared_with_each_other_one_by_one() {
    let limits = Constraints {
        unique_items: true,
        ..NONE
    };
    let start = std::time::Instant::now();
    let mut numbers: Vec<u32> = (0..60_000).collect();
    numbers.push(7);
    let numbers = Plain::of(&numbers).expect("JSON");
    let refused = check_value("p", &numbers, &limits).unwrap_err();
    assert!(refused.to_string().contains("p[60000]"), "{refused}");
    let took = start.elapsed();
    assert!(took < std::time::Duration::from_secs(10), "{took:?}");
}

#[test]
fn parameters_are_checked_with_their_elements() {
    let limits = Constraints {
        max_length: Some(3),
        maximum: Some(10.0),
        max_items: Some(3),
        unique_items: true,
        pointer: "/p",
        ..NONE
    };
    for (value, problem) in [
        (json!(null), None),
        (json!(true), None),
        (json!("abc"), None),
        (
            json!("abcd"),
            Some(("p", "must be at most 3 characters long")),
        ),
        (json!(10), None),
        (json!(11), Some(("p", "must be at most 10"))),
        (
            json!(18_446_744_073_709_551_615_u64),
            Some(("p", "must be at most 10")),
        ),
        (json!(["a", "b", "c"]), None),
        (
            json!(["a", "b", "c", "d"]),
            Some(("p", "must have at most 3 items")),
        ),
        (
            json!(["a", "a"]),
            Some(("p[1]", "is in the list more than once")),
        ),
        (
            json!(["a", "abcd"]),
            Some(("p[1]", "must be at most 3 characters long")),
        ),
        (
            json!([["a"], ["abcd"]]),
            Some(("p[1][0]", "must be at most 3 characters long")),
        ),
    ] {
        let expected = problem.map_or(Ok(()), |(field, reason)| {
            Err(Invalid::new(field, reason, "/p"))
        });
        let plain = Plain::of(&value).expect("JSON");
        assert_eq!(check_value("p", &plain, &limits), expected, "{value}");
    }
}
