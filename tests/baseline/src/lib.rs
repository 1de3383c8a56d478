//! Secrets Store as a person writes it in an afternoon: reqwest, serde, one method for each operation.
//!
//! It has what such clients have, and no more: types, errors, the envelope. Nothing is retried, checked or redacted. The
//! benchmarks compare the generated client with it: what it costs to compile, and what a call costs.

mod error;
mod secrets;
mod stores;
mod types;

use reqwest::{Method, RequestBuilder};
use serde::Serialize;
use serde::de::DeserializeOwned;

pub use error::{ApiMessage, Error};
pub use secrets::ListSecrets;
pub use stores::ListStores;
pub use types::{
    EditSecret, Envelope, NewSecret, NewStore, Quota, ResultInfo, Scope, Secret, SecretStatus,
    Store, Usage,
};

/// Whatever goes wrong is an [`Error`].
pub type Result<T> = std::result::Result<T, Error>;

/// A client for one account.
#[derive(Clone, Debug)]
pub struct Client {
    http: reqwest::Client,
    base: String,
    token: String,
    account: String,
}

impl Client {
    /// A client that sends an API token to the server at `base`, such as `https://api.cloudflare.com/client/v4`.
    pub fn new(
        base: impl Into<String>,
        token: impl Into<String>,
        account: impl Into<String>,
    ) -> Self {
        Self {
            http: reqwest::Client::new(),
            base: base.into(),
            token: token.into(),
            account: account.into(),
        }
    }

    /// What the account may have, and has.
    pub async fn quota(&self) -> Result<Quota> {
        self.call(self.request(Method::GET, "quota")).await
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let address = format!(
            "{}/accounts/{}/secrets_store/{path}",
            self.base, self.account
        );
        self.http.request(method, address).bearer_auth(&self.token)
    }

    /// The result of a call that has one.
    async fn call<T: DeserializeOwned>(&self, request: RequestBuilder) -> Result<T> {
        let envelope = self.envelope(request).await?;
        envelope.result.ok_or(Error::NoResult)
    }

    /// A call that answers nothing.
    async fn done(&self, request: RequestBuilder) -> Result<()> {
        self.envelope::<serde_json::Value>(request).await.map(drop)
    }

    async fn envelope<T: DeserializeOwned>(&self, request: RequestBuilder) -> Result<Envelope<T>> {
        let response = request.send().await?;
        let status = response.status();
        let body = response.bytes().await?;
        if status.is_success() {
            let envelope: Envelope<T> = serde_json::from_slice(&body)?;
            if envelope.success {
                return Ok(envelope);
            }
            return Err(Error::Api(status, envelope.errors));
        }
        let errors = serde_json::from_slice::<Envelope<serde_json::Value>>(&body);
        Err(Error::Api(
            status,
            errors.map(|it| it.errors).unwrap_or_default(),
        ))
    }
}

/// A body in JSON.
fn json(request: RequestBuilder, body: &(impl Serialize + ?Sized)) -> RequestBuilder {
    request.json(body)
}
