// @generated from generator/runtime/src/runtime/open_enum.rs. Edit that file.

//! Enums that the server may extend: a value the crate does not know is kept, and written back as it came.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserializer, Visitor};

/// A text that the API sent and this version of the crate does not know.
///
/// Opaque, so that code that matches on it does not change its meaning when the value becomes a variant.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnknownValue(Box<str>);

impl UnknownValue {
    /// Keeps `text`.
    #[allow(dead_code, reason = "called by emitted code")]
    pub(crate) fn new(text: &str) -> Self {
        Self(text.into())
    }

    /// The text as the API spells it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl fmt::Display for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Reads a text into a type that takes any.
pub fn deserialize_text<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: for<'a> From<&'a str>,
    D: Deserializer<'de>,
{
    deserializer.deserialize_str(TextVisitor(PhantomData))
}

struct TextVisitor<T>(PhantomData<T>);

impl<T: for<'a> From<&'a str>> Visitor<'_> for TextVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }
    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<T, E> {
        Ok(T::from(text))
    }
}

/// The trait implementations of an open enum.
///
/// Needs on the type: a variant `Unknown(UnknownValue)`, `as_str(&self) -> &str`, `From<&str>`, `Eq`, `Clone`.
#[allow(unused_macros, reason = "called by emitted code")]
macro_rules! open_enum {
    ($name:ident) => {
        $crate::runtime::open_enum!($name, any: false);
    };
    // Where the API says that other texts are as good, they are no drift.
    ($name:ident, any: $any:literal) => {
        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl ::std::convert::From<::std::string::String> for $name {
            fn from(text: ::std::string::String) -> Self {
                Self::from(text.as_str())
            }
        }

        impl ::std::convert::From<&::std::string::String> for $name {
            fn from(text: &::std::string::String) -> Self {
                Self::from(text.as_str())
            }
        }

        impl ::std::convert::From<&Self> for $name {
            fn from(value: &Self) -> Self {
                value.clone()
            }
        }

        impl ::std::convert::AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = ::std::convert::Infallible;

            fn from_str(text: &str) -> ::std::result::Result<Self, ::std::convert::Infallible> {
                ::std::result::Result::Ok(Self::from(text))
            }
        }

        impl ::std::cmp::Ord for $name {
            fn cmp(&self, other: &Self) -> ::std::cmp::Ordering {
                self.as_str().cmp(other.as_str())
            }
        }

        impl ::std::cmp::PartialOrd for $name {
            fn partial_cmp(&self, other: &Self) -> ::std::option::Option<::std::cmp::Ordering> {
                ::std::option::Option::Some(self.cmp(other))
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                let value: Self = $crate::runtime::open_enum::deserialize_text(deserializer)?;
                if let (Self::Unknown(_), false) = (&value, $any) {
                    $crate::runtime::drift::unknown_enum_value();
                }
                ::std::result::Result::Ok(value)
            }
        }

        impl $crate::runtime::limits::Text for $name {
            fn text(&self) -> ::std::option::Option<&str> {
                ::std::option::Option::Some(self.as_str())
            }
        }

        impl $crate::runtime::validate::Validate for $name {
            // Which values exist is the server's to say.
            fn validate(&self, _: &mut $crate::runtime::validate::Validator) {}

            fn identity(&self) -> ::std::option::Option<::std::borrow::Cow<'_, str>> {
                ::std::option::Option::Some(::std::borrow::Cow::Borrowed(self.as_str()))
            }
        }
    };
}

#[allow(unused_imports, reason = "called by emitted code")]
pub(crate) use open_enum;
