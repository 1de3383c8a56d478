//! Numbers are read as they were written.

use case_numbers::transport::{MemoryTransport, http::Response};
use case_numbers::{Client, Thing};
use serde_json::json;

async fn read(text: &'static str) -> Thing {
    let transport = MemoryTransport::new(|_request| Ok(Response::new(text.into())));
    let client = Client::builder().transport(transport).build().expect("a client");
    client.things().get("t").await.expect(text)
}

#[tokio::test]
async fn floats_are_the_nearest() {
    let numbers: [(_, f64); 4] = [
        (r#"{"int":1,"double":118.14792057163157}"#, 118.14792057163157),
        (r#"{"int":1,"double":21.518058988978538}"#, 21.518058988978538),
        (r#"{"int":1,"double":9007199254740993.0}"#, 9007199254740992.0),
        (r#"{"int":1,"double":5e-324}"#, 5e-324),
    ];
    for (text, number) in numbers {
        let thing = read(text).await;
        assert_eq!(thing.double.map(f64::to_bits), Some(number.to_bits()), "{text}");
        assert_eq!(serde_json::to_value(&thing).expect("JSON"), json!({"int": 1, "double": number}));
    }
}
