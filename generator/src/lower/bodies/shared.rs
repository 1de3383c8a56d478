//! Types that several requests send as forms or in parts: how is said once, with the type. Else each request would have all of it.

use std::collections::BTreeMap;

use crate::model::{Encoding, Kind, Model, Type, TypeId};

/// What requests say of a type, in the order of the requests, and how many say so.
type Uses = BTreeMap<TypeId, Vec<(Encoding, usize)>>;

/// Finds them. Of what different requests say of one type, the first of each kind counts.
pub(in crate::lower) fn share(model: &mut Model) {
    let mut all = Uses::new();
    let bodies = model.operations.iter().filter_map(|it| it.body.as_ref());
    for body in bodies {
        count(&body.ty, &body.encoding, model, &mut all);
    }
    for (id, uses) in all {
        let often = uses.into_iter().filter(|(_, count)| *count > 1);
        model.types[id.0].sent = often.map(|(encoding, _)| encoding).collect();
    }
}

fn count(ty: &Type, encoding: &Encoding, model: &Model, all: &mut Uses) {
    let Type::Named(id) = ty else { return };
    match (encoding, &model[*id].kind) {
        // Of a form, only what is not usual is said.
        (Encoding::Form(fields), Kind::Struct(_)) if fields.is_empty() => {}
        (Encoding::Parts(_) | Encoding::Form(_), Kind::Struct(_)) => {
            let uses = all.entry(*id).or_default();
            let is_form = |it: &Encoding| matches!(it, Encoding::Form(_));
            match uses
                .iter_mut()
                .find(|(it, _)| is_form(it) == is_form(encoding))
            {
                Some((first, count)) => *count += usize::from(first == encoding),
                None => uses.push((encoding.clone(), 1)),
            }
        }
        (Encoding::Choice, Kind::Choice(forms)) => {
            for form in forms {
                count(&form.ty, &form.encoding, model, all);
            }
        }
        _ => {}
    }
}
