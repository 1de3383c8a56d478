//! Enums may get values, so a match has an arm for the others.

use cloudflare_secrets_store::SecretStatus;

fn is_usable(status: &SecretStatus) -> bool {
    match status {
        SecretStatus::Active => true,
        SecretStatus::Pending | SecretStatus::Deleted => false,
    }
}

fn main() {}
