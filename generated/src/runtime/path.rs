// @generated from generator/runtime/src/runtime/path.rs. Edit that file.

//! Paths that stay where they belong.
//!
//! Percent-encoding does not make a value safe: the `url` crate (WHATWG URL) takes `..`, `%2e%2E` and `"\t..\n"` all
//! for a step up, so that deleting the secret `..` would delete its store. Such values are refused before there is a
//! URL.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use crate::runtime::validate::Invalid;

/// Everything but the unreserved characters of RFC 3986, section 2.3.
pub(crate) const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// How often a value is decoded in search of dots: proxies and servers may each do it once more.
const DECODINGS: usize = 4;

/// Checks that `value` can stand in a path under the name `name`.
///
/// Refused are the empty value, control characters, and whatever is or hides a dot segment. A `strict` value is an
/// identifier: no `/ \ ? # %` and no white space either.
///
/// # Errors
///
/// What is wrong, without the value.
pub fn check(name: &str, value: &str, strict: bool) -> Result<(), Invalid> {
    let refuse = |reason: &str| Err(Invalid::new(name, reason, ""));
    if value.is_empty() {
        return refuse("must not be empty");
    }
    if value.chars().any(char::is_control) {
        return refuse("must not contain control characters");
    }
    if strict
        && value
            .chars()
            .any(|c| matches!(c, '/' | '\\' | '?' | '#' | '%') || c.is_whitespace())
    {
        return refuse("must not contain any of / \\ ? # % or white space");
    }
    if hides_dot_segment(value) {
        return refuse("must not be a dot segment (. or ..), encoded or not");
    }
    Ok(())
}

/// The value as it stands in a path. [`check`] it first.
pub fn encode(value: &str) -> Cow<'_, str> {
    utf8_percent_encode(value, RESERVED).into()
}

/// Whether [`check`] accepts a value and [`encode`] leaves it as it is, as with nearly all identifiers: letters, digits
/// and what else is never encoded, without the dot.
pub(crate) fn is_plain(value: &str) -> bool {
    !value.is_empty() && value.bytes().all(|it| PLAIN[usize::from(it)])
}

static PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let mut at = 0;
    while at < plain.len() {
        #[expect(clippy::cast_possible_truncation, reason = "below 256")]
        let byte = at as u8;
        plain[at] = byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'~');
        at += 1;
    }
    plain
};

/// Puts encoded values into a template: `/accounts/{account_id}/files/{name}.json`.
///
/// # Errors
///
/// If a placeholder has no value or a wrong one, or values make a dot segment together with what is around them.
pub fn fill<'v>(
    template: &str,
    value: impl Fn(&str) -> Result<Option<Cow<'v, str>>, Invalid>,
) -> Result<String, Invalid> {
    let mut path = String::with_capacity(template.len() + 96);
    let mut rest = template;
    while let Some((before, after)) = split_at(rest, b'{') {
        let Some((name, after)) = split_at(after, b'}') else {
            break;
        };
        let Some(encoded) = value(name)? else {
            return Err(Invalid::new(name, "is missing", ""));
        };
        path.push_str(before);
        path.push_str(&encoded);
        rest = after;
    }
    path.push_str(rest);
    // Bytes are searched many at a time.
    let may_have_dots = path.as_bytes().contains(&b'.') || path.as_bytes().contains(&b'%');
    if may_have_dots && path.split('/').any(is_dots) {
        return Err(Invalid::new(
            "path",
            "must not have a dot segment (. or ..)",
            "",
        ));
    }
    Ok(path)
}

/// What stands before an ASCII character and after it. Templates are short, which is not what `split_once` is made for.
fn split_at(text: &str, separator: u8) -> Option<(&str, &str)> {
    let at = text.bytes().position(|it| it == separator)?;
    Some((&text[..at], &text[at + 1..]))
}

/// Whether some reader of the path could see `.` or `..` in this value, as a whole or between slashes.
fn hides_dot_segment(value: &str) -> bool {
    if !value.contains(['.', '%']) {
        return false;
    }
    let mut decoded = value.to_owned();
    for _ in 0..DECODINGS {
        let visible: String = decoded.chars().filter(|c| !c.is_control()).collect();
        if visible.split(['/', '\\']).any(is_dots) {
            return true;
        }
        let next = percent_decode_str(&decoded)
            .decode_utf8_lossy()
            .into_owned();
        if next == decoded {
            return false;
        }
        decoded = next;
    }
    // Nobody encodes a name this often without a purpose.
    true
}

/// `.` or `..`, of which each may be written as `%2e`.
fn is_dots(segment: &str) -> bool {
    let mut rest = segment;
    let mut dots = 0;
    let dot = |text: &'_ str| {
        let forms = [".", "%2e", "%2E"];
        let form = forms.into_iter().find(|it| text.starts_with(it));
        form.map(str::len)
    };
    while let Some(length) = dot(rest) {
        rest = &rest[length..];
        dots += 1;
    }
    rest.is_empty() && (dots == 1 || dots == 2)
}
