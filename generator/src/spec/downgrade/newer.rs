//! Which schemas of a 3.0 document need to be rewritten.

use serde_json::{Map, Value};

use super::{schema, types};

/// The first keyword that 3.0 does not have, or that has another form there.
pub(super) fn keyword(map: &Map<String, Value>) -> Option<&'static str> {
    let is = |key: &str, test: fn(&Value) -> bool| map.get(key).is_some_and(test);
    let is_null = |it: &Value| it.is_array() || it == "null";
    if is("type", is_null) {
        return Some("type");
    }
    for bound in ["exclusiveMinimum", "exclusiveMaximum"] {
        if is(bound, Value::is_number) {
            return Some(bound);
        }
    }
    [
        "const",
        "prefixItems",
        "patternProperties",
        "unevaluatedProperties",
    ]
    .into_iter()
    .find(|it| map.contains_key(*it))
}

/// True for alternatives that null is one of, and for values of several types: both have a plainer form.
pub(super) fn is_open(map: &Map<String, Value>) -> bool {
    let alternatives = ["oneOf", "anyOf"]
        .iter()
        .filter_map(|it| map.get(*it)?.as_array());
    alternatives.flatten().any(schema::allows_null) || types::of_values(map).len() > 1
}
