//! Many items in several requests, and creating at most once.

use std::time::Duration;

use client_tests::{Answer, Server};
use cloudflare_secrets_store::{Error, NewSecret, Outcome, RetryPolicy, Scope};

use crate::{client, playing, store};

fn new(name: &str) -> NewSecret {
    NewSecret::new(name, "value", [Scope::Workers])
}

/// The secrets that a create asks for, as the service answers them.
fn created(names: &[&str]) -> String {
    let secrets: Vec<String> = names
        .iter()
        .map(|name| {
            format!(
                r#"{{"id":"id-{name}","name":"{name}","store_id":"s","status":"pending","created":"2023-09-21T18:56:32Z","modified":"2023-09-21T18:56:32Z"}}"#
            )
        })
        .collect();
    format!("[{}]", secrets.join(","))
}

/// The names in the body of a create.
fn names(body: &str) -> Vec<String> {
    let body: serde_json::Value = serde_json::from_str(body).expect("JSON");
    let items = body.as_array().expect("a list");
    items
        .iter()
        .map(|it| it["name"].as_str().expect("a name").to_owned())
        .collect()
}

#[tokio::test]
async fn create_all_splits_and_keeps_the_order() {
    let server = Server::answering(|request| {
        let names = names(request.text());
        if names.iter().any(|it| it == "bad") {
            return Answer::failure(400, 1001, "secret_name_empty");
        }
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        Answer::result(&created(&names))
    })
    .await;
    let secrets = store(&client(&server)).secrets();
    let items = ["a", "b", "c", "bad", "d"].map(new);
    let report = secrets.create_all(items).chunk_size(2).await;
    let requests = server.requests();
    let mut sizes: Vec<usize> = requests.iter().map(|it| names(it.text()).len()).collect();
    sizes.sort_unstable();
    assert_eq!(sizes, [1, 2, 2]);
    let got: Vec<&str> = report
        .succeeded()
        .map(|(_, secret)| secret.name.as_str())
        .collect();
    assert_eq!(got, ["a", "b", "d"]);
    let lost: Vec<&str> = report
        .failed()
        .map(|(item, _)| item.name.as_str())
        .collect();
    assert_eq!(lost, ["c", "bad"]);
    assert!(
        report
            .failed()
            .all(|(_, error)| error.slug() == Some("secret_name_empty"))
    );
}

#[tokio::test]
async fn create_all_tells_answers_apart_by_their_names() {
    for (answered, expected) in [
        (["a", "b", "c"], vec!["a", "b", "c"]),
        (["c", "a", "b"], vec!["a", "b", "c"]),
        (["b", "c", "a"], vec!["a", "b", "c"]),
        // Not theirs.
        (["a", "b", "x"], vec![]),
        (["a", "b", "b"], vec![]),
    ] {
        let (_server, secrets) = playing([Answer::result(&created(&answered))]).await;
        let report = secrets.create_all(["a", "b", "c"].map(new)).await;
        let pairs = report.succeeded();
        let got: Vec<_> = pairs.map(|(item, it)| (&*item.name, &*it.name)).collect();
        let expected: Vec<_> = expected.into_iter().map(|it| (it, it)).collect();
        assert_eq!(got, expected, "{answered:?}");
        for (_, error) in report.failed() {
            assert_eq!(error.outcome(), Outcome::Applied, "{error}");
            assert!(says_where(error), "{error:?}");
        }
    }
}

/// Whether an error of an answer to a create has all that is known of it.
fn says_where(error: &Error) -> bool {
    let is_whole = error.headers().is_some() && error.attempts() == 1 && error.is_decode();
    let status = error.status().map(|it| it.as_u16());
    is_whole && error.operation() == "secrets.create" && status == Some(200)
}

#[tokio::test]
async fn what_breaks_a_limit_says_of_which_operation() {
    let (_server, secrets) = playing([]).await;
    let large = NewSecret::new("a", "v".repeat(65_537), [Scope::Workers]);
    let report = secrets.create_all([large]).await;
    let errors: Vec<String> = report.failed().map(|(_, it)| it.to_string()).collect();
    assert_eq!(errors.len(), 1);
    assert!(errors[0].starts_with("secrets.create: "), "{errors:?}");
}

#[tokio::test]
async fn delete_all_sends_every_identifier_once() {
    let server =
        Server::answering(|_| Answer::json(202, r#"{"success":true,"result":null}"#)).await;
    let secrets = store(&client(&server)).secrets();
    let ids: Vec<String> = (0..250).map(|it| format!("id-{it}")).collect();
    let report = secrets.delete_all(ids.clone()).await;
    assert!(report.is_complete());
    let mut sent: Vec<String> = Vec::new();
    for request in server.requests() {
        assert_eq!(request.method, "DELETE");
        let body: serde_json::Value = serde_json::from_str(request.text()).expect("JSON");
        let list = body["ids"].as_array().expect("ids");
        assert!(list.len() <= 100);
        sent.extend(list.iter().map(|it| it.as_str().expect("text").to_owned()));
    }
    sent.sort();
    let mut wanted = ids;
    wanted.sort();
    assert_eq!(sent, wanted);
    assert_eq!(server.requests().len(), 3);
}

#[tokio::test]
async fn nothing_to_create_is_no_request() {
    let (server, secrets) = playing([]).await;
    assert!(secrets.create_all([]).await.is_complete());
    assert_eq!(server.requests().len(), 0);
}

#[tokio::test]
async fn ensure_creates() {
    let nothing = Answer::result("[]");
    let (server, secrets) = playing([nothing, Answer::result(&created(&["A"]))]).await;
    let secret = secrets.ensure(new("A")).await.expect("created");
    assert_eq!(secret.name, "A");
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn ensure_looks_up_what_an_answer_did_not_say() {
    let lost = Answer::hang_up();
    let found = Answer::result(&created(&["AA", "A"]));
    let (server, secrets) = playing([Answer::result("[]"), lost, found]).await;
    let secret = secrets.ensure(new("A")).await.expect("found");
    assert_eq!(secret.id.as_str(), "id-A");
    let requests = server.requests();
    let methods: Vec<&str> = requests.iter().map(|it| it.method.as_str()).collect();
    assert_eq!(methods, ["GET", "POST", "GET"]);
    assert_eq!(requests[2].query(), "search=A");
}

#[tokio::test]
async fn ensure_does_not_take_what_was_there_before() {
    let before = Answer::result(&created(&["A"]));
    let (server, secrets) = playing([before, Answer::hang_up()]).await;
    let error = secrets.ensure(new("A")).await.expect_err("another one");
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn ensure_says_unknown_if_there_is_nothing_to_find() {
    let (server, secrets) = playing([
        Answer::result("[]"),
        Answer::hang_up(),
        Answer::result("[]"),
    ])
    .await;
    let error = secrets.ensure(new("A")).await.expect_err("lost");
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert_eq!(server.requests().len(), 3);
}

#[tokio::test]
async fn ensure_does_not_look_after_a_clear_answer() {
    let refused = Answer::failure(400, 1001, "secret_name_empty");
    let (server, secrets) = playing([Answer::result("[]"), refused]).await;
    let error = secrets.ensure(new("A")).await.expect_err("refused");
    assert_eq!(error.slug(), Some("secret_name_empty"));
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn ensure_says_which_answer_names_something_else() {
    let [nothing, created] = ["[]".to_owned(), created(&["B"])].map(|it| Answer::result(&it));
    let (server, secrets) = playing([nothing.clone(), created, nothing]).await;
    let error = secrets.ensure(new("A")).await.expect_err("another one");
    assert_eq!(error.outcome(), Outcome::Applied);
    assert!(says_where(&error), "{error:?}");
    assert_eq!(server.requests().len(), 3);
}

#[tokio::test]
async fn options_are_those_of_each_request() {
    let server =
        Server::answering(|request| Answer::result(&created(&[&names(request.text())[0]]))).await;
    let secrets = store(&client(&server)).secrets();
    let large = NewSecret::new("c", "v".repeat(65_537), [Scope::Workers]);
    let report = secrets
        .create_all([new("a"), new("b"), large])
        .chunk_size(1)
        .header("x-own", "1")
        .query_pair("dry", "yes")
        .skip_validation()
        .await;
    assert!(report.is_complete(), "{report:?}");
    let requests = server.requests();
    assert_eq!(requests.len(), 3);
    for request in requests {
        assert_eq!(
            (request.header("x-own"), request.query()),
            (Some("1"), "dry=yes")
        );
    }
    let report = secrets
        .delete_all(["a", "b"])
        .retry(RetryPolicy::none())
        .header("host", "x")
        .await;
    assert!(report.failed().all(|(_, error)| error.is_validation()));
    assert_eq!(server.requests().len(), 3);
}

#[tokio::test]
async fn ensure_takes_the_options_of_requests() {
    let lost = Answer::hang_up();
    let found = Answer::result(&created(&["A"]));
    let (server, secrets) = playing([Answer::result("[]"), lost, found]).await;
    let ensure = secrets
        .ensure(new("A"))
        .query_pair("dry", "yes")
        .header("x-own", "1");
    let secret = ensure.await.expect("found");
    assert_eq!(secret.id.as_str(), "id-A");
    let requests = server.requests();
    let own: Vec<_> = requests
        .iter()
        .map(|it| (it.header("x-own"), it.query()))
        .collect();
    let search = (None, "search=A");
    assert_eq!(own, [search, (Some("1"), "dry=yes"), search]);
    let late = secrets.ensure(new("A")).total_timeout(Duration::ZERO).await;
    assert!(late.expect_err("no time").is_timeout());
    assert_eq!(server.requests().len(), 3);
}
