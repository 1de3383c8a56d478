// @generated from generator/runtime/src/runtime/call.rs. Edit that file.

//! One call while it is put together, and its endings.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use serde::Serialize;

use crate::runtime::checkpoint::Checkpoint;
use crate::runtime::client::{Client, Limits};
use crate::runtime::echo;
use crate::runtime::encode::Pair;
use crate::runtime::envelope::Answer;
use crate::runtime::error::Result;
use crate::runtime::error_kind::ErrorKind;
use crate::runtime::execute::{Prepared, execute};
use crate::runtime::operation::{Operation, Parameter, PathParameter, Retry, StatusPattern};
use crate::runtime::path;
use crate::runtime::plain::Plain;
use crate::runtime::reserved::{is_reserved, marked, secret_of};
use crate::runtime::response::Response;
use crate::runtime::retry::RetryPolicy;
use crate::runtime::secret::SecretValue;
use crate::runtime::time::BoxFuture;
use crate::runtime::validate::Invalid;

/// A call of an operation. What goes wrong while it is put together comes out when it is sent.
#[derive(Clone)]
pub struct Call(pub(crate) Box<Parts>);

/// What was set so far.
#[derive(Clone)]
pub(crate) struct Parts {
    pub(crate) client: Client,
    pub(crate) operation: &'static Operation,
    pub(crate) method: Method,
    pub(crate) retry: Retry,
    /// The address of the operation, where it is another than the usual one.
    pub(crate) server: Option<&'static str>,
    /// The failures that are documented as text.
    pub(crate) text_failures: &'static [StatusPattern],
    /// The member of a body that says whether it went well, whatever the status.
    pub(crate) success_member: Option<&'static str>,
    /// The path of a request to an operation that nothing is known about.
    pub(crate) raw_path: Option<String>,
    pub(crate) path: Vec<(&'static PathParameter, Plain)>,
    pub(crate) query: Vec<(&'static Parameter, Plain)>,
    pub(crate) header_parameters: Vec<(&'static Parameter, Plain)>,
    pub(crate) cookies: Vec<(&'static Parameter, Plain)>,
    pub(crate) extra_query: Vec<Pair>,
    pub(crate) headers: HeaderMap,
    /// The media type asked for, if it is not that of the operation.
    pub(crate) accept: Option<HeaderValue>,
    pub(crate) body: Option<(HeaderValue, Bytes)>,
    /// What the caller says the body is.
    pub(crate) media_type: Option<HeaderValue>,
    /// The secrets in the body.
    pub(crate) secrets: Arc<[SecretValue]>,
    /// Those in parameters and headers.
    pub(crate) parameter_secrets: Vec<SecretValue>,
    pub(crate) limits: Limits,
    pub(crate) skip_validation: bool,
    /// The first thing that went wrong.
    pub(crate) problem: Option<ErrorKind>,
    /// The first limit that the body breaks, which may be passed over.
    pub(crate) invalid: Option<Invalid>,
    pub(crate) max_items: Option<usize>,
    pub(crate) checkpoint: Option<Checkpoint>,
}

impl Call {
    /// A call without parameters.
    pub fn new(client: &Client, operation: &'static Operation) -> Self {
        Self(Box::new(Parts {
            client: client.clone(),
            operation,
            method: operation.method.clone(),
            retry: operation.retry,
            server: None,
            text_failures: &[],
            success_member: None,
            raw_path: None,
            path: Vec::new(),
            query: Vec::new(),
            header_parameters: Vec::new(),
            cookies: Vec::new(),
            extra_query: Vec::new(),
            headers: HeaderMap::new(),
            accept: None,
            body: None,
            media_type: None,
            secrets: Arc::default(),
            parameter_secrets: Vec::new(),
            limits: client.0.limits.clone(),
            skip_validation: false,
            problem: None,
            invalid: None,
            max_items: None,
            checkpoint: None,
        }))
    }

    /// A call to a path that no operation describes.
    pub(crate) fn to_path(
        client: &Client,
        operation: &'static Operation,
        method: Method,
        path: String,
    ) -> Self {
        let mut call = Self::new(client, operation);
        call.0.retry = Retry::for_method(&method);
        call.0.method = method;
        call.0.raw_path = Some(path);
        call.all_settings();
        call
    }

    /// Sends it to an address of its own, unless whoever made the client has chosen one.
    pub fn server(&mut self, url: &'static str) {
        self.0.server = Some(url);
    }

    /// Says which failures are plain text; all others are JSON.
    pub fn text_failures(&mut self, statuses: &'static [StatusPattern]) {
        self.0.text_failures = statuses;
    }

    /// Says which member of a body says whether it went well, whatever the status.
    pub fn success_member(&mut self, name: &'static str) {
        self.0.success_member = Some(name);
    }

    /// Sets a parameter in the path. Setting it again replaces it.
    pub fn path(&mut self, parameter: &'static PathParameter, value: &(impl Serialize + ?Sized)) {
        if let Some(value) = self.encodable(parameter.name, value) {
            self.0
                .path
                .retain(|(known, _)| known.name != parameter.name);
            self.0.path.push((parameter, value));
        }
    }

    /// Sets a parameter in the query. Setting it again replaces it.
    pub fn query(&mut self, parameter: &'static Parameter, value: &(impl Serialize + ?Sized)) {
        if let Some(value) = self.encodable(parameter.name, value) {
            replace(&mut self.0.query, parameter, value);
        }
    }

    /// Sets a parameter in a header.
    pub fn header_parameter(
        &mut self,
        parameter: &'static Parameter,
        value: &(impl Serialize + ?Sized),
    ) {
        if let Some(value) = self.encodable(parameter.name, value) {
            replace(&mut self.0.header_parameters, parameter, value);
        }
    }

    /// Sets a parameter in a cookie.
    pub fn cookie(&mut self, parameter: &'static Parameter, value: &(impl Serialize + ?Sized)) {
        if let Some(value) = self.encodable(parameter.name, value) {
            replace(&mut self.0.cookies, parameter, value);
        }
    }

    fn encodable(&mut self, name: &str, value: &(impl Serialize + ?Sized)) -> Option<Plain> {
        let (encoded, secrets) = echo::collect(|| Plain::of(value).ok());
        self.0.parameter_secrets.extend(secrets);
        if encoded.is_none() {
            // The message of serde can quote the value.
            let invalid = Invalid::new(name, "cannot be encoded", "");
            self.fail(ErrorKind::Validation(invalid));
        }
        encoded
    }

    /// Keeps the first problem; it is the error of the call.
    pub(crate) fn fail(&mut self, problem: ErrorKind) {
        self.0.problem.get_or_insert(problem);
    }

    /// The most items that `Items` and `Pages` hand out.
    pub fn max_items(&mut self, max_items: usize) {
        self.0.max_items = Some(max_items);
    }

    /// Puts an encoded query in the place of everything that was set in the query. What all calls need stays, unless it has
    /// that, too.
    pub(crate) fn whole_query(&mut self, query: &str) {
        let pairs: Vec<Pair> = query
            .split('&')
            .filter(|pair| !pair.is_empty())
            .map(|pair| {
                let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                (name.to_owned(), value.to_owned())
            })
            .collect();
        let has = |name: &str| pairs.iter().any(|(known, _)| *known == path::encode(name));
        self.0
            .query
            .retain(|(known, _)| known.is_setting && !has(known.name));
        self.0.extra_query = pairs;
    }

    /// The number that a query parameter is set to.
    pub(crate) fn query_number(&self, parameter: &Parameter) -> Option<u64> {
        let (_, value) = self
            .0
            .query
            .iter()
            .find(|(known, _)| known.name == parameter.name)?;
        value.as_u64()
    }
}

/// Options of a single call.
impl Call {
    /// See `request_options!`.
    pub fn attempt_timeout(&mut self, limit: Duration) {
        self.0.limits.attempt = limit;
    }

    /// See `request_options!`.
    pub fn total_timeout(&mut self, limit: Duration) {
        self.0.limits.total = limit;
    }

    /// See `request_options!`.
    pub fn retry(&mut self, policy: RetryPolicy) {
        self.0.limits.retry = policy;
    }

    /// See `request_options!`.
    pub fn skip_validation(&mut self) {
        self.0.skip_validation = true;
    }

    /// See `request_options!`.
    pub fn query_pair(&mut self, name: &str, value: &str) {
        self.0
            .query
            .retain(|(known, _)| !(known.is_setting && known.name == name));
        self.0.extra_query.push((
            path::encode(name).into_owned(),
            path::encode(value).into_owned(),
        ));
    }

    /// See `request_options!`.
    pub fn header(&mut self, name: impl TryInto<HeaderName>, value: impl TryInto<HeaderValue>) {
        let Ok(name) = name.try_into() else {
            let invalid = Invalid::new("header", "has a name that no header can have", "");
            return self.fail(ErrorKind::Validation(invalid));
        };
        let Ok(value) = value.try_into() else {
            let invalid = Invalid::new(name.as_str(), "cannot be a header", "");
            return self.fail(ErrorKind::Validation(invalid));
        };
        if is_reserved(&name, self.0.client.0.service) {
            let reason = "is set by the client and cannot be overridden";
            return self.fail(ErrorKind::Validation(Invalid::new(
                name.as_str(),
                reason,
                "",
            )));
        }
        self.0
            .header_parameters
            .retain(|(known, _)| !(known.is_setting && name == *known.name));
        let value = marked(&name, value);
        self.0.parameter_secrets.extend(secret_of(&value));
        self.0.headers.insert(name, value);
    }

    /// Asks for another media type than the operation usually gives.
    pub fn accept(&mut self, media_type: &'static str) {
        self.0.accept = Some(HeaderValue::from_static(media_type));
    }

    /// Declares that doing it twice is the same as doing it once.
    pub(crate) fn idempotent(&mut self, idempotent: bool) {
        self.0.retry = if idempotent {
            Retry::Idempotent
        } else {
            Retry::OnlyUnsent
        };
    }
}

/// Endings.
impl Call {
    /// Sends the call; the answer is a success that is not decoded yet.
    ///
    /// # Errors
    /// Everything that can go wrong before an answer is there, and every answer that is no success.
    pub async fn answer(self) -> Result<Answer> {
        // In a box, so that the futures of the callers stay small.
        Box::pin(execute(self.prepared()?)).await
    }

    /// Sends the call; `read` is what makes a value of the answer.
    ///
    /// # Errors
    /// As for `answer`, and those of `read`.
    pub fn read<T: 'static>(
        self,
        read: fn(Answer) -> Result<Response<T>>,
    ) -> BoxFuture<Result<Response<T>>> {
        Box::pin(async move { read(self.answer().await?) })
    }

    pub(crate) fn prepared(self) -> Result<Box<Prepared>> {
        let operation = self.0.operation.name;
        let prepared = self.0.prepare().map(Box::new);
        prepared.map_err(|error| error.with_operation(operation))
    }
}

/// Sets a value, instead of an earlier one.
pub(crate) fn replace(
    values: &mut Vec<(&'static Parameter, Plain)>,
    parameter: &'static Parameter,
    value: Plain,
) {
    match values
        .iter_mut()
        .find(|(known, _)| known.name == parameter.name)
    {
        Some(known) => known.1 = value,
        None => values.push((parameter, value)),
    }
}

impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("operation", &self.0.operation.name)
            .finish_non_exhaustive()
    }
}
