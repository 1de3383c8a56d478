// @generated from generator/runtime/src/runtime/error.rs. Edit that file.

//! The one error type.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

use crate::runtime::api_error::ApiError;
use crate::runtime::decode;
use crate::runtime::error_kind::{ApiFailure, DecodeFailure, ErrorKind, TimeoutPhase};
use crate::runtime::outcome::Outcome;
use crate::runtime::response::{location, ray_id};
use crate::runtime::retry_after::said;
use crate::runtime::validate::Invalid;

/// The result of everything that can fail here.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// An error of any other type.
pub type BoxError = Box<dyn StdError + Send + Sync>;

/// Why a call failed, and what is known about its effect.
///
/// One pointer wide. Neither `Display` nor `Debug` prints a body, a URL or a header, but for the messages of the API, the
/// `Content-Type` of what was not expected, and the ray id; none of them if it repeats a secret of the request.
pub struct Error(Box<Inner>);

struct Inner {
    kind: ErrorKind,
    operation: Cow<'static, str>,
    outcome: Outcome,
    attempts: u32,
    retry_after: Option<Duration>,
    answer: Option<FailedAnswer>,
    source: Option<BoxError>,
}

/// What is kept of the answer that an error is about.
struct FailedAnswer {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl Error {
    /// An error of a call that was not sent. The setters below say more.
    pub(crate) fn new(kind: ErrorKind) -> Self {
        Self(Box::new(Inner {
            kind,
            operation: Cow::Borrowed(""),
            outcome: Outcome::NotSent,
            attempts: 0,
            retry_after: None,
            answer: None,
            source: None,
        }))
    }

    pub(crate) fn config(reason: impl Into<String>) -> Self {
        Self::new(ErrorKind::Config(reason.into()))
    }

    /// An error for something in the request that must not be sent.
    pub(crate) fn invalid(invalid: Invalid) -> Self {
        Self::new(ErrorKind::Validation(invalid))
    }

    pub(crate) fn with_source(mut self, source: impl Into<BoxError>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    pub(crate) fn with_operation(mut self, operation: &'static str) -> Self {
        self.0.operation = Cow::Borrowed(operation);
        self
    }

    pub(crate) fn with_outcome(mut self, outcome: Outcome) -> Self {
        self.0.outcome = outcome;
        self
    }

    /// Adds what the attempts before this one left behind.
    pub(crate) fn after(mut self, attempts: u32, earlier: Outcome) -> Self {
        self.0.attempts = attempts;
        self.0.outcome = earlier.max(self.0.outcome);
        self
    }

    pub(crate) fn with_attempts(mut self, attempts: u32) -> Self {
        self.0.attempts = attempts;
        self
    }

    pub(crate) fn with_retry_after(mut self, wait: Option<Duration>) -> Self {
        self.0.retry_after = wait;
        self
    }

    pub(crate) fn with_answer(
        mut self,
        status: StatusCode,
        headers: HeaderMap,
        body: Bytes,
    ) -> Self {
        self.0.answer = Some(FailedAnswer {
            status,
            headers,
            body,
        });
        self
    }

    /// What went wrong, to match on.
    #[must_use]
    pub fn kind(&self) -> &ErrorKind {
        &self.0.kind
    }

    /// What is known about the effect of the call.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        self.0.outcome
    }

    /// The operation as its users call it, such as `secrets.list`; empty if there was none yet.
    #[must_use]
    pub fn operation(&self) -> &str {
        &self.0.operation
    }

    /// How many attempts there were, the first one included, and those that made no connection; 0 if there was none.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// How long the server asks to wait before the next request.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// The status of the answer, if there was one.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.0.answer.as_ref().map(|answer| answer.status)
    }

    /// The headers of the answer, if there was one.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.0.answer.as_ref().map(|answer| &answer.headers)
    }

    /// Where an answer leads that is an error here, such as a redirect that is not documented; see
    /// [`Response::location`](crate::runtime::Response::location).
    #[must_use]
    pub fn location(&self) -> Option<&str> {
        self.headers().and_then(location)
    }

    /// The id under which the operator of the API finds this request in its logs.
    #[must_use]
    pub fn ray_id(&self) -> Option<&str> {
        self.headers().and_then(ray_id)
    }

    /// The answer as it came, as far as it came. It can hold anything, so it is printed nowhere else. It is empty where
    /// the answer could be read, and only does not fit what several requests are about (`create_all`, `ensure`).
    #[must_use]
    pub fn body(&self) -> Option<&Bytes> {
        self.0.answer.as_ref().map(|answer| &answer.body)
    }

    /// The answer as the type that the API documents for it. `None` if there was no answer, or nothing in it.
    ///
    /// What is decoded is the raw [`body`](Self::body): it can hold anything, so look before printing it.
    ///
    /// # Errors
    /// The answer is not what `T` needs, mostly because something in front of the API sent it. The error does not quote
    /// it.
    pub fn json<T: DeserializeOwned>(&self) -> Option<Result<T>> {
        let answer = self.0.answer.as_ref()?;
        if answer.body.is_empty() {
            return None;
        }
        Some(decode::quiet(&answer.body).map_err(|source| {
            // Where in the answer is in the source: a path could repeat its keys.
            let path = ".".to_owned();
            let mut error = Self::new(ErrorKind::Decode(DecodeFailure { path }))
                .with_outcome(self.0.outcome)
                .with_attempts(self.0.attempts)
                .with_answer(answer.status, answer.headers.clone(), answer.body.clone())
                .with_source(source);
            error.0.operation.clone_from(&self.0.operation);
            error
        }))
    }

    /// The errors as the API words them, the first hundred; empty if it named none.
    #[must_use]
    pub fn api_errors(&self) -> &[ApiError] {
        match &self.0.kind {
            ErrorKind::Api(ApiFailure { errors, .. }) => errors,
            _ => &[],
        }
    }

    /// The name of the first API error: the code or another word beside its message, or else the word in front of it
    /// (`secret_not_found: …`); `None` where there is only prose. It tells errors apart that share a numeric code. As it came, so
    /// what a server repeats of a request may be in it: compare it, but print the error.
    #[must_use]
    pub fn slug(&self) -> Option<&str> {
        self.api_errors().first().and_then(ApiError::slug)
    }
}

impl Error {
    /// The status in digits; empty if there is none.
    pub(crate) fn status_text(&self) -> &str {
        self.0
            .answer
            .as_ref()
            .map_or("", |answer| answer.status.as_str())
    }
}

/// Questions that a caller asks most.
impl Error {
    fn has_status(&self, status: StatusCode) -> bool {
        self.status() == Some(status)
    }

    /// The answer was 304: nothing has changed, be it what was asked for or what the request was to change.
    #[must_use]
    pub fn is_not_modified(&self) -> bool {
        self.has_status(StatusCode::NOT_MODIFIED)
    }

    /// The answer was 400.
    #[must_use]
    pub fn is_bad_request(&self) -> bool {
        self.has_status(StatusCode::BAD_REQUEST)
    }

    /// The answer was 401: the credentials are missing or wrong.
    #[must_use]
    pub fn is_unauthorized(&self) -> bool {
        self.has_status(StatusCode::UNAUTHORIZED)
    }

    /// The answer was 403: the credentials do not allow this.
    #[must_use]
    pub fn is_forbidden(&self) -> bool {
        self.has_status(StatusCode::FORBIDDEN)
    }

    /// The answer was 404.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        self.has_status(StatusCode::NOT_FOUND)
    }

    /// The answer was 409.
    #[must_use]
    pub fn is_conflict(&self) -> bool {
        self.has_status(StatusCode::CONFLICT)
    }

    /// The answer was 429, or the request was held back because it would have been.
    #[must_use]
    pub fn is_rate_limited(&self) -> bool {
        self.has_status(StatusCode::TOO_MANY_REQUESTS)
            || matches!(self.0.kind, ErrorKind::RateLimited)
    }

    /// The answer was 5xx.
    #[must_use]
    pub fn is_server_error(&self) -> bool {
        self.status().is_some_and(|status| status.is_server_error())
    }

    /// One of the time limits passed.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        matches!(self.0.kind, ErrorKind::Timeout(_))
    }

    /// No connection could be made, or not in time.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        matches!(
            self.0.kind,
            ErrorKind::Connect | ErrorKind::Timeout(TimeoutPhase::Connect)
        )
    }

    /// The connection broke on the way.
    #[must_use]
    pub fn is_transport(&self) -> bool {
        matches!(self.0.kind, ErrorKind::Transport)
    }

    /// The answer was a success that could not be read: not what is documented, or nothing of the API at all. Or what the API
    /// sent by itself could not be.
    #[must_use]
    pub fn is_decode(&self) -> bool {
        match self.0.kind {
            ErrorKind::Decode(_) => true,
            ErrorKind::UnexpectedContent(_) => self.status().is_some_and(|it| it.is_success()),
            _ => false,
        }
    }

    /// The request broke a constraint and was not sent.
    #[must_use]
    pub fn is_validation(&self) -> bool {
        matches!(self.0.kind, ErrorKind::Validation(_))
    }

    /// The client or the call is set up in a way that cannot work.
    #[must_use]
    pub fn is_config(&self) -> bool {
        matches!(self.0.kind, ErrorKind::Config(_))
    }
}

impl From<Invalid> for Error {
    fn from(invalid: Invalid) -> Self {
        Self::invalid(invalid)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.0.operation.is_empty() {
            write!(f, "{}: ", self.0.operation)?;
        }
        if let Some(status) = self.status() {
            write!(f, "{} ", status.as_u16())?;
        }
        // A refusal that gives no reason has the one that its status stands for.
        let refused = self.status().filter(|it| !it.is_success());
        match (&self.0.kind, refused.and_then(|it| it.canonical_reason())) {
            (ErrorKind::Api(failure), Some(reason)) if failure.reason().is_none() => {
                f.write_str(reason)?;
            }
            (kind, _) => write!(f, "{kind}")?,
        }
        if let Some(ray_id) = self.ray_id() {
            write!(f, " [ray id {ray_id}]")?;
        }
        if let Some(wait) = self.0.retry_after {
            write!(f, " [retry after {}]", said(wait))?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("kind", &self.0.kind)
            .field("operation", &self.0.operation)
            .field("status", &self.status())
            .field("ray_id", &self.ray_id())
            .field("outcome", &self.0.outcome)
            .field("attempts", &self.0.attempts)
            .field("retry_after", &self.0.retry_after)
            .field("source", &self.0.source)
            .finish_non_exhaustive()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0
            .source
            .as_deref()
            .map(|source| source as &(dyn StdError + 'static))
    }
}
