//! Patterns that are more than a row of characters, compiled once each.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use regex_lite::Regex;

use crate::runtime::pattern::{Pattern, Rule};

impl Pattern {
    /// A pattern of any kind. One that the `regex-lite` crate cannot read (look-around, back references) is left to the server.
    #[must_use]
    #[allow(dead_code, reason = "called by emitted code")]
    pub const fn expression(text: &'static str) -> Self {
        Self {
            text,
            rule: Rule::Expression(matches),
        }
    }
}

/// Address and length of a pattern, which is a constant. Two that read the same may be compiled twice.
type Constant = (usize, usize);

/// As many entries as the API has patterns: they are constants, so this cannot grow with what is sent. Nothing is there for
/// those that cannot be read.
static COMPILED: Mutex<BTreeMap<Constant, Option<Arc<Regex>>>> = Mutex::new(BTreeMap::new());

fn matches(pattern: &'static str, text: &str) -> bool {
    compiled(pattern).is_none_or(|it| it.is_match(text))
}

fn compiled(pattern: &'static str) -> Option<Arc<Regex>> {
    let mut all = COMPILED.lock().unwrap_or_else(PoisonError::into_inner);
    let constant = (pattern.as_ptr().addr(), pattern.len());
    let compiled = all
        .entry(constant)
        .or_insert_with(|| Regex::new(pattern).ok().map(Arc::new));
    compiled.clone()
}
