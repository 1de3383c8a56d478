//! Bodies as the document describes them.

use serde_json::{Map, Value as Json};

use super::declared::followed;
use super::schemas::Schemas;
use super::written::{self, Pair, encoded};
use crate::model::{Encoding, Operation, Part, SentBody, SentPart};
use crate::spec::{Document, ELEMENTS_OF_TUPLE, minor_version, pointer};

/// One media type of a request body: its schema, and what is said of its properties.
#[derive(Clone, Copy, Debug)]
pub(super) struct Media<'a> {
    pub(super) schema: Option<&'a Json>,
    encoding: Option<&'a Map<String, Json>>,
    document: &'a Document,
    is_31: bool,
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
        document,
        is_31: minor_version(document).is_some_and(|it| it > 0),
    })
}

impl<'a> Media<'a> {
    /// A query that is a form.
    pub(super) fn of_query(document: &'a Document, encoding: &'a Json) -> Self {
        Self {
            schema: None,
            encoding: encoding.as_object(),
            document,
            is_31: true,
        }
    }

    fn said(&self, name: &str, key: &str) -> Option<&'a Json> {
        self.encoding?.get(name)?.get(key)
    }

    /// Adds what callers say besides to a value: texts in other formats, and headers of parts.
    pub(super) fn add_what_callers_say(
        &self,
        of: &Schemas<'a>,
        encoding: &Encoding,
        json: &mut Json,
    ) {
        self.add_foreign(encoding, "text é", json);
        if let Encoding::Parts(parts) = encoding {
            self.add_headers(of, parts, json);
        }
    }

    /// Adds what callers say in headers of parts to a value.
    fn add_headers(&self, of: &Schemas<'a>, parts: &[Part], json: &mut Json) {
        for part in parts
            .iter()
            .filter(|it| json.get(&it.wire).is_some())
            .cloned()
            .collect::<Vec<_>>()
        {
            for header in &part.headers {
                let known = self.said(&part.wire, "headers").and_then(Json::as_object);
                let node = known
                    .into_iter()
                    .flatten()
                    .find(|(it, _)| it.eq_ignore_ascii_case(&header.name));
                let schema = node.and_then(|(_, it)| followed(of.document, it)?.get("schema"));
                let value = schema.and_then(|it| of.value(it));
                if let (Some(value), Some(map)) = (value, json.as_object_mut()) {
                    map.insert(header.field.wire.clone(), value);
                }
            }
        }
    }

    /// Puts texts where callers write a format that is not JSON.
    fn add_foreign(&self, encoding: &Encoding, text: &str, json: &mut Json) {
        let is_form = match encoding {
            Encoding::Form(_) => true,
            Encoding::Parts(_) => false,
            _ => return,
        };
        for (key, value) in json.as_object_mut().into_iter().flatten() {
            let types = self.said(key, "contentType").and_then(Json::as_str);
            let types = types.unwrap_or("application/json");
            let is_json = |it: &str| {
                it.contains("json") || it.ends_with("*/*") || it.ends_with("application/*")
            };
            if types.split(',').any(is_json) || is_form && self.is_styled(key) {
                continue;
            }
            let values = match value {
                Json::Array(items) => items.iter_mut().collect(),
                other => vec![other],
            };
            for it in values
                .into_iter()
                .filter(|it| it.is_object() || it.is_array())
            {
                *it = Json::from(text);
            }
        }
    }

    fn is_styled(&self, key: &str) -> bool {
        let mut keys = ["style", "explode", "allowReserved"].iter();
        keys.any(|it| self.said(key, it).is_some())
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

    pub(super) fn field(&self, key: &str, value: &Json) -> Vec<Pair> {
        let text = |name: &str| self.said(key, name).and_then(Json::as_str);
        let flag = |name: &str| self.said(key, name).and_then(Json::as_bool);
        let style = text("style").unwrap_or("form");
        let explode = flag("explode").unwrap_or(style == "form");
        if self.is_styled(key) {
            let escape = if flag("allowReserved") == Some(true) {
                written::reserved
            } else {
                encoded
            };
            return written::styled(key, style, explode, escape, value);
        }
        let first = text("contentType").and_then(|it| it.split(',').next());
        let json = first.is_some_and(|it| it.contains("json"));
        let values = match value {
            Json::Array(items) if !json => elements(items),
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
            .map(|it| it.field.wire.as_str())
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
                .or_else(|| self.usual_type(key).filter(|_| types.is_none()))
                .map(str::to_owned);
            let json = types.is_some_and(|it| it.contains("json"));
            let values = match value {
                Json::Array(items) if !json => elements(items),
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

impl<'a> Media<'a> {
    /// What a part is that nothing is said of: from 3.1 on bytes, if its schema has no type or says how bytes became a text
    /// (OpenAPI 3.1.1, "Encoding Object").
    fn usual_type(&self, key: &str) -> Option<&'static str> {
        if !self.is_31 {
            return None;
        }
        let schema = self.property(key)?;
        let schema = match schema.get("items") {
            Some(_) if schema.get(ELEMENTS_OF_TUPLE).is_some() => return None,
            Some(items) => followed(self.document, items)?,
            None => schema,
        };
        let says_more = |key: &&str| schema.get(*key).is_some();
        let bare = !TELLING.iter().any(says_more);
        let encoded = schema.get("format").and_then(Json::as_str) == Some("byte");
        (bare || encoded).then_some("application/octet-stream")
    }

    /// The schema of a property, where it stands in the schema of the body itself.
    fn property(&self, key: &str) -> Option<&'a Json> {
        let schema = followed(self.document, self.schema?)?;
        followed(self.document, schema.get("properties")?.get(key)?)
    }
}

/// The elements of a list that are fields: null is none.
fn elements(items: &[Json]) -> Vec<Json> {
    let items = items.iter().filter(|it| !it.is_null());
    items.cloned().collect()
}

/// What a schema has that says which values fit.
const TELLING: [&str; 9] = [
    "type",
    "enum",
    "format",
    "properties",
    "additionalProperties",
    "items",
    "allOf",
    "oneOf",
    "anyOf",
];
