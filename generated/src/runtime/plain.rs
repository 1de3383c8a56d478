// @generated from generator/runtime/src/runtime/plain.rs. Edit that file.

//! Values as JSON has them, with the properties of objects in the order in which they were written.
//!
//! `serde_json::Value` sorts them unless a feature is on that would change it for the whole program, and in the styles of
//! `OpenAPI` the order shows: `R,100,G,200`. Numbers keep their text, so that nothing is lost on the way.

use serde::ser::{
    Error as _, Impossible, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeTuple,
    SerializeTupleStruct, Serializer,
};
use serde_json::Error;

/// The struct, and its only field, that a number of `serde_json` is written as and read from once anything in the program
/// turns on the feature `arbitrary_precision`.
pub(crate) const NUMBER: &str = "$serde_json::private::Number";

/// A value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Plain {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number, as JSON writes it.
    Number(String),
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
    /// It has no form in JSON, or is an enum with content, which no description of an API has.
    pub fn of(value: &(impl Serialize + ?Sized)) -> Result<Self, Error> {
        value.serialize(Writer)
    }

    /// As JSON text.
    #[must_use]
    pub fn json(&self) -> String {
        let mut text = String::new();
        self.write(&mut text);
        text
    }

    fn write(&self, text: &mut String) {
        match self {
            Self::Null => text.push_str("null"),
            Self::Bool(it) => text.push_str(if *it { "true" } else { "false" }),
            Self::Number(it) => text.push_str(it),
            Self::String(it) => quoted(it, text),
            Self::Array(elements) => {
                text.push('[');
                for (number, element) in elements.iter().enumerate() {
                    if number > 0 {
                        text.push(',');
                    }
                    element.write(text);
                }
                text.push(']');
            }
            Self::Object(fields) => {
                text.push('{');
                for (number, (key, value)) in fields.iter().enumerate() {
                    if number > 0 {
                        text.push(',');
                    }
                    quoted(key, text);
                    text.push(':');
                    value.write(text);
                }
                text.push('}');
            }
        }
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

    /// A whole number.
    pub(crate) fn as_u64(&self) -> Option<u64> {
        match self {
            // A page that is a number and no integer is written `2.0`.
            Self::Number(text) => text.strip_suffix(".0").unwrap_or(text).parse().ok(),
            Self::Null | Self::Bool(_) | Self::String(_) | Self::Array(_) | Self::Object(_) => None,
        }
    }
}

fn quoted(it: &str, text: &mut String) {
    // Every text has a form in JSON.
    text.push_str(&serde_json::to_string(it).unwrap_or_default());
}

/// Makes a value out of what serde writes.
struct Writer;

fn refused<T>() -> Result<T, Error> {
    Err(Error::custom("has no plain form"))
}

/// A number where it is not JSON: who documents 2 wants to read 2 and not 2.0, which in JSON are one number.
pub(crate) fn number(value: &impl Serialize) -> Result<String, Error> {
    Ok(shortest(serde_json::to_string(value)?))
}

/// The same number without a fraction of zero.
pub(crate) fn shortest(mut text: String) -> String {
    if text.ends_with(".0") {
        text.truncate(text.len() - 2);
    }
    text
}

/// What is written as what is inside of it; `Serializer` wants a method for each.
macro_rules! transparent {
    () => {
        fn serialize_some<T: Serialize + ?Sized>(
            self,
            value: &T,
        ) -> std::result::Result<Self::Ok, Self::Error> {
            value.serialize(self)
        }
        fn serialize_newtype_struct<T: Serialize + ?Sized>(
            self,
            _: &'static str,
            value: &T,
        ) -> std::result::Result<Self::Ok, Self::Error> {
            value.serialize(self)
        }
    };
}

pub(crate) use transparent;

macro_rules! numbers {
    ($($method:ident($type:ty);)*) => {$(
        fn $method(self, value: $type) -> Result<Plain, Error> {
            match number(&value)? {
                // What is not finite, and has no form in JSON: without it something else would be asked for.
                text if text == "null" => refused(),
                text => Ok(Plain::Number(text)),
            }
        }
    )*};
}

impl Serializer for Writer {
    type Ok = Plain;
    type Error = Error;
    type SerializeSeq = List;
    type SerializeTuple = List;
    type SerializeTupleStruct = List;
    type SerializeTupleVariant = Impossible<Plain, Error>;
    type SerializeMap = Fields;
    type SerializeStruct = Fields;
    type SerializeStructVariant = Impossible<Plain, Error>;

    numbers! {
        serialize_i8(i8);
        serialize_i16(i16);
        serialize_i32(i32);
        serialize_i64(i64);
        serialize_u8(u8);
        serialize_u16(u16);
        serialize_u32(u32);
        serialize_u64(u64);
        serialize_f32(f32);
        serialize_f64(f64);
    }

    fn serialize_bool(self, it: bool) -> Result<Plain, Error> {
        Ok(Plain::Bool(it))
    }
    fn serialize_char(self, it: char) -> Result<Plain, Error> {
        Ok(Plain::String(it.to_string()))
    }
    fn serialize_str(self, it: &str) -> Result<Plain, Error> {
        Ok(Plain::String(it.to_owned()))
    }
    fn serialize_bytes(self, _: &[u8]) -> Result<Plain, Error> {
        refused()
    }
    fn serialize_none(self) -> Result<Plain, Error> {
        Ok(Plain::Null)
    }
    transparent!();
    fn serialize_unit(self) -> Result<Plain, Error> {
        Ok(Plain::Null)
    }
    fn serialize_unit_struct(self, _: &'static str) -> Result<Plain, Error> {
        Ok(Plain::Null)
    }
    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<Plain, Error> {
        self.serialize_str(variant)
    }
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<Plain, Error> {
        refused()
    }
    fn serialize_seq(self, _: Option<usize>) -> Result<List, Error> {
        Ok(List(Vec::new()))
    }
    fn serialize_tuple(self, _: usize) -> Result<List, Error> {
        Ok(List(Vec::new()))
    }
    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<List, Error> {
        Ok(List(Vec::new()))
    }
    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Error> {
        refused()
    }
    fn serialize_map(self, _: Option<usize>) -> Result<Fields, Error> {
        Ok(Fields(Vec::new()))
    }
    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Fields, Error> {
        Ok(Fields(Vec::new()))
    }
    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Error> {
        refused()
    }
}

struct List(Vec<Plain>);

macro_rules! elements {
    ($($list:ident :: $method:ident),*) => {$(
        impl $list for List {
            type Ok = Plain;
            type Error = Error;
            fn $method<T: Serialize + ?Sized>(&mut self, element: &T) -> Result<(), Error> {
                self.0.push(element.serialize(Writer)?);
                Ok(())
            }
            fn end(self) -> Result<Plain, Error> {
                Ok(Plain::Array(self.0))
            }
        }
    )*};
}

elements!(
    SerializeSeq::serialize_element,
    SerializeTuple::serialize_element,
    SerializeTupleStruct::serialize_field
);

struct Fields(Vec<(String, Plain)>);

impl SerializeMap for Fields {
    type Ok = Plain;
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        match key.serialize(Writer)? {
            Plain::String(key) | Plain::Number(key) => self.0.push((key, Plain::Null)),
            Plain::Null | Plain::Bool(_) | Plain::Array(_) | Plain::Object(_) => return refused(),
        }
        Ok(())
    }
    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        let value = value.serialize(Writer)?;
        if let Some((_, last)) = self.0.last_mut() {
            *last = value;
        }
        Ok(())
    }
    fn end(self) -> Result<Plain, Error> {
        Ok(Plain::Object(self.0))
    }
}

impl SerializeStruct for Fields {
    type Ok = Plain;
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        self.0.push((key.to_owned(), value.serialize(Writer)?));
        Ok(())
    }
    fn end(mut self) -> Result<Plain, Error> {
        match self.0.as_mut_slice() {
            [(name, Plain::String(text))] if name == NUMBER => {
                Ok(Plain::Number(shortest(std::mem::take(text))))
            }
            _ => Ok(Plain::Object(self.0)),
        }
    }
}
