//! Defaults: what the server takes when nothing is sent. They are documented, never sent.

use serde_json::Value;

use super::Lowering;
use super::classes::Class;
use super::view::View;

impl Lowering<'_> {
    /// The default as JSON text; one that does not fit its own type is reported.
    pub(super) fn default(&mut self, view: &View<'_>) -> Option<String> {
        let node = view.node_with("default")?.clone();
        let value = &node.map["default"];
        let fits = match self.class(view) {
            Class::Boolean => value.is_boolean(),
            Class::Integer => {
                value.is_i64()
                    || value.is_u64()
                    || value.as_f64().is_some_and(|it| it.fract() == 0.0)
            }
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
            other => other.to_string(),
        })
    }
}
