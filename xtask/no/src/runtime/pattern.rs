// @generated from generator/runtime/src/runtime/pattern.rs. Edit that file.

//! Regular expressions, compiled once for each pattern of the API.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use regex_lite::Regex;

/// `None` for a pattern that cannot be read here.
type Compiled = Option<Arc<Regex>>;

/// As many entries as the API has patterns: they are constants, so this cannot grow with what is sent.
static COMPILED: Mutex<BTreeMap<&'static str, Compiled>> = Mutex::new(BTreeMap::new());

/// Whether the pattern matches somewhere in the text. One that cannot be read here always does: the server knows better.
pub(crate) fn matches(pattern: &'static str, text: &str) -> bool {
    compiled(pattern).is_none_or(|regex| regex.is_match(text))
}

fn compiled(pattern: &'static str) -> Compiled {
    let mut all = COMPILED.lock().unwrap_or_else(PoisonError::into_inner);
    all.entry(pattern)
        .or_insert_with(|| Regex::new(pattern).ok().map(Arc::new))
        .clone()
}
