//! Stores.

use reqwest::Method;
use serde::Serialize;

use crate::{Client, Envelope, NewStore, Result, Store, json};

/// Which stores are listed.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ListStores {
    /// The number of the page, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<u64>,
    /// Items of a page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per_page: Option<u64>,
    /// What they are sorted by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order: Option<String>,
    /// `asc` or `desc`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub direction: Option<String>,
}

impl Client {
    /// One page of stores.
    pub async fn list_stores(&self, query: &ListStores) -> Result<Envelope<Vec<Store>>> {
        self.envelope(self.request(Method::GET, "stores").query(query))
            .await
    }

    /// Makes a store.
    pub async fn create_store(&self, store: &NewStore) -> Result<Store> {
        self.call(json(self.request(Method::POST, "stores"), store))
            .await
    }

    /// A store.
    pub async fn get_store(&self, store: &str) -> Result<Store> {
        self.call(self.request(Method::GET, &format!("stores/{store}")))
            .await
    }

    /// Deletes a store; with `force` also one that has secrets.
    pub async fn delete_store(&self, store: &str, force: bool) -> Result<()> {
        let request = self.request(Method::DELETE, &format!("stores/{store}"));
        self.done(request.query(&[("force", force)])).await
    }
}
