//! `<<`, the merge key of YAML 1.1, which people still write in YAML 1.2: it brings in the entries of other mappings.
//!
//! The parser does not tell whether a key was in quotes, and one in quotes is a key like any other. So a document is
//! read with `<<` as it stands, and looked at again where there are any.

use serde_json::{Map, Value};

use super::{pointer, positions::Positions};

pub(super) const KEY: &str = "<<";

/// Resolves the merge keys of a document; `found` are the pointers of all keys `<<`, outer ones first.
pub(super) fn resolve(document: &mut Value, text: &str, found: &[String]) {
    if found.is_empty() {
        return;
    }
    let positions = Positions::of(text, found.iter().map(String::as_str));
    // Inner ones first: what they bring in belongs to what the outer ones bring in.
    for at in found.iter().rev() {
        if positions.is_quoted(at, text) {
            continue;
        }
        let Some(Value::Object(map)) = document.pointer_mut(pointer::parent(at)) else {
            continue;
        };
        if let Some(value) = map.shift_remove(KEY) {
            merge(value, map);
        }
    }
}

/// Adds the entries of a mapping, or of a list of mappings, that are not there yet.
fn merge(value: Value, map: &mut Map<String, Value>) {
    match value {
        Value::Object(entries) => {
            for (key, value) in entries {
                map.entry(key).or_insert(value);
            }
        }
        Value::Array(items) => items.into_iter().for_each(|it| merge(it, map)),
        other => {
            map.insert(KEY.to_owned(), other);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::{diagnostics::Diagnostics, spec::load};

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
            ("<<: text\n", json!({"<<": "text"})),
            ("\u{feff}'<<': {}\n", json!({"<<": {}})),
            (r#"{"<<": {"x": 1}}"#, json!({"<<": {"x": 1}})),
        ] {
            let mut diagnostics = Diagnostics::default();
            assert_eq!(
                load::parse(text, 0, &mut diagnostics),
                Some(expected),
                "{text}"
            );
        }
    }
}
