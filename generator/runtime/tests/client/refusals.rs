//! What is read of answers without success, in whatever words they say it.

use crate::headers::ANY;
use crate::runtime::{Answer, Call, Error, ErrorKind, Outcome, RetryPolicy};
use crate::scripted::{Step, answer, playing};

async fn error_of(step: Step) -> Error {
    let (client, _) = playing([step]);
    let call = client.secrets().get("a").retry(RetryPolicy::none());
    call.await.expect_err("a failure")
}

/// What is the code of the first error, and the texts of all.
type Shape = (&'static str, i64, &'static [&'static str]);

const SHAPES: &[Shape] = &[
    (
        r#"{"success":false,"errors":[{"code":971,"message":"wait","error_chain":[{"code":6003}]}]}"#,
        971,
        &["wait"],
    ),
    (
        r#"{"errors":[{"code":"12","message":"text code"}],"messages":null}"#,
        12,
        &["text code"],
    ),
    (r#"{"errors":["just text"]}"#, 0, &["just text"]),
    (
        r#"{"type":"about:blank","title":"Not Found","detail":"no such thing"}"#,
        0,
        &["no such thing"],
    ),
    (r#"{"title":"Not Found","status":404}"#, 0, &["Not Found"]),
    (r#"{"code":5,"message":"plain"}"#, 5, &["plain"]),
    (r#"{"error":"invalid_token"}"#, 0, &["invalid_token"]),
    (r#"{"error":{"code":9,"message":"nested"}}"#, 9, &["nested"]),
    (r#"{"errors":{"code":3,"message":"one"}}"#, 3, &["one"]),
    (
        r#"{"title":"Wrong","errors":{"name":["is taken","is long"]}}"#,
        0,
        &["name: is taken", "name: is long"],
    ),
    (r#"{"errors":{"name":"is taken"}}"#, 0, &["name: is taken"]),
    (
        r#"{"detail":[{"loc":["body"],"msg":"field required"}]}"#,
        0,
        &["field required"],
    ),
    (r#"{"errorMessage":"camel"}"#, 0, &["camel"]),
    (
        r#"{"errors":[{}],"message":"what is wrong"}"#,
        0,
        &["what is wrong"],
    ),
    (
        r#"{"errors":[{"id":"a"}],"detail":" ","title":"Wrong"}"#,
        0,
        &["Wrong"],
    ),
    (
        r#"{"message":["must be a text","must be short"],"error":"Bad Request"}"#,
        0,
        &["must be a text", "must be short"],
    ),
    (r#""no such thing""#, 0, &["no such thing"]),
    (r#"["no such thing"]"#, 0, &["no such thing"]),
    (
        r#"{"error":"Not Found","message":"no such thing"}"#,
        0,
        &["no such thing"],
    ),
    (
        r#"{"error":{"id":7},"message":"no such thing"}"#,
        0,
        &["no such thing"],
    ),
    // NestJS.
    (
        r#"{"statusCode":400,"message":["name must not be empty"," ","age must be a number"],"error":"Bad Request"}"#,
        0,
        &["name must not be empty", "age must be a number"],
    ),
    (
        r#"{"error":{"code":7,"message":["a","b"]}}"#,
        7,
        &["a", "b"],
    ),
    (
        r#"{"success":false,"errors":[{"code":7,"message":["a","b"]},"c"]}"#,
        7,
        &["a", "b", "c"],
    ),
    // Codes and texts that are not in one object.
    (r#"{"error":{"code":5},"message":"no"}"#, 5, &["no"]),
    (
        r#"{"error":{"code":5},"message":["a","b"]}"#,
        5,
        &["a", "b"],
    ),
    (
        r#"{"errors":[{"code":5},{"code":6}],"message":"no"}"#,
        5,
        &["no", ""],
    ),
    (r#"{"error":{"code":5}}"#, 5, &[""]),
    (r#"{"code":5}"#, 5, &[""]),
    // Something else than an error.
    (r#"{"type":"secret","status":"active"}"#, 0, &[]),
    (r#"{"code":null,"type":"secret"}"#, 0, &[]),
];

#[tokio::test]
async fn codes_fields_and_shapes_beyond_the_documented_ones_are_read() {
    for (body, code, messages) in SHAPES {
        let error = error_of(answer(400, &[], *body)).await;
        let errors = error.api_errors();
        let first = errors.first().map_or(0, |it| it.code);
        assert_eq!(first, *code, "{body}");
        let found: Vec<_> = errors.iter().map(|it| it.message.as_str()).collect();
        assert_eq!(found, *messages, "{body}");
    }
}

/// An answer, what is printed of it, and the name of its first error.
type Service = (&'static str, &'static str, Option<&'static str>);

const SERVICES: &[Service] = &[
    // Linode.
    (r#"{"errors":[{"reason":"Not found"}]}"#, "Not found", None),
    // Velo.
    (
        r#"{"errors":[{"errorMessage":"Payee is unknown","errorCode":"PAYEE_UNKNOWN"}]}"#,
        "Payee is unknown (code PAYEE_UNKNOWN)",
        Some("PAYEE_UNKNOWN"),
    ),
    // GOV.UK Pay.
    (
        r#"{"field":"amount","code":"P0102","description":"Invalid attribute value: amount"}"#,
        "Invalid attribute value: amount (code P0102)",
        Some("P0102"),
    ),
    // ElevenLabs.
    (
        r#"{"detail":{"status":"voice_not_found","message":"A voice was not found"}}"#,
        "A voice was not found (code voice_not_found)",
        Some("voice_not_found"),
    ),
    // Azure Batch, and OData.
    (
        r#"{"code":"PoolNotFound","message":{"lang":"en-US","value":"The pool does not exist"}}"#,
        "The pool does not exist (code PoolNotFound)",
        Some("PoolNotFound"),
    ),
    (
        r#"{"error":{"code":"","message":{"lang":"en-US","value":"No such entity"}}}"#,
        "No such entity",
        None,
    ),
    // Salesforce.
    (
        r#"[{"message":"The row is locked","errorCode":"UNABLE_TO_LOCK_ROW","fields":[]}]"#,
        "The row is locked (code UNABLE_TO_LOCK_ROW)",
        Some("UNABLE_TO_LOCK_ROW"),
    ),
    // ASP.NET.
    (
        r#"{"Message":"Authorization has been denied"}"#,
        "Authorization has been denied",
        None,
    ),
    // Apigee.
    (
        r#"{"fault":{"faultstring":"Invalid ApiKey","detail":{"errorcode":"oauth.v2.InvalidApiKey"}}}"#,
        "Invalid ApiKey",
        None,
    ),
    // Adyen.
    (
        r#"{"status":422,"errorCode":"14_0408","message":"No such merchant","errorType":"validation"}"#,
        "No such merchant (code 14_0408)",
        Some("14_0408"),
    ),
    (
        r#"{"status":422,"errorCode":"702","message":"Unexpected input","errorType":"validation"}"#,
        "Unexpected input (code 702)",
        None,
    ),
    // Kubernetes.
    (
        r#"{"kind":"Status","status":"Failure","message":"pods \"a\" not found","reason":"NotFound","code":404}"#,
        "pods \"a\" not found (code 404)",
        Some("NotFound"),
    ),
    // Google.
    (
        r#"{"error":{"code":404,"message":"No such topic","status":"NOT_FOUND"}}"#,
        "No such topic (code 404)",
        Some("NOT_FOUND"),
    ),
    // OAuth 2.0.
    (
        r#"{"error":"invalid_grant","error_description":"The code has expired"}"#,
        "The code has expired (code invalid_grant)",
        Some("invalid_grant"),
    ),
    // CouchDB.
    (
        r#"{"error":"not_found","reason":"no_db_file"}"#,
        "no_db_file (code not_found)",
        Some("not_found"),
    ),
    // GitHub.
    (
        r#"{"message":"Validation Failed","errors":[{"field":"title","code":"missing_field"}]}"#,
        "Validation Failed (code missing_field) at title",
        Some("missing_field"),
    ),
    // Spring.
    (
        r#"{"status":404,"error":"Not Found","message":"No message available","path":"/a"}"#,
        "No message available",
        None,
    ),
    // JSend.
    (
        r#"{"status":"error","message":"Unable to communicate"}"#,
        "Unable to communicate",
        None,
    ),
    (
        r#"{"error":{"code":"invalid_grant"}}"#,
        "code invalid_grant",
        Some("invalid_grant"),
    ),
    (
        r#"{"error":{"type":"invalid_grant"},"message":"The code has expired"}"#,
        "The code has expired (code invalid_grant)",
        Some("invalid_grant"),
    ),
    // NestJS: what every answer of that status is called.
    (
        r#"{"statusCode":401,"message":"No token","error":"Unauthorized"}"#,
        "No token",
        None,
    ),
    (
        r#"{"error":"Forbidden","type":"no_scope","message":"No scope"}"#,
        "No scope (code no_scope)",
        Some("no_scope"),
    ),
];

/// As services answer: what is printed, and the name that tells errors apart.
#[tokio::test]
async fn errors_of_many_services_are_read() {
    for (body, printed, name) in SERVICES {
        let error = error_of(answer(422, &[], *body)).await;
        let first = error.api_errors().first().expect(body);
        assert_eq!(
            error.to_string(),
            format!("secrets.get: 422 {printed}"),
            "{body}"
        );
        assert_eq!(first.name.as_deref(), *name, "{body}");
    }
}

const PLAIN: &str = "text/plain";
const HTML: &str = "text/html";

/// An answer, and the message that it is.
type Text = (u16, &'static str, &'static str, Option<&'static str>);

const TEXTS: &[Text] = &[
    (
        400,
        PLAIN,
        "Error processing request.\n",
        Some("Error processing request."),
    ),
    (
        400,
        "Text/Plain; charset=latin1",
        "caf\u{e9}",
        Some("cafÃ©"),
    ),
    // Half a character spoils no message.
    (
        400,
        "text/plain; charset=utf-16le",
        "n\0o\0!",
        Some("no\u{FFFD}"),
    ),
    (429, PLAIN, "slow down\nplease", Some("slow down please")),
    (
        502,
        PLAIN,
        "upstream connect error",
        Some("upstream connect error"),
    ),
    (404, PLAIN, "404", Some("404")),
    (
        403,
        PLAIN,
        "no token-canary",
        Some("[redacted: it repeats a secret of the request]"),
    ),
    (400, PLAIN, r#"{"message":"in JSON"}"#, Some("in JSON")),
    (400, PLAIN, "one\n\ntwo", None),
    (400, PLAIN, "<p>no", None),
    (400, PLAIN, "see <a>here</a>", None),
    (400, PLAIN, "a\0b", None),
    (400, PLAIN, " ", None),
    (400, HTML, "no", None),
    (600, PLAIN, "no", None),
    (200, PLAIN, "no", None),
];

/// Whoever wrote it: what became of the request is as with every other answer of that status.
#[tokio::test]
async fn a_short_plain_text_is_the_message() {
    let long = "x".repeat(301);
    let long = (400, PLAIN, long.as_str(), None);
    for (status, content_type, body, message) in TEXTS.iter().copied().chain([long]) {
        let headers: &[_] = match content_type {
            "" => &[],
            it => &[("content-type", it)],
        };
        let error = error_of(answer(status, headers, body.to_owned())).await;
        match message {
            Some(message) => {
                let printed = format!("secrets.get: {status} {message}");
                assert_eq!(error.to_string(), printed);
                assert_eq!(error.api_errors().len(), 1);
            }
            None => assert!(
                matches!(error.kind(), ErrorKind::UnexpectedContent(_)),
                "{status} {content_type} {body}: {error}"
            ),
        }
        let is_refused = (400..500).contains(&status);
        let outcome = if is_refused {
            Outcome::Rejected
        } else {
            Outcome::Unknown
        };
        assert_eq!(error.outcome(), outcome, "{status}");
    }
}

#[tokio::test]
async fn false_in_the_member_that_says_it_is_a_refusal() {
    for (body, is_refusal) in [
        (r#"{"ok":false,"error":"no"}"#, true),
        ("\u{feff}{\"ok\":\"False\"}", true),
        (r#"{"\u006fk":false}"#, true),
        (r#"{"id":[{"ok":true}],"ok":false}"#, true),
        (r#"{"ok":true,"ok":false}"#, true),
        (r#"{"ok":false,"id":"#, true),
        (r#"{"half a \ud83d":1,"ok":false}"#, true),
        (r#"{"ok":true,"error":"no"}"#, false),
        (r#"{"ok":true,"more":false}"#, false),
        (r#"{"ok":0}"#, false),
        (r#"{"ok":null}"#, false),
        (r#"{"a":{"ok":false}}"#, false),
        (r#"[{"ok":false}]"#, false),
        (r#"{"id":"a","#, false),
        ("", false),
        ("<html>", false),
    ] {
        let (client, transport) = playing([answer(200, &[], body)]);
        let mut call = Call::new(&client, &ANY);
        call.success_member("ok");
        match call.read(Answer::raw).await {
            Ok(_) => assert!(!is_refusal, "{body}"),
            Err(error) => {
                assert!(is_refusal, "{body}: {error}");
                assert!(
                    matches!(error.kind(), ErrorKind::Api(_)),
                    "{body}: {error:?}"
                );
                assert_eq!(error.outcome(), Outcome::Rejected, "{body}");
                assert_eq!(error.body().map(AsRef::as_ref), Some(body.as_bytes()));
            }
        }
        assert_eq!(transport.requests().len(), 1, "{body}");
    }
}
