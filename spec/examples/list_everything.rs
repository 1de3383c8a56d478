//! Lists all stores of an account, all secrets in them, and how many more there may be.
//!
//! It needs `CLOUDFLARE_API_TOKEN` and `CLOUDFLARE_ACCOUNT_ID`, and changes nothing.

use std::env;
use std::error::Error;

use cloudflare_secrets_store::{Client, Direction, Scope, SecretOrder};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::from_env()?;
    let account = client.account(env::var("CLOUDFLARE_ACCOUNT_ID")?);

    let mut stores = account.stores().list().items();
    while let Some(store) = stores.try_next().await? {
        println!("{} ({})", store.name, store.id);
        let list = account.store(&store.id).secrets().list();
        let list = list.order(SecretOrder::Name).direction(Direction::Asc);
        let mut secrets = list.per_page(100).items();
        while let Some(secret) = secrets.try_next().await? {
            let scopes: Vec<&str> = secret.scopes.iter().flatten().map(Scope::as_str).collect();
            println!(
                "  {:<24} {:<8} {}",
                secret.name,
                secret.status,
                scopes.join(", ")
            );
        }
    }

    let quota = account.quota().await?.secrets;
    println!("{} of {} secrets", quota.usage, quota.quota);
    Ok(())
}
