//! Names of types and fields: asked for by the document, kept from before, or made of the component.

use serde_json::Value;

use super::Lowering;
use super::classes::Class;
use super::hints::Hint;
use super::types::Key;
use crate::model::{Form, Name};
use crate::naming::apart::{INPUT, Inside};
use crate::spec::pointer;
use crate::{names, naming};

impl Lowering<'_> {
    /// Elements of a list or map that is a component are called after the component, wherever it is used.
    pub(super) fn hint_of_component(&mut self, canonical: &[String]) -> Option<Hint> {
        let [target] = canonical else { return None };
        if pointer::parent(target) != "/components/schemas" {
            return None;
        }
        let rust = self.asked_type_name(target);
        let rust = rust.unwrap_or_else(|| self.components.name(&pointer::last(target)));
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
            .unwrap_or_else(|| {
                let plain = self.components.name(&wire);
                if word.is_empty() {
                    return plain;
                }
                let [whole, other] = [word, INPUT].map(|it| naming::nested(&plain, it));
                if self.components.have(&whole) {
                    other
                } else {
                    whole
                }
            });
        Some((rust, wire))
    }

    /// The name of a type inside another, shortened where that is still a name of its own. Which of two gets it may change as the
    /// document grows; names that users have are kept before (`kept_name`).
    pub(super) fn inline_name(&mut self, hint: &Hint, targets: &[String]) -> String {
        let whole = naming::nested(&hint.parent, &hint.step);
        let whole = if self.is_taken(&whole) {
            naming::nested(&whole, self.what(targets).word())
        } else {
            whole
        };
        let short = naming::shortened(&whole);
        if short == whole || self.is_taken(&short) || !self.promised.insert(short.clone()) {
            return whole;
        }
        short
    }

    /// Where values belong that an operation lists: to a component that lists the same under the same name; and what is
    /// said of a component, to that.
    pub(super) fn home(&mut self, hint: &Hint, targets: &[String]) -> Hint {
        let view = self.view_of(targets);
        let owner = match view.first("enum") {
            Some(values) if !self.components.have(&hint.parent) => {
                self.components.listing(&hint.step, values)
            }
            _ => None,
        };
        if let Some(owner) = owner {
            return Hint::new(&owner, &hint.step);
        }
        let alone = Hint::new("", &hint.step);
        let is_asked_often = |it: &Value| self.components.is_asked_often(&hint.step, it);
        let says_enough = naming::snake(&hint.step).contains('_');
        if says_enough && view.first("enum").is_some_and(is_asked_often) && self.takes(&alone) {
            return alone;
        }
        self.shared_component(&targets[0])
            .unwrap_or_else(|| hint.clone())
    }

    /// What `AutoRest` calls an enum, wherever it stands: `x-ms-enum: {name: LeaseState}`.
    pub(super) fn autorest_name(&mut self, targets: &[String]) -> Option<Hint> {
        let view = self.view_of(targets);
        view.first("enum")?;
        let name = view.first("x-ms-enum")?.get("name")?.as_str()?;
        let is_name = name.starts_with(char::is_alphabetic) && name.len() <= 100;
        is_name.then(|| Hint::new("", name))
    }

    /// A component that the schema at a pointer is the one of, if nothing else is called like it: a parameter, an answer or
    /// a body that several operations share.
    fn shared_component(&self, at: &str) -> Option<Hint> {
        let owner = at.strip_suffix("/schema")?;
        let owner = match pointer::parent(owner).strip_suffix("/content") {
            Some(of_media) => of_media,
            None => owner,
        };
        let section = pointer::parent(owner).strip_prefix("/components/")?;
        if !["parameters", "requestBodies", "responses"].contains(&section) {
            return None;
        }
        let hint = Hint::new("", &pointer::last(owner));
        let named = hint.step.starts_with(char::is_alphabetic);
        (named && !self.is_taken(&naming::nested("", &hint.step))).then_some(hint)
    }

    /// Whether a type can be called after a hint alone: no other is, or was so before its name gave way to a reserved one.
    pub(super) fn takes(&mut self, hint: &Hint) -> bool {
        let rust = naming::nested(&hint.parent, &hint.step);
        !self.is_taken(&rust) && !self.identifiers.may_have(&rust) && self.promised.insert(rust)
    }

    /// True for names that others have, and for those of components, which come before.
    fn is_taken(&self, rust: &str) -> bool {
        self.root.has(rust) || self.components.have(rust)
    }

    /// What tells a type from another that would be called the same.
    fn what(&mut self, targets: &[String]) -> Inside {
        let view = self.view_of(targets);
        match self.class(&view) {
            Class::Union => Inside::Union,
            Class::Text | Class::Integer | Class::Number | Class::Boolean => Inside::Value,
            Class::Array | Class::Object | Class::Any if view.at.ends_with("/items") => {
                Inside::Item
            }
            Class::Array | Class::Object | Class::Any => Inside::Object,
        }
    }

    /// The name that users compile against already.
    pub(super) fn kept_name(&self, at: &str, form: Form) -> Option<String> {
        let name = self.names.ty(&names::place(at, form))?;
        naming::is_identifier(name).then(|| name.to_owned())
    }

    /// The same of several schemas together.
    pub(super) fn kept_name_of(&self, targets: &[String], form: Form) -> Option<String> {
        let kept = self.kept_name(targets.first()?, form);
        kept.filter(|it| !self.is_of_component(targets, it))
    }

    /// Whether the name at a place is that of the component there, and not of what that is put together with.
    fn is_of_component(&self, targets: &[String], name: &str) -> bool {
        let at = &targets[0];
        let of_component = targets.len() > 1 && pointer::parent(at) == "/components/schemas";
        of_component && name == self.components.name(&pointer::last(at))
    }

    /// What a type was called before; one that has no name yet was not called otherwise.
    pub(super) fn former(&self, targets: &[String], form: Form, name: &Name) -> Option<String> {
        let place = names::place(&targets[0], form);
        let former = self.names.former(&place, &name.rust, &self.krate.version);
        former.filter(|it| {
            let is_free = naming::is_identifier(it) && !self.root.has(it);
            is_free && !name.rust.is_empty() && !self.is_of_component(targets, it)
        })
    }

    /// The type name that the document asks for with `x-rust-name`. On a property, a name in lower case is that
    /// of the field.
    pub(super) fn type_name(&mut self, at: &str) -> Option<String> {
        let name = self.asked_type_name(at)?;
        self.unread.named(at);
        Some(name)
    }

    /// The same, of what may give its name to something inside it, or to nothing.
    fn asked_type_name(&mut self, at: &str) -> Option<String> {
        let name = self.asked_name(at)?;
        if naming::is_type_name(&name) {
            return Some(name);
        }
        let of_field = pointer::parent(at) != "/components/schemas" && naming::is_value_name(&name);
        if !of_field {
            self.unread.named(at);
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
        let place = pointer::join(at, "x-rust-name");
        if !naming::is_type_name(&name) {
            self.unread.named(at);
            self.diagnostics.not_an_identifier(&place, &name);
        } else if !pointer::parent(at).ends_with("/properties") {
            // The schema of a parameter has its own.
            self.diagnostics.idle_hint(&place, "x-rust-name", false);
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
