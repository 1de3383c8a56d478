// @generated from generator/runtime/src/runtime/whole.rs. Edit that file.

//! Whole numbers of APIs that document them as `number`: `10`, `10.0` and `1e1` are the same number in JSON, and some
//! servers write the one where others write the other. Anything with a fraction is an error.
//!
//! ```text
//! #[serde(deserialize_with = "crate::runtime::whole::required")]
//! size: u64,
//! #[serde(default, deserialize_with = "crate::runtime::whole::optional")]
//! limit: Option<u64>,
//! ```

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Unexpected, Visitor};

use crate::runtime::drift::nullable_field;
use crate::runtime::limits::exact_integer;
use crate::runtime::plain::NUMBER;

/// A field that is always there.
pub fn required<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: TryFrom<i128>,
    D: Deserializer<'de>,
{
    Whole::deserialize(deserializer).map(|whole| whole.0)
}

/// A field that may be missing, with `default`. Its null is tolerated.
pub fn optional<'de, T, D>(deserializer: D) -> Result<Option<T>, D::Error>
where
    T: TryFrom<i128>,
    D: Deserializer<'de>,
{
    Ok(Option::<Whole<T>>::deserialize(deserializer)?.map(|whole| whole.0))
}

/// A field that the API says can be null.
pub fn nullable<'de, T, D>(deserializer: D) -> Result<Option<T>, D::Error>
where
    T: TryFrom<i128>,
    D: Deserializer<'de>,
{
    Ok(nullable_field::<Whole<T>, D>(deserializer)?.map(|whole| whole.0))
}

struct Whole<T>(T);

impl<'de, T: TryFrom<i128>> Deserialize<'de> for Whole<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Number(PhantomData)).map(Self)
    }
}

struct Number<T>(PhantomData<T>);

impl<T: TryFrom<i128>> Number<T> {
    fn of<E: Error>(self, number: i128, found: Unexpected<'_>) -> Result<T, E> {
        T::try_from(number).map_err(|_| E::invalid_value(found, &self))
    }
}

impl<'de, T: TryFrom<i128>> Visitor<'de> for Number<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a whole number in range")
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<T, E> {
        self.of(i128::from(number), Unexpected::Unsigned(number))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<T, E> {
        self.of(i128::from(number), Unexpected::Signed(number))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<T, E> {
        let found = Unexpected::Float(number);
        match exact_integer(number) {
            Some(integer) => self.of(i128::from(integer), found),
            None => Err(E::invalid_value(found, &self)),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        match map.next_entry::<String, String>()? {
            Some((name, text)) if name == NUMBER => match text.parse() {
                Ok(number) => self.visit_f64(number),
                Err(_) => Err(A::Error::invalid_type(Unexpected::Map, &self)),
            },
            _ => Err(A::Error::invalid_type(Unexpected::Map, &self)),
        }
    }
}
