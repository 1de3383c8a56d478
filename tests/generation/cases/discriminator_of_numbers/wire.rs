//! A number is sent and read as it is.

use case_discriminator_of_numbers::transport::{MemoryTransport, http::Response};
use case_discriminator_of_numbers::{Client, Number, Thing};
use serde_json::json;

#[tokio::test]
async fn a_number_stays() {
    let transport = MemoryTransport::new(|_request| Ok(Response::new(r#"{"kind":5}"#.into())));
    let client = Client::builder().transport(transport).build().expect("a client");
    let five = Thing::Number(Number::new(5));
    assert_eq!(json!(five), json!({"kind": 5}));
    let thing = client.things().replace(five).await.expect("a thing");
    assert!(matches!(&thing, Thing::Number(it) if it.kind == 5), "{thing:?}");
}
