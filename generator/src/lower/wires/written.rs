//! What OpenAPI says that parameters and bodies look like on the wire (OpenAPI 3.0.3, "Style Values"). Written for the
//! proof alone, and on purpose not shared with the runtime that it proves.

use serde_json::Value;

use crate::model::{Encoding, Parameter, PathParameter, SentBody, Style};

type Pair = (String, String);

/// Everything but the unreserved characters of RFC 3986, as `%XX`.
fn encoded(text: &str) -> String {
    let unreserved = |it: u8| it.is_ascii_alphanumeric() || b"-._~".contains(&it);
    text.bytes()
        .map(|it| {
            if unreserved(it) {
                char::from(it).to_string()
            } else {
                format!("%{it:02X}")
            }
        })
        .collect()
}

/// What stays as it is where a parameter allows reserved characters.
fn reserved(text: &str) -> String {
    text.chars()
        .map(|it| {
            if ":/?@!$'()*,;=".contains(it) {
                it.to_string()
            } else {
                encoded(&it.to_string())
            }
        })
        .collect()
}

fn scalar(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// The values of a list, nested lists flattened, or the keys and values of an object in turn.
fn flat(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().flat_map(flat).collect(),
        Value::Object(map) => map
            .iter()
            .flat_map(|(key, value)| flat(value).into_iter().flat_map(|it| [key.clone(), it]))
            .collect(),
        other => vec![scalar(other)],
    }
}

/// Keys with their values, lists spread.
fn fields(value: &Value) -> Vec<Pair> {
    let map = value.as_object().into_iter().flatten();
    map.flat_map(|(key, value)| flat(value).into_iter().map(|it| (key.clone(), it)))
        .collect()
}

/// The pairs of a query or of cookies.
pub(super) fn parameter(it: &Parameter, value: &Value) -> Vec<Pair> {
    let name = encoded(&it.name.wire);
    let escape = if it.allow_reserved { reserved } else { encoded };
    if it.json {
        return vec![(name, escape(&value.to_string()))];
    }
    let joined = |separator: &str| {
        let items: Vec<String> = flat(value).iter().map(|it| escape(it)).collect();
        // What has nothing in it is not sent.
        let something = !items.is_empty();
        something
            .then(|| (name.clone(), items.join(separator)))
            .into_iter()
            .collect()
    };
    match (it.style, value) {
        (Style::DeepObject, Value::Object(_) | Value::Array(_)) => deep(&name, value, escape),
        (_, Value::Object(_)) if it.explode => fields(value)
            .into_iter()
            .map(|(key, value)| (encoded(&key), escape(&value)))
            .collect(),
        (Style::SpaceDelimited, _) if !it.explode => joined("%20"),
        (Style::PipeDelimited, _) if !it.explode => joined("%7C"),
        _ if !it.explode => joined(","),
        _ => flat(value)
            .iter()
            .map(|it| (name.clone(), escape(it)))
            .collect(),
    }
}

/// `color[R]=100`, at any depth; elements of lists as `ids[]=1`, or `lines[0][sku]=a` where they have names inside.
fn deep(name: &str, value: &Value, escape: fn(&str) -> String) -> Vec<Pair> {
    let below = |key: &str, value: &Value| deep(&format!("{name}%5B{key}%5D"), value, escape);
    match value {
        Value::Object(map) => map
            .iter()
            .flat_map(|(key, value)| below(&encoded(key), value))
            .collect(),
        Value::Array(items) => {
            let named = items.iter().any(|it| it.is_object() || it.is_array());
            let key = |number: usize| {
                if named {
                    number.to_string()
                } else {
                    String::new()
                }
            };
            items
                .iter()
                .enumerate()
                .flat_map(|(number, it)| below(&key(number), it))
                .collect()
        }
        leaf => vec![(name.to_owned(), escape(&scalar(leaf)))],
    }
}

/// The value of a header, style `simple`; none if there is nothing to send.
pub(super) fn header(it: &Parameter, value: &Value) -> Option<String> {
    if it.json {
        return Some(value.to_string());
    }
    let items = if it.explode && value.is_object() {
        assigned(value, str::to_owned)
    } else {
        flat(value)
    };
    (!items.is_empty()).then(|| items.join(","))
}

fn assigned(value: &Value, escape: fn(&str) -> String) -> Vec<String> {
    fields(value)
        .iter()
        .map(|(key, value)| format!("{}={}", escape(key), escape(value)))
        .collect()
}

/// The value of a parameter in the path.
pub(super) fn path(it: &PathParameter, value: &Value) -> String {
    let name = encoded(&it.name.wire);
    if it.json {
        return encoded(&value.to_string());
    }
    let object = it.explode && value.is_object();
    let items: Vec<String> = if object {
        assigned(value, encoded)
    } else {
        flat(value).iter().map(|it| encoded(it)).collect()
    };
    match it.style {
        // What `explode` changes for a label is in the items.
        Style::Label => format!(".{}", items.join(".")),
        Style::Matrix if object => format!(";{}", items.join(";")),
        Style::Matrix if it.explode => {
            let separator = format!(";{name}=");
            format!("{separator}{}", items.join(&separator))
        }
        Style::Matrix => format!(";{name}={}", items.join(",")),
        Style::Simple
        | Style::Form
        | Style::SpaceDelimited
        | Style::PipeDelimited
        | Style::DeepObject => items.join(","),
    }
}

/// What a body is. Of parts only the names are compared, of forms with styles of their own only the media type.
pub(super) fn body(encoding: &Encoding, value: &Value) -> SentBody {
    // Some fields are headers of a part.
    let is_header = |name: &str| match encoding {
        Encoding::Parts(parts) => parts
            .iter()
            .flat_map(|it| &it.headers)
            .any(|(_, field)| field.wire == name),
        _ => false,
    };
    let names = || {
        let map = value.as_object().into_iter().flatten();
        map.filter(|(name, value)| !is_empty(value) && !is_header(name))
            .map(|(name, _)| format!("name=\"{name}\""))
            .collect()
    };
    match encoding {
        Encoding::Json | Encoding::Choice => SentBody::Json(value.to_string()),
        Encoding::Form(fields) if fields.is_empty() => SentBody::Pairs(form(value)),
        Encoding::Form(_) => SentBody::Parts(Vec::new()),
        Encoding::Parts(_) | Encoding::Multipart => SentBody::Parts(names()),
        Encoding::Text | Encoding::Bytes => SentBody::Text(scalar(value)),
    }
}

fn is_empty(value: &Value) -> bool {
    value.is_null() || value.as_array().is_some_and(Vec::is_empty)
}

/// The fields of a form: lists repeat the name, objects are JSON (OpenAPI 3.0.4, "Encoding Object").
fn form(value: &Value) -> Vec<Pair> {
    let map = value.as_object().into_iter().flatten();
    map.flat_map(|(key, value)| {
        let values = match value {
            Value::Array(items) => items.clone(),
            Value::Null => Vec::new(),
            other => vec![other.clone()],
        };
        let key = plus(key);
        values
            .into_iter()
            .map(move |it| (key.clone(), plus(&scalar(&it))))
    })
    .collect()
}

/// As the URL standard writes forms.
fn plus(text: &str) -> String {
    let kept = |it: u8| it.is_ascii_alphanumeric() || b"*-._".contains(&it);
    text.bytes()
        .map(|it| match it {
            b' ' => "+".to_owned(),
            it if kept(it) => char::from(it).to_string(),
            it => format!("%{it:02X}"),
        })
        .collect()
}
