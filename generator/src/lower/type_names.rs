//! Names of types and fields: asked for by the document, kept from before, or made of the component.

use super::Lowering;
use super::types::{Hint, Key};
use crate::model::Form;
use crate::spec::pointer;
use crate::{names, naming};

impl Lowering<'_> {
    /// Elements of a list or map that is a component are called after the component, wherever it is used.
    pub(super) fn hint_of_component(&mut self, canonical: &[String]) -> Option<Hint> {
        let [target] = canonical else { return None };
        if pointer::parent(target) != "/components/schemas" {
            return None;
        }
        let rust = self.type_name(target);
        let rust = rust.unwrap_or_else(|| naming::upper_camel(&pointer::last(target)));
        Some(Hint::new(&rust, ""))
    }

    /// The name of a schema under `components`; the request form of one used both ways says so.
    pub(super) fn component_name(&mut self, key: &Key) -> Option<(String, String)> {
        let [target] = key.targets.as_slice() else {
            return None;
        };
        if pointer::parent(target) != "/components/schemas" {
            return None;
        }
        let wire = pointer::last(target);
        let form = self.form(key);
        let word = match form {
            Form::Plain => "",
            Form::Request => "Request",
            Form::Parts => "Parts",
        };
        let rust = self
            .type_name(target)
            .map(|it| format!("{it}{word}"))
            .or_else(|| self.kept_name(target, form))
            .unwrap_or_else(|| match word {
                "" => naming::upper_camel(&wire),
                word => naming::nested(&naming::upper_camel(&wire), word),
            });
        Some((rust, wire))
    }

    /// The name of a type inside another, shortened where that is still a name of its own. Which of two gets it may change as the
    /// document grows; names that users have are kept before (`kept_name`).
    pub(super) fn inline_name(&mut self, hint: &Hint) -> String {
        let whole = naming::nested(&hint.parent, &hint.step);
        let short = naming::shortened(&whole);
        if short == whole || self.root.has(&short) || !self.promised.insert(short.clone()) {
            return whole;
        }
        short
    }

    /// The name that users compile against already.
    pub(super) fn kept_name(&self, at: &str, form: Form) -> Option<String> {
        let name = self.names.ty(&names::place(at, form))?;
        naming::is_identifier(name).then(|| name.to_owned())
    }

    /// The type name that the document asks for with `x-rust-name`. On a property, a name in lower case is that
    /// of the field.
    pub(super) fn type_name(&mut self, at: &str) -> Option<String> {
        let name = self.asked_name(at)?;
        if naming::is_type_name(&name) {
            return Some(name);
        }
        let of_field = pointer::parent(at) != "/components/schemas" && naming::is_value_name(&name);
        if !of_field {
            self.diagnostics
                .not_an_identifier(&pointer::join(at, "x-rust-name"), &name);
        }
        None
    }

    /// The name of a field or argument that the document asks for with `x-rust-name`. On a property, a name in
    /// upper case is that of its type.
    pub(super) fn value_name(&mut self, at: &str) -> Option<String> {
        let name = self.asked_name(at)?;
        if naming::is_value_name(&name) {
            return Some(name);
        }
        if !naming::is_type_name(&name) {
            self.diagnostics
                .not_an_identifier(&pointer::join(at, "x-rust-name"), &name);
        }
        None
    }

    fn asked_name(&mut self, at: &str) -> Option<String> {
        let value = self.document.get(at)?.get("x-rust-name")?;
        if value.as_str().is_none() {
            let place = pointer::join(at, "x-rust-name");
            self.diagnostics
                .wrong_kind(&place, "x-rust-name", "text", value);
        }
        value.as_str().map(str::to_owned)
    }
}
