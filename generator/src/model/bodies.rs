//! What is sent in bodies.

use std::mem::discriminant;
use std::sync::Arc;

use super::{Constraints, Doc, Name, Style, Type, TypeId};

/// A request body.
#[derive(Clone, Debug)]
pub struct Body {
    /// What is sent; of several media types, the one that says most.
    pub payload: Payload,
    /// The setter that names another media type, where the API takes any.
    pub content_type: Option<Name>,
    /// Required bodies are arguments.
    pub required: bool,
    /// What the specification says.
    pub doc: Doc,
    /// The argument.
    pub name: Name,
    /// Its fields are arguments and setters of the builder.
    pub flattened: Option<TypeId>,
}

/// One of the media types of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BodyForm {
    /// The variant.
    pub name: Name,
    /// `application/json`, whatever its parameters.
    pub is_plain_json: bool,
    /// The caller may call it something else.
    pub any_type: bool,
    /// What is sent.
    pub payload: Payload,
}

/// A value as it is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payload {
    /// What the server is told it is.
    pub media_type: String,
    /// How it is written.
    pub encoding: Encoding,
    /// Its type.
    pub ty: Type,
    /// Its limits, if it is not a named type.
    pub constraints: Constraints,
}

impl Payload {
    /// True if JSON is called nothing else, not even with parameters.
    pub fn is_called_json(&self) -> bool {
        self.media_type == "application/json"
    }
}

/// How a body is written.
#[derive(Clone, Debug, Eq)]
pub enum Encoding {
    /// As JSON.
    Json,
    /// As `application/x-www-form-urlencoded`, with the properties that have a style of their own.
    Form(Arc<[FormField]>),
    /// As `multipart/form-data`, put together by the caller.
    Multipart,
    /// As `multipart/form-data`, a part for each property; those of which more is said are listed.
    Parts(Arc<[Part]>),
    /// As plain text.
    Text,
    /// As it is.
    Bytes,
    /// As the variant of its type says.
    Choice,
}

impl PartialEq for Encoding {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Form(a), Self::Form(b)) => same(a, b),
            (Self::Parts(a), Self::Parts(b)) => same(a, b),
            (a, b) => discriminant(a) == discriminant(b),
        }
    }
}

/// What several requests refer to is one, and not compared part by part.
pub(crate) fn same<T: PartialEq>(a: &Arc<[T]>, b: &Arc<[T]>) -> bool {
    Arc::ptr_eq(a, b) || a == b
}

/// What is told of the properties of a type with the type itself.
#[derive(Clone, Debug, Default)]
pub struct SentAs {
    /// In a form.
    pub form: Option<Arc<[FormField]>>,
    /// In several parts.
    pub parts: Option<Arc<[Part]>>,
}

impl SentAs {
    /// True if a request that sends the type so has nothing to add.
    pub fn tells(&self, encoding: &Encoding) -> bool {
        match encoding {
            Encoding::Form(it) => self.form.as_ref().is_some_and(|told| same(told, it)),
            Encoding::Parts(it) => self.parts.as_ref().is_some_and(|told| same(told, it)),
            Encoding::Json
            | Encoding::Multipart
            | Encoding::Text
            | Encoding::Bytes
            | Encoding::Choice => false,
        }
    }
}

/// A property of a form that is written in a style of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormField {
    /// The property.
    pub wire: String,
    /// How it is written.
    pub style: Style,
    /// Lists and objects are spread over several pairs.
    pub explode: bool,
    /// Reserved characters are sent as they are.
    pub allow_reserved: bool,
    /// Sent as JSON text.
    pub json: bool,
}

/// What is said of one part of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The property.
    pub wire: String,
    /// Sent as JSON, a text too.
    pub json: bool,
    /// What the server is told it is. Of several, the one that goes with the name of the file, else the first.
    pub content_types: Vec<String>,
    /// Its headers.
    pub headers: Vec<PartHeader>,
}

/// A header of a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartHeader {
    /// Its name in lower case.
    pub name: String,
    /// The field that holds its value.
    pub field: Name,
    /// There is no such part without it, although callers can leave both out.
    pub needed: bool,
}
