// @generated from spec/examples/import_secrets.rs. Edit that file.

//! Brings secrets from a file into a store: new names are created, names that are there get the new value.
//!
//! The file has a line `NAME=value` for each secret. Values with several lines do not fit into it.
//!
//! ```text
//! cargo run --example import_secrets -- secrets.env
//! ```
//!
//! It needs `CLOUDFLARE_API_TOKEN`, `CLOUDFLARE_ACCOUNT_ID` and `SECRETS_STORE_ID`.

use std::collections::BTreeMap;
use std::env;
use std::error::Error;
use std::fs::File;

use cloudflare_secrets_store::{Client, NewSecret, Scope, SecretId, SecretValue};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let path = env::args().nth(1).ok_or("which file? name it")?;
    // Read as one secret, so that the text of the file is wiped as well.
    let file = SecretValue::from_reader(File::open(path)?)?;
    let values = parsed(file.expose())?;

    let client = Client::from_env()?;
    let account = client.account(env::var("CLOUDFLARE_ACCOUNT_ID")?);
    let secrets = account.store(env::var("SECRETS_STORE_ID")?).secrets();

    let mut there: BTreeMap<String, SecretId> = BTreeMap::new();
    let mut all = secrets.list().per_page(100).items();
    while let Some(secret) = all.try_next().await? {
        there.insert(secret.name, secret.id);
    }

    let mut new = Vec::new();
    for (name, value) in values {
        match there.get(name) {
            Some(id) => {
                secrets.update(id).value(value).await?;
                println!("updated {name}");
            }
            None => new.push(NewSecret::new(name, value, [Scope::Workers])),
        }
    }

    // In as many requests as it takes; what fails does not hide what works.
    let report = secrets.create_all(new).await;
    for (_, secret) in report.succeeded() {
        println!("created {}", secret.name);
    }
    for (secret, error) in report.failed() {
        eprintln!("{} failed: {error}", secret.name);
    }
    if report.is_complete() {
        Ok(())
    } else {
        Err("not everything could be imported; run it again once that is repaired".into())
    }
}

/// Names and values. Errors name the line and never show it.
fn parsed(text: &str) -> Result<BTreeMap<&str, SecretValue>, String> {
    let mut values = BTreeMap::new();
    for (index, line) in text.lines().enumerate() {
        // Spaces at the end of a line may belong to the value.
        let line = line.trim_start();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let pair = line.split_once('=');
        let (name, value) = pair.ok_or(format!("line {}: no `=`", index + 1))?;
        if values
            .insert(name.trim(), SecretValue::from(value))
            .is_some()
        {
            return Err(format!("line {}: a name that was there before", index + 1));
        }
    }
    Ok(values)
}
