//! All twelve calls of the client written by hand, in code of its users.

use std::error::Error;
use std::pin::Pin;

use secrets_store_baseline::{
    Client, EditSecret, ListSecrets, ListStores, NewSecret, NewStore, Scope,
};

type Outcome = Result<(), Box<dyn Error + Send + Sync>>;

/// Makes a store and a secret, looks at everything, and deletes all of it.
pub fn calls(client: Client) -> Pin<Box<dyn Future<Output = Outcome> + Send>> {
    Box::pin(async move {
        let name = "a".to_owned();
        let store = client.create_store(&NewStore { name }).await?.id;
        client.get_store(&store).await?;
        client.list_stores(&ListStores::default()).await?;
        client.quota().await?;
        let new = NewSecret {
            name: "A".to_owned(),
            value: "v".to_owned(),
            scopes: vec![Scope::Workers],
            comment: None,
        };
        let made = client.create_secrets(&store, &[new]).await?;
        let secret = made.first().map_or("", |it| it.id.as_str());
        client.get_secret(&store, secret).await?;
        client.list_secrets(&store, &ListSecrets::default()).await?;
        let edit = EditSecret {
            comment: Some("b".to_owned()),
            ..EditSecret::default()
        };
        client.edit_secret(&store, secret, &edit).await?;
        let scopes = [Scope::Workers];
        let other = client
            .duplicate_secret(&store, secret, "B", &scopes, None)
            .await?;
        client.delete_secrets(&store, &[&other.id]).await?;
        client.delete_secret(&store, secret).await?;
        client.delete_store(&store, true).await?;
        Ok(())
    })
}
