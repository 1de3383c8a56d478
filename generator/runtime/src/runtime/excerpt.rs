//! The begin of a JSON value, for what is only looked at: what a server says of a failure may be as large as an answer, and as a
//! tree a hundred times as large.

use std::fmt;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor,
};
use serde_json::{Map, Value};

use crate::runtime::plain::NUMBER;

/// So much is kept of each list and of each object.
pub(crate) const MEMBERS: usize = 100;

/// So many values are kept in all, in an object of each of its members, so that none takes the place of those behind it.
const VALUES: usize = 4000;

/// A value without what is beyond these. It is read to its end, but the rest is not kept.
#[derive(Debug)]
pub(crate) struct Excerpt(pub(crate) Value);

impl<'de> Deserialize<'de> for Excerpt {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let part = Part {
            left: &mut { VALUES },
            is_whole: true,
        };
        part.deserialize(deserializer).map(Self)
    }
}

/// The whole value, or one inside of it.
struct Part<'a> {
    /// How many values may still be kept.
    left: &'a mut usize,
    is_whole: bool,
}

impl Part<'_> {
    fn inner(&mut self) -> Part<'_> {
        *self.left = self.left.saturating_sub(1);
        Part {
            left: self.left,
            is_whole: false,
        }
    }
}

impl<'de> DeserializeSeed<'de> for Part<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Part<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut elements: A) -> Result<Value, A::Error> {
        let mut kept = Vec::new();
        while kept.len() < MEMBERS && *self.left > 0 {
            match elements.next_element_seed(self.inner())? {
                Some(element) => kept.push(element),
                None => return Ok(kept.into()),
            }
        }
        // The last one may have been cut.
        let is_cut = *self.left == 0 && kept.len() > 1;
        let mut is_more = is_cut && kept.pop().is_some();
        while let Some(element) = elements.next_element::<Option<IgnoredAny>>()? {
            is_more |= element.is_some();
        }
        // A list of which only the rest says something is none that says nothing.
        kept.extend(is_more.then_some(Value::Bool(true)));
        Ok(kept.into())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut members: A) -> Result<Value, A::Error> {
        let mut kept = Map::new();
        while kept.len() < MEMBERS && *self.left > 0 {
            let Some(name) = members.next_key::<String>()? else {
                // As a number comes once anything in the program turns on the feature `arbitrary_precision`.
                let number = kept.get(NUMBER).filter(|_| kept.len() == 1);
                let number = number.and_then(|it| it.as_str()?.parse().ok());
                return Ok(number.map_or(Value::Object(kept), Value::Number));
            };
            let value = members.next_value_seed(self.inner())?;
            kept.insert(name, value);
            if self.is_whole {
                *self.left = VALUES;
            }
        }
        while members.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(kept.into())
    }
}
