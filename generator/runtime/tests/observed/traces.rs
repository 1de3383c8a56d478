//! What is traced, and what is not.

use crate::leaks::{start_tracing, traced};
use crate::sample::NewSecret;
use crate::scripted::{answer, ok, playing, refused, status};

#[tokio::test(start_paused = true)]
async fn a_call_is_a_span_and_an_attempt_is_an_event() {
    start_tracing();
    let (client, _) = playing([status(503), ok(r#"{"id":"a"}"#)]);
    client.secrets().get("a").await.expect("a secret");
    let text = traced();
    for expected in [
        "otel.kind=\"client\";",
        "operation=\"secrets.get\";",
        "http.request.method=\"GET\";",
        "url.template=\"/stores/{store_id}/secrets/{secret_id}\";",
        "server.address=\"api.example.com\";",
        "server.port=443;",
        "error.type=\"503\";",
        "http.response.status_code=200;",
        "http.request.resend_count=1;",
        "ray_id=\"ray-1\";",
    ] {
        assert!(text.contains(expected), "{expected} is not in {text}");
    }
    assert_eq!(
        (
            text.matches("\nspan ").count(),
            text.matches("\nevent ").count()
        ),
        (1, 2),
        "{text}"
    );
}

#[tokio::test]
async fn nothing_that_was_sent_or_answered_is_traced() {
    start_tracing();
    let (client, _) = playing([
        refused(400, 1, "message-canary"),
        ok(r#"{"id":"result-canary"}"#),
    ]);
    let secret = NewSecret {
        name: "name-canary".into(),
        value: "value-canary".into(),
    };
    let request = client
        .secrets()
        .create(secret)
        .query_pair("q", "query-canary");
    request.clone().await.expect_err("a refusal");
    request
        .header("x-canary", "header-canary")
        .await
        .expect("a secret");
    let text = traced();
    assert!(
        text.contains("secrets.create") && !text.contains("canary"),
        "{text}"
    );
}

#[tokio::test]
async fn a_success_that_cannot_be_used_is_an_error_of_its_span() {
    for (body, name) in [
        (r#"{"success":true,"result":7}"#, "decode"),
        (r#"{"success":false,"errors":[]}"#, "api"),
        ("<p>", "unexpected_content"),
    ] {
        start_tracing();
        let (client, _) = playing([answer(200, &[], body)]);
        let error = client.secrets().get("span").await;
        error.expect_err("no secret");
        let field = format!("error.type=\"{name}\";");
        let text = traced();
        assert!(text.contains(&field), "{field} is not in {text}");
        assert!(text.contains("answer cannot be used"), "{text}");
    }
}
