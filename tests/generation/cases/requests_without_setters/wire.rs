//! What is sent by requests that their methods make whole, and when their limits count.

use case_requests_without_setters::transport::{MemoryTransport, http::Response};
use case_requests_without_setters::{
    Client, FilePart, Filling, Job, Photo, PutPiecesOutput, Secret, Thing,
};

/// A client that is answered like this, and what it sends.
fn answered(status: u16, body: &'static str) -> (Client, MemoryTransport) {
    let transport = MemoryTransport::new(move |_request| {
        let response = Response::builder().status(status).header("content-type", "application/json");
        Ok(response.body(body.into()).expect("a response"))
    });
    let client = Client::builder().transport(transport.clone()).build().expect("a client");
    (client, transport)
}

#[tokio::test]
async fn every_place_gets_its_value() {
    let (client, transport) = answered(204, "");
    let filling = Filling::new(["a", "b"]).note("c d");
    let request = client.things().create("id", 9, "limited", "op", "p/1", "crumb", filling);
    // It can be sent more than once.
    for request in [request.clone(), request] {
        request.header("x-trace", "1").await.expect("no content");
    }
    for sent in transport.requests() {
        assert_eq!(
            sent.uri.to_string(),
            "https://api.example.com/things/id?fields=9&operation=op&path_id=p%2F1"
        );
        let header = |name: &str| sent.headers[name].to_str().expect("a text").to_owned();
        assert_eq!((header("limits"), header("x-trace")), ("limited".into(), "1".into()));
        assert_eq!(header("cookie"), "parts=crumb");
        assert_eq!(header("content-type"), "application/x-www-form-urlencoded");
        assert_eq!(sent.body, "tags=a%7Cb&note=c+d");
    }
    assert_eq!(transport.requests().len(), 2);
}

#[tokio::test]
async fn the_status_says_what_is_read() {
    for (status, body, expected) in [(200, r#"{"name":"n"}"#, "Ok"), (202, "", "Accepted")] {
        let (client, transport) = answered(status, body);
        let answer = client.things().replace("id", "1", [Thing::new("n")]).await;
        let answer = answer.expect("an answer");
        assert!(format!("{answer:?}").starts_with(expected), "{answer:?}");
        assert_eq!(matches!(answer, PutPiecesOutput::Ok(_)), status == 200);
        assert_eq!(transport.requests()[0].body, r#"[{"name":"n"}]"#);
    }
}

#[tokio::test]
async fn limits_count_when_it_is_sent() {
    let (client, transport) = answered(202, "");
    let none = || client.things().replace("id", "1", Vec::<Thing>::new());
    assert!(none().await.expect_err("too few").is_validation());
    assert!(none().send().await.expect_err("too few").is_validation());
    assert_eq!(transport.requests().len(), 0);
    none().skip_validation().await.expect("nobody looks");
    assert_eq!(transport.requests()[0].body, "[]");
}

#[tokio::test]
async fn what_is_said_of_a_file_is_sent_with_it() {
    let (client, transport) = answered(204, "");
    let file = || FilePart::new("x");
    let photo = Photo::new().photo(file()).photo_x_rank(7);
    client.photos().create(photo).await.expect("no content");
    let files = case_requests_without_setters::File::new().files([file(), file()]).files_x_rank(8);
    client.photos().replace(files).await.expect("no content");
    client.photos().update(Job::new().body(file()).body_x_rank(9)).await.expect("no content");
    for (sent, (rank, count)) in transport.requests().iter().zip([(7, 1), (8, 2), (9, 1)]) {
        let body = String::from_utf8_lossy(&sent.body).to_ascii_lowercase();
        assert_eq!(body.matches(&format!("x-rank: {rank}")).count(), count, "{body}");
    }
}

#[test]
fn a_request_prints_no_secret() {
    let (client, _) = answered(204, "");
    let printed = format!("{:?}", client.secret().replace(Secret::new("hunter2")));
    assert!(printed.contains("secret.replace") && !printed.contains("hunter2"), "{printed}");
}
