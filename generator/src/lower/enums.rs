//! Enums of text or of integers. They stay open: a value that the document does not know is kept.

use std::collections::BTreeSet;

use serde_json::Value;

use super::numbers::whole;
use super::view::View;
use super::{Direction, Lowering, docs};
use crate::model::{Doc, Enum, Integer, Kind, Represented, Type, Variant};
use crate::naming::{self, exact_camel};

/// Names that every enum has already.
const RESERVED: &[&str] = &["Unknown", "Self"];

/// Deepest nesting of alternatives that are looked at for values.
const DEPTH: usize = 8;

/// One of the values that a schema lists.
#[derive(Clone, Debug)]
pub(super) struct Known {
    pub(super) at: String,
    pub(super) value: Value,
    /// What the document calls it.
    name: Option<String>,
    doc: Doc,
}

impl Known {
    fn variant(&self, wire: &str) -> String {
        match &self.name {
            Some(name) => naming::named_variant(name),
            None => naming::variant(wire),
        }
    }
}

impl Lowering<'_> {
    /// The values of `enum`, or of all alternatives if each lists some. None where others are as good.
    pub(super) fn known_values(&mut self, view: &View<'_>) -> Vec<Known> {
        self.known_within(view, 0)
    }

    fn known_within(&mut self, view: &View<'_>, depth: usize) -> Vec<Known> {
        if let Some(node) = view.node_with("enum").cloned() {
            return self.listed(view, &node);
        }
        let mut found = Vec::new();
        if depth > DEPTH {
            return found;
        }
        for targets in self.alternatives(view) {
            let part = self.view_of(&targets);
            let mut known = self.known_within(&part, depth + 1);
            // `const` with a title is how 3.1 names a value.
            if let [only] = known.as_mut_slice() {
                only.name = only
                    .name
                    .take()
                    .or_else(|| part.text("title").map(str::to_owned));
                let text = part.text("description").unwrap_or_default();
                if only.doc.text.is_empty() {
                    only.doc = docs::clean(text);
                }
            }
            found.extend(known);
        }
        found
    }

    fn listed(&mut self, view: &View<'_>, node: &super::node::Node<'_>) -> Vec<Known> {
        let names = self.variant_names(view);
        let values = node.list("enum", self.diagnostics);
        values
            .into_iter()
            .enumerate()
            .filter(|(_, (_, value))| !value.is_null())
            .map(|(number, (at, value))| Known {
                at,
                value: value.clone(),
                name: names.get(number).filter(|it| !it.is_empty()).cloned(),
                doc: Doc::default(),
            })
            .collect()
    }

    /// True if the schema lists values that can be variants: text always can, integers if they have names.
    pub(super) fn is_enum(&mut self, view: &View<'_>, as_text: bool) -> bool {
        let known = self.known_values(view);
        if as_text {
            return known.iter().any(|it| spelt(&it.value).is_some());
        }
        let named = |it: &Known| integer(&it.value).is_some() && it.name.is_some();
        !known.is_empty() && known.iter().all(named)
    }

    /// An open enum of texts.
    pub(super) fn text_enum(&mut self, targets: &[String], _: Direction, name: &str) -> Kind {
        let view = self.view_of(targets);
        self.unread.of_values(&view);
        let mut values = Vec::new();
        for known in self.known_values(&view) {
            if !known.value.is_string() {
                self.diagnostics
                    .enum_value_of_other_type(&known.at, "text", &known.value);
            }
            if let Some(wire) = spelt(&known.value) {
                values.push((wire, known));
            }
        }
        self.variants(values, Represented::Text, name)
    }

    /// An open enum of the texts that some alternatives list, where others allow any.
    pub(super) fn suggestions(&mut self, targets: &[String], _: Direction, name: &str) -> Kind {
        let view = self.view_of(targets);
        let mut values = Vec::new();
        for targets in self.alternatives(&view) {
            let part = self.view_of(&targets);
            let known = self.known_values(&part).into_iter();
            values.extend(known.filter_map(|it| Some((spelt(&it.value)?, it))));
        }
        match self.variants(values, Represented::Text, name) {
            Kind::Enum(it) => Kind::Enum(Enum {
                any_text: true,
                ..it
            }),
            other => other,
        }
    }

    /// An open enum of integers.
    pub(super) fn integer_enum(&mut self, targets: &[String], _: Direction, _: &str) -> Kind {
        let view = self.view_of(targets);
        self.unread.of_values(&view);
        let known = self.known_values(&view);
        let known = known.into_iter();
        let values = known.filter_map(|it| Some((integer(&it.value)?, it)));
        self.variants(values.collect(), Represented::Integer, "")
    }

    /// The variants of the type `name`.
    fn variants(
        &mut self,
        values: Vec<(String, Known)>,
        represented: Represented,
        name: &str,
    ) -> Kind {
        let wires: Vec<&str> = values.iter().map(|it| it.0.as_str()).collect();
        let prefix = naming::shared_prefix(name, &wires);
        let mut variants: Vec<Variant> = Vec::new();
        let mut seen = BTreeSet::new();
        let mut scope = self.scope(RESERVED);
        let plain: BTreeSet<String> = values
            .iter()
            .map(|(wire, known)| (&wire[prefix..], known))
            .filter(|(wire, _)| naming::is_plain(wire))
            .map(|(wire, known)| known.variant(wire))
            .collect();
        for (wire, known) in values {
            if !seen.insert(wire.clone()) {
                self.diagnostics.duplicate_enum_value(&known.at, &wire);
                continue;
            }
            let own = &wire[prefix..];
            let rust = known.variant(own);
            // Values that differ only in case or signs are told apart by them.
            let is_of_another = !naming::is_plain(own) && plain.contains(&rust);
            let rust = if is_of_another || scope.has(&rust) {
                let exact = exact_camel(own);
                if let Some(name) = &known.name {
                    self.diagnostics
                        .variant_named_twice(&known.at, name, &exact);
                }
                exact
            } else {
                rust
            };
            variants.push(Variant {
                name: scope.claim(rust, &wire, &known.at, self.diagnostics),
                doc: known.doc,
            });
        }
        Kind::Enum(Enum {
            variants,
            represented,
            any_text: false,
        })
    }

    /// `x-enum-varnames`: a name for each value, in their order.
    fn variant_names(&mut self, view: &View<'_>) -> Vec<String> {
        let key = ["x-enum-varnames", "x-enumNames", "x-enum-names"]
            .into_iter()
            .find(|it| view.first(it).is_some_and(Value::is_array));
        let Some((key, node)) = key.and_then(|it| Some((it, view.node_with(it)?))) else {
            return autorest_names(view);
        };
        let names = node.list(key, self.diagnostics);
        let count = view.first("enum").and_then(Value::as_array).map(Vec::len);
        if count.is_some_and(|it| it != names.len()) {
            let message = format!("`{key}` has not as many names as `enum` has values");
            self.diagnostics.contradiction(&node.join(key), &message);
        }
        names
            .into_iter()
            .map(|(at, value)| match value.as_str() {
                Some(name) => name.to_owned(),
                None => {
                    self.diagnostics.wrong_kind(&at, key, "text", value);
                    String::new()
                }
            })
            .collect()
    }
}

/// Those of `AutoRest`: `x-ms-enum: {values: [{value: "1", name: One}]}`, in any order.
fn autorest_names(view: &View<'_>) -> Vec<String> {
    let described = || view.first("x-ms-enum")?.get("values")?.as_array();
    let (Some(described), Some(values)) =
        (described(), view.first("enum").and_then(Value::as_array))
    else {
        return Vec::new();
    };
    let name = |value: &Value| {
        let found = described.iter().find(|it| it.get("value") == Some(value));
        found.and_then(|it| it.get("name")?.as_str())
    };
    let names = values
        .iter()
        .map(|it| name(it).unwrap_or_default().to_owned());
    names.collect()
}

/// A value as an integer; `1.0` is one.
fn integer(value: &Value) -> Option<String> {
    whole(value, &Type::Integer(Integer::I64))
}

/// A value as it would be written in text.
fn spelt(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Bool(_) | Value::Number(_) => Some(value.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}
