//! What the client sends, byte for byte, and what becomes of the answers.

mod credentials;
mod decoding;
mod errors;
mod many;
mod operations;
mod pages;
mod promises;
mod queries;
mod refusals;
mod retries;
mod waits;

use std::time::Duration;

use client_tests::answers::{ACCOUNT, STORE_ID};
use client_tests::{Answer, Server};
use cloudflare_secrets_store::resources::secrets::Secrets;
use cloudflare_secrets_store::resources::store::Store;
use cloudflare_secrets_store::{Client, ClientBuilder, Credentials, RetryPolicy};

/// A client for `server` that repeats at once.
fn builder(server: &Server) -> ClientBuilder {
    Client::builder()
        .base_url(server.base_url())
        .credentials(Credentials::api_token("token-123"))
        .retry(RetryPolicy::standard().initial_backoff(Duration::ZERO))
}

fn client(server: &Server) -> Client {
    builder(server).build().expect("a client")
}

fn store(client: &Client) -> Store {
    client.account(ACCOUNT).store(STORE_ID)
}

/// A server that plays a script, and the secrets of a store on it.
async fn playing(answers: impl IntoIterator<Item = Answer>) -> (Server, Secrets) {
    let server = Server::playing(answers).await;
    let secrets = store(&client(&server)).secrets();
    (server, secrets)
}
