//! What is read of failures that are much too large.

use serde_json::Value;

use crate::runtime::api_error::ApiError;
use crate::runtime::excerpt::Excerpt;
use crate::runtime::{Error, Outcome, RetryPolicy};
use crate::scripted::{answer, playing};

/// How many values there are, those inside of others included.
fn values(value: &Value) -> usize {
    1 + match value {
        Value::Array(list) => list.iter().map(values).sum(),
        Value::Object(fields) => fields.values().map(values).sum(),
        _ => 0,
    }
}

fn many(text: &str) -> String {
    vec![text; 5000].join(",")
}

#[test]
fn small_values_are_read_as_they_are() {
    for text in [
        r#"{"a":[null,true,1,-1,1.5,"b\u0000",{"c":{}}],"d":18446744073709551615,"a":2}"#,
        "[]",
        "1",
        r#""a""#,
        "null",
    ] {
        let Excerpt(read) = serde_json::from_str(text).expect("a value");
        let whole: Value = serde_json::from_str(text).expect("a value");
        assert_eq!(read, whole, "{text}");
    }
    // As a number comes in programs that turn on `arbitrary_precision`.
    let text = r#"{"a":{"$serde_json::private::Number":"15"}}"#;
    let Excerpt(read) = serde_json::from_str(text).expect("a value");
    assert_eq!(read["a"], 15);
}

#[test]
fn of_large_values_the_begin_is_kept() {
    let named: Vec<String> = (0..5000).map(|it| format!(r#""{it}":[0,0]"#)).collect();
    let lists = format!("[{}]", many(&format!("[{}]", vec!["0"; 200].join(","))));
    for (text, most) in [
        (format!("[{}]", many("0")), 102),
        (format!("[{}]", many(r#"{"":0}"#)), 202),
        (lists.clone(), 4100),
        (format!("{{{}}}", named.join(",")), 301),
        (format!(r#"{{"a":{lists},"b":{lists}}}"#), 8200),
    ] {
        let Excerpt(read) = serde_json::from_str(&text).expect("a value");
        let kept = values(&read);
        assert!(kept > 100 && kept <= most, "{kept} of {text:.40}");
    }
    // What is behind it is still found.
    let text = format!(r#"{{"a":{lists},"errors":["no"]}}"#);
    let Excerpt(read) = serde_json::from_str(&text).expect("a value");
    assert_eq!(read["errors"][0], "no");
    let broken = format!("[{}", many("0"));
    assert!(serde_json::from_str::<Excerpt>(&broken).is_err());
}

async fn error_of(status: u16, body: String) -> Error {
    let (client, _) = playing([answer(status, &[], body)]);
    let call = client.secrets().get("a").retry(RetryPolicy::none());
    call.await.expect_err("a failure")
}

#[tokio::test]
async fn the_first_hundred_entries_are_read() {
    let entry = r#"{"code":7,"message":"no"}"#;
    let chained = format!(r#"{{"code":7,"message":"no","error_chain":[{entry},{entry}]}}"#);
    let by_field: Vec<String> = (0..5000)
        .map(|it| format!(r#""{it}":["no","no"]"#))
        .collect();
    // Of errors behind them there are as many more. By field, errors are only those of a refusal.
    let errors = [
        (format!("[{}]", many(entry)), 100, 100),
        (format!("[{}]", many(&chained)), 200, 200),
        (format!("[{}]", many(r#"{"":0}"#)), 0, 0),
        (format!("[{}]", many(r#""no""#)), 100, 100),
        (format!("{{{}}}", by_field.join(",")), 0, 100),
    ];
    for (errors, of_success, of_refusal) in errors {
        for (status, expected) in [(200, of_success), (400, of_refusal)] {
            let body = format!(r#"{{"success":false,"messages":{errors},"errors":{errors}}}"#);
            let error = error_of(status, body).await;
            let mut entries: Vec<_> = error.api_errors().iter().collect();
            let mut count = 0;
            while let Some(entry) = entries.pop() {
                entries.extend(&entry.chain);
                count += 1;
            }
            assert_eq!(count, expected, "{status}: {errors:.40}");
            assert_eq!(error.outcome(), Outcome::Rejected);
            assert!(format!("{error:#?}").len() < 200_000);
        }
    }
}

#[tokio::test]
async fn entries_with_many_members_are_whole() {
    let members: Vec<String> = (0..18).map(|it| format!(r#""m{it}":0"#)).collect();
    let entry = format!(r#"{{"code":7,{},"message":"no"}}"#, members.join(","));
    for (entry, least) in [
        (entry.clone(), 100),
        // Those that are too many to be kept are left out, not cut.
        (
            format!(r#"{{"more":{entry},"and":{entry},"code":7,"message":"no"}}"#),
            80,
        ),
    ] {
        let error = error_of(400, format!(r#"{{"errors":[{}]}}"#, many(&entry))).await;
        let errors = error.api_errors();
        assert!(errors.len() >= least, "{}", errors.len());
        let is_whole = |it: &ApiError| it.code == 7 && it.message == "no";
        assert!(errors.iter().all(is_whole));
    }
}

#[tokio::test]
async fn of_messages_of_a_success_the_first_hundred_are_read() {
    let messages = many(r#"{"message":"hint"}"#);
    let body = format!(r#"{{"success":true,"messages":[{messages}],"result":{{"id":"a"}}}}"#);
    let (client, _) = playing([answer(200, &[], body)]);
    let response = client.secrets().get("a").send().await.expect("a secret");
    assert_eq!(response.messages().len(), 100);
}

/// A list whose first entries say nothing is none that says nothing.
#[tokio::test]
async fn an_error_far_behind_is_one() {
    let nothing = many("null");
    for (errors, is_error) in [
        (format!("[{nothing}]"), false),
        (format!(r#"[{nothing},{{"message":"no"}}]"#), true),
    ] {
        let body = format!(r#"{{"errors":{errors},"result":{{"id":"a"}}}}"#);
        let (client, _) = playing([answer(200, &[], body)]);
        let read = client.secrets().get("a").await;
        assert_eq!(read.is_err(), is_error, "{errors:.20}");
    }
}

#[tokio::test]
async fn the_first_entry_that_says_something_is_the_reason() {
    for (errors, refused, reported) in [
        ("[{}]", "Service Unavailable", ""),
        (r#"[{"code":0}]"#, "Service Unavailable", ""),
        (r#"[""]"#, "Service Unavailable", ""),
        (r#"[{"message":"\u0007"}]"#, "Service Unavailable", ""),
        ("[]", "Service Unavailable", ""),
        (r#"[{"code":5}]"#, "code 5", "code 5"),
        (r#"[{"code":"gone"}]"#, "code gone", "code gone"),
        (
            r#"[{"code":null,"message":null},{"code":7,"message":"why"}]"#,
            "why (code 7)",
            "why (code 7)",
        ),
    ] {
        let unknown = "the server reports a failure without a reason";
        let reported = if reported.is_empty() {
            unknown
        } else {
            reported
        };
        for (status, reason) in [(503, refused), (200, reported)] {
            let body = format!(r#"{{"success":false,"errors":{errors}}}"#);
            let error = error_of(status, body).await;
            let expected = format!("secrets.get: {status} {reason}");
            assert_eq!(error.to_string(), expected, "{errors}");
        }
    }
}
