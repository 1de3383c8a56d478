//! Schemas that no value fits, or that say one thing twice differently.

use serde_json::Value;

use super::node::Node;
use crate::diagnostics::Diagnostics;

/// A lower limit, and the upper one that must not be below it.
const RANGES: [(&str, &str); 4] = [
    ("minimum", "maximum"),
    ("minLength", "maxLength"),
    ("minItems", "maxItems"),
    ("minProperties", "maxProperties"),
];

/// Reports contradictions inside one schema.
pub(super) fn check(node: &Node<'_>, diagnostics: &mut Diagnostics) {
    let number = |key: &str| node.map.get(key).and_then(Value::as_f64);
    for (low, high) in RANGES {
        if let (Some(least), Some(most)) = (number(low), number(high))
            && least > most
        {
            let message = format!("no value fits: `{low}` is above `{high}`");
            diagnostics.contradiction(&node.join(low), &message);
        }
    }
    let values = node.map.get("enum").and_then(Value::as_array);
    if values.is_some_and(Vec::is_empty) {
        diagnostics.contradiction(&node.join("enum"), "no value fits: `enum` is empty");
    }
    if let (Some(values), Some(default)) = (values, node.map.get("default"))
        && !default.is_null()
        && !values.contains(default)
    {
        let message = format!("the default {default} is not one of the values of `enum`");
        diagnostics.contradiction(&node.join("default"), &message);
    }
    required(node, diagnostics);
}

/// Names in `required` that a schema with properties of its own does not have.
fn required(node: &Node<'_>, diagnostics: &mut Diagnostics) {
    let Some(properties) = node.map.get("properties").and_then(Value::as_object) else {
        return;
    };
    // Other parts of an `allOf`, or free properties, may bring the name.
    if node.map.contains_key("allOf") || node.map.contains_key("additionalProperties") {
        return;
    }
    for (at, name) in node.list("required", diagnostics) {
        if let Some(name) = name.as_str()
            && !properties.contains_key(name)
        {
            let message = format!("`required` names `{name}`, which is not one of the properties");
            diagnostics.contradiction(&at, &message);
        }
    }
}
