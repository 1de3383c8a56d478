//! Which operations give lists, whether or not there are pages of them.

use super::lists::ITEMS;
use super::outline::plain;
use super::pagination::bare;
use super::{Lowering, segments};
use crate::model::{Content, Kind, Operation, Output, Type};
use crate::naming::singular;

/// True for answers that are lists, that can be read page by page, or that hold one list, which their path names:
/// `{"tags": […]}` of `/tasks/{id}/tags`.
pub(super) fn is_list(lowering: &Lowering<'_>, operation: &Operation) -> bool {
    if operation.pagination.is_some() {
        return true;
    }
    match &operation.output {
        Output::One(
            Content::Page(_) | Content::Json(Type::List(_)) | Content::Result(Type::List(_)),
        ) => true,
        Output::One(Content::Json(ty) | Content::Result(ty) | Content::Whole(ty)) => {
            let last = segments::segments(&operation.path).last();
            let asked = last.filter(|it| it.parameter().is_none());
            asked.is_some_and(|it| holds(lowering, ty, &segments::words(it.0)))
        }
        Output::One(_) | Output::ByStatus { .. } => false,
    }
}

/// True for answers that are text or bytes, whatever is written in them.
pub(super) fn is_document(operation: &Operation) -> bool {
    matches!(
        &operation.output,
        Output::One(Content::Text | Content::SecretText | Content::Bytes)
    )
}

/// True for answers that are one thing of a known type.
pub(super) fn is_one(operation: &Operation) -> bool {
    match &operation.output {
        Output::One(Content::Json(ty) | Content::Result(ty) | Content::Whole(ty)) => {
            !matches!(bare(ty), Type::List(_) | Type::Json)
        }
        Output::One(_) | Output::ByStatus { .. } => false,
    }
}

/// True for an object whose only list is of what a word says, or is called as lists are.
fn holds(lowering: &Lowering<'_>, ty: &Type, word: &str) -> bool {
    let Type::Named(id) = bare(ty) else {
        return false;
    };
    let Kind::Struct(it) = &lowering.types[id.0].kind else {
        return false;
    };
    let fields = it.fields.iter();
    let mut lists = fields.filter(|it| matches!(bare(&it.ty), Type::List(_)));
    let (Some(only), None) = (lists.next(), lists.next()) else {
        return false;
    };
    let name = plain(&only.name.wire);
    singular(word) != word && (ITEMS.contains(&name.as_str()) || plain(word).ends_with(&name))
}
