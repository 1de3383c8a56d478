//! Secrets are not written anywhere but into requests.

use cloudflare_secrets_store::{NewSecret, Scope};

fn main() {
    let secret = NewSecret::new("A", "B", [Scope::Workers]);
    let _json = serde_json::to_string(&secret);
}
