// @generated from generator/runtime/src/runtime/trace.rs. Edit that file.

//! What is traced: one span per call and one event per attempt, named as OpenTelemetry names them for HTTP.
//!
//! Only the fields below, never a URL with its query, a header or a body.

use http::StatusCode;
use tracing::field::Empty;
use tracing::{Span, debug, debug_span};

use crate::runtime::error::{Error, Result};
use crate::runtime::execute::Prepared;
use crate::runtime::response::{Meta, ray_id};

pub(crate) fn call_span(request: &Prepared) -> Span {
    let operation = request.operation;
    let uri = &request.uri;
    let path = operation.path;
    let space = if path.is_empty() { "" } else { " " };
    let tls = uri.scheme_str() == Some("https");
    debug_span!(
        "http.client",
        otel.name = format_args!("{}{space}{path}", request.method),
        otel.kind = "client",
        operation = operation.name,
        http.request.method = request.method.as_str(),
        url.template = path,
        server.address = uri.host().unwrap_or_default(),
        server.port = uri.port_u16().unwrap_or(if tls { 443 } else { 80 }),
        http.response.status_code = Empty,
        http.request.resend_count = Empty,
        error.type = Empty,
        ray_id = Empty,
    )
}

/// One attempt that was answered with a success, counted from 1.
pub(crate) fn attempt_succeeded(attempt: u32, status: StatusCode) {
    debug!(
        http.request.resend_count = attempt - 1,
        http.response.status_code = status.as_u16(),
        "attempt succeeded"
    );
}

/// One attempt that was not.
pub(crate) fn attempt_failed(attempt: u32, error: &Error) {
    debug!(
        http.request.resend_count = attempt - 1,
        http.response.status_code = error.status().map(|status| status.as_u16()),
        error.type = error_type(error),
        "attempt failed"
    );
}

/// Records how the call ended.
pub(crate) fn finish(span: &Span, result: Result<&Meta, &Error>) {
    if span.is_none() {
        return;
    }
    let (status, attempts, ray_id) = match result {
        Ok(meta) => (Some(meta.status), meta.attempts, ray_id(&meta.headers)),
        Err(error) => (error.status(), error.attempts(), error.ray_id()),
    };
    if let Some(status) = status {
        span.record("http.response.status_code", status.as_u16());
    }
    if let Some(ray_id) = ray_id {
        span.record("ray_id", ray_id);
    }
    span.record("http.request.resend_count", attempts.saturating_sub(1));
    if let Err(error) = result {
        span.record("error.type", error_type(error));
    }
}

/// Records that a success was none in the end, as its body cannot be used.
pub(crate) fn unusable(span: &Span, error: &Error) {
    span.record("error.type", error_type(error));
    span.in_scope(|| debug!(error.type = error_type(error), "answer cannot be used"));
}

/// The status where there is one, as OpenTelemetry wants it, else the kind.
fn error_type(error: &Error) -> &str {
    match error.status() {
        Some(status) if !status.is_success() => error.status_text(),
        _ => error.kind().name(),
    }
}
