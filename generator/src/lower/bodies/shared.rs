//! Types that several requests send as forms or in parts: how is said once, with the type. Else each request would have all of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::{Encoding, FormField, Kind, Model, Part, Payload, SentAs, Type, TypeId, same};

/// What requests say of a type. Of what different requests say, the first counts.
#[derive(Default)]
struct Uses {
    form: First<FormField>,
    parts: First<Part>,
}

/// What was said first, and how many say so.
struct First<T>(Option<(Arc<[T]>, usize)>);

impl<T> Default for First<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T: PartialEq> First<T> {
    fn count(&mut self, said: &Arc<[T]>) {
        let (first, count) = self.0.get_or_insert_with(|| (said.clone(), 0));
        *count += usize::from(same(first, said));
    }

    fn of_several(self) -> Option<Arc<[T]>> {
        let (first, count) = self.0?;
        (count > 1).then_some(first)
    }
}

/// Finds them.
pub(in crate::lower) fn share(model: &mut Model) {
    let mut all = BTreeMap::new();
    let bodies = model.operations.iter().filter_map(|it| it.body.as_ref());
    for body in bodies {
        count(&body.payload, model, &mut all);
    }
    for (id, uses) in all {
        model.types[id.0].sent = SentAs {
            form: uses.form.of_several(),
            parts: uses.parts.of_several(),
        };
    }
}

fn count(it: &Payload, model: &Model, all: &mut BTreeMap<TypeId, Uses>) {
    let Type::Named(id) = it.ty.unboxed() else {
        return;
    };
    match (&it.encoding, &model[*id].kind) {
        // Of a form, only what is not usual is said.
        (Encoding::Form(fields), Kind::Struct(_)) if !fields.is_empty() => {
            all.entry(*id).or_default().form.count(fields);
        }
        (Encoding::Parts(parts), Kind::Struct(_)) => {
            all.entry(*id).or_default().parts.count(parts);
        }
        (Encoding::Choice, Kind::Choice(forms)) => {
            for form in forms {
                count(&form.payload, model, all);
            }
        }
        _ => {}
    }
}
