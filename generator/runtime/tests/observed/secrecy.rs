//! Nothing of a secret shows, whatever the server does.

use crate::leaks::{self, CANARY, Reply, TOKEN};
use crate::runtime::{Client, ClientBuilder, Credentials, ErrorKind};
use crate::sample::NewSecret;
use crate::scripted::{answer, builder, script};

leaks::server!(crate::runtime::public);

fn over(reply: Reply, success: &'static str) -> ClientBuilder {
    Client::builder()
        .credentials(Credentials::api_token(TOKEN))
        .transport(Server { reply, success })
}

#[tokio::test(start_paused = true)]
async fn a_request_with_a_secret() {
    leaks::check(|reply| {
        let builder = over(reply, r#"{"success":true,"result":{"id":"a"}}"#);
        let client = builder.clone().build().expect("a client");
        let secret = NewSecret {
            name: "K".into(),
            value: CANARY.into(),
        };
        let request = client.secrets().create(secret).skip_validation();
        (leaks::shown(&[&builder, &client, &request]), request.send())
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn a_request_without_secrets_but_credentials() {
    leaks::check(|reply| {
        let builder = over(reply, r#"{"success":true,"result":[]}"#).strict(true);
        let client = builder.clone().build().expect("a client");
        let request = client.secrets().list();
        (leaks::shown(&[&builder, &client, &request]), request.send())
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn a_request_with_two_credentials() {
    leaks::check(|reply| {
        let credentials = Credentials::api_key(TOKEN, TOKEN);
        let builder = over(reply, r#"{"success":true}"#).credentials(credentials);
        let client = builder.clone().build().expect("a client");
        let request = client.secrets().delete("a");
        (leaks::shown(&[&builder, &client, &request]), request.send())
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn what_a_server_repeats_is_kept_but_not_printed() {
    for (secret, message, printed) in [
        ("s3cr3t-value", "no: s3cr3t-value", false),
        ("s3cr3t-value", "no: cr3t-val…", false),
        ("s3cr3t-value", "no: s3cr3t", true),
        ("s3cr3t", "no: s3cr3t", false),
        ("abc", "no: abc", true),
        ("s3cr3t-value", "no: token-canary", false),
        ("s3cr3t-value", "no: another message", true),
    ] {
        for status in [200, 400] {
            let body =
                format!(r#"{{"success":false,"errors":[{{"code":1,"message":"{message}"}}]}}"#);
            let client = builder(script([answer(status, &[], body)])).build();
            let request = client.expect("a client").secrets().create(NewSecret {
                name: "K".into(),
                value: secret.into(),
            });
            let error = request.await.expect_err("refused");
            assert_eq!(error.api_errors()[0].message, message);
            assert_eq!(error.slug(), Some("no"));
            for text in [
                error.to_string(),
                format!("{error:?}"),
                format!("{error:#?}"),
            ] {
                assert_eq!(text.contains(message), printed, "{text}");
                assert_eq!(text.contains("[redacted"), !printed, "{text}");
            }
            assert!(error.to_string().ends_with("(code 1)"), "{error}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn paths_do_not_repeat_secrets_either() {
    let body = r#"{"success":true,"result":{"id":"a","token-canary":1}}"#;
    let client = builder(script([answer(200, &[], body)]))
        .strict(true)
        .build();
    let error = client
        .expect("a client")
        .secrets()
        .get("a")
        .await
        .expect_err("drift");
    assert!(matches!(error.kind(), ErrorKind::Drift(_)), "{error}");
    assert!(!format!("{error} {error:?}").contains("canary"), "{error}");
}
