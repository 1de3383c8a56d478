//! Answers, and the envelope that most of them come in: `success`, `errors`, `messages`, `result`.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use tracing::Span;

use crate::runtime::api_error::{self, ApiError};
use crate::runtime::client::Client;
use crate::runtime::decode::{self, DecodeError};
use crate::runtime::drift::{Drift, DriftKind, decode_tracked};
use crate::runtime::echo::Secrets;
use crate::runtime::error::{Error, Result};
use crate::runtime::error_kind::{ApiFailure, DecodeFailure, ErrorKind, UnexpectedContent};
use crate::runtime::execute::{content_type, says_json};
use crate::runtime::json_path::push_field;
use crate::runtime::operation::{Operation, StatusPattern};
use crate::runtime::outcome::Outcome;
use crate::runtime::response::{Meta, Response, ray_id};
use crate::runtime::take::Success;
use crate::runtime::trace;

/// A success, not decoded yet.
pub struct Answer {
    client: Client,
    operation: &'static Operation,
    secrets: Secrets,
    pub(crate) meta: Meta,
    body: Bytes,
    /// What attempts before the last one may have done.
    earlier: Outcome,
    /// The 404 of a delete that counts as a success.
    gone: Option<Error>,
    /// The span of the call, for what decoding finds.
    span: Span,
}

#[derive(Deserialize)]
pub(crate) struct Envelope<T> {
    pub(crate) success: Option<bool>,
    messages: Option<Value>,
    pub(crate) result: Option<T>,
    pub(crate) result_info: Option<Value>,
}

/// The part of the envelope that says whether it went well.
#[derive(Deserialize)]
struct Verdict {
    success: Option<bool>,
    errors: Option<Value>,
    messages: Option<Value>,
}

impl Answer {
    pub(crate) fn new(success: Success<Bytes>) -> Self {
        let request = *success.request;
        Self {
            client: request.client,
            operation: request.operation,
            secrets: request.secrets,
            meta: success.meta,
            body: success.body,
            earlier: success.earlier,
            gone: success.gone,
            span: success.span,
        }
    }

    /// The status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.meta.status
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.meta.headers
    }

    /// The id under which the operator of the API finds this request in its logs.
    #[must_use]
    pub fn ray_id(&self) -> Option<&str> {
        ray_id(&self.meta.headers)
    }

    /// How often the request was sent.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.meta.attempts
    }

    /// The documented status that describes this answer: the exact one, else its range, else the default,
    /// else the nearest.
    #[must_use]
    pub fn pattern(&self) -> StatusPattern {
        StatusPattern::nearest(self.operation.statuses, self.meta.status)
    }

    /// The bytes as they came.
    ///
    /// # Errors
    /// The answer is the 404 of a delete that was repeated.
    pub fn raw(self) -> Result<Response<Bytes>> {
        match self.gone {
            Some(error) => Err(error),
            None => Ok(Response::new(self.body, self.meta)),
        }
    }

    /// The body as text.
    ///
    /// # Errors
    /// The body is not UTF-8, or the answer is the 404 of a delete that was repeated.
    pub fn text(self) -> Result<Response<String>> {
        if let Some(error) = self.gone {
            return Err(error);
        }
        let Ok(text) = String::from_utf8(self.body.to_vec()) else {
            let path = ".".to_owned();
            let kind = ErrorKind::Decode(DecodeFailure { path });
            return Err(self.error(kind, Outcome::Applied));
        };
        Ok(Response::new(text, self.meta))
    }

    /// Nothing: the body is ignored, unless it says `success: false` or is no JSON.
    ///
    /// # Errors
    /// `success: false`, and a body that is no JSON.
    pub fn unit(mut self) -> Result<Response<()>> {
        if let Some(failure) = self.reported_failure() {
            return Err(self.error(ErrorKind::Api(failure), Outcome::Rejected));
        }
        // What comes with a redirect is for people.
        if self.body.trim_ascii().is_empty() || self.meta.status.is_redirection() {
            return Ok(Response::new((), self.meta));
        }
        // A page of something in front of the API is not its answer.
        let body: Value = decode::json(&self.body).map_err(|error| self.undecodable(error))?;
        if body.get("success").is_some() {
            self.report(self.beside_result(&body))?;
        }
        self.meta.messages = self.errors(body.get("messages"));
        Ok(Response::new((), self.meta))
    }

    /// The whole body as JSON.
    ///
    /// # Errors
    /// The body is not what `T` needs.
    pub fn json<T: DeserializeOwned>(mut self) -> Result<Response<T>> {
        if let Some(error) = self.gone.take() {
            return self.nothing_or("", error);
        }
        let value = if self.body.is_empty() {
            decode::nothing(".").map_err(|error| self.undecodable(error))?
        } else if self.client.0.drift.watches() {
            let plain: Value = decode::json(&self.body).map_err(|error| self.undecodable(error))?;
            self.tracked(&plain, "")?
        } else {
            decode::json(&self.body).map_err(|error| self.undecodable(error))?
        };
        Ok(Response::new(value, self.meta))
    }

    /// The `result` of the envelope.
    ///
    /// # Errors
    /// `success: false`, or a `result` that is not what `T` needs.
    pub fn envelope<T: DeserializeOwned>(mut self) -> Result<Response<T>> {
        if let Some(error) = self.gone.take() {
            return self.nothing_or("result", error);
        }
        let envelope = self.open::<T>()?;
        match envelope
            .result
            .map_or_else(|| decode::nothing("result"), Ok)
        {
            Ok(value) => Ok(Response::new(value, self.meta)),
            Err(error) => Err(self.undecodable(error)),
        }
    }

    /// The whole body as it is in JSON, unless it says `success: false`.
    pub(crate) fn plain(&self) -> Result<Value> {
        match self.reported_failure() {
            Some(failure) => Err(self.error(ErrorKind::Api(failure), Outcome::Rejected)),
            None => decode::json(&self.body).map_err(|error| self.undecodable(error)),
        }
    }

    /// The client that got it.
    pub(crate) fn client(&self) -> &Client {
        &self.client
    }

    /// The same answer with its value.
    pub(crate) fn holding<T>(self, value: T) -> Response<T> {
        Response::new(value, self.meta)
    }

    /// The error of an answer that has something else at `path` than documented.
    pub(crate) fn misfit(&self, path: &str) -> Error {
        let path = self.secrets.hidden(path);
        self.error(ErrorKind::Decode(DecodeFailure { path }), Outcome::Applied)
    }

    /// The whole body as JSON, of an API that may report failures in an envelope.
    ///
    /// # Errors
    /// `success: false`, or a body that is not what `T` needs.
    pub fn checked_json<T: DeserializeOwned>(self) -> Result<Response<T>> {
        match self.reported_failure() {
            Some(failure) => Err(self.error(ErrorKind::Api(failure), Outcome::Rejected)),
            None => self.json(),
        }
    }

    /// The envelope of a body, or of no body at all.
    pub(crate) fn open<T: DeserializeOwned>(&mut self) -> Result<Envelope<T>> {
        if self.body.is_empty() {
            return Ok(Envelope {
                success: None,
                messages: None,
                result: None,
                result_info: None,
            });
        }
        let envelope = if self.client.0.drift.watches() {
            self.open_tracked()
        } else {
            decode::object(&self.body).map_err(|error| self.undecodable(error))
        };
        if envelope
            .as_ref()
            .is_ok_and(|envelope: &Envelope<T>| envelope.success != Some(false))
        {
            self.meta.messages = self.errors(
                envelope
                    .as_ref()
                    .ok()
                    .and_then(|found| found.messages.as_ref()),
            );
            return envelope;
        }
        match self.reported_failure() {
            Some(failure) => Err(self.error(ErrorKind::Api(failure), Outcome::Rejected)),
            None => envelope,
        }
    }

    /// Like plain decoding, but the result is searched for what the API does not document.
    fn open_tracked<T: DeserializeOwned>(&self) -> Result<Envelope<T>> {
        let body: Value = decode::json(&self.body).map_err(|error| self.undecodable(error))?;
        let plain: Envelope<Value> =
            decode::object(&self.body).map_err(|error| self.undecodable(error))?;
        if plain.success != Some(false) {
            self.report(self.beside_result(&body))?;
        }
        let result = plain
            .result
            .as_ref()
            .map(|result| self.tracked(result, "result"))
            .transpose()?;
        Ok(Envelope {
            success: plain.success,
            messages: plain.messages,
            result,
            result_info: plain.result_info,
        })
    }

    /// A part of the body as a `T`.
    pub(crate) fn tracked<T: DeserializeOwned>(&self, value: &Value, prefix: &str) -> Result<T> {
        let (decoded, found) = decode_tracked(value, prefix, self.operation.name);
        match decoded {
            Err(error) => {
                // What was found on the way is reported, but it is not what is wrong.
                let _other = self.report(found);
                Err(self.undecodable(DecodeError::at(error.path, &error.source)))
            }
            Ok(value) => self.report(found).map(|()| value),
        }
    }

    /// Tells who wants to know; a strict client takes the first one as an error.
    fn report(&self, found: Vec<Drift>) -> Result<()> {
        let policy = &self.client.0.drift;
        let mut found: Vec<Drift> = found
            .into_iter()
            .map(|it| self.without_secrets(it))
            .collect();
        for drift in &found {
            if let Some(report) = &policy.report {
                report(drift);
            }
        }
        if policy.strict && !found.is_empty() {
            return Err(self.error(ErrorKind::Drift(found.swap_remove(0)), Outcome::Applied));
        }
        Ok(())
    }

    /// What no envelope has.
    fn beside_result(&self, body: &Value) -> Vec<Drift> {
        const KNOWN: [&str; 5] = ["success", "errors", "messages", "result", "result_info"];
        let fields = body.as_object().into_iter().flatten();
        fields
            .filter(|(name, _)| !KNOWN.contains(&name.as_str()))
            .map(|(name, _)| {
                let mut path = String::new();
                push_field(&mut path, name);
                Drift {
                    kind: DriftKind::UnknownField,
                    path,
                    operation: self.operation.name,
                }
            })
            .collect()
    }

    /// Paths have keys of the answer in them.
    fn without_secrets(&self, mut drift: Drift) -> Drift {
        drift.path = self.secrets.hidden(&drift.path);
        drift
    }

    /// What a body with `success: false` says.
    fn reported_failure(&self) -> Option<ApiFailure> {
        let verdict: Verdict = decode::object(&self.body).ok()?;
        (verdict.success == Some(false)).then(|| ApiFailure {
            errors: self.errors(verdict.errors.as_ref()),
            messages: self.errors(verdict.messages.as_ref()),
        })
    }

    fn errors(&self, list: Option<&Value>) -> Vec<ApiError> {
        api_error::marked(api_error::list(list), &self.secrets)
    }

    fn nothing_or<T: DeserializeOwned>(self, path: &str, error: Error) -> Result<Response<T>> {
        match decode::nothing(path) {
            Ok(value) => Ok(Response::new(value, self.meta)),
            Err(_) => Err(error),
        }
    }

    fn undecodable(&self, error: DecodeError) -> Error {
        let content_type = content_type(&self.meta.headers);
        let is_json = content_type.is_none() || says_json(&self.meta.headers);
        let kind = if error.syntax && (!is_json || self.body.starts_with(b"<")) {
            ErrorKind::UnexpectedContent(UnexpectedContent {
                content_type: content_type.map(|it| self.secrets.hidden(&it)),
                expected: "JSON",
            })
        } else {
            let path = self.secrets.hidden(&error.failure.path);
            ErrorKind::Decode(DecodeFailure { path })
        };
        self.error(kind, Outcome::Applied).with_source(error.source)
    }

    /// An error that shows in the span of the call too.
    fn error(&self, kind: ErrorKind, outcome: Outcome) -> Error {
        let error = Error::new(kind)
            .with_operation(self.operation.name)
            .with_outcome(outcome)
            .after(self.meta.attempts, self.earlier)
            .with_answer(
                self.meta.status,
                self.meta.headers.clone(),
                self.body.clone(),
            );
        trace::unusable(&self.span, &error);
        error
    }
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer")
            .field("operation", &self.operation.name)
            .field("meta", &self.meta)
            .finish_non_exhaustive()
    }
}
