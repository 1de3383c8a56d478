//! A serializer for objects that adds a property in front.

use serde::ser::{Error as _, Impossible, Serialize, SerializeMap, SerializeStruct, Serializer};

use crate::runtime::plain::transparent;

/// Writes an object with `property` set to the only tag, or to the one of several that the object itself has, or else to
/// the first.
pub(crate) struct Tagged<'a, S> {
    pub(crate) serializer: S,
    pub(crate) property: &'static str,
    pub(crate) tags: &'a [&'a str],
}

/// The rest of such an object.
pub(crate) struct TaggedFields<'a, M> {
    fields: M,
    property: &'static str,
    tags: &'a [&'a str],
    /// Whether the tag has been written.
    written: bool,
    /// The value that comes next is the tag of the object itself.
    is_own: bool,
}

impl<'a, S: Serializer> Tagged<'a, S> {
    fn open(self) -> Result<TaggedFields<'a, S::SerializeMap>, S::Error> {
        // The object may have the property itself, so how many there will be is not known.
        let mut fields = TaggedFields {
            fields: self.serializer.serialize_map(None)?,
            property: self.property,
            tags: self.tags,
            written: false,
            is_own: false,
        };
        if let [only] = self.tags {
            fields.write(only)?;
        }
        Ok(fields)
    }

    fn refuse<T>() -> Result<T, S::Error> {
        Err(S::Error::custom(
            "only an object can carry the property that tells a union apart",
        ))
    }
}

impl<M: SerializeMap> TaggedFields<'_, M> {
    fn write(&mut self, tag: &str) -> Result<(), M::Error> {
        self.written = true;
        self.fields.serialize_entry(self.property, tag)
    }

    /// The tag that the object itself has.
    fn own<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), M::Error> {
        if self.written {
            return Ok(());
        }
        let value = serde_json::to_value(value).map_err(M::Error::custom)?;
        match self.tags.iter().find(|tag| value == **tag) {
            Some(tag) => self.write(tag),
            None => Ok(()),
        }
    }

    fn close(mut self) -> Result<M::Ok, M::Error> {
        if let (false, Some(first)) = (self.written, self.tags.first()) {
            self.write(first)?;
        }
        self.fields.end()
    }
}

impl<M: SerializeMap> SerializeStruct for TaggedFields<'_, M> {
    type Ok = M::Ok;
    type Error = M::Error;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), M::Error> {
        if key == self.property {
            self.own(value)
        } else {
            self.fields.serialize_entry(key, value)
        }
    }

    fn end(self) -> Result<M::Ok, M::Error> {
        self.close()
    }
}

impl<M: SerializeMap> SerializeMap for TaggedFields<'_, M> {
    type Ok = M::Ok;
    type Error = M::Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), M::Error> {
        let name = serde_json::to_value(key).map_err(M::Error::custom)?;
        self.is_own = name.as_str() == Some(self.property);
        if self.is_own {
            Ok(())
        } else {
            self.fields.serialize_key(key)
        }
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), M::Error> {
        if self.is_own {
            self.own(value)
        } else {
            self.fields.serialize_value(value)
        }
    }

    fn end(self) -> Result<M::Ok, M::Error> {
        self.close()
    }
}

macro_rules! refused {
    ($($method:ident($($ty:ty),*) -> $ok:ty;)*) => {$(
        fn $method(self, $(_: $ty),*) -> Result<$ok, S::Error> {
            Self::refuse()
        }
    )*};
}

impl<'a, S: Serializer> Serializer for Tagged<'a, S> {
    type Ok = S::Ok;
    type Error = S::Error;
    type SerializeSeq = Impossible<S::Ok, S::Error>;
    type SerializeTuple = Impossible<S::Ok, S::Error>;
    type SerializeTupleStruct = Impossible<S::Ok, S::Error>;
    type SerializeTupleVariant = Impossible<S::Ok, S::Error>;
    type SerializeMap = TaggedFields<'a, S::SerializeMap>;
    type SerializeStruct = TaggedFields<'a, S::SerializeMap>;
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
