//! How operations are called: what became of their arguments and setters.

use std::collections::BTreeSet;

use super::inputs::{Input, Role, inputs, path};
use super::matching::{Matched, Matching};
use super::types::given_up;
use super::{Diff, limits, rules, spell};
use crate::model::{
    Constraints, Kind, Operation, OperationPathParameter, PathParameter, Type, conversions,
};

impl Diff<'_> {
    pub(super) fn inputs(&mut self, old: &Operation, new: &Operation) {
        let item = spell::call(new, self.new);
        let (a, b) = (inputs(old, self.old), inputs(new, self.new));
        let found = self.matched_inputs(&a, &b);
        for it in found.removed.iter().map(|it| &a[*it]) {
            self.input_removed(&item, it);
        }
        for it in found.added.iter().map(|it| &b[*it]) {
            self.input_added(&item, it);
        }
        let setters = b.iter().filter(|it| it.role == Role::Setter);
        let setters: BTreeSet<&str> = setters.map(|it| it.setter.as_str()).collect();
        for (x, y) in &found.pairs {
            self.input(&item, &a[*x], &b[*y], &setters);
        }
        self.argument_order(&item, &a, &b, &found.pairs);
        self.held(&item, old, new);
    }

    /// They are the same by what they are called on the wire, else in Rust. Calls do not name arguments: one that only has
    /// other names stands where it stood, or is the only one of its type.
    fn matched_inputs(&self, old: &[Input<'_>], new: &[Input<'_>]) -> Matched {
        let of_old = |it: &Input<'_>| {
            let ty = self.became(it.ty.unboxed()).filter(|_| is_argument(it))?;
            Some((it.key.0, ty))
        };
        let of_new =
            |it: &Input<'_>| Some((it.key.0, it.ty.unboxed().clone())).filter(|_| is_argument(it));
        Matching::of(old, new)
            .by(|it| it.key)
            .by(|it| &it.name.rust)
            .by_keys(
                |it| of_old(it).map(|key| (key, it.place)),
                |it| of_new(it).map(|key| (key, it.place)),
            )
            .by_keys(of_old, of_new)
            .done()
    }

    fn input_removed(&mut self, operation: &str, it: &Input<'_>) {
        match it.role {
            Role::Argument => {
                let detail = format!("no longer takes `{}`", it.name.rust);
                self.add(&rules::ARGUMENT_REMOVED, operation, detail);
            }
            Role::Setter => {
                self.add(&rules::SETTER_REMOVED, setter(operation, it), "is gone");
            }
        }
    }

    fn input_added(&mut self, operation: &str, it: &Input<'_>) {
        match it.role {
            Role::Argument => {
                let detail = format!("takes `{}: {}`", it.name.rust, it.takes);
                self.add(&rules::ARGUMENT_ADDED, operation, detail);
            }
            Role::Setter => {
                let item = setter(operation, it);
                let detail = format!("is new and takes `{}`", it.takes);
                self.add(&rules::SETTER_ADDED, &item, detail);
                self.sent_anyway(&item, it.fixed, it.null);
            }
        }
    }

    fn input(
        &mut self,
        operation: &str,
        old: &Input<'_>,
        new: &Input<'_>,
        setters: &BTreeSet<&str>,
    ) {
        let (before, after) = (setter(operation, old), setter(operation, new));
        let item = match (old.role, new.role) {
            (Role::Argument, Role::Argument) => format!("{operation}({})", new.name.rust),
            (Role::Argument, Role::Setter) => {
                let detail = match new.fixed {
                    Some(it) => format!("has one value only, so `{}` is sent by itself", it.wire()),
                    None => "is no longer required".to_owned(),
                };
                self.add(&rules::PARAMETER_OPTIONAL, &after, detail);
                after
            }
            (Role::Setter, Role::Argument) => {
                let item = format!("{operation}({})", new.name.rust);
                let detail = match old.fixed {
                    Some(it) => format!("has to be given, `{}` was sent by itself", it.wire()),
                    None => "is required".to_owned(),
                };
                self.add(&rules::PARAMETER_REQUIRED, &item, detail);
                item
            }
            (Role::Setter, Role::Setter) => {
                if old.setter != new.setter {
                    let taken = setters.contains(old.setter.as_str());
                    let rule = given_up(taken, &rules::SETTER_RENAMED);
                    self.add(rule, before, format!("is now named `{}`", new.setter));
                }
                self.null(&after, old.null, new.null);
                after
            }
        };
        self.beside(operation, old, new);
        self.input_type(&item, old, new);
        self.input_details(&item, old, new);
    }

    /// Methods that do something with a value besides setting it.
    fn beside(&mut self, operation: &str, old: &Input<'_>, new: &Input<'_>) {
        let item = |name: &String| format!("{operation}(…).{name}");
        let found = Matching::of(&old.beside, &new.beside).by(|it| it.0).done();
        for (_, name) in found.removed.iter().map(|it| &old.beside[*it]) {
            self.add(&rules::SETTER_REMOVED, item(name), "is gone");
        }
        for (what, name) in found.added.iter().map(|it| &new.beside[*it]) {
            let detail = format!("is new and {what}");
            self.add(&rules::SETTER_ADDED, item(name), detail);
        }
        for (a, b) in found.pairs {
            let (was, is) = (&old.beside[a].1, &new.beside[b].1);
            // The other name comes with that of the value.
            if was != is && (old.setter == new.setter || old.role == Role::Argument) {
                let detail = format!("is now named `{is}`");
                self.add(&rules::SETTER_RENAMED, item(was), detail);
            }
        }
    }

    fn input_type(&mut self, item: &str, old: &Input<'_>, new: &Input<'_>) {
        if self.same(old.ty.unboxed(), new.ty.unboxed()) {
            return;
        }
        let rule = match new.role {
            _ if self.takes_more(old, new) => &rules::TAKES_MORE,
            Role::Argument => &rules::ARGUMENT_TYPE,
            Role::Setter => &rules::SETTER_TYPE,
        };
        let (before, after) = (&old.takes, &new.takes);
        self.add(rule, item, format!("takes `{after}`, it took `{before}`"));
    }

    /// True if each value that could be passed still can. Of what was made from something else, such as a text, nobody knows
    /// what users pass; and a number without a type would no longer have one.
    fn takes_more(&self, old: &Input<'_>, new: &Input<'_>) -> bool {
        let (was, is) = (old.ty.unboxed(), new.ty.unboxed());
        let Some(id) = was.named().filter(|_| was.inner().is_none()) else {
            return false;
        };
        if !matches!(self.old[id].kind, Kind::Struct(_)) {
            return false;
        }
        match is {
            Type::Nullable(inner) => new.takes.starts_with("impl Into<") && self.same(was, inner),
            Type::Named(id) => {
                let from = self.new[*id].conversions();
                from.iter().any(|it| self.same(was, it))
            }
            _ => false,
        }
    }

    fn input_details(&mut self, item: &str, old: &Input<'_>, new: &Input<'_>) {
        self.written_as(item, old, new);
        self.default(item, old.default, new.default);
        if old.role == new.role {
            self.fixed(item, old.fixed, new.fixed);
        }
        self.form_fields(item, old.fields, new.fields);
        self.deprecation(item, old.deprecated, new.deprecated);
        self.docs(item, old.doc, new.doc);
    }

    /// What is sent for a value, and which are refused.
    fn written_as(&mut self, item: &str, old: &Input<'_>, new: &Input<'_>) {
        let is = self.encoding_now(old, new);
        if old.key.0 != new.key.0 {
            let detail = format!("is sent in the {}, it was in the {}", new.key.0, old.key.0);
            self.add(&rules::ENCODING_CHANGED, item, detail);
        } else if old.encoding != is {
            let detail = format!("is sent as {is}, it was {}", old.encoding);
            self.add(&rules::ENCODING_CHANGED, item, detail);
        }
        let (was, is) = (old.key.1, new.key.1);
        if old.is_named || new.is_named {
            self.wire_name(item, was, is);
        } else if was != is {
            let detail = format!("is called `{is}`, it was `{was}`");
            self.add(&rules::DOCS_CHANGED, item, detail);
        }
        let limits = (old.constraints, old.ty);
        self.own_limits(item, limits, (new.constraints, new.ty));
        let none = Constraints::default();
        let each = |it: Option<&Constraints>| it.unwrap_or(&none).clone();
        self.limits(&format!("{item}[]"), &each(old.each), &each(new.each));
        if !old.strict && new.strict {
            let detail = "refuses separators and white space instead of encoding them";
            self.add(&rules::LIMIT_TIGHTER, item, detail);
        } else if old.strict && !new.strict {
            let detail = "encodes separators and white space instead of refusing them";
            self.add(&rules::LIMIT_WIDER, item, detail);
        }
    }

    /// How a value of the old type is written: as one of several media types, if it became one of them.
    fn encoding_now<'b>(&'b self, old: &Input<'_>, new: &'b Input<'_>) -> &'b str {
        let (was, is) = (old.ty.unboxed(), new.ty.unboxed());
        if let Type::Named(id) = is
            && let Kind::Choice(forms) = &self.new[*id].kind
        {
            let mut forms = conversions(forms).into_iter();
            let form = forms.find(|it| self.same(was, it.payload.ty.unboxed()));
            return form.map_or(&new.encoding, |it| &it.payload.media_type);
        }
        &new.encoding
    }

    /// A path parameter that a handle takes.
    pub(super) fn path_parameter(&mut self, item: &str, old: &PathParameter, new: &PathParameter) {
        let (old, new) = (path(old, self.old), path(new, self.new));
        self.input_details(item, &old, &new);
    }

    /// What an operation says of a path parameter that its handle holds, where it says something else.
    fn held(&mut self, operation: &str, old: &Operation, new: &Operation) {
        for b in held(new) {
            let wire = &b.parameter.name.wire;
            let Some(a) = held(old).find(|it| it.parameter.name.wire == *wire) else {
                continue;
            };
            let (before, after) = (self.old.given(old, a), self.new.given(new, b));
            let usual = written_alike(&a.parameter, before) && written_alike(&b.parameter, after);
            if !usual && self.same(&a.parameter.ty, &b.parameter.ty) {
                let item = format!("{} in {operation}", after.name.rust);
                let (a, b) = (path(&a.parameter, self.old), path(&b.parameter, self.new));
                self.written_as(&item, &a, &b);
            }
        }
    }

    /// Names of arguments are no part of a call, their order is.
    fn argument_order(
        &mut self,
        item: &str,
        old: &[Input<'_>],
        new: &[Input<'_>],
        pairs: &[(usize, usize)],
    ) {
        let arguments: Vec<usize> = pairs
            .iter()
            .filter(|(a, b)| is_argument(&old[*a]) && is_argument(&new[*b]))
            .map(|(_, b)| *b)
            .collect();
        if arguments.is_sorted() {
            return;
        }
        let names = |list: &[Input<'_>]| {
            let list = list.iter().filter(|it| is_argument(it));
            let names: Vec<&str> = list.map(|it| it.name.rust.as_str()).collect();
            names.join(", ")
        };
        let detail = format!("takes `({})`, it took `({})`", names(new), names(old));
        self.add(&rules::ARGUMENTS_REORDERED, item, detail);
    }
}

fn held(of: &Operation) -> impl Iterator<Item = &OperationPathParameter> {
    of.path_parameters.iter().filter(|it| it.held.is_some())
}

fn is_argument(it: &Input<'_>) -> bool {
    it.role == Role::Argument
}

/// True if the same is sent and refused.
fn written_alike(a: &PathParameter, b: &PathParameter) -> bool {
    let rest = |it: &PathParameter| (it.style, it.explode, it.json, it.allow_reserved, it.strict);
    a.name.wire == b.name.wire
        && rest(a) == rest(b)
        && limits::alike(&a.constraints, &b.constraints)
}

/// `client.stores().list(…).search`
fn setter(operation: &str, it: &Input<'_>) -> String {
    format!("{operation}(…).{}", it.setter)
}
