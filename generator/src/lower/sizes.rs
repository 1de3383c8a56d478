//! Boxes where a type would be large in place. A struct of structs of structs takes kilobytes, each level of it on the stack
//! while it is read: an API whose objects hold each other would need more than a thread has.

use super::passes::{directly, part_mut, parts, wrap};
use crate::model::{Integer, Kind, Model, Presence, Type, TypeId};

/// What may lie in place, in bytes. Few objects of plain fields are larger.
const LARGEST: usize = 1024;

/// What a whole type may take, in bytes, before all objects in it go into boxes. Reading takes a multiple of it on the
/// stack, in a build without optimisation forty times as much, and threads of tokio have 2 MiB.
const LARGEST_WHOLE: usize = 8 * 1024;

/// What a text, list or map takes.
const TEXT: usize = 24;

/// Boxes everything larger. Types contain themselves only in boxes by now.
pub(super) fn box_large(model: &mut Model) {
    let mut sizes = vec![None; model.types.len()];
    for id in 0..model.types.len() {
        measure(model, TypeId(id), &mut sizes);
    }
}

/// The size of a type, those inside it first.
fn measure(model: &mut Model, id: TypeId, sizes: &mut [Option<usize>]) -> usize {
    if let Some(size) = sizes[id.0] {
        return size;
    }
    sizes[id.0] = Some(0);
    let inside: Vec<Option<TypeId>> = parts(&model[id]).into_iter().map(directly).collect();
    let inside: Vec<usize> = inside
        .into_iter()
        .map(|it| it.map_or(0, |it| measure(model, it, sizes)))
        .collect();
    box_parts(model, id, &inside, LARGEST);
    if of_kind(&model[id].kind, sizes) > LARGEST_WHOLE {
        box_parts(model, id, &inside, TEXT);
    }
    let size = of_kind(&model[id].kind, sizes);
    sizes[id.0] = Some(size);
    size
}

/// Boxes the parts of a type that are larger than this and not in boxes yet.
fn box_parts(model: &mut Model, id: TypeId, inside: &[usize], largest: usize) {
    for (position, size) in inside.iter().enumerate() {
        if *size > largest
            && let Some(ty) = part_mut(&mut model.types[id.0], position)
            && directly(ty).is_some()
        {
            wrap(ty);
        }
    }
}

/// About what values take: padding and niches are left out.
fn of_kind(kind: &Kind, sizes: &[Option<usize>]) -> usize {
    match kind {
        Kind::Struct(it) => {
            let fields = it.fields.iter().map(|it| {
                let tag = if it.presence == Presence::Required {
                    0
                } else {
                    8
                };
                tag + of_type(&it.ty, sizes)
            });
            fields.sum::<usize>() + it.additional.as_ref().map_or(0, |_| TEXT)
        }
        Kind::Union(it) => 8 + largest(it.variants.iter().map(|it| &it.ty), sizes),
        Kind::Choice(forms) => 8 + largest(forms.iter().map(|it| &it.payload.ty), sizes),
        Kind::Enum(_) => TEXT,
        Kind::Identifier(_) => 16,
    }
}

fn largest<'a>(types: impl Iterator<Item = &'a Type>, sizes: &[Option<usize>]) -> usize {
    types.map(|it| of_type(it, sizes)).max().unwrap_or_default()
}

fn of_type(ty: &Type, sizes: &[Option<usize>]) -> usize {
    match ty {
        Type::Bool => 1,
        Type::Integer(Integer::I32 | Integer::U32) | Type::F32 => 4,
        Type::Integer(Integer::I64 | Integer::U64) | Type::F64 | Type::Boxed(_) => 8,
        Type::Timestamp => 16,
        Type::String | Type::Secret | Type::Bytes | Type::List(_) | Type::Map(_) => TEXT,
        Type::Json | Type::File | Type::Multipart => 4 * TEXT,
        Type::Named(id) => sizes[id.0].unwrap_or_default(),
        Type::Nullable(it) => 8 + of_type(it, sizes),
    }
}
