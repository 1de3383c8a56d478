//! Types that are only sent as forms, in several parts or in a style of parameters, whose fields cannot say null: no value is
//! no field there.

use std::collections::BTreeSet;

use super::passes::{parts, reachable};
use crate::model::{Encoding, Kind, Model, Parameter, Payload, Style, Type, TypeId};

/// A type, and whether what is inside its fields has names of its own (`deepObject`) instead of being JSON.
type Sent = (TypeId, bool);

/// The types of such bodies and parameters, and the alternatives that they are. What is inside their fields may be JSON.
pub(super) fn only(model: &Model) -> BTreeSet<TypeId> {
    let (mut forms, mut others) = (Vec::new(), Vec::new());
    for operation in &model.operations {
        let paths = operation.path_parameters.iter().map(|it| &it.parameter);
        let paths = paths.map(|it| (&it.ty, it.json, false));
        let deep = |it: &Parameter| it.style == Style::DeepObject;
        let parameters = operation.parameters.iter();
        let parameters = parameters.map(|it| (&it.ty, it.json, deep(it)));
        for (ty, json, deep) in paths.chain(parameters) {
            let Some(id) = ty.named() else { continue };
            // A list of them is JSON as well, unless their names say where each is.
            if json || !deep && matches!(ty, Type::List(_) | Type::Map(_)) {
                others.push(id);
            } else {
                forms.push((id, deep));
            }
        }
        if let Some(body) = &operation.body {
            sort(model, &body.payload, &mut forms, &mut others);
        }
    }
    let mut found = BTreeSet::new();
    while let Some((id, deep)) = forms.pop() {
        if !found.insert((id, deep)) {
            continue;
        }
        let inside = parts(&model[id]).into_iter().filter_map(Type::named);
        match &model[id].kind {
            Kind::Union(_) => forms.extend(inside.map(|it| (it, deep))),
            Kind::Struct(_) if deep => forms.extend(inside.map(|it| (it, deep))),
            Kind::Struct(_) | Kind::Enum(_) | Kind::Identifier(_) | Kind::Choice(_) => {
                others.extend(inside);
            }
        }
    }
    let others = reachable(model, others);
    let found = found.into_iter().map(|(id, _)| id);
    found.filter(|it| !others.contains(it)).collect()
}

fn sort(
    model: &Model,
    Payload { encoding, ty, .. }: &Payload,
    forms: &mut Vec<Sent>,
    others: &mut Vec<TypeId>,
) {
    match encoding {
        Encoding::Form(_) | Encoding::Parts(_) => forms.extend(ty.named().map(|it| (it, false))),
        Encoding::Json | Encoding::Multipart | Encoding::Text | Encoding::Bytes => {
            others.extend(ty.named());
        }
        Encoding::Choice => {
            let Some(Kind::Choice(all)) = ty.named().map(|it| &model[it].kind) else {
                return;
            };
            for it in all {
                sort(model, &it.payload, forms, others);
            }
        }
    }
}
