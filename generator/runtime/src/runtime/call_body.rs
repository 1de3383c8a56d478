//! Bodies of calls.

use bytes::Bytes;
use http::HeaderValue;
use serde::Serialize;
use zeroize::Zeroizing;

use crate::runtime::body;
use crate::runtime::call::Call;
use crate::runtime::error_kind::ErrorKind;
use crate::runtime::secret::SecretValue;
use crate::runtime::validate::{Invalid, Validate, Validator};

pub(crate) const JSON: HeaderValue = HeaderValue::from_static("application/json");

impl Call {
    /// Sets the body as JSON. `rules` is what is checked before: the same value without wrappers.
    pub fn json(&mut self, body: &(impl Serialize + ?Sized), rules: &dyn Validate) {
        self.validate(rules);
        let written = body::json(body);
        self.written(JSON, written, "cannot be written as JSON");
    }

    /// Sets the body as a text.
    pub fn text(&mut self, content_type: &'static str, body: String) {
        let bytes = body::wiped(Zeroizing::new(body.into_bytes()));
        self.bytes(content_type, bytes);
    }

    /// Sets the body as a text that nobody may read.
    pub fn secret_text(&mut self, content_type: &'static str, body: SecretValue) {
        let bytes = Zeroizing::new(body.expose().as_bytes().to_vec());
        self.bytes(content_type, body::wiped(bytes));
        self.0.secrets = [body].into();
    }

    /// Sets the body as bytes.
    pub fn bytes(&mut self, content_type: &'static str, body: Bytes) {
        self.0.body = Some((HeaderValue::from_static(content_type), body));
    }

    /// Names the media type of the body that is set, for JSON with a name of its own (RFC 6839).
    pub fn content_type(&mut self, content_type: &'static str) {
        if let Some((name, _)) = &mut self.0.body {
            *name = HeaderValue::from_static(content_type);
        }
    }

    /// Names the media type of a body of which the API takes any.
    pub fn media_type(&mut self, media_type: impl Into<String>) {
        match HeaderValue::try_from(media_type.into()) {
            Ok(media_type) => self.0.media_type = Some(media_type),
            Err(_) => self.fail(ErrorKind::Validation(Invalid::new(
                "content-type",
                "cannot be a header",
                "",
            ))),
        }
    }

    /// Checks a value against the limits of the API. `skip_validation` may still follow.
    pub fn validate(&mut self, rules: &dyn Validate) {
        if !self.0.skip_validation && self.0.invalid.is_none() {
            self.0.invalid = Validator::check(rules).err();
        }
    }

    /// Sets the body that was written, or says why it cannot be.
    pub(crate) fn written(
        &mut self,
        content_type: HeaderValue,
        written: Result<(Bytes, Vec<SecretValue>), serde_json::Error>,
        reason: &str,
    ) {
        match written {
            Ok((bytes, secrets)) => {
                self.0.body = Some((content_type, bytes));
                self.0.secrets = secrets.into();
            }
            // The message of serde can quote values.
            Err(_) => self.fail(ErrorKind::Validation(Invalid::new("", reason, ""))),
        }
    }
}
