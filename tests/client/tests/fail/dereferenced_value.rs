//! Secrets do not pass for text.

use cloudflare_secrets_store::SecretValue;

fn log(_: &str) {}

fn main() {
    log(&SecretValue::from("a"));
}
