//! What the types of components are called: `Pod` for `io.k8s.api.core.v1.Pod`.

mod asked;
mod of_operations;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::naming::{PRELUDE_NAMES, ROOT_NAMES, upper_camel};
use crate::spec::Document;

/// Namespaces are left out only of names that have at least two around them: `issuing.card` says no more than it must.
const PARTS: usize = 3;

/// The names that schemas under `components` give.
pub(super) struct Components {
    /// By what the document calls them.
    names: BTreeMap<String, String>,
    /// The same of bodies, which have no types of their own.
    bodies: BTreeMap<String, String>,
    /// Names of those that become types.
    types: BTreeSet<String>,
    /// Those that list values for a property, by the property and the values.
    listing: BTreeMap<String, String>,
    /// Parameters that several operations have, by their name and the values that they list.
    asked: BTreeSet<String>,
}

impl Components {
    pub(super) fn of(document: &Document) -> Self {
        let schemas = document.get("/components/schemas");
        let schemas = || schemas.and_then(Value::as_object).into_iter().flatten();
        let mut names = shortest(schemas().map(|(wire, _)| wire));
        of_operations::rename(&mut names, document);
        let bodies = document.get("/components/requestBodies");
        let bodies = bodies.and_then(Value::as_object).into_iter().flatten();
        let bodies = shortest(bodies.map(|(wire, _)| wire));
        let with_type = schemas().filter(|(_, schema)| {
            let keys = ["properties", "allOf", "oneOf", "anyOf", "enum"];
            keys.iter().any(|it| schema.get(it).is_some())
        });
        let types = with_type.map(|(wire, _)| names[wire].clone()).collect();
        let mut listing = BTreeMap::new();
        for (wire, schema) in schemas() {
            let parts = schema.get("allOf").and_then(Value::as_array);
            for part in parts.into_iter().flatten().chain([schema]) {
                let properties = part.get("properties").and_then(Value::as_object);
                for (property, schema) in properties.into_iter().flatten() {
                    let key = schema.get("enum").map(|values| listed(property, values));
                    key.map(|it| listing.entry(it).or_insert_with(|| wire.clone()));
                }
            }
        }
        Self {
            names,
            bodies,
            types,
            listing,
            asked: asked::often(document),
        }
    }

    /// Whether several operations have a parameter that lists these values, in the same words: what they are belongs to none
    /// of them.
    pub(super) fn is_asked_often(&self, parameter: &str, values: &Value) -> bool {
        self.asked.contains(&listed(parameter, values))
    }

    /// The name of the first component that lists these values for a property. What it holds belongs to it before it belongs to
    /// an operation that happens to take it as well.
    pub(super) fn listing(&self, property: &str, values: &Value) -> Option<String> {
        let wire = self.listing.get(&listed(property, values))?;
        Some(self.name(wire))
    }

    /// What the document calls the components, and what their types are called.
    pub(super) fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.names.iter().map(|(wire, rust)| (&**wire, &**rust))
    }

    /// The name of a component.
    pub(super) fn name(&self, wire: &str) -> String {
        let name = self.names.get(wire).cloned();
        name.unwrap_or_else(|| upper_camel(wire))
    }

    /// The name of a body that several operations refer to.
    pub(super) fn body_name(&self, wire: &str) -> String {
        let name = self.bodies.get(wire).cloned();
        name.unwrap_or_else(|| upper_camel(wire))
    }

    /// True if a type is called so.
    pub(super) fn have(&self, rust: &str) -> bool {
        self.types.contains(rust)
    }
}

/// The shortest name of each that no other could have.
fn shortest<'a>(wires: impl Iterator<Item = &'a String> + Clone) -> BTreeMap<String, String> {
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    for name in wires.clone().flat_map(|wire| names(wire)) {
        *count.entry(name).or_default() += 1;
    }
    let name = |wire: &String| {
        let own = names(wire).find(|it| count[it] == 1 && is_free(it));
        (wire.clone(), own.unwrap_or_else(|| upper_camel(wire)))
    };
    wires.map(name).collect()
}

/// What a component could be called, the shortest name first: its last word, then with more and more of what stands before.
fn names(wire: &str) -> impl Iterator<Item = String> {
    let parts: Vec<&str> = wire.split('.').collect();
    let long = parts.len() >= PARTS && parts.iter().all(|it| !it.is_empty());
    let fewest = if long { 1 } else { parts.len() };
    (fewest..=parts.len()).map(move |count| upper_camel(&parts[parts.len() - count..].join(".")))
}

fn listed(property: &str, values: &Value) -> String {
    format!("{property} {values}")
}

fn is_free(rust: &str) -> bool {
    let is_name = rust.starts_with(char::is_alphabetic);
    is_name && !ROOT_NAMES.contains(&rust) && !PRELUDE_NAMES.contains(&rust)
}
