//! What the API can be asked, and the handles that the questions hang from.

use super::{Constraints, Doc, FeatureId, Home, Name, OperationId, ResourceId, Type, TypeId};

/// A handle: the client itself, or something reached from it through path parameters.
#[derive(Clone, Debug)]
pub struct Resource {
    /// How it is reached, such as `account(account_id).stores`; empty for the client.
    pub path: String,
    /// The module, such as `secrets`.
    pub module: Name,
    /// The type, such as `Secrets`.
    pub name: Name,
    /// The method of the parent that leads here; for the client itself its own name.
    pub accessor: Name,
    /// The handle it is reached from; the client has none.
    pub parent: Option<ResourceId>,
    /// The path parameter that the accessor takes.
    pub parameter: Option<PathParameter>,
    /// All path parameters it holds, its ancestors' first.
    pub held: Vec<PathParameter>,
    /// Handles reached from it.
    pub children: Vec<ResourceId>,
    /// Operations it has as methods.
    pub operations: Vec<OperationId>,
    /// What its operations need.
    pub feature: Option<FeatureId>,
    /// Where it is defined.
    pub home: Home,
}

/// A path parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathParameter {
    /// The argument or field.
    pub name: Name,
    /// Its type.
    pub ty: Type,
    /// What the specification says.
    pub doc: Doc,
    /// Its limits.
    pub constraints: Constraints,
    /// How it is written.
    pub style: Style,
    /// Lists and objects are spread over several pieces.
    pub explode: bool,
    /// Sent as JSON text.
    pub json: bool,
    /// Refuse separators and white space instead of encoding them.
    pub strict: bool,
}

/// A request method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Method {
    /// `GET`
    Get,
    /// `HEAD`
    Head,
    /// `OPTIONS`
    Options,
    /// `TRACE`
    Trace,
    /// `POST`
    Post,
    /// `PUT`
    Put,
    /// `PATCH`
    Patch,
    /// `DELETE`
    Delete,
}

impl Method {
    /// As it is written in a request: `GET`.
    pub fn verb(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Head => "HEAD",
            Self::Options => "OPTIONS",
            Self::Trace => "TRACE",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

/// One request the API understands.
#[derive(Clone, Debug)]
pub struct Operation {
    /// The `operationId`, or the method and path where there is none.
    pub id: String,
    /// The method of its resource.
    pub method_name: Name,
    /// What the method was called in the release before.
    pub former: Option<String>,
    /// What the builder was called in the release before.
    pub former_builder: Option<String>,
    /// The builder type.
    pub builder: Name,
    /// How users write the call, such as `secrets.list`; for errors and traces.
    pub call: String,
    /// The handle it hangs from.
    pub resource: ResourceId,
    /// The request method.
    pub method: Method,
    /// The path template, encoded but for the names in braces.
    pub path: String,
    /// Where it is sent, if that is another address than the client's usual one.
    pub server: Option<String>,
    /// The part of the query that is always the same, encoded; empty if there is none.
    pub fixed_query: String,
    /// Summary and description.
    pub doc: Doc,
    /// Where it stands in the document.
    pub pointer: String,
    /// Marked as deprecated.
    pub deprecated: bool,
    /// Path parameters in the order of the path: those that the handle holds, and those that are arguments.
    pub path_parameters: Vec<OperationPathParameter>,
    /// Query, header and cookie parameters in the order of the document.
    pub parameters: Vec<Parameter>,
    /// The request body.
    pub body: Option<Body>,
    /// What a successful answer holds.
    pub output: Output,
    /// The documented successes.
    pub statuses: Vec<Status>,
    /// The media types asked for.
    pub accept: String,
    /// Other ways to take the answer, at most one of each kind.
    pub alternatives: Vec<Alternative>,
    /// What documented failures hold, besides the envelope.
    pub failures: Vec<Failure>,
    /// Headers of documented successes.
    pub headers: Vec<Header>,
    /// How a list goes on.
    pub pagination: Option<Pagination>,
    /// Accepted combinations of security schemes; none means that no credentials are sent.
    pub security: Vec<Vec<String>>,
    /// When it may be sent again.
    pub retry: Retry,
    /// A method that takes any number of items and sends them in several requests.
    pub bulk: Option<Bulk>,
    /// A method that creates something and looks it up when it is unclear whether that worked.
    pub ensure: Option<Ensure>,
    /// A call with the specification's own example values.
    pub example: Example,
    /// Calls that prove what is sent and read, if the crate asks for them.
    pub wires: Vec<super::Wire>,
}

impl Operation {
    /// The path template with the part of the query that is always the same.
    pub fn template(&self) -> String {
        match self.fixed_query.as_str() {
            "" => self.path.clone(),
            query => format!("{}?{query}", self.path),
        }
    }
}

/// The method that sends a list in chunks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bulk {
    /// The method of the handle.
    pub name: Name,
    /// Most items of one request.
    pub chunk: u64,
    /// The type of an item.
    pub item: Type,
    /// What the answer holds for each item, if it holds anything.
    pub result: Option<Type>,
}

/// The method that creates something at most once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ensure {
    /// The method of the handle.
    pub name: Name,
    /// What is created.
    pub item: Type,
    /// What the answer holds.
    pub result: Type,
    /// The method that lists what is there.
    pub list: Name,
    /// The setter of the list that narrows it down.
    pub search: Option<Name>,
    /// The field that identifies what is created.
    pub key: Name,
    /// The same field of what is listed.
    pub result_key: Name,
}

/// A path parameter of an operation.
#[derive(Clone, Debug)]
pub struct OperationPathParameter {
    /// The parameter.
    pub parameter: PathParameter,
    /// The field of the handle that holds it; without one it is an argument of the method.
    pub held: Option<Name>,
}

/// A query, header or cookie parameter.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// The argument or setter.
    pub name: Name,
    /// Where it stands in the document.
    pub pointer: String,
    /// Where it is sent.
    pub place: ParameterPlace,
    /// How it is written.
    pub style: Style,
    /// Lists and objects are spread over several pairs.
    pub explode: bool,
    /// Reserved characters are sent as they are.
    pub allow_reserved: bool,
    /// Sent as JSON text.
    pub json: bool,
    /// Its type.
    pub ty: Type,
    /// Required parameters are arguments, the others are setters.
    pub required: bool,
    /// What the specification says.
    pub doc: Doc,
    /// Its limits.
    pub constraints: Constraints,
    /// The default that the server takes, as JSON.
    pub default: Option<String>,
    /// Marked as deprecated.
    pub deprecated: bool,
    /// The setter that sends it without a value, where that is another thing than an empty text.
    pub empty: Option<Name>,
}

/// Where a parameter is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ParameterPlace {
    /// After the `?`.
    Query,
    /// A request header.
    Header,
    /// The `Cookie` header.
    Cookie,
}

/// How a parameter is written (OpenAPI 3.0.3, "Style Values").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `simple`
    Simple,
    /// `label`
    Label,
    /// `matrix`
    Matrix,
    /// `form`
    Form,
    /// `spaceDelimited`
    SpaceDelimited,
    /// `pipeDelimited`
    PipeDelimited,
    /// `deepObject`
    DeepObject,
}

/// A request body.
#[derive(Clone, Debug)]
pub struct Body {
    /// What the server is told it is; of several media types, the one that says most.
    pub media_type: String,
    /// The setter that names another media type, where the API takes any.
    pub content_type: Option<Name>,
    /// How it is written.
    pub encoding: Encoding,
    /// Its type.
    pub ty: Type,
    /// Required bodies are arguments.
    pub required: bool,
    /// Its limits, if it is not a named type.
    pub constraints: Constraints,
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
    /// What the server is told it is.
    pub media_type: String,
    /// The caller may call it something else.
    pub any_type: bool,
    /// How it is written.
    pub encoding: Encoding,
    /// Its type.
    pub ty: Type,
    /// Its limits, if it is not a named type.
    pub constraints: Constraints,
}

/// How a body is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// As JSON.
    Json,
    /// As `application/x-www-form-urlencoded`, with the properties that have a style of their own.
    Form(Vec<FormField>),
    /// As `multipart/form-data`, put together by the caller.
    Multipart,
    /// As `multipart/form-data`, a part for each property; those of which more is said are listed.
    Parts(Vec<Part>),
    /// As plain text.
    Text,
    /// As it is.
    Bytes,
    /// As the variant of its type says.
    Choice,
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
    /// What the server is told it is.
    pub content_type: Option<String>,
    /// Its headers: names in lower case, and the fields that hold their values.
    pub headers: Vec<(String, Name)>,
}

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
    /// Nothing of interest.
    Nothing,
    /// A JSON value.
    Json(Type),
    /// The `result` of an envelope.
    Result(Type),
    /// A page of the envelope's `result`.
    Page(Type),
    /// Text.
    Text,
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
            Self::Json(ty) | Self::Result(ty) | Self::Page(ty) | Self::Lines(ty) => Some(ty),
            Self::Events(ty) => ty.as_ref(),
            Self::Nothing | Self::Text | Self::Bytes => None,
        }
    }
}

/// Another way to take the answer of an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alternative {
    /// The media type asked for.
    pub accept: String,
    /// What comes then: bytes, events or lines.
    pub content: Content,
}

/// What a documented failure holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The status.
    pub status: Status,
    /// The type of its JSON.
    pub ty: Type,
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
    /// What asks for the next page.
    pub turn: Turn,
    /// Where the items are.
    pub place: ListPlace,
    /// The type of an item.
    pub item: Type,
    /// The field of an item that identifies it.
    pub key: Option<Name>,
}

/// Where the parts of a list are in an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListPlace {
    /// In the `result` and `result_info` of an envelope.
    Envelope,
    /// Where these JSON pointers lead.
    At {
        /// The items.
        items: String,
        /// The object that counts items and pages.
        info: Option<String>,
        /// What is false on the last page.
        more: Option<String>,
    },
}

/// What asks for the next page of a list. Parameters are those of the query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Turn {
    /// A number of pages.
    Page {
        /// The parameter.
        parameter: Name,
        /// The number of the first page; unknown where answers say which page they are.
        first: Option<u64>,
    },
    /// A number of items to pass over.
    Offset {
        /// The parameter.
        parameter: Name,
    },
    /// A token.
    Token {
        /// The parameter.
        parameter: Name,
        /// Where the answer has it, as a JSON pointer.
        next: String,
    },
    /// The key of the last item.
    LastItem {
        /// The parameter.
        parameter: Name,
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

/// When a request may be sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retry {
    /// Sending it twice does no harm.
    Idempotent,
    /// Only if the first one surely never arrived or was turned away.
    Unsent,
}

/// An example call.
#[derive(Clone, Debug, Default)]
pub struct Example {
    /// Arguments of the accessors that lead to the handle, then those of the method.
    pub path: Vec<(String, Value)>,
    /// Required parameters and body, as arguments of the method.
    pub arguments: Vec<Value>,
    /// Setters, with their arguments.
    pub setters: Vec<(Name, Value)>,
    /// The body of an answer that the client takes for a success, as JSON.
    pub answer: String,
}

/// An example value, ready to be written as a Rust expression.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A string literal.
    Text(String),
    /// A string literal that stands for a secret.
    Secret(String),
    /// A number literal as in the document.
    Number(String),
    /// `true` or `false`.
    Bool(bool),
    /// An array.
    List(Vec<Value>),
    /// A known value of an enum.
    Variant(TypeId, Name),
    /// A struct: arguments of `new`, then setters.
    Struct(TypeId, Vec<Value>, Vec<(Name, Value)>),
    /// Anything else: JSON text for `serde_json::json!`.
    Json(String),
    /// A value where null could stand.
    Some(Box<Value>),
    /// An alternative of a union.
    Alternative(TypeId, Name, Box<Value>),
    /// A map: keys and values.
    Map(Vec<(String, Value)>),
    /// What stands in a box.
    Boxed(Box<Value>),
    /// A body of several parts.
    Multipart,
    /// A time, as text.
    Timestamp(String),
}
