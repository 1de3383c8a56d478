//! Lists that cannot go on, and what the key of the last item may be.

use serde_json::{Value, json};

use crate::runtime::{Client, ErrorKind, Pages, Pagination};
use crate::scripted::{answer, playing};
use crate::walks::{ADDRESS, FROM_1, LAST, LINK, OFFSET, Script, TOKEN, walk};

#[tokio::test]
async fn a_list_that_cannot_go_on_is_an_error() {
    let table: [(&str, &'static Pagination, Vec<Script>, &str); 7] = [
        (
            "an address without a query",
            &ADDRESS,
            vec![("", &[1], json!({"links": {"next": "/a"}}))],
            "links.next",
        ),
        (
            "an address that is none",
            &ADDRESS,
            vec![("", &[1], json!({"links": {"next": "b"}}))],
            "links.next",
        ),
        (
            "a link without a query",
            &LINK,
            vec![("<https://x/a>; rel=next", &[1], json!({}))],
            "Link",
        ),
        ("no list", &OFFSET, vec![("", &[], json!({}))], ""),
        (
            "the same token",
            &TOKEN,
            vec![
                ("", &[1], json!({"next": "b"})),
                ("", &[2], json!({"next": "b"})),
            ],
            "twice",
        ),
        (
            "the same items",
            &FROM_1,
            vec![("", &[1], json!({})), ("", &[1], json!({}))],
            "twice",
        ),
        (
            "the same offset",
            &OFFSET,
            vec![("", &[1], json!({})), ("", &[1], json!({}))],
            "twice",
        ),
    ];
    for (name, pagination, script, expected) in table {
        let (_, _, error) = walk(pagination, &script).await;
        match (error, expected) {
            (None, "") => {}
            (Some(error), expected) => {
                assert!(error.to_string().contains(expected), "{name}: {error}");
                let repeats = matches!(error.kind(), ErrorKind::RepeatedPage);
                assert!(repeats || error.is_decode(), "{name}: {error:?}");
            }
            (None, _) => panic!("{name}: no error"),
        }
    }
}

/// Pages of items without a type.
fn untyped(client: &Client) -> Pages<Value> {
    let call = crate::runtime::Call::new(client, &crate::streams::OPERATION);
    Pages::new(call, &LAST, None)
}

#[tokio::test]
async fn the_key_of_the_last_item_may_be_a_number() {
    let (client, transport) = playing([
        answer(200, &[], r#"{"data":[{"id":7}],"more":true}"#),
        answer(200, &[], r#"{"data":[],"more":false}"#),
    ]);
    let mut pages = untyped(&client);
    while pages.try_next().await.expect("a page").is_some() {}
    let last = transport.requests().pop().expect("a request");
    assert_eq!(last.uri.query(), Some("at=7"));
}

#[tokio::test]
async fn an_item_without_its_key_is_an_error() {
    let (client, _) = playing([answer(200, &[], r#"{"data":[{"id":null}],"more":true}"#)]);
    let mut pages = untyped(&client);
    let error = pages.try_next().await.expect_err("no key");
    assert!(error.is_decode(), "{error}");
    assert!(error.to_string().contains("data[].id"), "{error}");
}
