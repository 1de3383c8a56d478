//! Types: which became which, and what is different about each. Types that users never see do not count.

use super::matching::Matching;
use super::{Diff, Rule, rules, spell};
use crate::model::{BodyForm, Enum, Kind, Model, Name, TypeDef, TypeId, Union, UnionVariant};

/// Types on both sides.
#[derive(Debug)]
pub(super) struct Types {
    pub(super) pairs: Vec<(TypeId, TypeId)>,
    removed: Vec<TypeId>,
    added: Vec<TypeId>,
}

/// Types are the same by their Rust name; else by the component they are made of, and else by their shape.
pub(super) fn matched(old: &Model, new: &Model) -> Types {
    let (a, b) = (visible(old), visible(new));
    let name = |it: &TypeId, model: &Model| Some(model[*it].name.rust.clone());
    let wire = |it: &TypeDef| Some(it.name.wire.clone()).filter(|it| !it.is_empty());
    let component = |it: &TypeId, model: &Model| {
        let it = &model[*it];
        wire(it).map(|wire| (wire, it.in_request, it.in_response))
    };
    let form = |it: &TypeId, model: &Model| {
        let it = &model[*it];
        wire(it).map(|wire| (wire, it.form))
    };
    let shape = |it: &TypeId, model: &Model| spell::shape(&model[*it].kind, model);
    let found = Matching::of(&a, &b)
        .by_keys(|it| name(it, old), |it| name(it, new))
        .by_keys(|it| component(it, old), |it| component(it, new))
        .by_keys(|it| form(it, old), |it| form(it, new))
        .by_keys(|it| shape(it, old), |it| shape(it, new))
        .done();
    Types {
        pairs: found.pairs.iter().map(|it| (a[it.0], b[it.1])).collect(),
        removed: found.removed.iter().map(|it| a[*it]).collect(),
        added: found.added.iter().map(|it| b[*it]).collect(),
    }
}

fn visible(model: &Model) -> Vec<TypeId> {
    let all = (0..model.types.len()).map(TypeId);
    all.filter(|it| !model[*it].internal).collect()
}

impl Diff<'_> {
    pub(super) fn types(&mut self, types: &Types) {
        let (old, new) = (self.old, self.new);
        for id in &types.removed {
            self.add(&rules::TYPE_REMOVED, &old[*id].name.rust, "is gone");
        }
        for id in &types.added {
            let detail = format!("is a new {}", spell::kind_name(&new[*id].kind));
            self.add(&rules::TYPE_ADDED, &new[*id].name.rust, detail);
        }
        for (a, b) in &types.pairs {
            self.type_pair(&old[*a], &new[*b]);
        }
    }

    fn type_pair(&mut self, old: &TypeDef, new: &TypeDef) {
        let name = &new.name.rust;
        if old.name.rust != *name {
            let rule = renamed(&old.name, new.former.as_ref(), &rules::TYPE_RENAMED);
            self.add(rule, &old.name.rust, format!("is now named `{name}`"));
        }
        let alias = old
            .former
            .as_ref()
            .filter(|it| new.former.as_ref() != Some(it));
        if let Some(alias) = alias {
            let detail = format!("is gone, `{name}` is its name");
            self.add(&rules::ALIAS_REMOVED, alias, detail);
        }
        let pair = (&old.kind, &new.kind);
        match pair {
            (Kind::Struct(a), Kind::Struct(b)) => self.structs(old, a, new, b),
            (Kind::Enum(a), Kind::Enum(b)) => self.enums(name, a, b),
            (Kind::Union(a), Kind::Union(b)) => self.unions(name, a, b),
            (Kind::Identifier(a), Kind::Identifier(b)) => self.limits(name, a, b),
            (Kind::Choice(a), Kind::Choice(b)) => self.choices(name, a, b),
            (
                Kind::Struct(_)
                | Kind::Enum(_)
                | Kind::Union(_)
                | Kind::Identifier(_)
                | Kind::Choice(_),
                _,
            ) => {
                let (a, b) = (spell::kind_name(pair.0), spell::kind_name(pair.1));
                let detail = format!("was of the kind {a} and is of the kind {b}");
                self.add(&rules::KIND_CHANGED, name, detail);
                return;
            }
        }
        self.traits(old, new);
        self.deprecation(name, old.deprecated, new.deprecated);
        self.docs(name, &old.doc, &new.doc);
    }

    fn enums(&mut self, name: &str, old: &Enum, new: &Enum) {
        let found = Matching::of(&old.variants, &new.variants)
            .by(|it| &it.name.wire)
            .by(|it| &it.name.rust)
            .done();
        for it in found.removed.iter().map(|it| &old.variants[*it]) {
            self.add(
                &rules::VARIANT_REMOVED,
                path(name, &it.name.rust),
                "is gone",
            );
        }
        for it in found.added.iter().map(|it| &new.variants[*it]) {
            let detail = format!("is new, for the value `{}`", it.name.wire);
            self.add(&rules::VARIANT_ADDED, path(name, &it.name.rust), detail);
        }
        for (a, b) in found.pairs {
            let (a, b) = (&old.variants[a], &new.variants[b]);
            let item = path(name, &b.name.rust);
            if a.name.rust != b.name.rust {
                let detail = format!("is now named `{}`", b.name.rust);
                self.add(&rules::VARIANT_RENAMED, path(name, &a.name.rust), detail);
            }
            self.wire_name(&item, &a.name.wire, &b.name.wire);
            self.docs(&item, &a.doc, &b.doc);
        }
    }

    /// The same Rust name for another name on the wire.
    pub(super) fn wire_name(&mut self, item: &str, old: &str, new: &str) {
        if old != new {
            let detail = format!("stands for `{new}` instead of `{old}`");
            self.add(&rules::WIRE_NAME_CHANGED, item, detail);
        }
    }

    fn unions(&mut self, name: &str, old: &Union, new: &Union) {
        let found = Matching::of(&old.variants, &new.variants)
            .by(|it| &it.name.rust)
            .by_test(|a, b| self.same(&a.ty, &b.ty))
            .done();
        for it in found.removed.iter().map(|it| &old.variants[*it]) {
            self.add(
                &rules::VARIANT_REMOVED,
                path(name, &it.name.rust),
                "is gone",
            );
        }
        for it in found.added.iter().map(|it| &new.variants[*it]) {
            let detail = format!("is new and holds `{}`", spell::ty(&it.ty, self.new));
            self.add(&rules::VARIANT_ADDED, path(name, &it.name.rust), detail);
        }
        for (a, b) in found.pairs {
            self.alternative(name, &old.variants[a], &new.variants[b]);
        }
        if old.discriminator != new.discriminator {
            let text = |it: &Option<String>| {
                it.as_ref()
                    .map_or_else(|| "the first that fits".to_owned(), |it| format!("`{it}`"))
            };
            let detail = format!(
                "is told apart by {} instead of {}",
                text(&new.discriminator),
                text(&old.discriminator)
            );
            self.add(&rules::TAGS_CHANGED, name, detail);
        }
    }

    fn choices(&mut self, name: &str, old: &[BodyForm], new: &[BodyForm]) {
        let found = Matching::of(old, new).by(|it| &it.name.rust).done();
        for it in found.removed.iter().map(|it| &old[*it]) {
            let item = path(name, &it.name.rust);
            self.add(&rules::VARIANT_REMOVED, item, "is gone");
        }
        for it in found.added.iter().map(|it| &new[*it]) {
            let detail = format!("is new and holds `{}`", spell::ty(&it.ty, self.new));
            self.add(&rules::VARIANT_ADDED, path(name, &it.name.rust), detail);
        }
        for (a, b) in found.pairs.iter().map(|it| (&old[it.0], &new[it.1])) {
            if !self.same(&a.ty, &b.ty) {
                let (was, is) = (spell::ty(&a.ty, self.old), spell::ty(&b.ty, self.new));
                let detail = format!("holds `{is}` instead of `{was}`");
                self.add(&rules::VARIANT_TYPE, path(name, &b.name.rust), detail);
            }
            let item = path(name, &b.name.rust);
            if a.media_type != b.media_type {
                let detail = format!("is sent as {}, it was {}", b.media_type, a.media_type);
                self.add(&rules::ENCODING_CHANGED, &item, detail);
            }
            self.encoding(&item, &a.encoding, &b.encoding);
        }
    }

    fn alternative(&mut self, union: &str, old: &UnionVariant, new: &UnionVariant) {
        let item = path(union, &new.name.rust);
        if old.name.rust != new.name.rust {
            let detail = format!("is now named `{}`", new.name.rust);
            self.add(&rules::VARIANT_RENAMED, path(union, &old.name.rust), detail);
        }
        if !self.same(&old.ty, &new.ty) {
            let (a, b) = (spell::ty(&old.ty, self.old), spell::ty(&new.ty, self.new));
            let detail = format!("holds `{b}` instead of `{a}`");
            self.add(&rules::VARIANT_TYPE, &item, detail);
        }
        if old.tags != new.tags {
            let detail = format!("has the tags {:?} instead of {:?}", new.tags, old.tags);
            self.add(&rules::TAGS_CHANGED, &item, detail);
        }
        self.limits(&item, &old.constraints, &new.constraints);
    }
}

/// A rename breaks nothing while the old name is kept.
pub(super) fn renamed(
    old: &Name,
    former: Option<&String>,
    without_alias: &'static Rule,
) -> &'static Rule {
    if former == Some(&old.rust) {
        &rules::ALIAS_KEPT
    } else {
        without_alias
    }
}

/// `Scope::Workers`
fn path(owner: &str, member: &str) -> String {
    format!("{owner}::{member}")
}
