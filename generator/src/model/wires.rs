//! Requests and answers that prove a client: what is called, what must be sent, and what must come out.

use super::{Example, Name, Type, Value};

/// What every credential begins with; each part of one has a number behind it, so that no part can stand for another.
pub const TOKEN: &str = "t-";

/// One call, whatever credentials it is made with and whatever the server answers.
#[derive(Clone, Debug)]
pub struct Wire {
    /// What is special about it, such as `required`.
    pub name: String,
    /// The call, or why the client cannot make it although the document allows it.
    pub call: Result<Example, String>,
    /// The optional body, if it is set.
    pub body: Option<Value>,
    /// What must be sent with each credential: an index into `Security::credentials`. The first gets all answers, the
    /// others get the first answer.
    pub sent: Vec<(Option<usize>, Sent)>,
    /// What the server answers, and what must come out.
    pub answers: Vec<Answer>,
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
    /// These parts.
    Parts(Vec<SentPart>),
}

/// A part of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentPart {
    /// Its name.
    pub name: String,
    /// Its media type, where the document says it.
    pub content_type: Option<String>,
    /// The content is JSON.
    pub json: bool,
    /// The content.
    pub text: String,
}

/// What the server answers, and what the caller must get.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The media type.
    pub media_type: String,
    /// The body.
    pub body: String,
    /// What the caller must get.
    pub expected: Expected,
}

/// What the caller must get.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expected {
    /// A success: the variant, if the answer depends on the status, and the JSON that it is written as. Nothing can be
    /// compared with what has secrets in it.
    Success(Option<Name>, Option<String>),
    /// A failure of this status; if it is read as this type, it is then written as this JSON.
    Failure(Option<(Type, String)>),
}
