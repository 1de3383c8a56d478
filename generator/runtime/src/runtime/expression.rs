//! Patterns that are more than a row of characters, compiled once each.

use std::borrow::Cow;
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
    let compiled = all.entry(constant).or_insert_with(|| {
        // What becomes too large with all spaces in it is still checked as it is written.
        let read = Regex::new(&with_all_spaces(pattern)).or_else(|_| Regex::new(pattern));
        read.ok().map(Arc::new)
    });
    compiled.clone()
}

/// What `\s` stands for in ECMA-262, which patterns are written in. To `regex-lite` it is ASCII alone.
const SPACES: &str =
    r"\s\u{a0}\u{1680}\u{2000}-\u{200a}\u{2028}\u{2029}\u{202f}\u{205f}\u{3000}\u{feff}";

/// The pattern with these spaces in it. `\S` inside of brackets stays what it is.
fn with_all_spaces(pattern: &str) -> Cow<'_, str> {
    if !pattern.contains(r"\s") && !pattern.contains(r"\S") {
        return Cow::Borrowed(pattern);
    }
    let mut written = String::with_capacity(pattern.len() + SPACES.len());
    let mut rest = pattern.chars();
    let mut is_in_brackets = false;
    while let Some(it) = rest.next() {
        let escaped = if it == '\\' { rest.next() } else { None };
        match (it, escaped) {
            ('\\', Some('s')) if is_in_brackets => written.push_str(SPACES),
            ('\\', Some('s')) => written.extend(["[", SPACES, "]"]),
            ('\\', Some('S')) if !is_in_brackets => written.extend(["[^", SPACES, "]"]),
            _ => {
                is_in_brackets = it == '[' || is_in_brackets && it != ']';
                written.push(it);
                written.extend(escaped);
            }
        }
    }
    Cow::Owned(written)
}
