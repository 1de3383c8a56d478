//! Lists over several pages.

use std::fmt::Write as _;

use client_tests::{Answer, Server};
use cloudflare_secrets_store::{Checkpoint, ErrorKind, Items, Pages, Secret, Store};

use crate::{client, playing};

/// A page with these secrets.
fn page(ids: &[&str], info: &str) -> Answer {
    let mut list = String::new();
    for id in ids {
        let comma = if list.is_empty() { "" } else { "," };
        let times = r#""created":"2023-09-21T18:56:32Z","modified":"2023-09-21T18:56:32Z""#;
        let rest = format!(r#""name":"N","store_id":"s","status":"active",{times}"#);
        write!(list, r#"{comma}{{"id":"{id}",{rest}}}"#).expect("room");
    }
    let body = format!(r#"{{"success":true,"result":[{list}],"result_info":{info}}}"#);
    Answer::json(200, body)
}

fn queries(server: &Server) -> Vec<String> {
    let requests = server.requests();
    requests
        .iter()
        .map(|request| request.query().to_owned())
        .collect()
}

fn ids(secrets: &[Secret]) -> Vec<&str> {
    secrets.iter().map(|secret| secret.id.as_str()).collect()
}

/// All items of a list that is answered with these pages, and the queries it took.
async fn all(pages: impl IntoIterator<Item = Answer>) -> (usize, Vec<String>) {
    let (server, secrets) = playing(pages).await;
    let items = secrets.list().items().try_collect().await.expect("items");
    (items.len(), queries(&server))
}

#[tokio::test]
async fn items_of_several_pages() {
    let (server, secrets) = playing([
        page(&["a", "b"], r#"{"page":1,"per_page":2,"total_pages":3}"#),
        page(&["c", "d"], r#"{"page":2,"per_page":2,"total_pages":3}"#),
        page(&["e"], r#"{"page":3,"per_page":2,"total_pages":3}"#),
    ])
    .await;
    let items = secrets.list().per_page(2).search("x y").items();
    let items = items.try_collect().await.expect("items");
    assert_eq!(ids(&items), ["a", "b", "c", "d", "e"]);
    assert_eq!(
        queries(&server),
        [
            "per_page=2&search=x%20y",
            "per_page=2&search=x%20y&page=2",
            "per_page=2&search=x%20y&page=3",
        ]
    );
}

#[tokio::test]
async fn a_list_that_counts_its_pages_from_0_ends_with_the_last_one() {
    let (count, queries) = all([
        page(&["a", "b"], r#"{"page":0,"per_page":2,"total_pages":2}"#),
        page(&["c", "d"], r#"{"page":1,"per_page":2,"total_pages":2}"#),
    ])
    .await;
    assert_eq!(
        (count, queries),
        (4, vec![String::new(), "page=1".to_owned()])
    );
}

#[tokio::test]
async fn pages_are_asked_for_when_they_are_wanted() {
    let info = r#"{"total_pages":2}"#;
    let (server, secrets) = playing([page(&["a", "b"], info), page(&["c"], info)]).await;
    let mut items = secrets.list().items();
    assert_eq!(server.requests().len(), 0);
    for (id, requests) in [("a", 1), ("b", 1), ("c", 2)] {
        let item = items.try_next().await.expect("an item");
        assert_eq!(item.expect("an item").id, *id);
        assert_eq!(server.requests().len(), requests);
    }
    for _ in 0..2 {
        assert!(items.try_next().await.expect("the end").is_none());
    }
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn lists_end_where_the_server_says() {
    let full = |ids: &[&str], info: &str| page(ids, info);
    // By the number of pages, also if the last one is full.
    let (items, queries) = all([full(&["a", "b"], r#"{"per_page":2,"total_pages":1}"#)]).await;
    assert_eq!((items, queries.len()), (2, 1));
    // By the number of items.
    let (items, queries) = all([
        full(&["a", "b"], r#"{"page":1,"per_page":2,"total_count":4}"#),
        full(&["c", "d"], r#"{"page":2,"per_page":2,"total_count":4}"#),
    ])
    .await;
    assert_eq!((items, queries.len()), (4, 2));
    // By a page that is not full.
    let (items, queries) = all([
        full(&["a", "b"], r#"{"per_page":2}"#),
        full(&["c"], r#"{"per_page":2}"#),
    ])
    .await;
    assert_eq!((items, queries.len()), (3, 2));
    // By an empty page, if the server says nothing else.
    let (items, queries) = all([full(&["a"], "null"), full(&["b"], "{}"), full(&[], "{}")]).await;
    assert_eq!(
        (items, queries),
        (2, vec![String::new(), "page=2".into(), "page=3".into()])
    );
    // By an empty page, whatever else it says.
    let first = r#"{"count":1,"page":1,"per_page":20,"total_count":2000}"#;
    let (items, queries) = all([full(&["a"], first), full(&[], first)]).await;
    assert_eq!((items, queries.len()), (1, 2));
    let (items, queries) = all([full(&[], r#"{"total_pages":9}"#)]).await;
    assert_eq!((items, queries.len()), (0, 1));
}

/// `total_count` is documented to count "without any search parameters".
#[tokio::test]
async fn a_search_ends_although_there_are_more_items_without_it() {
    let (items, queries) = all([
        page(
            &["a"],
            r#"{"count":1,"page":1,"per_page":20,"total_count":2000}"#,
        ),
        page(
            &[],
            r#"{"count":0,"page":2,"per_page":20,"total_count":2000}"#,
        ),
    ])
    .await;
    assert_eq!((items, queries.len()), (1, 2));
}

#[tokio::test]
async fn a_server_that_ignores_the_number_of_the_page_is_noticed() {
    let info = r#"{"page":1,"total_pages":9}"#;
    let (server, secrets) = playing([page(&["a"], info), page(&["b"], info)]).await;
    let items = secrets.list().items().try_collect().await;
    let error = items.expect_err("page 1 again");
    assert!(matches!(error.kind(), ErrorKind::RepeatedPage), "{error:?}");
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn a_result_of_null_is_an_empty_page() {
    let (items, queries) = all([Answer::result("null")]).await;
    assert_eq!((items, queries.len()), (0, 1));
}

#[tokio::test]
async fn a_server_that_repeats_itself_is_noticed() {
    let (server, secrets) = playing(vec![page(&["a", "b"], r#"{"total_pages":1000}"#); 9]).await;
    let mut items = secrets.list().items();
    items.try_next().await.expect("a");
    items.try_next().await.expect("b");
    let error = items.try_next().await.expect_err("a again");
    assert!(matches!(error.kind(), ErrorKind::RepeatedPage), "{error:?}");
    assert_eq!(error.operation(), "secrets.list");
    assert!(items.try_next().await.expect("the end").is_none());
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn not_more_items_than_wanted() {
    for (limit, requests) in [(0, 0), (1, 1), (2, 1), (3, 2), (9, 2)] {
        let info = r#"{"total_pages":2}"#;
        let (server, secrets) = playing([page(&["a", "b"], info), page(&["c", "d"], info)]).await;
        let items = secrets.list().max_items(limit).items();
        let items = items.try_collect().await.expect("items");
        assert_eq!(items.len(), limit.min(4));
        assert_eq!(server.requests().len(), requests, "{limit}");
    }
}

#[tokio::test]
async fn a_list_can_begin_later() {
    let (server, secrets) = playing([
        page(&["a"], r#"{"page":3,"total_pages":4}"#),
        page(&["b"], r#"{"page":4,"total_pages":4}"#),
    ])
    .await;
    let mut pages = secrets.list().page(3).pages();
    let first = pages.try_next().await.expect("a page").expect("a page");
    assert_eq!(
        (first.info.page, first.info.total_pages),
        (Some(3), Some(4))
    );
    let second = pages.try_next().await.expect("a page").expect("a page");
    assert_eq!(ids(&second.items), ["b"]);
    assert!(pages.try_next().await.expect("the end").is_none());
    assert_eq!(queries(&server), ["page=3", "page=4"]);
}

#[tokio::test]
async fn a_list_can_go_on_in_another_process() {
    let pages = || {
        let info = r#"{"total_pages":2}"#;
        [page(&["a", "b"], info), page(&["c", "d"], info)]
    };
    let (_server, secrets) = playing(pages()).await;
    let mut items = secrets.list().items();
    for _ in 0..3 {
        items.try_next().await.expect("an item");
    }
    let written = items.checkpoint().to_string();
    let checkpoint: Checkpoint = written.parse().expect("a checkpoint");
    let (server, secrets) = playing(pages().into_iter().skip(1)).await;
    let rest = secrets.list().resume(checkpoint).items();
    assert_eq!(ids(&rest.try_collect().await.expect("items")), ["d"]);
    assert_eq!(queries(&server), ["page=2"]);
}

#[tokio::test]
async fn a_list_ends_after_an_error_and_can_go_on_from_there() {
    let info = r#"{"total_pages":2}"#;
    let refusal = Answer::failure(403, 10000, "Authentication error");
    let (server, secrets) = playing([page(&["a"], info), refusal, page(&["b"], info)]).await;
    let mut items = secrets.list().items();
    items.try_next().await.expect("a");
    assert!(
        items
            .try_next()
            .await
            .expect_err("a refusal")
            .is_forbidden()
    );
    assert!(items.try_next().await.expect("the end").is_none());
    let rest = secrets.list().resume(items.checkpoint()).items();
    assert_eq!(ids(&rest.try_collect().await.expect("items")), ["b"]);
    assert_eq!(queries(&server), ["", "page=2", "page=2"]);
}

/// The server says the size that was asked for, and gives less.
#[tokio::test]
async fn lists_that_begin_further_on_end_where_all_others_do() {
    let told = |number: u32| format!(r#"{{"page":{number},"per_page":4,"total_count":7}}"#);
    let short = |ids: &[&str], number| page(ids, &told(number));
    let server = Server::playing([
        short(&["c", "d"], 2),
        short(&["e", "f"], 3),
        short(&["g"], 4),
        short(&[], 5),
    ])
    .await;
    let items = client(&server).account("a").store("s").secrets().list();
    let items = items.page(2).items().try_collect().await.expect("items");
    assert_eq!(ids(&items), ["c", "d", "e", "f", "g"]);
    // Where the size is what the server says, nothing is asked for in vain.
    let server = Server::playing([short(&["e", "f", "g"], 2)]).await;
    let items = client(&server).account("a").store("s").secrets().list();
    let items = items.page(2).items().try_collect().await.expect("items");
    assert_eq!(ids(&items), ["e", "f", "g"]);
}

#[tokio::test]
async fn each_page_is_tried_again_by_itself() {
    let info = r#"{"total_pages":2}"#;
    let busy = || Answer::empty(503);
    let (items, queries) = all([busy(), page(&["a"], info), busy(), page(&["b"], info)]).await;
    assert_eq!(items, 2);
    assert_eq!(queries, ["", "", "page=2", "page=2"]);
}

#[tokio::test]
async fn stores_are_listed_the_same_way() {
    let server = Server::playing([page(&["a"], r#"{"per_page":1}"#), page(&[], "{}")]).await;
    let stores = client(&server).account("a").stores().list().items();
    assert_eq!(stores.try_collect().await.expect("stores").len(), 1);
    assert_eq!(queries(&server), ["", "page=2"]);
}

#[test]
fn lists_are_streams_that_go_anywhere() {
    fn goes_anywhere<T: futures_core::Stream + Send + Unpin + 'static>() {}
    goes_anywhere::<Items<Secret>>();
    goes_anywhere::<Pages<Secret>>();
    goes_anywhere::<Items<Store>>();
}
