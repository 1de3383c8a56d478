// @generated from generator/runtime/src/runtime/api_error.rs. Edit that file.

//! Errors as the API itself words them, and how much of that is kept and printed.

use std::fmt;

use http::StatusCode;

use crate::runtime::echo::{REDACTED, Search, Secrets, printable};
use crate::runtime::excerpt::MEMBERS;

/// Words that say no more than the status does.
pub(crate) const FAILED: [&str; 6] = ["error", "fail", "failed", "failure", "false", "true"];

/// One entry of the `errors` (or `messages`) of an answer.
///
/// `Display` and `Debug` leave out texts that repeat a secret of the request, or that were too many to look for one, control
/// characters and what is beyond 300 characters; the fields have all of it as it came.
#[derive(Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ApiError {
    /// The numeric code. Codes are shared between unrelated errors: see [`slug`](Self::slug).
    /// 0 when the answer has none.
    pub code: i64,
    /// The text for people.
    pub message: String,
    /// The code, where it is a name instead of a number, such as `resource_missing`; or else a word beside the message that
    /// says as much, under `type`, `reason`, `status`, `error` or `id`, unless it is the reason phrase of a status.
    pub name: Option<String>,
    /// Where the error is documented.
    pub documentation_url: Option<String>,
    /// What is wrong, where the API says so: a JSON pointer, of which how it begins is its own matter, or what else it calls the
    /// place, such as `body.name` or `firstName`.
    pub pointer: Option<String>,
    /// The errors behind this one (`error_chain`), outermost first.
    pub chain: Vec<ApiError>,
    /// Whether one of the texts repeats a secret of the request, or may.
    pub(crate) repeats_secret: bool,
}

impl ApiError {
    /// A failure that says nothing but a text.
    pub(crate) fn of_text(message: String) -> Self {
        Self {
            message,
            ..Self::default()
        }
    }

    /// The name of the error: [`name`](Self::name) if it has one, else the part of the message before the first `:`, which
    /// names the error where codes are shared. `None` where neither is one word: that is prose, which changes.
    #[must_use]
    pub fn slug(&self) -> Option<&str> {
        let name = self.name.as_deref().map(str::trim);
        let begun = || self.message.split(':').next().map(str::trim);
        name.filter(|it| is_word(it))
            .or_else(|| begun().filter(|it| is_slug(it)))
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let message = if self.repeats_secret {
            REDACTED.to_owned()
        } else {
            printable(&self.message)
        };
        let code = match &self.name {
            _ if self.code != 0 => self.code.to_string(),
            Some(name) if !self.repeats_secret => printable(name),
            Some(_) | None => String::new(),
        };
        match (message.as_str(), code.as_str()) {
            (message, "") => f.write_str(message)?,
            ("", code) => write!(f, "code {code}")?,
            (message, code) => write!(f, "{message} (code {code})")?,
        }
        match &self.pointer {
            Some(pointer) if !self.repeats_secret => {
                let is_first = message.is_empty() && code.is_empty();
                let space = if is_first { "" } else { " " };
                write!(f, "{space}at {}", printable(pointer))
            }
            _ => Ok(()),
        }
    }
}

impl fmt::Debug for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut fields = f.debug_struct("ApiError");
        fields.field("code", &self.code);
        if self.repeats_secret {
            fields.field("message", &REDACTED);
        } else {
            let text = |text: &Option<String>| text.as_deref().map(printable);
            fields
                .field("message", &printable(&self.message))
                .field("name", &text(&self.name))
                .field("documentation_url", &text(&self.documentation_url))
                .field("pointer", &text(&self.pointer));
        }
        fields.field("chain", &self.chain).finish()
    }
}

/// The first errors, and as many of those behind them, with a mark on each that repeats a secret, or that may.
pub(crate) fn marked(mut errors: Vec<ApiError>, secrets: &Secrets) -> Vec<ApiError> {
    let (mut search, mut behind) = (secrets.search(), MEMBERS);
    errors.truncate(MEMBERS);
    for error in &mut errors {
        mark(error, &mut search, &mut behind);
    }
    errors
}

/// `behind` is how many errors behind others are still kept.
fn mark(error: &mut ApiError, search: &mut Search<'_>, behind: &mut usize) {
    let texts = [&error.documentation_url, &error.pointer, &error.name];
    let mut texts = texts.into_iter().flatten().chain([&error.message]);
    // Signs in it are written in another way than in a secret.
    let pointer = error.pointer.as_ref().filter(|it| it.contains('~'));
    let pointer = pointer.map(|it| it.replace("~1", "/").replace("~0", "~"));
    error.repeats_secret =
        texts.any(|text| search.may_find(text)) || pointer.is_some_and(|it| search.may_find(&it));
    error.chain.retain_mut(|error| {
        let is_kept = *behind > 0;
        if is_kept {
            *behind -= 1;
            mark(error, search, behind);
        }
        is_kept
    });
}

pub(crate) fn is_word(text: &str) -> bool {
    !text.is_empty() && !text.contains(char::is_whitespace)
}

/// Whether what a message begins with names an error: a word for machines, which says more than that it failed.
fn is_slug(text: &str) -> bool {
    let of_names = |it: char| it.is_ascii_alphanumeric() || matches!(it, '_' | '-' | '.');
    !text.is_empty()
        && text.chars().all(of_names)
        && !FAILED.iter().any(|it| it.eq_ignore_ascii_case(text))
        && !is_of_a_status(text)
}

/// Whether a status is called so, which is said already.
pub(crate) fn is_of_a_status(text: &str) -> bool {
    let reason = |status| StatusCode::from_u16(status).ok()?.canonical_reason();
    (100..600).any(|status| reason(status) == Some(text))
}
