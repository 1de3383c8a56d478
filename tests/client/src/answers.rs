//! What the service answers, as files.
//!
//! Four of them are the examples of the documentation, as it prints them; the others are what the
//! running service sends.

/// "Create a secret" as the page with `curl` shows it.
pub const CREATE_SECRET_CURL: &str = include_str!("../tests/answers/create_secret_curl.json");
/// "Create a secret" as the page for Go shows it: later than the one with `curl`.
pub const CREATE_SECRET_GO: &str = include_str!("../tests/answers/create_secret_go.json");
/// "Create a store" as the page for TypeScript shows it, with a list that the service never sends.
pub const CREATE_STORE_TYPESCRIPT: &str =
    include_str!("../tests/answers/create_store_typescript.json");
/// "Patch a secret".
pub const PATCH_SECRET_HTTP: &str = include_str!("../tests/answers/patch_secret_http.json");
/// Every deletion.
pub const DELETION: &str = include_str!("../tests/answers/deletion.json");
/// The quota of an account.
pub const QUOTA: &str = include_str!("../tests/answers/quota.json");
/// One secret.
pub const SECRET: &str = include_str!("../tests/answers/secret.json");
/// A list of secrets, complete on one page.
pub const SECRETS: &str = include_str!("../tests/answers/secrets.json");
/// One store.
pub const STORE: &str = include_str!("../tests/answers/store.json");
/// A list of stores, complete on one page.
pub const STORES: &str = include_str!("../tests/answers/stores.json");

/// The account of all examples.
pub const ACCOUNT: &str = "985e105f4ecef8ad9ca31a8372d0c353";
/// The store of all examples.
pub const STORE_ID: &str = "023e105f4ecef8ad9ca31a8372d0c353";
/// The secret of all examples.
pub const SECRET_ID: &str = "3fd85f74b32742f1bff64a85009dda07";
