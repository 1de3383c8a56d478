//! All twelve calls of the generated client, in code of its users.

use std::error::Error;
use std::pin::Pin;

use cloudflare_secrets_store::{Client, NewSecret, NewStore, Scope};

type Outcome = Result<(), Box<dyn Error + Send + Sync>>;

/// Makes a store and a secret, looks at everything, and deletes all of it.
pub fn calls(client: Client, account: String) -> Pin<Box<dyn Future<Output = Outcome> + Send>> {
    Box::pin(async move {
        let account = client.account(account);
        let id = account
            .stores()
            .create(NewStore::new("a"))
            .await?
            .id
            .clone();
        let store = account.store(id);
        store.get().await?;
        account.stores().list().await?;
        account.quota().await?;
        let secrets = store.secrets();
        let new = NewSecret::new("A", "v", [Scope::Workers]);
        let made = secrets.create([new]).await?;
        let Some(secret) = made.first().map(|it| it.id.clone()) else {
            return Ok(());
        };
        secrets.get(secret.clone()).await?;
        secrets.list().await?;
        secrets.update(secret.clone()).comment("b").await?;
        let other = secrets
            .duplicate(secret.clone(), "B", [Scope::Workers])
            .await?;
        secrets.delete_many([other.id.clone()]).await?;
        secrets.delete(secret).await?;
        store.delete().force(true).await?;
        Ok(())
    })
}
