//! Inheritance as OpenAPI has it: `Cat: {allOf: [Pet, …]}`, and `Pet` has a discriminator, so a `Pet` may be a `Cat`.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::spec::{Document, pointer};

const SCHEMAS: &str = "/components/schemas";

/// Pointers of the components that have heirs, with the names of all of these.
pub(super) type Heirs = BTreeMap<String, BTreeSet<String>>;

/// A `oneOf` or `anyOf` says by itself what a value may be.
pub(super) fn find(document: &Document) -> Heirs {
    let schemas = document.get(SCHEMAS).and_then(Value::as_object);
    let parents: BTreeMap<String, BTreeSet<String>> = schemas
        .into_iter()
        .flatten()
        .map(|(name, schema)| (pointer::join(SCHEMAS, name), parents(schema)))
        .collect();
    let mut heirs = Heirs::new();
    for at in parents.keys() {
        for above in above(at, &parents) {
            let name = pointer::last(at);
            heirs.entry(above).or_default().insert(name);
        }
    }
    let has = |at: &String, key: &str| document.get(at).is_some_and(|it| it.get(key).is_some());
    heirs.retain(|at, _| {
        let listed = has(at, "oneOf") || has(at, "anyOf");
        let told_apart = has(at, "discriminator")
            || above(at, &parents)
                .iter()
                .any(|it| has(it, "discriminator"));
        told_apart && !listed
    });
    heirs
}

/// What a schema builds on.
fn parents(schema: &Value) -> BTreeSet<String> {
    let parts = schema.get("allOf").and_then(Value::as_array);
    parts
        .into_iter()
        .flatten()
        .filter_map(|it| pointer::from_fragment(it.get("$ref")?.as_str()?))
        .collect()
}

/// Everything that a component builds on, near and far; nothing of a circle.
fn above(at: &str, parents: &BTreeMap<String, BTreeSet<String>>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut waiting = vec![at];
    while let Some(at) = waiting.pop() {
        for parent in parents.get(at).into_iter().flatten() {
            if found.insert(parent.clone()) {
                waiting.push(parent);
            }
        }
    }
    found.remove(at);
    found
}
