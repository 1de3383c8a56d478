//! What can go wrong.

use std::fmt;

use reqwest::StatusCode;
use serde::Deserialize;

/// One of the messages of an answer that is a failure.
#[derive(Clone, Debug, Deserialize)]
pub struct ApiMessage {
    /// Its number.
    pub code: i64,
    /// Its text.
    pub message: String,
}

/// A call that failed.
#[derive(Debug)]
pub enum Error {
    /// No answer came.
    Transport(reqwest::Error),
    /// The answer is not the documented JSON.
    Json(serde_json::Error),
    /// The service refused.
    Api(StatusCode, Vec<ApiMessage>),
    /// The answer is a success without a result.
    NoResult,
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Transport(error) => write!(formatter, "no answer: {error}"),
            Self::Json(error) => write!(formatter, "not the documented answer: {error}"),
            Self::Api(status, messages) => {
                write!(formatter, "refused with {status}")?;
                messages
                    .iter()
                    .try_for_each(|it| write!(formatter, ": {} ({})", it.message, it.code))
            }
            Self::NoResult => formatter.write_str("the answer has no result"),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Transport(error) => Some(error),
            Self::Json(error) => Some(error),
            Self::Api(..) | Self::NoResult => None,
        }
    }
}

impl From<reqwest::Error> for Error {
    fn from(error: reqwest::Error) -> Self {
        Self::Transport(error)
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::Json(error)
    }
}
