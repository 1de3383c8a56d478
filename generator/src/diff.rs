//! Two models side by side: what users of the generated crate notice when one takes the place of the other.
//!
//! Only the model is compared, which is in Rust terms already; [`RULES`] says what each difference means.

mod answers;
mod calls;
mod encodings;
mod handles;
mod inputs;
mod limits;
mod markdown;
mod matching;
mod offers;
mod operations;
mod package;
mod rules;
mod settings;
mod spell;
mod structs;
mod traits;
mod types;
mod unions;
mod version;
mod webhooks;

use std::collections::BTreeMap;

pub use markdown::markdown;
pub use rules::RULES;
pub use version::next_version;

use crate::model::{Doc, Model, Type, TypeDef, TypeId};

/// How much a change matters to users, the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Only text is different.
    Documentation,
    /// Existing code compiles and works; there is more than before, or the requests are different.
    Additive,
    /// Some code that compiled or worked does not any more.
    Breaking,
}

/// What one kind of change means.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// A stable name.
    pub code: &'static str,
    /// How much it matters.
    pub weight: Weight,
    /// Why, in the terms of somebody who uses the crate.
    pub reason: &'static str,
}

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The rule that it falls under.
    pub rule: &'static Rule,
    /// What it is about, as users write it: `Secret::scopes`.
    pub item: String,
    /// What is different, as the rest of a sentence: `is gone`.
    pub detail: String,
}

/// The heaviest change, if there is any.
pub fn verdict(changes: &[Change]) -> Option<Weight> {
    changes.iter().map(|it| it.rule.weight).max()
}

/// All differences: the package, handles, operations, webhooks, then types.
pub fn compare(old: &Model, new: &Model) -> Vec<Change> {
    let types = types::matched(old, new);
    let renamed = types
        .pairs
        .iter()
        .map(|(old, new)| (*old, *new))
        .collect::<BTreeMap<_, _>>();
    let mut diff = Diff {
        old,
        new,
        types: renamed,
        changes: Vec::new(),
    };
    diff.package();
    diff.handles();
    diff.operations();
    diff.webhooks();
    diff.types(&types);
    diff.changes
}

/// A comparison under way.
struct Diff<'a> {
    old: &'a Model,
    new: &'a Model,
    /// Which type became which.
    types: BTreeMap<TypeId, TypeId>,
    changes: Vec<Change>,
}

/// Which way the values of a type go.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    /// In requests, and maybe in answers as well.
    Sent,
    /// In answers alone.
    Received,
}

impl Direction {
    /// Of a type now, or before and now.
    fn of(types: &[&TypeDef]) -> Self {
        if types.iter().all(|it| it.in_request) {
            Self::Sent
        } else {
            Self::Received
        }
    }
}

impl Diff<'_> {
    fn add(&mut self, rule: &'static Rule, item: impl Into<String>, detail: impl Into<String>) {
        self.changes.push(Change {
            rule,
            item: item.into(),
            detail: detail.into(),
        });
    }

    /// True if values are of the same type. A type that only has another name counts as the same: it is
    /// reported once, and not again wherever it is used.
    fn same(&self, old: &Type, new: &Type) -> bool {
        match old {
            Type::Named(a) => {
                matches!(new, Type::Named(b) if self.types.get(a) == Some(b) || self.old[*a].name.rust == self.new[*b].name.rust)
            }
            Type::Boxed(a) => matches!(new, Type::Boxed(b) if self.same(a, b)),
            Type::List(a) => matches!(new, Type::List(b) if self.same(a, b)),
            Type::Map(a) => matches!(new, Type::Map(b) if self.same(a, b)),
            Type::Nullable(a) => matches!(new, Type::Nullable(b) if self.same(a, b)),
            Type::Bool
            | Type::Integer(_)
            | Type::F32
            | Type::F64
            | Type::String
            | Type::Secret
            | Type::Timestamp
            | Type::Bytes
            | Type::File
            | Type::Multipart
            | Type::Json => old == new,
        }
    }

    /// What a type is now; none if it is gone.
    fn became(&self, old: &Type) -> Option<Type> {
        let inside = |it: &Type| Some(Box::new(self.became(it)?));
        Some(match old {
            Type::Named(id) => Type::Named(*self.types.get(id)?),
            Type::Boxed(it) => Type::Boxed(inside(it)?),
            Type::List(it) => Type::List(inside(it)?),
            Type::Map(it) => Type::Map(inside(it)?),
            Type::Nullable(it) => Type::Nullable(inside(it)?),
            Type::Bool
            | Type::Integer(_)
            | Type::F32
            | Type::F64
            | Type::String
            | Type::Secret
            | Type::Timestamp
            | Type::Bytes
            | Type::File
            | Type::Multipart
            | Type::Json => old.clone(),
        })
    }

    fn docs(&mut self, item: &str, old: &Doc, new: &Doc) {
        if old.text != new.text {
            self.add(&rules::DOCS_CHANGED, item, "is described differently");
        }
    }

    fn deprecation(&mut self, item: &str, old: bool, new: bool) {
        if !old && new {
            self.add(&rules::DEPRECATED, item, "is deprecated");
        } else if old && !new {
            self.add(&rules::UNDEPRECATED, item, "is no longer deprecated");
        }
    }

    fn default(&mut self, item: &str, old: Option<&String>, new: Option<&String>) {
        let text =
            |it: Option<&String>| it.map_or_else(|| "none".to_owned(), |it| format!("`{it}`"));
        if old != new {
            let detail = format!(
                "has another default, {} instead of {}",
                text(new),
                text(old)
            );
            self.add(&rules::DEFAULT_CHANGED, item, detail);
        }
    }
}
