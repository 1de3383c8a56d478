//! Types: which became which, and what is different about each. Types that users never see do not count.

use std::collections::{BTreeMap, BTreeSet};

use super::matching::Matching;
use super::{Diff, Direction, Rule, rules, spell};
use crate::model::{Enum, Kind, Model, Name, Represented, TypeDef, TypeId, Variant};

/// Types on both sides.
#[derive(Debug)]
pub(super) struct Types {
    pub(super) pairs: Vec<(TypeId, TypeId)>,
    removed: Vec<TypeId>,
    added: Vec<TypeId>,
}

/// So many types inside each other are known by their shape.
const DEEPEST: usize = 8;

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
    let mut found = Matching::of(&a, &b)
        .by_keys(|it| name(it, old), |it| name(it, new))
        .by_keys(|it| component(it, old), |it| component(it, new))
        .by_keys(|it| form(it, old), |it| form(it, new));
    // What holds renamed types is known when these are.
    for _ in 0..DEEPEST {
        let before = found.pairs().len();
        let pairs = found.pairs().iter().map(|it| (a[it.0], b[it.1].0));
        let known: BTreeMap<TypeId, usize> = pairs.collect();
        let kept: BTreeSet<usize> = known.values().copied().collect();
        let of_old = |it: TypeId| known.get(&it).copied();
        let of_new = |it: TypeId| Some(it.0).filter(|it| kept.contains(it));
        found = found.by_keys(
            |it| spell::shape(*it, old, &of_old),
            |it| spell::shape(*it, new, &of_new),
        );
        if found.pairs().len() == before {
            break;
        }
    }
    let found = found.done();
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
        let TypeDef {
            name,
            doc,
            pointer: _,
            // How they were found.
            form: _,
            deprecated,
            former,
            kind,
            // See `traits` and `structs`.
            in_request: _,
            in_response: _,
            sensitive: _,
            // Whatever is checked is compared itself.
            checked: _,
            internal: _,
            feature: _,
            // How the code for it is laid out.
            sent: _,
        } = new;
        self.type_name(old, name, former.as_ref());
        let name = &name.rust;
        let (before, after) = (self.old.feature_of_type(old), self.new.feature_of_type(new));
        self.need(name, before, after);
        let pair = (&old.kind, kind);
        match pair {
            (Kind::Struct(a), Kind::Struct(b)) => self.structs(old, a, new, b),
            (Kind::Enum(a), Kind::Enum(b)) => self.enums(name, a, b),
            (Kind::Union(a), Kind::Union(b)) => self.unions(name, a, b, Direction::of(&[old, new])),
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
        self.deprecation(name, old.deprecated, *deprecated);
        self.docs(name, &old.doc, doc);
    }

    fn type_name(&mut self, old: &TypeDef, new: &Name, former: Option<&String>) {
        let name = &new.rust;
        if old.name.rust != *name {
            let rule = renamed(&old.name, former, &rules::TYPE_RENAMED);
            self.add(rule, &old.name.rust, format!("is now named `{name}`"));
        }
        let alias = old.former.as_ref().filter(|it| former != Some(it));
        if let Some(alias) = alias {
            let detail = format!("is gone, `{name}` is its name");
            self.add(&rules::ALIAS_REMOVED, alias, detail);
        }
    }

    fn enums(&mut self, name: &str, old: &Enum, new: &Enum) {
        let Enum {
            variants,
            represented,
            any_text,
        } = new;
        if old.represented != *represented {
            let (was, is) = match represented {
                Represented::Text => ("integers", "texts"),
                Represented::Integer => ("texts", "integers"),
            };
            let detail = format!("stands for {is}, it stood for {was}");
            self.add(&rules::KIND_CHANGED, name, detail);
        }
        if old.any_text != *any_text {
            let detail = if *any_text {
                "may also be any other text"
            } else {
                "is no longer documented to be any other text"
            };
            self.add(&rules::DOCS_CHANGED, name, detail);
        }
        let names: BTreeSet<&str> = variants.iter().map(|it| it.name.rust.as_str()).collect();
        let found = Matching::of(&old.variants, variants)
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
            let (a, b) = (&old.variants[a], &variants[b]);
            let Variant { name: is, doc } = b;
            let item = path(name, &is.rust);
            if a.name.rust != is.rust {
                let taken = names.contains(a.name.rust.as_str());
                let rule = given_up(taken, &rules::VARIANT_RENAMED);
                let detail = format!("is now named `{}`", is.rust);
                self.add(rule, path(name, &a.name.rust), detail);
            }
            self.wire_name(&item, &a.name.wire, &is.wire);
            self.docs(&item, &a.doc, doc);
        }
    }

    /// The same Rust name for another name on the wire.
    pub(super) fn wire_name(&mut self, item: &str, old: &str, new: &str) {
        if old != new {
            let detail = format!("stands for `{new}` instead of `{old}`");
            self.add(&rules::WIRE_NAME_CHANGED, item, detail);
        }
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

/// A rename that leaves the old name to something else goes unnoticed where the types agree.
pub(super) fn given_up(taken: bool, otherwise: &'static Rule) -> &'static Rule {
    if taken { &rules::NAME_TAKEN } else { otherwise }
}

/// `Scope::Workers`
pub(super) fn path(owner: &str, member: &str) -> String {
    format!("{owner}::{member}")
}
