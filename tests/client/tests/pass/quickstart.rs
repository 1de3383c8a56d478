//! One call of each kind.

use std::time::Duration;

use cloudflare_secrets_store::{
    Client, Direction, NewSecret, NewStore, Result, Scope, SecretId, SecretOrder, StoreOrder,
};

#[tokio::main]
async fn main() -> Result<()> {
    let client = Client::from_env()?;
    let account = client.account("985e105f4ecef8ad9ca31a8372d0c353");

    let stores = account.stores();
    let store = stores.create(NewStore::new("service_x_keys")).await?;
    let by_name = stores.list().order(StoreOrder::Name).per_page(50).await?;
    assert_eq!(by_name.items[0].id, store.id);

    let secrets = account.store(&store.id).secrets();
    let value = String::from("api-token-secret-123");
    let created = secrets
        .create([
            NewSecret::new("MY_API_KEY", value, [Scope::Workers, Scope::AiGateway])
                .comment("info about my secret"),
        ])
        .await?;

    let page = secrets
        .list()
        .order(SecretOrder::Name)
        .direction(Direction::Asc)
        .per_page(50)
        .await?;
    println!("{} of {:?}", page.items.len(), page.info.total_count);

    let mut all = secrets.list().search("prod-").scopes([Scope::Workers]).items();
    while let Some(secret) = all.try_next().await? {
        println!("{} {}", secret.name, secret.status);
    }

    secrets.update(&created[0].id).value("new").await?;
    secrets
        .duplicate(&created[0].id, "MY_API_KEY_COPY", [Scope::Workers])
        .await?;

    let id = &created[0].id;
    let response = secrets
        .get(id)
        .attempt_timeout(Duration::from_secs(3))
        .send()
        .await?;
    println!(
        "{} {:?} {:?} {}",
        response.status(),
        response.ray_id(),
        response.rate_limit(),
        response.attempts()
    );
    println!("{}", response.into_inner().modified);

    secrets.delete(id).await?;
    let ids: Vec<SecretId> = created.into_iter().map(|secret| secret.id).collect();
    secrets.delete_many(ids).await?;
    account.store(&store.id).delete().force(true).await?;

    let quota = account.quota().await?.secrets;
    println!("{} of {}", quota.usage, quota.quota);
    Ok(())
}
