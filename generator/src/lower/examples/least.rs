//! How little a value of each type can be made of, to end examples of types that lead on and on.

use super::ROUNDS;
use crate::model::{Kind, Model, Presence, Type, TypeId};

/// The number of values that the smallest value of each type holds, itself counted; `None` without an end, or too far.
pub(super) struct Least(Vec<Option<u32>>);

impl Least {
    pub(super) fn of(model: &Model) -> Self {
        let mut least = Self(vec![None; model.types.len()]);
        for _ in 0..ROUNDS {
            let next = model.types.iter().map(|it| least.of_kind(&it.kind));
            let next = Self(next.collect());
            if next.0 == least.0 {
                break;
            }
            least = next;
        }
        least
    }

    pub(super) fn of_named(&self, id: TypeId) -> Option<u32> {
        self.0.get(id.0).copied().flatten()
    }

    pub(super) fn of_type(&self, ty: &Type) -> Option<u32> {
        match ty {
            Type::Boxed(it) | Type::Nullable(it) => self.of_type(it),
            Type::Named(id) => self.of_named(*id),
            _ => Some(1),
        }
    }

    fn of_kind(&self, kind: &Kind) -> Option<u32> {
        match kind {
            Kind::Enum(_) | Kind::Identifier(_) => Some(1),
            Kind::Struct(it) => {
                let needed = it.fields.iter();
                let needed = needed.filter(|it| it.presence == Presence::Required);
                needed.map(|it| self.of_type(&it.ty)).try_fold(1, sum)
            }
            Kind::Union(it) => {
                let each = it.variants.iter().filter_map(|it| self.of_type(&it.ty));
                sum(1, each.min())
            }
            Kind::Choice(forms) => {
                let each = forms.iter().filter_map(|it| self.of_type(&it.payload.ty));
                sum(1, each.min())
            }
        }
    }
}

fn sum(one: u32, other: Option<u32>) -> Option<u32> {
    one.checked_add(other?)
}
