//! Lists that cannot go on, where those end that began further on, what the key of the last item
//! may be, and checkpoints that lead nowhere.

use serde_json::{Value, json};

use crate::pages::{ids, page};
use crate::runtime::{Asks, Checkpoint, Client, Error, ErrorKind, Pages, Pagination, Turn};
use crate::scripted::{answer, playing};
use crate::walks::{ADDRESS, FROM_1, LAST, LINK, MORE as PAGES, OFFSET, Script, TOKEN, walk};

#[tokio::test]
async fn a_list_that_cannot_go_on_is_an_error() {
    let table: [(&str, &'static Pagination, Vec<Script>, &str); 8] = [
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
            "empty pages in a circle",
            &TOKEN,
            vec![
                ("", &[1], json!({"next": "b"})),
                ("", &[], json!({"next": "c"})),
                ("", &[], json!({"next": "b"})),
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
    listed(client, &LAST)
}

fn listed(client: &Client, pagination: &'static Pagination) -> Pages<Value> {
    let call = crate::runtime::Call::new(client, &crate::streams::OPERATION);
    Pages::listed(call, pagination, None)
}

/// How many items come, and the error at the end.
async fn all(pages: Pages<Value>) -> (usize, Option<Error>) {
    let mut items = pages.items();
    let mut found = 0;
    loop {
        match items.try_next().await {
            Ok(Some(_)) => found += 1,
            Ok(None) => return (found, None),
            Err(error) => return (found, Some(error)),
        }
    }
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

/// What a server says beside its items is less sure than the items.
#[tokio::test]
async fn numbers_that_cannot_be_lose_no_items() {
    const FULL: usize = 3;
    let info = |page: usize, member: &str| match member {
        "jumps" if page == 2 => json!({"page": 4, "per_page": FULL, "total_count": 11}),
        "is ahead" => json!({"page": page + 1, "per_page": FULL, "total_pages": 4}),
        "counts items" => json!({"page": page * FULL, "per_page": FULL}),
        "nothing in all" => json!({"page": page, "per_page": FULL, "total_count": 0}),
        "less than there is" => json!({"page": page, "per_page": FULL, "total_count": 2}),
        "no pages" => json!({"page": page, "per_page": FULL, "count": FULL, "total_pages": 0}),
        _ => json!({"page": page, "per_page": FULL, "total_count": 11}),
    };
    for member in [
        "jumps",
        "is ahead",
        "counts items",
        "nothing in all",
        "less than there is",
        "no pages",
        "right",
    ] {
        let pages = (1..=4).map(|page| {
            let last = if page == 4 { 11 } else { page * FULL };
            let items: Vec<_> = ((page - 1) * FULL..last)
                .map(|it| json!({"id": it.to_string()}))
                .collect();
            let info = info(page, member);
            let body = json!({"success": true, "result": items, "result_info": info});
            answer(200, &[], body.to_string())
        });
        let (client, transport) = playing(pages);
        let items = client.secrets().list().items().try_collect().await;
        let items = items.expect("all items");
        assert_eq!(
            (items.len(), transport.requests().len()),
            (11, 4),
            "{member}"
        );
        let asked = transport.requests().into_iter().map(|it| it.uri);
        let asked: Vec<_> = asked
            .filter_map(|it| it.query().map(str::to_owned))
            .collect();
        assert_eq!(asked, ["page=2", "page=3", "page=4"], "{member}");
    }
}

/// What came before is not known, only how many that should have been.
#[tokio::test]
async fn a_list_that_began_further_on_ends() {
    for (begins_at, here, info, requests) in [
        (2, &[3, 4][..], r#"{"per_page":2,"total_count":4}"#, 1),
        (2, &[3], r#"{"per_page":2,"total_count":3}"#, 1),
        (3, &[5], r#"{"per_page":2,"total_count":5}"#, 1),
        // There should have been more on this page.
        (2, &[3], r#"{"per_page":2,"total_count":4}"#, 2),
        (2, &[3, 4], r#"{"per_page":2,"total_count":5}"#, 2),
        (2, &[3, 4], r#"{"per_page":2}"#, 2),
        (2, &[3], r#"{"per_page":2}"#, 1),
        (2, &[3], r#"{"total_count":3}"#, 2),
        (2, &[3], r#"{"total_pages":2}"#, 1),
    ] {
        let (client, transport) = playing([page(here, info), page(&[], "null")]);
        let list = client.secrets().list().page(begins_at);
        let all = list.items().try_collect().await.expect("the rest");
        let came = (&*ids(&all), transport.requests().len());
        assert_eq!(came, (here, requests), "{begins_at} {info}");
    }
}

#[tokio::test]
async fn a_checkpoint_of_another_kind_of_list_is_refused() {
    let lists = [
        ("page", &FROM_1),
        ("offset", &OFFSET),
        ("cursor", &LAST),
        ("query", &LINK),
    ];
    for place in ["0:page:2", "0:offset:2", "0:cursor:a", "0:query:a=b"] {
        for (kind, pagination) in lists {
            let (client, transport) = playing([answer(200, &[], "[]")]);
            let stored = place.parse().expect("a checkpoint");
            let mut pages = client.secrets().list().resume(stored).walked(pagination);
            let result = pages.try_next().await;
            let is_refused = result.err().is_some_and(|it| it.is_validation());
            assert_eq!(is_refused, !place.contains(kind), "{place}: {kind}");
            assert_eq!(transport.requests().is_empty(), is_refused);
        }
    }
}

#[tokio::test]
async fn text_that_is_no_checkpoint_is_refused() {
    for text in [
        "",
        "1",
        "x:start",
        "1:page:x",
        "1:end:",
        "-1:start",
        "0:nowhere",
    ] {
        assert!(text.parse::<Checkpoint>().is_err(), "{text}");
        let json = serde_json::from_value::<Checkpoint>(text.into());
        assert!(json.is_err(), "{text}");
    }
}

/// What it is about, how pages are turned, the items of each page with what it says beside, and how many items come.
type Repeated = (
    &'static str,
    &'static Pagination,
    [(Value, Value); 3],
    usize,
);

/// What tells no two pages apart is no repetition where something else does.
#[tokio::test]
async fn pages_with_equal_items_are_several_where_the_server_counts_on() {
    let counted = |page: u64| json!({"page": page});
    let of = |total: u64| json!({"total": total});
    let table: [Repeated; 10] = [
        (
            "pages that are counted",
            &PAGES,
            [1, 2, 3].map(|it| (json!([0, 7]), counted(it))),
            6,
        ),
        (
            "a total of pages",
            &PAGES,
            [(); 3].map(|()| (json!([0, 0]), of(6))),
            6,
        ),
        (
            "a number of pages",
            &PAGES,
            [(); 3].map(|()| (json!(["a"]), json!({"last_page": 3}))),
            3,
        ),
        (
            "a total of items",
            &OFFSET,
            [(); 3].map(|()| (json!([{}, {}]), of(6))),
            6,
        ),
        (
            "nothing counts",
            &PAGES,
            [(); 3].map(|()| (json!([0, 0]), json!({}))),
            2,
        ),
        (
            "nothing counts on",
            &PAGES,
            [(); 3].map(|()| (json!([0, 0]), counted(1))),
            2,
        ),
        (
            "an offset of nothing",
            &OFFSET,
            [(); 3].map(|()| (json!([0, 0]), json!({}))),
            2,
        ),
        (
            "items that differ",
            &PAGES,
            [(); 3].map(|()| (json!([1, 2]), of(6))),
            2,
        ),
        (
            "more than there are",
            &OFFSET,
            [(); 3].map(|()| (json!([0, 0]), of(3))),
            2,
        ),
        (
            "more pages than there are",
            &PAGES,
            [json!({}), json!({"last_page": 1}), json!({"last_page": 1})]
                .map(|it| (json!([0, 0]), it)),
            2,
        ),
    ];
    for (name, pagination, script, expected) in table {
        let pages = script.into_iter().map(|(items, mut body)| {
            body["data"] = items;
            answer(200, &[], body.to_string())
        });
        let end = answer(200, &[], r#"{"data":[]}"#);
        let (client, _) = playing(pages.chain([end]));
        let (found, error) = all(listed(&client, pagination)).await;
        let repeats = error.is_some_and(|it| matches!(it.kind(), ErrorKind::RepeatedPage));
        assert_eq!((found, repeats), (expected, expected == 2), "{name}");
    }
}

#[tokio::test]
async fn a_token_of_zero_is_none() {
    for (next, requests) in [
        (json!(0), 1),
        (json!("0"), 1),
        (json!("00"), 2),
        (json!(10), 2),
    ] {
        let script = vec![("", &[1][..], json!({"next": next})), ("", &[], json!({}))];
        let (ids, queries, error) = walk(&TOKEN, &script).await;
        assert!(error.is_none(), "{next}: {error:?}");
        assert_eq!((&*ids, queries.len()), (&[1][..], requests), "{next}");
    }
}

/// An empty page that leads on is one of which everything was filtered out.
#[tokio::test]
async fn an_empty_page_that_leads_to_itself_is_the_last_one() {
    let next =
        |link: &'static str, next: &str| (link, json!({"next": next, "links": {"next": next}}));
    let itself = "<https://x/a?at=2>; rel=next";
    let table: [(&str, &'static Pagination, (&'static str, Value)); 3] = [
        ("a token", &TOKEN, next("", "2")),
        ("an address", &ADDRESS, next("", "/a?at=2")),
        ("a link", &LINK, next(itself, "")),
    ];
    for (name, pagination, (link, next)) in table {
        let script = vec![(link, &[1, 2][..], next.clone()), (link, &[], next)];
        let (ids, queries, error) = walk(pagination, &script).await;
        assert!(error.is_none(), "{name}: {error:?}");
        assert_eq!((&*ids, queries.len()), (&[1, 2][..], 2), "{name}");
    }
}

/// Search engines keep the place under one name; what comes is what tells pages apart.
#[tokio::test]
async fn the_token_of_a_scroll_may_stay_the_same() {
    static SCROLL: Pagination = Pagination {
        items: "/data",
        required: &[],
        info: None,
        more: None,
        turn: Turn::Scroll {
            asks: Asks::member("scroll_id"),
            next: "/_scroll_id",
        },
    };
    let hits = |items: Value, token: &str| {
        let body = json!({"_scroll_id": token, "data": items});
        answer(200, &[], body.to_string())
    };
    let one = |token| hits(json!([1, 2]), token);
    let two = |token| hits(json!([3]), token);
    let none = |token| hits(json!([]), token);
    for (script, expected, repeats) in [
        (vec![one("a"), two("a"), none("a")], 3, false),
        (vec![one("a"), two("b"), none("c")], 3, false),
        (vec![one("a"), one("b"), one("")], 6, false),
        (vec![one("a"), one("a")], 2, true),
    ] {
        let requests = script.len();
        let (client, transport) = playing(script);
        let (found, error) = all(listed(&client, &SCROLL)).await;
        assert_eq!((found, error.is_some()), (expected, repeats));
        assert!(error.is_none_or(|it| matches!(it.kind(), ErrorKind::RepeatedPage)));
        assert_eq!(transport.requests().len(), requests);
    }
}
