//! The operations: what each does with the account.

use std::collections::BTreeSet;
use std::time::SystemTime;

use serde_json::{Value, json};

use crate::bodies;
use crate::failure::Failure;
use crate::listing;
use crate::query::Query;
use crate::settings::ACCOUNT_ID;
use crate::store::{Account, Held, NewSecret, Secret};

/// A request that may be carried out.
pub(crate) struct Asked {
    pub(crate) store_id: String,
    pub(crate) secret_id: String,
    pub(crate) query: Query,
    pub(crate) body: Value,
    pub(crate) now: SystemTime,
    /// The most bytes that a value may have.
    pub(crate) most_bytes: usize,
}

/// What was done.
pub(crate) struct Done {
    pub(crate) status: u16,
    pub(crate) result: Value,
    pub(crate) info: Option<Value>,
    /// Secrets that the answer shows.
    pub(crate) read: BTreeSet<String>,
}

/// All have this form, also those that cannot fail.
type Run = fn(&mut Account, &Asked) -> Result<Done, Failure>;

/// An operation that the sandbox carries out, and everything of its request that it looks at.
pub struct Handled {
    /// The `operationId`.
    pub id: &'static str,
    /// Query parameters.
    pub query: &'static [&'static str],
    /// Properties of the body, or of its items.
    pub body: &'static [&'static str],
    pub(crate) run: Run,
}

const fn handled(
    id: &'static str,
    query: &'static [&'static str],
    body: &'static [&'static str],
    run: Run,
) -> Handled {
    Handled {
        id,
        query,
        body,
        run,
    }
}

/// All of them. A test compares them with the specification.
pub static OPERATIONS: [Handled; 12] = [
    handled("secrets-store-quota", &[], &[], quota),
    handled(
        "secrets-store-list",
        &["direction", "order", "page", "per_page"],
        &[],
        list_stores,
    ),
    handled("secrets-store-create", &[], &["name"], create_store),
    handled("secrets-store-get-store-by-id", &[], &[], get_store),
    handled("secrets-store-delete-by-id", &["force"], &[], delete_store),
    handled(
        "secrets-store-secrets-list",
        &["direction", "order", "page", "per_page", "scopes", "search"],
        &[],
        list_secrets,
    ),
    handled(
        "secrets-store-secret-create",
        &[],
        &["comment", "name", "scopes", "value"],
        create_secrets,
    ),
    handled("secrets-store-delete-bulk", &[], &["ids"], delete_secrets),
    handled("secrets-store-get-by-id", &[], &[], get_secret),
    handled(
        "secrets-store-patch-by-id",
        &[],
        &["comment", "scopes", "value"],
        patch_secret,
    ),
    handled("secrets-store-secret-delete-by-id", &[], &[], delete_secret),
    handled(
        "secrets-store-duplicate-by-id",
        &[],
        &["comment", "name", "scopes"],
        duplicate_secret,
    ),
];

impl Done {
    fn one(result: Value) -> Self {
        Self {
            status: 200,
            result,
            info: None,
            read: BTreeSet::new(),
        }
    }

    fn secret(secret: &Secret, now: SystemTime) -> Self {
        Self::one(secret.shown(now))
    }

    fn deleted(status: u16) -> Self {
        Self {
            status,
            ..Self::one(Value::Null)
        }
    }

    fn list(result: Value, info: Value) -> Self {
        Self {
            info: Some(info),
            ..Self::one(result)
        }
    }

    fn reading(self, ids: impl IntoIterator<Item = String>) -> Self {
        Self {
            read: ids.into_iter().collect(),
            ..self
        }
    }

    /// The envelope.
    pub(crate) fn body(self) -> Value {
        let mut body = json!({
            "success": true,
            "errors": [],
            "messages": [],
            "result": self.result,
        });
        if let (Some(info), Value::Object(body)) = (self.info, &mut body) {
            body.insert("result_info".to_owned(), info);
        }
        body
    }
}

#[expect(clippy::unnecessary_wraps, reason = "one of the table")]
fn quota(account: &mut Account, _: &Asked) -> Result<Done, Failure> {
    let (usage, quota) = account.usage();
    Ok(Done::one(
        json!({"secrets": {"quota": quota, "usage": usage}}),
    ))
}

#[expect(clippy::unnecessary_wraps, reason = "one of the table")]
fn list_stores(account: &mut Account, asked: &Asked) -> Result<Done, Failure> {
    let page = listing::stores(account.stores(), &asked.query);
    let shown = page.items.iter().map(|it| it.shown(ACCOUNT_ID)).collect();
    Ok(Done::list(shown, page.info))
}

fn create_store(account: &mut Account, asked: &Asked) -> Result<Done, Failure> {
    let name = text(&asked.body, "name").unwrap_or_default();
    bodies::store_name(&name)?;
    let store = account.create_store(name, asked.now)?;
    Ok(Done::one(store.shown(ACCOUNT_ID)))
}

fn get_store(account: &mut Account, asked: &Asked) -> Result<Done, Failure> {
    let store = account.store(&asked.store_id)?;
    Ok(Done::one(store.shown(ACCOUNT_ID)))
}

fn delete_store(account: &mut Account, asked: &Asked) -> Result<Done, Failure> {
    account.delete_store(&asked.store_id, asked.query.flag("force"))?;
    Ok(Done::deleted(200))
}

fn list_secrets(account: &mut Account, asked: &Asked) -> Result<Done, Failure> {
    account.store(&asked.store_id)?;
    let secrets = account.secrets(&asked.store_id);
    let page = listing::secrets(secrets, &asked.query, asked.now);
    let shown = page.items.iter().map(|it| it.shown(asked.now)).collect();
    let ids: Vec<String> = page.items.iter().map(|it| it.id.clone()).collect();
    Ok(Done::list(shown, page.info).reading(ids))
}

fn create_secrets(account: &mut Account, asked: &Asked) -> Result<Done, Failure> {
    let items = asked.body.as_array().map_or(&[][..], Vec::as_slice);
    let mut new = Vec::new();
    for it in items {
        let value = text(it, "value").unwrap_or_default();
        let secret = NewSecret {
            name: text(it, "name").unwrap_or_default(),
            value: Held(value),
            scopes: scopes(it).unwrap_or_default(),
            comment: text(it, "comment"),
        };
        bodies::secret_name(&secret.name)?;
        bodies::secret_value(&secret.value.0, asked.most_bytes)?;
        new.push(secret);
    }
    let created = account.create_secrets(&asked.store_id, new, asked.now)?;
    let shown: Vec<Value> = created.iter().map(|it| it.shown(asked.now)).collect();
    let info = listing::whole(shown.len());
    Ok(Done::list(shown.into(), info))
}

fn delete_secrets(account: &mut Account, asked: &Asked) -> Result<Done, Failure> {
    let ids = asked.body.get("ids").map_or_else(Vec::new, texts);
    account.delete_secrets(&asked.store_id, &ids)?;
    Ok(Done::deleted(202))
}

fn get_secret(account: &mut Account, asked: &Asked) -> Result<Done, Failure> {
    let secret = account.secret(&asked.store_id, &asked.secret_id)?;
    Ok(Done::secret(secret, asked.now).reading([secret.id.clone()]))
}

fn patch_secret(account: &mut Account, asked: &Asked) -> Result<Done, Failure> {
    let value = text(&asked.body, "value");
    if let Some(value) = &value {
        bodies::secret_value(value, asked.most_bytes)?;
    }
    let (comment, scopes) = (text(&asked.body, "comment"), scopes(&asked.body));
    let changed = account.change_secret(&asked.store_id, &asked.secret_id, |secret| {
        secret.modified = asked.now;
        if let Some(value) = value {
            secret.value = Held(value);
        }
        if let Some(scopes) = scopes {
            secret.scopes = scopes;
        }
        if comment.is_some() {
            secret.comment = comment;
        }
    })?;
    Ok(Done::secret(changed, asked.now))
}

fn delete_secret(account: &mut Account, asked: &Asked) -> Result<Done, Failure> {
    account.delete_secrets(&asked.store_id, std::slice::from_ref(&asked.secret_id))?;
    Ok(Done::deleted(202))
}

fn duplicate_secret(account: &mut Account, asked: &Asked) -> Result<Done, Failure> {
    let original = account.secret(&asked.store_id, &asked.secret_id)?;
    let copy = NewSecret {
        name: text(&asked.body, "name").unwrap_or_default(),
        value: original.value.clone(),
        scopes: scopes(&asked.body).unwrap_or_default(),
        comment: text(&asked.body, "comment"),
    };
    bodies::secret_name(&copy.name)?;
    let created = account.create_secrets(&asked.store_id, vec![copy], asked.now)?;
    Ok(Done::secret(&created[0], asked.now))
}

fn text(body: &Value, name: &str) -> Option<String> {
    Some(body.get(name)?.as_str()?.to_owned())
}

fn texts(list: &Value) -> Vec<String> {
    let items = list.as_array().into_iter().flatten();
    items.filter_map(Value::as_str).map(str::to_owned).collect()
}

fn scopes(body: &Value) -> Option<BTreeSet<String>> {
    body.get("scopes").map(|it| texts(it).into_iter().collect())
}
