//! What the API sends by itself, to a server of its users.

use super::{Doc, FeatureId, Method, Name, Type};

/// The requests that the API sends.
#[derive(Clone, Debug, Default)]
pub struct Webhooks {
    /// All of them, sorted by name.
    pub all: Vec<Webhook>,
    /// What they need.
    pub feature: Option<FeatureId>,
}

/// A request that the API sends, and the function that reads its body.
#[derive(Clone, Debug)]
pub struct Webhook {
    /// The function; the wire name is the one in the specification.
    pub name: Name,
    /// The name before this one, as long as it is kept.
    pub former: Option<String>,
    /// Where the specification describes it.
    pub pointer: String,
    /// How it is sent: mostly in one way.
    pub methods: Vec<Method>,
    /// The requests of users that it comes after, such as `POST /orders`; none if it comes by itself.
    pub after: Vec<String>,
    /// The headers that come with it.
    pub headers: Vec<String>,
    /// What the specification says.
    pub doc: Doc,
    /// The specification says that it is deprecated.
    pub deprecated: bool,
    /// The JSON of its body.
    pub ty: Type,
    /// Bodies that prove the function.
    pub bodies: Vec<WebhookBody>,
}

/// A body, and what must come out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookBody {
    /// What comes.
    pub sent: String,
    /// The JSON that the value is written as. Nothing can be compared with what has secrets in it.
    pub written: Option<String>,
}
