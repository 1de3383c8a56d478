//! Who the client says it is: one kind of credentials, never a mixture.

use std::env::VarError;
use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::header::{AUTHORIZATION, COOKIE};
use http::{HeaderName, HeaderValue};
use zeroize::Zeroizing;

use crate::runtime::echo::Known;
use crate::runtime::error::{Error, Result};
use crate::runtime::secret::SecretValue;
use crate::runtime::service::{CredentialKind, Place, Scheme, Service};

/// The credentials of a client. `Debug` prints nothing of them, and they are wiped when dropped.
#[derive(Clone)]
pub struct Credentials {
    parts: Vec<(&'static str, SecretValue)>,
}

impl Credentials {
    /// Credentials by the names of their security schemes.
    #[doc(hidden)]
    pub fn new<const N: usize>(parts: [(&'static str, SecretValue); N]) -> Self {
        Self {
            parts: parts.into(),
        }
    }

    /// The first kind whose variables are set; `None` if no variable of any kind is.
    ///
    /// # Errors
    /// Of some kind, some variables are set and others are not, and no kind is complete. A variable that is set and cannot be
    /// read is one always: the next kind may be that of somebody else.
    pub(crate) fn from_variables(
        service: &Service,
        variables: &Variables<'_>,
    ) -> Result<Option<Self>> {
        let mut incomplete = None;
        for kind in service.credentials {
            match Self::of_kind(kind, variables)? {
                OfKind::Nothing => {}
                OfKind::All(credentials) => return Ok(Some(credentials)),
                OfKind::Part(error) => {
                    incomplete.get_or_insert(error);
                }
            }
        }
        incomplete.map_or(Ok(None), Err)
    }

    fn of_kind(kind: &CredentialKind, variables: &Variables<'_>) -> Result<OfKind> {
        let mut parts = Vec::new();
        let mut missing = Vec::new();
        for part in kind.parts {
            let Some(variable) = part.variable else {
                return Ok(OfKind::Nothing);
            };
            match variable_value(variable, variables)? {
                Some(value) => parts.push((part.scheme, value)),
                None => missing.push(variable),
            }
        }
        Ok(match missing.first() {
            _ if parts.is_empty() => OfKind::Nothing,
            None => OfKind::All(Self { parts }),
            Some(variable) => {
                let name = kind.name;
                OfKind::Part(Error::config(format!(
                    "the credentials `{name}` are incomplete: {variable} is not set"
                )))
            }
        })
    }

    /// Ready to be put into requests.
    ///
    /// # Errors
    /// A value is empty, or cannot be sent where it belongs.
    pub(crate) fn prepare(&self, service: &Service) -> Result<PreparedCredentials> {
        let parts = self.joined().into_iter().map(|(name, value)| {
            let scheme = service
                .scheme(name)
                .ok_or_else(|| Error::config(format!("there is no security scheme `{name}`")))?;
            Ok(Part {
                scheme: scheme.name,
                carrier: carrier(scheme, &value?)?,
            })
        });
        Ok(PreparedCredentials {
            parts: parts.collect::<Result<_>>()?,
            known: self.known(service),
        })
    }

    /// What must not be printed. Of user and password, which share a scheme, the first is the name of somebody.
    fn known(&self, service: &Service) -> Option<Arc<Known>> {
        let (mut values, mut names) = (Vec::new(), Vec::new());
        for (number, (scheme, value)) in self.parts.iter().enumerate() {
            let next = self.parts.get(number + 1);
            let is_user = next.is_some_and(|(other, _)| other == scheme);
            let is_name = is_user || service.scheme(scheme).is_some_and(names_somebody);
            let kind = if is_name { &mut names } else { &mut values };
            kind.push(value.clone());
        }
        Known::new(values, names)
    }
}

impl Credentials {
    /// One value for each scheme: user and password are two of basic authentication (RFC 7617).
    fn joined(&self) -> Vec<(&'static str, Result<SecretValue>)> {
        let mut values: Vec<(&'static str, Result<SecretValue>)> = Vec::new();
        for (scheme, value) in &self.parts {
            match values.last_mut().filter(|(last, _)| last == scheme) {
                Some((_, Ok(user))) if user.expose().contains(':') => {
                    let reason = format!("the user name of `{scheme}` must not contain a colon");
                    values.pop();
                    values.push((scheme, Err(Error::config(reason))));
                }
                Some((_, Ok(user))) => {
                    let pair = joined(user.expose(), &joined(":", value.expose()));
                    *user = SecretValue::from(pair.as_str());
                }
                Some(_) => {}
                None => values.push((scheme, Ok(value.clone()))),
            }
        }
        values
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.parts.iter().map(|(name, _)| name).collect();
        f.debug_struct("Credentials")
            .field("schemes", &names)
            .finish_non_exhaustive()
    }
}

/// What is set of one kind of credentials.
enum OfKind {
    Nothing,
    All(Credentials),
    /// With the error that says what is missing.
    Part(Error),
}

/// Reads a variable. The environment of the process, except in tests: changing that is unsafe.
pub(crate) type Variables<'a> = dyn Fn(&str) -> std::result::Result<String, VarError> + 'a;

/// The value of a variable, trimmed; a blank one counts as not set.
pub(crate) fn variable_value(
    variable: &str,
    variables: &Variables<'_>,
) -> Result<Option<SecretValue>> {
    match variables(variable).map(Zeroizing::new) {
        Ok(value) if value.trim().is_empty() => Ok(None),
        Ok(value) => Ok(Some(SecretValue::from(value.trim()))),
        Err(VarError::NotPresent) => Ok(None),
        // The error holds the value, so it does not become the source.
        Err(VarError::NotUnicode(_)) => {
            Err(Error::config(format!("{variable} is not valid UTF-8")))
        }
    }
}

/// Credentials that fit their places in a request.
#[derive(Clone)]
pub(crate) struct PreparedCredentials {
    parts: Vec<Part>,
    /// What servers may not make anyone print.
    known: Option<Arc<Known>>,
}

#[derive(Clone)]
struct Part {
    scheme: &'static str,
    carrier: Carrier,
}

/// What carries one part.
#[derive(Clone)]
pub(crate) enum Carrier {
    Header(HeaderName, HeaderValue),
    Query(&'static str, SecretValue),
}

impl PreparedCredentials {
    /// What to add to a request for an operation that accepts these alternatives.
    ///
    /// `None`: the operation accepts neither these credentials nor none at all.
    pub(crate) fn choose(&self, alternatives: &[&[&str]]) -> Option<Vec<&Carrier>> {
        let covered =
            |alternative: &&&[&str]| alternative.iter().all(|scheme| self.part(scheme).is_some());
        if alternatives.is_empty() {
            return Some(Vec::new());
        }
        // An alternative without schemes means that the call works without credentials too.
        let chosen = alternatives
            .iter()
            .filter(covered)
            .max_by_key(|alternative| alternative.len())?;
        Some(
            chosen
                .iter()
                .filter_map(|scheme| self.part(scheme))
                .collect(),
        )
    }

    /// The values of all parts.
    pub(crate) fn known(&self) -> Option<Arc<Known>> {
        self.known.clone()
    }

    /// Everything, for requests to operations that nothing is known about.
    pub(crate) fn all(&self) -> Vec<&Carrier> {
        self.parts.iter().map(|part| &part.carrier).collect()
    }

    fn part(&self, scheme: &str) -> Option<&Carrier> {
        self.parts
            .iter()
            .find(|part| part.scheme == scheme)
            .map(|part| &part.carrier)
    }
}

impl fmt::Debug for PreparedCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list()
            .entries(self.parts.iter().map(|part| part.scheme))
            .finish()
    }
}

/// Whether it carries who somebody is: `X-Auth-Email`.
fn names_somebody(scheme: &Scheme) -> bool {
    let Place::Header(name) = scheme.place else {
        return false;
    };
    let last = name.rsplit(['-', '_']).next();
    matches!(last, Some("email" | "mail" | "user" | "username" | "login"))
}

fn carrier(scheme: &'static Scheme, value: &SecretValue) -> Result<Carrier> {
    // A password may end in anything.
    let value = match scheme.place {
        Place::Basic => value.expose(),
        Place::Bearer | Place::Header(_) | Place::Query(_) | Place::Cookie(_) => {
            value.expose().trim()
        }
    };
    if value.is_empty() {
        return Err(Error::config(format!(
            "the credential `{}` is empty",
            scheme.name
        )));
    }
    // Where tokens are copied from, the name of the scheme often stands in front of them.
    let words = value.split_ascii_whitespace();
    let has_scheme =
        words.clone().count() == 2 && words.take(1).any(|it| it.eq_ignore_ascii_case("bearer"));
    if has_scheme && matches!(scheme.place, Place::Bearer) {
        return Err(Error::config(format!(
            "the credential `{}` is the token alone, without `Bearer` in front of it",
            scheme.name
        )));
    }
    let header =
        |name, text: Zeroizing<String>| Ok(Carrier::Header(name, sensitive(scheme, &text)?));
    match scheme.place {
        Place::Bearer => header(AUTHORIZATION, joined("Bearer ", value)),
        Place::Basic => header(AUTHORIZATION, joined("Basic ", &base64(value.as_bytes()))),
        Place::Cookie(_) if value.contains(';') => Err(Error::config(format!(
            "the credential `{}` must not contain a semicolon: it would end the cookie",
            scheme.name
        ))),
        Place::Cookie(name) => header(COOKIE, joined(&format!("{name}="), value)),
        Place::Header(name) => header(HeaderName::from_static(name), joined("", value)),
        Place::Query(name) => Ok(Carrier::Query(name, SecretValue::from(value))),
    }
}

fn joined(prefix: &str, value: &str) -> Zeroizing<String> {
    let mut text = Zeroizing::new(String::with_capacity(prefix.len() + value.len()));
    text.push_str(prefix);
    text.push_str(value);
    text
}

/// A header value whose bytes are wiped with its last clone, and which no `Debug` prints.
fn sensitive(scheme: &Scheme, text: &Zeroizing<String>) -> Result<HeaderValue> {
    let refused = || {
        Error::config(format!(
            "the credential `{}` has characters that no header can carry",
            scheme.name
        ))
    };
    if !text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
        return Err(refused());
    }
    let bytes = Bytes::from_owner(Zeroizing::new(text.as_bytes().to_vec()));
    let mut value = HeaderValue::from_maybe_shared(bytes).map_err(|_| refused())?;
    value.set_sensitive(true);
    Ok(value)
}

/// Standard base64 with padding (RFC 4648, section 4).
fn base64(bytes: &[u8]) -> Zeroizing<String> {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = Zeroizing::new(String::with_capacity(bytes.len().div_ceil(3) * 4));
    for chunk in bytes.chunks(3) {
        let byte = |index: usize| u32::from(chunk.get(index).copied().unwrap_or(0));
        let group = byte(0) << 16 | byte(1) << 8 | byte(2);
        for position in 0..4 {
            let index = (group >> (18 - 6 * position)) & 63;
            let digit = if position > chunk.len() {
                b'='
            } else {
                ALPHABET[index as usize]
            };
            text.push(char::from(digit));
        }
    }
    text
}
