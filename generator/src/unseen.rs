//! Characters that nobody sees, and texts of documents made fit to be shown.

use std::borrow::Cow;

/// Control characters, and marks that turn the direction of text: rustc refuses them in comments, and they hide what is
/// written.
pub fn is_unseen(it: char) -> bool {
    it.is_control()
        || matches!(it, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{feff}')
}

/// A text in which `\u{1b}` stands for each character that acts on what shows it.
pub fn escaped(text: &str, acts: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.contains(&acts) {
        return text.into();
    }
    let mut escaped = String::with_capacity(text.len());
    for it in text.chars() {
        if acts(it) {
            escaped.extend(it.escape_unicode());
        } else {
            escaped.push(it);
        }
    }
    escaped.into()
}

/// The beginning of a text, of so many characters; nobody reads megabytes.
pub(crate) fn shortened(text: &str, most: usize) -> Cow<'_, str> {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &text[..end]).into(),
        None => text.into(),
    }
}
