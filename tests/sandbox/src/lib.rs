//! A Secrets Store on this machine, for tests and for trying things out: no account, no network, nothing to clean up.
//!
//! ```
//! use cloudflare_secrets_store::{NewSecret, Scope};
//! use secrets_store_sandbox::{STORE_ID, Sandbox};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> cloudflare_secrets_store::Result<()> {
//! let sandbox = Sandbox::start().await;
//! let secrets = sandbox.account().store(STORE_ID).secrets();
//!
//! let created = secrets.create([NewSecret::new("API_KEY", "value", [Scope::Workers])]).await?;
//! assert_eq!(created[0].name, "API_KEY");
//! assert!(sandbox.holds(STORE_ID, "API_KEY", "value"));
//! # Ok(())
//! # }
//! ```
//!
//! Faults come on demand, and time passes when it is told to:
//!
//! ```
//! use cloudflare_secrets_store::{Outcome, RetryPolicy};
//! use secrets_store_sandbox::{Fault, SECRET_ID, STORE_ID, Sandbox};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() {
//! let sandbox = Sandbox::start().await;
//! let secrets = sandbox.account().store(STORE_ID).secrets();
//!
//! sandbox.inject(Fault::LostAnswer);
//! let error = secrets.delete(SECRET_ID).retry(RetryPolicy::none()).await.unwrap_err();
//! assert_eq!(error.outcome(), Outcome::Unknown);
//! assert!(secrets.get(SECRET_ID).await.unwrap_err().is_not_found(), "it was deleted all the same");
//! # }
//! ```
//!
//! Programs that are not written in Rust use the binary, `cargo run -p secrets-store-sandbox`.
//!
//! # How far it is like the service
//!
//! Routes, parameters, bodies and answers are those of `spec/` with its overlay: requests are checked against it, and
//! the sandbox refuses to answer what it does not allow. What `spec/` does not say follows what is known of the
//! service: its limits, its error codes, its order of scopes. Where nothing is known, the choice is ours:
//!
//! | matter | choice |
//! |---|---|
//! | page size if nobody asks | 20 |
//! | page 0 | the first |
//! | `search` | part of the name or comment, in upper or lower case |
//! | several `scopes` in the query | secrets that have all of them |
//! | several secrets in one request, one of them wrong | none is created, or deleted |
//! | a name that is taken | 400 `secret_name_already_exists` |
//! | a name with other characters | 400 `secret_name_invalid` |
//! | a query parameter of the wrong type | 400 `invalid_query_parameter` |
//! | a store that is not empty | 409 with code 1003 |
//! | after a change of its value, a secret | stays `active` |
//!
//! A request that the service is not known to refuse, though the specification does not have it, is answered and
//! noted: see [`Entry::notes`].

mod answer;
pub mod bodies;
mod clock;
mod connection;
pub mod contract;
mod control;
pub mod credentials;
mod failure;
mod faults;
mod identifiers;
mod journal;
mod listing;
pub mod operations;
mod query;
mod rate;
mod route;
mod sandbox;
pub mod schema;
mod service;
mod settings;
mod store;

pub use faults::{Chance, Fault, Injection};
pub use journal::Entry;
pub use sandbox::Sandbox;
pub use service::{LABEL_HEADER, Watcher};
pub use settings::{
    ACCOUNT_ID, EMAIL, KEY, Pending, READ_TOKEN, SECRET_ID, STORE_ID, Settings, TOKEN,
};
