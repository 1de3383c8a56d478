//! Reading texts, and numbers in texts.

use std::borrow::Cow;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, anyhow};
use client_generator::diagnostics::{escaped, is_unseen};

/// A text file as UTF-8.
///
/// # Errors
/// If it cannot be read; if it is something else, where that shows first.
pub(crate) fn read(path: &Path) -> Result<String> {
    let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    String::from_utf8(bytes).map_err(|error| {
        let (line, column) = place(&error.as_bytes()[..error.utf8_error().valid_up_to()]);
        let path = path.display();
        anyhow!("{path}:{line}:{column}: this is not UTF-8; save the file as UTF-8 and try again")
    })
}

/// What comes from a document, for a terminal: nothing that it acts on but line breaks and tabs.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    escaped(text, |it| is_unseen(it) && !matches!(it, '\n' | '\t'))
}

/// `1 error`, `2 errors`.
pub(crate) fn counted(number: usize, thing: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {thing}{plural}")
}

/// The line and column behind a text.
fn place(before: &[u8]) -> (usize, usize) {
    let text = String::from_utf8_lossy(before);
    let line = text.matches('\n').count() + 1;
    let last = text.rsplit('\n').next().unwrap_or_default();
    (line, last.chars().count() + 1)
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    #[test]
    fn terminals_see_only_text() {
        for (text, visible) in [
            ("a\n\tb", "a\n\tb"),
            ("\u{1b}[2J\r", "\\u{1b}[2J\\u{d}"),
            ("\u{202e}é", "\\u{202e}é"),
        ] {
            assert_eq!(super::visible(text), visible);
        }
    }

    #[test]
    fn one_is_no_plural() {
        for (number, text) in [(0, "0 files"), (1, "1 file"), (2, "2 files")] {
            assert_eq!(super::counted(number, "file"), text);
        }
    }

    #[test]
    fn what_is_not_utf_8_is_shown() {
        for (bytes, place) in [
            (&b"a: b\ncaf\xe9: 1\n"[..], Some(":2:4: ")),
            (b"\xff\xfea\0", Some(":1:1: ")),
            ("\u{e9}: \u{fe}\n".as_bytes(), None),
        ] {
            let mut file = tempfile::NamedTempFile::new().expect("a file");
            file.write_all(bytes).expect("a file can be written");
            let error = super::read(file.path()).err().map(|it| it.to_string());
            assert_eq!(error.is_some(), place.is_some(), "{error:?}");
            assert!(error.unwrap_or_default().contains(place.unwrap_or("")));
        }
    }
}
