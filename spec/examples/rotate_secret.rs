//! Gives a secret a new value, read from the standard input: it is in no argument and in no shell history.
//!
//! ```text
//! openssl rand -hex 32 | cargo run --example rotate_secret -- DATABASE_URL
//! ```
//!
//! It needs `CLOUDFLARE_API_TOKEN`, `CLOUDFLARE_ACCOUNT_ID` and `SECRETS_STORE_ID`.

use std::env;
use std::error::Error;
use std::io;

use cloudflare_secrets_store::{Client, SecretValue};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let name = env::args().nth(1).ok_or("which secret? name it")?;
    // Wiped when it is dropped, and so is the request that carries it.
    let value = SecretValue::from_reader(io::stdin().lock())?;
    if value.is_empty() {
        return Err("there is nothing on the standard input".into());
    }

    let client = Client::from_env()?;
    let account = client.account(env::var("CLOUDFLARE_ACCOUNT_ID")?);
    let secrets = account.store(env::var("SECRETS_STORE_ID")?).secrets();

    // `search` also finds names that only contain the text, so the right one is looked for here.
    let mut found = secrets.list().search(&*name).items();
    let secret = loop {
        match found.try_next().await? {
            Some(secret) if secret.name == name => break secret,
            Some(_) => {}
            None => return Err(format!("there is no secret {name}").into()),
        }
    };
    let changed = secrets.update(&secret.id).value(value).await?;
    println!("{} changed at {}", changed.name, changed.modified);
    Ok(())
}
