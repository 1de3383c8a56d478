//! Enums of strings. They stay open: a value that the document does not know is kept.

use serde_json::Value;

use super::view::View;
use super::{Direction, Lowering};
use crate::model::{Doc, Enum, Kind, Variant};
use crate::naming::upper_camel;

/// Names that every enum has already.
const RESERVED: &[&str] = &["Unknown", "Self"];

impl Lowering<'_> {
    /// True if some value is text; values that are not are reported.
    pub(super) fn enum_has_text(&mut self, view: &View<'_>) -> bool {
        let Some(node) = view.node_with("enum") else {
            return false;
        };
        let mut has_text = false;
        for (at, value) in node.list("enum", self.diagnostics) {
            match value {
                Value::String(_) => has_text = true,
                Value::Null => {}
                other => self
                    .diagnostics
                    .wrong_kind(&at, "enum", "text, as `type` says", other),
            }
        }
        has_text
    }

    /// An open enum.
    pub(super) fn text_enum(&mut self, targets: &[String], _: Direction, _: &str) -> Kind {
        let view = self.view_of(targets);
        let mut variants = Vec::new();
        let Some(node) = view.node_with("enum").cloned() else {
            return Kind::Enum(Enum { variants });
        };
        let asked = self.variant_names(&view);
        let mut scope = self.scope(RESERVED);
        for (number, (at, value)) in node.list("enum", self.diagnostics).into_iter().enumerate() {
            let Some(wire) = value.as_str() else { continue };
            if variants.iter().any(|it: &Variant| it.name.wire == wire) {
                self.diagnostics.duplicate_enum_value(&at, wire);
                continue;
            }
            let rust = asked
                .get(number)
                .cloned()
                .unwrap_or_else(|| match upper_camel(wire) {
                    // `Unknown` is what the crate does not know, which the value `unknown` is not.
                    name if name == "Unknown" => "ValueUnknown".to_owned(),
                    name => name,
                });
            variants.push(Variant {
                name: scope.claim(rust, wire, &at, self.diagnostics),
                doc: Doc::default(),
            });
        }
        Kind::Enum(Enum { variants })
    }

    /// `x-enum-varnames`: a name for each value, in their order.
    fn variant_names(&mut self, view: &View<'_>) -> Vec<String> {
        let Some(node) = view.node_with("x-enum-varnames") else {
            return Vec::new();
        };
        let mut names = Vec::new();
        for (at, value) in node.list("x-enum-varnames", self.diagnostics) {
            match value.as_str() {
                Some(name) if crate::naming::is_type_name(name) => names.push(name.to_owned()),
                Some(name) => self.diagnostics.not_an_identifier(&at, name),
                None => self
                    .diagnostics
                    .wrong_kind(&at, "x-enum-varnames", "text", value),
            }
        }
        names
    }
}
