//! What methods for any number of items send.

use std::sync::{Arc, Mutex};

use case_extras_bodies::Client;
use case_extras_bodies::transport::{MemoryTransport, http::Response};

type Sent = Arc<Mutex<Vec<String>>>;

fn client(status: u16, body: &'static str) -> (Client, Sent) {
    let sent = Sent::default();
    let seen = Arc::clone(&sent);
    let transport = MemoryTransport::new(move |request| {
        let body_sent = String::from_utf8_lossy(request.body()).into_owned();
        seen.lock().expect("no test panics").push(body_sent);
        let response = Response::builder().status(status);
        Ok(response.body(body.into()).expect("a response"))
    });
    let client = Client::builder().transport(transport).build().expect("a client");
    (client, sent)
}

fn sorted(sent: &Sent) -> Vec<String> {
    let mut sent = sent.lock().expect("no test panics").clone();
    sent.sort();
    sent
}

#[tokio::test]
async fn a_body_that_may_be_left_out_is_sent_in_chunks() {
    let (client, sent) = client(204, "");
    let report = client.tags().create_all(["a", "b", "c"]).await;
    assert!(report.is_complete(), "{report:?}");
    assert_eq!(sorted(&sent), [r#"["a","b"]"#, r#"["c"]"#]);
}

#[tokio::test]
async fn lists_are_items_like_others() {
    let (client, sent) = client(200, "[1]");
    let report = client.rows().create_all([["a", "b"]]).await;
    assert!(report.is_complete(), "{report:?}");
    assert_eq!(sorted(&sent), [r#"[["a","b"]]"#]);
}
