//! Any answer at all: it is read or it is an error, and the error says no more than it may.

use std::collections::BTreeMap;

use http::Method;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::runtime::decode;
use crate::runtime::drift::decode_tracked;
use crate::runtime::{
    Answer, Call, Error, Nullable, Operation, Outcome, Retry, RetryPolicy, StatusPattern,
    UnknownAlternative,
};
use crate::scripted::{answer, builder, playing, script};

/// What was sent and must not be seen again.
const SECRET: &str = "CANARY-7f3a";

/// JSON as services write it, with the words that this client knows among its keys.
fn value() -> impl Strategy<Value = Value> {
    let text = prop_oneof![
        "[a-zé\"\\\\]{0,6}",
        Just(SECRET.to_owned()),
        Just("active".to_owned()),
        Just("2024-01-31T12:00:07Z".to_owned()),
    ];
    let key = prop::sample::select(vec![
        "success",
        "errors",
        "messages",
        "result",
        "result_info",
        "code",
        "message",
        "id",
        "name",
        "count",
        "total_count",
        "page",
        "cursor",
        "$serde_json::private::Number",
    ]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        Just(json!(1e300)),
        text.prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 40, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::hash_map(key.clone(), inner, 0..6).prop_map(|it| {
                Value::Object(
                    it.into_iter()
                        .map(|(key, it)| (key.to_owned(), it))
                        .collect(),
                )
            }),
        ]
    })
}

/// Bytes of an answer: JSON, cut JSON, and anything.
fn body() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        4 => value().prop_map(|it| it.to_string().into_bytes()),
        2 => (value(), any::<prop::sample::Index>()).prop_map(|(it, end)| {
            let mut text = it.to_string().into_bytes();
            text.truncate(end.index(text.len() + 1));
            text
        }),
        1 => prop::collection::vec(any::<u8>(), 0..60),
        // As deep as nobody writes.
        1 => (0_usize..400).prop_map(|it| "[".repeat(it).into_bytes()),
    ]
}

fn media_type() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "application/json",
        "application/problem+json; charset=utf-8",
        "text/html",
        "text/event-stream",
        "",
        "application/json, text/html",
        ";;;=\"",
    ])
}

async fn called(
    status: u16,
    content_type: &str,
    bodies: [Vec<u8>; 3],
    strict: bool,
) -> Vec<Result<(), Error>> {
    let steps = bodies.map(|body| answer(status, &[("content-type", content_type)], body));
    let client = builder(script(steps))
        .strict(strict)
        .on_drift(|_| {})
        .retry(RetryPolicy::none())
        .build()
        .expect("a client");
    let secrets = client.secrets();
    vec![
        secrets.get(SECRET).await.map(drop),
        secrets.list().await.map(drop),
        secrets.delete("a").await,
    ]
}

proptest! {
    #[test]
    fn whatever_comes_is_read_or_reported(
        status in prop_oneof![Just(200_u16), Just(204), Just(404), Just(429), Just(500), 200_u16..600],
        content_type in media_type(),
        bodies in prop::array::uniform3(body()),
        strict: bool,
    ) {
        let text = String::from_utf8_lossy(&bodies[2]);
        let said_no = ["false", "0"].iter().any(|no| text.contains(&format!("\"success\":{no}")));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build();
        let results = runtime.expect("a runtime").block_on(called(status, content_type, bodies, strict));
        for (result, method) in results.into_iter().zip([Method::GET, Method::GET, Method::DELETE]) {
            let Err(error) = result else {
                prop_assert!(status < 300 || method == Method::DELETE && status == 404, "{} as a success", status);
                continue;
            };
            prop_assert_eq!(error.attempts(), 1);
            prop_assert_ne!(error.outcome(), Outcome::NotSent);
            // A failure in its own words is one, whatever the status.
            if status < 300 && method == Method::DELETE && !said_no {
                prop_assert_ne!(error.outcome(), Outcome::Rejected, "{}", error);
            }
            // What the server writes may be shown where it is a message; this one stood in the path.
            let shown = format!("{error} {error:?}");
            prop_assert!(!shown.contains('\u{1b}') && shown.len() < 20_000, "{}", shown);
        }
    }
}

#[derive(Debug, PartialEq, serde::Deserialize)]
struct Point {
    x: Option<u8>,
    y: Option<u8>,
}

/// Everything that a point can be inside of.
#[derive(Debug, PartialEq, serde::Deserialize)]
struct Around {
    list: Vec<Wrapped>,
    map: BTreeMap<String, Option<Point>>,
    nullable: Nullable<Point>,
    #[serde(default)]
    pair: Option<(u8, Point)>,
}

#[derive(Debug, PartialEq, serde::Deserialize)]
struct Wrapped(Point);

#[test]
fn a_list_is_no_object_however_far_inside() {
    let whole = |point: &str| {
        format!(
            r#"{{"list":[{point}],"map":{{"k":{point}}},"nullable":{point},"pair":[1,{point}]}}"#
        )
    };
    let good = whole(r#"{"x":1}"#);
    let bad: Vec<String> = (0..4)
        .map(|number| {
            let mut parts = good.split(r#"{"x":1}"#);
            let mut text = parts.next().expect("a beginning").to_owned();
            for (place, part) in parts.enumerate() {
                text += if place == number {
                    "[1,2]"
                } else {
                    r#"{"x":1}"#
                };
                text += part;
            }
            text
        })
        .chain(["[]".to_owned(), "[[],{},null,null]".to_owned()])
        .collect();
    let read = |text: &str| decode::json::<Around>(text.as_bytes()).map_err(|it| it.failure.path);
    let alternative = |text: &str| {
        let value: UnknownAlternative = serde_json::from_str(text).expect("JSON");
        value.attempt::<Around>()
    };
    let around = read(&good).expect("objects");
    assert_eq!(alternative(&good).as_ref(), Some(&around));
    assert_eq!(
        around.nullable,
        Nullable::Value(Point {
            x: Some(1),
            y: None
        })
    );
    let places = ["list[0]", "map.k", "nullable", "pair[1]", ".", "."];
    for (text, place) in bad.iter().zip(places) {
        assert_eq!(read(text), Err(place.to_owned()), "{text}");
        assert_eq!(alternative(text), None, "{text}");
        let value = serde_json::from_str(text).expect("JSON");
        let (tracked, _) = decode_tracked::<Around>(&value, "", "o");
        let path = tracked.expect_err("a list").path;
        assert_eq!(path, place.trim_start_matches('.'), "{text}");
    }
}

#[test]
fn a_negative_zero_is_an_integer() {
    type Read = (u8, Option<i64>, Vec<u32>, BTreeMap<String, i128>);
    let read = |text: &str| decode::json::<Read>(text.as_bytes()).map_err(|it| it.failure.path);
    let zeros = (
        0,
        Some(0),
        vec![0, 0],
        BTreeMap::from([("-0".to_owned(), 0)]),
    );
    assert_eq!(read(r#"[-0,-0,[0,-0],{"-0":-0}]"#), Ok(zeros));
    for other in ["[-1,-0,[],{}]", "[-0,-0,[-0.5],{}]", "[-0,-,[],{}]"] {
        assert!(read(other).is_err(), "{other}");
    }
}

/// A tree may be a hundred times as large as its text.
#[test]
fn what_cannot_be_read_is_looked_into_unless_it_is_huge() {
    let place = |count| {
        let text = format!("[{}0]", "{},".repeat(count));
        let read = decode::json::<Vec<std::collections::BTreeMap<String, u8>>>(text.as_bytes());
        read.expect_err("a number").failure.path
    };
    assert_eq!(
        (place(3), place(300_000)),
        ("[3]".to_owned(), ".".to_owned())
    );
}

#[test]
fn a_number_beyond_its_float_is_an_error() {
    type Floats = (Option<f32>, Vec<f32>, f64);
    for (text, place) in [
        ("[1e39,[],0]", "[0]"),
        ("[null,[0.5,-1e39],0]", "[1][1]"),
        ("[3.4e38,[1,-1,0.5,1e-60],1e39]", ""),
    ] {
        let read = decode::json::<Floats>(text.as_bytes());
        assert_eq!(
            read.err().map_or(String::new(), |it| it.failure.path),
            place,
            "{text}"
        );
        let value = serde_json::from_str(text).expect("JSON");
        let (tracked, _) = decode_tracked::<Floats>(&value, "", "o");
        assert_eq!(
            tracked.err().map_or(String::new(), |it| it.path),
            place,
            "{text}"
        );
        let value = UnknownAlternative::from(value);
        assert_eq!(
            value.attempt::<Floats>().is_none(),
            !place.is_empty(),
            "{text}"
        );
    }
}

#[tokio::test]
async fn a_text_is_read_in_its_charset() {
    static TEXT: Operation = operation(&[StatusPattern::Exact(200)]);
    for (content_type, body, expected) in [
        (
            "text/plain; charset=ISO-8859-1",
            &b"\xe9 \x80\x9f"[..],
            "é €Ÿ",
        ),
        (
            "text/plain; x=y; Charset=\"windows-1252\"",
            b"\x93a\x94",
            "“a”",
        ),
        ("text/plain;charset=latin1", b"\xc3\xa9", "Ã©"),
        ("text/plain; charset=utf-16", b"a\0\x3d\xd8\0\xde", "a😀"),
        // Marks of the order of bytes.
        ("text/plain; charset=latin1", b"\xef\xbb\xbf\xc3\xa9", "é"),
        ("text/plain", b"\xff\xfea\0", "a"),
        ("text/plain", b"\xfe\xff\0a", "a"),
        ("text/plain", b"\xef\xbb\xbf", ""),
        ("text/plain; charset=us-ascii", b"\xc3\xa9", "é"),
        ("text/plain; charset=klingon", b"a", "a"),
        ("text/plain", b"\0\xef\xbf\xbd", "\0\u{FFFD}"),
        ("text/plain", b"", ""),
        ("", b"a", "a"),
    ] {
        let (client, _) = playing([answer(200, &[("content-type", content_type)], body)]);
        let text = Call::new(&client, &TEXT).read(Answer::text).await;
        assert_eq!(text.expect("text").into_inner(), expected, "{content_type}");
    }
    // What is no text in its charset is an error that has all of it.
    for (name, value, body) in [
        ("content-type", "text/plain", &b"\xc3\xa9\xe9"[..]),
        (
            "content-type",
            "text/plain",
            b"\x01\0\0\0\0\0\0\x04a\xffb\n",
        ),
        ("content-type", "text/plain", b"\xef\xbb\xbf\xff"),
        ("content-type", "text/plain", b"\xff\xfe\0\xd8"),
        (
            "content-type",
            "text/plain; charset=UTF-16BE",
            b"\0a\xd8\x3d",
        ),
        ("content-type", "text/plain; charset=utf-16le", b"a\0b"),
        ("content-type", "text/plain; charset=canary", b"a\x80"),
        ("content-type", "text/plain; charset=canary", "é".as_bytes()),
        (
            "content-type",
            "text/plain; charset=iso-2022-jp",
            b"\x1b$BF|\x1b(B",
        ),
        ("content-type", "text/plain", b"\xff\xfe\0\0a\0\0\0"),
        ("content-type", "application/json", b"[\"\xff\"]"),
        ("content-encoding", "gzip", b"\x1f\x8b"),
    ] {
        let (client, _) = playing([answer(200, &[(name, value)], body)]);
        let error = Call::new(&client, &TEXT).read(Answer::text).await;
        let error = error.expect_err(value);
        assert!(error.is_decode(), "{value}: {error}");
        assert_eq!(error.outcome(), Outcome::Applied);
        assert_eq!(error.body().map(|it| &it[..]), Some(body), "{value}");
        assert!(!format!("{error} {error:?}").contains("canary"), "{error}");
    }
}

#[tokio::test]
async fn an_undocumented_status_is_read_by_whether_it_has_a_body() {
    use crate::runtime::StatusPattern::{Default, Exact, Range};

    static MIXED: Operation = operation(&[Exact(200), Exact(204), Exact(302)]);
    static OPEN: Operation = operation(&[Exact(200), Exact(204), Default]);
    static CLASS: Operation = operation(&[Range(2), Exact(204)]);
    static BARE: Operation = operation(&[Exact(204), Exact(205)]);
    static MANY: Operation = operation(&[Exact(200), Exact(201), Exact(202), Exact(204)]);
    static PART: Operation = operation(&[Exact(200), Exact(205), Exact(206)]);
    for (operation, status, body, expected) in [
        (&MIXED, 200, "", Exact(200)),
        (&MIXED, 204, "{}", Exact(204)),
        (&MIXED, 201, "{}", Exact(200)),
        (&MIXED, 203, "{}", Exact(200)),
        (&MIXED, 207, "{}", Exact(200)),
        (&MIXED, 201, " ", Exact(204)),
        (&MIXED, 202, "", Exact(204)),
        (&OPEN, 203, "{}", Default),
        (&OPEN, 203, "", Default),
        (&CLASS, 203, "", Range(2)),
        (&BARE, 206, "{}", Exact(205)),
        // These are variations of 200.
        (&MANY, 203, "{}", Exact(200)),
        (&MANY, 206, "{}", Exact(200)),
        (&MANY, 203, "", Exact(204)),
        (&MANY, 207, "{}", Exact(202)),
        (&PART, 206, "{}", Exact(206)),
    ] {
        let (client, _) = playing([answer(status, &[], body)]);
        let answer = Call::new(&client, operation).answer().await;
        let pattern =
            answer
                .expect("a success")
                .pattern_beside(&[Exact(204), Exact(205), Exact(302)]);
        assert_eq!(
            pattern, expected,
            "{:?}: {status} {body}",
            operation.statuses
        );
    }
}

const fn operation(statuses: &'static [StatusPattern]) -> Operation {
    Operation {
        id: "look",
        name: "look",
        method: Method::GET,
        path: "/",
        security: &[],
        retry: Retry::Idempotent,
        accept: "application/json",
        statuses,
    }
}
