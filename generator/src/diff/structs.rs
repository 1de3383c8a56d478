//! Structs: fields and constructor.

use super::matching::Matching;
use super::spell::{Wrapper, wrapper};
use super::{Diff, Rule, rules, spell};
use crate::model::{Field, Model, Presence, Struct, Type, TypeDef};
use crate::naming;

impl Diff<'_> {
    pub(super) fn structs(&mut self, old: &TypeDef, a: &Struct, new: &TypeDef, b: &Struct) {
        let name = &new.name.rust;
        let found = Matching::of(&a.fields, &b.fields)
            .by(|it| &it.name.wire)
            .by(|it| &it.name.rust)
            .done();
        for it in found.removed.iter().map(|it| &a.fields[*it]) {
            let detail = format!("(`{}`) is gone", spell::held(it, self.old));
            self.add(
                &rules::FIELD_REMOVED,
                format!("{name}::{}", it.name.rust),
                detail,
            );
        }
        for it in found.added.iter().map(|it| &b.fields[*it]) {
            let detail = format!("(`{}`) is new", spell::held(it, self.new));
            self.add(
                &rules::FIELD_ADDED,
                format!("{name}::{}", it.name.rust),
                detail,
            );
        }
        for (x, y) in &found.pairs {
            self.field(name, &a.fields[*x], &b.fields[*y], new.in_request);
        }
        let item = format!("{name}::{}", naming::fields::additional(b));
        self.additional(item, a.additional.as_ref(), b.additional.as_ref());
        self.constructor(old, a, new, b);
    }

    fn field(&mut self, owner: &str, old: &Field, new: &Field, sent: bool) {
        let item = format!("{owner}::{}", new.name.rust);
        if old.name.rust != new.name.rust {
            let detail = format!("is now named `{}`", new.name.rust);
            let before = format!("{owner}::{}", old.name.rust);
            self.add(&rules::FIELD_RENAMED, before, detail);
        }
        self.wire_name(&item, &old.name.wire, &new.name.wire);
        self.field_type(&item, old, new, sent);
        if sent {
            self.limits(&item, &old.constraints, &new.constraints);
            self.limits(&format!("{item}[]"), &old.each, &new.each);
            // That of the constructor is another.
            if old.is_argument() == new.is_argument() {
                self.fixed(&item, old.fixed.as_ref(), new.fixed.as_ref());
            }
        }
        self.default(&item, old.default.as_ref(), new.default.as_ref());
        self.deprecation(&item, old.deprecated, new.deprecated);
        self.docs(&item, &old.doc, &new.doc);
    }

    fn field_type(&mut self, item: &str, old: &Field, new: &Field, sent: bool) {
        let before = spell::held(old, self.old);
        let after = spell::held(new, self.new);
        let became = format!("became `{after}`, it was `{before}`");
        let inner = self.same(&old.ty, &new.ty);
        match wrapper_rule(wrapper(old.presence), wrapper(new.presence)) {
            _ if !inner => self.add(&rules::FIELD_TYPE, item, became),
            Some(rule) => self.add(rule, item, became),
            None => {
                let nulls = |it| it == Presence::RequiredNullable;
                let (a, b) = (nulls(old.presence), nulls(new.presence));
                if sent && a != b {
                    let (a, b) = if b {
                        ("left out", "null")
                    } else {
                        ("null", "left out")
                    };
                    let detail = format!("without a value is {b}, it was {a}");
                    self.add(&rules::NULL_CHANGED, item, detail);
                }
            }
        }
    }

    fn additional(&mut self, item: String, old: Option<&Type>, new: Option<&Type>) {
        match (old, new) {
            (None, None) => {}
            (Some(_), None) => self.add(&rules::FIELD_REMOVED, item, "is gone"),
            (None, Some(_)) => self.add(&rules::FIELD_ADDED, item, "is new"),
            (Some(a), Some(b)) if self.same(a, b) => {}
            (Some(a), Some(b)) => {
                let (a, b) = (spell::ty(a, self.old), spell::ty(b, self.new));
                let detail = format!("holds `{b}` instead of `{a}`");
                self.add(&rules::FIELD_TYPE, item, detail);
            }
        }
    }

    /// `new` takes what is required, in the order of the fields. Only types that are sent have it, and setters.
    fn constructor(&mut self, old: &TypeDef, a: &Struct, new: &TypeDef, b: &Struct) {
        let item = format!("{}::new", new.name.rust);
        match (old.in_request, new.in_request) {
            (false, false) => {}
            (false, true) => {
                self.add(&rules::CONSTRUCTOR_GAINED, item, "and setters are new");
            }
            (true, false) => self.add(&rules::CONSTRUCTOR_LOST, item, "and the setters are gone"),
            (true, true) => {
                let (before, after) = (required(a), required(b));
                let same = before.len() == after.len()
                    && before.iter().zip(&after).all(|(a, b)| {
                        let known = a.name.wire == b.name.wire || a.name.rust == b.name.rust;
                        known && self.same(&a.ty, &b.ty)
                    });
                if !same {
                    let (x, y) = (text(&before, self.old), text(&after, self.new));
                    let detail = format!("takes `({y})`, it took `({x})`");
                    self.add(&rules::CONSTRUCTOR_CHANGED, item, detail);
                }
            }
        }
    }
}

fn required(it: &Struct) -> Vec<&Field> {
    it.fields.iter().filter(|it| it.is_argument()).collect()
}

/// `name: impl Into<String>, size: u64`
fn text(fields: &[&Field], model: &Model) -> String {
    let arguments: Vec<String> = fields
        .iter()
        .map(|it| format!("{}: {}", it.name.rust, spell::accepts(&it.ty, model)))
        .collect();
    arguments.join(", ")
}

/// What it means that something else stands around the type of a field.
fn wrapper_rule(old: Wrapper, new: Wrapper) -> Option<&'static Rule> {
    match (old, new) {
        (Wrapper::None, Wrapper::None)
        | (Wrapper::Option, Wrapper::Option)
        | (Wrapper::Nullable, Wrapper::Nullable) => None,
        (Wrapper::None, Wrapper::Option) => Some(&rules::FIELD_OPTIONAL),
        (Wrapper::Option | Wrapper::Nullable, Wrapper::None) => Some(&rules::FIELD_REQUIRED),
        (Wrapper::None | Wrapper::Option, Wrapper::Nullable)
        | (Wrapper::Nullable, Wrapper::Option) => Some(&rules::FIELD_NULLABLE),
    }
}
