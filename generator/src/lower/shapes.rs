//! What the values of each alternative look like, so that a client can find the one that fits best.

mod telling;

use std::collections::BTreeMap;
use std::rc::Rc;

use indexmap::IndexMap;

use super::objects::is_undeclared;
use super::room::{AT_ONCE, Room, TEXT};
use crate::diagnostics::Diagnostics;
use crate::model::{
    Enum, Kind, Model, ObjectShape, Presence, Represented, Shape, Struct, Type, TypeDef, TypeId,
    Union,
};

/// Deepest nesting of types that are looked into.
const DEPTH: usize = 8;

/// Unions of objects and other things are looked into less deep: each level repeats all that is below.
const MIXED: usize = 2;

/// Most shapes that one is made of; what would be more is anything.
const MOST: usize = 60;

/// Most texts of an enum, and most bytes of them, that each alternative of that type lists; with more the type is asked.
const WRITTEN: (usize, usize) = (40, 1000);

/// Fills in the shapes of all unions that nothing else tells apart, or may fail to: a discriminator that can be missing.
/// What they repeat has an end of its own.
pub(super) fn fill(model: &mut Model, room: Room, diagnostics: &mut Diagnostics) {
    // That was said already.
    if room.is_full() {
        return;
    }
    let mut known = Known {
        shapes: BTreeMap::new(),
        room,
    };
    for number in 0..model.types.len() {
        let Kind::Union(union) = &model.types[number].kind else {
            continue;
        };
        let variants = union.variants.iter();
        let shapes = variants.map(|it| of_type(&model.types, &it.ty, 0, &mut known));
        let shapes: Vec<Rc<Shape>> = shapes.collect();
        let tag = union.discriminator.as_deref();
        if tag.is_some_and(|tag| shapes.iter().all(|it| requires(it, tag))) {
            continue;
        }
        known.room.take(shapes.iter().map(|it| size(it)).sum());
        if known.room.is_full() {
            let at = &model.types[number].pointer;
            return diagnostics.too_much(at, known.room.most());
        }
        let mut shapes: Vec<Shape> = shapes.iter().map(|it| Shape::clone(it)).collect();
        let seen = telling::sort_out(&model.types, &union.variants, &mut shapes);
        known.room.take(seen / AT_ONCE);
        if let Kind::Union(union) = &mut model.types[number].kind {
            for (variant, shape) in union.variants.iter_mut().zip(shapes) {
                variant.shape = shape;
            }
        }
    }
}

/// True if a value of this shape cannot be without a property.
fn requires(shape: &Shape, property: &str) -> bool {
    matches!(shape, Shape::Object(it) if it.required.iter().any(|it| it == property))
}

/// What is known already, and what there still may be.
struct Known {
    /// The shapes of types, by how deep they were looked into.
    shapes: BTreeMap<(TypeId, usize), Rc<Shape>>,
    room: Room,
}

fn of_type(types: &[TypeDef], ty: &Type, depth: usize, known: &mut Known) -> Rc<Shape> {
    let shape = match ty {
        Type::Bool => Shape::Bool,
        Type::Integer(_) => Shape::Integer,
        Type::F32 | Type::F64 => Shape::Number,
        Type::String | Type::Secret | Type::Timestamp => Shape::Text(Vec::new()),
        Type::List(_) => Shape::List,
        Type::Map(_) => Shape::Object(ObjectShape::default()),
        Type::Boxed(inner) => return of_type(types, inner, depth, known),
        Type::Named(id) if depth < DEPTH => return of_named(types, *id, depth, known),
        Type::Named(_)
        | Type::Nullable(_)
        | Type::Bytes
        | Type::File
        | Type::Multipart
        | Type::Json => Shape::Any,
    };
    Rc::new(shape)
}

fn of_named(types: &[TypeDef], id: TypeId, depth: usize, known: &mut Known) -> Rc<Shape> {
    let kind = &types[id.0].kind;
    let is_union = matches!(kind, Kind::Union(_));
    let key = (id, if is_union { depth } else { 0 });
    if let Some(shape) = known.shapes.get(&key) {
        return shape.clone();
    }
    // Nobody reads it any more.
    if known.room.is_full() {
        return Rc::default();
    }
    let shape = Rc::new(match kind {
        Kind::Identifier(_) => Shape::Text(Vec::new()),
        Kind::Choice(_) => Shape::Any,
        Kind::Enum(it) => of_enum(id, it),
        Kind::Struct(it) => Shape::Object(of_object(types, it)),
        Kind::Union(it) => of_union(types, it, depth, known),
    });
    // A choice may have one for each depth.
    known.room.take(size(&shape) / DEPTH);
    known.shapes.insert(key, shape.clone());
    shape
}

fn of_enum(id: TypeId, it: &Enum) -> Shape {
    match it.represented {
        Represented::Integer => return Shape::Integer,
        Represented::Text if it.any_text => return Shape::Text(Vec::new()),
        Represented::Text => {}
    }
    let texts = || it.variants.iter().map(|it| &it.name.wire);
    let bytes: usize = texts().map(String::len).sum();
    if it.variants.len() > WRITTEN.0 || bytes > WRITTEN.1 {
        return Shape::Known(id);
    }
    Shape::Text(texts().cloned().collect())
}

/// The room that a shape takes where it is written.
fn size(shape: &Shape) -> usize {
    let of = |text: &String| 1 + text.len() / TEXT;
    match shape {
        Shape::OneOf(all) => 1 + all.iter().map(size).sum::<usize>(),
        Shape::Text(texts) => 1 + texts.iter().map(of).sum::<usize>(),
        Shape::Object(it) => {
            let pairs = it.fixed.iter().chain(&it.shared);
            let pairs = pairs.map(|(name, text)| of(name) + of(text));
            let names = it.required.iter().chain(&it.optional);
            1 + names.map(of).sum::<usize>() + pairs.sum::<usize>()
        }
        Shape::Any
        | Shape::Bool
        | Shape::Integer
        | Shape::Number
        | Shape::Known(_)
        | Shape::List => 1,
    }
}

fn of_object(types: &[TypeDef], it: &Struct) -> ObjectShape {
    let mut shape = ObjectShape::default();
    // What may be anything, or a mistake, decides nothing.
    for field in it.fields.iter().filter(|it| !is_undeclared(it)) {
        let wire = field.name.wire.clone();
        // Null is another value.
        let nullable = !matches!(field.presence, Presence::Required | Presence::Optional);
        if let Some(text) = only_value(types, &field.ty).filter(|_| !nullable) {
            shape.fixed.push((wire.clone(), text));
        }
        match field.presence {
            Presence::Required => shape.required.push(wire),
            Presence::RequiredNullable
            | Presence::Optional
            | Presence::OptionalNullable
            | Presence::ThreeState => shape.optional.push(wire),
        }
    }
    shape
}

/// How many shapes one is made of.
fn count(shape: &Shape) -> usize {
    match shape {
        Shape::OneOf(all) => 1 + all.iter().map(count).sum::<usize>(),
        _ => 1,
    }
}

/// The text of an enum with a single value.
fn only_value(types: &[TypeDef], ty: &Type) -> Option<String> {
    let Type::Named(id) = ty else { return None };
    match &types[id.0].kind {
        Kind::Enum(it) if it.represented == Represented::Text && !it.any_text => {
            match it.variants.as_slice() {
                [only] => Some(only.name.wire.clone()),
                _ => None,
            }
        }
        Kind::Enum(_)
        | Kind::Struct(_)
        | Kind::Union(_)
        | Kind::Identifier(_)
        | Kind::Choice(_) => None,
    }
}

/// A union inside a union is known by what all its alternatives have in common, if all are objects.
fn of_union(types: &[TypeDef], it: &Union, depth: usize, known: &mut Known) -> Shape {
    let variants = it.variants.iter();
    let shapes = variants.map(|it| of_type(types, &it.ty, depth + 1, known));
    let shapes: Vec<Rc<Shape>> = shapes.collect();
    let objects = shapes.iter().filter_map(|it| match &**it {
        Shape::Object(shape) => Some(shape),
        _ => None,
    });
    let objects: Vec<&ObjectShape> = objects.collect();
    if objects.len() < shapes.len() {
        return if depth < MIXED && shapes.iter().map(|it| count(it)).sum::<usize>() <= MOST {
            Shape::OneOf(shapes.iter().map(|it| Shape::clone(it)).collect())
        } else {
            Shape::Any
        };
    }
    Shape::Object(common(&objects))
}

/// What all of them always have is always there.
fn common(objects: &[&ObjectShape]) -> ObjectShape {
    let mut always: IndexMap<&String, usize> = IndexMap::new();
    for shape in objects {
        for name in &shape.required {
            *always.entry(name).or_default() += 1;
        }
        for name in &shape.optional {
            always.entry(name).or_default();
        }
    }
    let mut common = ObjectShape::default();
    for (name, count) in always {
        if count == objects.len() {
            common.required.push(name.clone());
        } else {
            common.optional.push(name.clone());
        }
    }
    common
}
