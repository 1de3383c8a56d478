//! The example of the README, word for word.

use cloudflare_secrets_store::{Client, NewSecret, NewStore, Scope, SecretValue};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::from_env()?; // reads CLOUDFLARE_API_TOKEN
    let account = client.account("985e105f4ecef8ad9ca31a8372d0c353");

    let store = account.stores().create(NewStore::new("service_x_keys")).await?;
    let secrets = account.store(&store.id).secrets();

    let value = SecretValue::from_env("MY_API_KEY")?;
    let secret = NewSecret::new("MY_API_KEY", value, [Scope::Workers]).comment("for service x");
    secrets.create([secret]).await?;

    let mut all = secrets.list().search("MY_").items(); // every page, one after the other
    while let Some(secret) = all.try_next().await? {
        println!("{} {}", secret.name, secret.status);
    }

    match secrets.get("3fd85f74b32742f1bff64a85009dda07").await {
        Err(error) if error.is_not_found() => println!("no such secret"),
        answer => println!("{:?}", answer?.modified),
    }
    Ok(())
}
