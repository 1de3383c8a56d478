//! What types implement, and what becomes one of them by itself.

use super::{Diff, rules, spell};
use crate::model::{Kind, Type, TypeDef};

impl Diff<'_> {
    pub(super) fn traits(&mut self, old: &TypeDef, new: &TypeDef) {
        let (before, after) = (traits(old), traits(new));
        for it in before.iter().filter(|it| !after.contains(it)) {
            let detail = format!("no longer implements `{it}`");
            self.add(&rules::TRAIT_LOST, &new.name.rust, detail);
        }
        for it in after.iter().filter(|it| !before.contains(it)) {
            let detail = format!("implements `{it}`");
            self.add(&rules::TRAIT_GAINED, &new.name.rust, detail);
        }
        self.conversions(old, new);
    }

    /// Where a variant is gone or new as well, that says all.
    fn conversions(&mut self, old: &TypeDef, new: &TypeDef) {
        let (before, after) = (old.conversions(), new.conversions());
        let (held_before, held_after) = (held(old), held(new));
        for it in before {
            let same = |other: &&Type| self.same(it, other);
            if held_after.iter().any(same) && !after.iter().any(same) {
                let from = spell::ty(it, self.old);
                let detail = format!("no longer implements `From<{from}>`");
                self.add(&rules::TRAIT_LOST, &new.name.rust, detail);
            }
        }
        for it in after {
            let same = |other: &&Type| self.same(other, it);
            if held_before.iter().any(same) && !old.conversions().iter().any(same) {
                let from = spell::ty(it, self.new);
                let detail = format!("implements `From<{from}>`");
                self.add(&rules::TRAIT_GAINED, &new.name.rust, detail);
            }
        }
    }
}

/// What a type implements, as far as that depends on the model. The others implement the same whatever they hold.
pub(super) fn traits(def: &TypeDef) -> Vec<&'static str> {
    match &def.kind {
        Kind::Struct(_) | Kind::Union(_) => {}
        Kind::Enum(_) | Kind::Identifier(_) | Kind::Choice(_) => return Vec::new(),
    }
    let all = [
        ("Default", def.has_default()),
        ("PartialEq", def.is_comparable()),
        ("Serialize", def.is_written()),
        ("Deserialize", def.is_read()),
    ];
    let implemented = all.into_iter().filter(|(_, has)| *has);
    implemented.map(|(name, _)| name).collect()
}

/// The types that its variants hold.
fn held(def: &TypeDef) -> Vec<&Type> {
    match &def.kind {
        Kind::Union(it) => it.variants.iter().map(|it| it.ty.unboxed()).collect(),
        Kind::Choice(forms) => forms.iter().map(|it| it.payload.ty.unboxed()).collect(),
        Kind::Struct(_) | Kind::Enum(_) | Kind::Identifier(_) => Vec::new(),
    }
}
