//! Lists whose pages are asked for in the body of the request.

use http::Method;
use serde_json::{Value, json};

use crate::runtime::{
    Asks, Call, ErrorKind, More, Operation, Pages, Pagination, Retry, StatusPattern, Turn,
};
use crate::sample::Secret;
use crate::scripted::{answer, playing};

static SEARCH: Operation = Operation {
    id: "search",
    name: "secrets.search",
    method: Method::POST,
    path: "/search",
    security: &[],
    retry: Retry::OnlyUnsent,
    accept: "application/json",
    statuses: &[StatusPattern::Exact(200)],
};

const fn list(turn: Turn) -> Pagination {
    Pagination {
        items: "/data",
        required: &[],
        info: None,
        more: None,
        turn,
    }
}

const AT: Asks = Asks::member("at");
static TOKEN: Pagination = list(Turn::Token {
    asks: AT,
    next: "/next",
});
static DONE: Pagination = Pagination {
    items: "/data",
    required: &[],
    info: None,
    more: Some(More::Unless("/done")),
    turn: Turn::Token {
        asks: AT,
        next: "/next",
    },
};
static OFFSET: Pagination = list(Turn::Offset { asks: AT });
static PAGE: Pagination = list(Turn::Page {
    asks: AT,
    first: Some(1),
});

/// The bodies that were sent, and the error at the end.
async fn walk(
    pagination: &'static Pagination,
    body: Option<&Value>,
    pages: &[Value],
) -> (Vec<String>, Option<crate::runtime::Error>) {
    let steps = pages.iter().map(|it| answer(200, &[], it.to_string()));
    let (client, transport) = playing(steps);
    let mut call = Call::new(&client, &SEARCH);
    if let Some(body) = body {
        call.json(body, &());
    }
    let mut pages = Pages::<Secret>::listed(call, pagination, None);
    let error = loop {
        match pages.try_next().await {
            Ok(Some(_)) => {}
            Ok(None) => break None,
            Err(error) => break Some(error),
        }
    };
    let sent = transport.requests();
    let text = |body: &[u8]| String::from_utf8_lossy(body).into_owned();
    (sent.iter().map(|it| text(&it.body)).collect(), error)
}

fn page(ids: &[u32], rest: Value) -> Value {
    let items = ids.iter().map(|id| json!({"id": id.to_string()}));
    let mut page = rest;
    page["data"] = items.collect();
    page
}

/// What it is about, how pages are turned, the first body, the answers, and the bodies that are sent.
type Row = (
    &'static str,
    &'static Pagination,
    Option<Value>,
    Vec<Value>,
    &'static [&'static str],
);

#[tokio::test]
async fn each_page_is_asked_for_in_the_body() {
    let two = |next: Value| vec![page(&[1], json!({"next": next})), page(&[2], json!({}))];
    let counted = || vec![page(&[1, 2], json!({})), page(&[], json!({}))];
    let table: [Row; 11] = [
        (
            "no body",
            &TOKEN,
            None,
            two(json!("b/c")),
            &["", r#"{"at":"b/c"}"#],
        ),
        (
            "a token on a page that says that it is the last",
            &DONE,
            None,
            vec![
                page(&[1], json!({"next": "b", "done": false})),
                page(&[2], json!({"next": "c", "done": true})),
            ],
            &["", r#"{"at":"b"}"#],
        ),
        (
            "an empty body",
            &TOKEN,
            Some(json!({})),
            two(json!("b")),
            &["{}", r#"{"at":"b"}"#],
        ),
        (
            "in front of the others",
            &TOKEN,
            Some(json!({"\"b,": "at", "a": {"at": 1}, "n": [-1.5e-7, true]})),
            two(json!("\"\n")),
            &[
                r#"{"\"b,":"at","a":{"at":1},"n":[-1.5e-7,true]}"#,
                r#"{"at":"\"\n","\"b,":"at","a":{"at":1},"n":[-1.5e-7,true]}"#,
            ],
        ),
        (
            "instead of an earlier one",
            &TOKEN,
            Some(json!({"a": "}", "at": "first", "z": null})),
            two(json!("b")),
            &[
                r#"{"a":"}","at":"first","z":null}"#,
                r#"{"a":"}","at":"b","z":null}"#,
            ],
        ),
        (
            "instead of null",
            &TOKEN,
            Some(json!({"at": null})),
            two(json!("b")),
            &[r#"{"at":null}"#, r#"{"at":"b"}"#],
        ),
        (
            "a token like an address",
            &TOKEN,
            Some(json!({})),
            two(json!("https://x/a?at=2")),
            &["{}", r#"{"at":"https://x/a?at=2"}"#],
        ),
        (
            "an offset",
            &OFFSET,
            Some(json!({})),
            counted(),
            &["{}", r#"{"at":2}"#],
        ),
        (
            "an offset that was set",
            &OFFSET,
            Some(json!({"at": 10})),
            counted(),
            &[r#"{"at":10}"#, r#"{"at":12}"#],
        ),
        (
            "a page",
            &PAGE,
            Some(json!({"é": "é"})),
            counted(),
            &[r#"{"é":"é"}"#, r#"{"at":2,"é":"é"}"#],
        ),
        (
            "a page that was set",
            &PAGE,
            Some(json!({"at": 4})),
            counted(),
            &[r#"{"at":4}"#, r#"{"at":5}"#],
        ),
    ];
    for (name, pagination, body, pages, expected) in table {
        let (sent, error) = walk(pagination, body.as_ref(), &pages).await;
        assert!(error.is_none(), "{name}: {error:?}");
        assert_eq!(sent, expected, "{name}");
    }
}

#[tokio::test]
async fn a_body_without_members_ends_the_list_with_an_error() {
    for body in [json!([1]), json!("at"), json!(null)] {
        let pages = [page(&[1], json!({"next": "b"}))];
        let (sent, error) = walk(&TOKEN, Some(&body), &pages).await;
        assert_eq!(sent.len(), 1, "{body}");
        let error = error.expect("no second page");
        assert!(matches!(error.kind(), ErrorKind::Validation(_)), "{error}");
        assert!(error.to_string().contains("at"), "{error}");
    }
}
