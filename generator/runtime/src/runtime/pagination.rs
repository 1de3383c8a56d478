//! What is known about one page of a list, and how the next one is asked for.

use serde_json::{Map, Value};

use crate::runtime::call::Call;
pub use crate::runtime::checkpoint::Checkpoint;
use crate::runtime::checkpoint::Next;
use crate::runtime::limits::exact_integer;
use crate::runtime::operation::Parameter;

/// Where the parts of a list are in an answer, as JSON pointers (RFC 6901), and how it is asked for its next page.
#[derive(Clone, Copy, Debug)]
pub struct Pagination {
    /// The items; empty where the answer is nothing else.
    pub items: &'static str,
    /// What is always there in the objects around the items, wherever those objects are: what keeps an answer of
    /// something else from being an empty page.
    pub required: &'static [&'static str],
    /// The object that counts items and pages.
    pub info: Option<&'static str>,
    /// What says whether there are more pages.
    pub more: Option<More>,
    /// What asks for the next page.
    pub turn: Turn,
}

/// Where an answer says whether there are more pages, as JSON pointers.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum More {
    /// What is false on the last page.
    If(&'static str),
    /// What is true on the last page.
    Unless(&'static str),
}

impl More {
    /// Whether there are, if the answer says it.
    pub(crate) fn of(self, body: &Value) -> Option<bool> {
        let says = |at: &str| body.pointer(at)?.as_bool();
        match self {
            Self::If(at) => says(at),
            Self::Unless(at) => says(at).map(|it| !it),
        }
    }
}

/// Where a call says which page it wants.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Asks {
    /// In a query parameter.
    Query(&'static Parameter),
    /// In a member of the JSON object that is the body.
    Member(Member),
}

/// A member of a body, and the code for it, which only clients with such lists have.
#[derive(Clone, Copy, Debug)]
pub struct Member {
    pub(crate) name: &'static str,
    pub(crate) set: fn(&mut Call, &str, &Value),
    pub(crate) number: fn(&Call, &str) -> Option<u64>,
}

/// What asks for the next page of a list.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Turn {
    /// A number of pages.
    Page {
        /// What has the number.
        asks: Asks,
        /// The number of the first page; unknown where the answers say which page they are.
        first: Option<u64>,
    },
    /// A number of items.
    Offset {
        /// What has the number of items to pass over.
        asks: Asks,
    },
    /// A token that the page before it holds. Null, missing, empty or 0 ends the list.
    Token {
        /// What has the token.
        asks: Asks,
        /// Where the token is. If the query takes it, it may stand in an address.
        next: &'static str,
    },
    /// A token that may stay the same from page to page. An empty page ends the list as well.
    Scroll {
        /// What has the token.
        asks: Asks,
        /// Where the token is.
        next: &'static str,
    },
    /// The last item of the page before it.
    LastItem {
        /// What has the key of the item.
        asks: Asks,
        /// The property of an item that is its key.
        key: &'static str,
    },
    /// An address that the page before it holds, of which the query is taken and nothing else.
    Address {
        /// Where the address is. Null, missing or empty ends the list.
        next: &'static str,
    },
    /// The address in the header `Link` with `rel="next"` (RFC 8288), of which the query is taken and nothing else.
    Link,
}

/// What is counted, and where it is said.
pub(crate) enum Counter {
    Pages(Asks),
    Items(Asks),
}

impl Pagination {
    /// A list in the `result` and `result_info` of an envelope.
    #[must_use]
    pub const fn in_envelope(turn: Turn) -> Self {
        Self {
            items: "/result",
            required: &[],
            info: Some("/result_info"),
            more: None,
            turn,
        }
    }

    /// The items of an answer; none where they are null, or missing and may be.
    ///
    /// # Errors
    /// What is not there, or is no object with items in it.
    pub(crate) fn found<'a>(&self, body: &'a Value) -> Result<Option<&'a Value>, &'static str> {
        if let Some(items) = body.pointer(self.items) {
            return Ok(Some(items).filter(|it| !it.is_null()));
        }
        let items = self.items;
        let around = items.match_indices('/').map(|(end, _)| &items[..end]);
        for at in around {
            match body.pointer(at) {
                Some(Value::Object(object)) => self.check(object, at)?,
                Some(Value::Null) if !at.is_empty() && !self.required.contains(&at) => break,
                None => break,
                Some(_) => return Err(at),
            }
        }
        Ok(None)
    }

    /// Whether an object has what is always there.
    fn check(&self, object: &Map<String, Value>, at: &str) -> Result<(), &'static str> {
        let is_missing = |it: &&'static str| {
            let name = it.rsplit_once('/').filter(|(around, _)| *around == at);
            name.is_some_and(|(_, name)| !object.contains_key(&unescaped(name)))
        };
        let missing = self.required.iter().copied().find(is_missing);
        missing.map_or(Ok(()), Err)
    }
}

/// A step of a JSON pointer as the name that it is.
pub(crate) fn unescaped(step: &str) -> String {
    step.replace("~1", "/").replace("~0", "~")
}

impl Turn {
    /// What counts, if anything does.
    pub(crate) fn counter(&self) -> Option<Counter> {
        match *self {
            Self::Page { asks, .. } => Some(Counter::Pages(asks)),
            Self::Offset { asks } => Some(Counter::Items(asks)),
            Self::Token { .. }
            | Self::Scroll { .. }
            | Self::LastItem { .. }
            | Self::Address { .. }
            | Self::Link => None,
        }
    }

    /// The number of the first page, as far as it is known before it comes.
    pub(crate) fn first(&self) -> u64 {
        let Self::Page { first, .. } = self else {
            return 1;
        };
        first.unwrap_or(1)
    }

    /// Whether such a place can be one of its own.
    pub(crate) fn has(&self, next: &Next) -> bool {
        match next {
            Next::Start | Next::End => true,
            Next::Page(_) => matches!(self, Self::Page { .. }),
            Next::Offset(_) => matches!(self, Self::Offset { .. }),
            Next::Cursor(_) => matches!(
                self,
                Self::Token { .. } | Self::Scroll { .. } | Self::LastItem { .. }
            ),
            Next::Query(_) => {
                matches!(self, Self::Token { .. } | Self::Address { .. } | Self::Link)
            }
        }
    }

    /// What asks for the next page, if it is one value alone.
    pub(crate) fn asks(&self) -> Option<Asks> {
        match *self {
            Self::Page { asks, .. }
            | Self::Offset { asks }
            | Self::Token { asks, .. }
            | Self::Scroll { asks, .. }
            | Self::LastItem { asks, .. } => Some(asks),
            Self::Address { .. } | Self::Link => None,
        }
    }

    /// Whether the numbers that answers give to pages are those that are asked for.
    pub(crate) fn is_told(&self) -> bool {
        matches!(self, Self::Page { first: None, .. })
    }
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

/// How services spell what they say about a page, without case and separators.
const SPELLINGS: [&[&str]; 5] = [
    &["page", "currentpage", "pagenumber"],
    &["perpage", "pagesize"],
    &["count"],
    &[
        "totalcount",
        "total",
        "totalitems",
        "totalresults",
        "totalelements",
    ],
    &["totalpages", "lastpage", "pagecount"],
];

impl PageInfo {
    /// Whatever can be read of `info`.
    pub(crate) fn lenient(info: Option<&Value>) -> Self {
        let mut numbers = [None; SPELLINGS.len()];
        for (name, value) in info.and_then(Value::as_object).into_iter().flatten() {
            let name: String = name
                .chars()
                .filter(char::is_ascii_alphanumeric)
                .map(|it| it.to_ascii_lowercase())
                .collect();
            let known = |spellings: &&[&str]| spellings.contains(&name.as_str());
            if let Some(place) = SPELLINGS.iter().position(known) {
                numbers[place] = numbers[place].or_else(|| whole(value));
            }
        }
        let [page, per_page, count, total_count, total_pages] = numbers;
        Self {
            page,
            per_page,
            count,
            total_count,
            total_pages,
        }
    }
}

/// A whole number, also one that is written as `2.0`: JSON does not tell the two apart.
fn whole(value: &Value) -> Option<u64> {
    let float = || exact_integer(value.as_f64()?)?.try_into().ok();
    value.as_u64().or_else(float)
}
