//! What is sent again, and what is not.

use std::time::Duration;

use client_tests::answers::{ACCOUNT, SECRET_ID};
use client_tests::{Answer, Server, answers};
use cloudflare_secrets_store::{Client, NewSecret, NewStore, Outcome, Result, RetryPolicy};

use crate::operations::CASES;
use crate::{client, playing, store};

/// The statuses that often get better by themselves.
const TRANSIENT: [u16; 12] = [408, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 530];

#[tokio::test]
async fn transient_failures_are_tried_again_except_for_creations() {
    for status in TRANSIENT {
        for case in CASES {
            let server = Server::playing([Answer::empty(status), case.answer()]).await;
            let ended = (case.call)(client(&server)).await;
            let again = case.method != "POST" || status == 429;
            assert_eq!(ended.is_ok(), again, "{} {status}: {ended:?}", case.id);
            assert_eq!(server.requests().len(), 1 + usize::from(again));
        }
    }
}

#[tokio::test]
async fn final_failures_are_not_tried_again() {
    for status in [400, 401, 403, 404, 405, 409, 410, 422, 501, 505] {
        for case in CASES {
            let server = Server::playing([Answer::empty(status), case.answer()]).await;
            let ended = (case.call)(client(&server)).await;
            assert!(ended.is_err(), "{} {status}", case.id);
            assert_eq!(server.requests().len(), 1, "{} {status}", case.id);
        }
    }
}

#[tokio::test]
async fn lost_connections_are_tried_again_except_for_creations() {
    for case in CASES {
        let server = Server::playing([Answer::hang_up(), case.answer()]).await;
        let ended = (case.call)(client(&server)).await;
        assert_eq!(
            ended.is_ok(),
            case.method != "POST",
            "{}: {ended:?}",
            case.id
        );
        if let Err(error) = ended {
            assert_eq!(error.outcome(), Outcome::Unknown, "{error:?}");
        }
    }
}

#[tokio::test]
async fn answers_that_break_off_are_asked_for_again_except_for_creations() {
    for case in CASES {
        let broken = case.answer().breaking_off();
        for broken in [broken.clone(), broken.old()] {
            let server = Server::playing([broken, case.answer().old()]).await;
            let ended = (case.call)(client(&server)).await;
            let again = case.method != "POST";
            assert_eq!(ended.is_ok(), again, "{}: {ended:?}", case.id);
            assert_eq!(server.requests().len(), 1 + usize::from(again));
        }
    }
}

#[tokio::test]
async fn a_request_is_the_same_each_time() {
    let busy = || Answer::empty(503);
    for case in CASES.iter().filter(|case| case.method != "POST") {
        let server = Server::playing([busy(), busy(), case.answer()]).await;
        (case.call)(client(&server)).await.expect(case.id);
        let requests = server.requests();
        assert_eq!(requests.len(), 3);
        for request in &requests[1..] {
            assert_eq!(format!("{request:?}"), format!("{:?}", requests[0]));
        }
    }
}

#[tokio::test]
async fn three_attempts_are_enough() {
    let (server, secrets) = playing(vec![Answer::failure(503, 1, "busy"); 9]).await;
    let error = secrets.get(SECRET_ID).await.expect_err("busy");
    assert!(error.is_server_error());
    assert_eq!((error.attempts(), error.outcome()), (3, Outcome::Unknown));
    assert_eq!(server.requests().len(), 3);
    let policy = RetryPolicy::standard()
        .max_retries(4)
        .initial_backoff(Duration::ZERO);
    let error = secrets
        .get(SECRET_ID)
        .retry(policy)
        .await
        .expect_err("busy");
    assert_eq!(error.attempts(), 5);
    let error = secrets.get(SECRET_ID).retry(RetryPolicy::none()).await;
    assert_eq!(error.expect_err("busy").attempts(), 1);
    assert_eq!(server.requests().len(), 9);
}

#[tokio::test]
async fn the_server_decides_when_to_come_back() {
    for header in ["retry-after", "retry-after-ms"] {
        let busy = Answer::failure(429, 971, "Please wait").header(header, "0");
        let (server, secrets) = playing([busy, Answer::json(200, answers::SECRET)]).await;
        let response = secrets.get(SECRET_ID).send().await.expect("a secret");
        assert_eq!(response.attempts(), 2);
        assert_eq!(server.requests().len(), 2);
    }
}

#[tokio::test]
async fn the_server_may_ask_for_more_time_than_there_is() {
    let locked = Answer::failure(429, 971, "Please wait").header("retry-after", "300");
    let (server, secrets) = playing([locked]).await;
    let error = secrets.get(SECRET_ID).await.expect_err("locked out");
    assert!(error.is_rate_limited());
    assert_eq!(error.retry_after().map(|wait| wait.as_secs()), Some(300));
    assert!(
        error.to_string().ends_with("[retry after 300 s]"),
        "{error}"
    );
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn the_server_may_say_whether_to_come_back() {
    let busy = |wish| Answer::empty(503).header("x-should-retry", wish);
    let (server, secrets) = playing([busy("false")]).await;
    assert!(secrets.get(SECRET_ID).await.is_err());
    assert_eq!(server.requests().len(), 1);
    let odd = Answer::empty(418).header("x-should-retry", "true");
    let (server, secrets) = playing([odd, Answer::json(200, answers::SECRET)]).await;
    assert!(secrets.get(SECRET_ID).await.is_ok());
    assert_eq!(server.requests().len(), 2);
    // No server makes a creation repeatable.
    let (server, secrets) = playing([busy("true"), Answer::json(200, answers::SECRETS)]).await;
    let create = secrets.create([NewSecret::new("A", "B", ["workers"])]);
    assert!(create.await.is_err());
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn a_delete_that_finds_nothing_after_a_lost_one_has_worked() {
    let gone = || Answer::failure(404, 1001, "secret_not_found");
    let (server, secrets) = playing([Answer::hang_up(), gone()]).await;
    let response = secrets.delete(SECRET_ID).send().await.expect("a deletion");
    assert!(response.was_already_gone());
    assert_eq!((response.status().as_u16(), response.attempts()), (404, 2));
    assert_eq!(server.requests().len(), 2);
    // The first attempt did nothing: there was no such secret.
    let limited = Answer::empty(429).header("retry-after", "0");
    let (_server, secrets) = playing([limited, gone()]).await;
    let error = secrets.delete(SECRET_ID).await.expect_err("no such secret");
    assert!(error.is_not_found(), "{error:?}");
}

#[tokio::test]
async fn a_delete_of_many_that_misses_one_has_not_worked() {
    let gone = || Answer::failure(404, 1001, "secret_not_found");
    let (server, secrets) = playing([Answer::hang_up(), gone()]).await;
    let error = secrets.delete_many([SECRET_ID, "other"]).await;
    let error = error.expect_err("one of them is missing");
    assert!(error.is_not_found(), "{error:?}");
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn creations_are_sent_once() {
    async fn create(client: &Client, case: usize) -> Result<()> {
        let secrets = store(client).secrets();
        let stores = client.account(ACCOUNT).stores();
        match case {
            0 => stores.create(NewStore::new("a")).await.map(drop),
            1 => secrets
                .create([NewSecret::new("A", "B", ["workers"])])
                .await
                .map(drop),
            _ => secrets
                .duplicate(SECRET_ID, "COPY", ["workers"])
                .await
                .map(drop),
        }
    }
    for case in 0..3 {
        let server = Server::playing([Answer::failure(500, 1, "internal")]).await;
        let error = create(&client(&server), case).await.expect_err("a failure");
        assert_eq!((error.attempts(), error.outcome()), (1, Outcome::Unknown));
        assert_eq!(server.requests().len(), 1);
    }
}
