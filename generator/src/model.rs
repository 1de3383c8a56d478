//! What the client looks like, in Rust terms.
//!
//! Plain data: every name is final, every reference resolved, every choice made. Nothing here knows
//! OpenAPI, YAML or tokens.

mod operations;
mod types;

pub use operations::*;
pub use types::*;

/// A Rust identifier and what the API calls the same thing. Made only by `naming`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name {
    /// Without `r#` and always valid; emitters print it through one function that adds `r#`.
    pub rust: String,
    /// The name on the wire.
    pub wire: String,
}

/// Text for documentation: cleaned Markdown, and where it stands in the specification.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Doc {
    /// Cleaned Markdown, without trailing blank lines; empty if the specification says nothing.
    pub text: String,
}

/// A whole client.
#[derive(Clone, Debug)]
pub struct Model {
    /// What the manifest and the front page say.
    pub krate: Crate,
    /// All types, sorted by name; `TypeId` is an index into it.
    pub types: Vec<TypeDef>,
    /// Handles; the first is the client itself. `ResourceId` is an index into it.
    pub resources: Vec<Resource>,
    /// Operations, sorted by resource and then by method name. `OperationId` is an index into it.
    pub operations: Vec<Operation>,
    /// How the client proves who it is.
    pub security: Security,
    /// Example programs, sorted by name.
    pub programs: Vec<Program>,
}

/// An example program that somebody wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    /// As in `cargo run --example NAME`.
    pub name: String,
    /// The file that it was read from.
    pub source: String,
    /// The first paragraph of its documentation, in one line.
    pub summary: String,
    /// The features that it needs.
    pub features: Vec<String>,
    /// All of it.
    pub text: String,
}

/// The package.
#[derive(Clone, Debug)]
pub struct Crate {
    /// Package name, such as `cloudflare-secrets-store`.
    pub name: String,
    /// The name in `use` lines, such as `cloudflare_secrets_store`.
    pub library: String,
    /// Package version (semver).
    pub version: String,
    /// One line for the registry.
    pub description: String,
    /// The API's own title.
    pub title: String,
    /// The API's own description.
    pub doc: Doc,
    /// Registry keywords.
    pub keywords: Vec<String>,
    /// Registry categories.
    pub categories: Vec<String>,
    /// Source repository.
    pub repository: Option<String>,
    /// Where requests go unless the caller says otherwise.
    pub base_url: String,
    /// The environment variable that overrides it.
    pub base_url_variable: Option<String>,
}

/// Security schemes and the credentials that are made of them.
#[derive(Clone, Debug, Default)]
pub struct Security {
    /// All schemes that some operation uses, sorted by name.
    pub schemes: Vec<Scheme>,
    /// Ways to authenticate, in the order in which the environment is asked.
    pub credentials: Vec<Credential>,
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

/// Index into `Model::types`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub usize);

/// Index into `Model::resources`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ResourceId(pub usize);

/// Index into `Model::operations`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OperationId(pub usize);

impl std::ops::Index<TypeId> for Model {
    type Output = TypeDef;

    fn index(&self, id: TypeId) -> &TypeDef {
        &self.types[id.0]
    }
}

impl std::ops::Index<ResourceId> for Model {
    type Output = Resource;

    fn index(&self, id: ResourceId) -> &Resource {
        &self.resources[id.0]
    }
}

impl std::ops::Index<OperationId> for Model {
    type Output = Operation;

    fn index(&self, id: OperationId) -> &Operation {
        &self.operations[id.0]
    }
}
