//! Types that are only sent as forms or in several parts, whose fields cannot say null: no value is no field there.

use std::collections::BTreeSet;

use super::passes::{parts, reachable};
use crate::model::{Encoding, Kind, Model, Type, TypeId};

/// The types of such bodies, and the alternatives that they are. What is inside their fields may be JSON.
pub(super) fn only(model: &Model) -> BTreeSet<TypeId> {
    let (mut forms, mut others) = (Vec::new(), Vec::new());
    for operation in &model.operations {
        let paths = operation.path_parameters.iter().map(|it| &it.parameter.ty);
        let parameters = operation.parameters.iter().map(|it| &it.ty);
        others.extend(paths.chain(parameters).filter_map(Type::named));
        if let Some(body) = &operation.body {
            sort(model, &body.encoding, &body.ty, &mut forms, &mut others);
        }
    }
    let mut found = BTreeSet::new();
    while let Some(id) = forms.pop() {
        if !found.insert(id) {
            continue;
        }
        let inside = parts(&model[id]).into_iter().filter_map(Type::named);
        match &model[id].kind {
            Kind::Union(_) => forms.extend(inside),
            Kind::Struct(_) | Kind::Enum(_) | Kind::Identifier(_) | Kind::Choice(_) => {
                others.extend(inside);
            }
        }
    }
    let others = reachable(model, others);
    found.retain(|it| !others.contains(it));
    found
}

fn sort(
    model: &Model,
    encoding: &Encoding,
    ty: &Type,
    forms: &mut Vec<TypeId>,
    others: &mut Vec<TypeId>,
) {
    match encoding {
        Encoding::Form(_) | Encoding::Parts(_) => forms.extend(ty.named()),
        Encoding::Json | Encoding::Multipart | Encoding::Text | Encoding::Bytes => {
            others.extend(ty.named());
        }
        Encoding::Choice => {
            let Some(Kind::Choice(all)) = ty.named().map(|it| &model[it].kind) else {
                return;
            };
            for it in all {
                sort(model, &it.encoding, &it.ty, forms, others);
            }
        }
    }
}
