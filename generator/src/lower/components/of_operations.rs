//! Components that programs write for the body of one operation: `Body_create_item_v1_items_post` is the body of
//! `create_item_v1_items_post`, which is `create_item` at `/v1/items`.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::is_free;
use crate::lower::segments::segments;
use crate::naming::{nested, upper_camel};
use crate::spec::{Document, METHODS, pointer};

/// What such names begin with.
const BODY: &str = "Body_";

/// Calls them after what the operation is called without its path and method, unless something else is or may be called so.
pub(super) fn rename(names: &mut BTreeMap<String, String>, document: &Document) {
    let mut found: BTreeMap<String, Vec<(usize, String)>> = BTreeMap::new();
    for (wire, function, path) in candidates(names, document) {
        let name = nested(&upper_camel(&function), "body");
        let length = segments(path).count();
        found.entry(name).or_default().push((length, wire));
    }
    if found.is_empty() {
        return;
    }
    let once = used_once(document);
    let taken: BTreeSet<String> = names.values().cloned().collect();
    for (name, mut wires) in found {
        // Of `/speech` and `/speech/stream`, the first is the one that both are called after; of two methods, neither is.
        wires.sort();
        if let Some((length, wire)) = wires.first()
            && wires.get(1).is_none_or(|it| it.0 > *length)
            && once.contains(wire.as_str())
            && is_free(&name)
            && !taken.contains(&name)
        {
            names.insert(wire.clone(), name);
        }
    }
}

/// Components of that shape that their operation refers to as its body, with what the operation is called, and its path.
fn candidates<'a>(
    names: &BTreeMap<String, String>,
    document: &'a Document,
) -> Vec<(String, String, &'a str)> {
    if !names.keys().any(|it| it.starts_with(BODY)) {
        return Vec::new();
    }
    let paths = document.get("/paths").and_then(Value::as_object);
    let mut found = Vec::new();
    for (path, item) in paths.into_iter().flatten() {
        for method in METHODS {
            let Some(operation) = item.get(method) else {
                continue;
            };
            let Some(id) = operation.get("operationId").and_then(Value::as_str) else {
                continue;
            };
            let wire = format!("{BODY}{id}");
            if let Some(function) = function(id, path, method)
                && names.contains_key(&wire)
                && is_body(operation, &wire)
            {
                found.push((wire, function.to_owned(), path.as_str()));
            }
        }
    }
    found
}

/// `create_item` of `create_item_v1_items_post`.
fn function<'a>(id: &'a str, path: &str, method: &str) -> Option<&'a str> {
    let is_word = |it: char| it.is_alphanumeric() || it == '_';
    let path: String = path
        .chars()
        .map(|it| if is_word(it) { it } else { '_' })
        .collect();
    let before = id.strip_suffix(method)?.strip_suffix('_')?;
    let function = before.strip_suffix(path.as_str())?;
    function
        .starts_with(char::is_alphabetic)
        .then_some(function)
}

fn is_body(operation: &Value, wire: &str) -> bool {
    let content = operation.pointer("/requestBody/content");
    let content = content.and_then(Value::as_object).into_iter().flatten();
    let mut schemas = content.filter_map(|(_, it)| it.get("schema"));
    schemas.any(|it| referred(it).as_deref() == Some(wire))
}

/// The component that a node with a `$ref` refers to.
fn referred(node: &Value) -> Option<String> {
    let at = pointer::from_fragment(node.get("$ref")?.as_str()?)?;
    let is_schema = pointer::parent(&at) == "/components/schemas";
    is_schema.then(|| pointer::last(&at))
}

/// Components that one place refers to.
fn used_once(document: &Document) -> BTreeSet<String> {
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    let mut left: Vec<&Value> = document.get("").into_iter().collect();
    while let Some(node) = left.pop() {
        if let Some(wire) = referred(node) {
            *count.entry(wire).or_default() += 1;
        }
        match node {
            Value::Object(map) => left.extend(map.values()),
            Value::Array(list) => left.extend(list),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    count.retain(|_, it| *it == 1);
    count.into_keys().collect()
}

#[cfg(test)]
mod tests {
    use super::function;

    #[test]
    fn what_an_operation_is_called_stands_before_its_path() {
        for (id, path, method, expected) in [
            (
                "Text_to_speech_v1_text_to_speech__voice_id__post",
                "/v1/text-to-speech/{voice_id}",
                "post",
                Some("Text_to_speech"),
            ),
            ("create_items_post", "/items", "post", Some("create")),
            ("create_items_", "/items", "post", None),
            ("createItems", "/items", "post", None),
            ("_items_post", "/items", "post", None),
            ("create_items_put", "/items", "post", None),
        ] {
            assert_eq!(function(id, path, method), expected, "{id}");
        }
    }
}
