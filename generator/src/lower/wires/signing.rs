//! Which credentials each call is made with.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use super::schemes;
use crate::model::{Model, Operation, Sent};
use crate::spec::Document;

/// Most credentials of one call, beside those that no call was made with before.
const MOST: usize = 8;

/// The credentials of a client.
pub(super) struct Signing<'a> {
    document: &'a Document,
    /// The schemes that every operation takes, since none says which.
    unasked: Vec<&'a str>,
    /// Those that have a part for each scheme.
    of_scheme: BTreeMap<String, Vec<usize>>,
    /// Those that calls were made with.
    shown: RefCell<BTreeSet<usize>>,
}

impl<'a> Signing<'a> {
    pub(super) fn of(document: &'a Document, model: &Model) -> Self {
        let mut of_scheme: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (number, credential) in model.security.credentials.iter().enumerate() {
            for part in &credential.parts {
                let numbers = of_scheme.entry(part.scheme.clone()).or_default();
                numbers.push(number);
            }
        }
        Self {
            document,
            unasked: schemes::unasked(document, model),
            of_scheme,
            shown: RefCell::default(),
        }
    }

    /// The request with each credential that the operation takes, or without any.
    pub(super) fn signed(
        &self,
        model: &Model,
        operation: &Operation,
        sent: &Sent,
    ) -> Vec<(Option<usize>, Sent)> {
        let mut all = Vec::new();
        let alternatives = schemes::alternatives(self.document, operation, &self.unasked);
        let asked = alternatives.iter().flatten();
        let fitting = asked.filter_map(|it| self.of_scheme.get(*it)).flatten();
        let fitting: BTreeSet<usize> = fitting.copied().collect();
        let mut shown = self.shown.borrow_mut();
        for number in fitting {
            if all.len() >= MOST && shown.contains(&number) {
                continue;
            }
            let credential = &model.security.credentials[number];
            let mut sent = sent.clone();
            if schemes::signed(self.document, &alternatives, credential, &mut sent) {
                shown.insert(number);
                all.push((Some(number), sent));
            }
        }
        if all.is_empty() {
            all.push((None, sent.clone()));
        }
        all
    }
}
