//! Creating at most once.

use std::future::IntoFuture as _;

use crate::runtime::ensure::ensure;
use crate::runtime::{Outcome, Result};
use crate::sample::{NewSecret, Secret};
use crate::scripted::{Step, answer, lost, ok, playing, refused, status, unsent};

const CREATED: &str = r#"{"id":"new"}"#;
const LISTED: &str = r#"[{"id":"other"},{"id":"new"}]"#;
const NOT_THERE: &str = r#"[{"id":"other"}]"#;

/// The result, and how many requests it took. `steps` are those after the look at what is there before.
async fn ensured(before: &str, steps: Vec<Step>) -> (Result<Secret>, usize) {
    let end = (before == NOT_THERE).then(|| ok("[]"));
    let first = [ok(before)].into_iter().chain(end);
    let (client, transport) = playing(first.chain(steps));
    let secrets = client.secrets();
    let secret = NewSecret {
        name: "new".into(),
        value: "v".into(),
    };
    let create = secrets.create(secret).into_future();
    let create = Box::pin(async move { create.await.map(|created| vec![created]) });
    let (before, after) = (secrets.list().items(), secrets.list().items());
    let result = ensure(before, create, after, |it| it.id == *"new").await;
    (result, transport.requests().len())
}

#[tokio::test(start_paused = true)]
async fn an_open_outcome_is_looked_up() {
    for (before, steps, requests) in [
        ("[]", vec![ok(CREATED)], 2),
        (NOT_THERE, vec![ok(CREATED)], 3),
        ("[]", vec![lost(), ok(LISTED)], 3),
        (NOT_THERE, vec![lost(), ok(LISTED)], 4),
        ("[]", vec![status(502), ok(LISTED)], 3),
        // It worked, but the answer is of no use.
        ("[]", vec![answer(200, &[], "{"), ok(LISTED)], 3),
        // What it says it made is something else.
        ("[]", vec![ok(r#"{"id":"other"}"#), ok(LISTED)], 3),
        // Surely not sent: that is repeated, and not looked up.
        ("[]", vec![unsent(), ok(CREATED)], 3),
        // The look-up is repeated as every read is.
        ("[]", vec![lost(), status(503), ok(LISTED)], 4),
    ] {
        let (result, sent) = ensured(before, steps).await;
        assert_eq!(result.expect("a secret").id, *"new");
        assert_eq!(sent, requests);
    }
}

#[tokio::test(start_paused = true)]
async fn the_error_is_that_of_the_creation() {
    for (before, steps, outcome, requests) in [
        // Nothing can have been created, so nothing is looked up.
        ("[]", vec![refused(400, 1, "no")], Outcome::Rejected, 2),
        ("[]", vec![refused(409, 1, "exists")], Outcome::Rejected, 2),
        // Not found: it may still arrive.
        ("[]", vec![lost(), ok("[]")], Outcome::Unknown, 3),
        (
            "[]",
            vec![lost(), ok(NOT_THERE), ok("[]")],
            Outcome::Unknown,
            4,
        ),
        ("[]", vec![lost(), status(403)], Outcome::Unknown, 3),
        (
            "[]",
            vec![answer(200, &[], "{"), ok("[]")],
            Outcome::Applied,
            3,
        ),
        (
            "[]",
            vec![answer(200, &[], "<p>"), ok("[]")],
            Outcome::Unknown,
            3,
        ),
        // What was there before is not what was to be created.
        (
            LISTED,
            vec![refused(409, 1, "exists")],
            Outcome::Rejected,
            2,
        ),
        (LISTED, vec![lost()], Outcome::Unknown, 2),
        (LISTED, vec![status(502)], Outcome::Unknown, 2),
    ] {
        let (result, sent) = ensured(before, steps).await;
        let error = result.expect_err("no secret");
        assert_eq!((error.outcome(), sent), (outcome, requests), "{error}");
        assert_eq!(error.operation(), "secrets.create");
    }
}

#[tokio::test(start_paused = true)]
async fn nothing_is_created_where_nobody_could_look() {
    let (client, transport) = playing([lost(), lost(), lost()]);
    let secrets = client.secrets();
    let lists = [(); 2].map(|()| secrets.list().items());
    let [before, after] = lists;
    let create = Box::pin(async { Ok(Vec::new()) });
    let found = ensure(before, create, after, |it: &Secret| it.id == *"new").await;
    let error = found.expect_err("no list");
    assert_eq!(
        (error.outcome(), error.operation()),
        (Outcome::NotSent, "secrets.list")
    );
    assert_eq!(transport.requests().len(), 3);
}

#[tokio::test]
async fn an_answer_that_names_nothing_is_looked_up() {
    let (client, _) = playing([ok("[]"), ok(LISTED)]);
    let lists = [(); 2].map(|()| client.secrets().list().items());
    let [before, after] = lists;
    let create = Box::pin(async { Ok(Vec::new()) });
    let found = ensure(before, create, after, |it: &Secret| it.id == *"new").await;
    assert_eq!(found.expect("a secret").id, *"new");
}
