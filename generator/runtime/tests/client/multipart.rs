//! Bodies of several parts, as they go over the wire.

use bytes::Bytes;
use proptest::prelude::*;
use serde_json::json;

use crate::bodies::{Anything, played, sent, text};
use crate::runtime::FilePart;
use crate::runtime::multipart::Multipart;
use crate::runtime::transport::RecordedRequest;
use crate::scripted::{answer, status};

/// Adds parts.
type Add = fn(&mut Multipart);

/// The boundary of a request, and its body with `B` for it.
fn parts(request: &RecordedRequest) -> (String, String) {
    let content_type = request.headers["content-type"].to_str().expect("a text");
    let boundary = content_type.strip_prefix("multipart/form-data; boundary=");
    let boundary = boundary.expect("a boundary").to_owned();
    let body = text(request).replace(&boundary, "B");
    (boundary, body)
}

#[tokio::test]
async fn multipart() {
    let disposition = |rest: &str| format!("--B\r\nContent-Disposition: form-data; name={rest}");
    let json = "Content-Type: application/json\r\n";
    let bytes = "Content-Type: application/octet-stream\r\n";
    let table: Vec<(Add, Vec<String>)> = vec![
        (|_| {}, vec![]),
        (
            |it| {
                it.text("a", "b c");
                it.text("n", &1.5);
                it.text("none", &None::<u8>);
            },
            vec![
                disposition("\"a\"\r\n\r\nb c\r\n"),
                disposition("\"n\"\r\n\r\n1.5\r\n"),
            ],
        ),
        (
            |it| {
                it.text("a", &json!(["x", null, { "y": 1 }]));
            },
            vec![
                disposition("\"a\"\r\n\r\nx\r\n"),
                disposition(&format!("\"a\"\r\n{json}\r\n{{\"y\":1}}\r\n")),
            ],
        ),
        (
            |it| {
                it.json("a", &json!([1, null]));
                it.json("s", "t").content_type("application/x+json");
                it.json("none", &None::<u8>);
            },
            vec![
                disposition(&format!("\"a\"\r\n{json}\r\n[1,null]\r\n")),
                disposition("\"s\"\r\nContent-Type: application/x+json\r\n\r\n\"t\"\r\n"),
            ],
        ),
        // A header that is needed is only needed with its part.
        (
            |it| {
                it.text("a", "b").needed_header("x-a", &1);
                it.text("none", &None::<u8>)
                    .needed_header("x-b", &None::<u8>);
            },
            vec![disposition("\"a\"\r\nx-a: 1\r\n\r\nb\r\n")],
        ),
        (
            |it| {
                it.file("f", &FilePart::from("F"));
                it.file(
                    "f",
                    &FilePart::from("F")
                        .with_file_name("é.txt")
                        .with_content_type("text/plain"),
                )
                .content_type("image/png");
                it.file("g", &FilePart::from("F")).content_type("image/png");
            },
            vec![
                disposition(&format!("\"f\"; filename=\"blob\"\r\n{bytes}\r\nF\r\n")),
                disposition("\"f\"; filename=\"é.txt\"\r\nContent-Type: text/plain\r\n\r\nF\r\n"),
                disposition("\"g\"; filename=\"blob\"\r\nContent-Type: image/png\r\n\r\nF\r\n"),
            ],
        ),
        (
            |it| {
                it.file(
                    "a\"\r\nb\\",
                    &FilePart::from("F").with_file_name("\"; x=\"\r\n\r\n"),
                );
            },
            vec![disposition(&format!(
                "\"a%22%0D%0Ab\\\"; filename=\"%22; x=%22%0D%0A%0D%0A\"\r\n{bytes}\r\nF\r\n"
            ))],
        ),
        (
            |it| {
                it.text("a", "b")
                    .header("x-one", &1)
                    .header("x-none", &None::<u8>);
                it.text("c", "d");
            },
            vec![
                disposition("\"a\"\r\nx-one: 1\r\n\r\nb\r\n"),
                disposition("\"c\"\r\n\r\nd\r\n"),
            ],
        ),
    ];
    for (add, expected) in table {
        let mut body = Multipart::new();
        add(&mut body);
        let request = sent(|call| call.multipart(body, &Anything)).await;
        let (_, written) = parts(&request.expect("a success"));
        assert_eq!(written, expected.concat() + "--B--\r\n");
    }
}

#[tokio::test]
async fn of_several_types_a_file_has_that_of_its_name_or_the_first() {
    let several = [
        "image/png",
        "image/jpeg",
        "text/x-csv; header=present",
        "application/x-zip-compressed",
    ];
    let table = [
        (Some("a.JPG"), "image/jpeg"),
        (Some("a.png.jpeg"), "image/jpeg"),
        (Some("a.csv"), "text/x-csv; header=present"),
        (Some("a.zip"), "application/x-zip-compressed"),
        (Some("a.gif"), "image/png"),
        (Some("jpeg"), "image/png"),
        (None, "image/png"),
    ];
    for (name, expected) in table {
        let file = FilePart::from("F");
        let file = name.map_or(file.clone(), |it| file.with_file_name(it));
        let chosen = file.clone().with_content_type("image/gif");
        let mut body = Multipart::new();
        body.file("a", &file).content_types(&several);
        body.file("b", &chosen).content_types(&several);
        let request = sent(|call| call.multipart(body, &Anything)).await;
        let (_, written) = parts(&request.expect("a success"));
        let types = written
            .lines()
            .filter_map(|it| it.strip_prefix("Content-Type: "));
        let types: Vec<&str> = types.collect();
        assert_eq!(types, [expected, "image/gif"], "{name:?}");
    }
}

#[tokio::test]
async fn a_part_without_the_header_that_it_needs_is_refused() {
    let mut body = Multipart::new();
    body.text("a", "b").needed_header("x-a", &None::<u8>);
    let error = sent(|call| call.multipart(body, &Anything)).await;
    let error = error.expect_err("no header");
    assert!(error.is_validation(), "{error}");
    assert!(error.to_string().contains("x-a"), "{error}");
}

#[tokio::test]
async fn the_boundary_is_in_no_part() {
    let file = |content: String| {
        let mut parts = Multipart::new();
        parts.file("a", &FilePart::from(content));
        parts
    };
    let send = async |body| {
        parts(
            &sent(|call| call.multipart(body, &Anything))
                .await
                .expect("sent"),
        )
    };
    let (first, _) = send(file(String::new())).await;
    let (again, _) = send(file(String::new())).await;
    assert_eq!(first, again, "the seed decides");
    let mut named = Multipart::new();
    named.text(&first, "a");
    for body in [
        file(format!("\r\n--{first}--\r\n")),
        file(first.clone()),
        named,
    ] {
        let (other, written) = send(body).await;
        assert_ne!(first, other);
        assert!(written.contains(&first));
    }
}

#[tokio::test(start_paused = true)]
async fn every_attempt_sends_all_of_it() {
    let requests = played([status(503), answer(200, &[], "{}")], |call| {
        let mut parts = Multipart::new();
        parts.file("a", &FilePart::new(vec![0, 159, 146, 150]));
        call.multipart(parts, &Anything);
    });
    let requests = requests.await.expect("a success");
    assert_eq!(requests.len(), 2);
    assert_eq!(requests[0].body, requests[1].body);
}

#[test]
fn nothing_prints_a_file() {
    let file = FilePart::from("canary").with_file_name("a.txt");
    let mut parts = Multipart::new();
    parts.file("a", &file);
    parts.text("b", "canary");
    let shown = format!("{file:?} {parts:?}");
    assert!(!shown.contains("canary"), "{shown}");
    assert!(
        shown.contains("a.txt") && shown.contains("length: 6"),
        "{shown}"
    );
    for file in [
        FilePart::from(Bytes::from_static(b"a")),
        FilePart::from(&b"a"[..]),
        FilePart::from(vec![b'a']),
        FilePart::from("a".to_owned()),
    ] {
        assert_eq!(file, FilePart::from("a"));
    }
}

/// What a server reads: the contents between the boundaries.
fn contents(request: &RecordedRequest) -> Vec<Vec<u8>> {
    let content_type = request.headers["content-type"].to_str().expect("a text");
    let (_, boundary) = content_type.split_once('=').expect("a boundary");
    // The first boundary has no line break of its own.
    let body = [b"\r\n", &*request.body].concat();
    let mark = format!("\r\n--{boundary}").into_bytes();
    let mut found = Vec::new();
    let mut start = None;
    for at in 0..body.len() {
        if !body[at..].starts_with(&mark) {
            continue;
        }
        if let Some(start) = start {
            let part: &[u8] = &body[start..at];
            let head = part.windows(4).position(|it| it == b"\r\n\r\n");
            found.push(part[head.expect("a head") + 4..].to_vec());
        }
        start = Some(at + mark.len());
    }
    assert!(body.ends_with(&[&mark, &b"--\r\n"[..]].concat()));
    found
}

proptest! {
    #[test]
    fn servers_read_what_was_sent(
        files in prop::collection::vec(prop::collection::vec(prop::sample::select(vec![b'-', b'\r', b'\n', b'a', 0xff]), 0..20), 0..4),
        name in any::<String>(),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
        let mut parts = Multipart::new();
        for file in &files {
            parts.file(&name, &FilePart::new(file.clone()).with_file_name(&*name));
        }
        let request = runtime.expect("a runtime").block_on(sent(|call| call.multipart(parts, &Anything)));
        prop_assert_eq!(contents(&request.expect("a success")), files);
    }
}
