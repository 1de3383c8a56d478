//! Alternatives that refer to a component which is null and nothing else, as generators write them from code.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::places;
use super::references::{SCHEMAS, fragment};
use crate::spec::document::Document;
use crate::spec::pointer;

const LISTS: [&str; 2] = ["oneOf", "anyOf"];

/// Writes null where an alternative refers to it, which is the form that both versions know.
pub(super) fn inline(document: &mut Document) {
    let components = document.get(SCHEMAS).and_then(Value::as_object);
    let components = components.into_iter().flatten();
    let nulls = components.filter(|(_, schema)| is_only_null(schema));
    let nulls: BTreeSet<String> = nulls
        .map(|(name, _)| fragment(&pointer::join(SCHEMAS, name)))
        .collect();
    if nulls.is_empty() {
        return;
    }
    let refers = |it: &Value| {
        let reference = it.get("$ref").and_then(Value::as_str);
        reference.is_some_and(|it| nulls.contains(it))
    };
    let lists_one = |map: &Map<String, Value>| {
        let lists = LISTS.iter().filter_map(|it| map.get(*it)?.as_array());
        lists.flatten().any(refers)
    };
    for at in places::schemas_that(lists_one, &document.value) {
        for key in LISTS {
            let list = document.value.pointer_mut(&pointer::join(&at, key));
            let list = list.and_then(Value::as_array_mut).into_iter().flatten();
            for alternative in list.filter(|it| refers(it)) {
                *alternative = json!({ "enum": [null] });
            }
        }
    }
}

fn is_only_null(schema: &Value) -> bool {
    let says = |key: &str, value: Value| schema.get(key) == Some(&value);
    says("enum", json!([null]))
        || says("type", json!("null"))
        || says("type", json!(["null"]))
        || says("const", Value::Null)
}
