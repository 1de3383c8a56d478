//! Functions that are called like calls: `secrets.get` is `secrets_get`.

use std::collections::BTreeSet;

use proc_macro2::Ident;

use super::tokens::word;
use crate::model::Operation;

/// The names of one file.
pub(super) struct CallNames(BTreeSet<String>);

impl CallNames {
    /// Those of a file that needs some words itself.
    pub(super) fn beside(taken: &[&str]) -> Self {
        Self(taken.iter().map(|it| (*it).to_owned()).collect())
    }

    /// A name that no other operation has: `a.b_c` and `a_b.c` are `a_b_c` and `a_b_c_2`.
    pub(super) fn of(&mut self, operation: &Operation) -> Ident {
        let words = operation.call.split(['.', '_']).filter(|it| !it.is_empty());
        let mut plain = words.collect::<Vec<_>>().join("_");
        if !plain.starts_with(|it: char| it.is_alphabetic()) {
            plain.insert(0, '_');
        }
        // No other keyword must be its own name.
        if ["crate", "self", "super"].contains(&plain.as_str()) {
            plain.push('_');
        }
        let mut name = plain.clone();
        let mut number = 1;
        while !self.0.insert(name.clone()) {
            number += 1;
            name = format!("{plain}_{number}");
        }
        word(&name)
    }
}
