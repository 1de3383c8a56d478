//! Keys that say something about a schema without changing which values fit it.

use serde_json::{Map, Value};

const ANNOTATIONS: &[&str] = &[
    "default",
    "deprecated",
    "description",
    "example",
    "externalDocs",
    "nullable",
    "readOnly",
    "title",
    "writeOnly",
    "xml",
];

/// True if nothing but annotations stands beside `key`.
pub(crate) fn only_beside(schema: &Map<String, Value>, key: &str) -> bool {
    schema.keys().all(|it| it == key || is_one(it))
}

/// True if nothing but annotations stands beside `keys`.
pub(crate) fn only_besides(schema: &Map<String, Value>, keys: &[&str]) -> bool {
    schema
        .keys()
        .all(|it| keys.contains(&it.as_str()) || is_one(it))
}

/// True for a schema that says nothing but annotations.
pub(crate) fn only(schema: &Map<String, Value>) -> bool {
    schema.keys().all(|it| is_one(it))
}

/// A name of its own makes a schema one of its own.
pub(crate) fn is_one(key: &str) -> bool {
    ANNOTATIONS.contains(&key) || (key.starts_with("x-") && key != "x-rust-name")
}
