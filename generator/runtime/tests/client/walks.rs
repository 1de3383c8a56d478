//! Lists that are no envelopes: each way in which a page leads to the next one.

use serde_json::{Value, json};

use crate::runtime::{Asks, Checkpoint, Error, More, Pagination, Parameter, Turn};
use crate::sample::Secret;
use crate::scripted::{Step, answer, playing};

static PARAMETER: Parameter = Parameter::form("at");

const WHOLE: Pagination = Pagination {
    items: "",
    required: &[],
    info: None,
    more: None,
    turn: Turn::Link,
};
pub(crate) static LINK: Pagination = WHOLE;
pub(crate) static ADDRESS: Pagination = Pagination {
    items: "/data",
    turn: Turn::Address {
        next: "/links/next",
    },
    ..WHOLE
};
pub(crate) static TOKEN: Pagination = Pagination {
    items: "/data",
    more: Some(More::If("/more")),
    turn: Turn::Token {
        asks: Asks::Query(&PARAMETER),
        next: "/next",
    },
    ..WHOLE
};
pub(crate) static LAST: Pagination = Pagination {
    items: "/data",
    more: Some(More::If("/more")),
    turn: Turn::LastItem {
        asks: Asks::Query(&PARAMETER),
        key: "id",
    },
    ..WHOLE
};
pub(crate) static OFFSET: Pagination = Pagination {
    items: "/data",
    info: Some(""),
    turn: Turn::Offset {
        asks: Asks::Query(&PARAMETER),
    },
    ..WHOLE
};
pub(crate) static MORE: Pagination = Pagination {
    items: "/data",
    info: Some(""),
    more: Some(More::If("/more")),
    turn: Turn::Page {
        asks: Asks::Query(&PARAMETER),
        first: Some(1),
    },
    ..WHOLE
};
static FROM_0: Pagination = pages(Some(0));
pub(crate) static FROM_1: Pagination = pages(Some(1));
static TOLD: Pagination = pages(None);

const fn pages(first: Option<u64>) -> Pagination {
    Pagination {
        items: "/data",
        info: Some("/meta"),
        turn: Turn::Page {
            asks: Asks::Query(&PARAMETER),
            first,
        },
        ..WHOLE
    }
}

/// A page: its header `Link`, its items, and what else it says.
pub(crate) type Script = (&'static str, &'static [u32], Value);

fn steps(pagination: &'static Pagination, script: &[Script]) -> Vec<Step> {
    let list = |ids: &[u32]| {
        let items = ids.iter().map(|id| json!({"id": id.to_string()}));
        items.collect::<Vec<_>>()
    };
    let whole = pagination.items.is_empty();
    let steps = script.iter().map(|(link, ids, rest)| {
        let body = if whole {
            json!(list(ids))
        } else {
            let mut body = rest.clone();
            body["data"] = json!(list(ids));
            body
        };
        let headers = [("link", *link)];
        let headers = if link.is_empty() { &[][..] } else { &headers };
        answer(200, headers, body.to_string())
    });
    steps.collect()
}

/// The ids that come, the queries that were sent, and the error at the end.
pub(crate) async fn walk(
    pagination: &'static Pagination,
    script: &[Script],
) -> (Vec<u32>, Vec<String>, Option<Error>) {
    let (client, transport) = playing(steps(pagination, script));
    let mut items = client
        .secrets()
        .list()
        .per_page(2)
        .walked(pagination)
        .items();
    let mut ids = Vec::new();
    let error = loop {
        match items.try_next().await {
            Ok(Some(item)) => ids.push(id(&item)),
            Ok(None) => break None,
            Err(error) => break Some(error),
        }
    };
    let requests = transport.requests();
    let queries = requests.iter().map(|it| it.uri.query().unwrap_or_default());
    (ids, queries.map(str::to_owned).collect(), error)
}

fn id(item: &Secret) -> u32 {
    item.id.as_str().parse().expect("a number")
}

#[expect(clippy::too_many_lines, reason = "a table, a row for each way")]
#[tokio::test]
async fn each_page_leads_to_the_next_one() {
    let none = || json!({});
    let table: [(&str, &'static Pagination, Vec<Script>, &[&str]); 23] = [
        (
            "links",
            &LINK,
            vec![
                (
                    r#"<https://x/a?per_page=2&at=b%2Bc>; rel="next", <https://x/a?at=9>; rel="last""#,
                    &[1, 2],
                    none(),
                ),
                (
                    r#"<https://x/a?z>; title="a, <b>; rel=next"; rel=prev, </a?at=d e>; REL=Next"#,
                    &[3],
                    none(),
                ),
                (r#"<https://x/a?at=1>; rel="first prev""#, &[4], none()),
            ],
            &["per_page=2", "per_page=2&at=b%2Bc", "at=d%20e"],
        ),
        (
            "no link",
            &LINK,
            vec![("", &[1, 2], none())],
            &["per_page=2"],
        ),
        (
            "a broken link",
            &LINK,
            vec![("<https://x/?at=1; rel=next", &[1, 2], none())],
            &["per_page=2"],
        ),
        (
            "an address",
            &ADDRESS,
            vec![
                ("", &[1, 2], json!({"links": {"next": "/a?at=2#end"}})),
                ("", &[3], json!({"links": {"next": null}})),
            ],
            &["per_page=2", "at=2"],
        ),
        (
            "no credentials of an address",
            &ADDRESS,
            vec![
                (
                    "",
                    &[1, 2],
                    json!({"links": {"next": "/a?api%20key=canary&api key=canary&at=2"}}),
                ),
                ("", &[3], none()),
            ],
            &["per_page=2", "at=2"],
        ),
        (
            "a token",
            &TOKEN,
            vec![
                ("", &[1, 2], json!({"next": "b/c"})),
                ("", &[3], json!({"next": ""})),
            ],
            &["per_page=2", "per_page=2&at=b%2Fc"],
        ),
        (
            "tokens that are nearly addresses",
            &TOKEN,
            vec![
                ("", &[1, 2], json!({"next": "/b"})),
                ("", &[3], json!({"next": "b?c"})),
                ("", &[4], none()),
            ],
            &["per_page=2", "per_page=2&at=%2Fb", "per_page=2&at=b%3Fc"],
        ),
        (
            "a token that is a number",
            &TOKEN,
            vec![("", &[1, 2], json!({"next": 7})), ("", &[3], none())],
            &["per_page=2", "per_page=2&at=7"],
        ),
        (
            "a token in an address",
            &TOKEN,
            vec![
                (
                    "",
                    &[1, 2],
                    json!({"next": "https://x/a?at=%2B&per_page=2"}),
                ),
                ("", &[3], none()),
            ],
            &["per_page=2", "at=%2B&per_page=2"],
        ),
        (
            "an empty page with a token",
            &TOKEN,
            vec![
                ("", &[1, 2], json!({"next": "b"})),
                ("", &[], json!({"next": "c"})),
                ("", &[3], none()),
            ],
            &["per_page=2", "per_page=2&at=b", "per_page=2&at=c"],
        ),
        (
            "a token without more",
            &TOKEN,
            vec![("", &[1, 2], json!({"next": "b", "more": false}))],
            &["per_page=2"],
        ),
        (
            "the last item",
            &LAST,
            vec![
                ("", &[1, 2], json!({"more": true})),
                ("", &[3], json!({"more": false})),
            ],
            &["per_page=2", "per_page=2&at=2"],
        ),
        (
            "the last item, until none comes",
            &LAST,
            vec![("", &[1, 2], none()), ("", &[], none())],
            &["per_page=2", "per_page=2&at=2"],
        ),
        (
            "an offset",
            &OFFSET,
            vec![("", &[1, 2], none()), ("", &[3], none()), ("", &[], none())],
            &["per_page=2", "per_page=2&at=2", "per_page=2&at=3"],
        ),
        (
            "an offset with a total",
            &OFFSET,
            vec![
                ("", &[1, 2], json!({"total": 3})),
                ("", &[3], json!({"total": 3})),
            ],
            &["per_page=2", "per_page=2&at=2"],
        ),
        (
            "pages from 0 with their number",
            &FROM_0,
            vec![
                ("", &[1, 2], json!({"meta": {"totalPages": 2}})),
                ("", &[3], json!({"meta": {"totalPages": 2}})),
            ],
            &["per_page=2", "per_page=2&at=1"],
        ),
        (
            "pages from 0 with a total",
            &FROM_0,
            vec![
                (
                    "",
                    &[1, 2],
                    json!({"meta": {"page": 1, "page_size": 2, "total": 4}}),
                ),
                (
                    "",
                    &[3, 4],
                    json!({"meta": {"page": 2, "page_size": 2, "total": 4}}),
                ),
            ],
            &["per_page=2", "per_page=2&at=1"],
        ),
        (
            "pages from 1 that are told from 0",
            &FROM_1,
            vec![
                ("", &[1, 2], json!({"meta": {"page": 0}})),
                ("", &[3], json!({"meta": {"page": 1}})),
                ("", &[], none()),
            ],
            &["per_page=2", "per_page=2&at=2", "per_page=2&at=3"],
        ),
        (
            "pages from 1",
            &FROM_1,
            vec![("", &[1, 2], none()), ("", &[3], none()), ("", &[], none())],
            &["per_page=2", "per_page=2&at=2", "per_page=2&at=3"],
        ),
        (
            "pages that say what they are",
            &TOLD,
            vec![
                ("", &[1, 2], json!({"meta": {"current_page": 0}})),
                ("", &[3], json!({"meta": {"current_page": 1}})),
                ("", &[], none()),
            ],
            &["per_page=2", "per_page=2&at=1", "per_page=2&at=2"],
        ),
        (
            "pages from 0 that say what they are, and how many",
            &TOLD,
            vec![
                (
                    "",
                    &[1, 2],
                    json!({"meta": {"current_page": 0, "total_pages": 2}}),
                ),
                (
                    "",
                    &[3, 4],
                    json!({"meta": {"current_page": 1, "total_pages": 2}}),
                ),
            ],
            &["per_page=2", "per_page=2&at=1"],
        ),
        (
            "a page that is not full and says that there are more",
            &MORE,
            vec![
                ("", &[1], json!({"per_page": 2, "more": true})),
                ("", &[2, 3], json!({"per_page": 2, "more": true})),
                ("", &[4, 5], json!({"per_page": 2, "more": false})),
            ],
            &["per_page=2", "per_page=2&at=2", "per_page=2&at=3"],
        ),
        (
            "null",
            &TOKEN,
            vec![("", &[], json!({"next": null}))],
            &["per_page=2"],
        ),
    ];
    for (name, pagination, script, expected) in table {
        let all: Vec<u32> = script.iter().flat_map(|it| it.1).copied().collect();
        let (ids, queries, error) = walk(pagination, &script).await;
        assert!(error.is_none(), "{name}: {error:?}");
        assert_eq!(ids, all, "{name}");
        assert_eq!(queries, expected, "{name}");
    }
}

#[tokio::test]
async fn every_place_can_be_stored() {
    let table: [(&'static Pagination, Value, &str); 5] = [
        (&TOKEN, json!({"next": "b:c"}), "0:cursor:b:c"),
        (
            &ADDRESS,
            json!({"links": {"next": "?at=2:3"}}),
            "0:query:at=2:3",
        ),
        (&OFFSET, json!({}), "0:offset:2"),
        (&FROM_0, json!({}), "0:page:1"),
        (&LAST, json!({"more": true}), "0:cursor:2"),
    ];
    for (pagination, rest, expected) in table {
        let (client, _) = playing(steps(pagination, &[("", &[1, 2], rest)]));
        let mut pages = client.secrets().list().walked(pagination);
        pages.try_next().await.expect("a page");
        assert_eq!(pages.checkpoint().to_string(), expected);

        let stored: Checkpoint = expected.parse().expect("a checkpoint");
        let (client, transport) = playing(steps(pagination, &[("", &[3], json!({}))]));
        let rest = client.secrets().list().resume(stored).walked(pagination);
        let first = rest.items().try_next().await.expect("an item");
        assert_eq!(first.map(|it| id(&it)), Some(3));
        let query = transport.requests()[0].uri.query().map(str::to_owned);
        assert!(query.is_some_and(|it| it.starts_with("at=")), "{expected}");
    }
}
