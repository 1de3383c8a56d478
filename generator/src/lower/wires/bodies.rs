//! Bodies as the document describes them.

use serde_json::{Map, Value as Json};

use super::declared::followed;
use super::schemas::Schemas;
use super::written::{self, Pair, encoded, escaped};
use crate::model::{Encoding, Operation, Part, SentBody, SentPart};
use crate::spec::{Document, pointer};

/// One media type of a request body: its schema, and what is said of its properties.
#[derive(Clone, Copy, Debug)]
pub(super) struct Media<'a> {
    pub(super) schema: Option<&'a Json>,
    encoding: Option<&'a Map<String, Json>>,
}

/// The media type of a body by the name it is sent under.
pub(super) fn media<'a>(
    document: &'a Document,
    operation: &Operation,
    name: &str,
) -> Option<Media<'a>> {
    let node = document.get(&pointer::join(&operation.pointer, "requestBody"))?;
    let content = followed(document, node)?.get("content")?.as_object()?;
    // Ranges are sent under the name of something that is in them.
    let media = content.get(name).or_else(|| {
        let mut ranges = content.iter().filter(|(key, _)| key.contains('*'));
        ranges.next().map(|(_, it)| it)
    })?;
    let media = followed(document, media)?;
    Some(Media {
        schema: media.get("schema"),
        encoding: media.get("encoding").and_then(Json::as_object),
    })
}

impl<'a> Media<'a> {
    fn said(&self, name: &str, key: &str) -> Option<&'a Json> {
        self.encoding?.get(name)?.get(key)
    }

    /// Adds what callers say in headers of parts to a value.
    pub(super) fn add_headers(&self, of: &Schemas<'a>, parts: &[Part], json: &mut Json) {
        for part in parts
            .iter()
            .filter(|it| json.get(&it.wire).is_some())
            .cloned()
            .collect::<Vec<_>>()
        {
            for (header, field) in &part.headers {
                let known = self.said(&part.wire, "headers").and_then(Json::as_object);
                let node = known
                    .into_iter()
                    .flatten()
                    .find(|(it, _)| it.eq_ignore_ascii_case(header));
                let schema = node.and_then(|(_, it)| followed(of.document, it)?.get("schema"));
                let value = schema.and_then(|it| of.value(it));
                if let (Some(value), Some(map)) = (value, json.as_object_mut()) {
                    map.insert(field.wire.clone(), value);
                }
            }
        }
    }

    /// What a body is.
    pub(super) fn written(&self, encoding: &Encoding, value: &Json) -> SentBody {
        match encoding {
            Encoding::Json | Encoding::Choice => SentBody::Json(value.to_string()),
            Encoding::Form(_) => SentBody::Pairs(self.form(value)),
            Encoding::Multipart => SentBody::Parts(Vec::new()),
            Encoding::Parts(parts) => SentBody::Parts(self.parts(parts, value)),
            Encoding::Text | Encoding::Bytes => SentBody::Text(written::scalar(value)),
        }
    }

    /// The fields of a form. Unless something else is said, lists repeat the name, and objects are JSON.
    fn form(&self, value: &Json) -> Vec<Pair> {
        let map = value.as_object().into_iter().flatten();
        map.flat_map(|(key, value)| self.field(key, value))
            .map(|(key, value)| (key.replace("%20", "+"), value.replace("%20", "+")))
            .collect()
    }

    fn field(&self, key: &str, value: &Json) -> Vec<Pair> {
        let text = |name: &str| self.said(key, name).and_then(Json::as_str);
        let flag = |name: &str| self.said(key, name).and_then(Json::as_bool);
        let style = text("style").unwrap_or("form");
        let explode = flag("explode").unwrap_or(style == "form");
        let styled = ["style", "explode", "allowReserved"]
            .iter()
            .any(|it| self.said(key, it).is_some());
        if styled {
            let escape = if flag("allowReserved") == Some(true) {
                form_reserved
            } else {
                encoded
            };
            return written::styled(key, style, explode, escape, value);
        }
        let first = text("contentType").and_then(|it| it.split(',').next());
        let json = first.is_some_and(|it| it.contains("json"));
        let values = match value {
            Json::Array(items) if !json => items.clone(),
            Json::Null => Vec::new(),
            other => vec![other.clone()],
        };
        let text = |it: &Json| match it {
            Json::String(text) if json => Json::from(text.as_str()).to_string(),
            other => written::scalar(other),
        };
        values
            .iter()
            .map(|it| (encoded(key), encoded(&text(it))))
            .collect()
    }

    /// The parts: a list is a part for each element, an object is JSON, a file bytes.
    fn parts(&self, said: &[Part], value: &Json) -> Vec<SentPart> {
        let headers: Vec<&str> = said
            .iter()
            .flat_map(|it| &it.headers)
            .map(|(_, it)| it.wire.as_str())
            .collect();
        let mut parts = Vec::new();
        for (key, value) in value.as_object().into_iter().flatten() {
            if headers.contains(&key.as_str()) {
                continue;
            }
            let types = self.said(key, "contentType").and_then(Json::as_str);
            // Several types are a choice of the caller.
            let content_type = types
                .filter(|it| !it.contains([',', '*']))
                .map(str::to_owned);
            let json = types.is_some_and(|it| it.contains("json"));
            let values = match value {
                Json::Array(items) if !json => items.clone(),
                Json::Null => Vec::new(),
                other => vec![other.clone()],
            };
            for it in values {
                let as_json = json || it.is_object() || it.is_array();
                parts.push(SentPart {
                    name: key.clone(),
                    content_type: content_type.clone(),
                    json: as_json,
                    text: if as_json {
                        it.to_string()
                    } else {
                        written::scalar(&it)
                    },
                });
            }
        }
        parts
    }
}

fn form_reserved(text: &str) -> String {
    escaped(text, |it| {
        it.is_ascii_alphanumeric() || b"-._~:/?@!$'()*,;=".contains(&it)
    })
}
