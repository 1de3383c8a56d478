//! Nulls where there can be none: an element is left out, a list or a map is empty, and both are told.

use std::collections::BTreeMap;
use std::fmt::Debug;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::runtime::decode;
use crate::runtime::drift::{self, DriftKind, decode_tracked};
use crate::runtime::{Answer, Call, Pages, SecretValue, Timestamp};
use crate::scripted::{answer, builder, playing, script};
use crate::streams::OPERATION;
use crate::walks::{FROM_1, OFFSET, TOKEN};

type Map<T> = BTreeMap<String, T>;

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Held {
    list: Vec<String>,
    map: Map<u8>,
    open: Option<Open>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Open {
    #[serde(flatten)]
    more: Map<u8>,
}

/// What becomes of `text`, and where it is told that a null was there.
fn check<T: DeserializeOwned + Serialize>(text: &str, expected: &Value, places: &[&str]) {
    let read = decode::json::<T>(text.as_bytes()).map_err(|it| it.failure.path);
    assert_eq!(
        serde_json::to_value(read).expect("JSON"),
        json!({"Ok": expected}),
        "{text}"
    );
    let quiet = decode::quiet::<T>(text.as_bytes()).ok();
    assert_eq!(
        serde_json::to_value(quiet).expect("JSON"),
        *expected,
        "{text}"
    );
    let value = serde_json::from_str(text).expect("JSON");
    let (tracked, found) = decode_tracked::<T>(&value, "", "o");
    let tracked = tracked.ok();
    assert_eq!(
        serde_json::to_value(tracked).expect("JSON"),
        *expected,
        "{text}"
    );
    assert!(
        found.iter().all(|it| it.kind == DriftKind::ToleratedNull),
        "{found:?}"
    );
    let found: Vec<_> = found.iter().map(|it| it.path.as_str()).collect();
    assert_eq!(found, places, "{text}");
}

#[test]
fn elements_that_cannot_be_null_are_left_out() {
    check::<Vec<String>>(r#"["a",null,"b"]"#, &json!(["a", "b"]), &["[1]"]);
    check::<Vec<bool>>(
        "[null,null,true,null]",
        &json!([true]),
        &["[0]", "[1]", "[3]"],
    );
    check::<Vec<String>>("[null]", &json!([]), &["[0]"]);
    check::<Vec<f32>>("[null,1.5]", &json!([1.5]), &["[0]"]);
    check::<Vec<i64>>("[5.0,null]", &json!([5]), &["[1]"]);
    // Beyond what a float holds.
    check::<Vec<i64>>(
        "[-9007199254740993,5.0,null]",
        &json!([-9_007_199_254_740_993_i64, 5]),
        &["[2]"],
    );
    // What can be read as it is stays as it is.
    check::<(Vec<u8>, Value)>("[[null,1],5.0]", &json!([[1], 5.0]), &["[0][0]"]);
    check::<Vec<Timestamp>>(
        r#"[null,"2024-01-31T12:00:07Z"]"#,
        &json!(["2024-01-31T12:00:07Z"]),
        &["[0]"],
    );
    check::<Vec<Vec<u8>>>("[null,[null,2],[]]", &json!([[2], []]), &["[0]", "[1][0]"]);
    check::<Map<String>>(r#"{"a":null,"b":"x"}"#, &json!({"b": "x"}), &["a"]);
    check::<Map<Vec<u8>>>(
        r#"{"a":null,"b":null,"c":[null,1],"d":null}"#,
        &json!({"c": [1]}),
        &["a", "b", "c[0]", "d"],
    );
    check::<Vec<Open>>(r#"[null,{"a":1}]"#, &json!([{"a": 1}]), &["[0]"]);
    // A null for an optional property is told as before.
    check::<Vec<Held>>(
        r#"[{"list":["a"],"map":{},"open":null},null]"#,
        &json!([{"list": ["a"], "map": {}, "open": null}]),
        &["[0].open", "[1]"],
    );
    let secrets = decode::json::<Vec<SecretValue>>(br#"[null,"s"]"#).ok();
    assert_eq!(secrets.map(|it| it.len()), Some(1));
}

#[test]
fn lists_and_maps_that_are_null_are_empty() {
    check::<Vec<u8>>("null", &json!([]), &[""]);
    check::<Map<u8>>("null", &json!({}), &[""]);
    check::<Held>(
        r#"{"list":null,"map":null}"#,
        &json!({"list": [], "map": {}, "open": null}),
        &["list", "map"],
    );
}

#[test]
fn nulls_that_may_be_there_stay() {
    check::<Vec<Option<u8>>>("[1,null]", &json!([1, null]), &[]);
    check::<Vec<Value>>(r#"[null,{"a":[null]}]"#, &json!([null, {"a": [null]}]), &[]);
    // Beside one that is left out.
    check::<(Vec<Value>, Vec<u8>, Map<Option<u8>>)>(
        r#"[[null],[null,1],{"a":null}]"#,
        &json!([[null], [1], {"a": null}]),
        &["[1][0]"],
    );
}

#[test]
fn what_else_is_wrong_is_an_error_still() {
    fn place<T: DeserializeOwned + Debug>(text: &str) -> Option<String> {
        let value = serde_json::from_str(text).expect("JSON");
        let (tracked, _) = decode_tracked::<T>(&value, "", "o");
        let read = decode::json::<T>(text.as_bytes());
        assert_eq!(read.is_err(), tracked.is_err(), "{text}");
        read.err().map(|it| it.failure.path)
    }
    assert_eq!(
        place::<Vec<String>>(r#"["a",null,1]"#).as_deref(),
        Some("[2]")
    );
    assert_eq!(place::<Open>("null").as_deref(), Some("."));
    assert_eq!(place::<String>("null").as_deref(), Some("."));
    assert_eq!(
        place::<Map<u8>>(r#"{"a":"x","b":null}"#).as_deref(),
        Some("a")
    );
    let twice = br#"{"list":[],"list":[],"map":{},"open":null}"#;
    assert!(decode::json::<Held>(twice).is_err());
}

/// A tree of many objects takes much memory, which the place of a mistake is not worth.
#[test]
fn nulls_are_passed_over_in_answers_of_any_size() {
    let many = "{},".repeat(decode::NESTS);
    for (few_or_many, last, expected) in [
        ("{},", "null", Ok(1)),
        (&many, "null", Ok(decode::NESTS)),
        ("{},", "5", Err("[1]")),
        (&many, "5", Err(".")),
        (&many, "null,5", Err("[250001]")),
        (&many, "null,", Err(".")),
    ] {
        let read = decode::json::<Vec<Map<u8>>>(format!("[{few_or_many}{last}]").as_bytes());
        let read = read.map(|it| it.len()).map_err(|it| it.failure.path);
        assert_eq!(read, expected.map_err(str::to_owned), "{last}");
    }
}

/// Otherwise a key of kilobytes would be repeated for each of the nulls below it.
#[test]
fn of_what_is_passed_over_so_much_is_told_as_somebody_reads() {
    for (letters, nulls, paths) in [
        (5, 3, vec!["kkkkk[0]", "kkkkk[1]", "kkkkk[2]"]),
        (100_000, 20_000, vec![]),
    ] {
        let key = "k".repeat(letters);
        let value = serde_json::json!({ key: vec![(); nulls] });
        let (read, found) = decode_tracked::<Map<Vec<String>>>(&value, "", "operation");
        assert_eq!(read.expect("a map").len(), 1);
        assert!(found.iter().all(|it| it.path.len() < 120));
        if paths.is_empty() {
            assert_eq!(found.len(), 1000);
        } else {
            assert_eq!(
                found.into_iter().map(|it| it.path).collect::<Vec<_>>(),
                paths
            );
        }
    }
}

/// Nothing but an alternative that nobody knows.
struct Other;

impl<'de> Deserialize<'de> for Other {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        u8::deserialize(deserializer)?;
        let read = drift::least([Self].into_iter(), |it| {
            drift::unknown_alternative();
            Some(it)
        });
        Ok(read.expect("the only way"))
    }
}

#[test]
fn of_what_alternatives_say_no_more_is_told() {
    for (values, told) in [(3, 3), (1000, 1000), (1001, 1000)] {
        let value = json!(vec![0; values]);
        let (read, found) = decode_tracked::<Vec<Other>>(&value, "", "operation");
        assert_eq!(
            (read.ok().map(|it| it.len()), found.len()),
            (Some(values), told)
        );
    }
}

#[tokio::test]
async fn nulls_are_passed_over_in_results_of_any_size() {
    let many = "{},".repeat(decode::NESTS);
    for (last, expected) in [("null", Ok(decode::NESTS)), ("5", Err("."))] {
        let body = format!(r#"{{"success":true,"result":[{many}{last}]}}"#);
        let (client, _) = playing([answer(200, &[], body)]);
        let call = Call::new(&client, &OPERATION);
        let read = call.read(Answer::envelope::<Vec<Map<u8>>>).await;
        let read = read.map(|it| it.into_inner().len());
        match (read, expected) {
            (Err(error), Err(path)) => {
                let place = format!("at `{path}`");
                assert!(error.to_string().contains(&place), "{error}");
            }
            (read, expected) => assert_eq!(read.ok(), expected.ok(), "{last}"),
        }
    }
}

#[tokio::test]
async fn a_list_of_an_answer_that_says_that_it_holds_none_is_empty() {
    for (status, body, enveloped, expected) in [
        (200, r#"["a",null]"#, false, Some(1)),
        (200, "null", false, Some(0)),
        (204, "", false, Some(0)),
        // It may have been lost.
        (200, "", false, None),
        (200, r#"{"success":true,"result":null}"#, true, Some(0)),
        (
            200,
            r#"{"success":true,"result":[null,"a"]}"#,
            true,
            Some(1),
        ),
        (200, r#"{"success":true}"#, true, None),
    ] {
        for strict in [false, true] {
            let client = builder(script([answer(status, &[], body)])).strict(strict);
            let call = Call::new(&client.build().expect("a client"), &OPERATION);
            let found = if enveloped {
                call.read(Answer::envelope::<Vec<String>>).await
            } else {
                call.read(Answer::json).await
            };
            let found = found.map(|it| it.into_inner().len());
            match (found, expected) {
                (Err(error), Some(_)) if strict => {
                    assert!(error.to_string().contains("unexpected null"), "{error}");
                }
                (found, expected) => assert_eq!(found.ok(), expected, "{status} {body}"),
            }
        }
    }
}

/// Where pages are counted, one that is shorter would end the list, or move the next one.
#[tokio::test]
async fn no_item_is_left_out_of_a_page_that_is_counted() {
    for (pagination, expected) in [(&TOKEN, Some(1)), (&OFFSET, None), (&FROM_1, None)] {
        let (client, _) = playing([answer(200, &[], r#"{"data":[null,"a"]}"#)]);
        let call = Call::new(&client, &OPERATION);
        let page = Pages::<String>::listed(call, pagination, None)
            .try_next()
            .await;
        let items = page.map(|it| it.expect("a page").items.len());
        assert_eq!(items.ok(), expected, "{pagination:?}");
    }
}
