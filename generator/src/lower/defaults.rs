//! Defaults: what the server takes when nothing is sent. They are documented, never sent.

use serde_json::Value;

use super::Lowering;
use super::classes::{Class, integer, number};
use super::numbers::whole;
use super::view::View;
use crate::model::Type;

impl Lowering<'_> {
    /// The default as JSON text; one that does not fit its own type is reported.
    pub(super) fn default(&mut self, view: &View<'_>) -> Option<String> {
        let node = view.node_with("default")?.clone();
        let value = &node.map["default"];
        let class = self.class(view);
        let integer = match class {
            Class::Integer => whole(value, &Type::Integer(integer(view))),
            Class::Number => whole(value, &number(view)),
            _ => None,
        };
        let fits = match class {
            Class::Boolean => value.is_boolean(),
            Class::Integer => integer.is_some(),
            Class::Number => value.is_number(),
            Class::Text => value.is_string(),
            Class::Array => value.is_array(),
            Class::Object => value.is_object(),
            Class::Union | Class::Any => true,
        };
        if value.is_null() {
            return None;
        }
        if !fits {
            self.diagnostics
                .default_does_not_fit(&node.join("default"), &value.to_string());
        }
        Some(match value {
            Value::String(text) => text.clone(),
            other => integer.unwrap_or_else(|| other.to_string()),
        })
    }
}
