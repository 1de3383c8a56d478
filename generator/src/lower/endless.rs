//! Objects that need themselves: no value of `Node { next: Node }` has an end. What is required there can only be missing
//! in the last of them, so that is what the type says.

use super::rings::{on_rings, reversed};
use crate::diagnostics::Diagnostics;
use crate::model::{Field, Kind, Model, Presence, Type, TypeId};

/// Lets the fields be missing that no value could have.
pub(super) fn relax(model: &mut Model, diagnostics: &mut Diagnostics) {
    let mut ends = Ends::of(model);
    let endless = |id: &TypeId| !ends.found[id.0];
    let inside: Vec<Vec<TypeId>> = (0..model.types.len())
        .map(|it| needs(model, TypeId(it)).into_iter().filter(endless))
        .map(Iterator::collect)
        .collect();
    let ringed = on_rings(&inside);
    for id in &ringed {
        if ends.found[id.0] {
            continue;
        }
        let def = &mut model.types[id.0];
        let Kind::Struct(it) = &mut def.kind else {
            continue;
        };
        let back = |it: &&mut Field| {
            needed(it).is_some_and(|inner| ringed.contains(&inner) && !ends.found[inner.0])
        };
        let mut relaxed = 0;
        for field in it.fields.iter_mut().filter(back) {
            diagnostics.endless_object(&field.pointer, &field.name.wire);
            field.presence = Presence::Optional;
            relaxed += 1;
        }
        ends.less(*id, relaxed);
    }
}

/// The type that each value of a struct has one of in this field.
fn needed(field: &Field) -> Option<TypeId> {
    let always = field.presence == Presence::Required;
    always.then(|| named(&field.ty)).flatten()
}

fn named(ty: &Type) -> Option<TypeId> {
    match ty {
        Type::Boxed(it) => named(it),
        Type::Named(id) => Some(*id),
        _ => None,
    }
}

/// What a value cannot be without: all of it for a struct, any one for a choice.
fn needs(model: &Model, id: TypeId) -> Vec<TypeId> {
    let any: Vec<Option<TypeId>> = match &model[id].kind {
        Kind::Struct(it) => return it.fields.iter().filter_map(needed).collect(),
        Kind::Union(it) => it.variants.iter().map(|it| named(&it.ty)).collect(),
        Kind::Choice(it) => it.iter().map(|it| named(&it.payload.ty)).collect(),
        Kind::Enum(_) | Kind::Identifier(_) => Vec::new(),
    };
    any.into_iter().collect::<Option<_>>().unwrap_or_default()
}

/// Which types have values with an end.
struct Ends {
    found: Vec<bool>,
    /// How many of the types that a type needs have none so far.
    left: Vec<usize>,
    around: Vec<Vec<TypeId>>,
}

impl Ends {
    fn of(model: &Model) -> Self {
        let inside: Vec<Vec<TypeId>> = (0..model.types.len())
            .map(|it| needs(model, TypeId(it)))
            .collect();
        let left = inside.iter().enumerate().map(|(number, it)| {
            let all = matches!(model.types[number].kind, Kind::Struct(_));
            if all { it.len() } else { it.len().min(1) }
        });
        let mut ends = Self {
            found: vec![false; inside.len()],
            left: left.collect(),
            around: reversed(&inside),
        };
        for number in 0..inside.len() {
            ends.less(TypeId(number), 0);
        }
        ends
    }

    /// A type needs so many fewer: what has an end thereby is found.
    fn less(&mut self, id: TypeId, by: usize) {
        self.left[id.0] = self.left[id.0].saturating_sub(by);
        let mut waiting = Vec::from([id]);
        while let Some(id) = waiting.pop() {
            if self.left[id.0] > 0 || std::mem::replace(&mut self.found[id.0], true) {
                continue;
            }
            for outer in &self.around[id.0] {
                self.left[outer.0] = self.left[outer.0].saturating_sub(1);
                waiting.push(*outer);
            }
        }
    }
}
