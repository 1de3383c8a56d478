// @generated from generator/runtime/src/runtime/refusal.rs. Edit that file.

//! What kind of error an answer is that is no success.

use bytes::Bytes;
use http::StatusCode;

use crate::runtime::api_error::{self, ApiError};
use crate::runtime::charset;
use crate::runtime::decode;
use crate::runtime::error_body;
use crate::runtime::error_kind::{ApiFailure, ErrorKind, UnexpectedContent};
use crate::runtime::error_words;
use crate::runtime::excerpt::Excerpt;
use crate::runtime::execute::{Head, Prepared, content_type, says_json};

/// Whether the answer is somewhere else. That nothing has changed (304) is said to those who ask for it.
pub(crate) fn is_redirect(status: StatusCode) -> bool {
    status.is_redirection() && status != StatusCode::NOT_MODIFIED
}

pub(crate) fn kind(request: &Prepared, head: &Head, body: &Bytes, broke_off: bool) -> ErrorKind {
    let secrets = &request.secrets;
    if is_redirect(head.status) {
        return ErrorKind::Redirect;
    }
    let text = text(request, head, body);
    match decode::lenient(body) {
        // A text may look like a number.
        Some(Excerpt(answer)) if text.is_none() || answer.is_object() || answer.is_array() => {
            ErrorKind::Api(ApiFailure {
                errors: api_error::marked(error_body::from_answer(&answer, head.status), secrets),
                messages: api_error::marked(error_words::list(answer.get("messages")), secrets),
            })
        }
        // Nothing, or JSON that broke off.
        _ if body.is_empty() || broke_off || says_json(&head.headers) => {
            ErrorKind::Api(ApiFailure::default())
        }
        _ => match text {
            Some(text) => ErrorKind::Api(ApiFailure {
                errors: api_error::marked(vec![ApiError::of_text(text)], secrets),
                messages: Vec::new(),
            }),
            None => ErrorKind::UnexpectedContent(UnexpectedContent {
                content_type: content_type(&head.headers).map(|it| secrets.hidden(&it)),
                expected: "JSON",
            }),
        },
    }
}

/// The plain text that a failure is: the one that the API documents for its status, or else one that is no longer than what
/// servers say who have nothing else to say.
fn text(request: &Prepared, head: &Head, body: &Bytes) -> Option<String> {
    let content_type = content_type(&head.headers);
    let text = || {
        // What a failure says is for people, who can read most of it.
        let text = charset::text(body, content_type.as_deref()).unwrap_or_else(|lossy| lossy);
        text.trim().to_owned()
    };
    let mut documented = request.text_failures.iter();
    if documented.any(|it| it.covers(head.status)) {
        return content_type.as_deref().is_none_or(is_plain).then(text);
    }
    let is_failure = head.status.is_client_error() || head.status.is_server_error();
    let is_short = is_failure
        && body.len() <= LONGEST
        && match content_type.as_deref() {
            Some(content_type) => is_plain(content_type),
            None => may_be_text(body),
        };
    is_short.then(text).filter(|it| is_one_paragraph(it))
}

/// Whether a body of which nobody says what it is can be meant for people: no bytes, no JSON and none that breaks off.
fn may_be_text(body: &[u8]) -> bool {
    let first = decode::unmarked(body).trim_ascii_start().first();
    let is_begun = matches!(first, Some(b'{' | b'['));
    let is_json = || decode::lenient::<Excerpt>(body).is_some();
    std::str::from_utf8(body).is_ok() && !is_begun && !is_json()
}

/// So many bytes are a message for people, and not a page.
const LONGEST: usize = 300;

fn is_plain(content_type: &str) -> bool {
    let essence = content_type.split(';').next().unwrap_or_default();
    essence.trim().eq_ignore_ascii_case("text/plain")
}

/// Whether a text is one without markup.
fn is_one_paragraph(text: &str) -> bool {
    let is_text = |it: char| !it.is_control() || it.is_whitespace();
    let is_markup = text.starts_with('<') || text.contains("</");
    let mut lines = text.lines();
    !text.is_empty()
        && !is_markup
        && lines.all(|it| !it.trim().is_empty())
        && text.chars().all(is_text)
}
