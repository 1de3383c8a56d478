//! What is sent and answered.

use serde::{Deserialize, Serialize};

use crate::ApiMessage;

/// What every answer is wrapped in.
#[derive(Debug, Deserialize)]
pub struct Envelope<T> {
    /// Whether it worked.
    pub success: bool,
    /// Why not.
    #[serde(default)]
    pub errors: Vec<ApiMessage>,
    /// What was asked for.
    pub result: Option<T>,
    /// Where a list stands.
    pub result_info: Option<ResultInfo>,
}

/// Where a list stands.
#[derive(Clone, Debug, Deserialize)]
pub struct ResultInfo {
    /// The number of this page, from 1.
    pub page: Option<u64>,
    /// Items of a page.
    pub per_page: Option<u64>,
    /// Items of all pages.
    pub total_count: Option<u64>,
}

/// Where a secret may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// `workers`
    Workers,
    /// `ai_gateway`
    AiGateway,
    /// `dex`
    Dex,
    /// `access`
    Access,
    /// `containers`
    Containers,
    /// `websearch`
    Websearch,
    /// Another one.
    #[serde(other)]
    Other,
}

/// Whether a secret can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SecretStatus {
    /// `pending`
    Pending,
    /// `active`
    Active,
    /// `deleted`
    Deleted,
    /// Another one.
    #[serde(other)]
    Other,
}

/// A secret, without its value.
#[derive(Clone, Debug, Deserialize)]
pub struct Secret {
    /// Its identifier.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The store that it is in.
    pub store_id: String,
    /// Whether it can be used.
    pub status: SecretStatus,
    /// What somebody wrote about it.
    pub comment: Option<String>,
    /// When it was made, as RFC 3339.
    pub created: String,
    /// When it was changed, as RFC 3339.
    pub modified: String,
    /// Where it may be used.
    pub scopes: Option<Vec<Scope>>,
}

/// A secret to be made.
#[derive(Clone, Debug, Serialize)]
pub struct NewSecret {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
    /// Where it may be used.
    pub scopes: Vec<Scope>,
    /// What to write about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

/// What changes of a secret.
#[derive(Clone, Debug, Default, Serialize)]
pub struct EditSecret {
    /// Its value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Where it may be used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scopes: Option<Vec<Scope>>,
    /// What to write about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

/// A store.
#[derive(Clone, Debug, Deserialize)]
pub struct Store {
    /// Its identifier.
    pub id: String,
    /// Its name.
    pub name: String,
    /// When it was made, as RFC 3339.
    pub created: String,
    /// When it was changed, as RFC 3339.
    pub modified: String,
    /// The account that it is in.
    pub account_id: Option<String>,
}

/// A store to be made.
#[derive(Clone, Debug, Serialize)]
pub struct NewStore {
    /// Its name.
    pub name: String,
}

/// What an account may have, and has.
#[derive(Clone, Debug, Deserialize)]
pub struct Quota {
    /// Secrets.
    pub secrets: Usage,
}

/// A limit, and how much of it is used.
#[derive(Clone, Debug, Deserialize)]
pub struct Usage {
    /// The limit.
    pub quota: u64,
    /// How much of it is used.
    pub usage: u64,
}
