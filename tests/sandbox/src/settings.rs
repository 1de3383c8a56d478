//! What a sandbox can be told before it starts.

use std::collections::BTreeSet;
use std::time::{Duration, SystemTime};

use crate::store::{Held, NewSecret};

/// The account of the examples in the documentation.
pub const ACCOUNT_ID: &str = "985e105f4ecef8ad9ca31a8372d0c353";

/// The store of the examples in the documentation.
pub const STORE_ID: &str = "023e105f4ecef8ad9ca31a8372d0c353";

/// The secret of the examples in the documentation.
pub const SECRET_ID: &str = "3fd85f74b32742f1bff64a85009dda07";

/// The token that may do everything.
pub const TOKEN: &str = "sandbox-token";

/// The token that may only read.
pub const READ_TOKEN: &str = "sandbox-token-read";

/// The email that goes with [`KEY`].
pub const EMAIL: &str = "user@example.com";

/// The Global API Key of [`EMAIL`].
pub const KEY: &str = "sandboxkey";

/// When a new secret becomes `active`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Pending {
    /// It is from the start.
    Never,
    /// After so many answers besides that of its creation have shown it as `pending`.
    ForReads(u32),
    /// After this time on the sandbox's clock.
    For(Duration),
}

/// A store that is there from the start.
#[derive(Clone, Debug)]
pub(crate) struct Seed {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) secrets: Vec<(Option<String>, NewSecret)>,
}

/// Settings of a sandbox: limits as the service has them, all of which can be changed.
#[derive(Clone, Debug)]
#[must_use]
pub struct Settings {
    pub(crate) max_stores: usize,
    pub(crate) max_secrets: usize,
    pub(crate) pending: Pending,
    pub(crate) rate: (u32, Duration),
    pub(crate) stopped_clock: Option<SystemTime>,
    pub(crate) stores: Vec<Seed>,
}

impl Default for Settings {
    /// One store, `default_secrets_store`, with three secrets.
    fn default() -> Self {
        let mut settings = Self::empty();
        settings.stores.push(Seed {
            id: STORE_ID.to_owned(),
            name: "default_secrets_store".to_owned(),
            secrets: vec![
                seeded(
                    Some(SECRET_ID),
                    "DATABASE_URL",
                    &["workers"],
                    "main database",
                ),
                seeded(
                    None,
                    "PAYMENTS_API_KEY",
                    &["workers", "ai_gateway"],
                    "for checkout",
                ),
                seeded(None, "SIGNING_KEY", &["access"], ""),
            ],
        });
        settings
    }
}

fn seeded(
    id: Option<&str>,
    name: &str,
    scopes: &[&str],
    comment: &str,
) -> (Option<String>, NewSecret) {
    let secret = NewSecret {
        name: name.to_owned(),
        value: Held(format!("seeded-{name}")),
        scopes: scopes
            .iter()
            .map(|it| (*it).to_owned())
            .collect::<BTreeSet<_>>(),
        comment: (!comment.is_empty()).then(|| comment.to_owned()),
    };
    (id.map(str::to_owned), secret)
}

impl Settings {
    /// No store: an account that has never used Secrets Store.
    pub fn empty() -> Self {
        Self {
            max_stores: 1,
            max_secrets: 100,
            pending: Pending::ForReads(1),
            rate: (1200, Duration::from_secs(300)),
            stopped_clock: None,
            stores: Vec::new(),
        }
    }

    /// How many stores the account may have; 1 as on the service.
    pub fn max_stores(mut self, count: usize) -> Self {
        self.max_stores = count;
        self
    }

    /// How many secrets the account may have; 100 as on the service.
    pub fn max_secrets(mut self, count: usize) -> Self {
        self.max_secrets = count;
        self
    }

    /// When a new secret becomes `active`; after one more answer, if not set.
    pub fn pending(mut self, pending: Pending) -> Self {
        self.pending = pending;
        self
    }

    /// How many requests are answered in a time; 1,200 in five minutes as on the service. One more, and everything is
    /// answered 429 for five minutes.
    pub fn rate(mut self, requests: u32, window: Duration) -> Self {
        self.rate = (requests, window);
        self
    }

    /// A clock that stands still, but for a millisecond with each request: the same requests get the same answers.
    pub fn stopped_clock(mut self, time: SystemTime) -> Self {
        self.stopped_clock = Some(time);
        self
    }
}
