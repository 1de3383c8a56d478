//! Requests that the API sends by itself: their bodies are read as answers are.

use serde::de::DeserializeOwned;

use crate::runtime::decode::{self, DecodeError};
use crate::runtime::error::{Error, Result};
use crate::runtime::error_kind::ErrorKind;

/// The body of such a request as a `T`; `function` is what reads it, as its users call it.
///
/// # Errors
/// The body is not what `T` needs. The error says where, and holds no value of it.
pub fn read<T: DeserializeOwned>(function: &'static str, body: &[u8]) -> Result<T> {
    let read = if body.is_empty() {
        decode::nothing(".")
    } else {
        decode::json(body)
    };
    read.map_err(|error| unreadable(function, error))
}

#[cold]
fn unreadable(function: &'static str, error: DecodeError) -> Error {
    Error::new(ErrorKind::Decode(error.failure))
        .with_operation(function)
        .with_source(error.source)
}
