//! Characters that nobody sees.

/// Control characters, and marks that turn the direction of text: rustc refuses them in comments, and they hide what is
/// written.
pub fn is_unseen(it: char) -> bool {
    it.is_control()
        || matches!(it, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{feff}')
}
