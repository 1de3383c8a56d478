//! Where a list ends, and how it goes on.

use std::sync::Mutex;

use crate::runtime::{Checkpoint, ErrorKind};
use crate::sample::Secret;
use crate::scripted::{Step, answer, client, playing, status};

/// A page with items and the members of its `result_info`.
pub(crate) fn page(ids: &[u32], info: &str) -> Step {
    let items: Vec<String> = ids.iter().map(|id| format!(r#"{{"id":"{id}"}}"#)).collect();
    answer(
        200,
        &[],
        format!(
            r#"{{"success":true,"result":[{}],"result_info":{info}}}"#,
            items.join(",")
        ),
    )
}

pub(crate) fn ids(secrets: &[Secret]) -> Vec<u32> {
    secrets
        .iter()
        .filter_map(|secret| secret.id.as_str().parse().ok())
        .collect()
}

/// The items that come of `steps`, and the number of requests.
async fn collect(steps: Vec<Step>) -> (Vec<u32>, usize) {
    let (client, transport) = playing(steps);
    let secrets = client
        .secrets()
        .list()
        .items()
        .try_collect()
        .await
        .expect("all items");
    (ids(&secrets), transport.requests().len())
}

#[tokio::test]
async fn total_pages_ends_a_list() {
    let info = r#"{"page":1,"per_page":2,"total_pages":2}"#;
    let last = r#"{"page":2,"per_page":2,"total_pages":2}"#;
    assert_eq!(
        collect(vec![page(&[1, 2], info), page(&[3, 4], last)]).await,
        (vec![1, 2, 3, 4], 2)
    );
    for (number, requests) in [("1", 1), ("1.0", 1), ("1.5", 2), ("-1.0", 2), ("\"1\"", 2)] {
        let info = format!(r#"{{"total_pages":{number}}}"#);
        let came = collect(vec![page(&[1], &info), page(&[], &info)]).await;
        assert_eq!(came, (vec![1], requests), "{number}");
    }
}

#[tokio::test]
async fn total_count_ends_a_list() {
    let info = r#"{"per_page":2,"total_count":4}"#;
    assert_eq!(
        collect(vec![page(&[1, 2], info), page(&[3, 4], info)]).await,
        (vec![1, 2, 3, 4], 2)
    );
    // Pages have fewer items than the server says.
    let info = r#"{"per_page":9,"total_count":3}"#;
    assert_eq!(
        collect(vec![page(&[1, 2], info), page(&[3], info)]).await,
        (vec![1, 2, 3], 2)
    );
    // More are counted than can be seen.
    let info = r#"{"per_page":9,"total_count":4}"#;
    assert_eq!(
        collect(vec![page(&[1, 2], info), page(&[], info)]).await,
        (vec![1, 2], 2)
    );
    for info in [r#"{"total_count":3}"#, r#"{"per_page":0,"total_count":3}"#] {
        assert_eq!(
            collect(vec![page(&[1, 2], info), page(&[3], info)]).await,
            (vec![1, 2, 3], 2),
            "{info}"
        );
    }
}

#[tokio::test]
async fn a_page_that_is_not_full_ends_a_list() {
    let info = r#"{"per_page":2}"#;
    assert_eq!(
        collect(vec![page(&[1, 2], info), page(&[3], info)]).await,
        (vec![1, 2, 3], 2)
    );
}

#[tokio::test]
async fn an_empty_page_ends_a_list() {
    for info in [
        "null",
        "{}",
        r#"{"total_pages":9}"#,
        r#"{"page":null,"per_page":"x"}"#,
    ] {
        assert_eq!(
            collect(vec![page(&[1], info), page(&[], info)]).await,
            (vec![1], 2),
            "{info}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_server_that_repeats_itself_is_an_error() {
    let again = [status(503), page(&[1, 2], "null")];
    let (client, transport) = playing([page(&[1, 2], "null")].into_iter().chain(again));
    let mut items = client.secrets().list().items();
    assert!(items.try_next().await.expect("an item").is_some());
    assert!(items.try_next().await.expect("an item").is_some());
    let error = items.try_next().await.expect_err("the same page");
    assert!(matches!(error.kind(), ErrorKind::RepeatedPage), "{error}");
    assert_eq!(error.attempts(), 2);
    assert!(items.try_next().await.expect("the end").is_none());
    assert_eq!(transport.requests().len(), 3);
}

#[tokio::test]
async fn a_list_that_grows_does_not_repeat_itself() {
    let info = |page| format!(r#"{{"page":{page},"per_page":1,"total_pages":9}}"#);
    let last = r#"{"page":3,"per_page":1,"total_pages":3}"#;
    let pages = vec![page(&[2], &info(1)), page(&[2], &info(2)), page(&[1], last)];
    assert_eq!(collect(pages).await, (vec![2, 2, 1], 3));
    // Nobody says where it ends.
    let pages = [1, 2].map(|number| page(&[2], &format!(r#"{{"page":{number}}}"#)));
    let (client, _) = playing(pages);
    let error = client.secrets().list().items().try_collect().await;
    let error = error.expect_err("the same page");
    assert!(matches!(error.kind(), ErrorKind::RepeatedPage), "{error}");
    // Some of a page, and nobody counts.
    let pages = vec![
        page(&[3, 2], "null"),
        page(&[3, 1], "null"),
        page(&[], "null"),
    ];
    assert_eq!(collect(pages).await, (vec![3, 2, 3, 1], 3));
}

#[tokio::test]
async fn an_answer_without_a_list_is_no_empty_list() {
    for (body, is_empty) in [
        (r#"{"success":true,"result":[]}"#, true),
        (r#"{"success":true,"result":null}"#, true),
        (r#"{"success":true}"#, true),
        ("", false),
        ("{}", false),
        (r#"{"status":"maintenance"}"#, false),
        (r#"{"result":null}"#, false),
    ] {
        let (client, _) = playing([answer(200, &[], body)]);
        let all = client.secrets().list().items().try_collect().await;
        match all {
            Ok(items) => assert!(is_empty && items.is_empty(), "{body}"),
            Err(error) => {
                assert!(
                    !is_empty && matches!(error.kind(), ErrorKind::Decode(_)),
                    "{body} {error}"
                );
            }
        }
    }
}

#[tokio::test]
async fn a_server_that_answers_an_earlier_page_is_an_error() {
    let info = r#"{"page":1,"total_pages":9}"#;
    let (client, transport) = playing([page(&[1], info), page(&[2], info)]);
    let error = client
        .secrets()
        .list()
        .items()
        .try_collect()
        .await
        .expect_err("page 1 again");
    assert!(matches!(error.kind(), ErrorKind::RepeatedPage), "{error}");
    assert_eq!(transport.requests().len(), 2);
}

#[tokio::test]
async fn the_first_page_is_asked_for_without_a_number() {
    let (client, transport) = playing([page(&[1], "null"), page(&[2], "null"), page(&[], "null")]);
    client
        .secrets()
        .list()
        .per_page(1)
        .items()
        .try_collect()
        .await
        .expect("all items");
    let requests = transport.requests();
    let queries: Vec<_> = requests.iter().map(|request| request.uri.query()).collect();
    assert_eq!(
        queries,
        [
            Some("per_page=1"),
            Some("per_page=1&page=2"),
            Some("per_page=1&page=3")
        ]
    );
}

#[tokio::test]
async fn a_list_can_begin_at_any_page() {
    let (client, transport) = playing([
        page(&[7], r#"{"total_count":9,"per_page":1}"#),
        page(&[], "null"),
    ]);
    client
        .secrets()
        .list()
        .page(7)
        .items()
        .try_collect()
        .await
        .expect("the rest");
    assert_eq!(transport.requests()[1].uri.query(), Some("page=8"));
}

#[tokio::test]
async fn max_items_ends_a_list_early() {
    for (limit, requests) in [(0, 0), (1, 1), (2, 1), (3, 2)] {
        let (client, transport) = playing([page(&[1, 2], "null"), page(&[3, 4], "null")]);
        let secrets = client
            .secrets()
            .list()
            .max_items(limit)
            .items()
            .try_collect()
            .await
            .expect("some items");
        assert_eq!(
            (secrets.len(), transport.requests().len()),
            (limit, requests),
            "{limit}"
        );
    }
}

#[tokio::test]
async fn pages_come_with_their_metadata() {
    let (client, _) = playing([page(&[1, 2], r#"{"total_count":2,"per_page":2}"#)]);
    let mut pages = client.secrets().list().pages();
    let first = pages.try_next().await.expect("a page").expect("one page");
    assert_eq!((first.items.len(), first.info.total_count), (2, Some(2)));
    assert_eq!(first.into_iter().count(), 2);
    assert!(pages.try_next().await.expect("the end").is_none());
}

#[tokio::test]
async fn a_checkpoint_goes_on_with_the_next_item() {
    let steps = || {
        [
            page(&[1, 2], r#"{"page":1,"total_pages":2}"#),
            page(&[3, 4], r#"{"page":2,"total_pages":2}"#),
        ]
    };
    for taken in 0_usize..=4 {
        let (client, _) = playing(steps());
        let mut items = client.secrets().list().items();
        for _ in 0..taken {
            items.try_next().await.expect("an item");
        }
        let stored: Checkpoint = items
            .checkpoint()
            .to_string()
            .parse()
            .expect("a checkpoint");
        assert_eq!(stored, items.checkpoint());
        let json = serde_json::to_value(&stored).expect("JSON");
        assert_eq!(json, *stored.to_string());
        assert_eq!(
            serde_json::from_value::<Checkpoint>(json).expect("a checkpoint"),
            stored
        );
        // The page that the checkpoint is on is asked for again.
        let (client, transport) = playing(steps().into_iter().skip(usize::from(taken >= 2)));
        let rest = client
            .secrets()
            .list()
            .resume(stored)
            .items()
            .try_collect()
            .await
            .expect("the rest");
        assert_eq!(
            ids(&rest),
            (1..=4).skip(taken).collect::<Vec<u32>>(),
            "{taken}: {:?}",
            transport.requests()
        );
    }
}

#[tokio::test]
async fn a_failed_page_ends_the_list_and_keeps_its_place() {
    let (client, _) = playing([page(&[1], "null"), status(403)]);
    let mut items = client.secrets().list().items();
    assert!(items.try_next().await.expect("an item").is_some());
    assert!(
        items
            .try_next()
            .await
            .expect_err("forbidden")
            .is_forbidden()
    );
    assert!(items.try_next().await.expect("the end").is_none());
    assert_eq!(items.checkpoint().to_string(), "0:page:2");
}

#[tokio::test]
async fn cursors_lead_from_page_to_page() {
    let asked = Mutex::new(Vec::new());
    let transport = crate::runtime::transport::MemoryTransport::new(move |request| {
        let query = request.uri().query().unwrap_or_default().to_owned();
        let body = match query.as_str() {
            "" => r#"{"data":[{"id":"1"}],"meta":{"next":"b c"}}"#,
            "cursor=b%20c" => r#"{"data":[{"id":"2"}],"meta":{"next":null}}"#,
            _ => "{}",
        };
        asked.lock().expect("a list").push(query);
        Ok(http::Response::new(body.into()))
    });
    let client = client(transport.clone());
    let secrets = client
        .secrets()
        .list()
        .by_cursor()
        .items()
        .try_collect()
        .await
        .expect("all items");
    assert_eq!((ids(&secrets), transport.requests().len()), (vec![1, 2], 2));
}

#[tokio::test]
async fn what_a_limit_cuts_off_comes_when_going_on() {
    let info = r#"{"total_pages":2}"#;
    for most in 1..6 {
        let pages = || {
            [
                page(&[1, 2, 3], info),
                page(&[4, 5], r#"{"page":2,"total_pages":2}"#),
            ]
        };
        let (client, _) = playing(pages());
        let mut items = client.secrets().list().max_items(most).items();
        let mut found = Vec::new();
        while let Some(item) = items.try_next().await.expect("an item") {
            found.push(item);
        }
        let checkpoint = items.checkpoint();
        let (client, _) = playing(pages().into_iter().skip(usize::from(most >= 3)));
        let rest = client.secrets().list().resume(checkpoint.clone()).items();
        found.extend(rest.try_collect().await.expect("the rest"));
        assert_eq!(ids(&found), [1, 2, 3, 4, 5], "{most}: {checkpoint}");

        let (client, _) = playing(pages());
        let mut list = client.secrets().list().max_items(most).pages();
        while list.try_next().await.expect("a page").is_some() {}
        assert_eq!(list.checkpoint(), checkpoint);
    }
}

#[tokio::test]
async fn a_server_that_alternates_is_an_error() {
    let pages = (0..10).map(|number| page(&[number % 3 + 1], "null"));
    let (client, transport) = playing(pages);
    let all = client.secrets().list().items().try_collect().await;
    let error = all.expect_err("the first page again");
    assert!(matches!(error.kind(), ErrorKind::RepeatedPage), "{error}");
    assert_eq!(transport.requests().len(), 4);
}

#[tokio::test]
async fn the_last_number_is_the_last_page() {
    const HUGE: &str = r#"{"per_page":18446744073709551615,"total_count":5000}"#;
    for (number, info, requests) in [
        (u64::MAX, "null", 1),
        (u64::MAX, r#"{"per_page":9,"total_count":5000}"#, 1),
        (u64::MAX, HUGE, 1),
        (2, HUGE, 2),
    ] {
        let (client, transport) = playing([page(&[1], info), page(&[], info)]);
        let items = client.secrets().list().page(number).items();
        let secrets = items.try_collect().await.expect("all items");
        let came = (ids(&secrets), transport.requests().len());
        assert_eq!(came, (vec![1], requests), "{number} {info}");
    }
}
