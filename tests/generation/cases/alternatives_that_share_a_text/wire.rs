//! What a value is, where a text says less than it seems to.

use case_alternatives_that_share_a_text::Settings;
use serde_json::json;

/// The variant that a value of a property becomes; what is sent again is the same.
fn variant(property: &str, value: &serde_json::Value) -> String {
    let whole = json!({ property: value });
    let settings: Settings = serde_json::from_value(whole.clone()).expect("settings");
    assert_eq!(json!(settings), whole);
    let text = format!("{settings:?}");
    let (_, rest) = text.split_once("Some(").expect("a value");
    rest.split('(').next().unwrap_or_default().to_owned()
}

#[test]
fn nothing_is_lost_to_a_text_that_others_allow() {
    for (property, value, expected) in [
        ("closed", json!({"mode": "none", "b": 1, "c": 2}), "On"),
        ("closed", json!({"mode": "none", "a": 1}), "Off"),
        ("closed", json!({"mode": "none"}), "Off"),
        ("closed", json!({"mode": "on"}), "On"),
        ("open", json!({"mode": "none", "b": 1, "c": 2}), "Any"),
        ("open", json!({"mode": "none", "b": 1}), "OneOff"),
        ("open", json!({"mode": "other", "b": 1}), "Any"),
        ("system", json!({"system": "windows", "domain": "x"}), "Domain"),
        ("system", json!({"system": "mac", "user": "x"}), "Mac"),
        ("system", json!({"system": "mac", "age": "old"}), "Old"),
        ("nested", json!({"kind": "plain", "a": 1}), "Plain"),
        ("nested", json!({"kind": "plain", "b": 1, "c": 2}), "Deep"),
        ("nested", json!({"kind": "deep"}), "Deep"),
    ] {
        assert_eq!(variant(property, &value), expected, "{property}: {value}");
    }
}
