// @generated from generator/runtime/src/runtime/union.rs. Edit that file.

//! Unions told apart by a property (`discriminator` in `OpenAPI`).

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde::ser::Serializer;
use serde_json::Value;

use crate::runtime::drift;
use crate::runtime::tagged::Tagged;

/// Writes an object with `property` set to `tag`, whatever the object itself says there.
///
/// Nothing is written in between, so a secret in the object leaves no copy.
///
/// # Errors
///
/// Those of the serializer, and one if `value` is not written as an object.
pub fn serialize_tagged<S, T>(
    serializer: S,
    property: &'static str,
    tag: &str,
    value: &T,
) -> Result<S::Ok, S::Error>
where
    S: Serializer,
    T: Serialize + ?Sized,
{
    value.serialize(Tagged {
        serializer,
        property,
        tag,
    })
}

/// The tag of an object, if it has one.
pub fn tag<'a>(value: &'a Value, property: &str) -> Option<&'a str> {
    value.get(property)?.as_str()
}

/// Reads one variant out of the whole object.
///
/// Where drift is watched, it is watched in here too; the tag itself, which the variant need not know, is not one.
pub fn variant<T, E>(value: &Value, property: &str) -> Result<T, E>
where
    T: DeserializeOwned,
    E: serde::de::Error,
{
    drift::decode_nested(value, property).map_err(E::custom)
}
