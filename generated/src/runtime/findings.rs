// @generated from generator/runtime/src/runtime/findings.rs. Edit that file.

//! What was found in one answer that is not as described.

use crate::runtime::drift::{Drift, DriftKind};

/// So many are kept: nobody reads more, and a server can send millions.
pub(crate) const KEPT: usize = 1000;

/// The first findings, and how many there are.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    kept: Vec<Drift>,
    count: usize,
}

impl Findings {
    pub(crate) fn add(&mut self, kind: DriftKind, path: &str, operation: &'static str) {
        self.count += 1;
        if self.kept.len() < KEPT {
            self.kept.push(Drift {
                kind,
                path: path.to_owned(),
                operation,
            });
        }
    }

    /// Adds others, found after these.
    pub(crate) fn append(&mut self, others: Self) {
        self.count += others.count;
        let room = KEPT - self.kept.len();
        self.kept.extend(others.kept.into_iter().take(room));
    }

    /// All of them, also those that are not kept.
    pub(crate) fn count(&self) -> usize {
        self.count
    }

    pub(crate) fn into_kept(self) -> Vec<Drift> {
        self.kept
    }
}
