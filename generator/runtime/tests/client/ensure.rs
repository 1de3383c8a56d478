//! Creating at most once.

use crate::runtime::{BoxFuture, Client, Ensure, Outcome, Result, RetryPolicy};
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
    let result = ensure(&client, |created| vec![created]).await;
    (result, transport.requests().len())
}

/// Creates something that is called `new`; `made` is what of the answer counts.
fn ensure(client: &Client, made: fn(Secret) -> Vec<Secret>) -> Ensure<Secret> {
    let secrets = client.secrets();
    let mut request = secrets.create(NewSecret {
        name: "new".into(),
        value: "v".into(),
    });
    let lists = [(); 2].map(|()| secrets.list().items());
    let call = request.call.clone();
    let create = move |call| {
        request.call = call;
        Box::pin(async move { Ok(request.send().await?.map(made)) }) as BoxFuture<_>
    };
    Ensure::new(call, lists, create, |it| it.id == *"new")
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
    let found = ensure(&client, |created| vec![created]).await;
    let error = found.expect_err("no list");
    assert_eq!(
        (error.outcome(), error.operation()),
        (Outcome::NotSent, "secrets.list")
    );
    assert_eq!(transport.requests().len(), 3);
}

#[tokio::test]
async fn an_answer_that_names_nothing_is_looked_up() {
    let (client, _) = playing([ok("[]"), ok(CREATED), ok(LISTED)]);
    let found = ensure(&client, |_| Vec::new()).await;
    assert_eq!(found.expect("a secret").id, *"new");
}

#[tokio::test(start_paused = true)]
async fn retries_are_those_of_each_request() {
    for steps in [vec![status(503)], vec![ok("[]"), unsent()]] {
        let (client, transport) = playing(steps);
        let found = ensure(&client, |created| vec![created]);
        let found = found.retry(RetryPolicy::none()).header("x-once", "1").await;
        assert_eq!(found.expect_err("one attempt").attempts(), 1);
        for request in transport.requests() {
            let is_there = request.headers.contains_key("x-once");
            assert_eq!(is_there, request.method == http::Method::POST);
        }
    }
}
