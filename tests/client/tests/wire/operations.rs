//! Every operation of the crate: its request and what it makes of the usual answer.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::pin::Pin;

use client_tests::answers::{self, ACCOUNT, SECRET_ID, STORE_ID};
use client_tests::{Answer, Server};
use cloudflare_secrets_store::{Client, NewSecret, NewStore, Result, Scope};
use serde_json::Value;

use crate::{client, store};

/// A call whose value has become JSON again.
type Calling = Pin<Box<dyn Future<Output = Result<Value>>>>;

pub(crate) struct Case {
    pub(crate) id: &'static str,
    pub(crate) call: fn(Client) -> Calling,
    pub(crate) method: &'static str,
    pub(crate) path: &'static str,
    pub(crate) query: &'static str,
    pub(crate) body: &'static str,
    /// The status and the body of the answer.
    pub(crate) answer: (u16, &'static str),
}

impl Case {
    /// What the service answers.
    pub(crate) fn answer(&self) -> Answer {
        Answer::json(self.answer.0, self.answer.1)
    }

    fn path(&self) -> String {
        let path = self
            .path
            .replace("{account_id}", ACCOUNT)
            .replace("{store_id}", STORE_ID)
            .replace("{secret_id}", SECRET_ID);
        format!("/client/v4{path}")
    }
}

#[expect(clippy::unnecessary_wraps, reason = "the end of a call")]
fn json(value: impl serde::Serialize) -> Result<Value> {
    Ok(serde_json::to_value(value).expect("models are JSON"))
}

pub(crate) const CASES: [Case; 12] = [
    Case {
        id: "secrets-store-quota",
        call: |client| Box::pin(async move { json(client.account(ACCOUNT).quota().await?) }),
        method: "GET",
        path: "/accounts/{account_id}/secrets_store/quota",
        query: "",
        body: "",
        answer: (200, answers::QUOTA),
    },
    Case {
        id: "secrets-store-list",
        call: |client| {
            let stores = client.account(ACCOUNT).stores();
            Box::pin(async move { json(stores.list().order("name").per_page(5).await?.items) })
        },
        method: "GET",
        path: "/accounts/{account_id}/secrets_store/stores",
        query: "order=name&per_page=5",
        body: "",
        answer: (200, answers::STORES),
    },
    Case {
        id: "secrets-store-create",
        call: |client| {
            let stores = client.account(ACCOUNT).stores();
            Box::pin(async move { json(stores.create(NewStore::new("service_x_keys")).await?) })
        },
        method: "POST",
        path: "/accounts/{account_id}/secrets_store/stores",
        query: "",
        body: r#"{"name":"service_x_keys"}"#,
        answer: (200, answers::STORE),
    },
    Case {
        id: "secrets-store-delete-by-id",
        call: |client| Box::pin(async move { json(store(&client).delete().force(true).await?) }),
        method: "DELETE",
        path: "/accounts/{account_id}/secrets_store/stores/{store_id}",
        query: "force=true",
        body: "",
        answer: (200, answers::DELETION),
    },
    Case {
        id: "secrets-store-get-store-by-id",
        call: |client| Box::pin(async move { json(store(&client).get().await?) }),
        method: "GET",
        path: "/accounts/{account_id}/secrets_store/stores/{store_id}",
        query: "",
        body: "",
        answer: (200, answers::STORE),
    },
    Case {
        id: "secrets-store-secrets-list",
        call: |client| {
            let list = store(&client).secrets().list();
            Box::pin(async move { json(list.scopes(["workers", "ai_gateway"]).await?.items) })
        },
        method: "GET",
        path: "/accounts/{account_id}/secrets_store/stores/{store_id}/secrets",
        query: "scopes=workers&scopes=ai_gateway",
        body: "",
        answer: (200, answers::SECRETS),
    },
    Case {
        id: "secrets-store-secret-create",
        call: |client| {
            let scopes = [Scope::Workers, Scope::AiGateway, Scope::Dex, Scope::Access];
            let secret = NewSecret::new("MY_API_KEY", "api-token-secret-123", scopes);
            let other = NewSecret::new("OTHER", "\"quoted\"\n", [Scope::Workers]);
            let create = store(&client)
                .secrets()
                .create([secret.comment("info about my secret"), other]);
            Box::pin(async move { json(create.await?) })
        },
        method: "POST",
        path: "/accounts/{account_id}/secrets_store/stores/{store_id}/secrets",
        query: "",
        body: concat!(
            r#"[{"name":"MY_API_KEY","value":"api-token-secret-123","#,
            r#""scopes":["workers","ai_gateway","dex","access"],"comment":"info about my secret"},"#,
            r#"{"name":"OTHER","value":"\"quoted\"\n","scopes":["workers"]}]"#,
        ),
        answer: (200, answers::CREATE_SECRET_GO),
    },
    Case {
        id: "secrets-store-delete-bulk",
        call: |client| {
            let delete = store(&client).secrets().delete_many([SECRET_ID, "another"]);
            Box::pin(async move { json(delete.await?) })
        },
        method: "DELETE",
        path: "/accounts/{account_id}/secrets_store/stores/{store_id}/secrets",
        query: "",
        body: r#"{"ids":["3fd85f74b32742f1bff64a85009dda07","another"]}"#,
        answer: (202, answers::DELETION),
    },
    Case {
        id: "secrets-store-get-by-id",
        call: |client| {
            Box::pin(async move { json(store(&client).secrets().get(SECRET_ID).await?) })
        },
        method: "GET",
        path: "/accounts/{account_id}/secrets_store/stores/{store_id}/secrets/{secret_id}",
        query: "",
        body: "",
        answer: (200, answers::SECRET),
    },
    Case {
        id: "secrets-store-patch-by-id",
        call: |client| {
            let update = store(&client).secrets().update(SECRET_ID);
            let update = update.comment("").scopes([Scope::Workers]).value("new");
            Box::pin(async move { json(update.await?) })
        },
        method: "PATCH",
        path: "/accounts/{account_id}/secrets_store/stores/{store_id}/secrets/{secret_id}",
        query: "",
        body: r#"{"scopes":["workers"],"comment":"","value":"new"}"#,
        answer: (200, answers::PATCH_SECRET_HTTP),
    },
    Case {
        id: "secrets-store-secret-delete-by-id",
        call: |client| {
            Box::pin(async move { json(store(&client).secrets().delete(SECRET_ID).await?) })
        },
        method: "DELETE",
        path: "/accounts/{account_id}/secrets_store/stores/{store_id}/secrets/{secret_id}",
        query: "",
        body: "",
        answer: (202, answers::DELETION),
    },
    Case {
        id: "secrets-store-duplicate-by-id",
        call: |client| {
            let duplicate = store(&client)
                .secrets()
                .duplicate(SECRET_ID, "COPY", [Scope::Workers]);
            Box::pin(async move { json(duplicate.comment("a copy").await?) })
        },
        method: "POST",
        path: "/accounts/{account_id}/secrets_store/stores/{store_id}/secrets/{secret_id}/duplicate",
        query: "",
        body: r#"{"name":"COPY","scopes":["workers"],"comment":"a copy"}"#,
        answer: (200, answers::SECRET),
    },
];

#[tokio::test]
async fn requests_are_what_the_service_expects() {
    for case in CASES {
        let server = Server::playing([case.answer()]).await;
        let value = (case.call)(client(&server)).await;
        let value = value.unwrap_or_else(|error| panic!("{}: {error}", case.id));
        let request = server.request();
        assert_eq!(request.method, case.method, "{}", case.id);
        assert_eq!(request.path(), case.path(), "{}", case.id);
        assert_eq!(request.query(), case.query, "{}", case.id);
        assert_eq!(request.text(), case.body, "{}", case.id);
        let answer: Value = serde_json::from_str(case.answer.1).expect("JSON");
        assert_eq!(value, answer["result"], "{}", case.id);
    }
}

#[test]
fn every_operation_of_the_crate_has_a_case() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../generated/src/resources");
    let mut operations = BTreeSet::new();
    for file in fs::read_dir(folder).expect("the resources of the crate") {
        let text = fs::read_to_string(file.expect("a file").path()).expect("text");
        let ids = text.lines().filter_map(|line| {
            let id = line.trim().strip_prefix("id: \"")?;
            id.strip_suffix("\",").map(str::to_owned)
        });
        operations.extend(ids);
    }
    let cases: BTreeSet<String> = CASES.iter().map(|case| case.id.to_owned()).collect();
    assert_eq!(operations, cases);
}

#[tokio::test]
async fn what_is_not_set_is_not_sent() {
    let server = Server::answering(|request| match request.method.as_str() {
        "DELETE" => Answer::json(200, answers::DELETION),
        "PATCH" => Answer::json(200, answers::SECRET),
        _ => Answer::json(200, answers::SECRETS),
    })
    .await;
    let store = store(&client(&server));
    let secrets = store.secrets();
    secrets.list().await.expect("a page");
    store.delete().await.expect("a deletion");
    secrets.update(SECRET_ID).await.expect("a secret");
    let secret = NewSecret::new("A", "B", ["workers"]);
    secrets.create([secret]).await.expect("secrets");
    let requests = server.requests();
    assert_eq!(requests[0].query(), "");
    assert_eq!((requests[1].query(), requests[1].text()), ("", ""));
    assert_eq!(requests[2].text(), "{}");
    assert_eq!(
        requests[3].text(),
        r#"[{"name":"A","value":"B","scopes":["workers"]}]"#
    );
}

#[tokio::test]
async fn operations_that_the_crate_does_not_know_can_be_called() {
    let server = Server::playing([Answer::result(r#"{"more":1}"#)]).await;
    let answer = client(&server)
        .request(http::Method::PUT, "/accounts/a/new%20things")
        .query("dry_run", "yes & no")
        .json(&serde_json::json!({ "a": [1] }))
        .await
        .expect("an answer");
    assert_eq!(answer["result"]["more"], 1);
    let request = server.request();
    assert_eq!(
        (request.method.as_str(), request.target.as_str()),
        (
            "PUT",
            "/client/v4/accounts/a/new%20things?dry_run=yes%20%26%20no"
        )
    );
    assert_eq!(request.text(), r#"{"a":[1]}"#);
    assert_eq!(request.header("authorization"), Some("Bearer token-123"));
}
