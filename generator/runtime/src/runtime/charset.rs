//! Text answers in the charset that they say they are in. What is no text in it is an error: U+FFFD in its place would be
//! bytes that are lost without a sign. Only what a failure says is read in that way, as in browsers.

use crate::runtime::decode;
use crate::runtime::envelope::Answer;
use crate::runtime::error::Result;
use crate::runtime::execute::{COMPRESSED, content_type, says_json};
use crate::runtime::response::Response;
use crate::runtime::secret::SecretValue;

impl Answer {
    /// The body as text, in the charset that it says, or else in UTF-8. A server that says it is JSON means the text inside of
    /// the quotes.
    ///
    /// # Errors
    /// The body is no text in that charset, or compressed, which nobody asked for, or the answer is the 404 of a delete that was
    /// repeated.
    pub fn text(self) -> Result<Response<String>> {
        if let Some(error) = self.gone {
            return Err(error);
        }
        let quoted = says_json(&self.meta.headers).then(|| decode::text(&self.meta.body));
        if let Some(text) = quoted.flatten() {
            return Ok(Response::new(text, self.meta));
        }
        let content_type = content_type(&self.meta.headers);
        let content_type = content_type.as_deref();
        let is_compressed = content_type.is_some_and(|it| it.contains(COMPRESSED));
        if is_compressed && std::str::from_utf8(&self.meta.body).is_err() {
            return Err(self.misfit("."));
        }
        match text(&self.meta.body, content_type) {
            Ok(text) => Ok(Response::new(text, self.meta)),
            Err(_) => Err(self.misfit(".").with_source(NO_TEXT)),
        }
    }

    /// The same of a text that nobody may read.
    ///
    /// # Errors
    /// As for [`text`](Self::text).
    pub fn secret_text(self) -> Result<Response<SecretValue>> {
        Ok(self.text()?.map(SecretValue::from))
    }
}

/// Why a text cannot be read. What it says of its charset may not be printed.
const NO_TEXT: &str = "the text cannot be read in its charset";

/// What Windows-1252 has where ISO 8859-1 has control characters, which nobody sends: the one is read as the other
/// (<https://encoding.spec.whatwg.org/#names-and-labels>).
const FROM_0X80: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// Whether the first character that is not white space is this one, as far as that can be read at the begin.
pub(crate) fn begins_with(bytes: &[u8], content_type: Option<&str>, first: char) -> bool {
    const BEGIN: usize = 1000;
    let begin = bytes.trim_ascii_start();
    let begin = text(&begin[..begin.len().min(BEGIN)], content_type);
    let begin = begin.unwrap_or_else(|lossy| lossy);
    begin.trim_start().starts_with(first)
}

/// `bytes` as text, without a mark of their order, which counts more than what the media type says. In the error is what can be
/// read of them, with U+FFFD for the rest.
pub(crate) fn text(bytes: &[u8], content_type: Option<&str>) -> Result<String, String> {
    let marks: [(&[u8], &str); 4] = [
        (b"\xEF\xBB\xBF", "utf-8"),
        (b"\xFF\xFE\0\0", "utf-32le"),
        (b"\xFF\xFE", "utf-16le"),
        (b"\xFE\xFF", "utf-16be"),
    ];
    let marked = marks.iter().find_map(|(mark, charset)| {
        let rest = bytes.strip_prefix(*mark)?;
        Some((rest, *charset))
    });
    let said = content_type.and_then(charset).unwrap_or_default();
    let said = said.to_ascii_lowercase();
    let (bytes, charset) = marked.unwrap_or((bytes, &said));
    match charset {
        "iso-8859-1" | "iso8859-1" | "iso_8859-1" | "latin1" | "windows-1252" | "cp1252" => {
            Ok(bytes.iter().copied().map(windows_1252).collect())
        }
        "utf-16" | "utf-16le" => utf_16(bytes, u16::from_le_bytes),
        "utf-16be" => utf_16(bytes, u16::from_be_bytes),
        charset => {
            let is_known = matches!(charset, "" | "utf-8" | "utf8" | "us-ascii" | "ascii");
            match std::str::from_utf8(bytes) {
                Ok(text) if is_known || is_plain(text) => Ok(text.to_owned()),
                _ => Err(String::from_utf8_lossy(bytes).into_owned()),
            }
        }
    }
}

/// Whether it says the same in nearly all charsets, also in those that nobody here knows: without what switches between tables, or
/// is half of a character.
fn is_plain(text: &str) -> bool {
    text.is_ascii() && !text.contains(['\0', '\x1b'])
}

/// `ISO-8859-1` of `text/plain; charset="ISO-8859-1"`.
fn charset(content_type: &str) -> Option<&str> {
    let parameters = content_type.split(';').skip(1);
    let named = parameters.filter_map(|it| it.split_once('='));
    let mut charsets = named.filter(|(name, _)| name.trim().eq_ignore_ascii_case("charset"));
    charsets.next().map(|(_, it)| it.trim().trim_matches('"'))
}

fn windows_1252(byte: u8) -> char {
    let other = byte.checked_sub(0x80).map(usize::from);
    let other = other.and_then(|it| FROM_0X80.get(it).copied());
    other.unwrap_or(char::from(byte))
}

fn utf_16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, String> {
    let pairs = bytes.chunks_exact(2);
    // Half a unit is no character.
    let half = (!pairs.remainder().is_empty()).then_some(char::REPLACEMENT_CHARACTER);
    let mut is_valid = half.is_none();
    let read = char::decode_utf16(pairs.map(|it| unit([it[0], it[1]]))).map(|it| {
        is_valid &= it.is_ok();
        it.unwrap_or(char::REPLACEMENT_CHARACTER)
    });
    let text = read.chain(half).collect();
    if is_valid { Ok(text) } else { Err(text) }
}
