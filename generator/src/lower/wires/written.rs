//! What OpenAPI says that parameters and bodies look like on the wire (OpenAPI 3.0.3, "Style Values" and "Encoding
//! Object"). Written for the proof alone, and on purpose not shared with the runtime that it proves.

use std::fmt::Write as _;

use serde_json::Value;

use super::declared::Declared;
use crate::lower::request_headers;

pub(super) type Pair = (String, String);

/// Everything but the unreserved characters of RFC 3986, as `%XX`.
pub(super) fn encoded(text: &str) -> String {
    let unreserved = |it: u8| it.is_ascii_alphanumeric() || b"-._~".contains(&it);
    escaped(text, unreserved)
}

/// What stays as it is where a parameter allows reserved characters. Others would end the value or mean something else.
pub(super) fn reserved(text: &str) -> String {
    but_triples(text, |it| {
        it.is_ascii_alphanumeric() || b"-._~:/?@!$'()*,;=".contains(&it)
    })
}

/// Escaped, but for what is so already (RFC 6570, 3.2.3).
fn but_triples(text: &str, kept: impl Fn(u8) -> bool) -> String {
    let mut written = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('%') {
        written.push_str(&escaped(&rest[..at], &kept));
        let triple = rest.get(at + 1..at + 3);
        let is_triple = triple.is_some_and(|it| it.bytes().all(|it| it.is_ascii_hexdigit()));
        written.push_str(if is_triple { "%" } else { "%25" });
        rest = &rest[at + 1..];
    }
    written + &escaped(rest, &kept)
}

/// Nothing is escaped.
fn raw(text: &str) -> String {
    text.to_owned()
}

/// The pairs of cookies; none if nothing can be sent, because the client refuses what would need encoding.
pub(super) fn cookies(it: &Declared<'_>, value: &Value) -> Option<Vec<Pair>> {
    let pairs = pairs(it, value);
    (it.style != "cookie" || pairs.iter().all(is_in_cookies)).then_some(pairs)
}

/// Whether it can stand in a cookie as it is (RFC 6265, 4.1.1).
fn is_in_cookies((name, value): &Pair) -> bool {
    let odd = |it: char| !it.is_ascii_graphic() || "\",;\\".contains(it);
    !value.contains(odd) && request_headers::is_name(name)
}

/// The same in a path, where `?` begins the query.
fn in_path(text: &str) -> String {
    but_triples(text, |it| {
        it.is_ascii_alphanumeric() || b"-._~:/@!$&'()*+,;=".contains(&it)
    })
}

pub(super) fn escaped(text: &str, kept: impl Fn(u8) -> bool) -> String {
    let mut escaped = String::new();
    for it in text.bytes() {
        if kept(it) {
            escaped.push(char::from(it));
        } else {
            let _ = write!(escaped, "%{it:02X}");
        }
    }
    escaped
}

/// The text of a value. Objects and lists in lists have no form in the table, and go as JSON.
pub(super) fn scalar(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => {
            // As JSON, 2.0 is 2.
            let text = number.to_string();
            text.strip_suffix(".0").unwrap_or(&text).to_owned()
        }
        other => other.to_string(),
    }
}

/// The elements of a list; anything else is the only one.
fn elements(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => {
            let items = items.iter().filter(|it| !it.is_null());
            items.map(scalar).collect()
        }
        Value::Null => Vec::new(),
        other => vec![scalar(other)],
    }
}

/// Keys with their values, a pair for each element of a list.
fn fields(value: &Value) -> Vec<Pair> {
    let map = value.as_object().into_iter().flatten();
    map.flat_map(|(key, value)| elements(value).into_iter().map(|it| (key.clone(), it)))
        .collect()
}

/// What stands between separators: elements, or keys and values in turn, or `key=value` where it is exploded.
fn items(value: &Value, explode: bool, escape: impl Fn(&str) -> String) -> Vec<String> {
    if !value.is_object() {
        return elements(value).iter().map(|it| escape(it)).collect();
    }
    let fields = fields(value);
    let fields = fields
        .iter()
        .map(|(key, value)| (escape(key), escape(value)));
    if explode {
        fields
            .map(|(key, value)| format!("{key}={value}"))
            .collect()
    } else {
        fields.flat_map(|(key, value)| [key, value]).collect()
    }
}

/// The JSON of a parameter that is described by its content; other content is text.
fn content(it: &Declared<'_>, value: &Value) -> Option<String> {
    let media_type = it.media_type?;
    let json = media_type.contains("json") || value.is_object() || value.is_array();
    Some(if json {
        value.to_string()
    } else {
        scalar(value)
    })
}

/// The pairs of a query or of cookies.
pub(super) fn pairs(it: &Declared<'_>, value: &Value) -> Vec<Pair> {
    let escape = if it.allow_reserved { reserved } else { encoded };
    if let Some(text) = content(it, value) {
        return vec![(encoded(it.name), escape(&text))];
    }
    if let (Some(fields), Value::Object(map)) = (&it.fields, value) {
        return map
            .iter()
            .flat_map(|(key, it)| fields.field(key, it))
            .collect();
    }
    let escape = if it.style == "cookie" { raw } else { escape };
    styled(it.name, it.style, it.explode, escape, value)
}

/// The pairs of a value in a style.
pub(super) fn styled(
    name: &str,
    style: &str,
    explode: bool,
    escape: fn(&str) -> String,
    value: &Value,
) -> Vec<Pair> {
    let name = encoded(name);
    let joined = |separator: &str| {
        let items = items(value, false, escape);
        let pair = (name.clone(), items.join(separator));
        if items.is_empty() {
            Vec::new()
        } else {
            vec![pair]
        }
    };
    match style {
        "deepObject" if value.is_object() || value.is_array() => deep(&name, value, escape),
        "spaceDelimited" if !explode => joined("%20"),
        "pipeDelimited" if !explode => joined("%7C"),
        _ if !explode => joined(","),
        _ if value.is_object() => fields(value)
            .iter()
            .map(|(key, value)| (encoded(key), escape(value)))
            .collect(),
        _ => elements(value)
            .iter()
            .map(|it| (name.clone(), escape(it)))
            .collect(),
    }
}

/// `color[R]=100`, at any depth. Lists have no form in the table: `ids[]=1`, and `lines[0][sku]=a` where elements have
/// names of their own, is what servers read that know such keys.
fn deep(name: &str, value: &Value, escape: fn(&str) -> String) -> Vec<Pair> {
    match value {
        Value::Object(map) => map
            .iter()
            .flat_map(|(key, value)| deep(&format!("{name}%5B{}%5D", encoded(key)), value, escape))
            .collect(),
        Value::Array(list) => {
            let numbered = list.iter().any(|it| it.is_object() || it.is_array());
            let index = |number: usize| {
                if numbered {
                    number.to_string()
                } else {
                    String::new()
                }
            };
            let elements = list.iter().enumerate();
            elements
                .flat_map(|(number, it)| {
                    deep(&format!("{name}%5B{}%5D", index(number)), it, escape)
                })
                .collect()
        }
        Value::Null => Vec::new(),
        other => vec![(name.to_owned(), escape(&scalar(other)))],
    }
}

/// The value of a header, style `simple`. What has nothing in it is not there (RFC 6570, 2.3).
pub(super) fn header(it: &Declared<'_>, value: &Value) -> Option<String> {
    content(it, value).or_else(|| {
        let items = items(value, it.explode, str::to_owned);
        (!items.is_empty()).then(|| items.join(","))
    })
}

/// The value of a parameter in the path.
pub(super) fn path(it: &Declared<'_>, value: &Value) -> String {
    if let Some(text) = content(it, value) {
        return encoded(&text);
    }
    let name = encoded(it.name);
    let items = if it.allow_reserved {
        items(value, it.explode, in_path)
    } else {
        items(value, it.explode, encoded)
    };
    match it.style {
        "label" if it.explode => format!(".{}", items.join(".")),
        "label" => format!(".{}", items.join(",")),
        "matrix" if it.explode && value.is_object() => items.iter().map(|it| matrix(it)).collect(),
        "matrix" if it.explode => items
            .iter()
            .map(|it| matrix(&format!("{name}={it}")))
            .collect(),
        "matrix" => matrix(&format!("{name}={}", items.join(","))),
        _ => items.join(","),
    }
}

/// A name with its value, which is the name alone where that is empty (RFC 6570, 3.2.7).
fn matrix(pair: &str) -> String {
    format!(";{}", pair.strip_suffix('=').unwrap_or(pair))
}
