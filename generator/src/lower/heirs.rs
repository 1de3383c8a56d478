//! Inheritance as OpenAPI has it: `Cat: {allOf: [Pet, …]}`, and `Pet` has a discriminator, so a `Pet` may be a `Cat`.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::spec::{Document, pointer};

const SCHEMAS: &str = "/components/schemas";

/// Pointers of the components that have heirs, with the names of those that build on them at once.
pub(super) type Heirs = BTreeMap<String, BTreeSet<String>>;

/// A `oneOf` or `anyOf` says by itself what a value may be. Where there is no discriminator, parts are just shared.
pub(super) fn find(document: &Document) -> Heirs {
    let schemas = document.get(SCHEMAS).and_then(Value::as_object);
    let mut children = Heirs::new();
    let mut waiting = Vec::new();
    for (name, schema) in schemas.into_iter().flatten() {
        for parent in parents(schema) {
            children.entry(parent).or_default().insert(name.clone());
        }
        if schema.get("discriminator").is_some() {
            waiting.push(pointer::join(SCHEMAS, name));
        }
    }
    let mut heirs = Heirs::new();
    while let Some(at) = waiting.pop() {
        // What was seen before is not there any more.
        let Some(names) = children.remove(&at) else {
            continue;
        };
        waiting.extend(names.iter().map(|it| pointer::join(SCHEMAS, it)));
        let listed = |key| document.get(&at).is_some_and(|it| it.get(key).is_some());
        if !listed("oneOf") && !listed("anyOf") {
            heirs.insert(at, names);
        }
    }
    heirs
}

/// What a schema builds on.
fn parents(schema: &Value) -> impl Iterator<Item = String> {
    let parts = schema.get("allOf").and_then(Value::as_array);
    parts
        .into_iter()
        .flatten()
        .filter_map(|it| pointer::from_fragment(it.get("$ref")?.as_str()?))
}
