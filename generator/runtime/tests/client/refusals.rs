//! What is read of answers without success, in whatever words they say it.

use crate::runtime::{Error, ErrorKind, Outcome, RetryPolicy};
use crate::scripted::{Step, answer, playing};

async fn error_of(step: Step) -> Error {
    let (client, _) = playing([step]);
    let call = client.secrets().get("a").retry(RetryPolicy::none());
    call.await.expect_err("a failure")
}

#[tokio::test]
async fn codes_fields_and_shapes_beyond_the_documented_ones_are_read() {
    for (body, code, message) in [
        (
            r#"{"success":false,"errors":[{"code":971,"message":"wait","error_chain":[{"code":6003}]}]}"#,
            971,
            "wait",
        ),
        (
            r#"{"errors":[{"code":"12","message":"text code"}],"messages":null}"#,
            12,
            "text code",
        ),
        (r#"{"errors":["just text"]}"#, 0, "just text"),
        (
            r#"{"type":"about:blank","title":"Not Found","detail":"no such thing"}"#,
            0,
            "no such thing",
        ),
        (r#"{"title":"Not Found","status":404}"#, 0, "Not Found"),
        (r#"{"code":5,"message":"plain"}"#, 5, "plain"),
        (r#"{"error":"invalid_token"}"#, 0, "invalid_token"),
        (r#"{"error":{"code":9,"message":"nested"}}"#, 9, "nested"),
        (r#"{"errors":{"code":3,"message":"one"}}"#, 3, "one"),
        (
            r#"{"title":"Wrong","errors":{"name":["is taken","is long"]}}"#,
            0,
            "name: is taken",
        ),
        (r#"{"errors":{"name":"is taken"}}"#, 0, "name: is taken"),
        (
            r#"{"detail":[{"loc":["body"],"msg":"field required"}]}"#,
            0,
            "field required",
        ),
        (r#"{"errorMessage":"camel"}"#, 0, "camel"),
        (
            r#"{"errors":[{}],"message":"what is wrong"}"#,
            0,
            "what is wrong",
        ),
        (
            r#"{"errors":[{"id":"a"}],"detail":" ","title":"Wrong"}"#,
            0,
            "Wrong",
        ),
        (
            r#"{"message":["must be a text","must be short"],"error":"Bad Request"}"#,
            0,
            "must be a text",
        ),
        (r#""no such thing""#, 0, "no such thing"),
        (r#"["no such thing"]"#, 0, "no such thing"),
        (
            r#"{"error":"Not Found","message":"no such thing"}"#,
            0,
            "no such thing",
        ),
        (
            r#"{"error":{"id":7},"message":"no such thing"}"#,
            0,
            "no such thing",
        ),
    ] {
        let error = error_of(answer(400, &[], body)).await;
        let first = error
            .api_errors()
            .first()
            .unwrap_or_else(|| panic!("{body}"));
        assert_eq!(
            (first.code, first.message.as_str()),
            (code, message),
            "{body}"
        );
    }
}

/// As services answer: what is printed, and the name that tells errors apart.
#[tokio::test]
async fn errors_of_many_services_are_read() {
    for (body, printed, name) in [
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
            "Validation Failed (code missing_field)",
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
    ] {
        let error = error_of(answer(422, &[], body)).await;
        let first = error.api_errors().first().expect(body);
        assert_eq!(
            error.to_string(),
            format!("secrets.get: 422 {printed}"),
            "{body}"
        );
        assert_eq!(first.name.as_deref(), name, "{body}");
    }
}

/// Whoever wrote it: what became of the request is as with every other answer of that status.
#[tokio::test]
async fn a_short_plain_text_is_the_message() {
    let long = "x".repeat(301);
    let (plain, html) = ("text/plain", "text/html");
    for (status, content_type, body, message) in [
        (
            400,
            plain,
            "Error processing request.\n",
            Some("Error processing request."),
        ),
        (
            400,
            "Text/Plain; charset=latin1",
            "caf\u{e9}",
            Some("cafÃ©"),
        ),
        (429, plain, "slow down\nplease", Some("slow down please")),
        (
            502,
            plain,
            "upstream connect error",
            Some("upstream connect error"),
        ),
        (404, plain, "404", Some("404")),
        (
            403,
            plain,
            "no token-canary",
            Some("[redacted: it repeats a secret of the request]"),
        ),
        (400, plain, r#"{"message":"in JSON"}"#, Some("in JSON")),
        (400, plain, &long, None),
        (400, plain, "one\n\ntwo", None),
        (400, plain, "<p>no", None),
        (400, plain, "see <a>here</a>", None),
        (400, plain, "a\0b", None),
        (400, plain, " ", None),
        (400, html, "no", None),
        (400, "", "no", None),
        (600, plain, "no", None),
        (200, plain, "no", None),
    ] {
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
