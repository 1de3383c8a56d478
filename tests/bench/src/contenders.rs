//! The same calls, made in three ways.

use anyhow::{Result, ensure};
use bytes::Bytes;
use cloudflare_secrets_store as generated;
use http_body_util::{BodyExt as _, Full};
use hyper_util::client::legacy::Client as Hyper;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use secrets_store_baseline as by_hand;

/// How many secrets a page has.
pub(crate) const PAGE: usize = 100;

const ACCOUNT: &str = "985e105f4ecef8ad9ca31a8372d0c353";
const STORE: &str = "023e105f4ecef8ad9ca31a8372d0c353";
const SECRET: &str = "3fd85f74b32742f1bff64a85009dda07";

/// What is called.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Call {
    /// One secret.
    Get,
    /// A page of secrets.
    List,
}

/// Somebody who can make the calls.
#[derive(Clone)]
pub(crate) enum Contender {
    /// hyper and no parsing: what no client of JSON can beat.
    Raw(Box<Hyper<HttpConnector, Full<Bytes>>>, String),
    /// `tests/baseline`.
    ByHand(by_hand::Client),
    /// The generated client.
    Generated(generated::Client),
}

/// Their names, in the order of [`all`].
pub(crate) const NAMES: [&str; 3] = ["hyper, body not read as JSON", "by hand", "generated"];

/// The one that the others are compared with.
pub(crate) const BASELINE: usize = 1;

/// All of them, each with connections of its own.
pub(crate) fn all(base: &str) -> Result<Vec<Contender>> {
    let mut connector = HttpConnector::new();
    connector.set_nodelay(true);
    let hyper = Hyper::builder(TokioExecutor::new()).build(connector);
    let client = generated::Client::builder()
        .credentials(generated::Credentials::api_token("t"))
        .base_url(base)
        .build()?;
    Ok(vec![
        Contender::Raw(
            Box::new(hyper),
            format!("{base}/accounts/{ACCOUNT}/secrets_store/stores/{STORE}"),
        ),
        Contender::ByHand(by_hand::Client::new(base, "t", ACCOUNT)),
        Contender::Generated(client),
    ])
}

impl Contender {
    /// Makes a call and looks whether it worked.
    pub(crate) async fn call(&self, call: Call) -> Result<()> {
        match (self, call) {
            (Self::Raw(client, store), call) => {
                let address = match call {
                    Call::Get => format!("{store}/secrets/{SECRET}"),
                    Call::List => format!("{store}/secrets?per_page={PAGE}"),
                };
                let request = http::Request::get(address)
                    .header("authorization", "Bearer t")
                    .body(Full::default())?;
                let body = client.request(request).await?.into_body().collect().await?;
                ensure!(!body.to_bytes().is_empty(), "nothing came");
            }
            (Self::ByHand(client), Call::Get) => {
                let secret = client.get_secret(STORE, SECRET).await?;
                ensure!(!secret.name.is_empty(), "another secret");
            }
            (Self::ByHand(client), Call::List) => {
                let query = by_hand::ListSecrets {
                    per_page: Some(PAGE as u64),
                    ..Default::default()
                };
                let page = client.list_secrets(STORE, &query).await?;
                let secrets = page.result.unwrap_or_default();
                ensure!(secrets.len() == PAGE, "another page");
            }
            (Self::Generated(client), Call::Get) => {
                let secrets = client.account(ACCOUNT).store(STORE).secrets();
                let secret = secrets.get(SECRET).await?;
                ensure!(!secret.name.is_empty(), "another secret");
            }
            (Self::Generated(client), Call::List) => {
                let secrets = client.account(ACCOUNT).store(STORE).secrets();
                let page = secrets.list().per_page(PAGE as u64).await?;
                ensure!(page.items.len() == PAGE, "another page");
            }
        }
        Ok(())
    }
}

/// All secrets of the server's store, one after the other.
pub(crate) async fn stream(
    client: &generated::Client,
    mut each: impl FnMut(&generated::Secret),
) -> Result<usize> {
    let secrets = client.account(ACCOUNT).store(STORE).secrets();
    let mut items = secrets.list().per_page(PAGE as u64).items();
    let mut count = 0;
    while let Some(secret) = items.try_next().await? {
        each(&secret);
        count += 1;
    }
    Ok(count)
}
