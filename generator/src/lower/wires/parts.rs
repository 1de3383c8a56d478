//! The schemas that one value has to fit all together.

use std::collections::BTreeSet;
use std::ops::Deref;

use serde_json::{Map, Value as Json};

pub(super) type Part<'a> = &'a Map<String, Json>;

/// Schemas that one value has to fit, each once.
#[derive(Debug, Default)]
pub(super) struct Parts<'a> {
    list: Vec<Part<'a>>,
    /// Where they stand in memory.
    places: BTreeSet<usize>,
}

impl<'a> Parts<'a> {
    /// Adds a part that is not there.
    pub(super) fn add(&mut self, part: Part<'a>) -> bool {
        let new = self.places.insert(std::ptr::from_ref(part).addr());
        if new {
            self.list.push(part);
        }
        new
    }

    pub(super) fn has(&self, part: Part<'_>) -> bool {
        self.has_place(std::ptr::from_ref(part).addr())
    }

    /// Whether what stands there in memory is one of them.
    pub(super) fn has_place(&self, place: usize) -> bool {
        self.places.contains(&place)
    }

    pub(super) fn truncate(&mut self, length: usize) {
        for part in self.list.drain(length..) {
            self.places.remove(&std::ptr::from_ref(part).addr());
        }
    }
}

impl<'a> Deref for Parts<'a> {
    type Target = [Part<'a>];

    fn deref(&self) -> &Self::Target {
        &self.list
    }
}
