//! [`Validate`] for the types that models are made of.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::runtime::constraints::Constraints;
use crate::runtime::nullable::Nullable;
use crate::runtime::secret::SecretValue;
use crate::runtime::timestamp::Timestamp;
use crate::runtime::validate::{Validate, Validator};

impl<T: Validate + ?Sized> Validate for &T {
    fn validate(&self, check: &mut Validator) {
        (**self).validate(check);
    }
    fn identity(&self) -> Option<Cow<'_, str>> {
        (**self).identity()
    }
}

impl<T: Validate + ?Sized> Validate for Box<T> {
    fn validate(&self, check: &mut Validator) {
        (**self).validate(check);
    }
    fn identity(&self) -> Option<Cow<'_, str>> {
        (**self).identity()
    }
}

impl<T: Validate> Validate for Option<T> {
    fn validate(&self, check: &mut Validator) {
        if let Some(value) = self {
            value.validate(check);
        }
    }
}

impl<T: Validate> Validate for Nullable<T> {
    fn validate(&self, check: &mut Validator) {
        if let Some(value) = self.value() {
            value.validate(check);
        }
    }
}

impl<T: Validate> Validate for [T] {
    fn validate(&self, check: &mut Validator) {
        check.list("", self, &Constraints::NONE);
    }
}

impl<T: Validate> Validate for Vec<T> {
    fn validate(&self, check: &mut Validator) {
        check.list("", self, &Constraints::NONE);
    }
}

impl<T: Validate> Validate for BTreeMap<String, T> {
    fn validate(&self, check: &mut Validator) {
        check.map("", self, &Constraints::NONE);
    }
}

impl Validate for SecretValue {
    fn validate(&self, _: &mut Validator) {}
}

impl Validate for str {
    fn validate(&self, _: &mut Validator) {}
    fn identity(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Borrowed(self))
    }
}

impl Validate for String {
    fn validate(&self, _: &mut Validator) {}
    fn identity(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Borrowed(self))
    }
}

macro_rules! nothing_to_check {
    ($($scalar:ty),*) => {$(
        impl Validate for $scalar {
            fn validate(&self, _: &mut Validator) {}
            fn identity(&self) -> Option<Cow<'_, str>> {
                Some(Cow::Owned(self.to_string()))
            }
        }
    )*};
}

nothing_to_check!(
    bool,
    i32,
    i64,
    u32,
    u64,
    f32,
    f64,
    Timestamp,
    serde_json::Value
);

impl Validate for () {
    fn validate(&self, _: &mut Validator) {}
}
