// @generated from generator/runtime/src/runtime/raw_request.rs. Edit that file.

//! Requests to operations that this crate does not know.

use std::future::IntoFuture;
use std::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE};
use http::{HeaderName, HeaderValue, Method};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::runtime::call::Call;
use crate::runtime::client::Client;
use crate::runtime::envelope::Answer;
use crate::runtime::error::Result;
use crate::runtime::error_kind::ErrorKind;
use crate::runtime::operation::{Operation, Retry, StatusPattern};
use crate::runtime::reserved::secret_of;
use crate::runtime::response::Response;
use crate::runtime::retry::RetryPolicy;
use crate::runtime::time::BoxFuture;
use crate::runtime::validate::Invalid;

static RAW: Operation = Operation {
    id: "",
    name: "request",
    method: Method::GET,
    path: "",
    security: &[],
    retry: Retry::OnlyUnsent,
    accept: "application/json",
    statuses: &[StatusPattern::Default],
};

/// A request to any path below the base URL, made by `Client::request`.
///
/// It carries all credentials of the client, and is repeated as its method allows.
#[derive(Clone, Debug)]
#[must_use = "a request does nothing until it is awaited or sent"]
pub struct RawRequest {
    call: Call,
}

impl RawRequest {
    pub(crate) fn new(client: &Client, method: Method, path: String) -> Self {
        let tunnel = method == Method::CONNECT;
        let mut call = Call::to_path(client, &RAW, method, path);
        if tunnel {
            let reason = "must not be CONNECT: that asks for a tunnel to another server";
            let invalid = Invalid::new("method", reason, "");
            call.fail(ErrorKind::Validation(invalid));
        }
        Self { call }
    }

    /// The body, as JSON. Nothing of it is checked, and nothing of it is known to be secret: where an error of the server
    /// repeats it, it is printed.
    pub fn json(mut self, body: &(impl Serialize + ?Sized)) -> Self {
        self.call.json(body, &());
        self
    }

    /// The body, as it is sent, such as a table (`text/csv`). Nothing of it is known to be secret, as with [`json`](Self::json).
    pub fn body(mut self, body: impl Into<Bytes>, content_type: impl TryInto<HeaderValue>) -> Self {
        if let Some(content_type) = self.value(&CONTENT_TYPE, content_type) {
            self.call.0.body = Some((content_type, body.into()));
        }
        self
    }

    /// The media type to ask for, such as `text/vtt`; JSON if nobody says so. What is no JSON is read by [`text`](Self::text) or
    /// [`bytes`](Self::bytes).
    pub fn accept(mut self, media_type: impl TryInto<HeaderValue>) -> Self {
        if let Some(media_type) = self.value(&ACCEPT, media_type) {
            self.call.0.accept = Some(media_type);
        }
        self
    }

    /// The value of a header that the client sets itself, if it can be one.
    fn value(
        &mut self,
        name: &HeaderName,
        value: impl TryInto<HeaderValue>,
    ) -> Option<HeaderValue> {
        let Ok(value) = value.try_into() else {
            let invalid = Invalid::new(name.as_str(), "cannot be a header", "");
            self.call.fail(ErrorKind::Validation(invalid));
            return None;
        };
        self.call.0.parameter_secrets.extend(secret_of(&value));
        Some(value)
    }

    /// Adds a pair to the query.
    pub fn query(mut self, name: &str, value: &str) -> Self {
        self.call.query_pair(name, value);
        self
    }

    /// Sets a header. Those that the client sets itself are refused: see [`accept`](Self::accept) and [`body`](Self::body).
    /// A value that is marked as sensitive is a secret, which no error prints.
    pub fn header(
        mut self,
        name: impl TryInto<HeaderName>,
        value: impl TryInto<HeaderValue>,
    ) -> Self {
        self.call.header(name, value);
        self
    }

    /// The limit of one attempt.
    pub fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.call.attempt_timeout(limit);
        self
    }

    /// The limit of the call with all its attempts and waits.
    pub fn total_timeout(mut self, limit: Duration) -> Self {
        self.call.total_timeout(limit);
        self
    }

    /// How failed attempts are repeated.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.call.retry(policy);
        self
    }

    /// Whether doing it twice is the same as doing it once. The default goes by the method: false for `POST`.
    pub fn idempotent(mut self, idempotent: bool) -> Self {
        self.call.idempotent(idempotent);
        self
    }

    /// Sends the request; the answer is the whole body, whatever envelope it has.
    ///
    /// # Errors
    /// As for every call, `success: false` included, also as a text.
    pub async fn send(self) -> Result<Response<Value>> {
        self.send_as().await
    }

    /// Sends the request; the answer is the whole body as a `T`.
    ///
    /// # Errors
    /// As for every call, `success: false` included, also as a text.
    pub async fn send_as<T: DeserializeOwned>(self) -> Result<Response<T>> {
        self.call.answer().await?.checked_json()
    }

    /// Sends the request; the answer is the body as text, in the charset that it says, or else in UTF-8.
    ///
    /// # Errors
    /// As for every call, and a body that is no text in that charset, such as one that is compressed: its bytes are
    /// [`Error::body`](crate::runtime::Error::body).
    pub async fn text(self) -> Result<Response<String>> {
        self.call.read(Answer::text).await
    }

    /// Sends the request; the answer is the body as it came.
    ///
    /// # Errors
    /// As for every call.
    pub async fn bytes(self) -> Result<Response<Bytes>> {
        self.call.read(Answer::raw).await
    }
}

impl IntoFuture for RawRequest {
    type Output = Result<Value>;
    type IntoFuture = BoxFuture<Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move { Ok(self.send().await?.into_inner()) })
    }
}
