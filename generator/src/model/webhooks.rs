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
    /// The request of users that it comes after, such as `POST /orders`, and how many others; none if it comes by itself.
    pub after: Option<(String, usize)>,
    /// The headers that come with it.
    pub headers: Vec<String>,
    /// What the specification says.
    pub doc: Doc,
    /// The specification says that it is deprecated.
    pub deprecated: bool,
    /// The media type of its body, as the specification writes it.
    pub media_type: String,
    /// The JSON of its body.
    pub ty: Type,
    /// Bodies that prove the function: what they are read as must be written in the same way.
    pub bodies: Vec<String>,
}

impl Webhook {
    /// What stands before the name of a function where calls are named, too.
    pub const PREFIX: &str = "webhooks.";

    /// How a function of this name is called there: `webhooks.new_pet`.
    pub fn call(name: &str) -> String {
        format!("{}{name}", Self::PREFIX)
    }
}
