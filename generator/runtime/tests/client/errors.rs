//! What an error says, and what it keeps to itself.

use std::error::Error as _;
use std::fmt::Write as _;

use crate::runtime::{Client, Error, ErrorKind, Items, Response, ResultExt as _};
use crate::sample::Secret;
use crate::scripted::{Step, answer, ok, playing, refused, status, unsent};

async fn error_of(step: Step) -> Error {
    let (client, _) = playing([step]);
    client
        .secrets()
        .get("a")
        .retry(crate::runtime::RetryPolicy::none())
        .await
        .expect_err("a failure")
}

#[tokio::test]
async fn display_names_operation_status_error_and_ray_id() {
    let error = error_of(refused(400, 1001, "secret_not_found: a")).await;
    assert_eq!(
        error.to_string(),
        "secrets.get: 400 secret_not_found: a (code 1001) [ray id ray-2]"
    );
    assert_eq!(
        (error.slug(), error.operation()),
        (Some("secret_not_found"), "secrets.get")
    );
    assert!(error.is_bad_request());
}

#[tokio::test]
async fn a_code_that_is_a_name_is_shown() {
    let body = r#"{"error":{"code":"resource_missing","message":"No such: a"}}"#;
    let error = error_of(answer(404, &[], body)).await;
    assert_eq!(
        error.to_string(),
        "secrets.get: 404 No such: a (code resource_missing)"
    );
    assert_eq!(error.slug(), Some("resource_missing"));
    let body = r#"{"detail":[{"type":"missing","loc":["body","names",0],"msg":"Field required"}]}"#;
    let error = error_of(answer(422, &[], body)).await;
    assert_eq!(
        error.to_string(),
        "secrets.get: 422 Field required (code missing) at /body/names/0"
    );
    let body = r#"{"type":"https://example.com/full","title":"Full"}"#;
    let error = error_of(answer(422, &[], body)).await;
    assert_eq!(
        error.api_errors()[0].documentation_url.as_deref(),
        Some("https://example.com/full")
    );
    assert_eq!(error.to_string(), "secrets.get: 422 Full");
    let long = format!(r#"{{"code":"a\u0007{}","message":"b"}}"#, "x".repeat(1000));
    let text = error_of(answer(404, &[], long)).await.to_string();
    assert!(text.len() < 400 && !text.contains('\u{7}'), "{text}");
}

#[tokio::test]
async fn failures_without_reasons_are_still_api_errors() {
    for body in ["", "{}", "null", r#"{"success":false,"errors":null}"#] {
        let error = error_of(answer(404, &[], body)).await;
        assert!(
            matches!(error.kind(), ErrorKind::Api(_)) && error.is_not_found(),
            "{body}: {error:?}"
        );
        assert!(error.api_errors().is_empty());
    }
}

#[tokio::test]
async fn pages_of_the_edge_are_told_apart() {
    for code in [200, 403, 522] {
        let headers = [
            ("content-type", "text/html; charset=UTF-8"),
            ("cf-ray", "ray-3"),
        ];
        let error = error_of(answer(code, &headers, "<!DOCTYPE html><p>body-canary")).await;
        let ErrorKind::UnexpectedContent(content) = error.kind() else {
            panic!("{error:?}")
        };
        assert_eq!(
            content.content_type.as_deref(),
            Some("text/html; charset=UTF-8")
        );
        assert_eq!(
            (error.status().map(|status| status.as_u16()), error.ray_id()),
            (Some(code), Some("ray-3"))
        );
    }
}

#[tokio::test]
async fn waits_are_said_as_people_would() {
    for (wait, text) in [
        (
            "2.5",
            "secrets.get: 503 Service Unavailable [retry after 3 s]",
        ),
        (
            &"9".repeat(30),
            "secrets.get: 503 Service Unavailable [retry after more than a year]",
        ),
    ] {
        let error = error_of(answer(503, &[("retry-after", wait)], "")).await;
        assert_eq!(error.to_string(), text);
    }
}

#[tokio::test]
async fn what_is_compressed_is_called_so() {
    let headers = [
        ("content-type", "application/json"),
        ("content-encoding", "gzip"),
    ];
    for code in [200, 404] {
        let error = error_of(answer(code, &headers, "\u{1f}\u{8b}")).await;
        let text = error.to_string();
        assert!(
            text.contains("`gzip of application/json`"),
            "{code}: {text}"
        );
    }
}

#[tokio::test]
async fn marks_of_byte_order_and_broken_characters_are_no_reason_to_read_nothing() {
    const MARK: &[u8] = b"\xEF\xBB\xBF";
    let (client, _) = playing([answer(
        200,
        &[],
        [MARK, br#"{"result":{"id":"a"}}"#].concat(),
    )]);
    assert_eq!(
        client
            .secrets()
            .get("a")
            .await
            .expect("a secret")
            .id
            .as_str(),
        "a"
    );
    for text in [
        [MARK, br#"{"message":"no"}"#].concat(),
        b"{\"message\":\"no\",\"other\":\"\xFF\"}".to_vec(),
    ] {
        let error = error_of(answer(400, &[], text)).await;
        assert_eq!(error.api_errors()[0].message, "no");
    }
}

#[tokio::test]
async fn a_decode_error_names_the_path() {
    for (body, path) in [
        (r#"{"success":true,"result":{"id":7}}"#, "result.id"),
        (
            r#"{"success":true,"result":{"id":"a","scopes":["x",{}]}}"#,
            "result.scopes[1]",
        ),
        (r#"{"success":true,"result":null}"#, "result"),
        (r#"{"success":true}"#, "result"),
        ("", "result"),
        (r#"{"success":true,"result":{"scopes":null}}"#, "result"),
    ] {
        let error = error_of(answer(200, &[], body)).await;
        let ErrorKind::Decode(failure) = error.kind() else {
            panic!("{error:?}")
        };
        assert_eq!(failure.path, path, "{body}");
        assert_eq!(error.body().map(|body| &body[..]), Some(body.as_bytes()));
    }
}

/// An answer, and the word that tells its error apart.
const SLUGS: &[(&str, Option<&str>)] = &[
    (
        r#"{"errors":[{"code":1,"message":"no_store: a b"}]}"#,
        Some("no_store"),
    ),
    (r#"{"message":"no_store"}"#, Some("no_store")),
    (r#"{"message":" no_store :a"}"#, Some("no_store")),
    (r#"{"message":"no store: a"}"#, None),
    (r#"{"message":": a"}"#, None),
    (r#"{"code":5}"#, None),
    ("{}", None),
    // Mailchimp.
    (
        r#"{"type":"https://example.com/docs/errors/","title":"Resource Not Found","status":404,"detail":"The requested resource could not be found.","instance":"a"}"#,
        None,
    ),
    // DigitalOcean.
    (
        r#"{"id":"not_found","message":"There is no such droplet."}"#,
        Some("not_found"),
    ),
    (
        r#"{"error":{"id":"not_found","message":"There is none."}}"#,
        Some("not_found"),
    ),
    // What else is called so.
    (r#"{"id":"not_found","detail":"There is none."}"#, None),
    (r#"{"id":"Not Found","message":"There is none."}"#, None),
    (r#"{"id":"6ba7b810-9dad","message":"There is none."}"#, None),
    (r#"{"id":7,"message":"There is none."}"#, None),
    (
        r#"{"id":"a","type":"gone","message":"There is none."}"#,
        Some("gone"),
    ),
    // What says no more than that it failed, and prose.
    (r#"{"message":"Forbidden"}"#, None),
    (r#"{"message":"Error: a"}"#, None),
    (r#"{"message":"失敗しました。"}"#, None),
    (r#"{"message":"gone"}"#, Some("gone")),
    // Codes of several words.
    (r#"{"code":"Not there","message":"There is none."}"#, None),
    (r#"{"code":"Not there","message":"gone: a"}"#, Some("gone")),
    (
        r#"{"code":"Not there","type":"gone","message":"There is none."}"#,
        Some("gone"),
    ),
    (
        r#"{"code":"Not there","errorCode":"gone","message":"There is none."}"#,
        Some("gone"),
    ),
];

#[tokio::test]
async fn a_slug_is_one_word() {
    for (body, slug) in SLUGS {
        let error = error_of(answer(404, &[], *body)).await;
        assert_eq!(error.slug(), *slug, "{body}");
    }
    let body = r#"{"code":"Not there","message":"There is none."}"#;
    let error = error_of(answer(404, &[], body)).await;
    assert!(
        error
            .to_string()
            .ends_with("There is none. (code Not there)"),
        "{error}"
    );
}

#[tokio::test]
async fn neither_bodies_nor_credentials_nor_queries_are_printed() {
    let body = r#"{"success":true,"result":{"id":["body-canary"]}}"#;
    for step in [
        answer(200, &[], body),
        answer(500, &[], "<p>body-canary"),
        unsent(),
    ] {
        let (client, _) = playing([step]);
        let request = client.secrets().list().query_pair("q", "query-canary");
        let mut printed = format!("{request:?} {client:?}");
        let error = request
            .retry(crate::runtime::RetryPolicy::none())
            .await
            .expect_err("a failure");
        write!(printed, "{error} {error:?} {error:#?}").expect("text");
        let mut source = error.source();
        while let Some(cause) = source {
            write!(printed, "{cause} {cause:?}").expect("text");
            source = cause.source();
        }
        assert!(!printed.contains("canary"), "{printed}");
    }
}

#[tokio::test]
async fn a_ray_id_that_repeats_a_credential_is_hidden() {
    let error = error_of(answer(400, &[("cf-ray", "ray token-canary")], "")).await;
    let id = error.ray_id().expect("a ray id");
    assert!(!id.contains("canary"), "{id}");
    assert!(!error.to_string().contains("canary"), "{error}");
}

#[tokio::test]
async fn the_cause_is_kept() {
    let error = error_of(unsent()).await;
    let cause = error.source().expect("a cause");
    assert_eq!(
        (cause.to_string(), cause.source().map(ToString::to_string)),
        ("no connection".into(), Some("refused".into()))
    );
    assert!(error.is_connect());
}

#[tokio::test]
async fn redirects_are_errors() {
    let error = error_of(answer(301, &[("location", "https://evil.example")], "")).await;
    assert!(matches!(error.kind(), ErrorKind::Redirect), "{error:?}");
    let error = error_of(answer(304, &[], "")).await;
    assert!(matches!(error.kind(), ErrorKind::Api(_)), "{error:?}");
    assert_eq!(error.status().map(|it| it.as_u16()), Some(304));
}

#[tokio::test]
async fn not_found_can_be_an_option() {
    let (client, _) = playing([status(404), ok(r#"{"id":"a"}"#)]);
    assert!(
        client
            .secrets()
            .get("a")
            .await
            .optional()
            .expect("an option")
            .is_none()
    );
    assert!(
        client
            .secrets()
            .get("a")
            .await
            .optional()
            .expect("an option")
            .is_some()
    );
}

#[test]
fn identifiers_are_checked_when_parsed() {
    assert!(
        "..".parse::<crate::sample::SecretId>()
            .expect_err("a dot segment")
            .is_validation()
    );
    assert!("a".parse::<crate::sample::SecretId>().is_ok());
}

#[test]
fn types_are_small_and_can_be_sent() {
    fn sendable<T: Send + Sync + 'static>() {}
    fn streams<T: futures_core::Stream + Send + Unpin + 'static>(_: &T) {}
    sendable::<Client>();
    sendable::<Error>();
    sendable::<Response<Secret>>();
    assert_eq!(size_of::<Error>(), size_of::<usize>());

    let (client, _) = playing([]);
    let future = client.secrets().get("a").send();
    assert!(size_of_val(&future) < 1024, "{}", size_of_val(&future));
    let future: Box<dyn Future<Output = _> + Send> = Box::new(future);
    drop(future);
    let items: Items<Secret> = client.secrets().list().items();
    streams(&items);
    streams(&client.secrets().list().pages());
}

#[tokio::test]
async fn the_answer_can_be_read_as_the_type_that_is_documented() {
    #[derive(Debug, PartialEq, serde::Deserialize)]
    struct Problem {
        title: String,
    }
    let title = |title: &str| Some(Some(title.to_owned()));
    for (body, expected) in [
        (r#"{"title":"full","more":1}"#, title("full")),
        (r#"{"title":["canary"]}"#, Some(None)),
        ("<html>canary</html>", Some(None)),
        ("", None),
    ] {
        let (client, _) = playing([answer(409, &[("cf-ray", "ray-6")], body)]);
        let error = client.secrets().get("a").await.expect_err("a refusal");
        let read = error.json::<Problem>();
        if let Some(Err(unreadable)) = &read {
            assert!(unreadable.is_decode() && unreadable.is_conflict());
            assert_eq!(
                (
                    unreadable.operation(),
                    unreadable.ray_id(),
                    unreadable.outcome()
                ),
                ("secrets.get", Some("ray-6"), error.outcome())
            );
            let shown = format!("{unreadable} {unreadable:?}");
            assert!(!shown.contains("canary"), "{shown}");
        }
        let read = read.map(|read| read.ok().map(|problem| problem.title));
        assert_eq!(read, expected, "{body}");
    }
    assert!(error_of(unsent()).await.json::<Problem>().is_none());
}
