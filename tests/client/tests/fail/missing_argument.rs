//! What is required stands in the call.

use cloudflare_secrets_store::resources::secrets::Secrets;
use cloudflare_secrets_store::NewSecret;

fn requests(secrets: &Secrets) {
    let _create = secrets.create([NewSecret::new("NAME", "value")]);
    let _duplicate = secrets.duplicate("id", "COPY");
}

fn main() {}
