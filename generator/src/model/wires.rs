//! Requests and answers that prove a client: what is called, what must be sent, and what must come out.

use super::{Example, Name, Type};

/// One call against a server that answers with one documented status.
#[derive(Clone, Debug)]
pub struct Wire {
    /// What is special about it, such as `required_200`.
    pub name: String,
    /// The call.
    pub call: Example,
    /// The credential of the client: an index into `Security::credentials`.
    pub credential: Option<usize>,
    /// The optional body, if it is set.
    pub body: Option<super::Value>,
    /// What must be sent.
    pub sent: Sent,
    /// What the server answers.
    pub reply: Reply,
    /// What the caller must get.
    pub expected: Expected,
}

/// What a request must be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sent {
    /// The path, encoded.
    pub path: String,
    /// The pairs of the query, encoded.
    pub query: Vec<(String, String)>,
    /// Headers besides those of the client itself; names in lower case, and no value where it is no plain text.
    pub headers: Vec<(String, String)>,
    /// Cookies, encoded.
    pub cookies: Vec<(String, String)>,
    /// The media type of the body and what it is.
    pub body: Option<(String, SentBody)>,
}

/// What a body must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SentBody {
    /// This JSON.
    Json(String),
    /// These bytes.
    Text(String),
    /// These pairs of a form, encoded.
    Pairs(Vec<(String, String)>),
    /// Parts with these names.
    Parts(Vec<String>),
}

/// What the server answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// The status.
    pub status: u16,
    /// The media type.
    pub media_type: String,
    /// The body.
    pub body: String,
}

/// What the caller must get.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expected {
    /// A success that is written as this JSON.
    Value(String),
    /// The variant of an answer that depends on the status, and its JSON if it can be written.
    Variant(Name, Option<String>),
    /// A success that nothing can be compared with: a stream, nothing, or something with secrets in it.
    Success,
    /// A failure of this status, which is read as this type and is then written as this JSON.
    Failure(u16, Type, String),
}
