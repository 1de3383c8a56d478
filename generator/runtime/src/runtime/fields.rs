//! Fields of `application/x-www-form-urlencoded` and `multipart/form-data`: what both do with a value.
//!
//! Scalars are text, as in JSON but without quotes. Null is no field, a list is a field for each element. An object, or a
//! list in a list, is JSON text: that is what `OpenAPI` 3.0.4 makes of 3.0.3, whose own words fit two forms
//! (<https://spec.openapis.org/oas/v3.0.4.html#encoding-object>).
//!
//! Values are written straight to their destination, so secrets leave no copies on the way.

use std::io::Write;

use serde::ser::{
    Error as _, Impossible, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeTuple,
    SerializeTupleStruct, Serializer,
};
use serde_json::{Error, Value, to_writer};

use crate::runtime::finite::Finite;
use crate::runtime::plain::{NUMBER, Plain, number, shortest, transparent};

/// Where fields go: what is written after `begin` is the value of that field.
pub(crate) trait Sink: Write {
    /// Starts a field.
    fn begin(&mut self, name: &str, content: Content) -> std::io::Result<()>;
}

/// What the value of a field is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    Text,
    Json,
}

/// Writes `value` under one name: no field, one, or one for each element.
pub(crate) fn write_one<S: Sink>(
    sink: &mut S,
    name: &str,
    value: &(impl Serialize + ?Sized),
) -> Result<(), Error> {
    let field = Field {
        sink,
        name,
        in_list: false,
    };
    value.serialize(field)
}

/// The error of a value that cannot be a field, or a body of fields.
pub(crate) fn refused<T>() -> Result<T, Error> {
    Err(Error::custom("has no form as a field"))
}

fn begin(sink: &mut impl Sink, name: &str, content: Content) -> Result<(), Error> {
    sink.begin(name, content).map_err(Error::custom)
}

fn put(sink: &mut impl Write, bytes: &[u8]) -> Result<(), Error> {
    sink.write_all(bytes).map_err(Error::custom)
}

/// A key of a map as text.
pub(crate) fn key_text(key: &(impl Serialize + ?Sized)) -> Result<String, Error> {
    match serde_json::to_value(key)? {
        Value::String(text) => Ok(text),
        Value::Number(number) => Ok(number.to_string()),
        _ => refused(),
    }
}

/// The value of a field.
struct Field<'a, S> {
    sink: &'a mut S,
    name: &'a str,
    /// Whether it is the element of a list.
    in_list: bool,
}

impl<S: Sink> Field<'_, S> {
    /// Numbers and booleans, as JSON writes them.
    fn plain(self, value: &impl Serialize) -> Result<(), Error> {
        begin(self.sink, self.name, Content::Text)?;
        to_writer(self.sink, value)
    }
}

impl<'a, S: Sink> Field<'a, S> {
    /// A number as in queries. JSON would write null for what is not finite.
    fn float(self, is_finite: bool, value: &impl Serialize) -> Result<(), Error> {
        if !is_finite {
            return refused();
        }
        self.serialize_str(&number(value)?)
    }

    fn list(self) -> Result<List<'a, S>, Error> {
        if self.in_list {
            begin(self.sink, self.name, Content::Json)?;
            put(self.sink, b"[")?;
        }
        Ok(List {
            field: self,
            first: true,
        })
    }

    fn object(self) -> Result<Object<'a, S>, Error> {
        begin(self.sink, self.name, Content::Json)?;
        put(self.sink, b"{")?;
        Ok(Object {
            sink: self.sink,
            first: true,
            is_number: false,
        })
    }
}

/// What is refused everywhere: `Serializer` wants a method for each.
macro_rules! refuse {
    ($($method:ident($($argument:ty),*) -> $output:ty;)*) => {$(
        fn $method(self, $(_: $argument),*) -> Result<$output, Error> {
            refused()
        }
    )*};
}

#[allow(unused_imports, reason = "only forms use it elsewhere")]
pub(crate) use refuse;

macro_rules! plain {
    ($($method:ident($type:ty);)*) => {$(
        fn $method(self, value: $type) -> Result<(), Error> {
            self.plain(&value)
        }
    )*};
}

impl<'a, S: Sink> Serializer for Field<'a, S> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = List<'a, S>;
    type SerializeTuple = List<'a, S>;
    type SerializeTupleStruct = List<'a, S>;
    type SerializeTupleVariant = Impossible<(), Error>;
    type SerializeMap = Object<'a, S>;
    type SerializeStruct = Object<'a, S>;
    type SerializeStructVariant = Impossible<(), Error>;

    plain! {
        serialize_bool(bool);
        serialize_i8(i8);
        serialize_i16(i16);
        serialize_i32(i32);
        serialize_i64(i64);
        serialize_u8(u8);
        serialize_u16(u16);
        serialize_u32(u32);
        serialize_u64(u64);
    }

    refuse! {
        serialize_bytes(&[u8]) -> ();
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Self::SerializeTupleVariant;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Self::SerializeStructVariant;
    }

    fn serialize_f32(self, value: f32) -> Result<(), Error> {
        self.float(value.is_finite(), &value)
    }
    fn serialize_f64(self, value: f64) -> Result<(), Error> {
        self.float(value.is_finite(), &value)
    }
    fn serialize_char(self, value: char) -> Result<(), Error> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }
    fn serialize_str(self, text: &str) -> Result<(), Error> {
        begin(self.sink, self.name, Content::Text)?;
        put(self.sink, text.as_bytes())
    }
    fn serialize_none(self) -> Result<(), Error> {
        Ok(())
    }
    transparent!();
    fn serialize_unit(self) -> Result<(), Error> {
        Ok(())
    }
    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Error> {
        Ok(())
    }
    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), Error> {
        self.serialize_str(variant)
    }
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), Error> {
        refused()
    }
    fn serialize_seq(self, _: Option<usize>) -> Result<List<'a, S>, Error> {
        self.list()
    }
    fn serialize_tuple(self, _: usize) -> Result<List<'a, S>, Error> {
        self.list()
    }
    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<List<'a, S>, Error> {
        self.list()
    }
    fn serialize_map(self, _: Option<usize>) -> Result<Object<'a, S>, Error> {
        self.object()
    }
    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Object<'a, S>, Error> {
        if name != NUMBER {
            return self.object();
        }
        begin(self.sink, self.name, Content::Text)?;
        Ok(Object {
            sink: self.sink,
            first: true,
            is_number: true,
        })
    }
}

/// The elements of a list: each a field, or all of them JSON where the list is an element itself.
struct List<'a, S> {
    field: Field<'a, S>,
    first: bool,
}

impl<S: Sink> List<'_, S> {
    fn element(&mut self, element: &(impl Serialize + ?Sized)) -> Result<(), Error> {
        let Field {
            sink,
            name,
            in_list,
        } = &mut self.field;
        if !*in_list {
            return element.serialize(Field {
                sink: &mut **sink,
                name,
                in_list: true,
            });
        }
        if !std::mem::take(&mut self.first) {
            put(*sink, b",")?;
        }
        to_writer(&mut **sink, &Finite(element))
    }

    fn finish(self) -> Result<(), Error> {
        if self.field.in_list {
            put(self.field.sink, b"]")?;
        }
        Ok(())
    }
}

macro_rules! elements {
    ($($list:ident :: $method:ident),*) => {$(
        impl<S: Sink> $list for List<'_, S> {
            type Ok = ();
            type Error = Error;
            fn $method<T: Serialize + ?Sized>(&mut self, element: &T) -> Result<(), Error> {
                self.element(element)
            }
            fn end(self) -> Result<(), Error> {
                self.finish()
            }
        }
    )*};
}

elements!(
    SerializeSeq::serialize_element,
    SerializeTuple::serialize_element,
    SerializeTupleStruct::serialize_field
);

/// An object in a field, as JSON: one entry after the other.
struct Object<'a, S> {
    sink: &'a mut S,
    first: bool,
    /// Whether it is none, but a number that is written as one.
    is_number: bool,
}

impl<S: Sink> SerializeMap for Object<'_, S> {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        if !std::mem::take(&mut self.first) {
            put(self.sink, b",")?;
        }
        to_writer(&mut *self.sink, &key_text(key)?)
    }
    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        put(self.sink, b":")?;
        to_writer(&mut *self.sink, &Finite(value))
    }
    fn end(self) -> Result<(), Error> {
        put(self.sink, b"}")
    }
}

impl<S: Sink> SerializeStruct for Object<'_, S> {
    type Ok = ();
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        if !self.is_number {
            return self.serialize_entry(key, value);
        }
        match Plain::of(value)? {
            Plain::String(number) => put(self.sink, shortest(number).as_bytes()),
            _ => refused(),
        }
    }
    fn end(self) -> Result<(), Error> {
        if self.is_number {
            return Ok(());
        }
        SerializeMap::end(self)
    }
}
