//! Creating at most once.

use std::future::IntoFuture as _;

use crate::runtime::ensure::{ensure, or_find};
use crate::runtime::{Error, ErrorKind, Outcome, Result};
use crate::sample::{NewSecret, Secret};
use crate::scripted::{Step, answer, lost, ok, playing, refused, status, unsent};

const CREATED: &str = r#"{"id":"new"}"#;
const LISTED: &str = r#"[{"id":"other"},{"id":"new"}]"#;

/// The result, and how many requests it took.
async fn ensured(steps: Vec<Step>) -> (Result<Secret>, usize) {
    let (client, transport) = playing(steps);
    let secrets = client.secrets();
    let secret = NewSecret {
        name: "new".into(),
        value: "v".into(),
    };
    let create = secrets.create(secret).into_future();
    let create = Box::pin(async move { create.await.map(|created| vec![created]) });
    let result = ensure(create, secrets.list().items(), |it| it.id == *"new").await;
    (result, transport.requests().len())
}

#[tokio::test(start_paused = true)]
async fn an_open_outcome_is_looked_up() {
    for (steps, requests) in [
        (vec![ok(CREATED)], 1),
        (vec![lost(), ok(LISTED)], 2),
        (vec![status(502), ok(LISTED)], 2),
        // It worked, but the answer is of no use.
        (vec![answer(200, &[], "{"), ok(LISTED)], 2),
        // Surely not sent: that is repeated, and not looked up.
        (vec![unsent(), ok(CREATED)], 2),
        // The look-up is repeated as every read is.
        (vec![lost(), status(503), ok(LISTED)], 3),
    ] {
        let (result, sent) = ensured(steps).await;
        assert_eq!(result.expect("a secret").id, *"new");
        assert_eq!(sent, requests);
    }
}

#[tokio::test(start_paused = true)]
async fn the_error_is_that_of_the_creation() {
    for (steps, outcome, requests) in [
        // Nothing can have been created, so nothing is looked up.
        (vec![refused(400, 1, "no")], Outcome::Rejected, 1),
        (vec![refused(409, 1, "exists")], Outcome::Rejected, 1),
        // Not found: it may still arrive.
        (vec![lost(), ok("[]")], Outcome::Unknown, 2),
        (
            vec![lost(), ok(r#"[{"id":"other"}]"#), ok("[]")],
            Outcome::Unknown,
            3,
        ),
        (vec![lost(), status(403)], Outcome::Unknown, 2),
        (vec![answer(200, &[], "{"), ok("[]")], Outcome::Applied, 2),
    ] {
        let (result, sent) = ensured(steps).await;
        let error = result.expect_err("no secret");
        assert_eq!((error.outcome(), sent), (outcome, requests), "{error}");
        assert_eq!(error.operation(), "secrets.create");
    }
}

#[tokio::test]
async fn an_answer_that_names_nothing_is_looked_up() {
    let (client, _) = playing([ok(LISTED)]);
    let items = client.secrets().list().items();
    let found = ensure(Box::pin(async { Ok(Vec::new()) }), items, |it: &Secret| {
        it.id == *"new"
    });
    assert_eq!(found.await.expect("a secret").id, *"new");
}

#[tokio::test]
async fn looking_up_is_left_to_the_caller_where_there_is_no_list() {
    let unknown = || Error::new(ErrorKind::Transport).with_outcome(Outcome::Unknown);
    let create = Box::pin(async move { Err(unknown()) });
    let found = or_find(create, || Box::pin(async { Ok(Some(7)) })).await;
    assert_eq!(found.expect("a number"), 7);
}
