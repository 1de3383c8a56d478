//! The identifier of a secret is not that of a store.

use cloudflare_secrets_store::{Client, Secret};

fn handle(client: &Client, secret: Secret) {
    let _store = client.account("a").store(secret.id);
    let _secret = client.account("a").store("b").secrets().get(secret.store_id);
}

fn main() {}
