//! Clients, handles and requests as parts of programs.

use std::fmt::Debug;
use std::sync::Arc;

use cloudflare_secrets_store::resources::account::Account;
use cloudflare_secrets_store::resources::secrets::{Create, Get, List, Secrets, Update};
use cloudflare_secrets_store::resources::store::Store;
use cloudflare_secrets_store::resources::stores::Stores;
use cloudflare_secrets_store::{
    AccountId, Client, Credentials, Error, NewSecret, Page, Response, Result, Secret, SecretId, SecretValue, StoreId,
};

/// Keeps a handle, and so neither the client nor the identifiers.
#[derive(Clone, Debug)]
struct Vault {
    secrets: Secrets,
}

impl Vault {
    fn new(client: &Client, account: impl Into<AccountId>, store: impl Into<StoreId>) -> Self {
        let secrets = client.account(account).store(store).secrets();
        Self { secrets }
    }

    fn named(&self, name: &str) -> List {
        self.secrets.list().search(name)
    }

    async fn find(&self, name: &str) -> Result<Option<Secret>> {
        let mut found = self.named(name).items();
        while let Some(secret) = found.try_next().await? {
            if secret.name == name {
                return Ok(Some(secret));
            }
        }
        Ok(None)
    }
}

/// What others can be put in the place of.
trait Source {
    fn vault(&self) -> &Vault;
}

impl Source for Arc<Vault> {
    fn vault(&self) -> &Vault {
        self
    }
}

fn is_send_sync<T: Send + Sync + 'static>() {}
fn is_a_handle<T: Clone + Debug + Send + Sync + 'static>() {}
fn is_a_key<T: Clone + Debug + Ord + std::hash::Hash>() {}

#[tokio::main]
async fn main() -> Result<()> {
    is_a_handle::<Client>();
    is_a_handle::<Account>();
    is_a_handle::<Store>();
    is_a_handle::<Stores>();
    is_a_handle::<Secrets>();
    is_a_handle::<NewSecret>();
    is_a_handle::<SecretValue>();
    is_a_handle::<Credentials>();
    is_a_handle::<Page<Secret>>();
    is_a_handle::<Response<Secret>>();
    is_send_sync::<Error>();
    is_send_sync::<Get>();
    is_send_sync::<Create>();
    is_send_sync::<Update>();
    is_a_key::<SecretId>();

    let client = Client::from_env()?;
    let store: StoreId = "023e105f4ecef8ad9ca31a8372d0c353".parse()?;
    let vault = Arc::new(Vault::new(&client, String::from("a"), store.clone()));
    drop(client);
    assert!(vault.vault().find("MY_API_KEY").await?.is_some());
    assert_eq!(store.as_str(), store.to_string());
    Ok(())
}
