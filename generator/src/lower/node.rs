//! Reading untyped nodes: each wrong kind of value is one message, and the rest goes on.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use serde_path_to_error::Segment;

use crate::diagnostics::Diagnostics;
use crate::spec::{Document, follow, minor_version, pointer};

/// An object of the document with its pointer.
#[derive(Clone, Debug)]
pub(super) struct Node<'a> {
    pub(super) at: String,
    pub(super) map: &'a Map<String, Value>,
}

impl<'a> Node<'a> {
    /// The description of a parameter or a header. From 3.1 on, what stands beside a reference to it comes first.
    pub(super) fn description(
        &self,
        document: &'a Document,
        at: &str,
        diagnostics: &mut Diagnostics,
    ) -> Option<&'a str> {
        let beside = document.get(at).filter(|it| it.get("$ref").is_some());
        let beside = beside.and_then(|it| it.get("description")?.as_str());
        let counts = minor_version(document) != Some(0);
        beside
            .filter(|_| counts)
            .or_else(|| self.text("description", diagnostics))
    }

    /// The object at a pointer; anything else there is reported.
    pub(super) fn at(
        document: &'a Document,
        at: &str,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        match document.get(at)? {
            Value::Object(map) => Some(Self {
                at: at.to_owned(),
                map,
            }),
            _ => {
                let key = pointer::last(at);
                let what = match key.parse::<usize>() {
                    Ok(_) => "this item".to_owned(),
                    Err(_) => format!("`{key}`"),
                };
                diagnostics.not_an_object(at, &what);
                None
            }
        }
    }

    /// The object that a place refers to, or is itself.
    pub(super) fn behind(
        document: &'a Document,
        at: &str,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        let at = follow(document, at, diagnostics)?;
        Self::at(document, &at, diagnostics)
    }

    /// A property.
    pub(super) fn get(&self, key: &str) -> Option<&'a Value> {
        pointer::child(self.map, key)
    }

    /// True if there is such a property.
    pub(super) fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// The pointer of a property.
    pub(super) fn join(&self, key: &str) -> String {
        pointer::join(&self.at, key)
    }

    /// A property that should be text.
    pub(super) fn text(&self, key: &str, diagnostics: &mut Diagnostics) -> Option<&'a str> {
        let value = self.get(key)?;
        let text = value.as_str();
        if text.is_none() {
            diagnostics.wrong_kind(&self.join(key), key, "text", value);
        }
        text
    }

    /// A property that should be true or false; false if absent.
    pub(super) fn flag(&self, key: &str, diagnostics: &mut Diagnostics) -> bool {
        let Some(value) = self.get(key) else {
            return false;
        };
        value.as_bool().unwrap_or_else(|| {
            diagnostics.wrong_kind(&self.join(key), key, "true or false", value);
            false
        })
    }

    /// A property that should be a whole number from 0.
    pub(super) fn count(&self, key: &str, diagnostics: &mut Diagnostics) -> Option<u64> {
        let value = self.get(key)?;
        let count = value.as_u64().or_else(|| whole(value.as_f64()?));
        if count.is_none() {
            diagnostics.wrong_kind(&self.join(key), key, "a whole number from 0", value);
        }
        count
    }

    /// A property that should be a list, with the pointer of each item.
    pub(super) fn list(
        &self,
        key: &str,
        diagnostics: &mut Diagnostics,
    ) -> Vec<(String, &'a Value)> {
        let at = self.join(key);
        let items = self.array(key, diagnostics).into_iter().flatten();
        items
            .enumerate()
            .map(|(number, item)| (pointer::join(&at, &number.to_string()), item))
            .collect()
    }

    /// A list as it stands there.
    pub(super) fn array(&self, key: &str, diagnostics: &mut Diagnostics) -> Option<&'a Vec<Value>> {
        let value = self.get(key)?;
        if !value.is_array() {
            diagnostics.wrong_kind(&self.join(key), key, "a list", value);
        }
        value.as_array()
    }

    /// A property that should be an object, with the pointer of each of its properties.
    pub(super) fn entries(
        &self,
        key: &str,
        diagnostics: &mut Diagnostics,
    ) -> Vec<(String, &'a str, &'a Value)> {
        let at = self.join(key);
        self.map(key, diagnostics)
            .into_iter()
            .flatten()
            .map(|(key, value)| (pointer::join(&at, key), key.as_str(), value))
            .collect()
    }

    /// An object as it stands there.
    pub(super) fn map(
        &self,
        key: &str,
        diagnostics: &mut Diagnostics,
    ) -> Option<&'a Map<String, Value>> {
        let value = self.get(key)?;
        if !value.is_object() {
            diagnostics.wrong_kind(&self.join(key), key, "an object", value);
        }
        value.as_object()
    }
}

/// Deserialises a node into its OpenAPI type; a failure is one message at the deepest known place.
pub(super) fn typed<T: DeserializeOwned>(
    value: &Value,
    at: &str,
    what: &str,
    diagnostics: &mut Diagnostics,
) -> Option<T> {
    match serde_path_to_error::deserialize(value) {
        Ok(typed) => Some(typed),
        Err(error) => {
            let at = error
                .path()
                .iter()
                .fold(at.to_owned(), |at, step| match step {
                    Segment::Map { key } => pointer::join(&at, key),
                    Segment::Seq { index } => pointer::join(&at, &index.to_string()),
                    Segment::Enum { .. } | Segment::Unknown => at,
                });
            diagnostics.malformed(&at, what, &error.inner().to_string());
            None
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the range is checked first"
)]
fn whole(number: f64) -> Option<u64> {
    (number.fract() == 0.0 && (0.0..9e15).contains(&number)).then_some(number as u64)
}
