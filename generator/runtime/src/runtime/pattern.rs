//! Patterns of the API, compiled once each.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use regex_lite::Regex;

use crate::runtime::classes::Classes;

/// A pattern, ready to be matched.
#[derive(Clone)]
enum Compiled {
    Classes(Arc<Classes>),
    Regex(Arc<Regex>),
    /// It cannot be read here.
    Unknown,
}

/// Address and length of a pattern, which is a constant. Two that read the same may be compiled twice.
type Constant = (usize, usize);

/// As many entries as the API has patterns: they are constants, so this cannot grow with what is sent.
static COMPILED: Mutex<BTreeMap<Constant, Compiled>> = Mutex::new(BTreeMap::new());

/// Whether the pattern matches somewhere in the text. One that cannot be read here always does: the server knows better.
pub(crate) fn matches(pattern: &'static str, text: &str) -> bool {
    match compiled(pattern) {
        Compiled::Classes(classes) => classes.matches(text),
        Compiled::Regex(regex) => regex.is_match(text),
        Compiled::Unknown => true,
    }
}

fn compiled(pattern: &'static str) -> Compiled {
    let mut all = COMPILED.lock().unwrap_or_else(PoisonError::into_inner);
    let constant = (pattern.as_ptr().addr(), pattern.len());
    all.entry(constant)
        .or_insert_with(|| compile(pattern))
        .clone()
}

fn compile(pattern: &str) -> Compiled {
    if let Some(classes) = Classes::parse(pattern) {
        return Compiled::Classes(Arc::new(classes));
    }
    Regex::new(pattern).map_or(Compiled::Unknown, |it| Compiled::Regex(Arc::new(it)))
}
