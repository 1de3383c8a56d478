//! Server-sent events.

use std::time::Duration;

use proptest::prelude::*;

use crate::runtime::{Call, EventStream, ServerSentEvent};
use crate::scripted::{answer, builder, playing, script};
use crate::streams::{EVENT_STREAM, OPERATION, Piece, body, bytes};

async fn events(pieces: impl IntoIterator<Item = Piece>) -> EventStream {
    let (client, _) = playing([answer(200, EVENT_STREAM, body(pieces))]);
    let call = Call::new(&client, &OPERATION);
    call.events().await.expect("a success").into_inner()
}

/// All events, and the error that ended them.
async fn rest(events: &mut EventStream) -> (Vec<ServerSentEvent>, Option<crate::runtime::Error>) {
    let mut read = Vec::new();
    loop {
        match events.try_next().await {
            Ok(Some(event)) => read.push(event),
            Ok(None) => return (read, None),
            Err(error) => return (read, Some(error)),
        }
    }
}

#[tokio::test]
async fn events_need_their_content_type() {
    for (content_type, expected) in [
        (None, None),
        (Some("text/event-stream"), None),
        (Some("Text/Event-Stream ;charset=utf-8"), None),
        (
            Some("text/html"),
            Some("the answer is not an event stream but `text/html`"),
        ),
        (
            Some("text/event-streams"),
            Some("the answer is not an event stream but `text/event-streams`"),
        ),
    ] {
        let headers: Vec<_> = content_type
            .map(|it| ("content-type", it))
            .into_iter()
            .collect();
        let (client, _) = playing([answer(200, &headers, "")]);
        match (Call::new(&client, &OPERATION).events().await, expected) {
            (Ok(_), None) => {}
            (Err(error), Some(expected)) => {
                assert_eq!(error.to_string(), format!("watch: 200 {expected}"));
            }
            (result, _) => panic!("{content_type:?}: {result:?}"),
        }
    }
}

/// Events as id, kind and data.
fn shown(events: &[ServerSentEvent]) -> Vec<[&str; 3]> {
    let mut shown = Vec::new();
    for it in events {
        shown.push([&*it.id, &*it.kind, &*it.data]);
    }
    shown
}

#[tokio::test]
async fn events_are_those_of_the_standard() {
    let message = |data| ["", "message", data];
    let table: Vec<(&str, Vec<[&str; 3]>)> = vec![
        ("", vec![]),
        ("data: a\n\n", vec![message("a")]),
        ("data: a\r\n\r\n", vec![message("a")]),
        ("data: a\r\r", vec![message("a")]),
        (
            "data: a\r\n\ndata: b\n\r\n",
            vec![message("a"), message("b")],
        ),
        ("\u{feff}data: a\n\n", vec![message("a")]),
        ("\n\u{feff}data: a\n\n", vec![]),
        // Examples of the standard.
        (
            ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n",
            vec![["1", "message", "first event"], message("second event")],
        ),
        (
            "data: YHOO\ndata: +2\ndata: 10\n\n",
            vec![message("YHOO\n+2\n10")],
        ),
        (
            "data\n\ndata\ndata\n\ndata:",
            vec![message(""), message("\n")],
        ),
        (
            "data:test\n\ndata: test\n\n",
            vec![message("test"), message("test")],
        ),
        (
            "event: add\ndata: 1\n\ndata: 2\n\n",
            vec![["", "add", "1"], message("2")],
        ),
        // An event without data is none, but its id counts.
        (
            "event: add\nid: 7\n\ndata: a\n\n",
            vec![["7", "message", "a"]],
        ),
        (
            "id: 1\ndata: a\n\ndata: b\n\n",
            vec![["1", "message", "a"], ["1", "message", "b"]],
        ),
        ("id: a\0b\ndata: a\n\n", vec![message("a")]),
        (
            "Data: a\nunknown: b\n: c\ndata:d:e\n\n",
            vec![message("d:e")],
        ),
        // What is not finished is not an event.
        ("data: a\n", vec![]),
        ("data: a\n\ndata: b", vec![message("a")]),
    ];
    for (text, expected) in table {
        let (read, error) = rest(&mut events([bytes(text)]).await).await;
        assert_eq!(shown(&read), expected, "{text:?}");
        assert!(error.is_none());
    }
    let invalid = Piece::Bytes(b"data: \xff\xe2\x82\n\n".to_vec());
    let (read, _) = rest(&mut events([invalid]).await).await;
    assert_eq!(shown(&read), [message("\u{fffd}\u{fffd}")]);
}

#[tokio::test]
async fn a_stream_can_be_taken_up_again() {
    for (text, id, retry) in [
        ("", "", None),
        ("id: 7\nretry: 1500\n\n", "7", Some(1500)),
        (
            "id: 7\n\nid: 8\nretry: 5\nretry: 1x\nretry:\nretry: 99999999999999999999",
            "7",
            Some(5),
        ),
    ] {
        let mut events = events([bytes(text)]).await;
        assert!(rest(&mut events).await.0.is_empty());
        assert_eq!(events.last_event_id(), id);
        assert_eq!(events.retry(), retry.map(Duration::from_millis), "{text:?}");
    }
}

#[tokio::test]
async fn events_before_an_error_are_handed_out() {
    let long = format!("data: {}", "x".repeat(200));
    let table = [
        (
            vec![bytes("data: a\n\ndata: b\n\nd"), Piece::Break],
            "watch: 200 the connection broke",
        ),
        (
            vec![
                bytes("data: a\n\ndata: b\n\n"),
                bytes(&long),
                bytes("\n\ndata: c\n\n"),
            ],
            "watch: 200 the answer is larger than 100 bytes",
        ),
    ];
    for (pieces, expected) in table {
        let transport = script([answer(200, EVENT_STREAM, body(pieces))]);
        let client = builder(transport).max_response_size(100).build();
        let call = Call::new(&client.expect("a client"), &OPERATION);
        let mut events = call.events().await.expect("a success").into_inner();
        let (read, error) = rest(&mut events).await;
        assert_eq!(shown(&read), [["", "message", "a"], ["", "message", "b"]]);
        assert_eq!(error.expect(expected).to_string(), expected);
        assert!(events.try_next().await.expect("the end").is_none());
    }
}

#[tokio::test]
async fn events_hold_json() {
    let (read, _) =
        rest(&mut events([bytes("data: [1,\ndata: 2]\n\ndata: canary\n\n")]).await).await;
    assert_eq!(read[0].json::<Vec<u8>>().expect("a list"), [1, 2]);
    let error = read[1].json::<String>().expect_err("no JSON");
    assert!(
        error.is_decode() && !format!("{error:?}").contains("canary"),
        "{error:?}"
    );
}

/// Bytes made of what has a meaning in event streams.
fn wire() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop::sample::select(vec![
        &b"data"[..],
        b"data: ",
        b"event: ",
        b"id: ",
        b"retry: 1",
        b":",
        b" ",
        b"a",
        b"\n",
        b"\n\n",
        b"\r",
        b"\r\n",
        b"\xef\xbb\xbf",
        "é".as_bytes(),
        b"\xff",
        b"\0",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn where_bytes_are_cut_changes_no_event(wire in wire(), cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..8)) {
        let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut.index(wire.len() + 1)).collect();
        cuts.extend([0, wire.len()]);
        cuts.sort_unstable();
        let pieces: Vec<Piece> = cuts.windows(2).map(|cut| Piece::Bytes(wire[cut[0]..cut[1]].to_vec())).collect();
        let single = wire.iter().map(|byte| Piece::Bytes(vec![*byte]));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime");
        let read = |pieces: Vec<Piece>| runtime.block_on(async {
            let mut events = events(pieces).await;
            let (read, error) = rest(&mut events).await;
            assert!(error.is_none());
            (read, events.last_event_id().to_owned(), events.retry())
        });
        let whole = read(vec![Piece::Bytes(wire.clone())]);
        prop_assert_eq!(&read(pieces), &whole);
        prop_assert_eq!(&read(single.collect()), &whole);
    }
}

/// The data of all events, and the error that ended them.
async fn typed(pieces: impl IntoIterator<Item = Piece>) -> (Vec<u32>, Option<String>) {
    let (client, _) = playing([answer(200, EVENT_STREAM, body(pieces))]);
    let call = Call::new(&client, &OPERATION);
    let mut events = call.typed_events().await.expect("a success").into_inner();
    let mut read = Vec::new();
    loop {
        match events.try_next().await {
            Ok(Some(data)) => read.push(data),
            Ok(None) => return (read, None),
            Err(error) => {
                assert!(events.try_next().await.expect("the end").is_none());
                return (read, Some(error.to_string()));
            }
        }
    }
}

#[tokio::test]
async fn events_of_a_type_are_read_wherever_they_are_cut() {
    let text = "event: a\r\nid: 1\r\ndata: 1\r\n\r\nevent: ping\ndata:\n\ndata:\ndata: 2\n\ndata: [DONE]\n\ndata: 3\n\n";
    for cut in 0..=text.len() {
        let (first, second) = text.split_at(cut);
        let found = typed([bytes(first), bytes(second)]).await;
        assert_eq!(found, (vec![1, 2], None), "{cut}");
    }
}

#[tokio::test]
async fn an_event_of_another_type_ends_them_without_being_quoted() {
    let (read, error) = typed([bytes("data: 1\n\ndata: \"canary\"\n\ndata: 2\n\n")]).await;
    let error = error.expect("an error");
    assert_eq!(read, [1]);
    assert!(
        error.starts_with("watch: 200 the body cannot be decoded"),
        "{error}"
    );
    assert!(!error.contains("canary"), "{error}");
}

/// What is a text or a number.
#[derive(Debug, PartialEq, serde::Deserialize)]
#[serde(untagged)]
enum Word {
    Number(u32),
    Text(String),
}

#[tokio::test]
async fn data_that_can_be_texts_is_read_as_json_before_it_is_one() {
    let text = |it: &str| Some(Word::Text(it.to_owned()));
    for (data, expected, is_json) in [
        ("started", text("started"), false),
        ("\"started\"", text("started"), true),
        ("1", Some(Word::Number(1)), true),
        ("-1", text("-1"), false),
        ("{\"a\":", text("{\"a\":"), false),
        ("a \"b\" \\", text("a \"b\" \\"), false),
        ("[DONE]", None, true),
    ] {
        let wire = format!("data: {data}\n\n");
        let step = || answer(200, EVENT_STREAM, body([bytes(&wire)]));
        let (client, _) = playing([step(), step()]);
        let call = || Call::new(&client, &OPERATION);
        let mut events = call().text_events().await.expect("a success").into_inner();
        assert_eq!(events.try_next().await.expect(data), expected, "{data}");
        let events = call().typed_events().await;
        let found = events.expect("a success").into_inner().try_next().await;
        assert_eq!(found.ok(), is_json.then_some(expected), "{data}");
    }
}

/// Each has its own copy of the last id, so a chunk of many would be far more than came.
#[tokio::test]
async fn no_event_is_made_before_it_is_asked_for() {
    let mut events = events([bytes("id: 1\ndata: a\n\nid: 2\ndata: b\n\n")]).await;
    for id in ["1", "2"] {
        let event = events.try_next().await.expect("an event").expect("one");
        assert_eq!((event.id.as_str(), events.last_event_id()), (id, id));
    }
    assert!(events.try_next().await.expect("the end").is_none());
}
