//! Where a list goes on. Calls carry it, so it is there for clients without lists as well; only those with lists show it.

use std::fmt;
use std::str::FromStr;

use serde::de::{Deserialize, Deserializer, Error as _};
use serde::ser::{Serialize, Serializer};

use crate::runtime::error::Error;
use crate::runtime::validate::Invalid;

/// A place in a list, to go on from later: also in another process, since it can be stored as text, by serde too.
///
/// A place is a page and a number of items in it. If items are added or removed in the meantime,
/// some can be skipped or come twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    pub(crate) next: Next,
    /// How many items of that page are done.
    pub(crate) skip: usize,
}

/// The page that comes next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Next {
    /// The one that the call itself asks for.
    Start,
    Page(u64),
    Offset(u64),
    Cursor(String),
    /// The query of the address that the answer gave.
    Query(String),
    /// None.
    End,
}

impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.next {
            Next::Start => write!(f, "{}:start", self.skip),
            Next::Page(page) => write!(f, "{}:page:{page}", self.skip),
            Next::Offset(offset) => write!(f, "{}:offset:{offset}", self.skip),
            Next::Cursor(cursor) => write!(f, "{}:cursor:{cursor}", self.skip),
            Next::Query(query) => write!(f, "{}:query:{query}", self.skip),
            Next::End => write!(f, "{}:end", self.skip),
        }
    }
}

impl FromStr for Checkpoint {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        parse(text).ok_or_else(|| {
            Error::invalid(Invalid::new(
                "checkpoint",
                "is not the text of a checkpoint",
                "",
            ))
        })
    }
}

impl Serialize for Checkpoint {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Checkpoint {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(D::Error::custom)
    }
}

fn parse(text: &str) -> Option<Checkpoint> {
    let (skip, place) = text.split_once(':')?;
    let next = match place.split_once(':') {
        None if place == "start" => Next::Start,
        None if place == "end" => Next::End,
        Some(("page", page)) => Next::Page(page.parse().ok()?),
        Some(("offset", offset)) => Next::Offset(offset.parse().ok()?),
        Some(("cursor", cursor)) => Next::Cursor(cursor.to_owned()),
        Some(("query", query)) => Next::Query(query.to_owned()),
        _ => return None,
    };
    Some(Checkpoint {
        next,
        skip: skip.parse().ok()?,
    })
}
