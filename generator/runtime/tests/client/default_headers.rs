//! Headers of every request.

use http::{HeaderValue, Method};

use crate::runtime::{ClientBuilder, Place, Scheme, Service};
use crate::sample::SERVICE;
use crate::scripted::{answer, refused, script};

/// Its description names no credentials.
static OPEN: Service = Service {
    schemes: &[],
    credentials: &[],
    ..SERVICE
};
static KEYED: Service = Service {
    schemes: &[
        Scheme {
            name: "key",
            place: Place::Header("x-key"),
        },
        Scheme {
            name: "session",
            place: Place::Cookie("sid"),
        },
    ],
    credentials: &[],
    ..SERVICE
};

#[tokio::test]
async fn every_request_has_them_unless_it_has_its_own() {
    let transport = script([answer(200, &[], "{}"), answer(200, &[], "{}")]);
    let client = ClientBuilder::new(&OPEN)
        .transport(transport.clone())
        .header("authorization", "Bearer token-canary")
        .header("x-organization", "first")
        .header("x-organization", "ours")
        .build()
        .expect("a client");
    let first = client.request(Method::GET, "/a").send().await;
    first.expect("a success");
    let second = client
        .request(Method::GET, "/a")
        .header("x-organization", "theirs");
    second.send().await.expect("a success");
    let sent: Vec<_> = transport
        .requests()
        .iter()
        .map(|it| {
            assert!(it.headers["authorization"].is_sensitive());
            let organization = it.headers["x-organization"].to_str();
            organization.expect("text").to_owned()
        })
        .collect();
    assert_eq!(sent, ["ours", "theirs"]);
    assert!(!format!("{client:?}").contains("canary"));
}

#[tokio::test]
async fn a_secret_among_them_is_hidden_in_errors() {
    let mut key = HeaderValue::from_static("key-canary-0123");
    key.set_sensitive(true);
    let transport = script([refused(
        403,
        1,
        "no Bearer token-canary, no key-canary-0123",
    )]);
    let client = ClientBuilder::new(&OPEN)
        .transport(transport)
        .header("authorization", "Bearer token-canary")
        .header("x-other", key)
        .build()
        .expect("a client");
    let error = client.request(Method::GET, "/a").send().await;
    let error = error.expect_err("a refusal");
    assert!(!format!("{error} {error:?}").contains("canary"), "{error}");
}

#[test]
fn what_the_client_says_itself_is_refused() {
    for (service, name, is_refused) in [
        (&OPEN, "authorization", false),
        (&OPEN, "cookie", false),
        (&OPEN, "content-length", true),
        (&OPEN, "user-agent", true),
        (&OPEN, "x-key", false),
        (&OPEN, "not a name", true),
        (&KEYED, "authorization", false),
        (&KEYED, "cookie", true),
        (&KEYED, "x-key", true),
        (&SERVICE, "authorization", true),
    ] {
        let builder = ClientBuilder::new(service).header(name, "value");
        let built = builder.transport(script([])).build();
        assert_eq!(built.is_err(), is_refused, "{name} {built:?}");
    }
    let broken = ClientBuilder::new(&OPEN).header("x-key", "line\nbreak");
    let error = broken.transport(script([])).build().expect_err("no value");
    assert!(error.to_string().contains("x-key"), "{error}");
}
