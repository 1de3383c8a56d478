//! A deserializer over [`serde_json::Value`] that knows where it is. Behaves like the one of `serde_json`.

use serde::de::value::{BorrowedStrDeserializer, MapDeserializer};
use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Error, Value};

use crate::runtime::drift::{DriftKind, Recorder, Step, descend, note, record};
use crate::runtime::nulls::{self, Behind};
use crate::runtime::objects::Objects;

/// A value, and what is known about it besides its type.
#[derive(Clone, Copy)]
pub(crate) struct Tracker<'de, 'k> {
    /// The value.
    pub(crate) value: &'de Value,
    /// A field that is no drift although the type ignores it.
    known: Option<&'k str>,
    /// Whether it is a field of a struct, which is optional because it can be left out. Elements of lists and maps are
    /// optional for null alone.
    is_field: bool,
    /// What is behind it, if it is a null among elements that is passed over.
    behind: Option<&'k Behind<'k, 'de>>,
}

impl<'de, 'k> Tracker<'de, 'k> {
    /// A whole value, or an element.
    pub(crate) fn new(value: &'de Value) -> Self {
        Self {
            value,
            known: None,
            is_field: false,
            behind: None,
        }
    }

    /// A null in a list or in a map. To a type that cannot be null it is the next element that is not.
    pub(crate) fn null(behind: &'k Behind<'k, 'de>) -> Self {
        Self {
            behind: Some(behind),
            ..Self::new(&Value::Null)
        }
    }

    /// What a type that cannot be null takes for it.
    fn present(self) -> Result<Self, Error> {
        match self.behind {
            Some(behind) => behind.first().map(Self::new),
            None => Ok(self),
        }
    }

    fn field(value: &'de Value) -> Self {
        Self {
            is_field: true,
            ..Self::new(value)
        }
    }

    /// A value of which somebody has already read the field `known`.
    pub(crate) fn knowing(value: &'de Value, known: &'k str) -> Self {
        Self {
            known: Some(known),
            ..Self::new(value)
        }
    }

    fn sequence<V: Visitor<'de>>(elements: &'de [Value], visitor: V) -> Result<V::Value, Error> {
        let mut access = Elements {
            rest: elements.iter().enumerate(),
        };
        let value = visitor.visit_seq(&mut access)?;
        match access.rest.len() {
            0 => Ok(value),
            _ => Err(Error::invalid_length(
                elements.len(),
                &"fewer elements in array",
            )),
        }
    }

    fn object<V: Visitor<'de>>(
        self,
        fields: &'de serde_json::Map<String, Value>,
        of: Object,
        visitor: V,
    ) -> Result<V::Value, Error> {
        let mut access = Fields {
            of,
            rest: fields.iter(),
            next: None,
            known: self.known,
        };
        let value = visitor.visit_map(&mut access)?;
        match access.rest.len() {
            0 => Ok(value),
            _ => Err(Error::invalid_length(
                fields.len(),
                &"fewer elements in map",
            )),
        }
    }
}

macro_rules! by_value {
    ($($method:ident),*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            self.present()?.value.$method(visitor)
        }
    )*};
}

impl<'de> Deserializer<'de> for Tracker<'de, '_> {
    type Error = Error;

    by_value!(
        deserialize_bool,
        deserialize_i8,
        deserialize_i16,
        deserialize_i32,
        deserialize_i64,
        deserialize_i128,
        deserialize_u8,
        deserialize_u16,
        deserialize_u32,
        deserialize_u64,
        deserialize_u128,
        deserialize_f64,
        deserialize_char,
        deserialize_str,
        deserialize_string,
        deserialize_bytes,
        deserialize_byte_buf,
        deserialize_identifier
    );

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        Objects(self.present()?.value).deserialize_f32(visitor)
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.value.deserialize_unit(visitor)
    }

    /// Whole numbers and secrets ask for anything as well, to say no to null in their own words.
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let it = if self.behind.is_some() && nulls::is_any(&visitor) {
            self
        } else {
            self.present()?
        };
        match it.value {
            Value::Array(elements) => Self::sequence(elements, visitor),
            Value::Object(fields) => it.object(fields, Object::Struct, visitor),
            _ => it.value.deserialize_any(visitor),
        }
    }

    /// A list is none: see [`objects`](crate::runtime::objects).
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let it = self.present()?;
        match it.value {
            Value::Object(fields) => it.object(fields, Object::Struct, visitor),
            _ => it.value.deserialize_map(visitor),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.present()?.value {
            Value::Array(elements) => Self::sequence(elements, visitor),
            Value::Null if nulls::are_mended() => {
                nulls::found();
                Self::sequence(&[], visitor)
            }
            value => value.deserialize_seq(visitor),
        }
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let it = self.present()?;
        match it.value {
            Value::Object(fields) => it.object(fields, Object::Map, visitor),
            Value::Null if nulls::are_mended() && nulls::is_map(&visitor) => {
                nulls::found();
                let nothing = std::iter::empty::<(&str, ())>();
                visitor.visit_map(MapDeserializer::new(nothing))
            }
            _ => it.value.deserialize_map(visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let declared = record(Recorder::take_null_is_declared).unwrap_or_default();
        if !self.value.is_null() {
            return visitor.visit_some(self);
        }
        if !declared && self.is_field {
            note(DriftKind::ToleratedNull);
        }
        visitor.visit_none()
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.value.deserialize_unit_struct(name, visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let it = self.present()?;
        it.value.deserialize_enum(name, variants, visitor)
    }

    /// Asked for what a type does not want to know.
    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.behind.is_none() {
            note(DriftKind::UnknownField);
        }
        visitor.visit_unit()
    }
}

struct Elements<'de> {
    rest: std::iter::Enumerate<std::slice::Iter<'de, Value>>,
}

impl<'de> SeqAccess<'de> for Elements<'de> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Error> {
        let Some((index, value)) = self.rest.next() else {
            return Ok(None);
        };
        let step = Step::Index(index);
        if value.is_null() && nulls::are_mended() {
            let mut next = || self.rest.next().map(|(at, it)| (Step::Index(at), it));
            return nulls::element(step, &mut next, seed);
        }
        descend(step, || seed.deserialize(Tracker::new(value))).map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.rest.len())
    }
}

/// What an object is read as.
#[derive(Clone, Copy)]
enum Object {
    Struct,
    Map,
}

struct Fields<'de, 'k> {
    of: Object,
    rest: serde_json::map::Iter<'de>,
    next: Option<(&'de str, &'de Value)>,
    known: Option<&'k str>,
}

impl<'de> MapAccess<'de> for Fields<'de, '_> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Error> {
        let Some((name, value)) = self.rest.next() else {
            return Ok(None);
        };
        self.next = Some((name, value));
        seed.deserialize(BorrowedStrDeserializer::new(name))
            .map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        let Some((name, value)) = self.next.take() else {
            return Err(Error::custom("value is missing"));
        };
        if self.known == Some(name) {
            return seed.deserialize(value);
        }
        let tracker = match self.of {
            Object::Struct => Tracker::field(value),
            Object::Map => Tracker::new(value),
        };
        descend(Step::Field(name), || seed.deserialize(tracker))
    }

    /// Asked by maps, whose key is read behind the value here: which one it is tells the value.
    fn next_entry_seed<K: DeserializeSeed<'de>, V: DeserializeSeed<'de>>(
        &mut self,
        key: K,
        seed: V,
    ) -> Result<Option<(K::Value, V::Value)>, Error> {
        let mut ahead = self.rest.clone();
        let null = ahead.next().filter(|(_, value)| value.is_null());
        let Some((mut name, _)) = null.filter(|_| nulls::are_mended()) else {
            let Some(key) = self.next_key_seed(key)? else {
                return Ok(None);
            };
            return Ok(Some((key, self.next_value_seed(seed)?)));
        };
        self.rest = ahead;
        let step = Step::Field(name);
        let mut next = || {
            let (behind, value) = self.rest.next()?;
            name = behind;
            Some((Step::Field(behind), value))
        };
        let value = nulls::element(step, &mut next, seed)?;
        let key = value.map(|it| Ok((key.deserialize(BorrowedStrDeserializer::new(name))?, it)));
        key.transpose()
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.rest.len())
    }
}
