//! Nothing of a secret shows, whatever the server does.

use crate::leaks::{self, CANARY, Reply, TOKEN};
use crate::runtime::{
    BoxFuture, Call, Client, ClientBuilder, Credentials, ErrorKind, Operation, Result, Retry,
    StatusPattern,
};
use crate::sample::NewSecret;
use crate::scripted::{answer, builder, script};

leaks::server!(crate::runtime::public);

fn over(reply: Reply, success: &'static str) -> ClientBuilder {
    Client::builder()
        .credentials(Credentials::api_token(TOKEN))
        .transport(server::Server { reply, success })
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

static WATCH: Operation = Operation {
    id: "watch",
    name: "watch",
    method: http::Method::GET,
    path: "/watch",
    security: &[&["api_token"]],
    retry: Retry::Idempotent,
    accept: "*/*",
    statuses: &[StatusPattern::Default],
};

#[tokio::test(start_paused = true)]
async fn answers_that_are_read_while_they_come() {
    type Opening = fn(Call) -> BoxFuture<Result<String>>;
    let openings: [Opening; 2] = [
        |call| Box::pin(async move { Ok(format!("{:?}", call.events().await?)) }),
        |call| Box::pin(async move { Ok(format!("{:?}", call.lines::<u8>().await?)) }),
    ];
    for open in openings {
        leaks::check(|reply| {
            let client = over(reply, "").build().expect("a client");
            let call = Call::new(&client, &WATCH);
            (leaks::shown(&[&client, &call]), open(call))
        })
        .await;
    }
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

#[tokio::test(start_paused = true)]
async fn a_long_message_is_searched_in_no_time_and_cut() {
    // Far too long for every part of the one to be looked for in all of the other.
    let secret = "0123456789abcdef".repeat(1 << 16);
    let message = "x".repeat(1 << 20);
    let body = format!(r#"{{"success":false,"errors":[{{"code":1,"message":"{message}"}}]}}"#);
    let client = builder(script([answer(400, &[], body)])).build();
    let request = client.expect("a client").secrets().create(NewSecret {
        name: "K".into(),
        value: secret.into(),
    });
    let started = std::time::Instant::now();
    let error = request.skip_validation().await.expect_err("refused");
    assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
    assert_eq!(error.api_errors()[0].message.len(), 1 << 20);
    assert!(error.to_string().len() < 400 && format!("{error:?}").len() < 800);
}

#[tokio::test(start_paused = true)]
async fn what_is_not_searched_is_not_printed() {
    // The search ends after the first few, or not at all.
    for (size, repeats, printed) in [
        (4 << 20, Some(70), 2..8),
        (1 << 10, None, 100..101),
        (1 << 10, Some(70), 99..100),
    ] {
        let secret = "0123456789abcdef".repeat(size / 16);
        let errors: Vec<String> = (0..200)
            .map(|it| {
                let text = if repeats == Some(it) {
                    "9abcdef0123"
                } else {
                    "no"
                };
                format!(r#"{{"code":1,"message":"{text} and what is said of it"}}"#)
            })
            .collect();
        let body = format!(r#"{{"success":false,"errors":[{}]}}"#, errors.join(","));
        let client = builder(script([answer(400, &[], body)])).build();
        let request = client.expect("a client").secrets().create(NewSecret {
            name: "K".into(),
            value: secret.into(),
        });
        let error = request.skip_validation().await.expect_err("refused");
        let text = format!("{error:?}");
        let shown = text.matches("what is said of it").count();
        assert!(printed.contains(&shown), "{size} {repeats:?}: {shown}");
        assert_eq!(shown + text.matches("[redacted").count(), 100);
        assert!(!text.contains("9abcdef0123"), "{size}");
    }
}

#[tokio::test(start_paused = true)]
async fn messages_cannot_paint_on_a_terminal() {
    for (message, printed) in [
        (r"a\u001b[31m\u0007b", "a[31mb (code 1)"),
        (r"one\r\ntwo", "one  two (code 1)"),
        (r"a\u202eb\u200bc", "abc (code 1)"),
        // Taken apart, so that it is not found.
        (
            r"token\u200b-can\u0000ary",
            "[redacted: it repeats a secret of the request] (code 1)",
        ),
    ] {
        let body = format!(r#"{{"success":false,"errors":[{{"code":1,"message":"{message}"}}]}}"#);
        let client = builder(script([answer(400, &[], body)])).build();
        let error = client
            .expect("a client")
            .secrets()
            .get("a")
            .await
            .expect_err("refused");
        assert_eq!(error.api_errors()[0].to_string(), printed);
    }
}

#[tokio::test(start_paused = true)]
async fn headers_do_not_repeat_secrets_when_printed() {
    let long = "r".repeat(5000);
    for (status, id) in [
        (200, "ray-token-canary"),
        (400, "ray-token-canary"),
        (200, &long),
    ] {
        let headers = [("content-type", "text/token-canary"), ("cf-ray", id)];
        let client = builder(script([answer(status, &headers, "<p>")])).build();
        let call = client.expect("a client").secrets().get("a");
        let error = call.await.expect_err("no JSON");
        let text = format!("{error} {error:?}");
        assert!(!text.contains("canary") && text.len() < 1000, "{text}");
    }
}
