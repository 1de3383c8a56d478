//! What is always there around a list: by it, an answer without one is told from an empty page.

use super::bare;
use crate::model::{Content, Field, Kind, Model, Output, Pages, Presence, Type};
use crate::spec::pointer;

/// How much of what stands beside a list is said. What has so much of it has the rest as well.
const MOST: usize = 8;

/// Says it of each list, once it is known what of its answer may be missing.
pub(in crate::lower) fn fill(model: &mut Model) {
    for number in 0..model.operations.len() {
        let operation = &model.operations[number];
        let list = match operation.pagination.as_ref().map(|it| &it.pages) {
            Some(Pages::List(list)) => list,
            Some(Pages::Numbered { .. }) | None => continue,
        };
        let found = around(model, &operation.output, &list.items);
        if let Some(pagination) = &mut model.operations[number].pagination
            && let Pages::List(list) = &mut pagination.pages
        {
            list.required = found;
        }
    }
}

fn around(model: &Model, output: &Output, items: &str) -> Vec<String> {
    let mut ty = match super::listed(output.contents()) {
        Some(Content::Json(ty) | Content::Whole(ty)) => ty,
        // An envelope without a result is refused by all who ask for it.
        Some(Content::Result(_)) => return vec![items.to_owned()],
        _ => return Vec::new(),
    };
    let (mut found, mut at) = (Vec::new(), String::new());
    for step in items.split('/').skip(1) {
        let step = pointer::unescape(step);
        let Type::Named(id) = bare(ty) else { break };
        let Kind::Struct(object) = &model[*id].kind else {
            break;
        };
        let Some(next) = object.fields.iter().find(|it| it.name.wire == step) else {
            break;
        };
        let beside = pointer::join(&at, &step);
        if is_there(next) {
            found.push(beside.clone());
        } else {
            let others = object.fields.iter().filter(|it| is_there(it));
            found.extend(
                others
                    .take(MOST)
                    .map(|it| pointer::join(&at, &it.name.wire)),
            );
        }
        (at, ty) = (beside, &next.ty);
    }
    found
}

/// Whether an answer without a field is refused: what may be null may be missing as well.
fn is_there(field: &Field) -> bool {
    field.presence == Presence::Required && !matches!(field.ty, Type::Nullable(_))
}
