//! One call while it is put together, and its endings.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE, COOKIE, USER_AGENT};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Uri};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::runtime::client::{Client, Limits};
use crate::runtime::credentials::Carrier;
use crate::runtime::encode::{Pair, header_value, join_pairs, query_pairs};
use crate::runtime::envelope::Answer;
use crate::runtime::error::{Error, Result};
use crate::runtime::error_kind::ErrorKind;
use crate::runtime::execute::{Prepared, execute};
use crate::runtime::limits::{Text, check_value};
use crate::runtime::operation::{Operation, Parameter, PathParameter, Retry};
use crate::runtime::pagination::{Checkpoint, Page};
use crate::runtime::response::Response;
use crate::runtime::retry::RetryPolicy;
use crate::runtime::service::Place;
use crate::runtime::validate::{Invalid, Validate, Validator};
use crate::runtime::{body, path};

const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// A call of an operation. What goes wrong while it is put together comes out when it is sent.
#[derive(Clone)]
pub struct Call(Box<Parts>);

#[derive(Clone)]
struct Parts {
    client: Client,
    operation: &'static Operation,
    method: Method,
    retry: Retry,
    /// The path of a request to an operation that nothing is known about.
    raw_path: Option<String>,
    path: Vec<(&'static PathParameter, String)>,
    query: Vec<(&'static Parameter, Value)>,
    header_parameters: Vec<(&'static Parameter, Value)>,
    cookies: Vec<(&'static Parameter, Value)>,
    extra_query: Vec<Pair>,
    headers: HeaderMap,
    body: Option<(HeaderValue, Bytes)>,
    limits: Limits,
    skip_validation: bool,
    /// The first thing that went wrong.
    problem: Option<ErrorKind>,
    max_items: Option<usize>,
    checkpoint: Option<Checkpoint>,
}

impl Call {
    /// A call without parameters.
    pub fn new(client: &Client, operation: &'static Operation) -> Self {
        Self(Box::new(Parts {
            client: client.clone(),
            operation,
            method: operation.method.clone(),
            retry: operation.retry,
            raw_path: None,
            path: Vec::new(),
            query: Vec::new(),
            header_parameters: Vec::new(),
            cookies: Vec::new(),
            extra_query: Vec::new(),
            headers: HeaderMap::new(),
            body: None,
            limits: client.0.limits.clone(),
            skip_validation: false,
            problem: None,
            max_items: None,
            checkpoint: None,
        }))
    }

    /// A call to a path that no operation describes.
    pub(crate) fn raw(
        client: &Client,
        operation: &'static Operation,
        method: Method,
        path: String,
    ) -> Self {
        let mut call = Self::new(client, operation);
        call.0.retry = Retry::for_method(&method);
        call.0.method = method;
        call.0.raw_path = Some(path);
        call
    }

    /// Sets a parameter in the path.
    pub fn path(&mut self, parameter: &'static PathParameter, value: &(impl Text + ?Sized)) {
        let text = value.text().unwrap_or_default().to_owned();
        self.0
            .path
            .retain(|(known, _)| known.name != parameter.name);
        self.0.path.push((parameter, text));
    }

    /// Sets a parameter in the query. Setting it again replaces it.
    pub fn query(&mut self, parameter: &'static Parameter, value: &(impl Serialize + ?Sized)) {
        if let Some(value) = self.encodable(parameter, value) {
            replace(&mut self.0.query, parameter, value);
        }
    }

    /// Sets a parameter in a header.
    pub fn header_parameter(
        &mut self,
        parameter: &'static Parameter,
        value: &(impl Serialize + ?Sized),
    ) {
        if let Some(value) = self.encodable(parameter, value) {
            replace(&mut self.0.header_parameters, parameter, value);
        }
    }

    /// Sets a parameter in a cookie.
    pub fn cookie(&mut self, parameter: &'static Parameter, value: &(impl Serialize + ?Sized)) {
        if let Some(value) = self.encodable(parameter, value) {
            replace(&mut self.0.cookies, parameter, value);
        }
    }

    fn encodable(
        &mut self,
        parameter: &Parameter,
        value: &(impl Serialize + ?Sized),
    ) -> Option<Value> {
        match serde_json::to_value(value) {
            Ok(value) => Some(value),
            Err(_) => {
                self.fail(ErrorKind::Validation(Invalid::new(
                    parameter.name,
                    "cannot be encoded",
                    "",
                )));
                None
            }
        }
    }

    /// Sets the body as JSON. `rules` is what is checked before: the same value without wrappers.
    pub fn json(&mut self, body: &(impl Serialize + ?Sized), rules: &dyn Validate) {
        self.validate(rules);
        match body::json(body) {
            Ok(bytes) => self.0.body = Some((JSON, bytes)),
            // The message of serde can quote values.
            Err(_) => self.fail(ErrorKind::Validation(Invalid::new(
                "",
                "cannot be written as JSON",
                "",
            ))),
        }
    }

    /// Sets the body as bytes.
    pub fn bytes(&mut self, content_type: &'static str, body: Bytes) {
        self.0.body = Some((HeaderValue::from_static(content_type), body));
    }

    /// Checks a value against the limits of the API.
    pub fn validate(&mut self, rules: &dyn Validate) {
        if self.0.skip_validation {
            return;
        }
        if let Err(invalid) = Validator::check(rules) {
            self.fail(ErrorKind::Validation(invalid));
        }
    }

    /// Keeps the first problem; it is the error of the call.
    pub(crate) fn fail(&mut self, problem: ErrorKind) {
        self.0.problem.get_or_insert(problem);
    }

    /// The most items that `Items` and `Pages` hand out.
    pub fn max_items(&mut self, max_items: usize) {
        self.0.max_items = Some(max_items);
    }

    /// Where `Items` and `Pages` begin.
    pub fn resume(&mut self, checkpoint: Checkpoint) {
        self.0.checkpoint = Some(checkpoint);
    }

    pub(crate) fn item_limit(&self) -> Option<usize> {
        self.0.max_items
    }

    pub(crate) fn checkpoint(&self) -> Option<Checkpoint> {
        self.0.checkpoint.clone()
    }

    pub(crate) fn operation_name(&self) -> &'static str {
        self.0.operation.name
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
            .extra_query
            .push((path::encode(name), path::encode(value)));
    }

    /// See `request_options!`.
    pub fn header(&mut self, name: impl TryInto<HeaderName>, value: impl TryInto<HeaderValue>) {
        let (Ok(name), Ok(value)) = (name.try_into(), value.try_into()) else {
            return self.fail(ErrorKind::Validation(Invalid::new(
                "header",
                "is not a valid header",
                "",
            )));
        };
        if is_reserved(&name, &self.0.client) {
            let reason = "is set by the client and cannot be overridden";
            return self.fail(ErrorKind::Validation(Invalid::new(
                name.as_str(),
                reason,
                "",
            )));
        }
        self.0.headers.insert(name, value);
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
        let operation = self.0.operation.name;
        let prepared = self
            .0
            .prepare()
            .map_err(|error| error.with_operation(operation))?;
        // In a box, so that the futures of the callers stay small.
        Box::pin(execute(prepared)).await
    }

    /// Sends the call; the answer is the `result` of an envelope.
    ///
    /// # Errors
    /// As for `answer`, and an answer that cannot be decoded or says `success: false`.
    pub async fn envelope<T: DeserializeOwned>(self) -> Result<Response<T>> {
        self.answer().await?.envelope()
    }

    /// Sends the call; the answer is one page of a list in an envelope.
    ///
    /// # Errors
    /// As for `envelope`.
    pub async fn page<T: DeserializeOwned>(self) -> Result<Response<Page<T>>> {
        self.answer().await?.page()
    }

    /// Sends the call; the answer is the whole body.
    ///
    /// # Errors
    /// As for `answer`, and an answer that cannot be decoded.
    pub async fn json_body<T: DeserializeOwned>(self) -> Result<Response<T>> {
        self.answer().await?.json()
    }

    /// Sends the call; the body of the answer is ignored, unless it says `success: false`.
    ///
    /// # Errors
    /// As for `answer`, and `success: false`.
    pub async fn unit(self) -> Result<Response<()>> {
        self.answer().await?.unit()
    }

    /// Sends the call; the answer is the body as it came.
    ///
    /// # Errors
    /// As for `answer`.
    pub async fn raw_body(self) -> Result<Response<Bytes>> {
        self.answer().await?.raw()
    }
}

impl Parts {
    fn prepare(mut self) -> Result<Prepared> {
        if let Some(problem) = self.problem.take() {
            return Err(Error::new(problem));
        }
        let path = self.path()?;
        self.check_values()?;
        let mut headers = self.headers()?;
        let mut query: Vec<Pair> = self
            .query
            .iter()
            .flat_map(|(parameter, value)| pairs(parameter, value))
            .collect();
        query.append(&mut self.extra_query);
        self.add_credentials(&mut headers, &mut query)?;
        Ok(Prepared {
            uri: url(&self.client.0.base.text, &path, &query)?,
            operation: self.operation,
            method: self.method,
            retry: self.retry,
            headers,
            body: self.body.map(|(_, bytes)| bytes).unwrap_or_default(),
            limits: self.limits,
            client: self.client,
        })
    }

    /// The path, with every parameter checked: this is not a matter of `skip_validation`.
    fn path(&self) -> Result<String> {
        if let Some(raw) = &self.raw_path {
            return raw_path(raw);
        }
        let mut encoded = Vec::with_capacity(self.path.len());
        for (parameter, value) in &self.path {
            path::check(parameter.name, value, parameter.strict)?;
            if !self.skip_validation {
                let mut check = Validator::new();
                check.text(parameter.name, value, &parameter.constraints);
                check.finish()?;
            }
            encoded.push((parameter.name, path::encode(value)));
        }
        let find = |name: &str| {
            encoded
                .iter()
                .find(|(known, _)| *known == name)
                .map(|(_, value)| value.as_str())
        };
        Ok(path::fill(self.operation.path, find)?)
    }

    fn check_values(&self) -> Result<(), Invalid> {
        if self.skip_validation {
            return Ok(());
        }
        let values = self
            .query
            .iter()
            .chain(&self.header_parameters)
            .chain(&self.cookies);
        values
            .map(|(parameter, value)| check_value(parameter.name, value, &parameter.constraints))
            .collect()
    }

    fn headers(&mut self) -> Result<HeaderMap> {
        let mut headers = std::mem::take(&mut self.headers);
        for (parameter, value) in &self.header_parameters {
            let Some(text) = header_value(parameter.explode, value) else {
                continue;
            };
            let refused = || Invalid::new(parameter.name, "cannot be a header", "");
            let name = HeaderName::try_from(parameter.name).map_err(|_| refused())?;
            headers.insert(name, HeaderValue::try_from(text).map_err(|_| refused())?);
        }
        let cookies: Vec<Pair> = self
            .cookies
            .iter()
            .flat_map(|(parameter, value)| pairs(parameter, value))
            .collect();
        if !cookies.is_empty() {
            let cookies = cookies
                .iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect::<Vec<_>>()
                .join("; ");
            let refused = |_| Error::invalid(Invalid::new("cookie", "cannot be a header", ""));
            headers.insert(COOKIE, HeaderValue::try_from(cookies).map_err(refused)?);
        }
        headers.insert(ACCEPT, HeaderValue::from_static(self.operation.accept));
        headers.insert(USER_AGENT, self.client.0.user_agent.clone());
        if let Some((content_type, _)) = &self.body {
            headers.insert(CONTENT_TYPE, content_type.clone());
        }
        Ok(headers)
    }

    fn add_credentials(&self, headers: &mut HeaderMap, query: &mut Vec<Pair>) -> Result<()> {
        for carrier in self.chosen_credentials()? {
            match carrier {
                Carrier::Header(name, value) => {
                    headers.append(name, value.clone());
                }
                Carrier::Query(name, value) => {
                    query.push((path::encode(name), path::encode(value.expose())))
                }
            }
        }
        Ok(())
    }

    fn chosen_credentials(&self) -> Result<Vec<&Carrier>> {
        let accepted = self.operation.security;
        match &self.client.0.credentials {
            Some(credentials) if self.raw_path.is_some() => Ok(credentials.all()),
            Some(credentials) => credentials.choose(accepted).ok_or_else(|| {
                Error::config(format!(
                    "the credentials of the client do not fit: it needs {}",
                    alternatives(accepted)
                ))
            }),
            None if self.raw_path.is_some()
                || accepted.is_empty()
                || accepted.iter().any(|all| all.is_empty()) =>
            {
                Ok(Vec::new())
            }
            None => Err(Error::config(format!(
                "the client has no credentials: it needs {}",
                alternatives(accepted)
            ))),
        }
    }
}

fn alternatives(security: &[&[&str]]) -> String {
    security
        .iter()
        .map(|all| all.join(" with "))
        .collect::<Vec<_>>()
        .join(", or ")
}

fn replace(
    values: &mut Vec<(&'static Parameter, Value)>,
    parameter: &'static Parameter,
    value: Value,
) {
    match values
        .iter_mut()
        .find(|(known, _)| known.name == parameter.name)
    {
        Some(known) => known.1 = value,
        None => values.push((parameter, value)),
    }
}

fn pairs(parameter: &Parameter, value: &Value) -> Vec<Pair> {
    query_pairs(
        parameter.name,
        parameter.style,
        parameter.explode,
        false,
        value,
    )
}

fn raw_path(raw: &str) -> Result<String> {
    let refused = |reason: &str| Error::invalid(Invalid::new("path", reason, ""));
    let segments = raw
        .strip_prefix('/')
        .ok_or_else(|| refused("must begin with a slash"))?;
    if raw.contains(['?', '#', '\\', ' ']) {
        return Err(refused("must not contain any of ? # \\ or a space"));
    }
    for segment in segments.split('/') {
        path::check("path", segment, false)?;
    }
    Ok(raw.to_owned())
}

fn url(base: &str, path: &str, query: &[Pair]) -> Result<Uri> {
    let mut url = format!("{base}{path}");
    if !query.is_empty() {
        url.push('?');
        url.push_str(&join_pairs(query));
    }
    url.parse().map_err(|error| {
        Error::invalid(Invalid::new("url", "is not a valid URL", "")).with_source(error)
    })
}

/// Whether a header belongs to the client: what it says about the body, the connection and the caller.
fn is_reserved(name: &HeaderName, client: &Client) -> bool {
    const RESERVED: [&str; 16] = [
        "accept",
        "authorization",
        "connection",
        "content-length",
        "content-type",
        "cookie",
        "expect",
        "host",
        "keep-alive",
        "proxy-authorization",
        "proxy-connection",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
        "user-agent",
    ];
    let name = name.as_str();
    RESERVED.contains(&name)
        || client
            .0
            .service
            .schemes
            .iter()
            .any(|scheme| matches!(scheme.place, Place::Header(own) if own == name))
}

impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("operation", &self.0.operation.name)
            .finish_non_exhaustive()
    }
}
