//! Where requests go: the service's address, an operation's own, or what whoever made the client has chosen.

use std::env::VarError;

use crate::runtime::{
    Answer, Call, Client, ClientBuilder, Credentials, Operation, Retry, Service, StatusPattern,
};
use crate::sample::SERVICE;
use crate::scripted::{answer, script};

static OPERATION: Operation = Operation {
    id: "upload",
    name: "upload",
    method: http::Method::PUT,
    path: "/files?kind=raw",
    security: &[],
    retry: Retry::Idempotent,
    accept: "application/json",
    statuses: &[StatusPattern::Default],
};

const OWN: &str = "https://upload.example.com/v1";

/// Where a call goes that has an address of its own, or why it does not.
async fn uri(builder: ClientBuilder, own: &'static str) -> Result<String, String> {
    let transport = script([answer(200, &[], "{}")]);
    let client = builder.transport(transport.clone()).build();
    let client = client.map_err(|error| error.to_string())?;
    let mut call = Call::new(&client, &OPERATION);
    call.server(own);
    call.query_pair("a", "b");
    call.read(Answer::verdict)
        .await
        .map_err(|error| error.to_string())?;
    Ok(transport.requests().remove(0).uri.to_string())
}

#[tokio::test]
async fn an_own_address_counts_unless_another_was_chosen() {
    let chosen = "https://chosen.example.com";
    let from_env = |name: &str| match name {
        "SAMPLE_BASE_URL" => Ok(chosen.to_owned()),
        "SAMPLE_API_TOKEN" => Ok("token".to_owned()),
        _ => Err(VarError::NotPresent),
    };
    let table: [(ClientBuilder, &str); 3] = [
        (Client::builder(), OWN),
        (Client::builder().base_url(chosen), chosen),
        (
            Client::builder().credentials_from_variables(&from_env),
            chosen,
        ),
    ];
    for (builder, base) in table {
        let sent = uri(builder, OWN).await.expect("a request");
        assert_eq!(sent, format!("{base}/files?kind=raw&a=b"));
    }
}

#[tokio::test]
async fn an_own_address_in_clear_is_refused_unless_that_is_allowed() {
    const CLEAR: &str = "http://upload.example.com";
    let refused = uri(Client::builder(), CLEAR).await.expect_err("no request");
    assert!(refused.contains("must begin with https"), "{refused}");
    let allowed = Client::builder().danger_allow_http(true);
    uri(allowed, CLEAR).await.expect("a request");
}

#[tokio::test]
async fn a_service_without_an_address_asks_for_one() {
    static NOWHERE: Service = Service {
        base_url: None,
        credentials: &[],
        settings: &[],
        ..SERVICE
    };
    let refused = uri(ClientBuilder::new(&NOWHERE), OWN).await;
    let refused = refused.expect_err("no address");
    assert!(refused.contains("set the base URL"), "{refused}");
    let given = ClientBuilder::new(&NOWHERE).base_url("https://given.example.com/api");
    let sent = uri(given, OWN).await.expect("a request");
    assert_eq!(sent, "https://given.example.com/api/files?kind=raw&a=b");
}

#[test]
fn a_service_without_credentials_takes_none_from_the_environment() {
    static OPEN: Service = Service {
        schemes: &[],
        credentials: &[],
        settings: &[],
        ..SERVICE
    };
    let builder =
        ClientBuilder::new(&OPEN).credentials_from_variables(&|_| Err(VarError::NotPresent));
    builder.transport(script([])).build().expect("a client");
}

#[test]
fn credentials_of_the_service_are_asked_for() {
    let builder = Client::builder().credentials_from_variables(&|_| Err(VarError::NotPresent));
    let error = builder.clone().transport(script([])).build();
    assert!(error.is_err());
    let given = builder.credentials(Credentials::api_token("t"));
    given.transport(script([])).build().expect("a client");
}
