//! What loading makes of texts that are odd or broken.

use serde_json::json;

use crate::diagnostics::Diagnostics;

#[test]
fn plain_keys_bring_in_entries_and_quoted_ones_are_keys() {
    for (text, expected) in [
        (
            "a: &a {x: 1, y: 2}\nb:\n  <<: *a\n  y: 3\n",
            json!({"a": {"x": 1, "y": 2}, "b": {"y": 3, "x": 1}}),
        ),
        (
            "b:\n  <<: [{x: 1}, {x: 2, y: 3}]\n",
            json!({"b": {"x": 1, "y": 3}}),
        ),
        (
            "<<: {x: {<<: {y: 1}}, <<: {z: 2}}\n",
            json!({"x": {"y": 1}, "z": 2}),
        ),
        (
            "a: &a {<<: {x: 1}}\nb: *a\n",
            json!({"a": {"x": 1}, "b": {"x": 1}}),
        ),
        (
            "- {'<<': {x: 1}}\n- {\"<<\": []}\n- {<<: {x: 1}}\n",
            json!([{"<<": {"x": 1}}, {"<<": []}, {"x": 1}]),
        ),
        // Where an alias stands, only the alias is seen; one of two keys does not hide the other.
        (
            "a: &a {<<: {x: 1}}\n'b': *a\n",
            json!({"a": {"x": 1}, "b": {"x": 1}}),
        ),
        (
            "a: &a {<<: {x: 1}}\n'b': *a\n'c': {'<<': 1}\n",
            json!({"a": {"x": 1}, "b": {"x": 1}, "c": {"<<": 1}}),
        ),
        (
            "a:\n  <<: {x: 1}\n  <<: {x: 2, y: 3}\n",
            json!({"a": {"x": 1, "y": 3}}),
        ),
        ("<<: text\n", json!({"<<": "text"})),
        ("\u{feff}'<<': {}\n", json!({"<<": {}})),
        (r#"{"<<": {"x": 1}}"#, json!({"<<": {"x": 1}})),
    ] {
        let mut diagnostics = Diagnostics::default();
        assert_eq!(
            super::parse(text, 0, &mut diagnostics),
            Some(expected),
            "{text}"
        );
    }
}

#[test]
fn numbers_of_any_size_are_the_same_in_both() {
    for number in [
        "18446744073709551615",
        "18446744073709551616",
        "-9223372036854775809",
        "340282366920938463463374607431768211456",
    ] {
        let (yaml, json) = (format!("- {number}\n"), format!("{{\"0\": {number}}}"));
        let read = |text| super::parse(text, 0, &mut Diagnostics::default());
        let value = read(&yaml).and_then(|it| it.get(0).cloned());
        assert!(value.is_some(), "{number}");
        assert_eq!(value, read(&json).and_then(|it| it.get("0").cloned()));
    }
    let keys = super::parse("18446744073709551616: x\n", 0, &mut Diagnostics::default());
    assert_eq!(keys, Some(json!({"18446744073709551616": "x"})));
}

#[test]
fn errors_of_json_stand_where_people_count_them() {
    for (text, expected) in [
        ("{\"\n", (1, 3)),
        ("{\"a\": 1,\n \"b\" 2}", (2, 6)),
        ("{\"é\": x}", (1, 7)),
        ("{", (1, 1)),
    ] {
        let error = serde_json::from_str::<serde_json::Value>(text).expect_err("no JSON");
        assert_eq!(super::place(&error, text), expected, "{text}");
    }
}

#[test]
fn what_cannot_be_parsed_is_reported_with_what_helps() {
    for (text, help) in [
        ("a:\n\t- b\n", "indent with spaces"),
        ("a: @b\n", "quotes"),
        ("a: b: c\n", "quotes"),
        ("a: *b\n", "with `&`"),
        ("a: &a {b: *a}\n", "no alias"),
        ("a: [b\n", "bracket"),
        ("a: \u{1}\n", "UTF-8"),
        ("{\"a\": 1e999}", "64 bits"),
        ("{\"a\": \"\\ud800\"}", "character itself"),
        ("{\"a\": [1", "bracket"),
    ] {
        let mut diagnostics = Diagnostics::default();
        assert_eq!(super::parse(text, 0, &mut diagnostics), None, "{text}");
        let found = format!("{:?}", diagnostics.into_sorted());
        assert!(
            found.contains("syntax") && found.contains(help),
            "{text}: {found}"
        );
    }
}
