//! What can have one value only, so that nobody has to write it: `object: "list"`, the tag of an alternative, `grant_type`.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::Lowering;
use super::numbers::whole;
use super::view::View;
use crate::model::{Fixed, Kind, Model, Presence, Shape, Type, TypeDef, TypeId, Variant};

/// The discriminators of the unions that a type is an alternative of, each with its one tag there; `None` where there
/// are several.
type Tags = BTreeMap<(TypeId, String), Option<String>>;

impl Lowering<'_> {
    /// The only value of a number or flag. It has no type of its own that could tell later.
    pub(super) fn only_scalar(&mut self, view: &View<'_>, ty: &Type) -> Option<Fixed> {
        let is_flag = match ty {
            Type::Integer(_) => false,
            Type::Bool => true,
            _ => return None,
        };
        let known = self.known_values(view);
        let [only] = known.as_slice() else {
            return None;
        };
        match &only.value {
            Value::Bool(it) if is_flag => Some(Fixed::Flag(*it)),
            it if !is_flag => whole(it, ty).map(Fixed::Integer),
            _ => None,
        }
    }
}

/// Null, where nothing else is a value.
pub(super) fn only_null(view: &View<'_>, ty: &Type) -> Option<Fixed> {
    (*ty == Type::Json && view.only_null()).then_some(Fixed::Null)
}

/// Finds the parameters and properties that constructors fill in: required ones, and those that tell an alternative from
/// others.
pub(super) fn fill(model: &mut Model) {
    let tags = tags(&model.types);
    let telling = telling(&model.types);
    let mut found = Vec::new();
    for (number, def) in model.types.iter().enumerate() {
        let Kind::Struct(it) = &def.kind else {
            continue;
        };
        for (position, field) in it.fields.iter().enumerate() {
            let place = (TypeId(number), field.name.wire.clone());
            let wanted = match field.presence {
                Presence::Required => true,
                Presence::Optional => telling.contains(&place),
                _ => false,
            };
            if !wanted {
                continue;
            }
            let tag = tags.get(&place);
            let tag = tag.and_then(Option::as_deref);
            let fixed = only(&model.types, &field.ty)
                .or_else(|| tag.and_then(|tag| tagged(&model.types, &field.ty, tag)));
            found.extend(fixed.map(|it| (number, position, it)));
        }
    }
    for (number, position, fixed) in found {
        if let Kind::Struct(it) = &mut model.types[number].kind {
            it.fields[position].fixed = Some(fixed);
        }
    }
    let types = &model.types;
    let all = model.operations.iter_mut();
    for parameter in all.flat_map(|it| &mut it.parameters) {
        if parameter.required {
            let fixed = only(types, &parameter.ty);
            parameter.fixed = parameter.fixed.take().or(fixed);
        }
    }
}

/// The only value that the document lists.
pub(super) fn only(types: &[TypeDef], ty: &Type) -> Option<Fixed> {
    match variants(types, ty)? {
        [only] => Some(Fixed::Variant(only.name.clone())),
        _ => None,
    }
}

/// A tag as a value of the property that holds it.
fn tagged(types: &[TypeDef], ty: &Type, tag: &str) -> Option<Fixed> {
    if *ty == Type::String {
        return Some(Fixed::Text(tag.to_owned()));
    }
    let variant = variants(types, ty)?.iter().find(|it| it.name.wire == tag)?;
    Some(Fixed::Variant(variant.name.clone()))
}

/// The values that the document lists, where it allows no others.
fn variants<'a>(types: &'a [TypeDef], ty: &Type) -> Option<&'a [Variant]> {
    let Type::Named(id) = ty else { return None };
    match &types[id.0].kind {
        Kind::Enum(it) if !it.any_text => Some(&it.variants),
        Kind::Enum(_)
        | Kind::Struct(_)
        | Kind::Union(_)
        | Kind::Identifier(_)
        | Kind::Choice(_) => None,
    }
}

/// The properties whose only text tells an alternative from others that are objects too, where nothing else is said to.
fn telling(types: &[TypeDef]) -> BTreeSet<(TypeId, String)> {
    let mut found = BTreeSet::new();
    for def in types {
        let Kind::Union(it) = &def.kind else { continue };
        let objects = it.variants.iter().filter(|it| can_be_object(&it.shape));
        if it.discriminator.is_some() || objects.count() < 2 {
            continue;
        }
        for variant in &it.variants {
            if let (Some(id), Shape::Object(shape)) = (variant.ty.named(), &variant.shape) {
                found.extend(shape.fixed.iter().map(|(name, _)| (id, name.clone())));
            }
        }
    }
    found
}

fn can_be_object(shape: &Shape) -> bool {
    match shape {
        Shape::Any | Shape::Object(_) => true,
        Shape::OneOf(all) => all.iter().any(can_be_object),
        Shape::Bool
        | Shape::Integer
        | Shape::Number
        | Shape::Text(_)
        | Shape::Known(_)
        | Shape::List => false,
    }
}

fn tags(types: &[TypeDef]) -> Tags {
    let mut tags = Tags::new();
    for def in types {
        let Kind::Union(it) = &def.kind else { continue };
        let Some(property) = &it.discriminator else {
            continue;
        };
        for variant in &it.variants {
            let Some(id) = variant.ty.named() else {
                continue;
            };
            let tag = match variant.tags.as_slice() {
                [only] => Some(only.clone()),
                _ => None,
            };
            tags.entry((id, property.clone()))
                .and_modify(|it| *it = it.take().filter(|it| Some(it) == tag.as_ref()))
                .or_insert(tag);
        }
    }
    tags
}
