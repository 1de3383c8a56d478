//! What the client looks like, in Rust terms.
//!
//! Plain data: every name is final, every reference resolved, every choice made. Nothing here knows
//! OpenAPI, YAML or tokens.

mod answers;
mod bodies;
mod constraints;
mod examples;
mod features;
mod operations;
mod security;
mod traits;
mod types;
mod webhooks;
mod wires;

pub use answers::*;
pub use bodies::*;
pub use constraints::*;
pub use examples::*;
pub use features::*;
pub use operations::*;
pub use security::*;
pub use traits::*;
pub use types::*;
pub use webhooks::*;
pub use wires::*;

/// A Rust identifier and what the API calls the same thing. Made only by `naming`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name {
    /// Without `r#` and always valid; emitters print it through one function that adds `r#`.
    pub rust: String,
    /// The name on the wire.
    pub wire: String,
}

impl Name {
    /// What the API calls it; the Rust side is filled in when everything that could have the same name is known.
    pub(crate) fn undecided(wire: &str) -> Self {
        Self {
            rust: String::new(),
            wire: wire.to_owned(),
        }
    }
}

/// Text for documentation.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Doc {
    /// Cleaned Markdown, without trailing blank lines; empty if the specification says nothing.
    pub text: String,
}

impl Doc {
    /// With another paragraph.
    #[must_use]
    pub fn and(mut self, more: Option<&str>) -> Self {
        add_paragraph(&mut self.text, more.unwrap_or_default());
        self
    }

    /// The first word in lower case: `cancels` of `Cancels an order.`
    pub fn first_word(&self) -> String {
        let text = self.text.trim_start();
        let word = text.split(|it: char| !it.is_alphabetic()).next();
        word.unwrap_or_default().to_lowercase()
    }
}

/// Adds a paragraph to Markdown, if it says anything.
pub(crate) fn add_paragraph(text: &mut String, more: &str) {
    if more.is_empty() {
        return;
    }
    if !text.is_empty() {
        text.push_str("\n\n");
    }
    text.push_str(more);
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
    /// What the API sends by itself.
    pub webhooks: Webhooks,
    /// How the client proves who it is.
    pub security: Security,
    /// There may be patterns for which the client needs regular expressions.
    pub has_expressions: bool,
    /// Required parameters that are set once for all calls, sorted by name.
    pub settings: Vec<Setting>,
    /// Example programs, sorted by name.
    pub programs: Vec<Program>,
    /// Parts that can be left out, sorted by name; none of a small crate. `FeatureId` is an index into it.
    pub features: Vec<Feature>,
    /// What the front page shows.
    pub showcase: Showcase,
}

/// The operations on the front page, if there are any.
#[derive(Clone, Copy, Debug, Default)]
pub struct Showcase {
    /// The first call.
    pub first: Option<OperationId>,
    /// One thing that may not be there.
    pub single: Option<OperationId>,
    /// What has the shortest documented answer.
    pub shortest: Option<OperationId>,
    /// What the API sends by itself, as an index into `Webhooks::all`.
    pub webhook: Option<usize>,
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
    /// The same for documentation.
    pub summary: Doc,
    /// The API's own title, for documentation.
    pub title: Doc,
    /// The API's own description.
    pub doc: Doc,
    /// Registry keywords.
    pub keywords: Vec<String>,
    /// Registry categories.
    pub categories: Vec<String>,
    /// Source repository.
    pub repository: Option<String>,
    /// Where requests go unless the caller says otherwise; none if callers must say it.
    pub base_url: Option<String>,
    /// The address is of another machine and without TLS, which users have to allow.
    pub in_clear: bool,
    /// The path that belongs behind the address which callers give.
    pub base_path: Option<String>,
    /// The addresses that callers can choose from, if there is a choice.
    pub servers: Vec<Server>,
    /// The environment variable that overrides it.
    pub base_url_variable: Option<String>,
    /// Names have letters beyond ASCII, which rustc warns of.
    pub other_scripts: bool,
    /// The crate has tests of what it sends and reads.
    pub wire_tests: bool,
}

/// A documented address of the service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// Its type; the wire name is the template.
    pub name: Name,
    /// What the specification says.
    pub doc: Doc,
    /// What it depends on.
    pub variables: Vec<ServerVariable>,
    /// What its URL is made of.
    pub parts: Vec<ServerPart>,
}

/// A variable of an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerVariable {
    /// The setter.
    pub name: Name,
    /// The enum of its values, if they are known; else it is a text.
    pub ty: Option<Name>,
    /// The known values.
    pub values: Vec<Name>,
    /// The value unless the caller says otherwise; without one it is an argument.
    pub default: Option<String>,
    /// What the specification says.
    pub doc: Doc,
}

/// A piece of an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ServerPart {
    /// Text that is always the same.
    Text(String),
    /// The value of a variable.
    Variable(Name),
}

/// A required parameter that nearly all operations share, which the client has a value for.
#[derive(Clone, Debug)]
pub struct Setting {
    /// The setter of the client's builder.
    pub name: Name,
    /// Where it is sent.
    pub place: SettingPlace,
    /// Its value is a secret.
    pub is_secret: bool,
    /// What the specification says.
    pub doc: Doc,
    /// The environment variable that it is read from.
    pub variable: Option<String>,
    /// Its value unless the caller says otherwise.
    pub default: Option<String>,
}

/// Where a setting is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SettingPlace {
    /// After the `?`.
    Query,
    /// A request header.
    Header,
}

impl Model {
    /// The handles that lead from the client to one, with that itself and without the client.
    pub fn chain<'a>(&'a self, resource: &'a Resource) -> Vec<&'a Resource> {
        let above = |it: &&'a Resource| it.parent.map(|id| &self[id]);
        let all = std::iter::successors(Some(resource), above);
        let mut chain: Vec<_> = all.filter(|it| it.parent.is_some()).collect();
        chain.reverse();
        chain
    }

    /// A path parameter as callers give it: operations of one handle can call it differently.
    pub fn given<'a>(
        &'a self,
        operation: &Operation,
        it: &'a OperationPathParameter,
    ) -> &'a PathParameter {
        let held = self[operation.resource].held.iter();
        let field = it.held.as_ref();
        let mut held = held.filter(|known| field.is_some_and(|it| it.rust == known.name.rust));
        held.next().unwrap_or(&it.parameter)
    }
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

/// Index into `Model::features`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FeatureId(pub usize);

impl std::ops::Index<CredentialId> for Model {
    type Output = Credential;

    fn index(&self, id: CredentialId) -> &Credential {
        &self.security.credentials[id.0]
    }
}

impl std::ops::Index<FeatureId> for Model {
    type Output = Feature;

    fn index(&self, id: FeatureId) -> &Feature {
        &self.features[id.0]
    }
}

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
