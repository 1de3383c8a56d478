// @generated from generator/runtime/src/runtime/secret.rs. Edit that file.

//! Values that must not be seen.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, Read};

use serde::de::{Deserialize, Deserializer, Visitor};
use serde::ser::{Serialize, Serializer};
use zeroize::{Zeroize as _, Zeroizing};

use crate::runtime::echo;
use crate::runtime::limits::Text;
use crate::runtime::nullable::Nullable;

/// How much [`SecretValue::from_reader`] makes room for at first, in bytes.
const FIRST_CAPACITY: usize = 4096;

/// A secret: a token, a key, the value of a stored secret.
///
/// `Debug` prints nothing of it, the memory is wiped on drop, and there is no `Serialize`, `Display`, `Deref` or
/// `PartialEq` through which it could get out unnoticed: [`expose`](Self::expose) is the only way.
///
/// A `String` is taken over as it is. What is given as `&str` stays where it was, unwiped.
#[derive(Clone)]
pub struct SecretValue(Zeroizing<String>);

impl SecretValue {
    /// The secret itself.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Reads an environment variable.
    ///
    /// # Errors
    ///
    /// [`NotFound`](io::ErrorKind::NotFound) if it is not set, or empty (which is how CI systems hand over a
    /// secret that they do not have), [`InvalidData`](io::ErrorKind::InvalidData) if it is not Unicode.
    pub fn from_env(name: &str) -> io::Result<Self> {
        match std::env::var(name) {
            Ok(text) if !text.is_empty() => Ok(Self::from(text)),
            Ok(_) | Err(std::env::VarError::NotPresent) => Err(io::Error::new(
                io::ErrorKind::NotFound,
                format!("{name} is not set"),
            )),
            // The error of the standard library holds the value, so it must not become the source.
            Err(std::env::VarError::NotUnicode(value)) => {
                Zeroizing::new(value.into_encoded_bytes()).zeroize();
                Err(io::Error::new(
                    io::ErrorKind::InvalidData,
                    format!("{name} is not Unicode"),
                ))
            }
        }
    }

    /// Reads a file or the standard input to its end, without the line break that editors and `echo` add, and
    /// without leaving copies in memory.
    ///
    /// # Errors
    ///
    /// Those of the reader, and [`InvalidData`](io::ErrorKind::InvalidData) if it is not UTF-8.
    pub fn from_reader(mut reader: impl Read) -> io::Result<Self> {
        let mut bytes = read_to_end(&mut reader)?;
        if bytes.ends_with(b"\n") {
            bytes.pop();
            if bytes.ends_with(b"\r") {
                bytes.pop();
            }
        }
        match String::from_utf8(std::mem::take(&mut *bytes)) {
            Ok(text) => Ok(Self::from(text)),
            Err(error) => {
                error.into_bytes().zeroize();
                Err(io::Error::new(
                    io::ErrorKind::InvalidData,
                    "a secret must be UTF-8",
                ))
            }
        }
    }
}

/// `Vec` would grow by moving, which leaves the old bytes behind: here each buffer is wiped.
fn read_to_end(reader: &mut impl Read) -> io::Result<Zeroizing<Vec<u8>>> {
    let mut bytes = Zeroizing::new(vec![0; FIRST_CAPACITY]);
    let mut filled = 0;
    loop {
        if filled == bytes.len() {
            let mut larger = Zeroizing::new(vec![0; bytes.len() * 2]);
            larger[..filled].copy_from_slice(&bytes);
            bytes = larger;
        }
        match reader.read(&mut bytes[filled..]) {
            Ok(0) => break,
            Ok(count) => filled += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    bytes.truncate(filled);
    Ok(bytes)
}

impl From<String> for SecretValue {
    fn from(text: String) -> Self {
        Self(Zeroizing::new(text))
    }
}

impl From<&str> for SecretValue {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

impl From<&String> for SecretValue {
    fn from(text: &String) -> Self {
        Self::from(text.clone())
    }
}

impl From<&Self> for SecretValue {
    fn from(secret: &Self) -> Self {
        secret.clone()
    }
}

impl fmt::Debug for SecretValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretValue([redacted])")
    }
}

impl Text for SecretValue {
    fn text(&self) -> Option<&str> {
        Some(&self.0)
    }
}

impl<'de> Deserialize<'de> for SecretValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // Asked for a string, `serde_json` would refuse a number itself, and quote it.
        deserializer.deserialize_any(SecretVisitor)
    }
}

struct SecretVisitor;

impl SecretVisitor {
    /// What serde itself would say quotes the value.
    fn refuse<E: serde::de::Error>() -> Result<SecretValue, E> {
        Err(E::custom("invalid type, expected a secret as a string"))
    }
}

impl Visitor<'_> for SecretVisitor {
    type Value = SecretValue;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a secret as a string")
    }
    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<SecretValue, E> {
        Ok(SecretValue::from(text))
    }
    fn visit_string<E: serde::de::Error>(self, text: String) -> Result<SecretValue, E> {
        Ok(SecretValue::from(text))
    }
    fn visit_bool<E: serde::de::Error>(self, _: bool) -> Result<SecretValue, E> {
        Self::refuse()
    }
    fn visit_i64<E: serde::de::Error>(self, _: i64) -> Result<SecretValue, E> {
        Self::refuse()
    }
    fn visit_u64<E: serde::de::Error>(self, _: u64) -> Result<SecretValue, E> {
        Self::refuse()
    }
    fn visit_i128<E: serde::de::Error>(self, _: i128) -> Result<SecretValue, E> {
        Self::refuse()
    }
    fn visit_u128<E: serde::de::Error>(self, _: u128) -> Result<SecretValue, E> {
        Self::refuse()
    }
    fn visit_f64<E: serde::de::Error>(self, _: f64) -> Result<SecretValue, E> {
        Self::refuse()
    }
}

/// Lets secrets be written, which nothing else does: `Exposed(&value)` serializes `value` with the secrets in it.
///
/// Crate-private in a generated client, where only request bodies are written through it.
#[derive(Clone, Copy)]
pub struct Exposed<'a, T: ?Sized>(pub &'a T);

impl<T: ?Sized> fmt::Debug for Exposed<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Exposed([redacted])")
    }
}

impl Serialize for Exposed<'_, SecretValue> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        echo::exposed(self.0);
        serializer.serialize_str(self.0.expose())
    }
}

impl<'a, T> Serialize for Exposed<'a, [T]>
where
    Exposed<'a, T>: Serialize,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(Exposed))
    }
}

impl<'a, T> Serialize for Exposed<'a, Vec<T>>
where
    Exposed<'a, T>: Serialize,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(Exposed))
    }
}

impl<'a, T> Serialize for Exposed<'a, BTreeMap<String, T>>
where
    Exposed<'a, T>: Serialize,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key, Exposed(value))))
    }
}

impl<'a, T> Serialize for Exposed<'a, Option<T>>
where
    Exposed<'a, T>: Serialize,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.as_ref().map(Exposed).serialize(serializer)
    }
}

impl<'a, T> Serialize for Exposed<'a, Nullable<T>>
where
    Exposed<'a, T>: Serialize,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.value().map(Exposed).serialize(serializer)
    }
}

impl<'a, T: ?Sized> Serialize for Exposed<'a, Box<T>>
where
    Exposed<'a, T>: Serialize,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let inner: &'a T = self.0;
        Exposed(inner).serialize(serializer)
    }
}

impl<'a, T: ?Sized> Serialize for Exposed<'a, &T>
where
    Exposed<'a, T>: Serialize,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let inner: &'a T = self.0;
        Exposed(inner).serialize(serializer)
    }
}
