// @generated from generator/runtime/src/runtime/service.rs. Edit that file.

//! What distinguishes one service from another: written by the generator, once per client.

use crate::runtime::operation::Parameter;

/// A service as its API description and the generator's configuration name it.
#[derive(Clone, Copy, Debug)]
pub struct Service {
    /// A short name for messages and traces.
    pub name: &'static str,
    /// Where the service is, unless the builder says otherwise; `None` if its description leaves that open.
    pub base_url: Option<&'static str>,
    /// The environment variable that overrides `base_url`, read by `credentials_from_env`.
    pub base_url_variable: Option<&'static str>,
    /// The value of `User-Agent`.
    pub user_agent: &'static str,
    /// The security schemes.
    pub schemes: &'static [Scheme],
    /// The kinds of credentials, in the order in which the environment is searched for them.
    pub credentials: &'static [CredentialKind],
    /// Required parameters that are set once for all calls.
    pub settings: &'static [Setting],
}

impl Service {
    /// The scheme with a name.
    pub(crate) fn scheme(&self, name: &str) -> Option<&'static Scheme> {
        self.schemes.iter().find(|scheme| scheme.name == name)
    }
}

/// One security scheme.
#[derive(Clone, Copy, Debug)]
pub struct Scheme {
    /// Its name in the API description.
    pub name: &'static str,
    /// Where it goes in a request.
    pub place: Place,
}

/// Where a credential goes in a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A header with this name, in lower case.
    Header(&'static str),
    /// `Authorization: Bearer …` (RFC 6750).
    Bearer,
    /// `Authorization: Basic …` (RFC 7617); the value is `user:password`, or the two of them.
    Basic,
    /// A query parameter with this name.
    Query(&'static str),
    /// A cookie with this name.
    Cookie(&'static str),
}

/// Credentials that belong together: all parts are sent, or none.
#[derive(Clone, Copy, Debug)]
pub struct CredentialKind {
    /// Its name, for messages.
    pub name: &'static str,
    /// Its parts.
    pub parts: &'static [CredentialPart],
}

/// One part of a kind of credentials.
#[derive(Clone, Copy, Debug)]
pub struct CredentialPart {
    /// The scheme that carries it.
    pub scheme: &'static str,
    /// The environment variable that holds it.
    pub variable: Option<&'static str>,
}

/// A required parameter that nearly all operations share.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// The parameter, without the limits that some operations set.
    pub parameter: &'static Parameter,
    /// It is sent in a header, and not in the query.
    pub is_header: bool,
    /// Its value is a secret.
    pub is_secret: bool,
    /// The setter of the client's builder and of the calls.
    pub setter: &'static str,
    /// The environment variable that holds it, read by `credentials_from_env`.
    pub variable: Option<&'static str>,
    /// Its value unless the client or the call has another one.
    pub default: Option<&'static str>,
}
