//! What is no answer for whoever awaits the list is none for whoever walks it.

use case_lists_required::transport::{MemoryTransport, http::Response};
use case_lists_required::{Client, ErrorKind, Result};

fn answering(status: u16, body: &'static str) -> Client {
    let transport = MemoryTransport::new(move |_request| {
        Ok(Response::builder().status(status).body(body.into()).expect("a response"))
    });
    Client::builder().transport(transport).build().expect("a client")
}

fn place<T>(result: Result<T>) -> Option<String> {
    let error = result.err()?;
    match error.kind() {
        ErrorKind::Decode(failure) => Some(failure.path.clone()),
        other => panic!("{other:?}"),
    }
}

macro_rules! same {
    ($handle:ident: $($body:literal $place:expr),* $(,)?) => {
        $({
            let client = answering(200, $body);
            let awaited = client.$handle().list().await;
            let walked = client.$handle().list().items().try_next().await;
            assert_eq!(awaited.is_ok(), walked.is_ok(), "{awaited:?} {walked:?}");
            assert_eq!(place(walked).as_deref(), $place, "{}", $body);
        })*
    };
}

#[tokio::test]
async fn a_walk_is_as_strict_as_the_list() {
    same!(droplets:
        r#"{"droplets":[],"meta":{}}"# None,
        "{}" Some("droplets"),
        "[]" Some("."),
        "null" Some("."),
        r#"{"id":"maintenance","message":"Back soon"}"# Some("droplets"),
        r#"{"ok":false,"error":"invalid_auth"}"# Some("droplets"),
        r#"{"droplets":{},"meta":{}}"# Some("droplets"),
    );
    same!(entries:
        r#"{"total_count":0,"next":null}"# None,
        r#"{"total_count":0,"next":null,"entries":null}"# None,
        r#"{"total_count":3}"# None,
        r#"{"next":"b"}"# Some("total_count"),
        "{}" Some("total_count"),
        "[]" Some("."),
    );
    same!(parts:
        r#"{"data":{"parts":[]}}"# None,
        r#"{"data":{}}"# Some("data.parts"),
        r#"{"data":null}"# Some("data"),
        r#"{"data":[]}"# Some("data"),
        "{}" Some("data"),
    );
    same!(members: "{}" None, r#"{"_links":[]}"# None, "[]" Some("."));
    same!(lines: "[]" None, "{}" Some("."));
}

#[tokio::test]
async fn a_success_without_a_body_ends_the_list_where_it_is_documented() {
    let (lines, members) = (answering(204, ""), answering(204, ""));
    let lines = lines.lines().list().items().try_collect().await;
    assert!(lines.expect("no lines").is_empty());
    let members = members.members().list().items().try_collect().await;
    assert!(members.is_err(), "{members:?}");
}
