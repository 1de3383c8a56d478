//! Characters that nobody sees, and texts of documents made fit to be shown.

use std::borrow::Cow;

/// Control characters, marks that turn the direction of text, which rustc refuses in comments, and others that hide what is
/// written. The table is that of `echo` in the runtime.
pub fn is_unseen(it: char) -> bool {
    it.is_control()
        || matches!(it,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
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
