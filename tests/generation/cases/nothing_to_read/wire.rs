//! What nobody described is there as bytes, and as what the caller knows that it is.

use case_nothing_to_read::transport::{MemoryTransport, http::Response};
use case_nothing_to_read::{Client, ErrorKind};

#[tokio::test]
async fn the_bytes_are_there() {
    for (body, numbers) in [
        ("[1,2]", Some(Some(vec![1, 2]))),
        (r#"["canary"]"#, Some(None)),
        ("canary", Some(None)),
        (" ", None),
        ("", None),
    ] {
        let transport = MemoryTransport::new(move |_request| {
            Ok(Response::builder().status(200).body(body.into()).expect("a response"))
        });
        let client = Client::builder().transport(transport).build().expect("a client");
        let answer = client.features().list().send().await.expect("a success");
        assert_eq!(&answer.body()[..], body.as_bytes());
        let read = answer.json::<Vec<u8>>();
        if let Some(Err(error)) = &read {
            assert!(matches!(error.kind(), ErrorKind::Decode(_)), "{error}");
            assert_eq!((error.operation(), error.attempts()), ("features.list", 1));
        }
        assert!(!format!("{answer:?} {read:?}").contains("canary"));
        assert_eq!(read.map(Result::ok), numbers, "{body}");
    }
}
