//! Who is asking: the two ways to sign a request, and what is said about a wrong one.

use axum::http::HeaderMap;

use crate::failure::Failure;
use crate::settings::{EMAIL, KEY, READ_TOKEN, TOKEN};

/// What the credentials of a request allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    Write,
    Read,
}

/// The security schemes that the sandbox understands. One that only signs for other services is not among them.
pub const SCHEMES: [&str; 3] = ["api_email", "api_key", "api_token"];

/// The token counts if there is one, as official clients may send everything that they have.
pub(crate) fn check(headers: &HeaderMap) -> Result<Access, Failure> {
    let header = |name| headers.get(name).map(|it| it.to_str().unwrap_or_default());
    if let Some(header) = header("authorization") {
        return bearer(header);
    }
    match (header("x-auth-email"), header("x-auth-key")) {
        (Some(email), Some(key)) => pair(email, key),
        (None, _) | (_, None) => Err(Failure::missing_credentials()),
    }
}

fn bearer(header: &str) -> Result<Access, Failure> {
    let token = header
        .split_once(' ')
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
    match token.map(|(_, token)| token) {
        Some(TOKEN) => Ok(Access::Write),
        Some(READ_TOKEN) => Ok(Access::Read),
        Some(token) if !token.is_empty() && token.chars().all(|it| it.is_ascii_graphic()) => {
            Err(Failure::invalid_token())
        }
        Some(_) | None => Err(Failure::malformed_credentials((
            6111,
            "Invalid format for Authorization header",
        ))),
    }
}

fn pair(email: &str, key: &str) -> Result<Access, Failure> {
    if !email.contains('@') {
        let part = (6102, "Invalid format for X-Auth-Email header");
        return Err(Failure::malformed_credentials(part));
    }
    if key.is_empty() || !key.chars().all(|it| it.is_ascii_alphanumeric()) {
        let part = (6103, "Invalid format for X-Auth-Key header");
        return Err(Failure::malformed_credentials(part));
    }
    match (email, key) {
        (EMAIL, KEY) => Ok(Access::Write),
        _ => Err(Failure::not_allowed()),
    }
}
