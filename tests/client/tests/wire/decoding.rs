//! What becomes of answers.

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use client_tests::answers::{ACCOUNT, SECRET_ID};
use client_tests::{Answer, Server, answers};
use cloudflare_secrets_store::{
    DriftKind, ErrorKind, NewSecret, NewStore, Outcome, Scope, Secret, SecretStatus,
};

use crate::{builder, client, playing, store};

/// The secret of the example, as `result`, with one field changed.
fn secret_with(field: &str, value: &str) -> Answer {
    let mut answer: serde_json::Value = serde_json::from_str(answers::SECRET).expect("JSON");
    answer["result"][field] = serde_json::from_str(value).expect("JSON");
    Answer::json(200, answer.to_string())
}

async fn get(answer: Answer) -> Secret {
    let (_server, secrets) = playing([answer]).await;
    secrets.get(SECRET_ID).await.expect("a secret")
}

fn assert_is_the_example(secret: &Secret) {
    assert_eq!(secret.id, *SECRET_ID);
    assert_eq!(secret.name, "MY_API_KEY");
    assert_eq!(secret.store_id, *"023e105f4ecef8ad9ca31a8372d0c353");
    assert_eq!(secret.status, SecretStatus::Pending);
    assert_eq!(secret.comment.as_deref(), Some("info about my secret"));
    assert_eq!(secret.created.as_str(), "2023-09-21T18:56:32.624632Z");
    assert_eq!(secret.created, secret.modified);
}

#[tokio::test]
async fn the_documented_answer_of_a_creation_without_scopes() {
    let (_server, secrets) = playing([Answer::json(200, answers::CREATE_SECRET_CURL)]).await;
    let create = secrets.create([NewSecret::new("MY_API_KEY", "value", ["workers"])]);
    let response = create.send().await.expect("an answer");
    // The example shows an error beside its success: the page fills in every field.
    assert_eq!(response.messages()[0].code, 1000);
    assert_eq!(response.messages()[0].pointer.as_deref(), Some("pointer"));
    let created = response.into_inner();
    assert_eq!(created.len(), 1);
    assert_is_the_example(&created[0]);
    assert_eq!(created[0].scopes, None);
}

#[tokio::test]
async fn the_documented_answer_of_a_creation_with_scopes() {
    let (_server, secrets) = playing([Answer::json(200, answers::CREATE_SECRET_GO)]).await;
    let create = secrets.create([NewSecret::new("MY_API_KEY", "value", ["workers"])]);
    let created = create.await.expect("secrets");
    assert_is_the_example(&created[0]);
    let scopes = [Scope::Workers, Scope::AiGateway, Scope::Dex, Scope::Access];
    assert_eq!(created[0].scopes.as_deref(), Some(&scopes[..]));
}

#[tokio::test]
async fn the_documented_answer_of_a_patch() {
    let (_server, secrets) = playing([Answer::json(200, answers::PATCH_SECRET_HTTP)]).await;
    let update = secrets.update(SECRET_ID).comment("info about my secret");
    assert_is_the_example(&update.await.expect("a secret"));
}

#[tokio::test]
async fn the_documented_answer_of_the_creation_of_a_store_is_a_list() {
    let answer = Answer::json(200, answers::CREATE_STORE_TYPESCRIPT);
    let server = Server::playing([answer.clone(), answer]).await;
    let stores = client(&server).account(ACCOUNT).stores();
    let page = stores.list().await.expect("a page");
    assert_eq!(page.items[0].name, "service_x_keys");
    assert_eq!(page.items[0].account_id, None);
    assert_eq!((page.info.page, page.info.per_page), (Some(1), Some(20)));
    assert_eq!(
        (page.info.count, page.info.total_count),
        (Some(1), Some(2000))
    );
    assert_eq!(page.info.total_pages, None);
    // The service has never sent it for a creation. If it did, the store would exist nevertheless.
    let error = stores
        .create(NewStore::new("service_x_keys"))
        .await
        .expect_err("a list");
    assert!(error.is_decode(), "{error:?}");
    assert_eq!(error.outcome(), Outcome::Applied);
}

#[tokio::test]
async fn deletions_are_done_whatever_their_answer_holds() {
    let answers = [
        Answer::json(202, answers::DELETION),
        Answer::json(200, answers::DELETION),
        Answer::json(200, answers::SECRET),
        Answer::json(202, r#"{"success":true}"#),
        Answer::empty(202),
        Answer::empty(204),
    ];
    for answer in answers {
        let (server, secrets) = playing([answer]).await;
        let response = secrets.delete(SECRET_ID).send().await.expect("a deletion");
        assert_eq!(response.attempts(), 1);
        assert!(!response.was_already_gone());
        assert_eq!(server.requests().len(), 1);
    }
}

#[tokio::test]
async fn a_comment_may_be_missing_or_null() {
    assert_eq!(get(secret_with("comment", "null")).await.comment, None);
    let without = answers::SECRET.replace(r#""comment": "info about my secret","#, "");
    assert_eq!(get(Answer::json(200, without)).await.comment, None);
}

#[tokio::test]
async fn a_list_is_no_object() {
    for strict in [false, true] {
        for (result, path) in [
            (r#"[{"quota":100,"usage":1}]"#, "result"),
            (r#"{"secrets":[100,1]}"#, "result.secrets"),
        ] {
            let server = Server::playing([Answer::result(result)]).await;
            let client = builder(&server).strict(strict).build().expect("a client");
            let error = client.account(ACCOUNT).quota().await.expect_err(result);
            assert!(
                matches!(error.kind(), ErrorKind::Decode(it) if it.path == path),
                "{error:?}"
            );
        }
        let secret =
            r#"["id","name","store","active","","2023-09-21T18:56:32Z","2023-09-21T18:56:32Z"]"#;
        for answer in [
            Answer::result(&format!("[{secret}]")),
            Answer::json(200, secret),
        ] {
            let server = Server::playing([answer]).await;
            let client = builder(&server).strict(strict).build().expect("a client");
            let list = store(&client).secrets().list();
            assert!(list.await.expect_err("no objects").is_decode());
        }
    }
}

#[tokio::test]
async fn unknown_values_are_kept() {
    let secret = get(secret_with("status", r#""sealed""#)).await;
    assert!(matches!(secret.status, SecretStatus::Unknown(_)));
    assert_eq!(secret.status.as_str(), "sealed");
    assert_eq!(secret.status, SecretStatus::from("sealed"));
    let scopes = get(secret_with("scopes", r#"["workers","teleport"]"#))
        .await
        .scopes;
    assert_eq!(scopes, Some(vec![Scope::Workers, Scope::from("teleport")]));
}

#[tokio::test]
async fn unknown_fields_and_limits_do_not_matter() {
    get(secret_with("colour", r#"{"deep":[1]}"#)).await;
    let long = "a".repeat(100);
    assert_eq!(get(secret_with("id", &format!("{long:?}"))).await.id, *long);
}

#[tokio::test]
async fn missing_lists_of_errors_and_messages_do_not_matter() {
    for head in [
        "",
        r#""success":true,"#,
        r#""success":true,"errors":null,"messages":null,"#,
    ] {
        let result = r#"{"secrets":{"quota":10,"usage":10}}"#;
        let body = format!("{{{head}\"result\":{result}}}");
        let server = Server::playing([Answer::json(200, body)]).await;
        let quota = client(&server)
            .account(ACCOUNT)
            .quota()
            .await
            .expect("a quota");
        assert_eq!((quota.secrets.quota, quota.secrets.usage), (10, 10));
    }
}

#[tokio::test]
async fn whole_numbers_may_have_a_point_and_no_fraction() {
    for (quota, usage, ok) in [
        ("100.0", "1e1", true),
        ("100.5", "10", false),
        ("-1.0", "10", false),
    ] {
        let result = format!(r#"{{"secrets":{{"quota":{quota},"usage":{usage}}}}}"#);
        let body = format!("{{\"success\":true,\"result\":{result}}}");
        let server = Server::playing([Answer::json(200, body)]).await;
        let quota = client(&server).account(ACCOUNT).quota().await;
        let numbers = quota.map(|it| (it.secrets.quota, it.secrets.usage)).ok();
        assert_eq!(numbers, ok.then_some((100, 10)), "{result}");
    }
}

#[tokio::test]
async fn times_are_kept_as_text_and_compared_as_times() {
    let secret = get(secret_with(
        "modified",
        r#""2023-09-21T20:56:32.624632+02:00""#,
    ))
    .await;
    assert_eq!(secret.modified.as_str(), "2023-09-21T20:56:32.624632+02:00");
    assert_eq!(secret.created, secret.modified);
    let instant = SystemTime::UNIX_EPOCH + Duration::from_micros(1_695_322_592_624_632);
    assert_eq!(SystemTime::from(secret.created), instant);
}

#[tokio::test]
async fn what_comes_with_an_answer() {
    let answer = Answer::json(203, answers::SECRET)
        .header("cf-ray", "8f1-FRA")
        .header("Ratelimit", r#""default";r=50;t=30"#)
        .header("Ratelimit-Policy", r#""default";q=1200;w=300"#);
    let server = Server::playing([answer]).await;
    let client = client(&server);
    let get = store(&client).secrets().get(SECRET_ID);
    let response = get.send().await.expect("an answer");
    assert_eq!(response.status(), 203);
    assert_eq!(response.ray_id(), Some("8f1-FRA"));
    assert_eq!(response.attempts(), 1);
    let limit = response.rate_limit().expect("a limit");
    assert_eq!((limit.policy(), limit.remaining()), ("default", 50));
    assert_eq!(limit.reset(), Duration::from_secs(30));
    assert_eq!(limit.limit(), Some(1200));
    assert_eq!(limit.window(), Some(Duration::from_secs(300)));
    assert_eq!(client.rate_limit().expect("a limit").remaining(), 50);
}

#[tokio::test]
async fn departures_from_the_documentation_are_reported_without_values() {
    let server = Server::playing([
        secret_with("status", r#""canary""#),
        secret_with("canary_field", r#""canary""#),
        secret_with("comment", "null"),
    ])
    .await;
    let found = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&found);
    let client = builder(&server)
        .on_drift(move |drift| seen.lock().expect("a list").push(drift.clone()))
        .build();
    let secrets = store(&client.expect("a client")).secrets();
    for _ in 0..3 {
        secrets.get(SECRET_ID).await.expect("a secret");
    }
    let found = found.lock().expect("a list");
    let found: Vec<_> = found
        .iter()
        .map(|drift| (drift.kind, drift.path.as_str(), drift.operation))
        .collect();
    // The comment is documented to be null sometimes.
    assert_eq!(
        found,
        [
            (DriftKind::UnknownEnumValue, "result.status", "secrets.get"),
            (
                DriftKind::UnknownField,
                "result.canary_field",
                "secrets.get"
            ),
        ]
    );
}

#[tokio::test]
async fn a_strict_client_refuses_departures() {
    let server = Server::playing([secret_with("status", r#""canary""#)]).await;
    let client = builder(&server).strict(true).build().expect("a client");
    let get = store(&client).secrets().get(SECRET_ID);
    let error = get.await.expect_err("an unknown status");
    assert!(matches!(error.kind(), ErrorKind::Drift(_)), "{error:?}");
    assert!(
        !format!("{error} {error:?}").contains("canary"),
        "{error:?}"
    );
}

#[tokio::test]
async fn what_cannot_be_decoded_is_named() {
    let (_server, secrets) = playing([secret_with("created", "17")]).await;
    let error = secrets.get(SECRET_ID).await.expect_err("a number");
    assert!(error.is_decode(), "{error:?}");
    assert!(error.to_string().contains("result.created"), "{error}");
    assert_eq!(error.outcome(), Outcome::Applied);
    assert_eq!(error.status().map(|status| status.as_u16()), Some(200));
}
