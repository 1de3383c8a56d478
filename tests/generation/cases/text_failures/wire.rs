//! What is made of failures in text, and of integers that are written in other ways.

use case_text_failures::transport::{MemoryTransport, http::Response};
use case_text_failures::{Client, Result, Thing};

async fn answered(status: u16, content_type: &str, body: &'static str) -> Result<Thing> {
    let content_type = content_type.to_owned();
    let transport = MemoryTransport::new(move |_request| {
        let response = Response::builder().status(status).header("content-type", &content_type);
        Ok(response.body(body.into()).expect("a response"))
    });
    let client = Client::builder().transport(transport).build().expect("a client");
    client.things().get().retry(case_text_failures::RetryPolicy::none()).await
}

#[tokio::test]
async fn a_documented_text_is_the_message() {
    for (status, content_type, body, message) in [
        (400, "text/plain", "no such colour\n", Some("no such colour")),
        (400, "Text/Plain; charset=utf-8", "404", Some("404")),
        (503, "text/plain", "try later", Some("try later")),
        (503, "application/json", r#"{"message":"later"}"#, Some("later")),
        (400, "text/plain", r#"{"message":"in JSON"}"#, Some("in JSON")),
        (400, "text/plain", "", None),
        (400, "text/html", "<html>", None),
        (404, "text/plain", "not documented, but short", Some("not documented, but short")),
        (404, "text/plain", "<pre>not documented", None),
    ] {
        let error = answered(status, content_type, body).await.expect_err("a failure");
        let found = error.api_errors().first().map(|it| it.message.as_str());
        assert_eq!(found, message, "{status} {content_type} {body}: {error}");
    }
}

#[tokio::test]
async fn integers_may_be_written_with_a_point_or_an_exponent() {
    for (written, size) in [
        ("5.0", Some(5)),
        ("-5.00", Some(-5)),
        ("1e3", Some(1000)),
        ("1.50E+2", Some(150)),
        ("1200e-2", Some(12)),
        ("0.0", Some(0)),
        ("-0e7", Some(0)),
        ("9007199254740993.0", Some(9_007_199_254_740_993)),
        ("0.9e1", Some(9)),
        ("5.5", None),
        ("1e-1", None),
        ("1e99", None),
        ("1e99999999999999999999", None),
        ("\"5.0\"", None),
    ] {
        let body = format!(r#"{{"id":"a 1.0 \" 2.0","size":{written},"ratio":2.0,"any":[1.5,"1.0"]}}"#);
        let read = answered(200, "application/json", body.leak()).await;
        assert_eq!(read.as_ref().ok().map(|it| it.size), size, "{written}: {read:?}");
        if let Ok(read) = read {
            assert_eq!((read.id.as_deref(), read.ratio), (Some("a 1.0 \" 2.0"), Some(2.0)));
        }
    }
}
