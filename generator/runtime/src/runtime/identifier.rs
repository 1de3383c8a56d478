//! Identifiers as types of their own, so that one cannot be passed for another.

use crate::runtime::constraints::Constraints;
use crate::runtime::validate::{Invalid, Validator};
use crate::runtime::{limits, path};

/// The trait implementations and methods of an identifier.
///
/// Needs a tuple struct over `std::sync::Arc<str>` that derives `Clone, PartialEq, Eq, PartialOrd, Ord, Hash`, and a
/// `const` with its `Constraints`; `strict` is what [`path::check`] calls so. Text becomes an identifier unchecked: the
/// check is made when it is sent, or by `FromStr`.
#[allow(unused_macros, reason = "called by emitted code")]
macro_rules! identifier {
    ($name:ident, $constraints:path, $strict:literal) => {
        impl $name {
            /// The identifier as the API spells it.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(&self.0)
            }
        }

        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::write!(f, "{}({:?})", ::std::stringify!($name), &*self.0)
            }
        }

        impl ::std::convert::From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(::std::convert::From::from(text))
            }
        }

        impl ::std::convert::From<::std::string::String> for $name {
            fn from(text: ::std::string::String) -> Self {
                Self(::std::convert::From::from(text))
            }
        }

        impl ::std::convert::From<&::std::string::String> for $name {
            fn from(text: &::std::string::String) -> Self {
                Self::from(text.as_str())
            }
        }

        impl ::std::convert::From<&Self> for $name {
            fn from(id: &Self) -> Self {
                id.clone()
            }
        }

        /// Checks what the API says about such an identifier, and that it is safe in a path.
        impl ::std::str::FromStr for $name {
            type Err = $crate::runtime::Error;

            fn from_str(text: &str) -> ::std::result::Result<Self, Self::Err> {
                match $crate::runtime::identifier::check(
                    ::std::stringify!($name),
                    text,
                    &$constraints,
                    $strict,
                ) {
                    ::std::result::Result::Ok(()) => ::std::result::Result::Ok(Self::from(text)),
                    ::std::result::Result::Err(invalid) => {
                        ::std::result::Result::Err($crate::runtime::Error::invalid(invalid))
                    }
                }
            }
        }

        impl ::std::convert::AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl ::std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl ::std::cmp::PartialEq<str> for $name {
            fn eq(&self, other: &str) -> bool {
                &*self.0 == other
            }
        }

        impl ::std::cmp::PartialEq<&str> for $name {
            fn eq(&self, other: &&str) -> bool {
                &*self.0 == *other
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::runtime::open_enum::deserialize_text(deserializer)
            }
        }

        impl $crate::runtime::limits::Text for $name {
            fn text(&self) -> ::std::option::Option<&str> {
                ::std::option::Option::Some(&self.0)
            }
        }

        impl $crate::runtime::validate::Validate for $name {
            fn validate(&self, check: &mut $crate::runtime::validate::Validator) {
                $crate::runtime::identifier::validate(&self.0, &$constraints, check);
            }

            fn identity(&self) -> ::std::option::Option<::std::borrow::Cow<'_, str>> {
                ::std::option::Option::Some(::std::borrow::Cow::Borrowed(&self.0))
            }
        }
    };
}

#[allow(unused_imports, reason = "called by emitted code")]
pub(crate) use identifier;

/// Safe in a path, and as the API wants it. `strict` is what [`path::check`] calls so.
pub fn check(
    name: &str,
    text: &str,
    constraints: &Constraints,
    strict: bool,
) -> Result<(), Invalid> {
    path::check(name, text, strict)?;
    limits::text(text, constraints)
        .map_err(|reason| Invalid::new(name, reason, constraints.pointer))
}

/// In a body: as the API wants it, and never empty.
pub fn validate(text: &str, constraints: &Constraints, check: &mut Validator) {
    if text.is_empty() {
        check.refuse("", "must not be empty", constraints.pointer);
    }
    check.text("", text, constraints);
}
