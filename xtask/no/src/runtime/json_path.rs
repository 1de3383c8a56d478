// @generated from generator/runtime/src/runtime/json_path.rs. Edit that file.

//! How a place in a JSON value is written: `result[3].status`, `labels["a b"]`.

use std::fmt::Write as _;

/// Appends a field. Names that could be mistaken for syntax are quoted, as JSON quotes them.
pub(crate) fn push_field(path: &mut String, name: &str) {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '$');
    if !name.is_empty() && name.chars().all(plain) {
        if !path.is_empty() {
            path.push('.');
        }
        path.push_str(name);
    } else {
        // Writing to a string cannot fail. `{:?}` escapes control characters and quotes.
        let _ = write!(path, "[{name:?}]");
    }
}

/// Appends the position in a list.
pub(crate) fn push_index(path: &mut String, index: usize) {
    let _ = write!(path, "[{index}]");
}
