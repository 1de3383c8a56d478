//! Lists of items with parameters in headers (structured fields, RFC 9651), read with patience: what does not parse
//! is skipped, not an error.

use std::borrow::Cow;

use http::{HeaderMap, HeaderName};

/// `"default";r=50;t=30`
#[derive(Clone, Debug)]
pub(crate) struct Item<'a> {
    pub(crate) name: Cow<'a, str>,
    parameters: &'a str,
}

impl<'a> Item<'a> {
    /// A parameter that is a whole number, zero or more.
    pub(crate) fn number(&self, key: &str) -> Option<u64> {
        let mut values = split(self.parameters, b';').filter_map(|it| value_of(key, it));
        unquote(values.next()?).parse().ok()
    }

    fn parse(text: &'a str) -> Self {
        let (name, parameters) = text.split_at(end(text, b';'));
        Self {
            name: unquote(name),
            parameters,
        }
    }
}

/// The items of all headers of this name.
pub(crate) fn list<'a>(
    headers: &'a HeaderMap,
    name: &HeaderName,
) -> impl Iterator<Item = Item<'a>> {
    let lines = headers
        .get_all(name)
        .into_iter()
        .filter_map(|value| value.to_str().ok());
    lines.flat_map(|line| split(line, b',')).map(Item::parse)
}

/// Splits where the separator, which is ASCII, is not in quotes.
fn split(text: &str, separator: u8) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let end = end(text, separator);
        rest = text.get(end + 1..);
        Some(&text[..end])
    })
}

/// What stands behind `=` if `key` stands before it.
fn value_of<'a>(key: &str, parameter: &'a str) -> Option<&'a str> {
    let rest = parameter.trim_ascii_start().strip_prefix(key)?;
    rest.trim_ascii_start().strip_prefix('=')
}

/// Where the first part of a text ends.
fn end(text: &str, separator: u8) -> usize {
    let mut bytes = text.bytes().enumerate();
    while let Some((at, byte)) = bytes.next() {
        if byte == separator {
            return at;
        }
        if byte == b'"' {
            skip_quoted(&mut bytes);
        }
    }
    text.len()
}

/// Goes behind the closing quote.
fn skip_quoted(bytes: &mut impl Iterator<Item = (usize, u8)>) {
    while let Some((_, byte)) = bytes.next() {
        match byte {
            b'\\' => _ = bytes.next(),
            b'"' => return,
            _ => {}
        }
    }
}

/// The text of a string or a token.
fn unquote(text: &str) -> Cow<'_, str> {
    let text = text.trim_ascii();
    match text
        .strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'))
    {
        Some(quoted) if quoted.as_bytes().contains(&b'\\') => {
            Cow::Owned(quoted.replace("\\\"", "\"").replace("\\\\", "\\"))
        }
        Some(quoted) => Cow::Borrowed(quoted),
        None => Cow::Borrowed(text),
    }
}
