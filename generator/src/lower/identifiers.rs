//! Identifiers: strings that stand in paths get a type of their own, so that one cannot be passed for
//! another. A component used in a path is an identifier wherever it is used.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::classes::Class;
use super::operations::Site;
use super::parameters::{Place, Raw};
use super::{Lowering, view};
use crate::model::{Constraints, Form, Kind, Type, TypeId};
use crate::naming::{nested, upper_camel};
use crate::spec::pointer;

/// What says nothing of the values.
const WORDS: &[&str] = &["title", "description", "example", "examples"];

/// Which schemas are identifiers.
#[derive(Debug, Default)]
pub(super) struct Identifiers {
    /// Components that stand in some path.
    components: BTreeSet<String>,
    /// Inline path parameter schemas, with the name of their parameter.
    inline: BTreeMap<String, String>,
    /// Of those, the ones that say what a component of the same name says, with that component.
    same: BTreeMap<String, String>,
    /// What components are called that are types.
    things: BTreeSet<String>,
    /// What types of inline parameters may be called.
    names: BTreeSet<String>,
    /// Types made so far: by component, or by the name of the parameter.
    made: BTreeMap<String, TypeId>,
}

/// Looks at the path parameters of all operations.
pub(super) fn find(lowering: &mut Lowering<'_>, sites: &[Site]) {
    for site in sites {
        for raw in site.parameters(lowering) {
            let Raw {
                name,
                place,
                schema,
                ..
            } = raw;
            if place != Place::Path {
                continue;
            }
            let Some(schema) = schema else { continue };
            let canonical = view::canonical(lowering.document, &schema);
            if pointer::parent(&canonical) == "/components/schemas" {
                lowering.identifiers.components.insert(canonical);
            } else {
                lowering.identifiers.names.insert(upper_camel(&name));
                lowering.identifiers.inline.insert(canonical, name);
            }
        }
    }
    same_as_components(lowering);
    things(lowering);
}

/// A text that stands in no path has no type, and its name is free.
fn things(lowering: &mut Lowering<'_>) {
    let document = lowering.document;
    let is_text = |at: &str| document.get(at).is_some_and(is_plain_text);
    let in_paths = &lowering.identifiers.components;
    let things = lowering.components.all().filter(|(wire, _)| {
        let at = pointer::join("/components/schemas", wire);
        in_paths.contains(&at) || !is_text(&at)
    });
    lowering.identifiers.things = things.map(|(_, rust)| rust.to_owned()).collect();
}

fn is_plain_text(schema: &Value) -> bool {
    let combines = ["enum", "oneOf", "anyOf", "allOf"];
    schema.get("type").is_some_and(|it| it == "string")
        && !combines.iter().any(|key| schema.get(key).is_some())
}

/// `eventId` in a path is the component `EventId`, if that is a text with the same limits.
fn same_as_components(lowering: &mut Lowering<'_>) {
    let components: BTreeMap<&str, &str> = lowering
        .components
        .all()
        .map(|(wire, rust)| (rust, wire))
        .collect();
    let document = lowering.document;
    let says = |at: &str| -> Option<Vec<(&String, &Value)>> {
        let schema = document.get(at)?.as_object()?;
        let is_text = schema.get("type")? == "string" && !schema.contains_key("enum");
        let limits = schema
            .iter()
            .filter(|(key, _)| !WORDS.contains(&key.as_str()));
        is_text.then(|| limits.collect())
    };
    let mut found = Vec::new();
    for (inline, parameter) in &lowering.identifiers.inline {
        let Some(wire) = components.get(upper_camel(parameter).as_str()) else {
            continue;
        };
        let component = pointer::join("/components/schemas", wire);
        let kept = lowering.kept_name(inline, Form::Plain).is_some();
        if !kept && says(inline).is_some_and(|it| Some(it) == says(&component)) {
            found.push((inline.clone(), component));
        }
    }
    for (inline, component) in found {
        lowering.identifiers.components.insert(component.clone());
        lowering.identifiers.same.insert(inline, component);
    }
}

impl Identifiers {
    /// Whether the type of some parameter may be called so.
    pub(super) fn may_have(&self, rust: &str) -> bool {
        self.names.contains(rust)
    }
}

impl Lowering<'_> {
    /// The identifier type of a text schema, if it is one.
    pub(super) fn identifier(&mut self, at: &str) -> Option<Type> {
        let canonical = self.canonical(at);
        let same = self.identifiers.same.get(&canonical).cloned();
        let canonical = same.unwrap_or(canonical);
        let (key, rust) = if self.identifiers.components.contains(&canonical) {
            let rust = self
                .type_name(&canonical)
                .or_else(|| self.kept_name(&canonical, Form::Plain))
                .unwrap_or_else(|| self.components.name(&pointer::last(&canonical)));
            (canonical.clone(), rust)
        } else {
            let parameter = self.identifiers.inline.get(&canonical)?.clone();
            let rust = self
                .type_name(&canonical)
                .or_else(|| self.kept_name(&canonical, Form::Plain))
                .unwrap_or_else(|| self.identifier_name(&parameter));
            (rust.clone(), rust)
        };
        if let Some(id) = self.identifiers.made.get(&key) {
            let id = *id;
            self.only_common_limits(id, &canonical);
            return Some(Type::Named(id));
        }
        let view = self.view(&canonical);
        if self.class(&view) != Class::Text {
            return None;
        }
        let constraints = self.constraints(&view);
        let wire = if key == canonical {
            pointer::last(&canonical)
        } else {
            String::new()
        };
        let name = self.root.claim(rust, &wire, &canonical, self.diagnostics);
        let id = self.push(name, &[canonical], Form::Plain);
        self.types[id.0].kind = Kind::Identifier(constraints);
        self.identifiers.made.insert(key, id);
        Some(Type::Named(id))
    }

    /// The name of the parameter; where a component has it, the component is the thing and this its id.
    fn identifier_name(&self, parameter: &str) -> String {
        let rust = upper_camel(parameter);
        if self.identifiers.things.contains(&rust) {
            nested(&rust, "Id")
        } else {
            rust
        }
    }

    /// Inline parameters of one name share a type; limits that they do not share stay with the parameters.
    fn only_common_limits(&mut self, id: TypeId, canonical: &str) {
        if self.identifiers.components.contains(canonical) {
            return;
        }
        let view = self.view(canonical);
        let here = Constraints {
            pointer: String::new(),
            ..self.constraints(&view)
        };
        if let Kind::Identifier(limits) = &mut self.types[id.0].kind {
            let there = Constraints {
                pointer: String::new(),
                ..limits.clone()
            };
            if here != there {
                *limits = Constraints::default();
            }
        }
    }
}
