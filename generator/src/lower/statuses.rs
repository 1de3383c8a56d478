//! Statuses: which responses are successes, and which are failures.

use std::str::FromStr as _;

use serde_json::Value;

use super::Lowering;
use super::node::Node;
use crate::model::Status;

/// Responses with their places.
pub(super) type Documented = Vec<(Status, String)>;

/// Responses that mean success (2xx and 2XX; `default` only where there is nothing else), and the others.
pub(super) fn by_outcome(
    lowering: &mut Lowering<'_>,
    operation: &Node<'_>,
) -> (Documented, Documented) {
    if !operation.has("responses") {
        lowering
            .diagnostics
            .missing(&operation.at, "responses", "at least one response");
    }
    let (mut successes, mut failures) = (Vec::new(), Vec::new());
    for (at, key, _) in operation.entries("responses", lowering.diagnostics) {
        if key.starts_with("x-") {
            continue;
        }
        match status(key) {
            Some(status @ (Status::Exact(200..=299) | Status::Range(2))) => {
                successes.push((status, at));
            }
            Some(status) => failures.push((status, at)),
            None => lowering.diagnostics.bad_status(&at, key),
        }
    }
    if successes.is_empty() {
        let fallback = failures.iter().position(|it| it.0 == Status::Default);
        successes.extend(fallback.map(|it| failures.remove(it)));
    }
    if successes.is_empty() {
        // A redirect is an answer where it is all that there is.
        let is_redirect = |it: &(Status, String)| {
            matches!(
                it.0,
                Status::Exact(300..=303 | 307 | 308) | Status::Range(3)
            )
        };
        let (redirects, others) = failures.into_iter().partition(is_redirect);
        (successes, failures) = (redirects, others);
    }
    if successes.is_empty() && operation.has("responses") {
        let at = operation.join("responses");
        lowering.diagnostics.no_success(&at);
    }
    failures.sort_by_key(|(status, _)| *status);
    (successes, failures)
}

fn status(key: &str) -> Option<Status> {
    if key == "default" {
        return Some(Status::Default);
    }
    match openapiv3::StatusCode::from_str_or_number(&key.trim().to_ascii_uppercase())? {
        openapiv3::StatusCode::Code(code) => Some(Status::Exact(code)),
        openapiv3::StatusCode::Range(hundreds) => u8::try_from(hundreds).ok().map(Status::Range),
    }
}

/// `openapiv3` reads status codes only through serde.
trait FromKey: Sized {
    fn from_str_or_number(key: &str) -> Option<Self>;
}

impl FromKey for openapiv3::StatusCode {
    fn from_str_or_number(key: &str) -> Option<Self> {
        let status: Self = serde_json::from_value(Value::from(key)).ok()?;
        match status {
            Self::Code(code) if u16::from_str(key) == Ok(code) && (100..600).contains(&code) => {
                Some(status)
            }
            Self::Range(1..=5) => Some(status),
            _ => None,
        }
    }
}
