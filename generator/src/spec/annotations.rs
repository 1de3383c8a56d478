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

/// True if nothing but annotations stands beside `key`. A name of its own makes a schema one of its own.
pub(crate) fn only_beside(schema: &Map<String, Value>, key: &str) -> bool {
    schema.keys().all(|it| {
        it == key
            || ANNOTATIONS.contains(&it.as_str())
            || (it.starts_with("x-") && it != "x-rust-name")
    })
}
