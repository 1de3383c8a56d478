//! Requests and lists on other tasks and threads.

use cloudflare_secrets_store::{Client, Items, NewSecret, Result, Secret};
use tokio::task::JoinSet;

async fn count(mut items: Items<Secret>) -> Result<usize> {
    let mut count = 0;
    while items.try_next().await?.is_some() {
        count += 1;
    }
    Ok(count)
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::from_env()?;
    let secrets = client.account("a").store("b").secrets();

    let counting = tokio::spawn(count(secrets.list().items()));
    let getting = tokio::spawn(secrets.get("c").into_future());
    let sending = tokio::spawn(secrets.get("c").send());
    println!("{} {} {}", counting.await??, getting.await??.name, sending.await??.attempts());

    let mut tasks = JoinSet::new();
    for name in ["A", "B"] {
        let secrets = secrets.clone();
        tasks.spawn(async move { secrets.create([NewSecret::new(name, "v", ["workers"])]).await });
    }
    while let Some(created) = tasks.join_next().await {
        println!("{:?}", created??);
    }

    let (store, quota) = {
        let account = client.account("a");
        let store = account.store("b").get().into_future();
        tokio::try_join!(store, account.quota().into_future())
    }?;
    println!("{store:?} {quota:?}");
    Ok(())
}
