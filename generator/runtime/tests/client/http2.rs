//! The default transport over HTTP/2, against servers that stall and servers that refuse.

use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::time::Duration;

use bytes::Bytes;
use http::uri::Scheme;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::Instant;

use crate::runtime::base_url::BaseUrl;
use crate::runtime::reqwest_transport::{Clients, Connections, ReqwestTransport, configure};
use crate::runtime::{Call, Client, Credentials, Outcome, RetryPolicy, defaults};
use crate::sample::NewSecret;
use crate::streams::OPERATION;

/// A server that handles each connection by its number, and a client for it that knows that it speaks HTTP/2; else only TLS
/// would say so.
async fn serve<F>(
    handle: impl Fn(usize, TcpStream) -> F + Send + 'static,
) -> (Client, Arc<AtomicUsize>)
where
    F: Future<Output = ()> + Send + 'static,
{
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let connections = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&connections);
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.expect("a connection");
            tokio::spawn(handle(counted.fetch_add(1, SeqCst), stream));
        }
    });
    (client(address), connections)
}

fn client(address: SocketAddr) -> Client {
    let connections = Connections {
        connect_timeout: defaults::CONNECT_TIMEOUT,
        pool_idle_timeout: defaults::POOL_IDLE_TIMEOUT,
    };
    let client = configure(reqwest::Client::builder(), &connections, &Scheme::HTTP);
    let client = client.http2_prior_knowledge().build().expect("a client");
    let transport = ReqwestTransport {
        connections,
        clients: Clients {
            http: client.into(),
            ..Clients::default()
        },
        #[cfg(feature = "blocking")]
        blocking: Clients::default(),
        base: BaseUrl::parse(&format!("http://{address}"), false).expect("a base URL"),
    };
    Client::builder()
        .credentials(Credentials::api_token("token"))
        .base_url(format!("http://{address}/v4/"))
        .transport(transport)
        .retry(RetryPolicy::standard().initial_backoff(Duration::ZERO))
        .build()
        .expect("a client")
}

fn new_secret() -> NewSecret {
    NewSecret {
        name: "K".into(),
        value: "v".into(),
    }
}

type Answering = h2::server::SendResponse<Bytes>;

/// Lets `answer` decide about each request of a connection, counted from 0; it ends when that says so.
async fn connection(stream: TcpStream, answer: impl Fn(usize, Answering) -> bool) {
    let mut connection = h2::server::handshake(stream).await.expect("a handshake");
    let mut requests = Vec::new();
    while let Some(Ok((request, answering))) = connection.accept().await {
        let goes_on = answer(requests.len(), answering);
        requests.push(request);
        if !goes_on {
            // The connection stays, but nobody looks at it any more.
            std::future::pending::<()>().await;
        }
    }
}

fn found(mut answering: Answering) {
    let mut body = answering
        .send_response(http::Response::new(()), false)
        .expect("a reader");
    let text = Bytes::from_static(br#"{"result":{"id":"a"}}"#);
    body.send_data(text, true).expect("a reader");
}

/// The first connection answers one request, and then nothing.
async fn stalling(number: usize, stream: TcpStream) {
    let answer = move |request, answering| {
        let stalls = number == 0 && request > 0;
        if !stalls {
            found(answering);
        }
        !stalls
    };
    connection(stream, answer).await;
}

#[tokio::test(start_paused = true)]
async fn a_connection_that_stalls_is_left() {
    let (client, connections) = serve(stalling).await;
    client.secrets().get("a").await.expect("a secret");
    let start = Instant::now();
    let response = client.secrets().get("a").send().await.expect("a secret");
    assert_eq!(response.attempts(), 2);
    let asked = defaults::HTTP2_PING_INTERVAL + defaults::HTTP2_PING_TIMEOUT;
    assert!(start.elapsed() >= asked && start.elapsed() < defaults::ATTEMPT_TIMEOUT);
    assert_eq!(connections.load(SeqCst), 2);
}

/// No request lives long enough for the answer to a ping, but the connection does not live for ever.
#[tokio::test(start_paused = true)]
async fn a_connection_that_stalls_is_left_by_short_calls_too() {
    let (client, _) = serve(stalling).await;
    client.secrets().get("a").await.expect("a secret");
    let start = Instant::now();
    let policy = RetryPolicy::none();
    let call = || {
        client
            .secrets()
            .get("a")
            .attempt_timeout(Duration::from_secs(1))
    };
    while let Err(error) = call().retry(policy.clone()).await {
        assert!(start.elapsed() < defaults::ATTEMPT_TIMEOUT, "{error}");
    }
}

#[tokio::test]
async fn what_the_server_refuses_to_look_at_is_sent_again() {
    let (client, connections) = serve(|_, stream| {
        connection(stream, |request, mut answering| {
            if request == 0 {
                answering.send_reset(h2::Reason::REFUSED_STREAM);
            } else {
                found(answering);
            }
            true
        })
    })
    .await;
    let response = client.secrets().create(new_secret()).send().await;
    assert_eq!(response.expect("a secret").attempts(), 2);
    assert_eq!(connections.load(SeqCst), 1);
}

#[tokio::test]
async fn what_comes_after_the_last_stream_is_sent_again() {
    let (client, connections) = serve(|number, mut stream| async move {
        if number > 0 {
            return connection(stream, |_, answering| {
                found(answering);
                true
            })
            .await;
        }
        // SETTINGS, and after the request (there is a first one, 1) GOAWAY: 0 was the last one.
        let settings = [0, 0, 0, 4, 0, 0, 0, 0, 0];
        stream.write_all(&settings).await.expect("a reader");
        let mut read = Vec::new();
        while !read.windows(5).any(|it| it == [1, 4, 0, 0, 0]) {
            stream.read_buf(&mut read).await.expect("a request");
        }
        let last = [0, 0, 8, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        stream.write_all(&last).await.expect("a reader");
        std::future::pending::<()>().await;
    })
    .await;
    let response = client.secrets().create(new_secret()).send().await;
    assert_eq!(response.expect("a secret").attempts(), 2);
    assert_eq!(connections.load(SeqCst), 2);
}

#[tokio::test]
async fn what_the_server_may_have_looked_at_is_unknown() {
    for reason in [
        h2::Reason::CANCEL,
        h2::Reason::INTERNAL_ERROR,
        h2::Reason::NO_ERROR,
    ] {
        let (client, _) = serve(move |_, stream| {
            connection(stream, move |_, mut answering| {
                answering.send_reset(reason);
                true
            })
        })
        .await;
        let error = client
            .secrets()
            .create(new_secret())
            .await
            .expect_err("a reset");
        assert!(error.is_transport(), "{error:?}");
        assert_eq!(
            (error.outcome(), error.attempts()),
            (Outcome::Unknown, 1),
            "{reason:?}"
        );
    }
    let (client, _) = serve(|_, stream| {
        connection(stream, |_, mut answering| {
            answering.send_reset(h2::Reason::REFUSED_STREAM);
            true
        })
    })
    .await;
    let error = client
        .secrets()
        .create(new_secret())
        .await
        .expect_err("refused");
    assert_eq!((error.outcome(), error.attempts()), (Outcome::Rejected, 3));
}

fn frame(kind: u8, flags: u8, stream: u8, payload: &[u8]) -> Vec<u8> {
    let length = u8::try_from(payload.len()).expect("a small frame");
    [&[0, 0, length, kind, flags, 0, 0, 0, stream], payload].concat()
}

/// Answers as many requests with a whole body that it says is larger, and no error as the reason to end it; then one as it is.
async fn cutting(cuts: u8, mut stream: TcpStream) {
    const TEXT: &[u8] = br#"{"result":{"id":"a"}}"#;
    let settings = frame(4, 0, 0, &[]);
    stream.write_all(&settings).await.expect("a reader");
    let mut read = Vec::new();
    for number in 0..=cuts {
        let id = number * 2 + 1;
        let is_request = |it: &[u8]| it[0] == 1 && it[2..] == [0, 0, 0, id];
        while !read.windows(6).any(is_request) {
            if stream.read_buf(&mut read).await.expect("a request") == 0 {
                return;
            }
        }
        let is_cut = number < cuts;
        // The status 200, and a length.
        let length: &[u8] = if is_cut { b"5000" } else { b"0021" };
        let head = [&[0x88, 0x0f, 0x0d, 4], length].concat();
        let mut answer = frame(1, 4, id, &head);
        answer.extend(frame(0, u8::from(!is_cut), id, TEXT));
        if is_cut {
            answer.extend(frame(3, 0, id, &[0; 4]));
        }
        stream.write_all(&answer).await.expect("a reader");
    }
    std::future::pending::<()>().await;
}

#[tokio::test]
async fn a_body_that_is_cut_is_not_taken_for_a_whole_one() {
    for (cuts, is_whole, attempts) in [(0, true, 1), (1, true, 2), (3, false, 3)] {
        let (client, _) = serve(move |_, stream| cutting(cuts, stream)).await;
        let came = match client.secrets().get("a").send().await {
            Ok(response) => (true, response.attempts()),
            Err(error) => (!error.is_transport(), error.attempts()),
        };
        assert_eq!(came, (is_whole, attempts), "{cuts}");

        let (client, _) = serve(move |_, stream| cutting(cuts, stream)).await;
        let opened = Call::new(&client, &OPERATION).stream().await;
        let mut stream = opened.expect("a success").into_inner();
        let mut next = stream.try_next().await;
        while let Ok(Some(_)) = next {
            next = stream.try_next().await;
        }
        let is_transport = next.err().map(|it| it.is_transport());
        assert_eq!(is_transport, (cuts > 0).then_some(true), "{cuts}");
    }
    let (client, _) = serve(|_, stream| cutting(1, stream)).await;
    let error = client.secrets().create(new_secret()).await;
    let error = error.expect_err("half an answer");
    assert!(error.is_transport(), "{error:?}");
    assert_eq!((error.outcome(), error.attempts()), (Outcome::Applied, 1));
}
