//! Hints on schemas that nothing was made of, so that none is lost in silence: a name for a type where there is none, names of
//! values where none are listed, a unit of what nobody counts.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::node::Node;
use super::view::View;
use super::{Lowering, keys};
use crate::naming;
use crate::spec::pointer;

const NAME: &str = "x-rust-name";
const VARIANTS: &str = "x-enum-varnames";
const UNIT: &str = "x-length-unit";

/// The pointers of hints that something was made of.
#[derive(Default)]
pub(super) struct Hints {
    read: BTreeSet<String>,
}

impl Hints {
    fn mark(&mut self, schema: &str, key: &str) {
        self.read.insert(pointer::join(schema, key));
    }

    /// The schema has given its name to something.
    pub(super) fn named(&mut self, schema: &str) {
        self.mark(schema, NAME);
    }

    /// The values of this schema have become variants.
    pub(super) fn of_values(&mut self, view: &View<'_>) {
        if let Some(node) = view.node_with(VARIANTS) {
            self.mark(&node.at, VARIANTS);
        }
    }

    /// What all parts of a text say of its length.
    pub(super) fn of_length(&mut self, view: &View<'_>) {
        let mut nodes = view.nodes.iter().map(|it| &it.node);
        if !nodes.clone().any(|it| it.has(UNIT)) {
            return;
        }
        let is_text = matches!(view.text("type"), None | Some("string"));
        if is_text && nodes.any(|it| it.has("minLength") || it.has("maxLength")) {
            for it in view.nodes.iter().filter(|it| it.node.has(UNIT)) {
                self.mark(&it.node.at, UNIT);
            }
        }
    }
}

impl Lowering<'_> {
    /// What can be wrong with hints beside a `$ref`; nothing else counts there.
    pub(super) fn check_reference(&mut self, node: &Node<'_>) {
        if node.map.len() == 1 || !self.checked.insert(node.at.clone()) {
            return;
        }
        keys::check_hints(node, &keys::SCHEMA, self.diagnostics);
        // Where a document has its schemas, the `$ref` has gone into an `allOf` before.
        if node.has("x-sensitive") {
            let at = node.join("x-sensitive");
            self.diagnostics.sensitive_beside_reference(&at);
        }
    }
}

/// Reports those of all schemas that were looked at.
pub(super) fn report(lowering: &mut Lowering<'_>) {
    for schema in &lowering.checked {
        let Some(map) = lowering.document.get(schema).and_then(Value::as_object) else {
            continue;
        };
        for (key, is_idle) in RULES {
            let Some(value) = map.get(key) else { continue };
            let at = pointer::join(schema, key);
            if is_idle(map, schema, value) && !lowering.unread.read.contains(&at) {
                let beside = map.contains_key("$ref");
                lowering.diagnostics.idle_hint(&at, key, beside);
            }
        }
    }
}

/// Whether a hint means nothing, given its schema with its place and what the hint says, unless something was made of it.
type Rule = fn(&Map<String, Value>, &str, &Value) -> bool;

const RULES: [(&str, Rule); 3] = [
    (NAME, |_, schema, value| {
        let of_field = pointer::parent(schema).ends_with("/properties");
        let is_field = |it: &str| of_field && naming::is_value_name(it);
        value.as_str().is_some_and(|it| !is_field(it))
    }),
    // One that lists values may have become no type for reasons of its own, such as that it is a secret.
    (VARIANTS, |schema, _, value| {
        let lists = schema.contains_key("enum");
        let is_flag = schema.get("type").is_some_and(|it| it == "boolean");
        value.is_array() && (!lists || is_flag)
    }),
    (UNIT, |_, _, value| {
        let units = ["bytes", "characters"];
        value.as_str().is_some_and(|it| units.contains(&it))
    }),
];
