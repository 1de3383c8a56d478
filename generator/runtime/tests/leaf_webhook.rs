//! What the API sends by itself is read as tolerantly as answers are, and errors repeat nothing of it.

use std::error::Error as _;

use client_runtime::runtime::webhook::read;
use client_runtime::runtime::{Error, ErrorKind};
use serde::Deserialize;

#[derive(Debug, Deserialize, PartialEq)]
struct Paid {
    id: u64,
    note: Option<String>,
}

fn paid(body: &[u8]) -> Result<Paid, Error> {
    read("webhooks.paid", body)
}

#[test]
fn bodies_are_read_as_answers_are() {
    for (body, id, note) in [
        (r#"{"id":1,"note":"a","more":[{}]}"#, 1, Some("a")),
        (r#" {"note":null,"id":2} "#, 2, None),
        // Integers with a point, half a character, and a mark in front.
        (r#"{"id":3.0}"#, 3, None),
        (r#"{"id":4,"note":"\ud83d"}"#, 4, Some("\u{fffd}")),
        ("\u{feff}{\"id\":5}", 5, None),
    ] {
        let expected = Paid {
            id,
            note: note.map(str::to_owned),
        };
        assert_eq!(paid(body.as_bytes()).expect(body), expected, "{body}");
    }
    // Nothing is fine for what can be nothing.
    assert_eq!(
        read::<Option<Paid>>("webhooks.paid", b"").expect("nothing"),
        None
    );
}

#[test]
fn what_cannot_be_read_is_told_without_its_values() {
    for (body, path, problem) in [
        ("", ".", "another type"),
        (r#"["canary"]"#, ".", "another type"),
        (r#"{"id":"canary"}"#, "id", "another type"),
        (r#"{"note":"canary"}"#, ".", "field `id` is missing"),
        (r#"{"id":1,"note":"canary""#, "?", "ends too early"),
        ("canary=1", ".", "is not JSON"),
        (r#"{"id":1} {"note":"canary"}"#, ".", "is not JSON"),
    ] {
        let error = paid(body.as_bytes()).expect_err(body);
        assert!(error.is_decode(), "{body}");
        let ErrorKind::Decode(failure) = error.kind() else {
            panic!("{body}: {error:?}");
        };
        assert_eq!(failure.path, path, "{body}");
        let text = format!("webhooks.paid: the body cannot be decoded at `{path}`");
        assert_eq!(error.to_string(), text, "{body}");
        let source = error.source().expect("a source").to_string();
        assert!(source.contains(problem), "{body}: {source}");
        assert!(!format!("{error:?} {source}").contains("canary"), "{body}");
    }
}
