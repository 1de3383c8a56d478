//! Answers that are read while they come.

use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http::Method;
use tokio::time::Instant;

use crate::runtime::transport::{Body, TransportError};
use crate::runtime::{
    BoxFuture, ByteStream, Call, EventStream, Operation, Outcome, Response, Result, Retry,
    StatusPattern,
};
use crate::scripted::{
    Silent, answer, builder, client, endless, playing, ready, refused, script, status,
};

pub(crate) static OPERATION: Operation = Operation {
    id: "watch",
    name: "watch",
    method: Method::GET,
    path: "/watch",
    security: &[],
    retry: Retry::Idempotent,
    accept: "text/event-stream",
    statuses: &[StatusPattern::Default],
};
static REMOVAL: Operation = Operation {
    id: "remove",
    name: "remove",
    method: Method::DELETE,
    path: "/watch",
    security: &[],
    retry: Retry::Idempotent,
    accept: "*/*",
    statuses: &[StatusPattern::Default],
};

pub(crate) const EVENT_STREAM: &[(&str, &str)] =
    &[("content-type", "text/event-stream; charset=utf-8")];

/// What a server does with a body.
pub(crate) enum Piece {
    Bytes(Vec<u8>),
    Pause(u64),
    Break,
}

struct Played {
    pieces: VecDeque<Piece>,
    pause: Option<BoxFuture<()>>,
}

impl futures_core::Stream for Played {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(pause) = &mut self.pause {
                ready!(pause.as_mut().poll(context));
                self.pause = None;
            }
            match self.pieces.pop_front() {
                Some(Piece::Bytes(bytes)) => return Poll::Ready(Some(Ok(bytes.into()))),
                Some(Piece::Break) => {
                    return Poll::Ready(Some(Err(TransportError::interrupted("reset"))));
                }
                Some(Piece::Pause(seconds)) => {
                    let pause = tokio::time::sleep(Duration::from_secs(seconds));
                    self.pause = Some(Box::pin(pause));
                }
                None => return Poll::Ready(None),
            }
        }
    }
}

pub(crate) fn body(pieces: impl IntoIterator<Item = Piece>) -> Body {
    Body::from_chunks(Played {
        pieces: pieces.into_iter().collect(),
        pause: None,
    })
}

pub(crate) fn bytes(text: &str) -> Piece {
    Piece::Bytes(text.into())
}

async fn stream(pieces: impl IntoIterator<Item = Piece>) -> Response<ByteStream> {
    let (client, _) = playing([answer(200, &[("cf-ray", "ray-5")], body(pieces))]);
    let call = Call::new(&client, &OPERATION);
    call.stream().await.expect("a success")
}

#[tokio::test(start_paused = true)]
async fn bytes_come_as_they_are_sent() {
    let start = Instant::now();
    let pieces = (0..10).flat_map(|_| [Piece::Pause(59), bytes("ab")]);
    let response = stream(pieces).await;
    assert_eq!(
        (response.status().as_u16(), response.ray_id()),
        (200, Some("ray-5"))
    );
    let mut stream = response.into_inner();
    let mut read = Vec::new();
    while let Some(chunk) = stream.try_next().await.expect("a chunk") {
        assert_eq!(chunk, "ab");
        read.push(chunk);
    }
    assert_eq!(
        (read.len(), start.elapsed()),
        (10, Duration::from_secs(590))
    );
    assert!(stream.try_next().await.expect("the end").is_none());
}

#[tokio::test]
async fn streams_may_be_larger_than_answers() {
    let pieces = body((0..10).map(|_| bytes("0123456789")));
    let transport = script([answer(200, &[("content-length", "100")], pieces)]);
    let client = builder(transport).max_response_size(10).build();
    let call = Call::new(&client.expect("a client"), &OPERATION);
    let mut stream = call.stream().await.expect("a success").into_inner();
    let mut read = 0;
    while let Some(chunk) = stream.try_next().await.expect("a chunk") {
        read += chunk.len();
    }
    assert_eq!(read, 100);
}

#[tokio::test(start_paused = true)]
async fn streams_end_with_what_goes_wrong() {
    let table = [
        (
            Piece::Pause(61),
            "watch: 200 timed out (idle) [ray id ray-5]",
            60,
        ),
        (
            Piece::Break,
            "watch: 200 the connection broke [ray id ray-5]",
            0,
        ),
    ];
    for (piece, expected, seconds) in table {
        let mut stream = stream([bytes("a"), piece, bytes("b")]).await.into_inner();
        stream.try_next().await.expect("a chunk").expect("a chunk");
        let start = Instant::now();
        let error = stream.try_next().await.expect_err("an error");
        assert_eq!(error.to_string(), expected);
        assert_eq!(start.elapsed(), Duration::from_secs(seconds));
        assert_eq!(
            (
                error.operation(),
                error.outcome(),
                error.attempts(),
                error.ray_id()
            ),
            ("watch", Outcome::Applied, 1, Some("ray-5"))
        );
        assert!(stream.try_next().await.expect("the end").is_none());
    }
}

#[tokio::test(start_paused = true)]
async fn the_idle_limit_can_be_set() {
    let seconds = Duration::from_secs;
    let transport = || script([answer(200, &[], endless())]);
    let client = |limit| builder(transport()).stream_idle_timeout(limit).build();
    for (client, of_stream, expected) in [
        (client(seconds(5)), None, 5),
        (client(seconds(5)), Some(seconds(7)), 7),
        (client(Duration::MAX), Some(seconds(1)), 1),
    ] {
        let call = Call::new(&client.expect("a client"), &OPERATION);
        let mut stream = call.stream().await.expect("a success").into_inner();
        if let Some(limit) = of_stream {
            stream = stream.idle_timeout(limit);
        }
        let start = Instant::now();
        assert!(stream.try_next().await.expect_err("a timeout").is_timeout());
        assert_eq!(start.elapsed(), seconds(expected));
    }
}

/// Without bytes, chunks do not count, however many there are.
#[tokio::test(start_paused = true)]
async fn empty_chunks_are_none() {
    let mut some = stream([bytes(""), bytes("a"), bytes("")])
        .await
        .into_inner();
    let chunk = some.try_next().await.expect("a chunk");
    assert_eq!(chunk.expect("a chunk"), "a");
    assert!(some.try_next().await.expect("the end").is_none());

    let pauses = (0..3).flat_map(|_| [Piece::Pause(25), bytes("")]);
    let (client, _) = playing([answer(200, &[], body(pauses)), answer(200, &[], ready(""))]);
    for passes in [0, 60] {
        let opened = Call::new(&client, &OPERATION).stream().await;
        let mut stream = opened.expect("a success").into_inner();
        let clock = tokio::spawn(tokio::time::advance(Duration::from_secs(passes)));
        let error = stream.try_next().await.expect_err("a timeout");
        assert!(error.is_timeout(), "{error:?}");
        clock.await.expect("a clock");
    }
}

#[tokio::test(start_paused = true)]
async fn until_the_head_a_stream_is_a_call_like_others() {
    let start = Instant::now();
    let call = Call::new(&client(Silent), &OPERATION);
    assert!(call.stream().await.expect_err("a timeout").is_timeout());
    assert!(start.elapsed() <= Duration::from_secs(90));

    let (client, transport) = playing([status(503), answer(200, &[], "a")]);
    let response = Call::new(&client, &OPERATION)
        .stream()
        .await
        .expect("a success");
    assert_eq!((response.attempts(), transport.requests().len()), (2, 2));

    let (client, _) = playing([refused(403, 7, "no")]);
    let error = Call::new(&client, &OPERATION)
        .events()
        .await
        .expect_err("a refusal");
    assert!(
        error.is_forbidden() && error.api_errors()[0].code == 7,
        "{error:?}"
    );

    let (client, _) = playing([status(503), status(404)]);
    let error = Call::new(&client, &REMOVAL)
        .stream()
        .await
        .expect_err("nothing to read");
    assert!(
        error.is_not_found() && error.operation() == "remove",
        "{error:?}"
    );
}

#[test]
fn streams_can_be_sent_and_moved() {
    fn check<T: Send + Unpin + futures_core::Stream + 'static>() {}
    check::<ByteStream>();
    check::<EventStream>();
}

#[cfg(feature = "blocking")]
#[test]
fn streams_without_async() {
    use crate::runtime::blocking::Wait as _;
    let text = "data: a\n\ndata: b\n\n";
    let (client, _) = playing([answer(200, EVENT_STREAM, text), answer(200, &[], text)]);
    let events = Box::pin(Call::new(&client, &OPERATION).events())
        .wait()
        .expect("a success");
    let read: Result<Vec<crate::runtime::ServerSentEvent>> =
        events.into_inner().blocking().collect();
    assert_eq!(read.expect("events").len(), 2);
    let bytes = Box::pin(Call::new(&client, &OPERATION).stream())
        .wait()
        .expect("a success");
    let read: Result<Vec<Bytes>> = bytes.into_inner().blocking().collect();
    assert_eq!(read.expect("bytes"), [text]);
}
