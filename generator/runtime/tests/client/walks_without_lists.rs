//! Answers that have no list: which are an empty page, and which are none.

use crate::runtime::{ErrorKind, Pagination};
use crate::scripted::{answer, playing};
use crate::walks::{LINK as WHOLE, TOKEN as OPTIONAL};

static REQUIRED: Pagination = Pagination {
    required: &["/data"],
    ..OPTIONAL
};
static BESIDE: Pagination = Pagination {
    required: &["/total", "/a~1b"],
    ..OPTIONAL
};
static INSIDE: Pagination = Pagination {
    items: "/data/parts",
    required: &["/data", "/data/parts"],
    ..OPTIONAL
};
static INSIDE_OPTIONAL: Pagination = Pagination {
    items: "/data/parts",
    required: &["/data/parts"],
    ..OPTIONAL
};

/// The place of the error, if there is one. Without a pagination, the list is in an envelope.
async fn place(pagination: Option<&'static Pagination>, body: &'static str) -> Option<String> {
    let (client, _) = playing(vec![answer(200, &[], body.to_owned())]);
    let list = client.secrets().list();
    let mut items = match pagination {
        Some(pagination) => list.walked(pagination).items(),
        None => list.items(),
    };
    match items.try_next().await {
        Ok(None) => None,
        Ok(Some(_)) => panic!("an item in {body}"),
        Err(error) => match error.kind() {
            ErrorKind::Decode(failure) => Some(failure.path.clone()),
            other => panic!("{other:?} of {body}"),
        },
    }
}

#[tokio::test]
async fn what_has_no_list_and_needs_one_is_no_empty_page() {
    let table: [(&'static Pagination, &'static str, Option<&str>); 29] = [
        (&WHOLE, "[]", None),
        (&WHOLE, "null", None),
        (&WHOLE, "{}", Some(".")),
        (&WHOLE, r#"{"id":"maintenance"}"#, Some(".")),
        (&REQUIRED, r#"{"data":[]}"#, None),
        (&REQUIRED, r#"{"data":null}"#, None),
        (&REQUIRED, r#"{"data":{}}"#, Some("data")),
        (&REQUIRED, r#"{"data":"none"}"#, Some("data")),
        (&REQUIRED, "{}", Some("data")),
        (&REQUIRED, "[]", Some(".")),
        (&REQUIRED, "null", Some(".")),
        (&REQUIRED, r#""maintenance""#, Some(".")),
        (&REQUIRED, r#"{"id":"maintenance"}"#, Some("data")),
        (&REQUIRED, r#"{"more":false}"#, Some("data")),
        (&REQUIRED, r#"{"next":"b"}"#, Some("data")),
        (&OPTIONAL, "{}", None),
        (&OPTIONAL, r#"{"more":false}"#, None),
        (&OPTIONAL, "[]", Some(".")),
        (&OPTIONAL, "0", Some(".")),
        (&BESIDE, r#"{"total":0,"a/b":null}"#, None),
        (&BESIDE, "{}", Some("total")),
        (&BESIDE, r#"{"total":0}"#, Some(r#"["a/b"]"#)),
        (&INSIDE, "{}", Some("data")),
        (&INSIDE, r#"{"data":null}"#, Some("data")),
        (&INSIDE, r#"{"data":[]}"#, Some("data")),
        (&INSIDE, r#"{"data":{}}"#, Some("data.parts")),
        (&INSIDE_OPTIONAL, "{}", None),
        (&INSIDE_OPTIONAL, r#"{"data":null}"#, None),
        (&INSIDE_OPTIONAL, r#"{"data":{}}"#, Some("data.parts")),
    ];
    for (number, (pagination, body, expected)) in table.into_iter().enumerate() {
        let found = place(Some(pagination), body).await;
        assert_eq!(found.as_deref(), expected, "{number}: {body}");
    }
}

#[tokio::test]
async fn without_a_body_there_are_no_items_where_there_is_nothing_but_a_list() {
    for (pagination, is_empty) in [(&WHOLE, true), (&OPTIONAL, false)] {
        let (client, _) = playing([answer(204, &[], "")]);
        let mut items = client.secrets().list().walked(pagination).items();
        let found = items.try_next().await;
        assert_eq!(matches!(found, Ok(None)), is_empty, "{found:?}");
    }
}

#[tokio::test]
async fn what_is_no_envelope_is_no_empty_page() {
    let table = [
        (r#"{"success":true,"result":[]}"#, None),
        (r#"{"success":true,"result":null}"#, None),
        (r#"{"success":true}"#, None),
        ("{}", Some("result")),
        (r#"{"id":"maintenance"}"#, Some("result")),
        (r#"{"result":null}"#, Some("result")),
        (r#"{"success":true,"result":{}}"#, Some("result")),
        ("[]", Some(".")),
        ("null", Some(".")),
    ];
    for (body, expected) in table {
        assert_eq!(place(None, body).await.as_deref(), expected, "{body}");
    }
}
