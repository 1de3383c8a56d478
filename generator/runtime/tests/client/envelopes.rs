//! What a success must be to count as one, and what of it is reported.

use std::sync::{Arc, Mutex};

use crate::runtime::{ErrorKind, Outcome};
use crate::scripted::{answer, builder, playing, script};

#[tokio::test]
async fn a_page_of_something_else_is_no_answer_to_a_delete() {
    let (html, json) = ("text/html", "application/json");
    for (content, body, is_success) in [
        (json, "", true),
        (html, " \n", true),
        (json, "null", true),
        (json, r#"{"success":true,"result":null}"#, true),
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
            assert_eq!(error.outcome(), Outcome::Applied);
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
