//! Examples of parameters.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::Examples;
use crate::diagnostics::Diagnostics;
use crate::lower::node::Node;
use crate::model::{Example, Kind, Operation, OperationPathParameter, Type, Value};
use crate::spec::follow;
use crate::spec::pointer;

impl Examples<'_> {
    /// Those in the path, and the others that must be given.
    pub(super) fn parameters(&self, operation: &Operation, example: &mut Example) {
        let places = self.places_of_parameters(operation);
        for it in &operation.path_parameters {
            let at = places.get(it.parameter.name.wire.as_str());
            let value = self.path_value(operation, it, at.map(String::as_str));
            example.path.push((it.parameter.name.wire.clone(), value));
        }
        for parameter in operation.parameters.iter().filter(|it| it.is_argument()) {
            let json = self.parameter_example(&parameter.pointer);
            let value = self.value(&parameter.ty, json.as_ref());
            let value = match json {
                Some(_) => value,
                None => self.within(
                    value,
                    &parameter.ty,
                    &pointer::join(&parameter.pointer, "schema"),
                    &parameter.constraints,
                ),
            };
            example.arguments.push(value);
        }
    }

    fn path_value(
        &self,
        operation: &Operation,
        it: &OperationPathParameter,
        at: Option<&str>,
    ) -> Value {
        let json = at.and_then(|at| self.parameter_example(at));
        // What the client refuses in a path is no example of it.
        let json = json.filter(|it| it.as_str().is_none_or(is_sendable));
        let parameter = self.model.given(operation, it);
        let limits = match &parameter.ty {
            Type::Named(id) => match &self.model[*id].kind {
                Kind::Identifier(limits) => Some(limits),
                _ => None,
            },
            _ => None,
        };
        let value = match (&limits, &json) {
            (Some(_), None) => Value::Text(parameter.name.rust.clone()),
            _ => self.sendable(self.value(&parameter.ty, json.as_ref())),
        };
        match (at, json) {
            (Some(at), None) => {
                let limits = limits.unwrap_or(&parameter.constraints);
                self.within(value, &parameter.ty, &pointer::join(at, "schema"), limits)
            }
            _ => value,
        }
    }

    /// What the client does not refuse in a path: of an enum the first such value, else any text.
    fn sendable(&self, value: Value) -> Value {
        match value {
            Value::Text(text) if !is_sendable(&text) => Value::Text("text".to_owned()),
            Value::Variant(id, name) if !is_sendable(&name.wire) => {
                let variants = match &self.model[id].kind {
                    Kind::Enum(it) => it.variants.as_slice(),
                    _ => &[],
                };
                let mut others = variants.iter().map(|it| &it.name);
                match others.find(|it| is_sendable(&it.wire)) {
                    Some(name) => Value::Variant(id, name.clone()),
                    None => Value::Text("text".to_owned()),
                }
            }
            Value::List(items) => {
                let items = items.into_iter().map(|it| self.sendable(it));
                Value::List(items.collect())
            }
            other => other,
        }
    }

    /// The example of a parameter, or of its schema.
    fn parameter_example(&self, at: &str) -> Option<Json> {
        let at = follow(self.document, at, &mut Diagnostics::default())?;
        let own = self.document.get(&at)?.get("example");
        let own = own.and_then(|it| self.as_shown(it));
        own.or_else(|| self.schema_example(&pointer::join(&at, "schema")))
    }

    /// Where parameters of each name stand, those of the operation first; nothing that only its path asks for.
    fn places_of_parameters(&self, operation: &Operation) -> BTreeMap<&str, String> {
        let mut places = BTreeMap::new();
        if operation.path_parameters.is_empty() {
            return places;
        }
        let mut quiet = Diagnostics::default();
        for level in [
            operation.pointer.as_str(),
            pointer::parent(&operation.pointer),
        ] {
            let Some(node) = Node::at(self.document, level, &mut quiet) else {
                return places;
            };
            for (at, _) in node.list("parameters", &mut quiet) {
                let Some(at) = follow(self.document, &at, &mut quiet) else {
                    return places;
                };
                let Some(parameter) = self.document.get(&at) else {
                    return places;
                };
                if let Some(name) = parameter.get("name").and_then(Json::as_str) {
                    places.entry(name).or_insert(at);
                }
            }
        }
        places
    }
}

/// Whether the client takes a text for a path: none without a character, nor one that leads elsewhere.
fn is_sendable(text: &str) -> bool {
    !text.is_empty() && !text.split(['/', '\\']).any(|it| it == "." || it == "..")
}
