//! Identifiers: strings that stand in paths get a type of their own, so that one cannot be passed for
//! another. A component used in a path is an identifier wherever it is used.

use std::collections::{BTreeMap, BTreeSet};

use super::classes::Class;
use super::operations::Site;
use super::parameters::{Place, Raw};
use super::{Lowering, view};
use crate::model::{Constraints, Form, Kind, Type, TypeId};
use crate::naming::{nested, upper_camel};
use crate::spec::pointer;

/// Which schemas are identifiers.
#[derive(Debug, Default)]
pub(super) struct Identifiers {
    /// Components that stand in some path.
    components: BTreeSet<String>,
    /// Inline path parameter schemas, with the name of their parameter.
    inline: BTreeMap<String, String>,
    /// What all components are called.
    things: BTreeSet<String>,
    /// What types of inline parameters may be called.
    names: BTreeSet<String>,
    /// Types made so far: by component, or by the name of the parameter.
    made: BTreeMap<String, TypeId>,
}

/// Looks at the path parameters of all operations.
pub(super) fn find(lowering: &mut Lowering<'_>, sites: &[Site]) {
    lowering.identifiers.things = lowering.components.names().cloned().collect();
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
