//! Requests that nobody awaits are noticed.
#![deny(unused_must_use)]

use cloudflare_secrets_store::resources::secrets::Secrets;

async fn delete(secrets: &Secrets) {
    secrets.delete("id");
}

fn main() {}
