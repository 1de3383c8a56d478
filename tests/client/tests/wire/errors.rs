//! What becomes of failures.

use std::error::Error as _;

use client_tests::answers::{ACCOUNT, SECRET_ID};
use client_tests::{Answer, Server, answers};
use cloudflare_secrets_store::{Error, ErrorKind, NewSecret, NewStore, Outcome, ResultExt as _};
use tokio::net::TcpSocket;

use crate::{builder, client, playing, store};

async fn get(answer: Answer) -> Error {
    let (server, secrets) = playing([answer]).await;
    let error = secrets.get(SECRET_ID).await.expect_err("a failure");
    assert_eq!(server.requests().len(), 1, "{error:?}");
    error
}

#[tokio::test]
async fn everything_about_a_failure() {
    let body = r#"{
        "success": false,
        "errors": [{
            "code": 1001,
            "message": "secret_not_found: 3fd85f74",
            "documentation_url": "https://example.com/1001",
            "source": {"pointer": "/secret_id"}
        }],
        "messages": [{"code": 5, "message": "note"}],
        "result": null
    }"#;
    let error = get(Answer::json(404, body).header("cf-ray", "8f1-FRA")).await;
    assert!(error.is_not_found() && !error.is_conflict());
    assert_eq!(error.status().map(|status| status.as_u16()), Some(404));
    assert_eq!(error.slug(), Some("secret_not_found"));
    assert_eq!(error.ray_id(), Some("8f1-FRA"));
    assert_eq!(error.operation(), "secrets.get");
    assert_eq!((error.outcome(), error.attempts()), (Outcome::Rejected, 1));
    let [first] = error.api_errors() else {
        panic!("one error: {error:?}");
    };
    assert_eq!(first.code, 1001);
    assert_eq!(first.message, "secret_not_found: 3fd85f74");
    assert_eq!(
        first.documentation_url.as_deref(),
        Some("https://example.com/1001")
    );
    assert_eq!(first.pointer.as_deref(), Some("/secret_id"));
    let ErrorKind::Api(failure) = error.kind() else {
        panic!("an API error: {error:?}");
    };
    assert_eq!(failure.messages[0].message, "note");
    assert_eq!(
        error.to_string(),
        "secrets.get: 404 secret_not_found: 3fd85f74 (code 1001) at /secret_id [ray id 8f1-FRA]"
    );
}

#[tokio::test]
async fn the_failures_that_the_service_is_known_for() {
    let known = [
        (400, 1001, "invalid_json_body", Some("invalid_json_body")),
        (
            400,
            1001,
            "secret_value_too_long",
            Some("secret_value_too_long"),
        ),
        (
            400,
            1003,
            "maximum_stores_exceeded",
            Some("maximum_stores_exceeded"),
        ),
        (
            400,
            1003,
            "maximum_secrets_exceeded: max 100",
            Some("maximum_secrets_exceeded"),
        ),
        (
            409,
            1003,
            "secret_name_already_exists: MY_API_KEY",
            Some("secret_name_already_exists"),
        ),
        (403, 10000, "Authentication error", None),
        (401, 9109, "Invalid access token", None),
        (
            400,
            7003,
            "Could not route to /x, perhaps your object identifier is invalid?",
            None,
        ),
        // Below the documented minimum of codes.
        (404, 971, "unknown", Some("unknown")),
    ];
    for (status, code, message, slug) in known {
        let error = get(Answer::failure(status, code, message)).await;
        assert_eq!(error.api_errors()[0].code, i64::from(code));
        assert_eq!(error.slug(), slug, "{error:?}");
        assert_eq!(error.outcome(), Outcome::Rejected);
        let told = [
            error.is_bad_request(),
            error.is_unauthorized(),
            error.is_forbidden(),
            error.is_not_found(),
            error.is_conflict(),
        ];
        let expected = [400, 401, 403, 404, 409].map(|known| known == status);
        assert_eq!(told, expected, "{error:?}");
    }
}

#[tokio::test]
async fn causes_of_failures() {
    let body = r#"{"success":false,"errors":[{"code":6003,"message":"Invalid request headers",
        "error_chain":[{"code":6103,"message":"Invalid format for X-Auth-Key header"}]}]}"#;
    let error = get(Answer::json(400, body)).await;
    assert_eq!(error.api_errors()[0].chain[0].code, 6103);
}

#[tokio::test]
async fn failures_without_a_body() {
    let error = get(Answer::empty(403)).await;
    assert!(error.is_forbidden());
    assert_eq!((error.api_errors().len(), error.slug()), (0, None));
}

#[tokio::test]
async fn pages_of_the_edge() {
    let page = Answer::empty(403)
        .header("content-type", "text/html; charset=UTF-8")
        .header("cf-ray", "8f1-FRA")
        .body("<!DOCTYPE html><title>canary</title>");
    let error = get(page).await;
    let ErrorKind::UnexpectedContent(content) = error.kind() else {
        panic!("no JSON: {error:?}");
    };
    assert_eq!(
        content.content_type.as_deref(),
        Some("text/html; charset=UTF-8")
    );
    assert!(error.is_forbidden());
    assert_eq!(error.ray_id(), Some("8f1-FRA"));
    assert_eq!(error.outcome(), Outcome::Rejected);
    let printed = format!("{error} {error:?}");
    assert!(printed.contains("text/html"), "{printed}");
    assert!(!printed.contains("canary"), "{printed}");
    assert!(error.body().is_some_and(|body| body.ends_with(b"</title>")));
}

#[tokio::test]
async fn pages_of_the_edge_that_claim_success() {
    let page = Answer::empty(200)
        .header("content-type", "text/html")
        .body("<html>");
    let error = get(page).await;
    assert!(
        matches!(error.kind(), ErrorKind::UnexpectedContent(_)),
        "{error:?}"
    );
    assert_eq!(error.outcome(), Outcome::Unknown);
}

#[tokio::test]
async fn failures_that_claim_success() {
    let answer = || Answer::failure(200, 1001, "secret_not_found");
    let error = get(answer()).await;
    assert_eq!(error.slug(), Some("secret_not_found"));
    assert_eq!(error.outcome(), Outcome::Rejected);
    let (_server, secrets) = playing([answer(), answer()]).await;
    let error = secrets.delete(SECRET_ID).await.expect_err("a failure");
    assert_eq!(error.slug(), Some("secret_not_found"));
    let error = secrets.list().await.expect_err("a failure");
    assert_eq!(error.slug(), Some("secret_not_found"));
}

#[tokio::test]
async fn stores_that_are_not_empty() {
    let answer = Answer::failure(409, 1004, "store_not_empty");
    let server = Server::playing([answer]).await;
    let error = store(&client(&server))
        .delete()
        .await
        .expect_err("a conflict");
    assert!(error.is_conflict());
    assert_eq!(error.attempts(), 1);
    assert_eq!(server.request().query(), "");
}

#[tokio::test]
async fn what_is_not_there_can_be_none() {
    let (_server, secrets) = playing([
        Answer::failure(404, 1001, "secret_not_found"),
        Answer::json(200, answers::SECRET),
        Answer::failure(403, 10000, "Authentication error"),
    ])
    .await;
    assert_eq!(secrets.get(SECRET_ID).await.optional().expect("none"), None);
    let found = secrets.get(SECRET_ID).await.optional().expect("a secret");
    assert_eq!(found.expect("a secret").name, "MY_API_KEY");
    assert!(secrets.get(SECRET_ID).await.optional().is_err());
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let elsewhere = Server::playing([]).await;
    let (server, secrets) = playing([
        Answer::empty(307).header("location", &elsewhere.base_url()),
        Answer::empty(301).header("location", "/elsewhere"),
    ])
    .await;
    for _ in 0..2 {
        let error = secrets.get(SECRET_ID).await.expect_err("a redirect");
        assert!(matches!(error.kind(), ErrorKind::Redirect), "{error:?}");
    }
    assert_eq!(server.requests().len(), 2);
    assert_eq!(elsewhere.requests().len(), 0);
}

#[tokio::test]
async fn answers_that_are_too_large() {
    let server = Server::playing([Answer::json(200, answers::SECRET)]).await;
    let client = builder(&server).max_response_size(100).build();
    let get = store(&client.expect("a client")).secrets().get(SECRET_ID);
    let error = get.await.expect_err("more than 100 bytes");
    assert!(matches!(error.kind(), ErrorKind::TooLarge(_)), "{error:?}");
    assert_eq!(error.outcome(), Outcome::Applied);
}

#[tokio::test]
async fn a_creation_whose_end_is_unknown() {
    let (server, secrets) = playing([Answer::hang_up()]).await;
    let create = secrets.create([NewSecret::new("A", "canary", ["workers"])]);
    let error = create.await.expect_err("no answer");
    assert!(error.is_transport(), "{error:?}");
    assert_eq!((error.outcome(), error.attempts()), (Outcome::Unknown, 1));
    assert!(error.source().is_some());
    assert!(!format!("{error} {error:?}").contains("canary"));
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn an_answer_that_breaks_off_says_what_it_says() {
    for (begun, outcome) in [
        ("", Outcome::Applied),
        (r#"{"success":tr"#, Outcome::Applied),
        (r#"{"success":true,"errors":[],"re"#, Outcome::Applied),
        (r#"{"success":false,"errors":[{"co"#, Outcome::Unknown),
        ("\u{feff}{\"success\":false,", Outcome::Unknown),
        (r#"{"errors":[{"code":1}],"#, Outcome::Unknown),
    ] {
        let (_server, secrets) = playing([Answer::json(200, begun).breaking_off()]).await;
        let create = secrets.create([NewSecret::new("A", "B", ["workers"])]);
        let error = create.await.expect_err("half an answer");
        assert!(error.is_transport(), "{begun}: {error:?}");
        assert_eq!(error.outcome(), outcome, "{begun}");
        assert_eq!(error.body().map(|it| &it[..]), Some(begun.as_bytes()));
    }
}

#[tokio::test]
async fn errors_without_a_word_of_success_are_no_success() {
    for success in ["", r#""success":null,"#] {
        let body =
            format!(r#"{{{success}"errors":[{{"code":7003,"message":"no_store"}}],"result":[]}}"#);
        let (_server, secrets) = playing(vec![Answer::json(200, body); 2]).await;
        let listed = secrets.list().await.map(drop);
        let deleted = secrets.delete(SECRET_ID).await;
        for error in [listed, deleted].map(|it| it.expect_err("errors")) {
            assert_eq!(error.outcome(), Outcome::Unknown, "{success}");
            assert_eq!(error.slug(), Some("no_store"));
        }
    }
    let body = r#"{"errors":[],"result":[]}"#;
    let (_server, secrets) = playing([Answer::json(200, body)]).await;
    assert!(secrets.list().await.expect("a page").items.is_empty());
}

#[tokio::test]
async fn a_creation_that_was_not_sent() {
    // Taken, so that nobody else gets it, but nobody listens.
    let port = TcpSocket::new_v4().expect("a socket");
    port.bind("127.0.0.1:0".parse().expect("an address"))
        .expect("a free port");
    let address = port.local_addr().expect("an address");
    let server = Server::playing([]).await;
    let client = builder(&server)
        .base_url(format!("http://{address}"))
        .build();
    let stores = client.expect("a client").account(ACCOUNT).stores();
    let error = stores.create(NewStore::new("a")).await.expect_err("nobody");
    assert!(error.is_connect(), "{error:?}");
    assert_eq!((error.outcome(), error.attempts()), (Outcome::NotSent, 3));
}

#[test]
fn errors_are_small_and_go_anywhere() {
    fn goes_anywhere<T: std::error::Error + Send + Sync + 'static>() {}
    goes_anywhere::<Error>();
    assert_eq!(size_of::<Error>(), size_of::<usize>());
}
