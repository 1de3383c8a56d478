//! What an heir adds comes with its base, and goes out again.

use case_inheritance::transport::{MemoryTransport, http::Response};
use case_inheritance::Client;
use serde_json::json;

#[tokio::test]
async fn what_heirs_add_is_kept() {
    const CAT: &str = r#"{"kind":"Cat","lives":9}"#;
    let transport = MemoryTransport::new(|_request| Ok(Response::new(CAT.into())));
    let client = Client::builder().transport(transport).build().expect("a client");
    let pet = client.pets().get().await.expect("a pet");
    assert_eq!(pet.kind, "Cat");
    assert_eq!(pet.additional_properties["lives"], json!(9));
    assert_eq!(serde_json::to_value(&pet).expect("JSON"), json!({"kind": "Cat", "lives": 9}));
}
