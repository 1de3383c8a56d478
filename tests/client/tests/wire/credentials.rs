//! Headers: credentials and what else is sent with every request.

use client_tests::{Request, Server};
use cloudflare_secrets_store::{Client, Credentials, NewSecret};

use crate::builder;
use crate::operations::CASES;

/// Every operation once, with these credentials.
async fn requests_with(credentials: Credentials) -> Vec<(Server, Request)> {
    let mut requests = Vec::new();
    for case in CASES {
        let server = Server::playing([case.answer()]).await;
        let client = builder(&server).credentials(credentials.clone()).build();
        let call = (case.call)(client.expect("a client"));
        call.await.expect(case.id);
        let request = server.request();
        requests.push((server, request));
    }
    requests
}

/// The headers of `request` are these, besides those that every request has.
fn assert_headers(server: &Server, request: &Request, credentials: &[&str]) {
    let mut expected = [&["accept", "host", "user-agent"], credentials].concat();
    if !request.body.is_empty() {
        expected.extend(["content-length", "content-type"]);
    }
    expected.sort_unstable();
    assert_eq!(request.header_names(), expected, "{request:?}");
    assert_eq!(request.header("accept"), Some("application/json"));
    assert_eq!(request.header("host"), Some(server.host().as_str()));
    if !request.body.is_empty() {
        assert_eq!(request.header("content-type"), Some("application/json"));
    }
}

#[tokio::test]
async fn a_token_is_a_bearer_and_nothing_else_is_sent() {
    for (server, request) in requests_with(Credentials::api_token("token-1")).await {
        assert_headers(&server, &request, &["authorization"]);
        assert_eq!(request.header("authorization"), Some("Bearer token-1"));
    }
}

#[tokio::test]
async fn a_key_goes_with_its_email_and_nothing_else_is_sent() {
    let credentials = Credentials::api_key("user@example.com", "key-1");
    for (server, request) in requests_with(credentials).await {
        assert_headers(&server, &request, &["x-auth-email", "x-auth-key"]);
        assert_eq!(request.header("x-auth-email"), Some("user@example.com"));
        assert_eq!(request.header("x-auth-key"), Some("key-1"));
    }
}

#[tokio::test]
async fn the_user_agent_names_the_crate_and_the_program() {
    let case = &CASES[0];
    let server = Server::playing([case.answer(), case.answer()]).await;
    let program = builder(&server).user_agent_suffix("deployer/1.4").build();
    for client in [builder(&server).build(), program] {
        (case.call)(client.expect("a client"))
            .await
            .expect("a quota");
    }
    let agents: Vec<String> = server
        .requests()
        .iter()
        .map(|request| request.header("user-agent").expect("a name").to_owned())
        .collect();
    let version = agents[0].strip_prefix("cloudflare-secrets-store-rust/");
    assert!(version.is_some_and(|version| version.starts_with(char::is_numeric)));
    assert_eq!(agents[1], format!("{} deployer/1.4", agents[0]));
}

#[tokio::test]
async fn without_credentials_nothing_is_sent() {
    for case in CASES {
        let server = Server::playing([]).await;
        let client = Client::builder().base_url(server.base_url()).build();
        let call = (case.call)(client.expect("a client"));
        let error = call.await.expect_err(case.id);
        assert!(error.is_config(), "{error:?}");
        assert_eq!(server.requests().len(), 0);
    }
}

#[tokio::test]
async fn headers_of_the_client_cannot_be_replaced() {
    for name in [
        "authorization",
        "X-Auth-Key",
        "Host",
        "content-type",
        "user-agent",
    ] {
        let server = Server::playing([]).await;
        let client = builder(&server).build().expect("a client");
        let request = client.account("a").quota().header(name, "other");
        assert!(request.await.is_err(), "{name}");
        assert_eq!(server.requests().len(), 0);
    }
}

#[tokio::test]
async fn other_headers_can_be_added() {
    let server = Server::playing([CASES[0].answer()]).await;
    let client = builder(&server).build().expect("a client");
    let request = client.account("a").quota().header("x-trace", "7");
    request.await.expect("a quota");
    assert_eq!(server.request().header("x-trace"), Some("7"));
}

#[tokio::test]
async fn credentials_are_not_printed() {
    let server = Server::playing([]).await;
    let credentials = Credentials::api_key("user@example.com", "key-1");
    let builder = builder(&server).credentials(credentials.clone());
    let printed = format!("{credentials:?} {builder:?} {:?}", builder.clone().build());
    assert!(!printed.contains("key-1"), "{printed}");
    assert!(!printed.contains("user@example.com"), "{printed}");
}

#[tokio::test]
async fn secrets_are_not_printed() {
    let server = Server::playing([]).await;
    let client = builder(&server).build().expect("a client");
    let secrets = client.account("a").store("b").secrets();
    let secret = NewSecret::new("A", "canary", ["workers"]);
    let update = secrets.update("c").value("canary");
    let printed = format!(
        "{:?} {secret:?} {update:?}",
        secrets.create([secret.clone()])
    );
    assert!(!printed.contains("canary"), "{printed}");
}
