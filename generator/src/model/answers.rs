//! What the API answers: statuses, contents, pages.

use super::{Doc, Name, Type};

/// A documented status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// One status, such as 200.
    Exact(u16),
    /// A hundred of them: 2 means `2XX`.
    Range(u8),
    /// Everything else.
    Default,
}

impl Status {
    /// True for what leads somewhere else.
    pub fn is_redirect(self) -> bool {
        matches!(self, Self::Exact(301..=303 | 307 | 308))
    }

    /// True for 3xx.
    pub fn is_redirection(self) -> bool {
        matches!(self, Self::Exact(300..=399) | Self::Range(3))
    }
}

/// What a successful answer holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    /// Every success has the same content.
    One(Content),
    /// The content depends on the status.
    ByStatus {
        /// The enum that holds it.
        name: Name,
        /// One variant for each documented success.
        variants: Vec<OutputVariant>,
    },
}

impl Output {
    /// What all successes hold.
    pub fn contents(&self) -> Vec<&Content> {
        match self {
            Self::One(content) => vec![content],
            Self::ByStatus { variants, .. } => variants.iter().map(|it| &it.content).collect(),
        }
    }
}

/// The content of one documented success.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputVariant {
    /// The variant.
    pub name: Name,
    /// The status.
    pub status: Status,
    /// Its content.
    pub content: Content,
}

/// The content of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Nothing that the document speaks of.
    Nothing,
    /// An envelope without a result: it says whether it went well.
    Verdict,
    /// A JSON value.
    Json(Type),
    /// The `result` of an envelope.
    Result(Type),
    /// An envelope as a whole, in which more than `result` is of interest.
    Whole(Type),
    /// A page of the envelope's `result`.
    Page(Type),
    /// Text.
    Text,
    /// Text that nobody may read.
    SecretText,
    /// Bytes, whatever they are.
    Bytes,
    /// Server-sent events, and the type of their data if the document says it.
    Events(Option<Type>),
    /// A JSON value on each line.
    Lines(Type),
}

impl Content {
    /// The type of the JSON in it.
    pub fn ty(&self) -> Option<&Type> {
        match self {
            Self::Json(ty)
            | Self::Result(ty)
            | Self::Whole(ty)
            | Self::Page(ty)
            | Self::Lines(ty) => Some(ty),
            Self::Events(ty) => ty.as_ref(),
            Self::Nothing | Self::Verdict | Self::Text | Self::SecretText | Self::Bytes => None,
        }
    }
}

/// Another way to take the answer of an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alternative {
    /// The media type asked for.
    pub accept: String,
    /// What follows it in `Accept`.
    pub second_choice: String,
    /// What comes then.
    pub content: Streamed,
}

/// What is read while it comes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Streamed {
    /// Bytes, whatever they are.
    Bytes,
    /// Server-sent events, and the type of their data if the document says it.
    Events(Option<Type>),
    /// A JSON value on each line.
    Lines(Type),
}

impl Streamed {
    /// The type of the JSON in it.
    pub fn ty(&self) -> Option<&Type> {
        match self {
            Self::Bytes => None,
            Self::Events(ty) => ty.as_ref(),
            Self::Lines(ty) => Some(ty),
        }
    }
}

impl Alternative {
    /// The method of the builder.
    pub fn method(&self) -> &'static str {
        match self.content {
            Streamed::Bytes => "stream",
            Streamed::Events(_) => "events",
            Streamed::Lines(_) => "lines",
        }
    }
}

/// What a documented failure holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The media type that is JSON, as the document calls it.
    pub media_type: String,
    /// The status.
    pub status: Status,
    /// The type of its JSON.
    pub ty: Type,
}

/// A documented 3xx that is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redirection {
    /// The status.
    pub status: Status,
    /// What the specification says.
    pub doc: Doc,
}

/// A header of a documented success.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// The constant of the builder, in snake case; `wire` is the name of the header.
    pub name: Name,
    /// What its text is read as.
    pub ty: Type,
    /// What the specification says.
    pub doc: Doc,
}

/// How a list goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pagination {
    /// How pages follow each other.
    pub pages: Pages,
    /// The type of an item.
    pub item: Type,
    /// The field of an item that identifies it.
    pub key: Option<Name>,
}

/// How the pages of a list follow each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pages {
    /// By their numbers; the answer is an envelope with `result` and `result_info`.
    Numbered {
        /// The query parameter with the number.
        page: Name,
        /// The number of the first page, where a hint says it; else it is 1, or what the answer says.
        first: Option<u64>,
    },
    /// As the answer says, wherever it has its parts.
    List(List),
}

/// Where the parts of a list are in an answer, as JSON pointers, and how it goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// The items.
    pub items: String,
    /// What is always there in the objects around the items: the way to them as far as it is, and else whatever is.
    pub required: Vec<String>,
    /// The object that counts items and pages.
    pub info: Option<String>,
    /// What says whether there are more pages.
    pub more: Option<More>,
    /// What asks for the next page.
    pub turn: Turn,
}

/// Where an answer says whether there are more pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum More {
    /// What is false on the last page.
    If(String),
    /// What is true on the last page.
    Unless(String),
}

/// Where a call says which page it wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asks {
    /// In a query parameter.
    Parameter(Name),
    /// In a member of the JSON object that is the body.
    Member(String),
}

/// What asks for the next page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Turn {
    /// A number of pages.
    Page {
        /// Where it is said.
        asks: Asks,
        /// The number of the first page; unknown where answers say which page they are.
        first: Option<u64>,
    },
    /// A number of items to pass over.
    Offset {
        /// Where it is said.
        asks: Asks,
    },
    /// A token.
    Token {
        /// Where it is said.
        asks: Asks,
        /// Where the answer has it, as a JSON pointer.
        next: String,
    },
    /// A token that may stay the same from page to page.
    Scroll {
        /// Where it is said.
        asks: Asks,
        /// Where the answer has it, as a JSON pointer.
        next: String,
    },
    /// The key of the last item.
    LastItem {
        /// Where it is said.
        asks: Asks,
        /// The property of an item.
        key: String,
    },
    /// The query of an address.
    Address {
        /// Where the answer has it, as a JSON pointer.
        next: String,
    },
    /// The query of the address in the header `Link`.
    Link,
}

impl Turn {
    /// Where a call says which page it wants, if it is in one place.
    pub fn asks(&self) -> Option<&Asks> {
        match self {
            Self::Page { asks, .. }
            | Self::Offset { asks }
            | Self::Token { asks, .. }
            | Self::Scroll { asks, .. }
            | Self::LastItem { asks, .. } => Some(asks),
            Self::Address { .. } | Self::Link => None,
        }
    }

    /// Where the answer has what leads to the next page, if it is in one place.
    pub fn next(&self) -> Option<&str> {
        match self {
            Self::Token { next, .. } | Self::Scroll { next, .. } | Self::Address { next } => {
                Some(next)
            }
            Self::Page { .. } | Self::Offset { .. } | Self::LastItem { .. } | Self::Link => None,
        }
    }
}
