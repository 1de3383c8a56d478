//! Bodies of the type `application/x-www-form-urlencoded`.
//!
//! Written as the URL standard has it (<https://url.spec.whatwg.org/#urlencoded-serializing>): a space is `+`, and all but
//! `*-._`, letters and digits is percent-encoded. Servers read `%20` as well, but the `+` is what HTML, RFC 1866 and with
//! it `OpenAPI` 3.0.3 say. A field with a style is written as a parameter of a query, but for that `+`.

use std::io::{self, Write};

use bytes::Bytes;
use http::HeaderValue;
use percent_encoding::percent_encode_byte;
use serde::ser::{Error as _, Impossible, Serialize, SerializeMap, SerializeStruct, Serializer};
use serde_json::Error;
use zeroize::Zeroizing;

use crate::runtime::body::WipedBuffer;
use crate::runtime::call::Call;
use crate::runtime::echo;
use crate::runtime::fields::{Content, Sink, key_text, refuse, refused, write_one};
use crate::runtime::operation::FormField;
use crate::runtime::plain::{Plain, transparent};
use crate::runtime::secret::SecretValue;
use crate::runtime::validate::Validate;

const FORM: HeaderValue = HeaderValue::from_static("application/x-www-form-urlencoded");

impl Call {
    /// Sets the body as a form: a field for each of an object. See [`fields`](crate::runtime::fields) for what becomes
    /// of values. `rules` is what is checked before: the same value without wrappers.
    pub fn form(&mut self, body: &(impl Serialize + ?Sized), rules: &dyn Validate) {
        self.styled_form(body, rules, &[]);
    }

    /// Sets the body as a form in which some fields have styles of their own.
    pub fn styled_form(
        &mut self,
        body: &(impl Serialize + ?Sized),
        rules: &dyn Validate,
        styled: &'static [FormField],
    ) {
        self.validate(rules);
        self.written(FORM, form(body, styled), "cannot be written as a form");
    }
}

/// `value` as a form, in memory that is wiped when the last clone of the bytes is dropped, and the secrets in it.
/// `styled` are the fields with styles of their own.
fn form<T: Serialize + ?Sized>(
    value: &T,
    styled: &'static [FormField],
) -> Result<(Bytes, Vec<SecretValue>), Error> {
    let mut form = Form {
        text: WipedBuffer::default(),
        styled,
    };
    let (written, secrets) = echo::collect(|| value.serialize(Body(&mut form)));
    written.map(|()| (form.text.into_bytes(), secrets))
}

/// Encodes what is written to it.
struct Form {
    text: WipedBuffer,
    styled: &'static [FormField],
}

impl Form {
    fn separate(&mut self) -> io::Result<()> {
        if self.text.is_empty() {
            return Ok(());
        }
        self.text.write_all(b"&")
    }

    /// Writes a field of the body, in its own style if it has one.
    fn field(&mut self, name: &str, value: &(impl Serialize + ?Sized)) -> Result<(), Error> {
        match self.styled.iter().find(|field| field.name == name) {
            None => write_one(self, name, value),
            Some(field) => {
                let written = self.styled_field(field, &Plain::of(value)?);
                written.map_err(Error::custom)
            }
        }
    }

    fn styled_field(&mut self, field: &FormField, value: &Plain) -> io::Result<()> {
        for (key, value) in field.pairs(value) {
            self.separate()?;
            let pair = Zeroizing::new(format!("{key}={value}").replace("%20", "+"));
            self.text.write_all(pair.as_bytes())?;
        }
        Ok(())
    }
}

impl Sink for Form {
    fn begin(&mut self, name: &str, _: Content) -> io::Result<()> {
        self.separate()?;
        self.write_all(name.as_bytes())?;
        self.text.write_all(b"=")
    }
}

impl Write for Form {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for &byte in bytes {
            match byte {
                b' ' => self.text.write_all(b"+")?,
                b'*' | b'-' | b'.' | b'_' => self.text.write_all(&[byte])?,
                _ if byte.is_ascii_alphanumeric() => self.text.write_all(&[byte])?,
                _ => self.text.write_all(percent_encode_byte(byte).as_bytes())?,
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The whole body, which has to be an object or nothing.
struct Body<'a>(&'a mut Form);

/// Its fields, one after the other.
struct Fields<'a> {
    form: &'a mut Form,
    name: String,
}

impl<'a> Body<'a> {
    fn fields(self) -> Fields<'a> {
        Fields {
            form: self.0,
            name: String::new(),
        }
    }
}

impl<'a> Serializer for Body<'a> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Impossible<(), Error>;
    type SerializeTuple = Impossible<(), Error>;
    type SerializeTupleStruct = Impossible<(), Error>;
    type SerializeTupleVariant = Impossible<(), Error>;
    type SerializeMap = Fields<'a>;
    type SerializeStruct = Fields<'a>;
    type SerializeStructVariant = Impossible<(), Error>;

    refuse! {
        serialize_bool(bool) -> ();
        serialize_i8(i8) -> ();
        serialize_i16(i16) -> ();
        serialize_i32(i32) -> ();
        serialize_i64(i64) -> ();
        serialize_u8(u8) -> ();
        serialize_u16(u16) -> ();
        serialize_u32(u32) -> ();
        serialize_u64(u64) -> ();
        serialize_f32(f32) -> ();
        serialize_f64(f64) -> ();
        serialize_char(char) -> ();
        serialize_str(&str) -> ();
        serialize_bytes(&[u8]) -> ();
        serialize_unit_variant(&'static str, u32, &'static str) -> ();
        serialize_seq(Option<usize>) -> Self::SerializeSeq;
        serialize_tuple(usize) -> Self::SerializeTuple;
        serialize_tuple_struct(&'static str, usize) -> Self::SerializeTupleStruct;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Self::SerializeTupleVariant;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Self::SerializeStructVariant;
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
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), Error> {
        refused()
    }
    fn serialize_map(self, _: Option<usize>) -> Result<Fields<'a>, Error> {
        Ok(self.fields())
    }
    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Fields<'a>, Error> {
        Ok(self.fields())
    }
}

impl SerializeMap for Fields<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        self.name = key_text(key)?;
        Ok(())
    }
    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.form.field(&self.name, value)
    }
    fn end(self) -> Result<(), Error> {
        Ok(())
    }
}

impl SerializeStruct for Fields<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        self.form.field(key, value)
    }
    fn end(self) -> Result<(), Error> {
        Ok(())
    }
}
