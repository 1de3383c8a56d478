//! Headers that belong to the client.

use http::header::{AUTHORIZATION, COOKIE};
use http::{HeaderName, HeaderValue};

use crate::runtime::secret::SecretValue;
use crate::runtime::service::{Place, Service};

/// Whether a header belongs to the client: what it says about the body, the connection and the caller. Who the caller is may
/// be said otherwise only where the description of the API does not say it there.
pub(crate) fn is_reserved(name: &HeaderName, service: &Service) -> bool {
    const RESERVED: [&str; 14] = [
        "accept",
        "connection",
        "content-length",
        "content-type",
        "expect",
        "host",
        "keep-alive",
        "proxy-authorization",
        "proxy-connection",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
        "user-agent",
    ];
    let is_own = |place: Place| match place {
        Place::Bearer | Place::Basic => name == AUTHORIZATION,
        Place::Cookie(_) => name == COOKIE,
        Place::Header(own) => name == own,
        Place::Query(_) => false,
    };
    RESERVED.contains(&name.as_str()) || service.schemes.iter().any(|scheme| is_own(scheme.place))
}

/// The value of a header, sensitive where it says who the caller is.
pub(crate) fn marked(name: &HeaderName, mut value: HeaderValue) -> HeaderValue {
    if name == AUTHORIZATION || name == COOKIE {
        value.set_sensitive(true);
    }
    value
}

/// The secret that a sensitive value is.
pub(crate) fn secret_of(value: &HeaderValue) -> Option<SecretValue> {
    let text = std::str::from_utf8(value.as_bytes()).ok();
    text.filter(|_| value.is_sensitive()).map(SecretValue::from)
}
