//! What no property is documented for goes out again as it came.

use case_alternatives_with_more::transport::{MemoryTransport, http::Response};
use case_alternatives_with_more::{Client, Thing};
use serde_json::{Value, json};

#[tokio::test]
async fn what_has_no_name_is_kept() {
    const ANSWER: &str = r#"{"texts":{"a":"1","zz":"2"},"any":{"lives":9,"more":[1]},"newer":{"tricks":3,"word":"sit"}}"#;
    let transport = MemoryTransport::new(|_request| Ok(Response::new(ANSWER.into())));
    let client = Client::builder().transport(transport).strict(true).build().expect("a client");
    let thing = client.things().replace(Thing::new()).await.expect("a thing");
    let answer: Value = serde_json::from_str(ANSWER).expect("JSON");
    assert_eq!(json!(thing), answer);
}
