//! How a place in a JSON value is written: `result[3].status`, `labels["a b"]`.

use std::fmt::Write as _;

/// So many characters of a name are written. Names of fields are shorter, but a key of a map can have megabytes.
const LONGEST: usize = 100;

/// Appends a field. Names that could be mistaken for syntax are quoted, as JSON quotes them.
pub(crate) fn push_field(path: &mut String, name: &str) {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '$');
    let end = name.char_indices().nth(LONGEST).map(|(end, _)| end);
    let shown = &name[..end.unwrap_or(name.len())];
    if !shown.is_empty() && shown.chars().all(plain) {
        if !path.is_empty() {
            path.push('.');
        }
        path.push_str(shown);
    } else {
        // Writing to a string cannot fail. `{:?}` escapes control characters and quotes.
        let _ = write!(path, "[{shown:?}]");
    }
    if end.is_some() {
        path.push('…');
    }
}

/// Appends the position in a list.
pub(crate) fn push_index(path: &mut String, index: usize) {
    let _ = write!(path, "[{index}]");
}

/// Why and where an answer could not be decoded.
///
/// The `source` may quote what it found, so it belongs into no log.
#[derive(Debug)]
pub struct PathedError {
    /// Where: `result[3].created`.
    pub path: String,
    /// Why.
    pub source: serde_json::Error,
}
