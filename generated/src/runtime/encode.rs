// @generated from generator/runtime/src/runtime/encode.rs. Edit that file.

//! Parameters as text: the styles of `OpenAPI` 3.0.3
//! (<https://spec.openapis.org/oas/v3.0.3#style-values>), over JSON values.
//!
//! Everything that is not unreserved in RFC 3986 is percent-encoded, a space as `%20`, brackets of `deepObject` and the
//! bar of `pipeDelimited` included: the table of the specification shows them bare, RFC 3986 does not allow that, and
//! servers decode both.
//!
//! An element that is a list or an object is JSON text: the specification has no form for it, and servers can read that.
//! Null is no element, as RFC 6570 has it (2.3).
//!
//! The specification says nothing about lists in `deepObject`. They are written as the servers that know such keys read
//! them: `ids[]=1&ids[]=2`, and `lines[0][sku]=a` where elements have names of their own.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::runtime::path::{RESERVED, is_plain};
use crate::runtime::plain::Plain;
use crate::runtime::secret::SecretValue;

/// What is encoded where a parameter says `allowReserved`. The characters that would end the value, or be decoded as
/// something else (`#`, `&`, `+`), are encoded even then, and so is a `%` that begins no `%XX`: what is encoded already stays
/// (RFC 6570, 3.2.3).
const ALLOW_RESERVED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'&')
    .add(b'+')
    .add(b'<')
    .add(b'>')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// How a parameter that is a list or an object is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `blue,black`: in paths and headers.
    Simple,
    /// `.blue.black`: in paths.
    Label,
    /// `;color=blue,black`: in paths.
    Matrix,
    /// `color=blue&color=black`, or `color=blue,black`: in queries and cookies.
    Form,
    /// `color=blue%20black`: in queries.
    SpaceDelimited,
    /// `color=blue%7Cblack`: in queries.
    PipeDelimited,
    /// `color%5BR%5D=100`: objects in queries.
    DeepObject,
    /// `color=blue; color=black`: in cookies, nothing encoded.
    Cookie,
}

/// A name and a value, both encoded.
pub type Pair = (String, String);

/// The pairs of a query, or of cookies (style `Form`), encoded. Null and empty lists are no pair at all.
pub fn query_pairs(
    name: &str,
    style: Style,
    explode: bool,
    allow_reserved: bool,
    value: &Plain,
) -> Vec<Pair> {
    let escape = if allow_reserved {
        ALLOW_RESERVED
    } else {
        RESERVED
    };
    let writer = match style {
        Style::Cookie => Writer::raw(name),
        _ => Writer {
            name: encoded(name, RESERVED),
            escape: Some(escape),
            keeps_triples: allow_reserved,
        },
    };
    match (style, value) {
        (Style::DeepObject, Plain::Object(_) | Plain::Array(_)) => {
            let mut pairs = Vec::new();
            writer.deep(&writer.name, value, &mut pairs);
            pairs
        }
        (_, Plain::Object(fields)) if explode => writer.fields(fields),
        (Style::SpaceDelimited, _) if !explode => writer.one_pair(value, "%20"),
        (Style::PipeDelimited, _) if !explode => writer.one_pair(value, "%7C"),
        _ if !explode => writer.one_pair(value, ","),
        _ => writer
            .leaves(value)
            .into_iter()
            .map(|leaf| (writer.name.clone(), leaf))
            .collect(),
    }
}

/// The pairs as a query, without the question mark.
pub fn join_pairs(pairs: &[Pair]) -> String {
    let pairs: Vec<String> = pairs
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    pairs.join("&")
}

/// The forms in which a secret stands in an address, where they are others than its own.
pub(crate) fn in_addresses(secret: &SecretValue) -> Vec<SecretValue> {
    let text = secret.expose();
    if is_plain(text) {
        return Vec::new();
    }
    let form = |escape| {
        // Room for all of it: a text that grows leaves copies behind.
        let mut form = String::with_capacity(3 * text.len());
        form.extend(utf8_percent_encode(text, escape));
        SecretValue::from(form)
    };
    [RESERVED, ALLOW_RESERVED].map(form).into()
}

/// The value of a header, style `simple`, as it is: headers have no encoding. `None` if there is nothing to send.
pub fn header_value(explode: bool, value: &Plain) -> Option<String> {
    let writer = Writer::raw("");
    writer.items(value, explode).map(|items| items.join(","))
}

/// What a path can have as it is (RFC 3986, section 3.3).
const IN_PATHS: &AsciiSet = &RESERVED
    .remove(b'/')
    .remove(b':')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=');

/// A part of a path, encoded; `None` if there is nothing to send. What is in it has to be checked before.
pub fn path_value(
    name: &str,
    style: Style,
    explode: bool,
    allow_reserved: bool,
    value: &Plain,
) -> Option<String> {
    let escape = if allow_reserved { IN_PATHS } else { RESERVED };
    let writer = Writer {
        name: encoded(name, RESERVED),
        escape: Some(escape),
        keeps_triples: allow_reserved,
    };
    writer.in_path(style, explode, value)
}

/// What has to be checked of a part of a path, nothing of it encoded: each key and value, and all of it together.
pub fn path_texts(name: &str, style: Style, explode: bool, value: &Plain) -> Vec<String> {
    let writer = Writer::raw(name);
    let mut texts = writer.items(value, false).unwrap_or_default();
    texts.extend(writer.in_path(style, explode, value));
    texts
}

fn encoded(text: &str, escape: &'static AsciiSet) -> String {
    utf8_percent_encode(text, escape).to_string()
}

/// Encoded but for the `%XX` in it.
fn encoded_but_triples(text: &str, escape: &'static AsciiSet) -> String {
    let mut pieces = text.split('%');
    let mut written = encoded(pieces.next().unwrap_or_default(), escape);
    for piece in pieces {
        let digits = piece.as_bytes().get(..2);
        let is_triple = digits.is_some_and(|it| it.iter().all(u8::is_ascii_hexdigit));
        written.push_str(if is_triple { "%" } else { "%25" });
        written.push_str(&encoded(piece, escape));
    }
    written
}

struct Writer {
    name: String,
    /// What to encode in values; `None` for nothing.
    escape: Option<&'static AsciiSet>,
    /// Whether `%XX` in values stays as it is.
    keeps_triples: bool,
}

impl Writer {
    /// Encodes nothing.
    fn raw(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            escape: None,
            keeps_triples: false,
        }
    }

    fn leaf(&self, value: &Plain) -> String {
        let text = match value {
            Plain::String(text) => Cow::Borrowed(text.as_str()),
            // Objects and lists in lists have no form in the specification: they go as JSON.
            other => Cow::Owned(other.json()),
        };
        match self.escape {
            Some(escape) if self.keeps_triples => encoded_but_triples(&text, escape),
            Some(escape) => encoded(&text, escape),
            None => text.into_owned(),
        }
    }

    /// A value, or the elements of a list. Nulls are left out (RFC 6570, 2.3).
    fn leaves(&self, value: &Plain) -> Vec<String> {
        match value {
            Plain::Null => Vec::new(),
            Plain::Array(elements) => elements
                .iter()
                .filter(|element| !element.is_null())
                .map(|element| self.leaf(element))
                .collect(),
            leaf => vec![self.leaf(leaf)],
        }
    }

    /// What a separator goes between; `None` if there is nothing.
    fn items(&self, value: &Plain, explode: bool) -> Option<Vec<String>> {
        let items = match value {
            Plain::Object(fields) if explode => self
                .fields(fields)
                .into_iter()
                .map(|(key, value)| format!("{key}={value}"))
                .collect(),
            Plain::Object(fields) => self
                .fields(fields)
                .into_iter()
                .flat_map(|(key, value)| [key, value])
                .collect(),
            other => self.leaves(other),
        };
        let items: Vec<String> = items;
        if items.is_empty() { None } else { Some(items) }
    }

    fn in_path(&self, style: Style, explode: bool, value: &Plain) -> Option<String> {
        let name = &self.name;
        let items = self.items(value, explode)?;
        let named = |item: &String| {
            if item.is_empty() {
                format!(";{name}")
            } else {
                format!(";{name}={item}")
            }
        };
        Some(match style {
            Style::Label if explode => format!(".{}", items.join(".")),
            // RFC 6570, 3.2.5. The tables of OpenAPI had points here up to 3.0.3 and 3.1.0.
            Style::Label => format!(".{}", items.join(",")),
            Style::Matrix if explode && value.is_object() => {
                // RFC 6570, 3.2.7: an empty value is its name alone.
                let piece = |it: &String| match it.split_once('=') {
                    Some((key, "")) => format!(";{key}"),
                    _ => format!(";{it}"),
                };
                items.iter().map(piece).collect()
            }
            Style::Matrix if explode => items.iter().map(named).collect(),
            Style::Matrix => named(&items.join(",")),
            _ => items.join(","),
        })
    }

    fn one_pair(&self, value: &Plain, separator: &str) -> Vec<Pair> {
        let items = self.items(value, false);
        items
            .map(|items| (self.name.clone(), items.join(separator)))
            .into_iter()
            .collect()
    }

    fn key(&self, key: &str) -> String {
        self.escape
            .map_or_else(|| key.to_owned(), |_| encoded(key, RESERVED))
    }

    /// A pair for each field, and for each element of a field that is a list.
    fn fields(&self, fields: &[(String, Plain)]) -> Vec<Pair> {
        let mut pairs = Vec::new();
        for (key, value) in fields {
            let key = self.key(key);
            pairs.extend(
                self.leaves(value)
                    .into_iter()
                    .map(|leaf| (key.clone(), leaf)),
            );
        }
        pairs
    }

    fn deep(&self, name: &str, value: &Plain, pairs: &mut Vec<Pair>) {
        match value {
            Plain::Null => {}
            Plain::Object(fields) => {
                for (key, value) in fields {
                    self.deep(&format!("{name}%5B{}%5D", self.key(key)), value, pairs);
                }
            }
            Plain::Array(elements) => {
                let composite = |it: &Plain| it.is_object() || it.is_array();
                let numbered = elements.iter().any(composite);
                for (number, element) in elements.iter().enumerate() {
                    let index = if numbered {
                        number.to_string()
                    } else {
                        String::new()
                    };
                    self.deep(&format!("{name}%5B{index}%5D"), element, pairs);
                }
            }
            leaf => pairs.push((name.to_owned(), self.leaf(leaf))),
        }
    }
}
