//! Requests come from handles.

use cloudflare_secrets_store::resources::secrets::{Get, Secrets};

fn request(secrets: &Secrets) -> Get {
    Get::new(secrets, "id")
}

fn main() {}
