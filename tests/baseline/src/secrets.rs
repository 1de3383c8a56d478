//! Secrets.

use reqwest::Method;
use serde::Serialize;

use crate::{Client, EditSecret, Envelope, NewSecret, Result, Scope, Secret, json};

/// Which secrets are listed.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ListSecrets {
    /// The number of the page, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<u64>,
    /// Items of a page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per_page: Option<u64>,
    /// Part of the name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub search: Option<String>,
    /// What they are sorted by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order: Option<String>,
    /// `asc` or `desc`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub direction: Option<String>,
}

#[derive(Serialize)]
struct Duplicate<'a> {
    name: &'a str,
    scopes: &'a [Scope],
    #[serde(skip_serializing_if = "Option::is_none")]
    comment: Option<&'a str>,
}

#[derive(Serialize)]
struct Deletion<'a> {
    ids: &'a [&'a str],
}

impl Client {
    /// One page of secrets.
    pub async fn list_secrets(
        &self,
        store: &str,
        query: &ListSecrets,
    ) -> Result<Envelope<Vec<Secret>>> {
        let request = self.request(Method::GET, &format!("stores/{store}/secrets"));
        self.envelope(request.query(query)).await
    }

    /// Makes secrets.
    pub async fn create_secrets(&self, store: &str, secrets: &[NewSecret]) -> Result<Vec<Secret>> {
        let request = self.request(Method::POST, &format!("stores/{store}/secrets"));
        self.call(json(request, secrets)).await
    }

    /// Deletes secrets.
    pub async fn delete_secrets(&self, store: &str, secrets: &[&str]) -> Result<()> {
        let request = self.request(Method::DELETE, &format!("stores/{store}/secrets"));
        self.done(json(request, &Deletion { ids: secrets })).await
    }

    /// A secret.
    pub async fn get_secret(&self, store: &str, secret: &str) -> Result<Secret> {
        self.call(self.request(Method::GET, &format!("stores/{store}/secrets/{secret}")))
            .await
    }

    /// Changes a secret.
    pub async fn edit_secret(
        &self,
        store: &str,
        secret: &str,
        edit: &EditSecret,
    ) -> Result<Secret> {
        let request = self.request(Method::PATCH, &format!("stores/{store}/secrets/{secret}"));
        self.call(json(request, edit)).await
    }

    /// Makes a secret with the value of another.
    pub async fn duplicate_secret(
        &self,
        store: &str,
        secret: &str,
        name: &str,
        scopes: &[Scope],
        comment: Option<&str>,
    ) -> Result<Secret> {
        let path = format!("stores/{store}/secrets/{secret}/duplicate");
        let body = Duplicate {
            name,
            scopes,
            comment,
        };
        self.call(json(self.request(Method::POST, &path), &body))
            .await
    }

    /// Deletes a secret.
    pub async fn delete_secret(&self, store: &str, secret: &str) -> Result<()> {
        self.done(self.request(Method::DELETE, &format!("stores/{store}/secrets/{secret}")))
            .await
    }
}
