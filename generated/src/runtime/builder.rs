// @generated from generator/runtime/src/runtime/builder.rs. Edit that file.

//! How a client is made. Every check is made in `build`.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue};

use crate::runtime::base_url::{self, BaseUrl};
use crate::runtime::client::{Client, Current, DriftPolicy, Limits, Shared};
use crate::runtime::credentials::{Credentials, Variables, variable_value};
use crate::runtime::defaults;
use crate::runtime::drift::Drift;
use crate::runtime::error::{Error, Result};
use crate::runtime::rate_limit::Pacer;
use crate::runtime::reqwest_transport::{Connections, ReqwestTransport};
use crate::runtime::reserved::{is_reserved, marked};
use crate::runtime::retry::{Budget, RetryPolicy};
use crate::runtime::service::Service;
use crate::runtime::settings::{self, Found};
use crate::runtime::time::Jitter;
use crate::runtime::transport::Transport;

/// Builds a [`Client`]. The defaults are in the module `defaults`.
#[derive(Clone)]
#[must_use]
pub struct ClientBuilder {
    service: &'static Service,
    base_url: Option<String>,
    /// What the environment says, or what is wrong with it.
    base_url_from_env: Option<Result<String, String>>,
    credentials: Option<Credentials>,
    credentials_from_env: Option<Result<Credentials, String>>,
    pub(crate) settings: Found,
    settings_from_env: Found,
    transport: Option<Arc<dyn Transport>>,
    connect_timeout: Duration,
    pool_idle_timeout: Duration,
    pub(crate) limits: Limits,
    user_agent_suffix: Option<String>,
    /// What every request says, or what of it cannot be said.
    headers: Result<HeaderMap, String>,
    jitter_seed: Option<u64>,
    allow_http: bool,
    drift: DriftPolicy,
}

impl ClientBuilder {
    /// A builder for one service. It reads nothing from the environment.
    #[doc(hidden)]
    pub fn new(service: &'static Service) -> Self {
        Self {
            service,
            base_url: None,
            base_url_from_env: None,
            credentials: None,
            credentials_from_env: None,
            settings: Vec::new(),
            settings_from_env: Vec::new(),
            transport: None,
            connect_timeout: defaults::CONNECT_TIMEOUT,
            pool_idle_timeout: defaults::POOL_IDLE_TIMEOUT,
            limits: Limits {
                attempt: defaults::ATTEMPT_TIMEOUT,
                total: defaults::TOTAL_TIMEOUT,
                idle: defaults::STREAM_IDLE_TIMEOUT,
                retry: RetryPolicy::standard(),
                response_size: defaults::MAX_RESPONSE_SIZE,
            },
            user_agent_suffix: None,
            headers: Ok(HeaderMap::new()),
            jitter_seed: None,
            allow_http: false,
            drift: DriftPolicy::default(),
        }
    }

    /// The credentials. They win over those of the environment, whichever is set first. [`Client::set_credentials`] replaces
    /// them, and [`Client::with_credentials`] makes a client with others.
    pub fn credentials(mut self, credentials: Credentials) -> Self {
        self.credentials = Some(credentials);
        self
    }

    /// Takes the credentials, and what else of the client has a variable that is set, from the environment: see `from_env`.
    /// What was or will be set explicitly wins.
    ///
    /// # Errors
    /// None yet: that there are no credentials, or only a part of them, is an error of [`build`](Self::build), unless
    /// [`credentials`](Self::credentials) are given.
    #[allow(
        clippy::unnecessary_wraps,
        reason = "part of the documented way to make a client"
    )]
    pub fn credentials_from_env(self) -> Result<Self> {
        Ok(self.credentials_from_variables(&|name| std::env::var(name)))
    }

    /// [`credentials_from_env`](Self::credentials_from_env) with another environment.
    pub(crate) fn credentials_from_variables(mut self, variables: &Variables<'_>) -> Self {
        let url = self
            .service
            .base_url_variable
            .map(|variable| variable_value(variable, variables));
        self.base_url_from_env = url.and_then(Result::transpose).map(|url| {
            url.map(|url| url.expose().to_owned())
                .map_err(|error| error.to_string())
        });
        self.settings_from_env = settings::from_variables(self.service, variables);
        if self.service.credentials.is_empty() {
            return self;
        }
        let found = Credentials::from_variables(self.service, variables)
            .and_then(|it| it.ok_or_else(|| Error::config(missing_variables(self.service))));
        self.credentials_from_env = Some(found.map_err(|error| error.to_string()));
        self
    }

    /// Where the service is. `http` is accepted for addresses of this machine only. All requests go there, those too
    /// for which the API documents an address of their own.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// Accepts `http` for any host. Credentials then travel in clear, for everybody on the way to read.
    pub fn danger_allow_http(mut self, allow: bool) -> Self {
        self.allow_http = allow;
        self
    }

    /// The limit for making one connection. Another transport than the default has its own.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.connect_timeout = limit;
        self
    }

    /// The limit of one attempt, from its start to the last byte of its answer.
    pub fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.limits.attempt = limit;
        self
    }

    /// The limit of one call with all its attempts and the waits between them. No wait outlives it. Each page of `items` and
    /// `pages` is a call of its own.
    pub fn total_timeout(mut self, limit: Duration) -> Self {
        self.limits.total = limit;
        self
    }

    /// How long an unused connection is kept, at most a year.
    pub fn pool_idle_timeout(mut self, limit: Duration) -> Self {
        // The default transport adds it to the time of day.
        const YEAR: Duration = Duration::from_secs(365 * 86_400);
        self.pool_idle_timeout = limit.min(YEAR);
        self
    }

    /// How failed requests are repeated.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.limits.retry = policy;
        self
    }

    /// The largest answer that is accepted, in bytes.
    ///
    /// Of headers, an answer over HTTP/1.1 may have 100, as more would cost every answer an allocation, and one over HTTP/2
    /// 16 KiB. One with more counts as a connection that broke.
    pub fn max_response_size(mut self, bytes: usize) -> Self {
        self.limits.response_size = bytes;
        self
    }

    /// Added to `User-Agent`: the name and version of the program, such as `deployer/1.4`.
    pub fn user_agent_suffix(mut self, suffix: impl Into<String>) -> Self {
        self.user_agent_suffix = Some(suffix.into());
        self
    }

    /// A header of every request, unless a request has its own. A value that is marked as sensitive is a secret, which no
    /// error prints; so is that of `authorization`, which is free where the description of the API names no credentials that
    /// go there.
    pub fn header(
        mut self,
        name: impl TryInto<HeaderName>,
        value: impl TryInto<HeaderValue>,
    ) -> Self {
        if let Ok(headers) = &mut self.headers {
            let added = add(
                headers,
                name.try_into().ok(),
                value.try_into().ok(),
                self.service,
            );
            self.headers = added.map(|()| std::mem::take(headers));
        }
        self
    }

    /// Sends requests with this instead of the built-in HTTP client.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Calls `report` for everything in an answer that the API does not document: unknown fields, unknown
    /// values, nulls that were tolerated. Reports name paths, never values. Of one answer the first 1,000 are reported.
    pub fn on_drift(mut self, report: impl Fn(&Drift) + Send + Sync + 'static) -> Self {
        self.drift.report = Some(Arc::new(report));
        self
    }

    /// Makes everything that [`on_drift`](Self::on_drift) reports an error: for tests against the service.
    pub fn strict(mut self, strict: bool) -> Self {
        self.drift.strict = strict;
        self
    }

    /// Makes the random part of the waits repeatable, for tests.
    pub fn jitter_seed(mut self, seed: u64) -> Self {
        self.jitter_seed = Some(seed);
        self
    }

    /// The client.
    ///
    /// # Errors
    /// The base URL is not one, or is `http` to another machine, or there is none; a credential is empty or cannot be sent, or is missing in
    /// the environment;
    /// TLS is not available.
    pub fn build(self) -> Result<Client> {
        let url = match (&self.base_url, &self.base_url_from_env) {
            (Some(url), _) | (None, Some(Ok(url))) => url,
            (None, Some(Err(reason))) => return Err(Error::config(reason)),
            (None, None) => self.service.base_url.ok_or_else(no_address)?,
        };
        let is_usual = self.base_url.is_none() && self.base_url_from_env.is_none();
        let parsed = BaseUrl::parse(url, self.allow_http);
        let base = BaseUrl {
            is_usual,
            ..parsed.map_err(|error| self.with_variable(error))?
        };
        let connections = Connections {
            connect_timeout: self.connect_timeout,
            pool_idle_timeout: self.pool_idle_timeout,
        };
        let transport = match &self.transport {
            Some(transport) => Arc::clone(transport),
            None => Arc::new(ReqwestTransport::new(connections, &base)?),
        };
        let credentials = match (&self.credentials, &self.credentials_from_env) {
            (Some(credentials), _) | (None, Some(Ok(credentials))) => Some(credentials),
            (None, Some(Err(reason))) => return Err(Error::config(reason)),
            (None, None) => None,
        };
        let credentials = credentials.map(|credentials| credentials.prepare(self.service));
        Ok(Client(Arc::new(Shared {
            service: self.service,
            base,
            allow_http: self.allow_http,
            credentials: Current::new(credentials.transpose()?),
            settings: settings::resolve(self.service, &self.settings, &self.settings_from_env)?,
            transport,
            headers: self.headers.map_err(Error::config)?,
            user_agent: user_agent(self.service, self.user_agent_suffix.as_deref())?,
            limits: self.limits,
            budget: Budget::new(),
            jitter: Jitter::new(self.jitter_seed),
            pacer: Pacer::default(),
            drift: self.drift,
        })))
    }
}

impl ClientBuilder {
    /// What is wrong with the base URL, and where it comes from if nobody set it here.
    fn with_variable(&self, error: Error) -> Error {
        match (
            &self.base_url,
            &self.base_url_from_env,
            self.service.base_url_variable,
        ) {
            (None, Some(_), Some(variable)) => Error::config(format!("{variable}: {error}")),
            _ => error,
        }
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("service", &self.service.name)
            .field("base_url", &self.base_url.as_deref().map(base_url::shown))
            .field("credentials", &self.credentials)
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}

fn user_agent(service: &Service, suffix: Option<&str>) -> Result<HeaderValue> {
    let text = match suffix.map(str::trim).filter(|suffix| !suffix.is_empty()) {
        Some(suffix) => format!("{} {suffix}", service.user_agent),
        None => service.user_agent.to_owned(),
    };
    HeaderValue::from_str(&text)
        .map_err(|error| Error::config("the user agent cannot be a header").with_source(error))
}

/// Adds a header that every request has.
fn add(
    headers: &mut HeaderMap,
    name: Option<HeaderName>,
    value: Option<HeaderValue>,
    service: &Service,
) -> Result<(), String> {
    let name = name.ok_or("a header of all requests has a name that no header can have")?;
    let value = value.ok_or_else(|| format!("the value of `{name}` cannot be a header"))?;
    if is_reserved(&name, service) {
        return Err(format!(
            "`{name}` is set by the client and cannot be overridden"
        ));
    }
    let value = marked(&name, value);
    headers.insert(name, value);
    Ok(())
}

fn no_address() -> Error {
    Error::config("the description of the API does not say where the service is: set the base URL")
}

fn missing_variables(service: &Service) -> String {
    let kinds: Vec<String> = service
        .credentials
        .iter()
        .map(|kind| {
            kind.parts
                .iter()
                .filter_map(|part| part.variable)
                .collect::<Vec<_>>()
                .join(" and ")
        })
        .filter(|variables| !variables.is_empty())
        .collect();
    format!(
        "no credentials in the environment: set {}",
        kinds.join(", or ")
    )
}
