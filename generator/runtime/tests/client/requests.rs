//! What goes over the wire, and what comes back from it.

use crate::runtime::{Credentials, ErrorKind, Outcome};
use crate::sample::{NewSecret, Scope};
use crate::scripted::{answer, builder, ok, playing, script};

const SECRET: &str = r#"{"id":"a","scopes":["workers","new"],"surprise":1}"#;

fn new_secret() -> NewSecret {
    NewSecret {
        name: "K".into(),
        value: "v-canary".into(),
    }
}

#[tokio::test]
async fn a_result_is_decoded_with_its_metadata() {
    let (client, _) = playing([ok(SECRET)]);
    let response = client.secrets().get("a").send().await.expect("a response");
    assert_eq!(
        (
            response.status().as_u16(),
            response.attempts(),
            response.ray_id()
        ),
        (200, 1, Some("ray-1"))
    );
    let secret = response.into_inner();
    assert_eq!((secret.id.as_str(), secret.comment), ("a", None));
    assert_eq!(secret.scopes, [Scope::Workers, Scope::from("new")]);
}

#[tokio::test]
async fn nothing_is_sent_that_was_not_set() {
    let (client, transport) = playing([ok("[]")]);
    client.secrets().list().await.expect("a page");
    let request = &transport.requests()[0];
    assert_eq!(
        request.uri,
        "https://api.example.com/client/v4/stores/s1/secrets"
    );
    let mut names: Vec<_> = request
        .headers
        .keys()
        .map(http::HeaderName::as_str)
        .collect();
    names.sort_unstable();
    assert_eq!(names, ["accept", "authorization", "user-agent"]);
    assert!(request.body.is_empty());
}

#[tokio::test]
async fn query_keeps_the_order_of_calls_and_repeats_keys() {
    let (client, transport) = playing([ok("[]")]);
    let list = client
        .secrets()
        .list()
        .per_page(1)
        .scopes(["workers", "a b"])
        .per_page(50)
        .query_pair("x", "&");
    list.await.expect("a page");
    assert_eq!(
        transport.requests()[0].uri.query(),
        Some("per_page=50&scopes=workers&scopes=a%20b&x=%26")
    );
}

#[tokio::test]
async fn json_bodies_carry_exposed_secrets() {
    let (client, transport) = playing([ok(SECRET)]);
    client
        .secrets()
        .create(new_secret())
        .await
        .expect("a secret");
    let request = &transport.requests()[0];
    assert_eq!(request.body, r#"{"name":"K","value":"v-canary"}"#);
    assert_eq!(request.headers["content-type"], "application/json");
}

#[tokio::test]
async fn one_kind_of_credentials_is_sent_and_marked_sensitive() {
    let transport = script([ok(SECRET)]);
    let keys = Credentials::api_key("me@example.com", " key ");
    let client = builder(transport.clone())
        .credentials(keys)
        .build()
        .expect("a client");
    client.secrets().get("a").await.expect("a secret");
    let headers = &transport.requests()[0].headers;
    assert_eq!(headers["x-auth-key"], "key");
    assert!(headers["x-auth-key"].is_sensitive() && headers["x-auth-email"].is_sensitive());
    assert!(!headers.contains_key("authorization"));
}

#[tokio::test]
async fn operations_without_security_get_no_credentials() {
    let (client, transport) = playing([answer(200, &[], "{}")]);
    client.secrets().ping().await.expect("a value");
    assert!(
        !transport.requests()[0]
            .headers
            .contains_key("authorization")
    );
}

#[tokio::test]
async fn credentials_that_do_not_fit_are_not_sent() {
    let transport = script([]);
    let half = Credentials::new([("api_email", "me@example.com".into())]);
    let client = builder(transport.clone())
        .credentials(half)
        .build()
        .expect("a client");
    let error = client.secrets().get("a").await.expect_err("no credentials");
    assert!(
        error
            .to_string()
            .contains("api_email with api_key, or api_token"),
        "{error}"
    );
    assert_eq!(
        (error.outcome(), transport.requests().len()),
        (Outcome::NotSent, 0)
    );
}

#[tokio::test]
async fn reserved_headers_are_refused() {
    for name in [
        "accept",
        "authorization",
        "Authorization",
        "connection",
        "content-length",
        "content-type",
        "expect",
        "host",
        "keep-alive",
        "proxy-authorization",
        "proxy-connection",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
        "user-agent",
        "x-auth-email",
        "x-auth-key",
        "X-Auth-Key",
    ] {
        let (client, transport) = playing([]);
        let operation = client.secrets().get("a").header(name, "x").await.map(drop);
        let request = client.request(http::Method::GET, "/a").header(name, "x");
        let unknown = request.await.map(drop);
        for error in [operation, unknown].map(|result| result.expect_err(name)) {
            assert!(error.is_validation(), "{name}: {error}");
        }
        assert_eq!(transport.requests().len(), 0);
    }
}

#[tokio::test]
async fn other_headers_are_added_and_replace_no_other() {
    let (client, transport) = playing([ok(SECRET)]);
    let request = client.secrets().get("a").header("x-trace", "1");
    request.header("x-trace", "2").await.expect("a secret");
    let headers = &transport.requests()[0].headers;
    assert_eq!(headers["x-trace"], "2");
    assert_eq!(headers["authorization"], "Bearer token-canary");
    assert_eq!(headers.len(), 4);
}

#[tokio::test]
async fn unsafe_identifiers_are_never_sent() {
    for id in ["", ".", "..", "%2e%2e", "a/b", "a?b", "a b", "a\n"] {
        let (client, transport) = playing([]);
        let error = client
            .secrets()
            .delete(id)
            .skip_validation()
            .await
            .expect_err(id);
        assert!(error.is_validation(), "{id}: {error}");
        assert_eq!(
            (error.outcome(), error.operation()),
            (Outcome::NotSent, "secrets.delete")
        );
        assert_eq!(transport.requests().len(), 0);
    }
}

#[tokio::test]
async fn broken_constraints_are_found_before_sending() {
    let (client, transport) = playing([]);
    let too_long = NewSecret {
        value: "x".repeat(17).into(),
        ..new_secret()
    };
    let errors = [
        client.secrets().create_one(&too_long).await,
        client.secrets().create(too_long).await,
    ];
    for error in errors {
        let error = error.expect_err("too long");
        assert!(
            matches!(error.kind(), ErrorKind::Validation(invalid) if invalid.field == "value"),
            "{error:?}"
        );
    }
    assert!(
        client
            .secrets()
            .list()
            .per_page(101)
            .await
            .expect_err("too many")
            .is_validation()
    );
    assert_eq!(transport.requests().len(), 0);
}

#[tokio::test]
async fn skipped_validation_lets_the_server_decide() {
    let (client, transport) = playing([ok(SECRET), ok(SECRET), ok("[]")]);
    let too_long = NewSecret {
        value: "x".repeat(17).into(),
        ..new_secret()
    };
    // Its body is checked before anybody says so.
    let one = client.secrets().create_one(&too_long).skip_validation();
    one.await.expect("a secret");
    client
        .secrets()
        .create(too_long)
        .skip_validation()
        .await
        .expect("a secret");
    client
        .secrets()
        .list()
        .per_page(101)
        .skip_validation()
        .await
        .expect("a page");
    assert_eq!(transport.requests().len(), 3);
}

#[tokio::test]
async fn deletes_accept_every_body_of_a_success() {
    let bodies = [
        "",
        "null",
        "{}",
        r#"{"success":true,"result":null}"#,
        r#"{"result":{"id":1}}"#,
    ];
    for (status, body) in [200, 202, 204]
        .into_iter()
        .flat_map(|status| bodies.map(|body| (status, body)))
    {
        let (client, _) = playing([answer(status, &[], body)]);
        client
            .secrets()
            .delete("a")
            .await
            .unwrap_or_else(|error| panic!("{status} {body}: {error}"));
    }
}

#[tokio::test]
async fn an_undocumented_success_is_decoded_like_the_documented_one() {
    let (client, _) = playing([answer(203, &[], format!(r#"{{"result":{SECRET}}}"#))]);
    assert_eq!(client.secrets().get("a").await.expect("a secret").id, *"a");
}

#[tokio::test]
async fn unknown_operations_are_reached_by_raw_requests() {
    let (client, transport) = playing([answer(200, &[], r#"{"success":true,"result":7}"#)]);
    let request = client
        .request(http::Method::PUT, "/any/where")
        .query("a", "b c")
        .json(&[1]);
    assert_eq!(request.await.expect("a value")["result"], 7);
    let sent = &transport.requests()[0];
    assert_eq!(
        sent.uri,
        "https://api.example.com/client/v4/any/where?a=b%20c"
    );
    assert_eq!(sent.headers["authorization"], "Bearer token-canary");
    assert_eq!(sent.body, "[1]");
}

#[tokio::test]
async fn raw_requests_may_end_in_a_slash() {
    for path in ["/", "/a/", "/a/b"] {
        let (client, transport) = playing([ok("1")]);
        let sent = client.request(http::Method::GET, path).await;
        sent.expect("an answer");
        assert!(transport.requests()[0].uri.path().ends_with(path), "{path}");
    }
}

#[tokio::test]
async fn raw_requests_cannot_leave_the_base_path() {
    for path in [
        "x",
        "/..",
        "/a/../b",
        "/a/%2e%2e/b",
        "/a?b",
        "/a#b",
        "//host",
        "//",
        "/a//",
        "",
    ] {
        let (client, transport) = playing([]);
        let error = client
            .request(http::Method::GET, path)
            .await
            .expect_err(path);
        assert!(error.is_validation(), "{path}: {error}");
        assert_eq!(transport.requests().len(), 0);
    }
}

#[tokio::test]
async fn drift_is_reported_and_strict_clients_fail_on_it() {
    let seen = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    let sink = seen.clone();
    let watching = builder(script([ok(SECRET)]))
        .on_drift(move |drift| sink.lock().expect("a list").push(drift.to_string()));
    watching
        .build()
        .expect("a client")
        .secrets()
        .get("a")
        .await
        .expect("a secret");
    let seen = seen.lock().expect("a list").join("; ");
    assert!(
        seen.contains("result.scopes[1]") && seen.contains("result.surprise"),
        "{seen}"
    );

    let strict = builder(script([ok(SECRET)]))
        .strict(true)
        .build()
        .expect("a client");
    let error = strict.secrets().get("a").await.expect_err("drift");
    assert!(matches!(error.kind(), ErrorKind::Drift(_)), "{error}");
}

#[tokio::test]
async fn a_transport_can_be_chosen_while_the_program_runs() {
    use crate::runtime::transport::Transport;
    let shared: std::sync::Arc<dyn Transport> =
        std::sync::Arc::new(script([ok(SECRET), ok(SECRET)]));
    let boxed: Box<dyn Transport> = Box::new(std::sync::Arc::clone(&shared));
    let (shared, boxed) = (builder(shared).build(), builder(boxed).build());
    for client in [shared, boxed] {
        let secret = client.expect("a client").secrets().get("a").await;
        assert_eq!(secret.expect("a secret").id, *"a");
    }
}
