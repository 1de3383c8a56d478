//! Who the client says it is: in a request one kind of credentials, never a mixture.

use std::env::VarError;
use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::header::{AUTHORIZATION, COOKIE};
use http::{HeaderName, HeaderValue};
use zeroize::Zeroizing;

use crate::runtime::echo::Known;
use crate::runtime::encode::in_addresses;
use crate::runtime::error::{Error, Result};
use crate::runtime::secret::SecretValue;
use crate::runtime::service::{CredentialKind, Place, Scheme, Service};

/// What stands before user and password in base64.
const BASIC: &str = "Basic ";

/// The credentials of a client. `Debug` prints nothing of them, and they are wiped when dropped.
#[derive(Clone)]
pub struct Credentials {
    kinds: Vec<Values>,
}

/// What belongs together, by the names of the security schemes.
type Values = Vec<(&'static str, SecretValue)>;

impl Credentials {
    /// Credentials by the names of their security schemes.
    #[doc(hidden)]
    pub fn new<const N: usize>(parts: [(&'static str, SecretValue); N]) -> Self {
        Self {
            kinds: vec![parts.into()],
        }
    }

    /// None: what needs credentials is sent without any, where something between this client and the service adds them, and to
    /// sign in where the description of the API forgot that nobody can have a token yet. With
    /// [`Client::set_credentials`](crate::runtime::Client::set_credentials) the client gets what it signed in for.
    ///
    /// Without it, what needs credentials is an error that nothing is sent for.
    #[must_use]
    pub fn none() -> Self {
        Self { kinds: Vec::new() }
    }

    /// Adds others, for services of which some operations take these and some take those. A request carries the first that its
    /// operation accepts, several together only where it asks for that; [`Client::request`](crate::runtime::Client::request)
    /// carries the first.
    #[must_use]
    pub fn and(mut self, others: Self) -> Self {
        self.kinds.extend(others.kinds);
        self
    }

    /// All kinds whose variables are set; `None` if no variable of any kind is.
    ///
    /// # Errors
    /// Of some kind, some variables are set and others are not, and no kind is complete. A variable that is set and cannot be
    /// read is one as long as no kind is complete: the next one may be that of somebody else.
    pub(crate) fn from_variables(
        service: &Service,
        variables: &Variables<'_>,
    ) -> Result<Option<Self>> {
        let mut incomplete = None;
        let mut kinds = Vec::new();
        for kind in service.credentials {
            match Self::of_kind(kind, variables) {
                Ok(OfKind::All(values)) => kinds.push(values),
                Ok(OfKind::Part(error)) => {
                    incomplete.get_or_insert(error);
                }
                Err(error) if kinds.is_empty() => return Err(error),
                Ok(OfKind::Nothing) | Err(_) => {}
            }
        }
        match incomplete {
            _ if !kinds.is_empty() => Ok(Some(Self { kinds })),
            Some(error) => Err(error),
            None => Ok(None),
        }
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
            None => OfKind::All(parts),
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
        let part = |(name, value): (&str, Result<SecretValue>)| {
            let scheme = service
                .scheme(name)
                .ok_or_else(|| Error::config(format!("there is no security scheme `{name}`")))?;
            Ok(Part {
                scheme: scheme.name,
                carrier: carrier(scheme, &value?)?,
            })
        };
        let kinds = self.kinds.iter();
        let kinds = kinds.map(|it| joined_values(it).into_iter().map(part).collect());
        let kinds: Vec<Vec<Part>> = kinds.collect::<Result<_>>()?;
        Ok(PreparedCredentials {
            known: self.known(service, kinds.iter().flatten()),
            kinds,
        })
    }

    /// What must not be printed, also as it is sent. Of user and password, which share a scheme, the first is the name of
    /// somebody.
    fn known<'a>(
        &self,
        service: &Service,
        sent: impl Iterator<Item = &'a Part>,
    ) -> Option<Arc<Known>> {
        let encoded = sent.flat_map(|part| part.carrier.encoded());
        let (mut values, mut names) = (encoded.collect::<Vec<_>>(), Vec::new());
        let parts = self
            .kinds
            .iter()
            .flat_map(|it| it.iter().zip((1..).map(|next| it.get(next))));
        for ((scheme, value), next) in parts {
            let is_user = next.is_some_and(|(other, _)| other == scheme);
            let is_name = is_user || service.scheme(scheme).is_some_and(names_somebody);
            let kind = if is_name { &mut names } else { &mut values };
            kind.push(value.clone());
        }
        Known::new(values, names)
    }
}

/// One value for each scheme: user and password are two of basic authentication (RFC 7617).
fn joined_values(parts: &Values) -> Vec<(&'static str, Result<SecretValue>)> {
    let mut values: Vec<(&'static str, Result<SecretValue>)> = Vec::new();
    for (scheme, value) in parts {
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

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.kinds.iter().flatten().map(|(name, _)| name).collect();
        f.debug_struct("Credentials")
            .field("schemes", &names)
            .finish_non_exhaustive()
    }
}

/// What is set of one kind of credentials.
enum OfKind {
    Nothing,
    All(Values),
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
    kinds: Vec<Vec<Part>>,
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

impl Carrier {
    /// What it carries in an encoding of this client.
    fn encoded(&self) -> Vec<SecretValue> {
        match self {
            Self::Header(_, value) => {
                let text = value.to_str().ok();
                let basic = text.and_then(|it| it.strip_prefix(BASIC));
                basic.map(SecretValue::from).into_iter().collect()
            }
            Self::Query(_, value) => in_addresses(value),
        }
    }
}

impl PreparedCredentials {
    /// What to add to a request for an operation that accepts these alternatives.
    ///
    /// `None`: the operation accepts neither these credentials nor none at all.
    pub(crate) fn choose(&self, alternatives: &[&[&str]]) -> Option<Vec<&Carrier>> {
        if alternatives.is_empty() || self.kinds.is_empty() {
            return Some(Vec::new());
        }
        let mut of_one = self.kinds.iter().filter_map(|kind| {
            let carrier = |scheme: &&str| carrier_in(kind, scheme);
            most_of(alternatives, carrier).filter(|it| !it.is_empty())
        });
        let of_several = || {
            let carrier = |scheme: &&str| self.kinds.iter().find_map(|it| carrier_in(it, scheme));
            // An alternative without schemes means that the call works without credentials too.
            most_of(alternatives, carrier)
        };
        of_one.next().or_else(of_several)
    }

    /// The values of all parts.
    pub(crate) fn known(&self) -> Option<Arc<Known>> {
        self.known.clone()
    }

    /// The first kind, for requests to operations that nothing is known about.
    pub(crate) fn first(&self) -> Vec<&Carrier> {
        let first = self.kinds.iter().take(1).flatten();
        first.map(|part| &part.carrier).collect()
    }
}

fn carrier_in<'a>(kind: &'a [Part], scheme: &str) -> Option<&'a Carrier> {
    let part = kind.iter().find(|part| part.scheme == scheme);
    part.map(|part| &part.carrier)
}

/// What carries the alternative that asks for most, of those of which every scheme has its carrier.
fn most_of<'a>(
    alternatives: &[&[&str]],
    carrier: impl Fn(&&str) -> Option<&'a Carrier>,
) -> Option<Vec<&'a Carrier>> {
    let covered = alternatives
        .iter()
        .filter_map(|it| it.iter().map(&carrier).collect::<Option<Vec<_>>>());
    covered.max_by_key(Vec::len)
}

impl fmt::Debug for PreparedCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list()
            .entries(self.kinds.iter().flatten().map(|part| part.scheme))
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
        Place::Basic => header(AUTHORIZATION, joined(BASIC, &base64(value.as_bytes()))),
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
