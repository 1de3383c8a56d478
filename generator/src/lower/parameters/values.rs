//! What the values of a parameter are, as far as that decides how they are sent.

use super::{Raw, Written};
use crate::lower::Lowering;
use crate::model::{Kind, Type};

/// Text of a media type that is not JSON goes as it is; what is no text has no other form than JSON.
pub(super) fn is_json(lowering: &mut Lowering<'_>, raw: &Raw, ty: &Type) -> bool {
    match raw.written {
        Written::Json => true,
        Written::Styled => false,
        Written::Text => {
            let plain = is_scalar(lowering, ty);
            if !plain {
                lowering.diagnostics.parameter_content(&raw.at, &raw.name);
            }
            !plain
        }
    }
}

/// Whether elements have no form but JSON.
pub(super) fn is_list_of_composites(lowering: &Lowering<'_>, ty: &Type) -> bool {
    let Type::List(item) = ty else { return false };
    match &**item {
        Type::Map(_) | Type::List(_) => true,
        Type::Named(id) => matches!(lowering.types[id.0].kind, Kind::Struct(_)),
        _ => false,
    }
}

/// Text, numbers and booleans.
fn is_scalar(lowering: &Lowering<'_>, ty: &Type) -> bool {
    match ty {
        Type::Bool
        | Type::Integer(_)
        | Type::F32
        | Type::F64
        | Type::String
        | Type::Secret
        | Type::Timestamp => true,
        Type::Named(id) => match lowering.types[id.0].kind {
            Kind::Enum(_) | Kind::Identifier(_) => true,
            Kind::Struct(_) | Kind::Union(_) | Kind::Choice(_) => false,
        },
        Type::Bytes
        | Type::File
        | Type::Multipart
        | Type::Json
        | Type::Boxed(_)
        | Type::List(_)
        | Type::Map(_)
        | Type::Nullable(_) => false,
    }
}

/// `projects/{project}/topics/{topic}`, where a description says that a value looks so.
pub(super) fn several_segments(description: &str) -> Option<&str> {
    let word = |it: &str| it.starts_with(|c: char| c.is_ascii_lowercase()) && it.contains("/{");
    let ends = |it: char| it.is_whitespace() || "`'\"(),;".contains(it);
    let mut words = description.split(ends);
    let found = words.find(|it| word(it) && !it.contains("://") && it.len() <= 200);
    found.map(|it| it.trim_end_matches('.'))
}
