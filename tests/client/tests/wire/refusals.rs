//! What is never sent.

use client_tests::answers::{ACCOUNT, SECRET_ID, STORE_ID};
use client_tests::{Answer, Server, answers};
use cloudflare_secrets_store::{Client, NewSecret, NewStore, Outcome, Result, Scope, StoreId};

use crate::{client, playing};

const HOSTILE: [&str; 18] = [
    "",
    ".",
    "..",
    "%2e",
    "%2e%2e",
    "%2E%2e",
    ".%2e",
    "%252e%252e",
    "a/b",
    "a b",
    "a\\b",
    "a?b",
    "a#b",
    "a%2fb",
    "a\n",
    "\t..\n",
    "é",
    "a;b",
];

/// Every operation with these identifiers and without the checks that can be skipped: how many of the
/// identifiers are in its path, and how it ended.
async fn everything(client: &Client, ids: [&str; 3]) -> [(usize, Result<()>); 12] {
    let account = client.account(ids[0]);
    let (stores, store) = (account.stores(), account.store(ids[1]));
    let (secrets, id) = (store.secrets(), ids[2]);
    let new = NewSecret::new("A", "B", ["workers"]);
    let quota = account.quota().skip_validation();
    let create_store = stores.create(NewStore::new("a")).skip_validation();
    let create = secrets.create([new]).skip_validation();
    let delete_many = secrets.delete_many(["a"]).skip_validation();
    let copy = secrets.duplicate(id, "C", ["dex"]).skip_validation();
    [
        (1, quota.await.map(drop)),
        (1, stores.list().skip_validation().await.map(drop)),
        (1, create_store.await.map(drop)),
        (2, store.get().skip_validation().await.map(drop)),
        (2, store.delete().skip_validation().await),
        (2, secrets.list().skip_validation().await.map(drop)),
        (2, create.await.map(drop)),
        (2, delete_many.await),
        (3, secrets.get(id).skip_validation().await.map(drop)),
        (3, secrets.update(id).skip_validation().await.map(drop)),
        (3, secrets.delete(id).skip_validation().await),
        (3, copy.await.map(drop)),
    ]
}

#[tokio::test]
async fn hostile_identifiers_whatever_may_be_skipped() {
    let parameters = ["account_id", "store_id", "secret_id"];
    for (place, parameter) in parameters.iter().enumerate() {
        for hostile in [
            "", ".", "..", "%2e%2e", "%2E.", "a/b", "a b", "a?b", "a#b", "a\\b",
        ] {
            let server = Server::playing([]).await;
            let mut ids = [ACCOUNT, STORE_ID, SECRET_ID];
            ids[place] = hostile;
            let mut sent = 0;
            for (used, ended) in everything(&client(&server), ids).await {
                let error = ended.expect_err("nobody answers");
                if used > place {
                    assert!(error.is_validation(), "{hostile:?}: {error:?}");
                    assert!(error.to_string().contains(parameter), "{error}");
                    assert_eq!((error.outcome(), error.attempts()), (Outcome::NotSent, 0));
                } else {
                    sent += 1;
                }
            }
            assert_eq!(server.requests().len(), sent, "{hostile:?}");
        }
    }
}

#[tokio::test]
async fn hostile_identifiers() {
    let (server, secrets) = playing([]).await;
    for id in HOSTILE {
        let error = secrets.get(id).await.expect_err(id);
        assert!(error.is_validation(), "{id:?}: {error:?}");
    }
    assert_eq!(server.requests().len(), 0);
}

#[tokio::test]
async fn hostile_identifiers_in_a_body() {
    let (server, secrets) = playing([]).await;
    for id in ["", "..", "a/b"] {
        let error = secrets.delete_many([SECRET_ID, id]).await.expect_err(id);
        assert!(error.is_validation(), "{id:?}: {error:?}");
    }
    assert_eq!(server.requests().len(), 0);
}

#[test]
fn identifiers_can_be_checked_early() {
    for id in HOSTILE {
        assert!(id.parse::<StoreId>().is_err(), "{id:?}");
    }
    assert!("a".repeat(33).parse::<StoreId>().is_err());
    assert_eq!(STORE_ID.parse::<StoreId>().expect("an id"), *STORE_ID);
}

#[tokio::test]
async fn identifiers_that_are_too_long() {
    let (server, secrets) = playing([Answer::json(200, answers::SECRET)]).await;
    let long = "a".repeat(33);
    let error = secrets.get(&*long).await.expect_err("33 characters");
    assert!(
        error.is_validation() && error.to_string().contains("32"),
        "{error}"
    );
    assert_eq!(server.requests().len(), 0);
    secrets
        .get(&*long)
        .skip_validation()
        .await
        .expect("a secret");
    assert!(server.request().path().ends_with(&long));
}

#[tokio::test]
async fn lists_that_are_empty() {
    let (server, secrets) = playing([]).await;
    let no_ids: [&str; 0] = [];
    let no_scopes: [Scope; 0] = [];
    let errors = [
        secrets.delete_many(no_ids).await.expect_err("no ids"),
        secrets.create([]).await.expect_err("no secrets"),
        secrets
            .create([NewSecret::new("A", "B", no_scopes.clone())])
            .await
            .expect_err("no scopes"),
        secrets
            .duplicate(SECRET_ID, "COPY", no_scopes)
            .await
            .expect_err("no scopes"),
    ];
    for error in errors {
        assert!(error.is_validation(), "{error:?}");
    }
    assert_eq!(server.requests().len(), 0);
}

#[tokio::test]
async fn values_of_more_than_64_kib() {
    let (server, secrets) = playing([
        Answer::json(200, answers::CREATE_SECRET_GO),
        Answer::json(200, answers::SECRET),
    ])
    .await;
    let create = |value: &str| secrets.create([NewSecret::new("A", value, ["workers"])]);
    let longest = "x".repeat(65_536);
    create(&longest).await.expect("65,536 bytes");
    secrets
        .update(SECRET_ID)
        .value(&longest)
        .await
        .expect("65,536 bytes");
    assert_eq!(server.requests().len(), 2);
    // The last one has 32,769 characters in 65,538 bytes.
    for value in ["x".repeat(65_537), "é".repeat(32_769)] {
        let errors = [
            create(&value).await.expect_err("too long"),
            secrets
                .update(SECRET_ID)
                .value(&value)
                .await
                .expect_err("too long"),
        ];
        for error in errors {
            assert!(error.is_validation(), "{error:?}");
            let printed = format!("{error} {error:?}");
            assert!(
                printed.contains("value") && printed.contains("65536"),
                "{error}"
            );
            assert!(!printed.contains("xx") && !printed.contains('é'), "{error}");
        }
    }
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn limits_can_be_skipped_for_when_they_have_moved() {
    let (server, secrets) = playing([Answer::json(200, answers::CREATE_SECRET_GO)]).await;
    let secret = NewSecret::new("A", "x".repeat(70_000), ["workers"]);
    secrets
        .create([secret])
        .skip_validation()
        .await
        .expect("secrets");
    assert!(server.request().body.len() > 70_000);
}
