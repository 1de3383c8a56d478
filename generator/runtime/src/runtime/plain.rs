//! Values as JSON has them, with the properties of objects in the order in which they were written.
//!
//! `serde_json::Value` sorts them unless a feature is on that would change it for the whole program, and in the styles of
//! `OpenAPI` the order shows: `R,100,G,200`.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Number;

use crate::runtime::body::WipedBuffer;

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub enum Plain {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number.
    Number(Number),
    /// A text.
    String(String),
    /// A list.
    Array(Vec<Self>),
    /// An object.
    Object(Vec<(String, Self)>),
}

impl Plain {
    /// What serde writes of a value.
    ///
    /// # Errors
    /// It cannot be written as JSON.
    pub fn of(value: &(impl Serialize + ?Sized)) -> Result<Self, serde_json::Error> {
        let mut text = WipedBuffer::default();
        serde_json::to_writer(&mut text, value)?;
        serde_json::from_slice(&text.into_bytes())
    }

    /// As JSON text.
    pub(crate) fn json(&self) -> String {
        // Everything in it came out of JSON, so nothing can be wrong with it.
        serde_json::to_string(self).unwrap_or_default()
    }

    pub(crate) fn is_null(&self) -> bool {
        *self == Self::Null
    }

    pub(crate) fn is_object(&self) -> bool {
        matches!(self, Self::Object(_))
    }

    pub(crate) fn is_array(&self) -> bool {
        matches!(self, Self::Array(_))
    }

    pub(crate) fn as_u64(&self) -> Option<u64> {
        match self {
            Self::Number(number) => number.as_u64(),
            Self::Null | Self::Bool(_) | Self::String(_) | Self::Array(_) | Self::Object(_) => None,
        }
    }
}

impl Serialize for Plain {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(it) => it.serialize(serializer),
            Self::Number(it) => it.serialize(serializer),
            Self::String(it) => it.serialize(serializer),
            Self::Array(it) => it.serialize(serializer),
            Self::Object(fields) => {
                let mut map = serializer.serialize_map(Some(fields.len()))?;
                for (key, value) in fields {
                    map.serialize_entry(key, value)?;
                }
                map.end()
            }
        }
    }
}

impl<'de> Deserialize<'de> for Plain {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(PlainVisitor)
    }
}

struct PlainVisitor;

impl<'de> Visitor<'de> for PlainVisitor {
    type Value = Plain;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }
    fn visit_unit<E>(self) -> Result<Plain, E> {
        Ok(Plain::Null)
    }
    fn visit_bool<E>(self, it: bool) -> Result<Plain, E> {
        Ok(Plain::Bool(it))
    }
    fn visit_i64<E>(self, it: i64) -> Result<Plain, E> {
        Ok(Plain::Number(it.into()))
    }
    fn visit_u64<E>(self, it: u64) -> Result<Plain, E> {
        Ok(Plain::Number(it.into()))
    }
    fn visit_f64<E>(self, it: f64) -> Result<Plain, E> {
        Ok(Number::from_f64(it).map_or(Plain::Null, Plain::Number))
    }
    fn visit_str<E>(self, it: &str) -> Result<Plain, E> {
        Ok(Plain::String(it.to_owned()))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Plain, A::Error> {
        let mut elements = Vec::new();
        while let Some(element) = list.next_element()? {
            elements.push(element);
        }
        Ok(Plain::Array(elements))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Plain, A::Error> {
        let mut fields = Vec::new();
        while let Some(field) = map.next_entry()? {
            fields.push(field);
        }
        Ok(Plain::Object(fields))
    }
}
