//! How the client proves who it is.

use super::{Doc, Name};

/// Security schemes and the credentials that are made of them.
#[derive(Clone, Debug, Default)]
pub struct Security {
    /// All schemes that some operation uses, sorted by name.
    pub schemes: Vec<Scheme>,
    /// Ways to authenticate, in the order in which the environment is asked.
    pub credentials: Vec<Credential>,
}

impl Security {
    /// A scheme by its name.
    pub fn scheme(&self, name: &str) -> Option<&Scheme> {
        Scheme::find(&self.schemes, name)
    }
}

impl Scheme {
    /// One of a list that is sorted by name.
    pub fn find<'a>(list: &'a [Self], name: &str) -> Option<&'a Self> {
        let found = list.binary_search_by(|it| it.name.as_str().cmp(name));
        found.ok().map(|number| &list[number])
    }
}

/// Where a credential goes.
#[derive(Clone, Debug)]
pub struct Scheme {
    /// The name in the document.
    pub name: String,
    /// Where its value is sent.
    pub place: SchemePlace,
}

/// Where the value of a security scheme is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SchemePlace {
    /// A request header.
    Header(String),
    /// A query parameter.
    Query(String),
    /// A cookie.
    Cookie(String),
    /// `Authorization: Bearer …`.
    Bearer,
    /// `Authorization: Basic …` of `user:password`.
    Basic,
}

impl SchemePlace {
    /// The part of a request that is taken by a value here: its kind and name.
    #[must_use]
    pub fn slot(&self) -> (&'static str, &str) {
        match self {
            Self::Header(name) => ("header", name),
            Self::Query(name) => ("query", name),
            Self::Cookie(name) => ("cookie", name),
            Self::Bearer | Self::Basic => ("header", "authorization"),
        }
    }
}

/// One way to authenticate: the schemes that are sent together.
#[derive(Clone, Debug)]
pub struct Credential {
    /// The constructor on `Credentials`.
    pub name: Name,
    /// What it takes.
    pub parts: Vec<CredentialPart>,
}

/// One argument of a credential.
#[derive(Clone, Debug)]
pub struct CredentialPart {
    /// The scheme it fills.
    pub scheme: String,
    /// The argument.
    pub argument: Name,
    /// The environment variable it is read from.
    pub variable: Option<String>,
    /// What the specification says of the scheme.
    pub doc: Doc,
}

/// Index into `Security::credentials`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CredentialId(pub usize);
