//! A search that finds nothing proves nothing: every form of a secret is found.

use crate::leaks::{CANARY, TOKEN, base64, digits, json, leak, percent};

#[test]
fn every_form_of_a_secret_is_found() {
    for secret in [CANARY, TOKEN] {
        let hex = digits(secret, "");
        for (form, text) in [
            ("plain", secret.to_owned()),
            ("debug", format!("{secret:?}")),
            ("debug twice", format!("{:?}", format!("{secret:?}"))),
            ("json", json(secret)),
            ("json twice", json(&json(secret))),
            ("percent", percent(secret)),
            ("percent, lower", percent(secret).to_lowercase()),
            ("percent, everything", digits(secret, "%")),
            ("hex", hex.clone()),
            ("hex, upper", hex.to_uppercase()),
            ("a part", secret[1..21].to_owned()),
        ] {
            assert!(leak(&format!("a {text} b")).is_some(), "{form}: {text}");
        }
        for around in ["", "a", "ab", "abc", "abcd"] {
            for alphabet in ["+/", "-_"] {
                let text = base64(&format!("{around}{secret}{around}"), 0, alphabet);
                assert!(leak(&text).is_some(), "{around}: {text}");
            }
        }
    }
}

#[test]
fn base64_is_that_of_the_specification() {
    // RFC 4648, section 10, without what depends on the end.
    for (text, shift, expected) in [
        ("", 0, ""),
        ("f", 0, "Z"),
        ("foo", 0, "Zm9v"),
        ("foobar", 0, "Zm9vYmFy"),
        ("oobar", 1, "9vYmFy"),
        ("obar", 2, "vYmFy"),
    ] {
        assert_eq!(base64(text, shift, "+/"), expected);
    }
}

#[test]
fn other_texts_are_no_secrets() {
    for text in [
        "",
        "secrets.create: 400 (code 1001)",
        "SecretValue([redacted])",
    ] {
        assert_eq!(leak(text), None, "{text}");
    }
}
