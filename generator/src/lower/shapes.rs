//! What the values of each alternative look like, so that a client can find the one that fits best.

mod telling;

use std::collections::BTreeMap;

use super::objects::is_undeclared;
use crate::model::{
    Kind, Model, ObjectShape, Presence, Represented, Shape, Struct, Type, TypeDef, TypeId, Union,
};

/// Deepest nesting of types that are looked into.
const DEPTH: usize = 8;

/// Unions of objects and other things are looked into less deep: each level repeats all that is below.
const MIXED: usize = 2;

/// Most shapes that one is made of; what would be more is anything.
const MOST: usize = 60;

/// Fills in the shapes of all unions that nothing else tells apart, or may fail to: a discriminator that can be missing.
pub(super) fn fill(model: &mut Model) {
    let mut known = Known::default();
    for number in 0..model.types.len() {
        let Kind::Union(union) = &model.types[number].kind else {
            continue;
        };
        let mut shapes: Vec<Shape> = union
            .variants
            .iter()
            .map(|it| of_type(&model.types, &it.ty, 0, &mut known))
            .collect();
        let tag = union.discriminator.as_deref();
        if tag.is_some_and(|tag| shapes.iter().all(|it| requires(it, tag))) {
            continue;
        }
        telling::sort_out(&model.types, &union.variants, &mut shapes);
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

/// The shapes of types that are known already, by how deep they were looked into.
type Known = BTreeMap<(TypeId, usize), Shape>;

fn of_type(types: &[TypeDef], ty: &Type, depth: usize, known: &mut Known) -> Shape {
    match ty {
        Type::Bool => Shape::Bool,
        Type::Integer(_) => Shape::Integer,
        Type::F32 | Type::F64 => Shape::Number,
        Type::String | Type::Secret | Type::Timestamp => Shape::Text(Vec::new()),
        Type::List(_) => Shape::List,
        Type::Map(_) => Shape::Object(ObjectShape::default()),
        Type::Boxed(inner) => of_type(types, inner, depth, known),
        Type::Named(id) if depth < DEPTH => {
            if let Some(shape) = known.get(&(*id, depth)) {
                return shape.clone();
            }
            let shape = of_named(types, &types[id.0].kind, depth, known);
            known.insert((*id, depth), shape.clone());
            shape
        }
        Type::Named(_)
        | Type::Nullable(_)
        | Type::Bytes
        | Type::File
        | Type::Multipart
        | Type::Json => Shape::Any,
    }
}

fn of_named(types: &[TypeDef], kind: &Kind, depth: usize, known: &mut Known) -> Shape {
    match kind {
        Kind::Identifier(_) => Shape::Text(Vec::new()),
        Kind::Choice(_) => Shape::Any,
        Kind::Enum(it) => match it.represented {
            Represented::Integer => Shape::Integer,
            Represented::Text if it.any_text => Shape::Text(Vec::new()),
            Represented::Text => {
                Shape::Text(it.variants.iter().map(|it| it.name.wire.clone()).collect())
            }
        },
        Kind::Struct(it) => Shape::Object(of_object(types, it)),
        Kind::Union(it) => of_union(types, it, depth, known),
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
    let shapes: Vec<Shape> = it
        .variants
        .iter()
        .map(|it| of_type(types, &it.ty, depth + 1, known))
        .collect();
    let objects: Vec<&ObjectShape> = shapes
        .iter()
        .filter_map(|it| match it {
            Shape::Object(shape) => Some(shape),
            _ => None,
        })
        .collect();
    if objects.len() < shapes.len() {
        return if depth < MIXED && shapes.iter().map(count).sum::<usize>() <= MOST {
            Shape::OneOf(shapes)
        } else {
            Shape::Any
        };
    }
    let mut common = ObjectShape::default();
    for shape in &objects {
        for name in shape.required.iter().chain(&shape.optional) {
            let known = common.required.contains(name) || common.optional.contains(name);
            if !known {
                let always = objects.iter().all(|it| it.required.contains(name));
                if always {
                    common.required.push(name.clone());
                } else {
                    common.optional.push(name.clone());
                }
            }
        }
    }
    Shape::Object(common)
}
