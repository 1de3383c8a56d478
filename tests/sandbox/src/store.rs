//! What the sandbox keeps: stores and the secrets in them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::time::{Duration, SystemTime};

use serde_json::{Value, json};

use crate::clock;
use crate::failure::Failure;
use crate::identifiers::Identifiers;
use crate::settings::{Pending, Settings};

/// The value of a secret: it goes in and never out.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Held(pub(crate) String);

impl fmt::Debug for Held {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[held]")
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Store {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) created: SystemTime,
    pub(crate) modified: SystemTime,
}

#[derive(Clone, Debug)]
pub(crate) struct Secret {
    pub(crate) id: String,
    pub(crate) store_id: String,
    pub(crate) name: String,
    pub(crate) comment: Option<String>,
    /// Answers list them in this order, whatever was sent.
    pub(crate) scopes: BTreeSet<String>,
    pub(crate) value: Held,
    pub(crate) created: SystemTime,
    pub(crate) modified: SystemTime,
    progress: Progress,
}

/// How far a secret is on its way to `active`.
#[derive(Clone, Copy, Debug)]
enum Progress {
    Reads(u32),
    Until(SystemTime),
    Active,
}

/// A secret to create.
#[derive(Clone, Debug)]
pub(crate) struct NewSecret {
    pub(crate) name: String,
    pub(crate) value: Held,
    pub(crate) scopes: BTreeSet<String>,
    pub(crate) comment: Option<String>,
}

/// The content of an account. Lists are in the order of creation.
#[derive(Debug)]
pub(crate) struct Account {
    settings: Settings,
    identifiers: Identifiers,
    stores: Vec<Store>,
    secrets: Vec<Secret>,
}

impl Store {
    pub(crate) fn shown(&self, account_id: &str) -> Value {
        json!({
            "id": self.id,
            "name": self.name,
            "created": clock::text(self.created),
            "modified": clock::text(self.modified),
            "account_id": account_id,
        })
    }
}

impl Secret {
    /// Never with the value.
    pub(crate) fn shown(&self, now: SystemTime) -> Value {
        json!({
            "id": self.id,
            "name": self.name,
            "store_id": self.store_id,
            "status": self.status(now),
            "comment": self.comment,
            "scopes": self.scopes,
            "created": clock::text(self.created),
            "modified": clock::text(self.modified),
        })
    }

    pub(crate) fn status(&self, now: SystemTime) -> &'static str {
        match self.progress {
            Progress::Reads(_) => "pending",
            Progress::Until(time) if now < time => "pending",
            Progress::Until(_) | Progress::Active => "active",
        }
    }

    /// After an answer has shown it.
    fn was_read(&mut self) {
        self.progress = match self.progress {
            Progress::Reads(0 | 1) => Progress::Active,
            Progress::Reads(left) => Progress::Reads(left - 1),
            other => other,
        };
    }
}

impl Account {
    pub(crate) fn new(settings: &Settings, now: SystemTime) -> Self {
        let mut account = Self {
            settings: settings.clone(),
            identifiers: Identifiers::default(),
            stores: Vec::new(),
            secrets: Vec::new(),
        };
        for seed in &settings.stores {
            account.seed(seed, now);
        }
        account
    }

    fn seed(&mut self, seed: &crate::settings::Seed, now: SystemTime) {
        // Made one after the other, some time ago, so that sorting shows something.
        let ago = Duration::from_secs(86_400) * 30;
        let mut time = now.checked_sub(ago).unwrap_or(now);
        self.stores.push(Store {
            id: seed.id.clone(),
            name: seed.name.clone(),
            created: time,
            modified: time,
        });
        for (id, secret) in &seed.secrets {
            time += Duration::from_secs(3600);
            let id = id.clone().unwrap_or_else(|| self.identifiers.next());
            let mut secret = Self::made(id, &seed.id, secret.clone(), time);
            secret.progress = Progress::Active;
            self.secrets.push(secret);
        }
    }

    fn made(id: String, store_id: &str, new: NewSecret, now: SystemTime) -> Secret {
        Secret {
            id,
            store_id: store_id.to_owned(),
            name: new.name,
            comment: new.comment,
            scopes: new.scopes,
            value: new.value,
            created: now,
            modified: now,
            progress: Progress::Active,
        }
    }

    // Stores

    pub(crate) fn stores(&self) -> &[Store] {
        &self.stores
    }

    pub(crate) fn store(&self, id: &str) -> Result<&Store, Failure> {
        let found = self.stores.iter().find(|it| it.id == id);
        found.ok_or_else(Failure::store_not_found)
    }

    pub(crate) fn create_store(
        &mut self,
        name: String,
        now: SystemTime,
    ) -> Result<&Store, Failure> {
        if self.stores.len() >= self.settings.max_stores {
            return Err(Failure::maximum_stores_exceeded());
        }
        let index = self.stores.len();
        self.stores.push(Store {
            id: self.identifiers.next(),
            name,
            created: now,
            modified: now,
        });
        Ok(&self.stores[index])
    }

    pub(crate) fn delete_store(&mut self, id: &str, force: bool) -> Result<(), Failure> {
        self.store(id)?;
        if !force && self.secrets.iter().any(|it| it.store_id == id) {
            return Err(Failure::store_not_empty());
        }
        self.stores.retain(|it| it.id != id);
        self.secrets.retain(|it| it.store_id != id);
        Ok(())
    }

    // Secrets

    /// How many secrets there are, and how many there may be.
    pub(crate) fn usage(&self) -> (usize, usize) {
        (self.secrets.len(), self.settings.max_secrets)
    }

    pub(crate) fn secrets(&self, store_id: &str) -> impl Iterator<Item = &Secret> {
        self.secrets
            .iter()
            .filter(move |it| it.store_id == store_id)
    }

    pub(crate) fn secret(&self, store_id: &str, id: &str) -> Result<&Secret, Failure> {
        self.store(store_id)?;
        let found = self.secrets(store_id).find(|it| it.id == id);
        found.ok_or_else(Failure::secret_not_found)
    }

    /// All of them or none.
    pub(crate) fn create_secrets(
        &mut self,
        store_id: &str,
        new: Vec<NewSecret>,
        now: SystemTime,
    ) -> Result<&[Secret], Failure> {
        self.store(store_id)?;
        let mut names: BTreeSet<&str> = self.secrets(store_id).map(|it| &*it.name).collect();
        for it in &new {
            if !names.insert(&it.name) {
                return Err(Failure::secret_name_already_exists(&it.name));
            }
        }
        if self.secrets.len() + new.len() > self.settings.max_secrets {
            let max = self.settings.max_secrets;
            return Err(Failure::maximum_secrets_exceeded(max));
        }
        let before = self.secrets.len();
        for it in new {
            let mut secret = Self::made(self.identifiers.next(), store_id, it, now);
            secret.progress = match self.settings.pending {
                Pending::Never | Pending::ForReads(0) => Progress::Active,
                Pending::ForReads(reads) => Progress::Reads(reads),
                Pending::For(time) => Progress::Until(now + time),
            };
            self.secrets.push(secret);
        }
        Ok(&self.secrets[before..])
    }

    pub(crate) fn change_secret(
        &mut self,
        store_id: &str,
        id: &str,
        change: impl FnOnce(&mut Secret),
    ) -> Result<&Secret, Failure> {
        self.secret(store_id, id)?;
        let found = self.secrets.iter_mut().find(|it| it.id == id);
        let secret = found.ok_or_else(Failure::secret_not_found)?;
        change(secret);
        Ok(secret)
    }

    /// All of them or none.
    pub(crate) fn delete_secrets(&mut self, store_id: &str, ids: &[String]) -> Result<(), Failure> {
        self.store(store_id)?;
        for id in ids {
            self.secret(store_id, id)?;
        }
        self.secrets.retain(|it| !ids.contains(&it.id));
        Ok(())
    }

    /// An answer has shown these; what is pending comes closer to active.
    pub(crate) fn were_read(&mut self, ids: &BTreeSet<String>) {
        let shown = self.secrets.iter_mut().filter(|it| ids.contains(&it.id));
        shown.for_each(Secret::was_read);
    }

    /// True if the secret has this value.
    pub(crate) fn holds(&self, store_id: &str, name: &str, value: &str) -> bool {
        let mut secrets = self.secrets(store_id);
        secrets.any(|it| it.name == name && it.value.0 == value)
    }

    /// Names of the secrets of each store, for the binary's greeting.
    pub(crate) fn names(&self) -> BTreeMap<&str, Vec<&str>> {
        let of = |store: &Store| self.secrets(&store.id).map(|it| &*it.name).collect();
        let entry = |it| (it, of(it));
        let entries = self.stores.iter().map(entry);
        entries.map(|(it, names)| (&*it.name, names)).collect()
    }
}
