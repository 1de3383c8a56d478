// @generated from generator/runtime/src/runtime/pagination.rs. Edit that file.

//! What is known about one page of a list, and where a list goes on.

use std::fmt;
use std::str::FromStr;

use serde_json::Value;

use crate::runtime::error::Error;
use crate::runtime::operation::Parameter;
use crate::runtime::validate::Invalid;

/// How a list is asked for its next page.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Pagination {
    /// By its number, counted from 1; the answer is an envelope with `result` and `result_info`.
    PageNumber {
        /// The query parameter with the number.
        page: &'static Parameter,
    },
    /// By a token that the page before it holds.
    Cursor {
        /// The query parameter with the token.
        parameter: &'static Parameter,
        /// Where the token is in an answer (a JSON pointer, RFC 6901). Null, missing or empty ends the list.
        next: &'static str,
        /// Where the items are in an answer (a JSON pointer).
        items: &'static str,
    },
}

/// One page of a list.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Page<T> {
    /// The items, in the order of the server.
    pub items: Vec<T>,
    /// What the server says about the page and the whole list.
    pub info: PageInfo,
}

impl<T> IntoIterator for Page<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}

/// What the server says about a page. It may leave out anything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PageInfo {
    /// The number of this page, counted from 1.
    pub page: Option<u64>,
    /// How many items a full page has.
    pub per_page: Option<u64>,
    /// How many items this page has.
    pub count: Option<u64>,
    /// How many items all pages have together.
    pub total_count: Option<u64>,
    /// How many pages there are.
    pub total_pages: Option<u64>,
}

impl PageInfo {
    /// Whatever can be read of `info`.
    pub(crate) fn lenient(info: Option<&Value>) -> Self {
        let number = |name: &str| whole(info?.get(name)?);
        Self {
            page: number("page"),
            per_page: number("per_page"),
            count: number("count"),
            total_count: number("total_count"),
            total_pages: number("total_pages"),
        }
    }
}

/// A whole number, also one that is written as `2.0`: JSON does not tell the two apart.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "only whole numbers in range are cast"
)]
fn whole(value: &Value) -> Option<u64> {
    // Beyond 2^53 a float is no exact number any more.
    const LIMIT: f64 = 9_007_199_254_740_992.0;
    let float = || {
        value
            .as_f64()
            .filter(|n| n.fract() == 0.0 && (0.0..=LIMIT).contains(n))
            .map(|n| n as u64)
    };
    value.as_u64().or_else(float)
}

/// A place in a list, to go on from later: also in another process, since it can be stored as text.
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
    Cursor(String),
    /// None.
    End,
}

impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.next {
            Next::Start => write!(f, "{}:start", self.skip),
            Next::Page(page) => write!(f, "{}:page:{page}", self.skip),
            Next::Cursor(cursor) => write!(f, "{}:cursor:{cursor}", self.skip),
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

fn parse(text: &str) -> Option<Checkpoint> {
    let (skip, place) = text.split_once(':')?;
    let next = match place.split_once(':') {
        None if place == "start" => Next::Start,
        None if place == "end" => Next::End,
        Some(("page", page)) => Next::Page(page.parse().ok()?),
        Some(("cursor", cursor)) => Next::Cursor(cursor.to_owned()),
        _ => return None,
    };
    Some(Checkpoint {
        next,
        skip: skip.parse().ok()?,
    })
}
