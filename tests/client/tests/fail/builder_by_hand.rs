//! Requests come from handles.

use cloudflare_secrets_store::resources::secrets::Get;

fn request(other: Get) -> Get {
    Get { ..other }
}

fn main() {}
