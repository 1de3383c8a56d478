// @generated from generator/runtime/src/runtime/limited.rs. Edit that file.

//! A list with limits of its own, for bodies that are a bare list.

use crate::runtime::constraints::Constraints;
use crate::runtime::validate::{List, Validate, Validator};

/// A list, and how long it may be; each element keeps to its own rules.
#[derive(Debug)]
pub struct Limited<'a, L: ?Sized>(pub &'a L, pub &'a Constraints);

impl<L> Validate for Limited<'_, L>
where
    L: List + ?Sized,
    L::Element: Validate,
{
    fn validate(&self, check: &mut Validator) {
        check.list("", self.0, self.1);
    }
}
