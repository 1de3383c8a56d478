//! What the API can be asked, and the handles that the questions hang from.

use super::{
    Alternative, Body, Constraints, Content, CredentialId, Doc, Example, Failure, FeatureId, Field,
    Fixed, FormField, Header, Home, Kind, Model, Name, OperationId, Output, Pagination,
    Redirection, ResourceId, Status, Type,
};

/// A handle: the client itself, or something reached from it through path parameters.
#[derive(Clone, Debug)]
pub struct Resource {
    /// How it is reached, such as `account(account_id).stores`; empty for the client.
    pub path: String,
    /// What the specification says of the operations below it.
    pub doc: Doc,
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
    /// Slashes and other reserved characters are sent as they are.
    pub allow_reserved: bool,
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
    /// `QUERY`: reads, and has a body that says what (OpenAPI 3.2).
    Query,
}

impl Method {
    const ALL: [Self; 9] = [
        Self::Get,
        Self::Head,
        Self::Options,
        Self::Trace,
        Self::Post,
        Self::Put,
        Self::Patch,
        Self::Delete,
        Self::Query,
    ];

    /// The method of a key such as `get`.
    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|it| it.verb().eq_ignore_ascii_case(key))
    }

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
            Self::Query => "QUERY",
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
    /// A link to what is written of it elsewhere.
    pub further: Option<String>,
    /// What its credentials have to allow, for each alternative; nothing if none has to allow anything.
    pub scopes: Vec<Vec<String>>,
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
    /// What follows them in `Accept`, each with its weight: what failures are, for instance. Empty where all are JSON.
    pub second_choice: String,
    /// Other ways to take the answer, at most one of each kind.
    pub alternatives: Vec<Alternative>,
    /// What documented failures hold, besides the envelope.
    pub failures: Vec<Failure>,
    /// Failures that may be plain text.
    pub text_failures: Vec<Status>,
    /// Documented 3xx that are no answers.
    pub redirections: Vec<Redirection>,
    /// The property of a body that is `false` where the request was refused, whatever the status.
    pub success_member: Option<String>,
    /// Headers of documented successes.
    pub headers: Vec<Header>,
    /// How a list goes on.
    pub pagination: Option<Pagination>,
    /// Accepted combinations of security schemes; none means that no credentials are sent.
    pub security: Vec<Vec<String>>,
    /// The first credential that carries one of them alone; none if it takes none, or only several together.
    pub credential: Option<CredentialId>,
    /// When it may be sent again.
    pub retry: Retry,
    /// A method that takes any number of items and sends them in several requests.
    pub bulk: Option<Bulk>,
    /// A method that creates something and looks it up when it is unclear whether that worked.
    pub ensure: Option<Ensure>,
    /// A call with the specification's own example values.
    pub example: Example,
    /// The call that proves that no secret shows, if anything of it is secret and it can be sent.
    pub leak: Option<Example>,
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

impl Model {
    /// True if the request has a type of its own: where something is left to set or to say when the method has taken what is
    /// required, and where it can be sent in another way.
    pub fn has_builder(&self, it: &Operation) -> bool {
        let is_set = |body: &Body| {
            let flattened = body.flattened.map(|id| &self[id].kind);
            let fields = match flattened {
                Some(Kind::Struct(it)) => it.fields.iter().all(Field::is_argument),
                _ => body.required,
            };
            fields && body.content_type.is_none()
        };
        let is_stream = matches!(
            it.output,
            Output::One(Content::Events(_) | Content::Lines(_))
        );
        !it.parameters
            .iter()
            .all(|it| it.is_argument() && it.empty.is_none())
            || !it.body.iter().all(is_set)
            || it.pagination.is_some()
            || it.bulk.is_some()
            || it.ensure.is_some()
            || !it.headers.is_empty()
            || !it.alternatives.is_empty()
            || is_stream
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
    /// The fields of the two that say what belongs together; without them it is the order.
    pub keys: Option<(Name, Name)>,
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
    /// What lists what is there, of the same handle.
    pub list: OperationId,
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
    /// The properties with styles of their own, if it is the query as a whole.
    pub fields: Vec<FormField>,
    /// Its type.
    pub ty: Type,
    /// Required parameters are arguments, the others are setters.
    pub required: bool,
    /// The only value there is for what is required.
    pub fixed: Option<Fixed>,
    /// It is set once for all calls: one of `Model::settings`.
    pub is_setting: bool,
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

impl Parameter {
    /// True for what the method of the operation asks for.
    pub fn is_argument(&self) -> bool {
        self.required && self.fixed.is_none() && !self.is_setting
    }
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
    /// `cookie`: as `form`, nothing encoded (OpenAPI 3.2).
    Cookie,
}

/// When a request may be sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retry {
    /// Sending it twice does no harm.
    Idempotent,
    /// Only if the first one surely never arrived or was turned away.
    Unsent,
}
