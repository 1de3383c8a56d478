//! Choices that lead back to themselves: `Pet` is a `Cat` or a `Dog`, and a `Cat` is a `Pet` or a `Lion`.
//!
//! Who reads a value would try one after the other without end. What is a `Cat` by being a `Pet` says nothing of a `Pet`, so
//! it is left out, and the other alternatives of `Cat` take its place: a `Pet` is a `Dog` or a `Lion`.

use std::collections::BTreeSet;

use super::passes::directly;
use super::rings::{Leading, on_rings};
use crate::diagnostics::Diagnostics;
use crate::model::{Kind, Model, Struct, Type, TypeId, Union, UnionVariant};
use crate::naming::{OnCollision, Scope};

/// Cuts all circles. Boxes do not matter: that a type has a size does not mean that reading it ends.
pub(super) fn cut(model: &mut Model, diagnostics: &mut Diagnostics) {
    let all = (0..model.types.len()).map(TypeId);
    let mut inside: Vec<Vec<TypeId>> = all.map(|it| alternatives(model, it)).collect();
    let ringed = on_rings(&inside);
    let mut leading = Leading::new(&inside, &ringed);
    for id in ringed {
        leading.ask(id);
        let way = Way::to(model, id, &leading);
        let others = union(model, id).and_then(|it| others(&way, it, diagnostics));
        let Some(variants) = others else {
            continue;
        };
        diagnostics.endless_choice(&model[id].pointer);
        replace(&mut model.types[id.0].kind, variants);
        let after = alternatives(model, id);
        leading.change(id, &inside[id.0], &after);
        inside[id.0] = after;
    }
}

/// The types that a choice is made of.
fn alternatives(model: &Model, id: TypeId) -> Vec<TypeId> {
    let variants = union(model, id).into_iter().flat_map(|it| &it.variants);
    variants.filter_map(inside).collect()
}

/// The ways back to a choice.
struct Way<'a> {
    model: &'a Model,
    leading: &'a Leading,
    whole: TypeId,
    /// Some choice on the way is made by a property, so not every way is one for the same value.
    is_told: bool,
}

impl<'a> Way<'a> {
    /// To what was asked about last.
    fn to(model: &'a Model, whole: TypeId, leading: &'a Leading) -> Self {
        let is_told = |it: &TypeId| union(model, *it).is_some_and(|it| it.discriminator.is_some());
        Self {
            model,
            leading,
            whole,
            is_told: leading.answers().iter().any(is_told),
        }
    }

    fn leads_from(&self, inner: TypeId, told: Told<'_>) -> bool {
        self.leading.leads(inner) && (!self.is_told || reaches(self.model, inner, self.whole, told))
    }
}

/// What a choice is besides itself, if it leads back to itself.
fn others(
    way: &Way<'_>,
    union: &Union,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<UnionVariant>> {
    let back =
        |it: &&UnionVariant| inside(it).is_some_and(|inner| way.leads_from(inner, told(union, it)));
    if !union.variants.iter().any(|it| back(&it)) {
        return None;
    }
    // The value of the property says where to go on; what it says about other values stays as it is.
    if union.discriminator.is_some() {
        let others = union.variants.iter().filter(|it| !back(it)).cloned();
        return Some(others.collect());
    }
    let mut others = Others {
        way,
        seen: BTreeSet::from([way.whole]),
        scope: Scope::with(&["Unknown"], OnCollision::Suffix),
        found: Vec::new(),
    };
    others.collect(way.whole, union, diagnostics);
    Some(others.found)
}

/// Where nothing is left, any object is as good as another.
fn replace(kind: &mut Kind, variants: Vec<UnionVariant>) {
    match kind {
        Kind::Union(union) if !variants.is_empty() => union.variants = variants,
        other => {
            *other = Kind::Struct(Struct {
                fields: Vec::new(),
                additional: Some(Type::Json),
            });
        }
    }
}

fn union(model: &Model, id: TypeId) -> Option<&Union> {
    match &model[id].kind {
        Kind::Union(it) => Some(it),
        _ => None,
    }
}

fn inside(variant: &UnionVariant) -> Option<TypeId> {
    directly(&variant.ty)
}

/// The property that a choice is made by, and its values.
type Told<'a> = Option<(&'a str, &'a [String])>;

/// What is known of a value that is read as this alternative.
fn told<'a>(union: &'a Union, variant: &'a UnionVariant) -> Told<'a> {
    let property = union.discriminator.as_deref()?;
    Some((property, &variant.tags))
}

/// True if reading `from` may come to read `whole` of the same value.
fn reaches<'a>(model: &'a Model, from: TypeId, whole: TypeId, told_before: Told<'a>) -> bool {
    let mut waiting = vec![(from, told_before)];
    let mut seen = BTreeSet::new();
    while let Some((id, known)) = waiting.pop() {
        if id == whole {
            return true;
        }
        let Some(union) = union(model, id).filter(|_| seen.insert(id)) else {
            continue;
        };
        for variant in &union.variants {
            let told = told(union, variant);
            let excluded = known
                .zip(told)
                .is_some_and(|((property, values), (other, tags))| {
                    property == other && !tags.iter().any(|it| values.contains(it))
                });
            if let Some(inner) = inside(variant).filter(|_| !excluded) {
                waiting.push((inner, told.or(known)));
            }
        }
    }
    false
}

/// Gathers the alternatives that do not lead back to the whole.
struct Others<'a> {
    way: &'a Way<'a>,
    seen: BTreeSet<TypeId>,
    scope: Scope,
    found: Vec<UnionVariant>,
}

impl Others<'_> {
    fn collect(&mut self, id: TypeId, union: &Union, diagnostics: &mut Diagnostics) {
        for variant in &union.variants {
            match inside(variant).filter(|it| self.way.leads_from(*it, None)) {
                None => self.add(id, variant, diagnostics),
                Some(id) => {
                    if let Some(union) = self::union(self.way.model, id)
                        && self.seen.insert(id)
                    {
                        self.collect(id, union, diagnostics);
                    }
                }
            }
        }
    }

    /// An alternative of the choice `of`. What is called like one of another choice is called like its type.
    fn add(&mut self, of: TypeId, variant: &UnionVariant, diagnostics: &mut Diagnostics) {
        if self.found.iter().any(|it| it.ty == variant.ty) {
            return;
        }
        let mut name = &variant.name.rust;
        if let Some(id) = inside(variant).filter(|_| self.scope.has(name)) {
            name = &self.way.model[id].name.rust;
        }
        let (wire, at) = (&variant.name.wire, &self.way.model[of].pointer);
        let name = self.scope.claim(name.clone(), wire, at, diagnostics);
        self.found.push(UnionVariant {
            name,
            ..variant.clone()
        });
    }
}
