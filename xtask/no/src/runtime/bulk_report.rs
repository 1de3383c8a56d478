// @generated from generator/runtime/src/runtime/bulk_report.rs. Edit that file.

//! What became of each item of a [`Bulk`](crate::runtime::bulk::Bulk).

use std::fmt;
use std::sync::Arc;

use crate::runtime::error::Error;

/// One entry for each item, in the order of the items.
#[derive(Clone, Debug)]
#[must_use = "items may have failed"]
pub struct BulkReport<I, T> {
    entries: Vec<BulkEntry<I, T>>,
}

/// An item and what became of it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct BulkEntry<I, T> {
    /// The item as it was given.
    pub item: I,
    /// Its part of the answer, or the error of the request that carried it, which all items of that request share.
    /// [`Error::outcome`] says whether repeating it is safe.
    pub result: Result<T, Arc<Error>>,
}

impl<I, T> BulkEntry<I, T> {
    pub(crate) fn new(item: I, result: Result<T, Arc<Error>>) -> Self {
        Self { item, result }
    }
}

impl<I, T> BulkReport<I, T> {
    pub(crate) fn new(entries: Vec<BulkEntry<I, T>>) -> Self {
        Self { entries }
    }

    /// All entries.
    #[must_use]
    pub fn entries(&self) -> &[BulkEntry<I, T>] {
        &self.entries
    }

    /// Whether no item failed.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.entries.iter().all(|entry| entry.result.is_ok())
    }

    /// The items that worked, with what they gave.
    pub fn succeeded(&self) -> impl Iterator<Item = (&I, &T)> {
        self.entries
            .iter()
            .filter_map(|entry| Some((&entry.item, entry.result.as_ref().ok()?)))
    }

    /// The items that failed, with their errors.
    pub fn failed(&self) -> impl Iterator<Item = (&I, &Error)> {
        self.entries
            .iter()
            .filter_map(|entry| Some((&entry.item, &**entry.result.as_ref().err()?)))
    }

    /// The values, if no item failed.
    ///
    /// # Errors
    /// The whole report, so that nothing is lost. It is an error itself, whose source is that of the first item
    /// that failed.
    pub fn into_result(self) -> Result<Vec<T>, Self> {
        if self.is_complete() {
            Ok(self
                .entries
                .into_iter()
                .filter_map(|entry| entry.result.ok())
                .collect())
        } else {
            Err(self)
        }
    }
}

impl<I, T> IntoIterator for BulkReport<I, T> {
    type Item = BulkEntry<I, T>;
    type IntoIter = std::vec::IntoIter<Self::Item>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.into_iter()
    }
}

impl<I, T> fmt::Display for BulkReport<I, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let failed = self.failed().count();
        write!(f, "{failed} of {} items failed", self.entries.len())
    }
}

impl<I: fmt::Debug, T: fmt::Debug> std::error::Error for BulkReport<I, T> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        let (_, first) = self.failed().next()?;
        Some(first)
    }
}
