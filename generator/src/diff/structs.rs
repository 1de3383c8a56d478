//! Structs: fields and constructor.

use std::collections::BTreeSet;

use super::matching::Matching;
use super::spell::{Wrapper, wrapper};
use super::types::given_up;
use super::{Diff, Direction, Rule, rules, spell};
use crate::model::{Field, Model, Presence, Struct, TypeDef};
use crate::naming;

impl Diff<'_> {
    pub(super) fn structs(&mut self, old: &TypeDef, a: &Struct, new: &TypeDef, b: &Struct) {
        let name = &new.name.rust;
        let Struct {
            fields,
            additional: _,
        } = b;
        let found = Matching::of(&a.fields, fields)
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
        for it in found.added.iter().map(|it| &fields[*it]) {
            self.field_added(new, it);
        }
        let names: BTreeSet<&str> = fields.iter().map(|it| it.name.rust.as_str()).collect();
        for (x, y) in &found.pairs {
            let (x, y) = (&a.fields[*x], &fields[*y]);
            if x.name.rust != y.name.rust {
                let taken = names.contains(x.name.rust.as_str());
                let rule = given_up(taken, &rules::FIELD_RENAMED);
                let detail = format!("is now named `{}`", y.name.rust);
                self.add(rule, format!("{name}::{}", x.name.rust), detail);
            }
            self.field(name, x, y, Direction::of(&[new]));
            if old.in_request && new.in_request {
                self.field_setters(name, (a, x), (b, y));
            }
        }
        self.additional(name, a, b);
        self.constructor(old, a, new, b);
    }

    fn field_added(&mut self, of: &TypeDef, it: &Field) {
        let item = format!("{}::{}", of.name.rust, it.name.rust);
        let needed = of.in_response && it.presence == Presence::Required;
        let read = if needed {
            ", and what is without it is not read"
        } else {
            ""
        };
        let detail = format!("(`{}`) is new{read}", spell::held(it, self.new));
        self.add(&rules::FIELD_ADDED, &item, detail);
        if of.in_request {
            self.sent_anyway(&item, it.fixed.as_ref(), nulls(it));
        }
    }

    /// Setters that are not called like their fields, or are not called so any more.
    fn field_setters(&mut self, name: &str, old: (&Struct, &Field), new: (&Struct, &Field)) {
        let set = |(of, it): (&Struct, &Field)| {
            let set = naming::fields::setter(of, it);
            (set != it.name.rust).then_some(set)
        };
        let clear = |(of, it): (&Struct, &Field)| naming::fields::clearing(of, it);
        let renamed = old.1.name.rust != new.1.name.rust;
        for (was, is) in [(set(old), set(new)), (clear(old), clear(new))] {
            if let (Some(was), Some(is)) = (was, is)
                && was != is
                && !renamed
            {
                let detail = format!("is now named `{is}`");
                self.add(&rules::SETTER_RENAMED, format!("{name}::{was}"), detail);
            }
        }
    }

    fn field(&mut self, owner: &str, old: &Field, new: &Field, way: Direction) {
        let Field {
            name,
            ty,
            presence: _,
            doc,
            pointer: _,
            constraints,
            each,
            default,
            fixed,
            // Part of the documentation.
            values: _,
            deprecated,
            whole,
        } = new;
        let item = format!("{owner}::{}", name.rust);
        self.wire_name(&item, &old.name.wire, &name.wire);
        self.field_type(&item, old, new, way);
        if way == Direction::Sent {
            self.limits(&item, &old.constraints, constraints);
            self.limits(&format!("{item}[]"), &old.each, each);
            // That of the constructor is another.
            if old.is_argument() == new.is_argument() {
                self.fixed(&item, old.fixed.as_ref(), fixed.as_ref());
            }
        }
        let read = match (old.whole, whole) {
            _ if !self.same(&old.ty, ty) => "",
            (true, false) => "does not come as `1.0` any more",
            (false, true) => "may come as `1.0`",
            (true, true) | (false, false) => "",
        };
        if !read.is_empty() {
            self.add(&rules::ENCODING_CHANGED, &item, read);
        }
        self.default(&item, old.default.as_ref(), default.as_ref());
        self.deprecation(&item, old.deprecated, *deprecated);
        self.docs(&item, &old.doc, doc);
    }

    fn field_type(&mut self, item: &str, old: &Field, new: &Field, way: Direction) {
        let before = spell::held(old, self.old);
        let after = spell::held(new, self.new);
        let became = format!("became `{after}`, it was `{before}`");
        let inner = self.same(&old.ty, &new.ty);
        match wrapper_rule(wrapper(old.presence), wrapper(new.presence)) {
            _ if !inner => self.add(&rules::FIELD_TYPE, item, became),
            Some(rule) => self.add(rule, item, became),
            None => {
                if way == Direction::Sent {
                    self.null(item, nulls(old), nulls(new));
                }
            }
        }
    }

    fn additional(&mut self, owner: &str, old: &Struct, new: &Struct) {
        let name = |of: &Struct| format!("{owner}::{}", naming::fields::additional(of));
        let (before, item) = (name(old), name(new));
        let (old, new) = (old.additional.as_ref(), new.additional.as_ref());
        if old.is_some() && new.is_some() && before != item {
            // It gives way to a field.
            let taken = item.len() > before.len();
            let rule = given_up(taken, &rules::FIELD_RENAMED);
            self.add(rule, &before, format!("is now `{item}`"));
        }
        match (old, new) {
            (None, None) => {}
            (Some(_), None) => self.add(&rules::FIELD_REMOVED, before, "is gone"),
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

/// Null is sent where there is no value.
fn nulls(it: &Field) -> bool {
    it.presence == Presence::RequiredNullable
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
