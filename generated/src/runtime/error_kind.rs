// @generated from generator/runtime/src/runtime/error_kind.rs. Edit that file.

//! The kinds of errors, to match on.

use std::fmt;

use crate::runtime::api_error::ApiError;
use crate::runtime::drift::Drift;
use crate::runtime::validate::Invalid;

/// What went wrong.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The server answered with a failure status, or with `success: false`. A short text without markup is its message, whoever
    /// between here and there has written it.
    Api(ApiFailure),
    /// The answer is a success but is not what the API documents, or what it sends to a server of yours is not.
    Decode(DecodeFailure),
    /// Something in the request breaks a documented constraint, or cannot be sent safely.
    Validation(Invalid),
    /// A time limit passed.
    Timeout(TimeoutPhase),
    /// No connection could be made.
    Connect,
    /// The connection broke while the request or its answer was on the way.
    Transport,
    /// The client or the call is set up in a way that cannot work.
    Config(String),
    /// The answer is larger than the client accepts.
    TooLarge(TooLarge),
    /// The answer is not JSON, or no event stream, and no short text of a failure either: mostly a page of a proxy or of an edge
    /// in front of the API.
    UnexpectedContent(UnexpectedContent),
    /// The request was held back, because the server announced that it would refuse it for longer
    /// than the call may take.
    RateLimited,
    /// The answer is a redirect. None is followed, because credentials would go with it.
    Redirect,
    /// A list repeats itself: the server ignores the parameter that asks for the next page.
    RepeatedPage,
    /// A strict client met something that the API does not document.
    Drift(Drift),
}

impl ErrorKind {
    /// A short stable name, as `error.type` in traces.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Api(_) => "api",
            Self::Decode(_) => "decode",
            Self::Validation(_) => "validation",
            Self::Timeout(_) => "timeout",
            Self::Connect => "connect",
            Self::Transport => "transport",
            Self::Config(_) => "config",
            Self::TooLarge(_) => "too_large",
            Self::UnexpectedContent(_) => "unexpected_content",
            Self::RateLimited => "rate_limited",
            Self::Redirect => "redirect",
            Self::RepeatedPage => "repeated_page",
            Self::Drift(_) => "drift",
        }
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Api(failure) => failure.fmt(f),
            Self::Decode(failure) => failure.fmt(f),
            Self::Validation(invalid) => invalid.fmt(f),
            Self::Timeout(phase) => write!(f, "timed out ({phase})"),
            Self::Connect => f.write_str("could not connect"),
            Self::Transport => f.write_str("the connection broke"),
            Self::Config(reason) => f.write_str(reason),
            Self::TooLarge(too_large) => {
                write!(f, "the answer is larger than {} bytes", too_large.limit)
            }
            Self::UnexpectedContent(content) => content.fmt(f),
            Self::RateLimited => {
                f.write_str("held back by the rate limit that the server announced")
            }
            Self::Redirect => f.write_str("the answer is a redirect, and none is followed"),
            Self::RepeatedPage => f.write_str("the server answered the same page twice"),
            // The operation is in front of it already.
            Self::Drift(Drift { kind, path, .. }) => {
                write!(
                    f,
                    "the answer departs from the documented API: {kind} at {path}"
                )
            }
        }
    }
}

/// The errors and messages of an answer that reports a failure.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct ApiFailure {
    /// The entries of `errors`, the first hundred; empty when the answer names none.
    pub errors: Vec<ApiError>,
    /// The entries of `messages`, the first hundred.
    pub messages: Vec<ApiError>,
}

impl ApiFailure {
    /// What the first error says that says anything.
    pub(crate) fn reason(&self) -> Option<String> {
        let mut reasons = self.errors.iter().map(ToString::to_string);
        reasons.find(|it| !it.trim().is_empty())
    }
}

impl fmt::Display for ApiFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let reason = self.reason();
        f.write_str(
            reason
                .as_deref()
                .unwrap_or("the server reports a failure without a reason"),
        )
    }
}

/// Where an answer, or what the API sends by itself, departs from what its type needs.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct DecodeFailure {
    /// The path in the answer, such as `result[0].created`; `.` is the answer as a whole, and `?` what cannot be told, as
    /// the answer ends before it.
    pub path: String,
}

impl fmt::Display for DecodeFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the body cannot be decoded at `{}`", self.path)
    }
}

/// Which time limit passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TimeoutPhase {
    /// The limit for making a connection.
    Connect,
    /// The limit of one attempt, from its start to the last byte of its answer.
    Attempt,
    /// The limit of the call with all its attempts and waits.
    Total,
    /// The limit between two chunks of an answer that is read while it comes.
    Idle,
}

impl fmt::Display for TimeoutPhase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Connect => "connect",
            Self::Attempt => "attempt",
            Self::Total => "total",
            Self::Idle => "idle",
        })
    }
}

/// The limit that an answer passed.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct TooLarge {
    /// In bytes.
    pub limit: usize,
}

/// An answer of another type than documented.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct UnexpectedContent {
    /// The `Content-Type` of the answer.
    pub content_type: Option<String>,
    /// What is documented.
    pub(crate) expected: &'static str,
}

impl fmt::Display for UnexpectedContent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.content_type {
            Some(content_type) => {
                write!(
                    f,
                    "the answer is not {} but `{content_type}`",
                    self.expected
                )
            }
            None => write!(f, "the answer is not {}", self.expected),
        }
    }
}
