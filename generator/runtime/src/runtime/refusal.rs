//! What kind of error an answer is that is no success.

use bytes::Bytes;
use http::StatusCode;

use crate::runtime::api_error::{self, ApiError};
use crate::runtime::decode;
use crate::runtime::error_kind::{ApiFailure, ErrorKind, UnexpectedContent};
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
    let is_text = is_documented_text(request, head);
    match decode::lenient(body) {
        // A text may look like a number.
        Some(Excerpt(answer)) if !is_text || answer.is_object() || answer.is_array() => {
            ErrorKind::Api(ApiFailure {
                errors: api_error::marked(api_error::from_answer(&answer), secrets),
                messages: api_error::marked(api_error::list(answer.get("messages")), secrets),
            })
        }
        // Nothing, or JSON that broke off.
        _ if body.is_empty() || broke_off || says_json(&head.headers) => {
            ErrorKind::Api(ApiFailure::default())
        }
        _ if is_text => ErrorKind::Api(ApiFailure {
            errors: api_error::marked(vec![ApiError::of_text(body)], secrets),
            messages: Vec::new(),
        }),
        _ => ErrorKind::UnexpectedContent(UnexpectedContent {
            content_type: content_type(&head.headers).map(|it| secrets.hidden(&it)),
            expected: "JSON",
        }),
    }
}

/// Whether a failure is the plain text that the API documents for its status: whatever stands in between answers with text too.
fn is_documented_text(request: &Prepared, head: &Head) -> bool {
    let documented = request.text_failures.iter();
    let mut documented = documented.filter(|it| it.covers(head.status));
    documented.next().is_some()
        && content_type(&head.headers).is_none_or(|it| {
            let essence = it.split(';').next().unwrap_or_default();
            essence.trim().eq_ignore_ascii_case("text/plain")
        })
}
