//! The default transport against a server that misbehaves.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use http::Method;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Barrier;
use tokio::task::JoinHandle;

use crate::runtime::{
    Answer, Call, Client, ClientBuilder, Credentials, ErrorKind, Outcome, RetryPolicy, Service,
    defaults,
};
use crate::sample::{NewSecret, SERVICE};
use crate::streams::OPERATION;

/// What the server does with one connection, after it has read a request.
enum Reply {
    Bytes(String),
    Close,
}

/// A server that plays one reply for each connection; its task ends with the requests it got.
async fn serve(replies: Vec<Reply>) -> (Client, JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let client = client(listener.local_addr().expect("an address"));
    let task = tokio::spawn(async move {
        let mut requests = Vec::new();
        for reply in replies {
            let (mut stream, _) = listener.accept().await.expect("a connection");
            requests.push(read_request(&mut stream).await);
            if let Reply::Bytes(bytes) = reply {
                stream.write_all(bytes.as_bytes()).await.expect("a reader");
                stream.shutdown().await.expect("a reader");
            }
        }
        requests
    });
    (client, task)
}

/// A head, and as much body as it announces.
pub(crate) async fn read_request(stream: &mut TcpStream) -> String {
    let mut read = String::new();
    let mut buffer = [0; 4096];
    loop {
        if let Some((head, body)) = read.split_once("\r\n\r\n") {
            let length = head
                .lines()
                .find_map(|line| line.strip_prefix("content-length: "));
            if body.len() >= length.map_or(0, |length| length.parse().expect("a length")) {
                return read;
            }
        }
        let count = stream.read(&mut buffer).await.expect("a request");
        assert_ne!(count, 0, "the request ends too early");
        read.push_str(std::str::from_utf8(&buffer[..count]).expect("text"));
    }
}

pub(crate) fn client(address: SocketAddr) -> Client {
    Client::builder()
        .credentials(Credentials::api_token("token"))
        .base_url(format!("http://{address}/v4/"))
        .retry(RetryPolicy::standard().initial_backoff(Duration::ZERO))
        .build()
        .expect("a client")
}

fn reply(status: &str, headers: &str, body: &str) -> Reply {
    let length = body.len();
    Reply::Bytes(format!(
        "HTTP/1.1 {status}\r\ncontent-length: {length}\r\nconnection: close\r\n{headers}\r\n{body}"
    ))
}

fn new_secret() -> NewSecret {
    NewSecret {
        name: "K".into(),
        value: "v".into(),
    }
}

#[tokio::test]
async fn requests_and_answers_cross_the_wire() {
    let (client, server) = serve(vec![reply(
        "200 OK",
        "cf-ray: r\r\n",
        r#"{"result":{"id":"a"}}"#,
    )])
    .await;
    let response = client
        .secrets()
        .create(new_secret())
        .send()
        .await
        .expect("a response");
    assert_eq!(response.ray_id(), Some("r"));
    let requests = server.await.expect("a server");
    let (head, body) = requests[0].split_once("\r\n\r\n").expect("a body");
    assert_eq!(
        head.lines().next(),
        Some("POST /v4/stores/s1/secrets HTTP/1.1")
    );
    assert_eq!(body, r#"{"name":"K","value":"v"}"#);
    let mut names: Vec<_> = head
        .lines()
        .skip(1)
        .filter_map(|line| line.split(':').next())
        .collect();
    names.sort_unstable();
    assert_eq!(
        names,
        [
            "accept",
            "authorization",
            "content-length",
            "content-type",
            "host",
            "user-agent"
        ]
    );
}

#[tokio::test]
async fn other_representations_cross_the_wire() {
    let vtt = reply("200 OK", "content-type: text/vtt\r\n", "WEBVTT");
    let (client, server) = serve(vec![vtt]).await;
    let request = client
        .request(Method::PUT, "/transcripts/7")
        .accept("text/vtt, text/plain;q=0.5")
        .body("a,b\n1,2\n", "text/csv; charset=utf-8");
    let answer = request.text().await.expect("a text");
    assert_eq!(answer.get(), "WEBVTT");
    let requests = server.await.expect("a server");
    let (head, body) = requests[0].split_once("\r\n\r\n").expect("a body");
    assert_eq!(body, "a,b\n1,2\n");
    for line in [
        "PUT /v4/transcripts/7 HTTP/1.1",
        "accept: text/vtt, text/plain;q=0.5",
        "content-type: text/csv; charset=utf-8",
        "content-length: 8",
    ] {
        assert_eq!(head.lines().filter(|it| *it == line).count(), 1, "{head}");
    }
}

#[tokio::test]
async fn other_credentials_go_over_the_same_connection() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let first = client(listener.local_addr().expect("an address"));
    let server = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.expect("a connection");
        let mut requests = Vec::new();
        for _ in 0..2 {
            requests.push(read_request(&mut stream).await);
            let answer =
                b"HTTP/1.1 200 OK\r\ncontent-length: 21\r\n\r\n{\"result\":{\"id\":\"a\"}}";
            stream.write_all(answer).await.expect("a reader");
        }
        requests
    });
    first.secrets().get("a").await.expect("a secret");
    let second = first.with_credentials(Credentials::api_token("other"));
    let get = second.expect("a client").secrets().get("a");
    get.await.expect("a secret");
    let requests = server.await.expect("a server");
    assert!(requests[0].contains("authorization: Bearer token\r\n"));
    assert!(requests[1].contains("authorization: Bearer other\r\n"));
}

#[tokio::test]
async fn a_refused_connection_is_known_not_to_be_sent() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let client = client(listener.local_addr().expect("an address"));
    drop(listener);
    let error = client
        .secrets()
        .create(new_secret())
        .await
        .expect_err("no server");
    assert!(error.is_connect(), "{error:?}");
    assert_eq!((error.outcome(), error.attempts()), (Outcome::NotSent, 3));
}

#[tokio::test]
async fn a_connection_closed_instead_of_an_answer_is_unknown_for_a_creation() {
    let (client, server) = serve(vec![Reply::Close]).await;
    let error = client
        .secrets()
        .create(new_secret())
        .await
        .expect_err("no answer");
    assert!(error.is_transport(), "{error:?}");
    assert_eq!((error.outcome(), error.attempts()), (Outcome::Unknown, 1));
    assert_eq!(server.await.expect("a server").len(), 1);
}

#[tokio::test]
async fn a_connection_closed_instead_of_an_answer_is_tried_again_for_a_read() {
    let (client, server) = serve(vec![
        Reply::Close,
        reply("200 OK", "", r#"{"result":{"id":"a"}}"#),
    ])
    .await;
    let response = client.secrets().get("a").send().await.expect("a response");
    assert_eq!(response.attempts(), 2);
    assert_eq!(server.await.expect("a server").len(), 2);
}

#[tokio::test]
async fn a_body_that_breaks_off_means_applied() {
    let torn = Reply::Bytes("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"success\"".into());
    let (client, _server) = serve(vec![torn]).await;
    let error = client
        .secrets()
        .create(new_secret())
        .await
        .expect_err("half an answer");
    assert_eq!(error.outcome(), Outcome::Applied, "{error:?}");
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let (elsewhere, other) = serve(vec![Reply::Close]).await;
    let location = format!(
        "location: {}\r\n",
        format!("{elsewhere:?}").split('"').nth(3).expect("a URL")
    );
    let (client, _server) = serve(vec![reply("307 Temporary Redirect", &location, "")]).await;
    let error = client.secrets().get("a").await.expect_err("a redirect");
    assert!(matches!(error.kind(), ErrorKind::Redirect), "{error:?}");
    assert!(!other.is_finished());
}

#[tokio::test]
async fn an_endless_answer_is_cut_off() {
    let chunk = format!("400\r\n{}\r\n", "x".repeat(0x400)).repeat(64);
    let reply = Reply::Bytes(format!(
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n{chunk}"
    ));
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.expect("a connection");
        read_request(&mut stream).await;
        let Reply::Bytes(bytes) = reply else { return };
        while stream.write_all(bytes.as_bytes()).await.is_ok() {}
    });
    let builder = Client::builder()
        .credentials(Credentials::api_token("token"))
        .base_url(format!("http://{address}"));
    let client = builder.max_response_size(10_000).build().expect("a client");
    let error = client.secrets().get("a").await.expect_err("too large");
    assert!(matches!(error.kind(), ErrorKind::TooLarge(_)), "{error:?}");
}

#[tokio::test]
async fn events_are_read_from_connections() {
    let head =
        "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";
    let whole = format!("{head}8\r\ndata: a\n\r\n1\r\n\n\r\n0\r\n\r\n");
    let broken = format!("{head}9\r\ndata: a\n\n\r\n9\r\nda");
    for (reply, ends_well) in [(whole, true), (broken, false)] {
        let (client, server) = serve(vec![Reply::Bytes(reply)]).await;
        let events = Call::new(&client, &OPERATION).events().await;
        let mut events = events.expect("a success").into_inner();
        let event = events.try_next().await.expect("an event");
        assert_eq!(event.expect("an event").data, "a");
        match events.try_next().await {
            Ok(None) => assert!(ends_well),
            Ok(Some(event)) => panic!("one event too many: {event:?}"),
            Err(error) => assert!(!ends_well && error.is_transport(), "{error}"),
        }
        let requests = server.await.expect("a server");
        assert!(
            requests[0].contains("accept: text/event-stream\r\n"),
            "{}",
            requests[0]
        );
    }
}

#[tokio::test(start_paused = true)]
async fn of_a_burst_of_connections_some_are_kept() {
    const MORE: usize = 6;
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let client = client(listener.local_addr().expect("an address"));
    let all = Arc::new(Barrier::new(defaults::POOL_MAX_IDLE + MORE));
    let (closed, mut ends) = tokio::sync::mpsc::unbounded_channel();
    let barrier = Arc::clone(&all);
    tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.expect("a connection");
            let (all, closed) = (Arc::clone(&barrier), closed.clone());
            tokio::spawn(async move {
                read_request(&mut stream).await;
                all.wait().await;
                let answer =
                    b"HTTP/1.1 200 OK\r\ncontent-length: 21\r\n\r\n{\"result\":{\"id\":\"a\"}}";
                stream.write_all(answer).await.expect("a reader");
                let rest = stream.read(&mut [0; 1]).await;
                let _ = closed.send(rest.is_ok_and(|count| count == 0));
            });
        }
    });
    let call = |_| tokio::spawn(client.secrets().get("a").send());
    let calls: Vec<_> = (0..defaults::POOL_MAX_IDLE + MORE).map(call).collect();
    for call in calls {
        call.await.expect("a task").expect("a secret");
    }
    for _ in 0..MORE {
        let end = tokio::time::timeout(defaults::POOL_IDLE_TIMEOUT / 2, ends.recv()).await;
        assert_eq!(end, Ok(Some(true)));
    }
    assert!(ends.try_recv().is_err());
}

/// Whichever address makes it clear: the usual one, one of the operation, or one that was chosen.
#[tokio::test]
async fn what_is_sent_in_clear_goes_to_no_proxy() {
    const PROXY: &str = "HTTP_PROXY";
    if std::env::var_os(PROXY).is_none() {
        let test = "loopback::what_is_sent_in_clear_goes_to_no_proxy";
        let mut again = std::process::Command::new(std::env::current_exe().expect("this program"));
        // Nobody listens there.
        let again = again.args(["--exact", test]).env(PROXY, "127.0.0.1:1");
        let run = again.output().expect("it runs");
        let said = String::from_utf8_lossy(&run.stdout);
        assert!(run.status.success() && said.contains("1 passed"), "{said}");
        return;
    }
    let clear = Box::leak(answering().await.into_boxed_str());
    let usual = |base_url: &'static str| {
        let service = Service {
            base_url: Some(base_url),
            ..SERVICE
        };
        ClientBuilder::new(Box::leak(Box::new(service)))
    };
    let mut table = vec![
        (usual(clear), None),
        (Client::builder().base_url(&*clear), None),
    ];
    if cfg!(any(feature = "rustls", feature = "native-tls")) {
        table.push((Client::builder(), Some(&*clear)));
    }
    for (builder, own) in table {
        let builder = builder.retry(RetryPolicy::none());
        let client = builder.build().expect("a client");
        let mut call = Call::new(&client, &OPERATION);
        if let Some(own) = own {
            call.server(own);
        }
        call.read(Answer::nothing).await.expect("an answer");
    }
}

/// The address of a server that says yes to everything.
async fn answering() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            read_request(&mut stream).await;
            let answer = b"HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n";
            stream.write_all(answer).await.expect("a reader");
        }
    });
    format!("http://{address}")
}
