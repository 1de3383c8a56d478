//! Choices that lead back to themselves: `Pet` is a `Cat` or a `Dog`, and a `Cat` is a `Pet` or a `Lion`.
//!
//! Who reads a value would try one after the other without end. What is a `Cat` by being a `Pet` says nothing of a `Pet`, so
//! it is left out, and the other alternatives of `Cat` take its place: a `Pet` is a `Dog` or a `Lion`.

use std::collections::BTreeSet;

use super::passes::directly;
use crate::diagnostics::Diagnostics;
use crate::model::{Kind, Model, Struct, Type, TypeId, Union, UnionVariant};

/// Cuts all circles. Boxes do not matter: that a type has a size does not mean that reading it ends.
pub(super) fn cut(model: &mut Model, diagnostics: &mut Diagnostics) {
    for id in (0..model.types.len()).map(TypeId) {
        let Some(variants) = union(model, id).and_then(|it| others(model, id, it)) else {
            continue;
        };
        diagnostics.endless_choice(&model[id].pointer);
        replace(&mut model.types[id.0].kind, variants);
    }
}

/// What a choice is besides itself, if it leads back to itself.
fn others(model: &Model, id: TypeId, union: &Union) -> Option<Vec<UnionVariant>> {
    let back = |it: &&UnionVariant| {
        inside(it).is_some_and(|inner| reaches(model, inner, id, told(union, it)))
    };
    if !union.variants.iter().any(|it| back(&it)) {
        return None;
    }
    // The value of the property says where to go on; what it says about other values stays as it is.
    if union.discriminator.is_some() {
        let others = union.variants.iter().filter(|it| !back(it)).cloned();
        return Some(others.collect());
    }
    let mut others = Others {
        model,
        whole: id,
        seen: BTreeSet::from([id]),
        found: Vec::new(),
    };
    others.collect(union);
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
    model: &'a Model,
    whole: TypeId,
    seen: BTreeSet<TypeId>,
    found: Vec<UnionVariant>,
}

impl Others<'_> {
    fn collect(&mut self, union: &Union) {
        for variant in &union.variants {
            match inside(variant).filter(|it| reaches(self.model, *it, self.whole, None)) {
                None => self.add(variant),
                Some(id) => {
                    if let Some(union) = self::union(self.model, id)
                        && self.seen.insert(id)
                    {
                        self.collect(union);
                    }
                }
            }
        }
    }

    fn add(&mut self, variant: &UnionVariant) {
        if self.found.iter().any(|it| it.ty == variant.ty) {
            return;
        }
        let mut variant = variant.clone();
        let taken = |name: &str| self.found.iter().any(|it| it.name.rust == name);
        if taken(&variant.name.rust) {
            let mut number = 2;
            while taken(&format!("{}{number}", variant.name.rust)) {
                number += 1;
            }
            variant.name.rust = format!("{}{number}", variant.name.rust);
        }
        self.found.push(variant);
    }
}
