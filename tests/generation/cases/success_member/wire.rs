//! What is made of failures that come as successes.

use case_success_member::transport::{MemoryTransport, http::Response};
use case_success_member::{Client, ListMessagesOutput, Outcome};

fn answering(status: u16, body: &'static str) -> Client {
    let transport = MemoryTransport::new(move |_request| {
        let response = Response::builder().status(status).header("content-type", "application/json");
        Ok(response.body(body.into()).expect("a response"))
    });
    Client::builder().transport(transport).build().expect("a client")
}

#[tokio::test]
async fn false_is_an_error_of_the_api() {
    for status in [200, 201, 400] {
        let client = answering(status, r#"{"ok":false,"error":"invalid_auth"}"#);
        let error = client.chat().create().await.expect_err("a refusal");
        assert_eq!((error.slug(), error.outcome()), (Some("invalid_auth"), Outcome::Rejected));
        assert_eq!(error.to_string(), format!("chat.create: {status} invalid_auth"));
        let problem = error.json::<case_success_member::Problem>().expect("a body").expect("a problem");
        assert_eq!(problem.error, "invalid_auth");
        client.chat().list().await.expect_err("a refusal");
    }
}

#[tokio::test]
async fn everything_else_is_what_it_was() {
    let posted = answering(200, r#"{"ok":true,"id":"1"}"#).chat().create().await.expect("an answer");
    assert_eq!(posted.id, "1");
    let later = answering(202, r#"{"job":"1"}"#).chat().list().await.expect("an answer");
    assert!(matches!(later, ListMessagesOutput::Accepted(_)), "{later:?}");
    answering(200, r#"{"deleted":false}"#).chat().delete().await.expect("an answer");
    answering(200, r#"{"ok":false}"#).chat().replace().await.expect("an answer");
    answering(200, r#"{"ok":false}"#).chat().update().await.expect("an answer");
}
