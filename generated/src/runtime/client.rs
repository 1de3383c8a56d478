// @generated from generator/runtime/src/runtime/client.rs. Edit that file.

//! The client that all handles share.

use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use http::{HeaderMap, HeaderValue};

use crate::runtime::base_url::BaseUrl;
use crate::runtime::credentials::{Credentials, PreparedCredentials};
use crate::runtime::drift::Drift;
use crate::runtime::error::Result;
use crate::runtime::rate_limit::{Pacer, RateLimit};
use crate::runtime::raw_request::RawRequest;
use crate::runtime::retry::{Budget, RetryPolicy};
use crate::runtime::secret::SecretValue;
use crate::runtime::service::{Service, Setting};
use crate::runtime::settings::Settings;
use crate::runtime::time::{Jitter, now};
use crate::runtime::transport::Transport;

/// A client of the service. Clones are cheap and share connections, the budget for retries and what is
/// known about rate limits.
///
/// Connections belong to the Tokio runtime in which they were opened: a request in another one waits for a connection that nobody
/// drives there, or loses it when that runtime ends. A program with several runtimes, such as one for each test, has a client for
/// each. Blocking calls have connections of their own.
#[derive(Clone)]
pub struct Client(pub(crate) Arc<Shared>);

/// What all clones of a client share.
pub(crate) struct Shared {
    pub(crate) service: &'static Service,
    pub(crate) base: BaseUrl,
    /// `http` is accepted for any host.
    pub(crate) allow_http: bool,
    pub(crate) credentials: Current,
    pub(crate) settings: Settings,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) limits: Limits,
    pub(crate) user_agent: HeaderValue,
    /// What every request says, unless it says it otherwise.
    pub(crate) headers: HeaderMap,
    pub(crate) budget: Budget,
    pub(crate) jitter: Jitter,
    pub(crate) pacer: Pacer,
    pub(crate) drift: DriftPolicy,
}

impl Shared {
    /// The parameters that are set once for all calls, with their values.
    pub(crate) fn settings(
        &self,
    ) -> impl Iterator<Item = (&'static Setting, Option<&SecretValue>)> {
        let values = self.settings.iter().map(Option::as_ref);
        self.service.settings.iter().zip(values)
    }
}

/// The credentials that calls begin with, which can change meanwhile.
pub(crate) struct Current(RwLock<Option<Arc<PreparedCredentials>>>);

impl Current {
    pub(crate) fn new(credentials: Option<PreparedCredentials>) -> Self {
        Self(RwLock::new(credentials.map(Arc::new)))
    }

    /// Those of now: a call takes them once, so that what it sends and what it hides are the same.
    pub(crate) fn get(&self) -> Option<Arc<PreparedCredentials>> {
        let current = self.0.read().unwrap_or_else(PoisonError::into_inner);
        current.clone()
    }

    fn set(&self, credentials: PreparedCredentials) {
        let mut current = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let earlier = current.replace(Arc::new(credentials));
        // To wipe what nobody uses any more takes time that no call should wait for.
        drop(current);
        drop(earlier);
    }
}

/// The limits that a single call can change.
#[derive(Clone, Debug)]
pub(crate) struct Limits {
    pub(crate) attempt: Duration,
    pub(crate) total: Duration,
    /// Between two chunks of an answer that is read while it comes.
    pub(crate) idle: Duration,
    pub(crate) retry: RetryPolicy,
    pub(crate) response_size: usize,
}

/// Called with everything that departs from the documented API.
pub(crate) type DriftReport = Arc<dyn Fn(&Drift) + Send + Sync>;

/// What happens when an answer departs from the documented API.
#[derive(Clone, Default)]
pub(crate) struct DriftPolicy {
    pub(crate) report: Option<DriftReport>,
    pub(crate) strict: bool,
}

impl DriftPolicy {
    /// Whether anybody wants to know.
    pub(crate) fn watches(&self) -> bool {
        self.strict || self.report.is_some()
    }
}

impl Client {
    /// What the server last said about its rate limit; `None` if it said nothing, or if that has passed. A limit for a part of
    /// the calls, with a partition key, is only in the [`Response`](crate::runtime::Response::rate_limit) that told it.
    #[must_use]
    pub fn rate_limit(&self) -> Option<RateLimit> {
        self.0.pacer.current(now())
    }

    /// Replaces the credentials of this client, of its clones and of all handles that were made of them, such as with a token
    /// that takes the place of one that expires. What is known about rate limits and the budget for retries stay: for another
    /// user there is [`with_credentials`](Self::with_credentials).
    ///
    /// Calls that begin afterwards carry them, and so do the next pages of a list and the next requests of a call that sends
    /// several. A call that has begun repeats itself with those it has begun with.
    ///
    /// A task that renews a token in time needs no more than a clone:
    ///
    /// ```text
    /// let renewed = client.clone();
    /// tokio::spawn(async move {
    ///     loop {
    ///         let (credentials, lifetime) = sign_in_until_it_works().await;
    ///         if renewed.set_credentials(credentials).is_ok() {
    ///             tokio::time::sleep(lifetime * 3 / 4).await;
    ///         }
    ///     }
    /// });
    /// ```
    ///
    /// # Errors
    /// A credential is empty or cannot be sent; the earlier ones stay.
    #[allow(
        clippy::needless_pass_by_value,
        reason = "as the builder takes them, and no copy stays behind"
    )]
    pub fn set_credentials(&self, credentials: Credentials) -> Result<()> {
        let credentials = credentials.prepare(self.0.service)?;
        self.0.credentials.set(credentials);
        Ok(())
    }

    /// A client with other credentials and the same connections and settings, such as for another user. What is known about
    /// rate limits and the budget for retries begin anew, as servers count by user.
    ///
    /// What was made from this client, clones and handles, keeps its credentials: [`set_credentials`](Self::set_credentials)
    /// replaces those.
    ///
    /// # Errors
    /// A credential is empty or cannot be sent.
    #[allow(
        clippy::needless_pass_by_value,
        reason = "as the builder takes them, and no copy stays behind"
    )]
    pub fn with_credentials(&self, credentials: Credentials) -> Result<Self> {
        let shared = &self.0;
        Ok(Self(Arc::new(Shared {
            service: shared.service,
            base: shared.base.clone(),
            allow_http: shared.allow_http,
            credentials: Current::new(Some(credentials.prepare(shared.service)?)),
            settings: shared.settings.clone(),
            transport: Arc::clone(&shared.transport),
            limits: shared.limits.clone(),
            user_agent: shared.user_agent.clone(),
            headers: shared.headers.clone(),
            budget: Budget::new(),
            jitter: Jitter::new(Some(shared.jitter.number())),
            pacer: Pacer::default(),
            drift: shared.drift.clone(),
        })))
    }

    /// A request to any path below the base URL, with the same credentials, retries and errors:
    /// for operations that this crate does not know yet, and for other representations than those it reads:
    ///
    /// ```text
    /// let path = "/transcripts/7";
    /// let subtitles = client.request(Method::GET, path).accept("text/vtt").text().await?;
    /// ```
    ///
    /// The path is taken as it is, so a caller encodes what needs encoding; dot segments, empty
    /// ones but for the last, `?` and `#` are refused, and so is the method CONNECT.
    pub fn request(&self, method: http::Method, path: impl Into<String>) -> RawRequest {
        RawRequest::new(self, method, path.into())
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("service", &self.0.service.name)
            .field("base_url", &self.0.base.text)
            .field("credentials", &self.0.credentials.get())
            .field("transport", &self.0.transport)
            .finish_non_exhaustive()
    }
}
