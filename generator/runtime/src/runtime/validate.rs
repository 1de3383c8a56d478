//! Checks before anything is sent: the first problem, where it is and where the limit comes from,
//! never the value.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::runtime::constraints::Constraints;
use crate::runtime::json_path::{push_field, push_index};
use crate::runtime::limits::{self, Numeric, Text};
use crate::runtime::nullable::Nullable;

/// Something in a request that must not be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Invalid {
    /// The parameter, or the path in the body: `[0].scopes[2]`. Empty for the body itself.
    pub field: String,
    /// What is wrong, with the limit and without the value.
    pub reason: String,
    /// Where the description of the API sets the limit (a JSON pointer); empty if the client itself does.
    pub pointer: &'static str,
}

impl Invalid {
    /// A problem with `field`.
    pub fn new(field: impl Into<String>, reason: impl Into<String>, pointer: &'static str) -> Self {
        Self {
            field: field.into(),
            reason: reason.into(),
            pointer,
        }
    }
}

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.field.is_empty() {
            f.write_str(&self.reason)?;
        } else {
            write!(f, "{}: {}", self.field, self.reason)?;
        }
        if self.pointer.is_empty() {
            Ok(())
        } else {
            write!(f, " (by {})", self.pointer)
        }
    }
}

impl std::error::Error for Invalid {}

/// Something whose parts can be checked against the limits of the API.
pub trait Validate {
    /// Reports to `check` what is wrong with `self`.
    fn validate(&self, check: &mut Validator);

    /// What makes two elements of a list the same, where that can be told without looking into secrets.
    fn identity(&self) -> Option<Cow<'_, str>> {
        None
    }
}

/// Keeps the first problem of a request, with its path.
#[derive(Debug, Default)]
pub struct Validator {
    path: String,
    problem: Option<Invalid>,
}

impl Validator {
    /// Checks a whole value.
    pub fn check(value: &(impl Validate + ?Sized)) -> Result<(), Invalid> {
        let mut check = Self::default();
        value.validate(&mut check);
        check.problem.map_or(Ok(()), Err)
    }

    /// Checks a text, or the text in an `Option` or `Nullable`. An empty `field` is the value itself.
    pub fn text(&mut self, field: &str, value: &(impl Text + ?Sized), constraints: &Constraints) {
        if let Some(text) = value.text() {
            self.field(field, |check| {
                check.judge(limits::text(text, constraints), constraints);
            });
        }
    }

    /// Checks a number, or the number in an `Option` or `Nullable`.
    pub fn number(&mut self, field: &str, value: impl Numeric + Copy, constraints: &Constraints) {
        if let Some(number) = value.number() {
            self.field(field, |check| {
                check.judge(limits::number(number, constraints), constraints);
            });
        }
    }

    /// Checks the length of a list and that nothing is in it twice, then each element by its own rules.
    pub fn list<L: List + ?Sized>(&mut self, field: &str, list: &L, constraints: &Constraints)
    where
        L::Element: Validate,
    {
        self.list_with(field, list, constraints, |check, element| {
            element.validate(check);
        });
    }

    /// Like [`list`](Self::list), for elements whose rules are not their own: `each` checks one, under
    /// the empty field name.
    pub fn list_with<L: List + ?Sized>(
        &mut self,
        field: &str,
        list: &L,
        constraints: &Constraints,
        mut each: impl FnMut(&mut Self, &L::Element),
    ) where
        L::Element: Validate,
    {
        let Some(elements) = list.elements() else {
            return;
        };
        self.field(field, |check| {
            check.judge(limits::items(elements.len(), constraints), constraints);
            if constraints.unique_items {
                check.unique(elements, constraints);
            }
            for (index, element) in elements.iter().enumerate() {
                check.at(|path| push_index(path, index), |check| each(check, element));
            }
        });
    }

    /// Checks the number of entries of a map, then each entry by its own rules.
    pub fn map<M: Map + ?Sized>(&mut self, field: &str, map: &M, constraints: &Constraints)
    where
        M::Element: Validate,
    {
        self.map_with(field, map, constraints, |check, element| {
            element.validate(check);
        });
    }

    /// Like [`map`](Self::map), for entries whose rules are not their own.
    pub fn map_with<M: Map + ?Sized>(
        &mut self,
        field: &str,
        map: &M,
        constraints: &Constraints,
        mut each: impl FnMut(&mut Self, &M::Element),
    ) {
        let Some(entries) = map.entries() else { return };
        self.field(field, |check| {
            check.judge(limits::properties(entries.len(), constraints), constraints);
            for (key, element) in entries {
                check.at(|path| push_field(path, key), |check| each(check, element));
            }
        });
    }

    /// Checks a part by its own rules.
    pub fn nested(&mut self, field: &str, value: &(impl Validate + ?Sized)) {
        self.field(field, |check| value.validate(check));
    }

    /// Reports a problem with `field` that no constraint describes.
    pub fn refuse(&mut self, field: &str, reason: &str, pointer: &'static str) {
        self.field(field, |check| check.report(reason.to_owned(), pointer));
    }

    fn unique<T: Validate>(&mut self, elements: &[T], constraints: &Constraints) {
        let mut seen = BTreeSet::new();
        for (index, element) in elements.iter().enumerate() {
            if element
                .identity()
                .is_some_and(|identity| !seen.insert(identity))
            {
                let reason = limits::REPEATED.to_owned();
                self.at(
                    |path| push_index(path, index),
                    |check| check.report(reason, constraints.pointer),
                );
                return;
            }
        }
    }

    fn judge(&mut self, verdict: Result<(), String>, constraints: &Constraints) {
        if let Err(reason) = verdict {
            self.report(reason, constraints.pointer);
        }
    }

    fn report(&mut self, reason: String, pointer: &'static str) {
        if self.problem.is_none() {
            self.problem = Some(Invalid::new(self.path.clone(), reason, pointer));
        }
    }

    fn field(&mut self, field: &str, check: impl FnOnce(&mut Self)) {
        if field.is_empty() {
            check(self);
        } else {
            self.at(|path| push_field(path, field), check);
        }
    }

    /// One step down, and back up.
    fn at(&mut self, enter: impl FnOnce(&mut String), check: impl FnOnce(&mut Self)) {
        // The first problem decides: the rest need not be looked at.
        if self.problem.is_some() {
            return;
        }
        let length = self.path.len();
        enter(&mut self.path);
        check(self);
        self.path.truncate(length);
    }
}

/// A list, or a list that may be left out.
pub trait List {
    /// What it is a list of.
    type Element;
    /// The elements, if there is a list.
    fn elements(&self) -> Option<&[Self::Element]>;
}

/// A map with text keys, or one that may be left out.
pub trait Map {
    /// What the keys lead to.
    type Element;
    /// The entries, if there is a map.
    fn entries(&self) -> Option<&BTreeMap<String, Self::Element>>;
}

impl<T> List for [T] {
    type Element = T;
    fn elements(&self) -> Option<&[T]> {
        Some(self)
    }
}

impl<T> List for Vec<T> {
    type Element = T;
    fn elements(&self) -> Option<&[T]> {
        Some(self)
    }
}

impl<L: List> List for Option<L> {
    type Element = L::Element;
    fn elements(&self) -> Option<&[L::Element]> {
        self.as_ref().and_then(List::elements)
    }
}

impl<L: List> List for Nullable<L> {
    type Element = L::Element;
    fn elements(&self) -> Option<&[L::Element]> {
        self.value().and_then(List::elements)
    }
}

impl<T> Map for BTreeMap<String, T> {
    type Element = T;
    fn entries(&self) -> Option<&BTreeMap<String, T>> {
        Some(self)
    }
}

impl<M: Map> Map for Option<M> {
    type Element = M::Element;
    fn entries(&self) -> Option<&BTreeMap<String, M::Element>> {
        self.as_ref().and_then(Map::entries)
    }
}

impl<M: Map> Map for Nullable<M> {
    type Element = M::Element;
    fn entries(&self) -> Option<&BTreeMap<String, M::Element>> {
        self.value().and_then(Map::entries)
    }
}
