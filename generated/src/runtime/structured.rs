// @generated from generator/runtime/src/runtime/structured.rs. Edit that file.

//! Lists of items with parameters in headers (structured fields, RFC 9651), read with patience: what does not parse
//! is skipped, not an error.

use std::borrow::Cow;

use http::{HeaderMap, HeaderName};

/// `"default";r=50;t=30`, of which `r` and `t` were asked for.
#[derive(Clone, Debug)]
pub(crate) struct Item<'a> {
    pub(crate) name: Cow<'a, str>,
    /// Parameters that are whole numbers, zero or more, in the order of the keys. Of several with one key the last counts.
    pub(crate) numbers: [Option<u64>; 2],
    /// Whether it has a partition key.
    pub(crate) has_partition: bool,
}

/// Takes the items of all headers of this name, with the parameters of these keys. Every answer has such headers, so they
/// are read in one go.
pub(crate) fn each<'a>(
    headers: &'a HeaderMap,
    name: &HeaderName,
    keys: [&str; 2],
    mut take: impl FnMut(Item<'a>),
) {
    for value in headers.get_all(name) {
        let mut rest = value.to_str().ok();
        while let Some(text) = rest {
            let (item, more) = item(text, keys);
            take(item);
            rest = more;
        }
    }
}

/// The first item, and what stands behind its comma.
fn item<'a>(text: &'a str, keys: [&str; 2]) -> (Item<'a>, Option<&'a str>) {
    let (name, mut more) = part(text);
    let name = unquote(name);
    let mut numbers = [None; 2];
    let mut has_partition = false;
    while let Some((b';', text)) = more {
        let (parameter, next) = part(text);
        more = next;
        let Some((key, value)) = parameter.split_once('=') else {
            continue;
        };
        let key = key.trim_ascii();
        has_partition |= key == "pk";
        if let Some(at) = keys.iter().position(|it| *it == key) {
            numbers[at] = unquote(value).parse().ok();
        }
    }
    let item = Item {
        name,
        numbers,
        has_partition,
    };
    (item, more.map(|(_, rest)| rest))
}

/// What stands before the first `;` or `,` that is not in quotes, and that sign with what follows it.
fn part(text: &str) -> (&str, Option<(u8, &str)>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b';' | b',' => return (&text[..at], Some((*byte, &text[at + 1..]))),
            b'"' => at = closing_quote(bytes, at + 1),
            _ => {}
        }
        at += 1;
    }
    (text, None)
}

/// The place of the closing quote, or one beyond the end.
fn closing_quote(bytes: &[u8], mut at: usize) -> usize {
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => break,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    at
}

/// The text of a string or a token.
fn unquote(text: &str) -> Cow<'_, str> {
    let text = text.trim_ascii();
    match text
        .strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'))
    {
        Some(quoted) if quoted.bytes().any(|it| it == b'\\') => {
            Cow::Owned(quoted.replace("\\\"", "\"").replace("\\\\", "\\"))
        }
        Some(quoted) => Cow::Borrowed(quoted),
        None => Cow::Borrowed(text),
    }
}
