// @generated from generator/runtime/src/runtime/structured.rs. Edit that file.

//! Lists of items with parameters in headers (structured fields, RFC 9651), read with patience: what does not parse
//! is skipped, not an error.

use http::HeaderMap;

/// `"default";r=50;t=30`
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Item {
    pub(crate) name: String,
    parameters: Vec<(String, String)>,
}

impl Item {
    /// A parameter that is a whole number, zero or more.
    pub(crate) fn number(&self, key: &str) -> Option<u64> {
        let (_, value) = self.parameters.iter().find(|(name, _)| name == key)?;
        value.parse().ok()
    }

    fn parse(text: &str) -> Option<Self> {
        let mut parts = split(text, ';').into_iter();
        let name = unquote(parts.next()?);
        let parameter = |part: &str| {
            let (key, value) = part.split_once('=')?;
            Some((key.trim().to_owned(), unquote(value)))
        };
        let parameters = parts.filter_map(parameter).collect();
        Some(Self { name, parameters })
    }
}

/// The items of all headers of this name.
pub(crate) fn list(headers: &HeaderMap, name: &str) -> Vec<Item> {
    let lines = headers
        .get_all(name)
        .iter()
        .filter_map(|value| value.to_str().ok());
    lines
        .flat_map(|line| split(line, ','))
        .filter_map(Item::parse)
        .collect()
}

/// Splits where the separator is not in quotes.
fn split(text: &str, separator: char) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut quoted, mut escaped) = (0, false, false);
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ if c == separator && !quoted => {
                parts.push(&text[start..at]);
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}

/// The text of a string or a token.
fn unquote(text: &str) -> String {
    let text = text.trim();
    match text
        .strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'))
    {
        Some(quoted) => quoted.replace("\\\"", "\"").replace("\\\\", "\\"),
        None => text.to_owned(),
    }
}
