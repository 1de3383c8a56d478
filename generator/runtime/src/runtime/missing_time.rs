//! Times that may be missing, and how databases and languages without null write that: `""` and `0000-00-00 00:00:00`.
//!
//! ```text
//! #[serde(default, deserialize_with = "crate::runtime::missing_time::optional")]
//! deleted_at: Option<Timestamp>,
//! ```

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, Visitor};

use crate::runtime::drift::{self, nullable_field};
use crate::runtime::nullable::Nullable;
use crate::runtime::timestamp::{Timestamp, TimestampVisitor};

/// A field that may be missing, with `default`. Its null is tolerated.
pub fn optional<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Timestamp>, D::Error> {
    Ok(Option::<Perhaps>::deserialize(deserializer)?.and_then(|it| it.0))
}

/// A field that the API says can be null.
pub fn nullable<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Timestamp>, D::Error> {
    Ok(nullable_field::<Perhaps, D>(deserializer)?.and_then(|it| it.0))
}

/// A field that may be missing or be null, with `default`.
pub fn three_state<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Nullable<Timestamp>, D::Error> {
    nullable(deserializer).map(Nullable::from)
}

struct Perhaps(Option<Timestamp>);

impl<'de> Deserialize<'de> for Perhaps {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(PerhapsVisitor)
    }
}

struct PerhapsVisitor;

impl Visitor<'_> for PerhapsVisitor {
    type Value = Perhaps;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        TimestampVisitor.expecting(f)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Perhaps, E> {
        match TimestampVisitor.visit_str(text) {
            Ok(time) => Ok(Perhaps(Some(time))),
            // No year has a month 0.
            Err(_) if text.trim().is_empty() || text.starts_with("0000-00-00") => {
                drift::unusual_time();
                Ok(Perhaps(None))
            }
            Err(error) => Err(error),
        }
    }
}
