//! Keys of mappings as text: YAML has others, JSON does not.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, Visitor};

/// A key, as text.
pub(super) struct Key(pub(super) String);

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(KeyVisitor).map(Self)
    }
}

struct KeyVisitor;

impl Visitor<'_> for KeyVisitor {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key that is text")
    }

    fn visit_str<E: Error>(self, it: &str) -> Result<String, E> {
        Ok(it.to_owned())
    }

    fn visit_u64<E: Error>(self, it: u64) -> Result<String, E> {
        Ok(it.to_string())
    }

    fn visit_i64<E: Error>(self, it: i64) -> Result<String, E> {
        Ok(it.to_string())
    }

    fn visit_i128<E: Error>(self, it: i128) -> Result<String, E> {
        Ok(it.to_string())
    }

    fn visit_u128<E: Error>(self, it: u128) -> Result<String, E> {
        Ok(it.to_string())
    }

    fn visit_f64<E: Error>(self, it: f64) -> Result<String, E> {
        Ok(it.to_string())
    }

    fn visit_bool<E: Error>(self, it: bool) -> Result<String, E> {
        Ok(it.to_string())
    }

    fn visit_unit<E: Error>(self) -> Result<String, E> {
        Ok("null".to_owned())
    }
}
