//! Queries, byte for byte.

use client_tests::{Answer, answers};
use cloudflare_secrets_store::resources::secrets::List;
use cloudflare_secrets_store::{Direction, Scope, SecretOrder};

use crate::playing;

/// The query that a list ends up with.
async fn query(set: impl FnOnce(List) -> List) -> String {
    let (server, secrets) = playing([Answer::json(200, answers::SECRETS)]).await;
    set(secrets.list()).await.expect("a page");
    server.request().query().to_owned()
}

#[tokio::test]
async fn everything_at_once() {
    let sent = query(|list| {
        list.direction(Direction::Asc)
            .order(SecretOrder::Name)
            .page(2)
            .per_page(20)
            .scopes([Scope::Workers, Scope::AiGateway, Scope::Dex])
            .search("a b&c+d/é")
    })
    .await;
    assert_eq!(
        sent,
        "direction=asc&order=name&page=2&per_page=20&scopes=workers&scopes=ai_gateway&scopes=dex\
         &search=a%20b%26c%2Bd%2F%C3%A9"
    );
}

#[tokio::test]
async fn the_order_of_the_calls_is_kept() {
    let sent = query(|list| list.search("x").per_page(1).direction("desc")).await;
    assert_eq!(sent, "search=x&per_page=1&direction=desc");
}

#[tokio::test]
async fn the_last_value_wins_at_the_place_of_the_first() {
    let sent = query(|list| list.page(1).search("x").page(3)).await;
    assert_eq!(sent, "page=3&search=x");
}

#[tokio::test]
async fn an_empty_list_is_not_sent() {
    assert_eq!(query(|list| list.scopes([] as [Scope; 0])).await, "");
    let sent = query(|list| list.scopes([] as [Scope; 0]).page(1)).await;
    assert_eq!(sent, "page=1");
}

#[tokio::test]
async fn an_empty_text_is_sent() {
    assert_eq!(query(|list| list.search("")).await, "search=");
}

#[tokio::test]
async fn values_that_the_crate_does_not_know_are_sent_as_they_are() {
    let sent = query(|list| list.scopes(["workers", "new thing"]).order("size")).await;
    assert_eq!(sent, "scopes=workers&scopes=new%20thing&order=size");
}

#[tokio::test]
async fn nothing_in_a_value_can_become_another_parameter() {
    let sent = query(|list| list.search("x&page=9#?=%20;+\u{0}")).await;
    assert_eq!(sent, "search=x%26page%3D9%23%3F%3D%2520%3B%2B%00");
}

#[tokio::test]
async fn pairs_that_the_crate_does_not_know_come_last() {
    let sent = query(|list| list.query_pair("a b", "c=d").page(1)).await;
    assert_eq!(sent, "page=1&a%20b=c%3Dd");
}

#[tokio::test]
async fn the_limits_of_the_documentation_hold() {
    let (server, secrets) = playing([Answer::json(200, answers::SECRETS)]).await;
    let error = secrets.list().per_page(101).await.expect_err("too many");
    assert!(error.is_validation(), "{error:?}");
    assert!(error.to_string().contains("100"), "{error}");
    assert_eq!(server.requests().len(), 0);
    let skipped = secrets.list().per_page(101).skip_validation();
    skipped.await.expect("a page");
    assert_eq!(server.request().query(), "per_page=101");
    assert_eq!(
        query(|list| list.page(0).per_page(100)).await,
        "page=0&per_page=100"
    );
}
