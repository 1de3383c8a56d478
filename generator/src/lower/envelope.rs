//! The response envelope: `{ success, errors, messages, result, result_info }`, recognised by its shape.

use serde_json::Value;

use super::Lowering;
use super::classes::Class;
use super::view::View;
use crate::spec::pointer;

/// What an envelope wraps.
pub(super) struct Envelope {
    /// Schemas of `result`; none if answers have no result, or only null.
    pub(super) result: Vec<String>,
    /// `result` is a list.
    pub(super) list: bool,
    /// `result` may be null although it has a type.
    pub(super) nullable: bool,
    /// Something else of interest stands beside `result`.
    pub(super) more: bool,
}

/// What stands in an envelope and is read by the runtime (`beside_result`).
const KNOWN: &[&str] = &["success", "errors", "messages", "result", "result_info"];

impl Lowering<'_> {
    /// The envelope that a response schema is, if it is one: an object with a boolean `success` and a list of
    /// `errors`.
    pub(super) fn envelope(&mut self, at: &str) -> Option<Envelope> {
        let view = self.view(at);
        if self.property_class(&view, "success")? != Class::Boolean
            || self.property_class(&view, "errors")? != Class::Array
        {
            return None;
        }
        let names = super::objects::property_names(&view);
        let more = names.iter().any(|it| !KNOWN.contains(it));
        let parts = self.property(&view, "result");
        // The last part is the most specific one: it narrows what the shared envelope leaves open.
        let Some(last) = parts.last() else {
            return Some(Envelope {
                result: Vec::new(),
                list: false,
                nullable: false,
                more,
            });
        };
        let result = self.view(last);
        let class = self.class(&result);
        let nothing = class == Class::Any && result.first("enum").is_some()
            || class == Class::Object
                && result.nullable()
                && !super::objects::has_properties(&result);
        Some(Envelope {
            list: class == Class::Array,
            nullable: result.nullable(),
            result: if nothing {
                Vec::new()
            } else {
                self.results(&parts, last, class)
            },
            more,
        })
    }

    /// Of several objects, each may name properties of its own.
    fn results(&mut self, parts: &[String], last: &str, class: Class) -> Vec<String> {
        if class != Class::Object {
            return vec![last.to_owned()];
        }
        let mut objects = parts.to_vec();
        objects.retain(|it| {
            let view = self.view(it);
            self.class(&view) == class
        });
        self.telling(&objects)
    }

    /// Failures that say `success: true` as well: it is one envelope with a part of another. The status decides.
    pub(super) fn check_verdict(&mut self, schema: &str, at: &str) {
        let view = self.view(schema);
        let parts = self.property(&view, "success");
        let says = |verdict: bool| {
            parts.iter().find(|part| {
                let values = self
                    .document
                    .get(part)
                    .and_then(|it| it.get("enum")?.as_array());
                values.is_some_and(|it| it.as_slice() == [Value::Bool(verdict)])
            })
        };
        if let (Some(_), Some(_)) = (says(true), says(false)) {
            self.diagnostics.two_verdicts(at);
        }
    }

    fn property_class(&mut self, view: &View<'_>, name: &str) -> Option<Class> {
        let parts = self.property(view, name);
        let view = self.view_of(parts.get(..1)?);
        Some(self.class(&view))
    }

    /// Pointers of all schemas of one property.
    pub(super) fn property(&mut self, view: &View<'_>, name: &str) -> Vec<String> {
        let mut parts = Vec::new();
        for item in view.nodes.iter() {
            let properties = item.node.map("properties", self.diagnostics);
            if properties.is_some_and(|it| it.contains_key(name)) {
                parts.push(pointer::join(&item.node.join("properties"), name));
            }
        }
        parts
    }
}

#[cfg(test)]
mod tests {
    /// What the one takes for known, the other would report, or lose.
    #[test]
    fn the_runtime_knows_the_same() {
        let runtime = include_str!("../../runtime/src/runtime/watch.rs");
        let list = format!(
            "const KNOWN: [&str; {}] = {:?};",
            super::KNOWN.len(),
            super::KNOWN
        );
        assert!(runtime.contains(&list), "{list}");
    }
}
