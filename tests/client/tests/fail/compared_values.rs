//! Secrets are not compared: it takes longer the more of them is equal.

use cloudflare_secrets_store::SecretValue;

fn main() {
    let _equal = SecretValue::from("a") == SecretValue::from("b");
}
