//! All twelve calls of the client that progenitor makes, in code of its users.

use std::error::Error;
use std::pin::Pin;

use by_progenitor::Client;
use by_progenitor::types::{
    SecretsStoreAccountIdentifier as Account, SecretsStoreCreateSecretObject as NewSecret,
    SecretsStoreCreateStoreObject as NewStore, SecretsStoreDeleteSecretsRequest as Deletion,
    SecretsStoreDuplicateSecretObject as Copied, SecretsStorePatchSecretObject as Edit,
    SecretsStoreScope as Scope,
};

type Outcome = Result<(), Box<dyn Error + Send + Sync>>;

/// Makes a store and a secret, looks at everything, and deletes all of it.
pub fn calls(client: Client, account: Account) -> Pin<Box<dyn Future<Output = Outcome> + Send>> {
    Box::pin(async move {
        let new = NewStore { name: "a".parse()? };
        let made = client.secrets_store_create(&account, &new).await?;
        let store = made.into_inner().result.ok_or("no store")?.id;
        client
            .secrets_store_get_store_by_id(&account, &store)
            .await?;
        client
            .secrets_store_list(&account, None, None, None, None)
            .await?;
        client.secrets_store_quota(&account).await?;
        let new = NewSecret {
            name: "A".parse()?,
            value: "v".parse()?,
            scopes: vec![Scope::Workers],
            comment: None,
        };
        let made = client
            .secrets_store_secret_create(&account, &store, &vec![new])
            .await?;
        let secret = made.into_inner().result.remove(0).id;
        client
            .secrets_store_get_by_id(&account, &store, &secret)
            .await?;
        client
            .secrets_store_secrets_list(&account, &store, None, None, None, None, None, None)
            .await?;
        let edit = Edit {
            comment: Some("b".parse()?),
            scopes: Vec::new(),
            value: None,
        };
        client
            .secrets_store_patch_by_id(&account, &store, &secret, &edit)
            .await?;
        let copied = Copied {
            name: "B".parse()?,
            scopes: vec![Scope::Workers],
            comment: None,
        };
        let other = client
            .secrets_store_duplicate_by_id(&account, &store, &secret, &copied)
            .await?;
        let ids = vec![other.into_inner().result.ok_or("no copy")?.id];
        client
            .secrets_store_delete_bulk(&account, &store, &Deletion { ids })
            .await?;
        client
            .secrets_store_secret_delete_by_id(&account, &store, &secret)
            .await?;
        client
            .secrets_store_delete_by_id(&account, &store, Some(true))
            .await?;
        Ok(())
    })
}
