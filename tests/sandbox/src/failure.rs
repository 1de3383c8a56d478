//! What the service says when it refuses a request.
//!
//! Codes are shared by several failures; the text before a colon, the slug, tells them apart. Slugs and codes that
//! were seen on the service or in official sources are in the first part of the table; the others are ours, because
//! nobody has written down what the service says there.

use serde_json::{Value, json};

/// A refusal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Failure {
    /// The status of the answer.
    pub(crate) status: u16,
    /// Code and message of each error, the first first.
    pub(crate) errors: Vec<(u32, String)>,
    /// Codes and messages behind the first error.
    pub(crate) chain: Vec<(u32, &'static str)>,
}

impl Failure {
    fn new(status: u16, code: u32, message: impl Into<String>) -> Self {
        Self {
            status,
            errors: vec![(code, message.into())],
            chain: Vec::new(),
        }
    }

    /// The text before the colon of the first message.
    #[must_use]
    pub(crate) fn slug(&self) -> &str {
        let message = self.errors.first().map_or("", |(_, message)| message);
        message.split(':').next().unwrap_or(message)
    }

    /// The envelope.
    #[must_use]
    pub(crate) fn body(&self) -> Value {
        let mut errors: Vec<Value> = self
            .errors
            .iter()
            .map(|(code, message)| json!({"code": code, "message": message}))
            .collect();
        if !self.chain.is_empty()
            && let Some(Value::Object(first)) = errors.first_mut()
        {
            let chain = self.chain.iter();
            let chain = chain.map(|(code, message)| json!({"code": code, "message": message}));
            first.insert("error_chain".to_owned(), chain.collect());
        }
        json!({"success": false, "errors": errors, "messages": [], "result": null})
    }

    // Known from the service or from official sources.

    pub(crate) fn missing_credentials() -> Self {
        let message = "Missing X-Auth-Key, X-Auth-Email or Authorization headers";
        Self::new(400, 9106, message)
    }

    /// `part` is the header that cannot be read.
    pub(crate) fn malformed_credentials(part: (u32, &'static str)) -> Self {
        Self {
            chain: vec![part],
            ..Self::new(400, 6003, "Invalid request headers")
        }
    }

    pub(crate) fn invalid_token() -> Self {
        Self::new(403, 9109, "Invalid access token")
    }

    pub(crate) fn not_allowed() -> Self {
        Self::new(403, 10000, "Authentication error")
    }

    pub(crate) fn no_route(path: &str) -> Self {
        let could_not =
            format!("Could not route to {path}, perhaps your object identifier is invalid?");
        let mut failure = Self::new(400, 7003, could_not);
        let none = "No route for that URI".to_owned();
        failure.errors.push((7000, none));
        failure
    }

    pub(crate) fn not_found() -> Self {
        Self::new(404, 1000, "not_found")
    }

    pub(crate) fn store_not_found() -> Self {
        Self::new(404, 1001, "store_not_found")
    }

    pub(crate) fn secret_not_found() -> Self {
        Self::new(404, 1001, "secret_not_found")
    }

    /// `slug` is one of those of code 1001.
    pub(crate) fn invalid(slug: &str) -> Self {
        Self::new(400, 1001, slug)
    }

    pub(crate) fn maximum_stores_exceeded() -> Self {
        Self::new(400, 1003, "maximum_stores_exceeded")
    }

    pub(crate) fn maximum_secrets_exceeded(max: usize) -> Self {
        Self::new(400, 1003, format!("maximum_secrets_exceeded: max {max}"))
    }

    pub(crate) fn throttled() -> Self {
        let message = "Please wait and consider throttling your request speed";
        Self::new(429, 971, message)
    }

    // The slug is known, the status or the code is ours.

    pub(crate) fn secret_name_already_exists(name: &str) -> Self {
        let message = format!("secret_name_already_exists: {name}");
        Self::new(400, 1003, message)
    }

    pub(crate) fn store_not_empty() -> Self {
        Self::new(409, 1003, "store_not_empty")
    }

    // Ours.

    pub(crate) fn invalid_parameter(name: &str) -> Self {
        Self::new(400, 1001, format!("invalid_query_parameter: {name}"))
    }

    pub(crate) fn method_not_allowed(method: &str) -> Self {
        let message = format!("Method {method} not available for that URI");
        Self::new(405, 7001, message)
    }

    pub(crate) fn too_large() -> Self {
        Self::new(413, 1001, "request_too_large")
    }

    pub(crate) fn internal() -> Self {
        Self::new(500, 1000, "internal_error")
    }

    /// The sandbox is about to answer what the specification does not allow: a mistake in one of them.
    pub(crate) fn broken_promise(operation: &str, violations: &[String]) -> Self {
        let violations = violations.join(", ");
        let message = format!("the answer of {operation} does not fit spec/: {violations}");
        Self::new(500, 1000, message)
    }
}
