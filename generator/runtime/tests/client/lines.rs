//! Answers with a JSON value on each line.

use serde_json::{Value, json};

use crate::runtime::{Call, JsonLines, Outcome};
use crate::scripted::{answer, playing};
use crate::streams::{OPERATION, Piece, body, bytes};

async fn lines(pieces: impl IntoIterator<Item = Piece>) -> JsonLines<Value> {
    let (client, _) = playing([answer(200, &[], body(pieces))]);
    let call = Call::new(&client, &OPERATION);
    call.lines().await.expect("a success").into_inner()
}

/// All values, and the error that ended them.
async fn rest(lines: &mut JsonLines<Value>) -> (Vec<Value>, Option<String>) {
    let mut read = Vec::new();
    loop {
        match lines.try_next().await {
            Ok(Some(value)) => read.push(value),
            Ok(None) => return (read, None),
            Err(error) => return (read, Some(error.to_string())),
        }
    }
}

#[tokio::test]
async fn lines_are_read_wherever_they_are_cut() {
    let text = "{\"a\":1}\r\n\n  [2]  \n\u{1e}\"three\"\n4";
    let expected = vec![json!({"a": 1}), json!([2]), json!("three"), json!(4)];
    for cut in 0..=text.len() {
        let (first, second) = text.split_at(cut);
        let mut lines = lines([bytes(first), bytes(second)]).await;
        assert_eq!(rest(&mut lines).await, (expected.clone(), None), "{cut}");
    }
}

#[tokio::test]
async fn a_long_line_in_small_pieces_costs_what_it_is_long() {
    // Looked through again with every piece, it would take minutes.
    let piece = "0123456789".repeat(2);
    let pieces = std::iter::repeat_n(piece.as_str(), 100_000);
    let pieces = ["\""].into_iter().chain(pieces).chain(["\"\n1"]);
    let start = std::time::Instant::now();
    let mut lines = lines(pieces.map(bytes)).await;
    let (read, error) = rest(&mut lines).await;
    assert_eq!((read.len(), error), (2, None));
    let took = start.elapsed();
    assert!(took < std::time::Duration::from_secs(20), "{took:?}");
}

#[tokio::test]
async fn a_line_that_is_no_value_ends_them_without_being_quoted() {
    let mut lines = lines([bytes("1\n{canary\n2\n")]).await;
    let (read, error) = rest(&mut lines).await;
    assert_eq!(read, [json!(1)]);
    let error = error.expect("an error");
    assert!(error.contains("cannot be decoded"), "{error}");
    assert!(!error.contains("canary"), "{error}");
    assert_eq!(rest(&mut lines).await, (Vec::new(), None));
}

/// RFC 7464: line feeds are white space there, and a text is told by the separator before it.
#[tokio::test]
async fn sequences_of_texts_have_lines_inside_and_need_none_between() {
    for text in [
        "\u{1e}{\"a\":\n 1}\n\u{1e}\n[2\n]\n\u{1e}3\n",
        "\u{1e}{\"a\":1}\u{1e}[2]\u{1e}3\n",
        " \n\u{1e}\u{1e}{\"a\":1}\n\u{1e}[2]\n\n\u{1e}3\n\u{1e}",
    ] {
        let expected = vec![json!({"a": 1}), json!([2]), json!(3)];
        for cut in 0..=text.len() {
            let (first, second) = text.split_at(cut);
            let mut lines = lines([bytes(first), bytes(second)]).await;
            assert_eq!(rest(&mut lines).await, (expected.clone(), None), "{cut}");
        }
    }
    // Nobody waits for the separator of the next one.
    let pieces = [bytes("\u{1e}1\n"), Piece::Break];
    let (read, error) = rest(&mut lines(pieces).await).await;
    assert_eq!((read, error.is_some()), (vec![json!(1)], true));
}

#[tokio::test]
async fn a_page_is_no_lines() {
    for (content_type, is_read) in [
        ("application/x-ndjson", true),
        ("text/plain", true),
        ("text/html; charset=utf-8", false),
    ] {
        let headers = [("content-type", content_type)];
        let (client, _) = playing([answer(200, &headers, "1\n")]);
        let opened = Call::new(&client, &OPERATION).lines::<Value>().await;
        assert_eq!(opened.is_ok(), is_read, "{content_type}");
        if let Err(error) = opened {
            assert_eq!(error.outcome(), Outcome::Unknown);
        }
    }
}
