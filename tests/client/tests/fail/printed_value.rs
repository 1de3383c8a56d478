//! Secrets are not printed.

use cloudflare_secrets_store::SecretValue;

fn main() {
    println!("{}", SecretValue::from("a"));
}
