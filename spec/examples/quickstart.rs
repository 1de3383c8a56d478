//! The first minutes: puts a secret into the store, lists what is there, and takes the secret out again.
//!
//! It needs `CLOUDFLARE_API_TOKEN` and `CLOUDFLARE_ACCOUNT_ID`.

use std::env;
use std::error::Error;

use cloudflare_secrets_store::{Client, NewSecret, NewStore, Scope};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::from_env()?;
    let account = client.account(env::var("CLOUDFLARE_ACCOUNT_ID")?);

    // An account has one store, once somebody has made it.
    let stores = account.stores().list().await?;
    let store = if let Some(store) = stores.items.into_iter().next() {
        store
    } else {
        let new = NewStore::new("default_secrets_store");
        account.stores().create(new).await?
    };
    println!("store {}", store.name);

    let secrets = account.store(&store.id).secrets();
    let new = NewSecret::new("QUICKSTART", "not a secret", [Scope::Workers]);
    let created = secrets.create([new.comment("made by an example")]).await?;

    let mut all = secrets.list().items(); // every page, one after the other
    while let Some(secret) = all.try_next().await? {
        println!("  {} is {}", secret.name, secret.status);
    }

    for secret in created {
        secrets.delete(&secret.id).await?;
        println!("deleted {}", secret.name);
    }
    Ok(())
}
