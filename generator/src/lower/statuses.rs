//! Statuses: which responses are successes, and which are failures.

use std::str::FromStr as _;

use serde_json::Value;

use super::Lowering;
use super::node::Node;
use crate::model::Status;

/// Responses with their places.
pub(super) type Documented = Vec<(Status, String)>;

/// The responses of an operation by what they mean.
pub(super) struct Responses {
    /// Those that mean success.
    pub(super) successes: Documented,
    /// What is an answer as well as they are, and somewhere else.
    pub(super) redirects: Documented,
    /// The others.
    pub(super) failures: Documented,
}

impl Responses {
    /// Where an answer has no variants, as a list that goes on and a stream have none, redirects are failures.
    pub(super) fn without_redirects(&mut self) {
        self.failures.append(&mut self.redirects);
        self.failures.sort_by_key(|(status, _)| *status);
    }
}

/// 2xx and 2XX mean success; redirects where there are none, and `default` only where there is nothing else.
pub(super) fn by_outcome(lowering: &mut Lowering<'_>, operation: &Node<'_>) -> Responses {
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
    let mut redirects = Vec::new();
    if successes.is_empty() {
        // `default` beside a redirect is what goes wrong, unless something else says that.
        let is_error =
            |it: &(Status, String)| matches!(it.0, Status::Exact(400..) | Status::Range(4..));
        let is_default = |it: &(Status, String)| it.0 == Status::Default;
        if !(failures.iter().any(is_error) && failures.iter().any(is_default)) {
            let leads = |it: &(Status, String)| {
                it.0.is_redirect() || matches!(it.0, Status::Exact(300) | Status::Range(3))
            };
            (successes, failures) = failures.into_iter().partition(leads);
        }
    } else {
        (redirects, failures) = beside(lowering, &successes, failures);
    }
    if successes.is_empty() {
        let fallback = failures.iter().position(|it| it.0 == Status::Default);
        successes.extend(fallback.map(|it| failures.remove(it)));
    }
    if successes.is_empty() && operation.has("responses") {
        let at = operation.join("responses");
        lowering.diagnostics.no_success(&at);
    }
    failures.sort_by_key(|(status, _)| *status);
    Responses {
        successes,
        redirects,
        failures,
    }
}

/// The redirects that are answers beside successes, and what fails. One that says where it leads is the answer for what is
/// there, and so is one where nothing else has a content. One with a content of its own says in it what is wrong, such as
/// that something has another name now.
fn beside(
    lowering: &mut Lowering<'_>,
    successes: &Documented,
    failures: Documented,
) -> (Documented, Documented) {
    if !failures.iter().any(|it| it.0.is_redirect()) {
        return (Vec::new(), failures);
    }
    let mut node = |at: &str| Node::behind(lowering.document, at, lowering.diagnostics);
    let has_content = |it: &Node<'_>| {
        let content = it.get("content").and_then(Value::as_object);
        content.is_some_and(|it| !it.is_empty())
    };
    let mut nodes = successes.iter().filter_map(|(_, at)| node(at));
    let is_bare = !nodes.any(|it| has_content(&it));
    failures.into_iter().partition(|(status, at)| {
        status.is_redirect()
            && node(at).is_some_and(|it| !has_content(&it) && (is_bare || says_where(&it)))
    })
}

/// Whether a response is documented to have the header `Location`, if only in words.
fn says_where(response: &Node<'_>) -> bool {
    let headers = response.get("headers").and_then(Value::as_object);
    let mut names = headers.into_iter().flat_map(|it| it.keys());
    let text = response.get("description").and_then(Value::as_str);
    names.any(|it| it.eq_ignore_ascii_case("location"))
        || text.is_some_and(|it| it.contains("`Location`"))
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
