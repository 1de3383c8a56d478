//! What stands beside a result is not lost, and a failure that an envelope reports is one.

use case_envelope::transport::{MemoryTransport, http::Response};
use case_envelope::{Client, GetKeyResponse, Result};

async fn answered(body: &'static str) -> Result<GetKeyResponse> {
    let transport = MemoryTransport::new(move |_request| Ok(Response::new(body.into())));
    let client = Client::builder().transport(transport).build().expect("a client");
    client.key().get().await
}

#[tokio::test]
async fn more_than_the_result_comes_whole() {
    let answer = answered(r#"{"success":true,"errors":[],"messages":[],"result":{"key":"k"},"expires_in":7}"#);
    let answer = answer.await.expect("a success");
    assert_eq!(answer.expires_in, Some(7));
    assert_eq!(answer.result.and_then(|it| it.key).as_deref(), Some("k"));
}

#[tokio::test]
async fn a_reported_failure_is_one() {
    let body = r#"{"success":false,"errors":[{"code":7,"message":"no"}],"messages":[],"result":null}"#;
    let error = answered(body).await.expect_err("a failure");
    assert_eq!(error.api_errors().len(), 1, "{error}");
}
