//! A serializer for objects that adds a property in front.

use serde::ser::{Error as _, Impossible, Serialize, SerializeMap, SerializeStruct, Serializer};

use crate::runtime::plain::transparent;

/// Writes an object with `property` set to `tag`.
pub(crate) struct Tagged<'a, S> {
    pub(crate) serializer: S,
    pub(crate) property: &'static str,
    pub(crate) tag: &'a str,
}

/// The rest of such an object.
pub(crate) struct TaggedFields<M> {
    fields: M,
    property: &'static str,
    /// The value that comes next is the tag of the object itself, which has been written already.
    skip: bool,
}

impl<S: Serializer> Tagged<'_, S> {
    fn open(self) -> Result<TaggedFields<S::SerializeMap>, S::Error> {
        // The object may have the property itself, so how many there will be is not known.
        let mut fields = self.serializer.serialize_map(None)?;
        fields.serialize_entry(self.property, self.tag)?;
        Ok(TaggedFields {
            fields,
            property: self.property,
            skip: false,
        })
    }

    fn refuse<T>() -> Result<T, S::Error> {
        Err(S::Error::custom(
            "only an object can carry the property that tells a union apart",
        ))
    }
}

impl<M: SerializeMap> SerializeStruct for TaggedFields<M> {
    type Ok = M::Ok;
    type Error = M::Error;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), M::Error> {
        if key == self.property {
            Ok(())
        } else {
            self.fields.serialize_entry(key, value)
        }
    }

    fn end(self) -> Result<M::Ok, M::Error> {
        self.fields.end()
    }
}

impl<M: SerializeMap> SerializeMap for TaggedFields<M> {
    type Ok = M::Ok;
    type Error = M::Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), M::Error> {
        let name = serde_json::to_value(key).map_err(M::Error::custom)?;
        self.skip = name.as_str() == Some(self.property);
        if self.skip {
            Ok(())
        } else {
            self.fields.serialize_key(key)
        }
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), M::Error> {
        if self.skip {
            Ok(())
        } else {
            self.fields.serialize_value(value)
        }
    }

    fn end(self) -> Result<M::Ok, M::Error> {
        self.fields.end()
    }
}

macro_rules! refused {
    ($($method:ident($($ty:ty),*) -> $ok:ty;)*) => {$(
        fn $method(self, $(_: $ty),*) -> Result<$ok, S::Error> {
            Self::refuse()
        }
    )*};
}

impl<S: Serializer> Serializer for Tagged<'_, S> {
    type Ok = S::Ok;
    type Error = S::Error;
    type SerializeSeq = Impossible<S::Ok, S::Error>;
    type SerializeTuple = Impossible<S::Ok, S::Error>;
    type SerializeTupleStruct = Impossible<S::Ok, S::Error>;
    type SerializeTupleVariant = Impossible<S::Ok, S::Error>;
    type SerializeMap = TaggedFields<S::SerializeMap>;
    type SerializeStruct = TaggedFields<S::SerializeMap>;
    type SerializeStructVariant = Impossible<S::Ok, S::Error>;

    refused! {
        serialize_bool(bool) -> S::Ok;
        serialize_i8(i8) -> S::Ok;
        serialize_i16(i16) -> S::Ok;
        serialize_i32(i32) -> S::Ok;
        serialize_i64(i64) -> S::Ok;
        serialize_u8(u8) -> S::Ok;
        serialize_u16(u16) -> S::Ok;
        serialize_u32(u32) -> S::Ok;
        serialize_u64(u64) -> S::Ok;
        serialize_f32(f32) -> S::Ok;
        serialize_f64(f64) -> S::Ok;
        serialize_char(char) -> S::Ok;
        serialize_str(&str) -> S::Ok;
        serialize_bytes(&[u8]) -> S::Ok;
        serialize_none() -> S::Ok;
        serialize_unit() -> S::Ok;
        serialize_unit_struct(&'static str) -> S::Ok;
        serialize_unit_variant(&'static str, u32, &'static str) -> S::Ok;
        serialize_seq(Option<usize>) -> Self::SerializeSeq;
        serialize_tuple(usize) -> Self::SerializeTuple;
        serialize_tuple_struct(&'static str, usize) -> Self::SerializeTupleStruct;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Self::SerializeTupleVariant;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Self::SerializeStructVariant;
    }

    transparent!();

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<S::Ok, S::Error> {
        Self::refuse()
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, S::Error> {
        self.open()
    }

    fn serialize_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStruct, S::Error> {
        self.open()
    }
}
