//! What a success must be to count as one, and what of it is reported.

use std::sync::{Arc, Mutex};

use crate::runtime::{Answer, ErrorKind, Outcome};
use crate::scripted::{answer, builder, playing, refused, script};

#[tokio::test]
async fn a_page_of_something_else_is_no_answer_to_a_delete() {
    let (html, json) = ("text/html", "application/json");
    for (content, body, is_success) in [
        (json, "", true),
        (html, " \n", true),
        (json, "null", true),
        (json, r#"{"success":true,"result":null}"#, true),
        (json, r#"{"success":"true","errors":null}"#, true),
        (json, r#"{"success":null,"errors":[]}"#, true),
        (html, r#"{"id":"a"}"#, true),
        (html, "<html>Sign in to the network", false),
        ("text/plain", "Sign in", false),
        (json, "<html>", false),
    ] {
        let (client, _) = playing([answer(200, &[("content-type", content)], body)]);
        let result = client.secrets().delete("a").await;
        assert_eq!(result.is_ok(), is_success, "{body}: {result:?}");
        if let Err(error) = result {
            assert!(
                matches!(error.kind(), ErrorKind::UnexpectedContent(_)),
                "{error}"
            );
            assert_eq!(error.outcome(), Outcome::Unknown);
        }
    }
}

#[tokio::test]
async fn bodies_that_nobody_knows_of_fail_nothing_unless_they_speak_against_success() {
    let (plain, json) = ("text/plain", "application/json");
    for (content, body, outcome) in [
        (json, "", None),
        ("text/html", "", None),
        (plain, "OK", None),
        (json, "OK", None),
        ("application/x-tar", "archive\0", None),
        (json, "{\"stream\":1}\n{\"stream\":2}\n", None),
        (json, r#"{"half":"\ud83d"}"#, None),
        // As NestJS calls every text.
        ("text/html", "This action adds a new cat", None),
        ("text/html", " \n<p>Please log in", Some(Outcome::Unknown)),
        ("Text/HTML", "\u{feff}\n<p>", Some(Outcome::Unknown)),
        (
            "text/html; charset=utf-16",
            "<\0p\0",
            Some(Outcome::Unknown),
        ),
        (json, "<html>", Some(Outcome::Unknown)),
        (json, r#"{"success": tr"#, Some(Outcome::Applied)),
        (json, r#"{"success":false}"#, Some(Outcome::Rejected)),
        (json, "{\"success\":false}\n{}", Some(Outcome::Unknown)),
        (
            json,
            r#"{"success":false,"half":"\ud83d"}"#,
            Some(Outcome::Rejected),
        ),
    ] {
        let (client, _) = playing([answer(200, &[("content-type", content)], body)]);
        let result = client.secrets().delete("a").nothing().await;
        let found = result.map_err(|error| error.outcome()).err();
        assert_eq!(found, outcome, "{content}: {body}");
    }
}

/// Where no body is documented, nobody waits for JSON.
#[tokio::test]
async fn an_answer_that_has_to_be_empty_is_not_called_no_json() {
    for (header, value, body, message) in [
        (
            "content-type",
            "text/html",
            "<p>",
            "the answer is not empty but `text/html`",
        ),
        (
            "content-encoding",
            "gzip",
            "\u{1f}\u{8b}",
            "the answer is not empty but `gzip of something`",
        ),
    ] {
        let (client, _) = playing([answer(201, &[(header, value)], body)]);
        let error = client.secrets().delete("a").nothing().await;
        let error = error.expect_err("another body").to_string();
        assert!(error.contains(message), "{error}");
    }
}

#[tokio::test]
async fn an_answer_without_content_is_not_called_json() {
    let said = |status, body| async move {
        let (client, _) = playing([answer(status, &[], body)]);
        let error = client.secrets().get("a").await.expect_err("a secret");
        std::error::Error::source(&error).map(ToString::to_string)
    };
    let nothing = Some("the answer has no content".to_owned());
    assert_eq!(said(204, "").await, nothing);
    assert_eq!(said(200, "").await, nothing);
    assert_ne!(said(200, r#"{"result":null}"#).await, nothing);
}

#[tokio::test]
async fn a_body_that_nobody_knows_of_is_there_for_who_does() {
    for (body, numbers) in [
        ("", None),
        (" \n", None),
        ("[1,2]", Some(Some(vec![1, 2]))),
        ("\u{feff}[3,null]", Some(Some(vec![3]))),
        (r#"{"success":true,"canary":1}"#, Some(None)),
    ] {
        let (client, _) = playing([answer(200, &[], body), answer(200, &[], body)]);
        let delete = || client.secrets().delete("a").call;
        for answer in [
            delete().read(Answer::nothing).await,
            delete().read(Answer::verdict).await,
        ] {
            let answer = answer.expect("a success");
            assert_eq!(&answer.body()[..], body.as_bytes());
            let read = answer.json::<Vec<u8>>();
            if let Some(Err(error)) = &read {
                let said = (error.operation(), error.attempts(), error.outcome());
                assert_eq!(said, ("secrets.delete", 1, Outcome::Applied));
                assert!(error.is_decode(), "{error}");
            }
            assert!(!format!("{answer:?} {read:?}").contains("canary"));
            assert_eq!(read.map(Result::ok), numbers, "{body}");
        }
    }
}

#[tokio::test]
async fn an_envelope_has_no_other_fields() {
    let body = r#"{"success":true,"errors":[],"messages":[],"result":{"id":"a"},"result_info":null,"new.one":1}"#;
    for strict in [false, true] {
        let reports = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&reports);
        let client = builder(script([answer(200, &[], body), answer(200, &[], body)]))
            .strict(strict)
            .on_drift(move |drift| seen.lock().expect("a list").push(drift.to_string()))
            .build()
            .expect("a client");
        let results = [
            client.secrets().get("a").await.map(drop),
            client.secrets().delete("a").await,
        ];
        for result in results {
            assert_eq!(result.is_err(), strict, "{result:?}");
            let kind = result.as_ref().map_err(crate::runtime::Error::kind);
            assert!(
                matches!(kind, Ok(()) | Err(ErrorKind::Drift(_))),
                "{result:?}"
            );
        }
        let reports = reports.lock().expect("a list");
        assert_eq!(reports.len(), 2, "{reports:?}");
        assert!(
            reports
                .iter()
                .all(|it| it.contains("unknown field") && it.contains("new.one"))
        );
    }
}

/// Halves of characters, which JavaScript writes, and what else `serde_json` refuses, where nobody needs it.
#[tokio::test]
async fn what_cannot_be_read_spoils_nothing_else() {
    let deep = "[".repeat(200) + &"]".repeat(200);
    let spoilt = [
        r#""\ud83d""#,
        r#""\uDE00 \ud83d\ude00""#,
        "1e999",
        "-1E+999",
        &deep,
    ];
    for value in spoilt {
        for members in [
            format!(r#""result":{{"id":"a","new":{value}}}"#),
            format!(r#""result":{{"id":"a"}},"messages":[{{"message":"hint","x":{value}}}]"#),
            format!(r#""result":{{"id":"a"}},"result_info":{{"page":{value}}}"#),
            format!(r#""result":{{"id":"a"}},"errors":[{value}]"#),
            format!(r#""new":{value},"result":{{"id":"a"}}"#),
        ] {
            let body = format!(r#"{{"success":true,{members}}}"#);
            let results = watched(&body).await;
            assert_eq!(results, [Ok("a".to_owned()), Ok(String::new())], "{body}");
        }
    }
}

/// The id of a secret, and nothing of a deletion, with and without somebody who watches.
#[tokio::test]
async fn of_one_answer_no_more_is_reported_than_somebody_reads() {
    for (beside, inside, told) in [(2, 3, 5), (600, 600, 1000), (1500, 0, 1000)] {
        let members = |count: usize| {
            let all: Vec<String> = (0..count).map(|it| format!(r#","m{it}":0"#)).collect();
            all.concat()
        };
        let (beside, inside) = (members(beside), members(inside));
        let body = format!(r#"{{"success":true,"result":{{"id":"a"{inside}}}{beside}}}"#);
        let reports = Arc::new(Mutex::new(0));
        let seen = Arc::clone(&reports);
        let client = builder(script([answer(200, &[], body)]))
            .on_drift(move |_| *seen.lock().expect("a number") += 1)
            .build()
            .expect("a client");
        client.secrets().get("a").await.expect("a secret");
        assert_eq!(*reports.lock().expect("a number"), told);
    }
}

async fn watched(body: &str) -> [Result<String, String>; 2] {
    let steps = || (0..4).map(|_| answer(200, &[], body.to_owned()));
    let (plain, watching) = (builder(script(steps())), builder(script(steps())));
    let mut seen = Vec::new();
    for client in [plain, watching.on_drift(|_| {})] {
        let client = client.build().expect("a client");
        let found = client.secrets().get("a").send().await;
        let found = found.map(|it| it.into_inner().id.to_string());
        let deleted = client.secrets().delete("a").await;
        seen.push([
            found.map_err(|it| it.to_string()),
            deleted.map(|()| String::new()).map_err(|it| it.to_string()),
        ]);
    }
    assert_eq!(seen[0], seen[1], "{body}");
    seen.swap_remove(0)
}

#[tokio::test]
async fn halves_of_characters_are_shown_as_what_they_are() {
    for (written, read) in [
        (r"caf\u00e9 \ud83d", "café \u{FFFD}"),
        (r"\udc00\ud83d\ude00\ud83d", "\u{FFFD}😀\u{FFFD}"),
        (r"\ud83d\ud83d\ude00 \\ud83d", "\u{FFFD}😀 \\ud83d"),
    ] {
        let body = format!(r#"{{"success":true,"result":{{"id":"a","comment":"{written}"}}}}"#);
        let (client, _) = playing([answer(200, &[], body)]);
        let secret = client.secrets().get("a").await.expect("a secret");
        assert_eq!(secret.comment.as_deref(), Some(read));
        let body = format!(
            r#"{{"result":[{{"id":"a"}},{{"id":"b","comment":"{written}"}}],"success":true}}"#
        );
        let (client, _) = playing([answer(200, &[], body)]);
        let page = client.secrets().list().await.expect("a page");
        assert_eq!(page.items[1].comment.as_deref(), Some(read));
        let body =
            format!(r#"{{"success":false,"errors":[{{"code":1001,"message":"{written}"}}]}}"#);
        for status in [200, 400] {
            let (client, _) = playing([answer(status, &[], body.clone())]);
            let error = client.secrets().get("a").await.expect_err("a refusal");
            let first = &error.api_errors()[0];
            assert_eq!((first.code, first.message.as_str()), (1001, read));
        }
    }
}

#[tokio::test]
async fn a_mistake_beside_half_a_character_is_found_where_it_is() {
    let body = r#"{"success":true,"result":{"id":"a","comment":"\ud83d","scopes":7}}"#;
    let error = watched(body).await[0].clone().expect_err("a number");
    assert_eq!(
        error,
        "secrets.get: 200 the body cannot be decoded at `result.scopes`"
    );
}

#[tokio::test]
async fn success_false_is_an_error_whatever_the_result() {
    let id = r#"{"id":"a"}"#;
    for (said, result) in [
        ("false", "null"),
        ("false", "{}"),
        ("false", id),
        ("\"no\"", id),
        ("0", id),
    ] {
        let body = format!(
            r#"{{"success":{said},"errors":[{{"code":1,"message":"no"}}],"result":{result}}}"#
        );
        let (client, _) = playing([answer(200, &[], body)]);
        let error = client.secrets().get("a").await.expect_err("a failure");
        assert_eq!(
            (error.slug(), error.outcome()),
            (Some("no"), Outcome::Rejected)
        );
    }
    let (client, _) = playing([refused(202, 1, "no")]);
    client
        .secrets()
        .delete("a")
        .await
        .expect_err("a reported failure");
}
