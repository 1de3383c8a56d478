//! No value can leave its place in the path.

use std::borrow::Cow;

use client_runtime::runtime::path::{check, encode, fill};
use percent_encoding::percent_decode_str;
use proptest::prelude::*;
use url::Url;

const BASE: &str = "https://api.example.com/client/v4";
const TEMPLATE: &str = "/accounts/{account}/files/{name}.json";

#[test]
fn refuses_what_could_be_a_step_or_nothing() {
    for value in [
        "",
        ".",
        "..",
        "%2e",
        "%2E",
        "%2e%2e",
        ".%2E",
        "%2e.",
        "%252e%252e",
        "%25252e",
        "\t..\n",
        "\t",
        "a\nb",
        "a\0",
        "a\u{7f}",
        "a\u{85}",
        ".\t.",
        "%09..",
        "..%0a",
        "../a",
        "a/..",
        "a/../b",
        "a\\..\\b",
        "a%2f..%2fb",
        "a/.",
        "%2525252525252e",
    ] {
        assert!(check("id", value, false).is_err(), "{value:?}");
        assert!(check("id", value, true).is_err(), "{value:?}");
    }
}

#[test]
fn names_may_look_encoded() {
    for value in ["50%", "50%25", "a%2520b", "a%252520b", "%2e%2e%2e", "%zz"] {
        assert_eq!(check("name", value, false), Ok(()), "{value:?}");
    }
}

#[test]
fn identifiers_are_stricter_than_names() {
    for value in [
        "a/b", "a\\b", "a?b", "a#b", "a%b", "100%", "a b", "a\u{a0}b", " a",
    ] {
        assert_eq!(check("id", value, false), Ok(()), "{value:?}");
        let invalid = check("id", value, true).unwrap_err();
        assert_eq!(invalid.field, "id");
        assert!(invalid.pointer.is_empty());
    }
    for value in [
        "a",
        "...",
        ".a",
        "a.",
        "a..b",
        "..a",
        "ö",
        "985e105f4ecef8ad",
        "a+b",
        "a:b@c",
        "{x}",
    ] {
        assert_eq!(check("id", value, true), Ok(()), "{value:?}");
    }
}

#[test]
fn encodes_all_but_the_unreserved() {
    for (value, encoded) in [
        ("a-b._~9Z", "a-b._~9Z"),
        ("a b", "a%20b"),
        ("a/b", "a%2Fb"),
        ("ö", "%C3%B6"),
        ("%41", "%2541"),
        ("{}", "%7B%7D"),
    ] {
        assert_eq!(encode(value), encoded);
    }
}

#[test]
fn fills_templates() {
    let values = |name: &str| {
        Ok(match name {
            "dot" => Some(Cow::Borrowed(".")),
            "a" => Some(Cow::Borrowed("1")),
            "b" => Some(Cow::Borrowed("2")),
            _ => None,
        })
    };
    assert_eq!(fill("/x/{a}/y/{b}", values).unwrap(), "/x/1/y/2");
    assert_eq!(fill("/x/{a}-{b}.json", values).unwrap(), "/x/1-2.json");
    assert_eq!(fill("/x", values).unwrap(), "/x");
    assert_eq!(
        fill("/x/{c}", values).unwrap_err().to_string(),
        "c: is missing"
    );
    // Harmless alone, a step together.
    assert!(fill("/x/{dot}{dot}/y", values).is_err());
    assert!(fill("/x/.{dot}", values).is_err());
}

fn path(account: &str, name: &str, strict: bool) -> Option<String> {
    check("account", account, strict).ok()?;
    check("name", name, strict).ok()?;
    let (account, name) = (encode(account), encode(name));
    fill(TEMPLATE, |it| {
        let value = if it == "account" { &account } else { &name };
        Ok(Some(value.clone()))
    })
    .ok()
}

/// Any text, and texts made of what is dangerous.
fn value() -> impl Strategy<Value = String> {
    let dangerous = prop::collection::vec(
        prop::sample::select(vec![
            ".", "..", "%2e", "%2E", "%", "25", "/", "\\", "?", "#", "\t", "\n", " ", "a", "@",
            ":", ";",
        ]),
        0..6,
    );
    prop_oneof![any::<String>(), dangerous.prop_map(|parts| parts.concat())]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn what_is_sent_is_where_it_was_meant_to_go(account in value(), name in value(), strict in any::<bool>()) {
        let Some(path) = path(&account, &name, strict) else { return Ok(()) };
        let url = Url::parse(&format!("{BASE}{path}")).unwrap();
        prop_assert_eq!(url.path(), format!("/client/v4{path}"));
        prop_assert!(url.query().is_none() && url.fragment().is_none());
        prop_assert_eq!(url.host_str(), Some("api.example.com"));
        let segments: Vec<String> =
            url.path_segments().unwrap().map(|it| percent_decode_str(it).decode_utf8().unwrap().into_owned()).collect();
        let file = format!("{name}.json");
        prop_assert_eq!(segments, ["client", "v4", "accounts", account.as_str(), "files", file.as_str()]);
    }

    #[test]
    fn ordinary_names_pass(name in "[a-zA-Z0-9_-]{1,40}") {
        prop_assert!(path(&name, &name, true).is_some());
    }
}
