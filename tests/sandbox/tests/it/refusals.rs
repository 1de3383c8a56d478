//! What the sandbox refuses, and how.

use secrets_store_sandbox::{EMAIL, KEY, READ_TOKEN, Sandbox, Settings, TOKEN};

use crate::wire::{raw, send};

const STORES: &str = "/accounts/{account}/secrets_store/stores";
const SECRETS: &str = "/accounts/{account}/secrets_store/stores/{store}/secrets";
const SECRET: &str = "/accounts/{account}/secrets_store/stores/{store}/secrets/{secret}";

/// Runs a table, one request in each line: method and path, status and first error, body.
///
/// `$stores`, `$secrets` and `$secret` are paths, `x*9` is nine times `x`.
async fn check(sandbox: &Sandbox, table: &str) {
    let lines = table.lines().map(str::trim).filter(|it| !it.is_empty());
    for line in lines {
        let mut columns = line.split(" | ").map(str::trim);
        let mut column = || columns.next().unwrap_or_default();
        let (request, expected, body) = (column(), column(), repeated(column()));
        let (method, path) = request.split_once(' ').expect("a method and a path");
        let path = path
            .trim()
            .replace("$secrets", SECRETS)
            .replace("$secret", SECRET);
        let path = path.replace("$stores", STORES);
        let reply = send(sandbox, method, &path, &body).await;
        let found = format!("{} {}", reply.status, reply.refusal());
        assert_eq!(found.trim(), expected, "{line}");
        assert_eq!(reply.json()["success"], reply.status < 300, "{line}");
    }
}

/// `"x*3"` becomes `"xxx"`.
fn repeated(body: &str) -> String {
    let parts = body.split('"').map(|part| {
        let product = part.split_once('*');
        let product = product.and_then(|(text, count)| Some((text, count.parse().ok()?)));
        product.map_or_else(|| part.to_owned(), |(text, count)| text.repeat(count))
    });
    parts.collect::<Vec<_>>().join("\"")
}

#[tokio::test]
async fn what_is_not_there() {
    let sandbox = Sandbox::start().await;
    let table = r#"
        GET    $stores/00000000000000000000000000000000          | 404 1001 store_not_found
        GET    $stores/0c1d2e3f-0000-4000-8000-000000000000      | 404 1001 store_not_found
        DELETE $stores/00000000000000000000000000000000          | 404 1001 store_not_found
        GET    $stores/00000000000000000000000000000000/secrets  | 404 1001 store_not_found
        GET    $secrets/00000000000000000000000000000000         | 404 1001 secret_not_found
        PATCH  $secrets/00000000000000000000000000000000         | 404 1001 secret_not_found | {}
        DELETE $secrets/00000000000000000000000000000000         | 404 1001 secret_not_found
        DELETE $secrets  | 404 1001 secret_not_found | {"ids": ["00000000000000000000000000000000"]}
        GET    $secrets/ | 404 1000 not_found
        PUT    $secret   | 405 7001 Method PUT not available for that URI | {}
        GET    /accounts/short/secrets_store/quota | 400 7003 Could not route to /accounts/short/secrets_store/quota, perhaps your object identifier is invalid?
        GET    /elsewhere | 400 7003 Could not route to /elsewhere, perhaps your object identifier is invalid?
        GET    /accounts/00000000000000000000000000000000/secrets_store/quota | 403 10000 Authentication error
    "#;
    check(&sandbox, table).await;
}

#[tokio::test]
async fn bodies_that_break_a_rule() {
    let sandbox = Sandbox::start().await;
    let table = r#"
        POST $stores | 400 1001 invalid_json_body
        POST $stores | 400 1001 invalid_json_body | [{"name": "a"}]
        POST $stores | 400 1001 store_name_empty | {}
        POST $stores | 400 1001 store_name_empty | {"name": ""}
        POST $secrets | 400 1001 invalid_json_body | {
        POST $secrets | 400 1001 invalid_json_body | []
        POST $secrets | 400 1001 invalid_json_body | {"name": "A"}
        POST $secrets | 400 1001 secret_name_empty | [{"value": "v", "scopes": ["workers"]}]
        POST $secrets | 400 1001 secret_name_empty | [{"name": "", "value": "v", "scopes": ["workers"]}]
        POST $secrets | 400 1001 secret_name_invalid | [{"name": "a.b", "value": "v", "scopes": ["workers"]}]
        POST $secrets | 400 1001 secret_name_invalid | [{"name": "a b", "value": "v", "scopes": ["workers"]}]
        POST $secrets | 400 1001 secret_scopes_empty | [{"name": "A", "value": "v"}]
        POST $secrets | 400 1001 secret_scopes_empty | [{"name": "A", "value": "v", "scopes": []}]
        POST $secrets | 400 1001 secret_scope_invalid | [{"name": "A", "value": "v", "scopes": ["moon"]}]
        POST $secrets | 400 1001 invalid_json_body | [{"name": "A", "value": 5, "scopes": ["moon"]}]
        POST $secrets | 400 1001 secret_value_empty | [{"name": "A", "scopes": ["workers"]}]
        POST $secrets | 400 1001 secret_value_empty | [{"name": "A", "value": "", "scopes": ["workers"]}]
        POST $secrets | 400 1001 secret_value_too_long | [{"name": "A", "value": "x*65537", "scopes": ["workers"]}]
        POST $secrets | 400 1001 secret_value_too_long | [{"name": "A", "value": "€*21846", "scopes": ["workers"]}]
        POST $secrets | 200 | [{"name": "A", "value": "x*65536", "scopes": ["workers"]}]
        POST $secrets | 200 | [{"name": "B", "value": "€*21845", "scopes": ["workers"]}]
        PATCH $secret | 400 1001 invalid_json_body | []
        PATCH $secret | 400 1001 invalid_json_body | {"comment": null}
        PATCH $secret | 400 1001 secret_scopes_empty | {"scopes": []}
        PATCH $secret | 400 1001 secret_value_too_long | {"value": "€*21846"}
        DELETE $secrets | 400 1001 invalid_json_body
        DELETE $secrets | 400 1001 invalid_json_body | {"ids": []}
        DELETE $secrets | 400 1001 invalid_json_body | [{"id": "3fd85f74b32742f1bff64a85009dda07"}]
        GET $secrets?per_page=101 | 400 1001 invalid_query_parameter: per_page
        GET $secrets?page=two | 400 1001 invalid_query_parameter: page
        GET $stores?order=comment | 400 1001 invalid_query_parameter: order
        GET $secrets?scopes=workers&scopes=moon | 400 1001 invalid_query_parameter: scopes
    "#;
    check(&sandbox, table).await;
}

#[tokio::test]
async fn limits_of_the_account() {
    let sandbox = Sandbox::start_with(Settings::default().max_secrets(5)).await;
    let table = r#"
        POST $stores | 400 1003 maximum_stores_exceeded | {"name": "second"}
        POST $secrets | 400 1003 maximum_secrets_exceeded: max 5 | [{"name": "A", "value": "v", "scopes": ["dex"]}, {"name": "B", "value": "v", "scopes": ["dex"]}, {"name": "C", "value": "v", "scopes": ["dex"]}]
        POST $secrets | 400 1003 secret_name_already_exists: A | [{"name": "A", "value": "v", "scopes": ["dex"]}, {"name": "A", "value": "v", "scopes": ["dex"]}]
        POST $secrets | 400 1003 secret_name_already_exists: SIGNING_KEY | [{"name": "B", "value": "v", "scopes": ["dex"]}, {"name": "SIGNING_KEY", "value": "v", "scopes": ["dex"]}]
        POST $secrets | 200 | [{"name": "signing_key", "value": "v", "scopes": ["dex"]}]
        POST $secret/duplicate | 400 1003 secret_name_already_exists: SIGNING_KEY | {"name": "SIGNING_KEY", "scopes": ["dex"]}
        POST $secret/duplicate | 200 | {"name": "COPY", "scopes": ["dex"]}
        POST $secret/duplicate | 400 1003 maximum_secrets_exceeded: max 5 | {"name": "COPY_2", "scopes": ["dex"]}
        DELETE $stores/{store} | 409 1003 store_not_empty
        DELETE $stores/{store}?force=false | 409 1003 store_not_empty
        DELETE $stores/{store}?force=true | 200
        POST $stores | 200 | {"name": "second"}
    "#;
    check(&sandbox, table).await;
}

#[tokio::test]
async fn credentials() {
    let sandbox = Sandbox::start().await;
    let bearer = |token: &str| vec![("authorization", format!("Bearer {token}"))];
    let pair = |email: &str, key: &str| {
        vec![
            ("x-auth-email", email.to_owned()),
            ("x-auth-key", key.to_owned()),
        ]
    };
    let missing = "9106 Missing X-Auth-Key, X-Auth-Email or Authorization headers";
    let malformed = "6003 Invalid request headers";
    let cases = [
        (vec![], 400, missing),
        (vec![("x-auth-email", EMAIL.to_owned())], 400, missing),
        (
            vec![("x-auth-user-service-key", "v1.0-key".to_owned())],
            400,
            missing,
        ),
        (bearer(""), 400, malformed),
        (
            vec![("authorization", "Basic abc".to_owned())],
            400,
            malformed,
        ),
        (pair("nobody", KEY), 400, malformed),
        (pair(EMAIL, "not a key"), 400, malformed),
        (bearer("other"), 403, "9109 Invalid access token"),
        (
            pair(EMAIL, "0123456789abcdef"),
            403,
            "10000 Authentication error",
        ),
        (bearer(READ_TOKEN), 403, "10000 Authentication error"),
        (pair(EMAIL, KEY), 200, ""),
        (bearer(TOKEN), 200, ""),
    ];
    for (headers, status, refusal) in cases {
        let headers: Vec<(&str, &str)> = headers.iter().map(|(k, v)| (*k, v.as_str())).collect();
        let reply = raw(&sandbox, "PATCH", SECRET, &headers, "{}")
            .await
            .expect("an answer");
        assert_eq!(
            (reply.status, &*reply.refusal()),
            (status, refusal),
            "{headers:?}"
        );
        let chain = reply
            .json()
            .pointer("/errors/0/error_chain/0/code")
            .cloned();
        assert_eq!(chain.is_some(), refusal == malformed, "{headers:?}");
    }
}

#[tokio::test]
async fn a_token_that_may_only_read_can_read() {
    let sandbox = Sandbox::start().await;
    let token = format!("Bearer {READ_TOKEN}");
    for path in [
        STORES,
        SECRETS,
        SECRET,
        "/accounts/{account}/secrets_store/quota",
    ] {
        let reply = raw(&sandbox, "GET", path, &[("authorization", &token)], "").await;
        assert_eq!(reply.expect("an answer").status, 200, "{path}");
    }
}
