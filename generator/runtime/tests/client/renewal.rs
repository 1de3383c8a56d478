//! Credentials that take the place of others in a client.

use std::sync::{Arc, OnceLock};

use http::Response;
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpListener;

use crate::loopback;
use crate::runtime::transport::{MemoryTransport, TransportError};
use crate::runtime::{Client, Credentials};
use crate::scripted::{builder, ok, script};

fn token(token: &str) -> Credentials {
    Credentials::api_token(token)
}

/// What the server got as `authorization`, and says in its error: it repeats what it got.
async fn served(requests: usize) -> (Client, tokio::task::JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let client = loopback::client(listener.local_addr().expect("an address"));
    let server = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.expect("a connection");
        let mut seen = Vec::new();
        for _ in 0..requests {
            let request = loopback::read_request(&mut stream).await;
            let mut lines = request.lines();
            let sent = lines.find_map(|it| it.strip_prefix("authorization: Bearer "));
            let sent = sent.expect("a token").to_owned();
            let body = format!(r#"{{"success":false,"errors":[{{"message":"no {sent}"}}]}}"#);
            let head = format!(
                "HTTP/1.1 403 Forbidden\r\ncontent-length: {}\r\n\r\n",
                body.len()
            );
            stream
                .write_all((head + &body).as_bytes())
                .await
                .expect("a reader");
            seen.push(sent);
        }
        seen
    });
    (client, server)
}

/// Over one connection; and what a server repeats is hidden, whichever it is.
#[tokio::test]
async fn clients_clones_and_handles_go_on_with_the_new_ones() {
    let (client, server) = served(5).await;
    let (clone, handle) = (client.clone(), client.secrets());
    let other = client
        .with_credentials(token("canary-other"))
        .expect("a client");
    let shows_nothing = async |handle: &crate::sample::Secrets| {
        let error = handle.get("a").await.expect_err("a refusal");
        assert!(error.is_forbidden(), "{error}");
        let printed = format!("{error} {error:?} {handle:?} {client:?}");
        assert!(!printed.contains("canary"), "{printed}");
    };
    clone
        .set_credentials(token("canary-first"))
        .expect("a token");
    shows_nothing(&handle).await;
    client
        .set_credentials(token("canary-second"))
        .expect("a token");
    shows_nothing(&handle).await;
    // One that cannot be sent changes nothing.
    for wrong in [" ", "a\nb", "Bearer a"] {
        let error = client.set_credentials(token(wrong)).expect_err(wrong);
        assert!(error.is_config(), "{error}");
    }
    shows_nothing(&clone.secrets()).await;
    shows_nothing(&other.secrets()).await;
    shows_nothing(&client.secrets()).await;
    let second = "canary-second";
    let expected = ["canary-first", second, second, "canary-other", second];
    assert_eq!(server.await.expect("a server"), expected);
}

/// A client whose credentials change with every request that it sends, and that gives `answers`.
fn changing(answers: &'static [Option<&'static str>]) -> (Client, MemoryTransport) {
    let client = Arc::new(OnceLock::<Client>::new());
    let (seen, number) = (Arc::clone(&client), std::sync::atomic::AtomicUsize::new(0));
    let transport = MemoryTransport::new(move |_| {
        let number = number.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let client = seen.get().expect("a client");
        client
            .set_credentials(token(&format!("number-{number}")))
            .expect("a token");
        match answers[number] {
            Some(body) => Ok(Response::new(body.into())),
            None => Err(TransportError::interrupted("reset")),
        }
    });
    let made = builder(transport.clone()).build().expect("a client");
    (client.get_or_init(|| made).clone(), transport)
}

#[tokio::test(start_paused = true)]
async fn a_call_repeats_itself_with_its_own_and_the_next_page_has_the_new_ones() {
    const PAGE: &str = r#"{"data":[{"id":"a"}],"meta":{"next":"n"}}"#;
    const LAST: &str = r#"{"data":[{"id":"b"}],"meta":{"next":null}}"#;
    let (client, transport) = changing(&[None, Some(PAGE), Some(LAST)]);
    let mut pages = client.secrets().list().by_cursor();
    let mut count = 0;
    while let Some(page) = pages.try_next().await.expect("a page") {
        count += page.items.len();
    }
    assert_eq!(count, 2);
    let sent = transport.requests();
    let sent: Vec<_> = sent
        .iter()
        .map(|it| it.headers["authorization"].to_str().expect("text"))
        .collect();
    assert_eq!(
        sent,
        [
            "Bearer token-canary",
            "Bearer token-canary",
            "Bearer number-1"
        ]
    );
}

/// A login that should need nothing, then what it was for.
#[tokio::test]
async fn nothing_is_carried_until_something_is_set() {
    let transport = script([(); 4].map(|()| ok(r#"{"id":"a"}"#)));
    let client = builder(transport.clone()).credentials(Credentials::none());
    let client = client.build().expect("a client");
    let secrets = client.secrets();
    secrets.get("a").await.expect("without");
    let raw = client.request(http::Method::GET, "/a").send().await;
    raw.expect("without");
    client.set_credentials(token("t")).expect("a token");
    secrets.get("a").await.expect("with");
    client.set_credentials(Credentials::none()).expect("none");
    let one = Credentials::none().and(token("u"));
    let other = client.with_credentials(one).expect("a client");
    other.secrets().get("a").await.expect("with");
    let carried = transport.requests().into_iter().map(|it| {
        let value = it.headers.get("authorization");
        value.map(|it| it.to_str().expect("text").to_owned())
    });
    let with = |it: &str| Some(it.to_owned());
    let expected = [None, None, with("Bearer t"), with("Bearer u")];
    assert!(carried.eq(expected));
}

#[tokio::test]
async fn without_credentials_the_error_says_how_to_go_on() {
    let client = Client::builder().transport(script([]));
    let client = client.base_url("https://api.example.com").build();
    let client = client.expect("a client");
    let error = client.secrets().get("a").await.expect_err("no request");
    assert!(error.is_config(), "{error}");
    assert!(error.to_string().contains("`Credentials::none`"), "{error}");
}
