//! Numbers are read as they were written.

use case_numbers::transport::{MemoryTransport, http::Response};
use case_numbers::{Client, Thing};
use serde_json::json;

async fn read(text: &'static str) -> Thing {
    let transport = MemoryTransport::new(|request| {
        let query = request.uri().query();
        assert_eq!(query, Some("version=18446744073709551615&below=-3000000000"));
        Ok(Response::new(text.into()))
    });
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

#[tokio::test]
async fn integers_have_room_for_their_limits() {
    for (wide, written) in [
        (r#""listed":3000000000"#, json!({"listed": 3_000_000_000_u64})),
        (r#""listed_below":-1"#, json!({"listed_below": -1})),
        (r#""listed_large":18446744073709551615"#, json!({"listed_large": u64::MAX})),
        (r#""maximum":4294967295"#, json!({"maximum": u32::MAX})),
        (r#""maximum_unsigned":9999999999"#, json!({"maximum_unsigned": 9_999_999_999_u64})),
        (r#""minimum":-3000000000"#, json!({"minimum": -3_000_000_000_i64})),
        (r#""maximum_large":18446744073709551615"#, json!({"maximum_large": u64::MAX})),
        (r#""maximum_64":-9223372036854775808"#, json!({"maximum_64": i64::MIN})),
        (r#""whole_endless":1e20"#, json!({"whole_endless": 1e20})),
        (r#""whole_below":-1e19"#, json!({"whole_below": -1e19})),
        (r#""whole_large":10000000000000000000"#, json!({"whole_large": 10_000_000_000_000_000_000_u64})),
    ] {
        let text = format!(r#"{{"int":1,"wide":{{{wide}}}}}"#);
        let thing = read(text.leak()).await;
        let expected = json!({"int": 1, "wide": written});
        assert_eq!(serde_json::to_value(&thing).expect("JSON"), expected);
    }
}
