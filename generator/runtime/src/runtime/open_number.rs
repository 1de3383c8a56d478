//! Enums of integers that the server may extend: a number the crate does not know is kept, and written back as it came.

use std::fmt;

/// A number that the API sent and this version of the crate does not know.
///
/// Opaque, so that code that matches on it does not change its meaning when the number becomes a variant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnknownNumber(i64);

impl UnknownNumber {
    /// Keeps `number`.
    #[allow(dead_code, reason = "called by emitted code")]
    pub(crate) fn new(number: i64) -> Self {
        Self(number)
    }

    /// The number as the API sent it.
    pub fn as_i64(self) -> i64 {
        self.0
    }
}

impl fmt::Display for UnknownNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

/// The trait implementations of an open enum of integers.
///
/// Needs on the type: a variant `Unknown(UnknownNumber)`, `as_i64(&self) -> i64`, `From<i64>`, `Eq`, `Clone`.
#[allow(unused_macros, reason = "called by emitted code")]
macro_rules! open_number {
    ($name:ident) => {
        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(&self.as_i64(), f)
            }
        }

        impl ::std::convert::From<&Self> for $name {
            fn from(value: &Self) -> Self {
                value.clone()
            }
        }

        impl ::std::cmp::Ord for $name {
            fn cmp(&self, other: &Self) -> ::std::cmp::Ordering {
                self.as_i64().cmp(&other.as_i64())
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
                serializer.serialize_i64(self.as_i64())
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                let number: i64 = $crate::runtime::whole::required(deserializer)?;
                let value = Self::from(number);
                if let Self::Unknown(_) = value {
                    $crate::runtime::drift::unknown_enum_value();
                }
                ::std::result::Result::Ok(value)
            }
        }

        impl $crate::runtime::validate::Validate for $name {
            // Which values exist is the server's to say.
            fn validate(&self, _: &mut $crate::runtime::validate::Validator) {}
        }
    };
}

#[allow(unused_imports, reason = "called by emitted code")]
pub(crate) use open_number;
