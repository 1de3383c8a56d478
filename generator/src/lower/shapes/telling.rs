//! Which fixed texts of an alternative tell it from the others: those that no other allows for that property.

use std::collections::{BTreeMap, BTreeSet};

use super::MOST;
use crate::model::{Enum, Kind, Represented, Shape, Struct, Type, TypeDef, TypeId, UnionVariant};

/// Which alternatives allow something.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Who {
    Only(usize),
    Several,
}

impl Who {
    fn and(self, other: Self) -> Self {
        if self == other { self } else { Self::Several }
    }
}

/// What the alternatives allow as the text of one property.
#[derive(Default)]
struct Texts<'a> {
    /// The texts that somewhere are the only one.
    fixed: BTreeMap<&'a str, Who>,
    /// Enums of several texts.
    enums: BTreeMap<TypeId, Who>,
    /// Any text.
    any: Option<Who>,
}

impl<'a> Texts<'a> {
    fn add(&mut self, types: &'a [TypeDef], ty: &Type, who: Who) {
        match ty {
            Type::Boxed(inner) | Type::Nullable(inner) => self.add(types, inner, who),
            Type::Named(id) => match &types[id.0].kind {
                Kind::Enum(it) => self.add_enum(*id, it, who),
                Kind::Identifier(_) | Kind::Union(_) | Kind::Choice(_) => self.add_any(who),
                Kind::Struct(_) => {}
            },
            Type::String | Type::Secret | Type::Timestamp | Type::Json => self.add_any(who),
            Type::Bool
            | Type::Integer(_)
            | Type::F32
            | Type::F64
            | Type::Bytes
            | Type::File
            | Type::Multipart
            | Type::List(_)
            | Type::Map(_) => {}
        }
    }

    fn add_enum(&mut self, id: TypeId, it: &'a Enum, who: Who) {
        match (it.represented, it.variants.as_slice()) {
            (Represented::Integer, _) => {}
            (Represented::Text, _) if it.any_text => self.add_any(who),
            (Represented::Text, [only]) => add(&mut self.fixed, &only.name.wire, who),
            (Represented::Text, _) => add(&mut self.enums, id, who),
        }
    }

    fn add_any(&mut self, who: Who) {
        self.any = Some(self.any.map_or(who, |it| it.and(who)));
    }

    /// Says of each fixed text who lists it among others. Of the two the shorter is gone through.
    fn look_up(&mut self, texts: &BTreeMap<TypeId, BTreeSet<&str>>) {
        for (id, who) in &self.enums {
            let listed = &texts[id];
            if listed.len() < self.fixed.len() {
                for text in listed {
                    if let Some(it) = self.fixed.get_mut(*text) {
                        *it = it.and(*who);
                    }
                }
            } else {
                let both = self.fixed.iter_mut().filter(|it| listed.contains(*it.0));
                both.for_each(|(_, it)| *it = it.and(*who));
            }
        }
    }

    /// True if nobody but this alternative can have the text.
    fn tells(&self, text: &str, number: usize) -> bool {
        let alone = |it: Who| it == Who::Only(number);
        self.any.is_none_or(alone) && self.fixed.get(text).copied().is_some_and(alone)
    }

    /// True if the property can have more than one text.
    fn differ(&self) -> bool {
        self.any.is_some() || self.fixed.len() > 1 || !self.enums.is_empty()
    }
}

fn add<K: Ord>(all: &mut BTreeMap<K, Who>, key: K, who: Who) {
    all.entry(key)
        .and_modify(|it| *it = it.and(who))
        .or_insert(who);
}

/// Sets apart the fixed texts that tell nothing. One that all others have as well does not even rule out anything.
/// Gives how many properties it looked at.
pub(super) fn sort_out(
    types: &[TypeDef],
    variants: &[UnionVariant],
    shapes: &mut [Shape],
) -> usize {
    let objects = variants.iter().map(|it| objects(types, &it.ty));
    let objects: Vec<Vec<&Struct>> = objects.collect();
    let all = texts(types, &objects);
    for (number, shape) in shapes.iter_mut().enumerate() {
        sort_out_of(shape, number, &all);
    }
    objects.iter().flatten().map(|it| it.fields.len()).sum()
}

fn sort_out_of(shape: &mut Shape, number: usize, all: &BTreeMap<&str, Texts<'_>>) {
    match shape {
        Shape::Object(it) => {
            let said = |name: &String| all.get(name.as_str());
            let (fixed, mut shared) = std::mem::take(&mut it.fixed)
                .into_iter()
                .partition::<Vec<_>, _>(|(name, text)| {
                    said(name).is_none_or(|it| it.tells(text, number))
                });
            shared.retain(|(name, _)| said(name).is_some_and(Texts::differ));
            (it.fixed, it.shared) = (fixed, shared);
        }
        Shape::OneOf(inner) => {
            for shape in inner {
                sort_out_of(shape, number, all);
            }
        }
        Shape::Any
        | Shape::Bool
        | Shape::Integer
        | Shape::Number
        | Shape::Text(_)
        | Shape::Known(_)
        | Shape::List => {}
    }
}

/// What the alternatives allow, by property.
fn texts<'a>(types: &'a [TypeDef], variants: &[Vec<&'a Struct>]) -> BTreeMap<&'a str, Texts<'a>> {
    let mut all: BTreeMap<&str, Texts<'_>> = BTreeMap::new();
    for (number, objects) in variants.iter().enumerate() {
        for field in objects.iter().flat_map(|it| &it.fields) {
            let texts = all.entry(&field.name.wire).or_default();
            texts.add(types, &field.ty, Who::Only(number));
        }
    }
    all.retain(|_, it| !it.fixed.is_empty());
    let mut listed = BTreeMap::new();
    for id in all.values().flat_map(|it| it.enums.keys()) {
        listed
            .entry(*id)
            .or_insert_with(|| listed_by(&types[id.0].kind));
    }
    for texts in all.values_mut() {
        texts.look_up(&listed);
    }
    all
}

fn listed_by(kind: &Kind) -> BTreeSet<&str> {
    match kind {
        Kind::Enum(it) => it.variants.iter().map(|it| it.name.wire.as_str()).collect(),
        Kind::Struct(_) | Kind::Union(_) | Kind::Identifier(_) | Kind::Choice(_) => BTreeSet::new(),
    }
}

/// The objects that an alternative can be. Many of them are too many to look at for each choice that they are part of.
fn objects<'a>(types: &'a [TypeDef], ty: &Type) -> Vec<&'a Struct> {
    let named = |ty: &Type| match ty.unboxed() {
        Type::Named(id) => Some(*id),
        _ => None,
    };
    let mut waiting: Vec<TypeId> = named(ty).into_iter().collect();
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(id) = waiting.get(at) {
        at += 1;
        match &types[id.0].kind {
            Kind::Struct(it) => found.push(it),
            Kind::Union(it) => {
                let all = it.variants.iter().take(MOST);
                for id in all.filter_map(|it| named(&it.ty)) {
                    if waiting.len() < MOST && !waiting.contains(&id) {
                        waiting.push(id);
                    }
                }
            }
            Kind::Enum(_) | Kind::Identifier(_) | Kind::Choice(_) => {}
        }
    }
    found
}
