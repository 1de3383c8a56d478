//! Answers, and the envelope that most of them come in: `success`, `errors`, `messages`, `result`.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;
use serde_json::Value;
use tracing::Span;

use crate::runtime::api_error::{self, ApiError};
use crate::runtime::charset;
use crate::runtime::client::Client;
use crate::runtime::decode::{self, DecodeError, JsonError};
use crate::runtime::echo::Secrets;
use crate::runtime::error::{Error, Result};
use crate::runtime::error_kind::{ApiFailure, DecodeFailure, ErrorKind, UnexpectedContent};
use crate::runtime::error_words;
use crate::runtime::excerpt::Excerpt;
use crate::runtime::execute::{COMPRESSED, content_type, says_json};
use crate::runtime::operation::{Operation, StatusPattern};
use crate::runtime::outcome::Outcome;
use crate::runtime::response::{Meta, Response, ray_id};
use crate::runtime::take::Success;
use crate::runtime::trace;
use crate::runtime::verdict::{Said, Verdict};

/// A success, not decoded yet.
pub struct Answer {
    client: Client,
    pub(crate) operation: &'static Operation,
    pub(crate) secrets: Secrets,
    pub(crate) meta: Meta,
    /// What attempts before the last one may have done.
    earlier: Outcome,
    /// The 404 of a delete that counts as a success.
    pub(crate) gone: Option<Error>,
    /// The span of the call, for what decoding finds.
    span: Span,
}

impl Answer {
    pub(crate) fn new(success: Success) -> Self {
        let request = *success.request;
        let body = success.body.into_whole();
        Self {
            client: request.client,
            operation: request.operation,
            secrets: request.secrets,
            meta: Meta {
                body,
                ..success.meta
            },
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

    /// The same where answers with a status of `bare` have no body: what is not documented is read like one that has a body
    /// if this one has, and like one that has none otherwise.
    #[must_use]
    pub fn pattern_beside(&self, bare: &[StatusPattern]) -> StatusPattern {
        let is_bare = self.meta.body.trim_ascii().is_empty();
        let wanted = |it| bare.contains(&it) == is_bare;
        StatusPattern::instead(self.operation.statuses, self.meta.status, wanted)
            .unwrap_or_else(|| self.pattern())
    }

    /// The bytes as they came.
    ///
    /// # Errors
    /// The answer is the 404 of a delete that was repeated.
    pub fn raw(self) -> Result<Response<Bytes>> {
        match self.gone {
            Some(error) => Err(error),
            None => Ok(Response::new(self.meta.body.clone(), self.meta)),
        }
    }

    /// Nothing but that it went well.
    ///
    /// # Errors
    /// `success` that is no yes, errors without a word of success, and a body that is no JSON.
    pub fn verdict(self) -> Result<Response<()>> {
        self.verdict_instead_of("JSON")
    }

    /// The same where `expected` is documented.
    fn verdict_instead_of(mut self, expected: &'static str) -> Result<Response<()>> {
        if let Some(trouble) = self.trouble() {
            return Err(trouble);
        }
        // What comes with a redirect is for people.
        if self.meta.body.trim_ascii().is_empty() || self.meta.status.is_redirection() {
            return Ok(Response::new((), self.meta));
        }
        // A page of something in front of the API is not its answer.
        let Excerpt(body) = decode::json(&self.meta.body).or_else(|error| {
            let read = decode::lenient(&self.meta.body);
            read.ok_or_else(|| self.other_than(expected, error))
        })?;
        if body.get("success").is_some() {
            self.watch_fields(&body)?;
        }
        self.meta.messages = self.errors(body.get("messages"));
        Ok(Response::new((), self.meta))
    }

    /// Nothing: the document speaks of no body. `OK`, an archive and several values do no harm.
    ///
    /// # Errors
    /// Those of `verdict`, but for a body that is no JSON: only markup, what is compressed and JSON that breaks off are errors.
    pub fn nothing(self) -> Result<Response<()>> {
        match decode::json::<serde::de::IgnoredAny>(&self.meta.body) {
            Err(error) if !self.is_foreign(&error) => Ok(Response::new((), self.meta)),
            Ok(_) | Err(_) => self.verdict_instead_of("empty"),
        }
    }

    /// The whole body as JSON.
    ///
    /// # Errors
    /// The body is not what `T` needs.
    pub fn json<T: DeserializeOwned>(mut self) -> Result<Response<T>> {
        if let Some(error) = self.gone.take() {
            return self.nothing_or("", error);
        }
        let value = if self.meta.body.is_empty() {
            self.nothing_at(".")?
        } else {
            let read = decode::json(&self.meta.body);
            // What is wrong with an answer that cannot be read is that, whatever else is found.
            let watched = self.watch_whole::<T>();
            let value = read.map_err(|error| self.undecodable(error))?;
            watched?;
            value
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
        let envelope = self.open_by::<T>(decode::without_nulls)?;
        let value = match envelope.result {
            Some(value) => value,
            None => self.nothing_at("result")?,
        };
        Ok(Response::new(value, self.meta))
    }

    /// The whole body as it is in JSON, unless it says `success: false`.
    pub(crate) fn plain(&self) -> Result<Value> {
        match self.reported_failure() {
            Some(failure) => Err(failure),
            None => decode::json(&self.meta.body).or_else(|error| {
                decode::lenient(&self.meta.body).ok_or_else(|| self.undecodable(error))
            }),
        }
    }

    /// The client that got it.
    pub(crate) fn client(&self) -> &Client {
        &self.client
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
            Some(failure) => Err(failure),
            None => self.json(),
        }
    }

    /// The error of a whole body with `success: false`. What else stands there may mean something else in an API without
    /// envelopes.
    fn reported_failure(&self) -> Option<Error> {
        let verdict = Verdict::of(&self.meta.body)?;
        verdict.denies().then(|| self.failure(&verdict)).flatten()
    }

    /// The error of an envelope that does not say that all went well.
    pub(crate) fn trouble(&self) -> Option<Error> {
        self.failure(&Verdict::of(&self.meta.body)?)
    }

    fn failure(&self, verdict: &Verdict) -> Option<Error> {
        let outcome = verdict.trouble()?;
        let failure = ApiFailure {
            errors: self.errors(verdict.errors.as_ref()),
            messages: self.errors(verdict.messages.as_ref()),
        };
        Some(self.error(ErrorKind::Api(failure), outcome))
    }

    pub(crate) fn errors(&self, list: Option<&Value>) -> Vec<ApiError> {
        api_error::marked(error_words::list(list), &self.secrets)
    }

    fn nothing_or<T: DeserializeOwned>(self, path: &str, error: Error) -> Result<Response<T>> {
        match decode::nothing(path) {
            Ok(value) => Ok(Response::new(value, self.meta)),
            Err(_) => Err(error),
        }
    }

    /// Whether a body that nobody waits for, and that cannot be read, speaks against success.
    fn is_foreign(&self, error: &DecodeError) -> bool {
        let body = self.meta.body.trim_ascii_start();
        if body.starts_with(b"{") {
            return error.is_cut_off() || Verdict::begun(body).trouble().is_some();
        }
        // That it is called HTML says little: some frameworks call every text so.
        let content_type = content_type(&self.meta.headers);
        let is_compressed = |it: &str| it.contains(COMPRESSED);
        content_type.as_deref().is_some_and(is_compressed)
            || charset::begins_with(body, content_type.as_deref(), '<')
    }

    /// The error of an answer that cannot be read. That it was applied is said only where nothing speaks against it.
    pub(crate) fn undecodable(&self, error: DecodeError) -> Error {
        self.other_than("JSON", error)
    }

    fn other_than(&self, expected: &'static str, error: DecodeError) -> Error {
        let content_type = content_type(&self.meta.headers);
        let is_json = content_type.is_none() || says_json(&self.meta.headers);
        let (kind, outcome) = if error.syntax && (!is_json || self.meta.body.starts_with(b"<")) {
            let content = UnexpectedContent {
                content_type: content_type.map(|it| self.secrets.hidden(&it)),
                expected,
            };
            // Whoever wrote that may not have passed the request on.
            (ErrorKind::UnexpectedContent(content), Outcome::Unknown)
        } else {
            let path = self.secrets.hidden(&error.failure.path);
            let verdict = Verdict::begun(&self.meta.body);
            let is_plain = !error.syntax || error.is_cut_off() || verdict.said() == Said::Yes;
            let outcome = if is_plain && verdict.trouble().is_none() {
                Outcome::Applied
            } else {
                Outcome::Unknown
            };
            (ErrorKind::Decode(DecodeFailure { path }), outcome)
        };
        let source = if self.meta.body.is_empty() {
            JsonError::of_no_content()
        } else {
            error.source
        };
        self.error(kind, outcome).with_source(source)
    }

    /// An error that shows in the span of the call too.
    pub(crate) fn error(&self, kind: ErrorKind, outcome: Outcome) -> Error {
        let error = Error::new(kind)
            .with_operation(self.operation.name)
            .with_outcome(outcome)
            .after(self.meta.attempts, self.earlier)
            .with_answer(
                self.meta.status,
                self.meta.headers.clone(),
                self.meta.body.clone(),
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

/// Whether an answer says that it is a page for people, or compressed: nobody asked for either.
pub(crate) fn is_other(headers: &HeaderMap) -> bool {
    let content_type = content_type(headers).map(|it| it.to_ascii_lowercase());
    content_type.is_some_and(|it| it.contains("html") || it.contains(COMPRESSED))
}
