//! What is read of answers that are not written as documented, and where they are wrong.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::headers::ANY;
use crate::runtime::drift::{DriftKind, decode_tracked};
use crate::runtime::timestamp::Timestamp;
use crate::runtime::{Answer, Call, Nullable, additional, decode, missing_time};
use crate::scripted::{answer, playing};

#[tokio::test]
async fn text_in_json_is_the_text_inside() {
    for (media_type, body, text) in [
        ("application/json", r#""a\n\u00e9""#, "a\né"),
        ("application/problem+json; charset=utf-8", " \"a\" ", "a"),
        ("application/json", "\u{feff}\"\"", ""),
        // What is no text in JSON stays as it came.
        ("application/json", r#"{"a":"b"}"#, r#"{"a":"b"}"#),
        ("application/json", "5", "5"),
        ("application/json", r#""a" and "b""#, r#""a" and "b""#),
        ("application/json", r#""a"#, r#""a"#),
        ("text/plain", r#""a""#, r#""a""#),
        ("", r#""a""#, r#""a""#),
    ] {
        let headers: &[_] = match media_type {
            "" => &[],
            it => &[("content-type", it)],
        };
        let (client, _) = playing([answer(200, headers, body)]);
        let read = Call::new(&client, &ANY).read(Answer::text).await;
        assert_eq!(read.expect("a text").get(), text, "{media_type} {body}");
    }
}

#[test]
fn what_has_no_field_is_wrong_at_its_key() {
    #[derive(Debug, serde::Deserialize)]
    #[expect(dead_code, reason = "it is only read")]
    struct Beside {
        a: u8,
        #[serde(flatten, deserialize_with = "additional::entries")]
        rest: BTreeMap<String, u8>,
    }
    #[derive(Debug, serde::Deserialize)]
    #[expect(dead_code, reason = "it is only read")]
    struct Whole {
        list: Vec<Beside>,
    }
    for (beside, place) in [
        (r#"{"a":1,"b":2}"#, None),
        (r#"{"a":1,"b":2,"c":300,"d":"e"}"#, Some(".c")),
        (r#"{"a":1,"b c":null}"#, Some(r#"["b c"]"#)),
        (r#"{"a":300,"b":2}"#, Some(".a")),
        (r#"{"b":2}"#, Some("")),
    ] {
        let text = format!(r#"{{"list":[{{"a":0,"z":1}},{beside}]}}"#);
        let expected = place.map(|it| format!("list[1]{it}"));
        let plain = decode::json::<Whole>(text.as_bytes());
        assert_eq!(plain.err().map(|it| it.failure.path), expected, "{beside}");
        let value: Value = serde_json::from_str(&text).expect("JSON");
        let tracked = decode_tracked::<Whole>(&value, "", "look").0;
        assert_eq!(tracked.err().map(|it| it.path), expected, "{beside}");
        let alone = decode::json::<Beside>(beside.as_bytes());
        let alone = alone.err().map(|it| it.failure.path);
        let alone = alone.as_deref().map(|it| it.trim_matches('.'));
        assert_eq!(alone, place.map(|it| it.trim_matches('.')), "{beside}");
    }
}

const MISSING: &str = "the required field `description` is missing";
const OTHER: &str = "the JSON has another type than documented";

/// What is read, where it is wrong, `*` for the whole, and why.
const WRONG: &[(&str, &str, &str)] = &[
    (
        r#"{"count":1,"samples":[]}"#,
        "",
        "the required field `description` is missing at line 1 column 35",
    ),
    (r#"{"count":1,"samples":null}"#, "", MISSING),
    (r#"{"count":1.0,"samples":[]}"#, "", MISSING),
    (r#"{"count":1.0,"samples":[null]}"#, "", MISSING),
    (
        r#"{"count":1,"samples":null,"description":null}"#,
        ".description",
        OTHER,
    ),
    (
        r#"{"count":1,"samples":["a",null,5],"description":"b"}"#,
        ".samples[2]",
        OTHER,
    ),
    (
        r#"{"count":"missing field `description`"}"#,
        ".count",
        "the JSON has another type than documented at line 1 column 49",
    ),
    (
        r#"{"count":1,"count":1,"description":"b","samples":[]}"#,
        "*",
        "the JSON has another type than documented at line 1 column 29",
    ),
];

/// What can be mended is not what is wrong, and a name that is missing is not in the answer.
#[test]
fn what_is_wrong_is_told_with_its_place_and_what_is_missing_with_its_name() {
    #[derive(Debug, serde::Deserialize)]
    #[expect(dead_code, reason = "it is only read")]
    struct Voice {
        count: i64,
        description: String,
        samples: Vec<String>,
    }
    #[derive(Debug, serde::Deserialize)]
    #[expect(dead_code, reason = "it is only read")]
    struct Voices {
        voices: Vec<Voice>,
        #[serde(rename = "next-page@")]
        next: Option<Nullable<String>>,
    }
    for (voice, place, why) in WRONG {
        let text = format!(r#"{{"voices":[{voice}]}}"#);
        let error = decode::json::<Voices>(text.as_bytes()).expect_err("an error");
        let place = if *place == "*" {
            ".".to_owned()
        } else {
            format!("voices[0]{place}")
        };
        assert_eq!(
            (error.failure.path, error.source.to_string()),
            (place, (*why).to_owned()),
            "{text}"
        );
    }
    let error = decode::json::<Voices>(b"{}").expect_err("an error");
    assert_eq!(error.failure.path, ".");
    assert_eq!(
        error.source.to_string(),
        "the required field `voices` is missing at line 1 column 2"
    );
}

#[test]
fn a_place_and_its_reason_are_of_the_same_mistake() {
    #[derive(Debug, serde::Deserialize)]
    #[expect(dead_code, reason = "it is only read")]
    struct Named {
        id: String,
    }
    let other = "the JSON has another type than documented at line 1 column 7";
    for (text, place, why) in [
        (r#"{"id":5,"name":"a"}"#, "id", other),
        // It breaks off too, but that comes later.
        (r#"{"id":5,"name":"a"#, ".", other),
        (r#"{"id":5,"name":nil}"#, ".", other),
        (
            r#"{"id":"a","name":nil}"#,
            "name",
            "the JSON is not JSON at line 1 column 19",
        ),
        (
            r#"{"id":"\ud83d","name":"a"#,
            "name",
            "the JSON ends too early at line 1 column 24",
        ),
        // Nobody reads that number.
        (
            r#"{"name":1e999,"id":"a"#,
            ".",
            "the JSON ends too early at line 1 column 21",
        ),
        (
            r#"{"id":"a"} b"#,
            ".",
            "the JSON is not JSON at line 1 column 12",
        ),
    ] {
        let error = decode::json::<Named>(text.as_bytes()).expect_err(text);
        let told = (error.failure.path, error.source.to_string());
        assert_eq!(told, (place.to_owned(), why.to_owned()), "{text}");
    }
}

/// Messages of types quote what they like.
#[test]
fn a_name_that_may_be_of_the_answer_is_not_told() {
    #[derive(Debug)]
    struct Quoting;
    impl<'de> serde::Deserialize<'de> for Quoting {
        fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let text = String::deserialize(deserializer)?;
            Err(serde::de::Error::custom(text))
        }
    }
    for text in [
        "missing field",
        "missing field `a` of b",
        r"missing field `a\n`",
        "missing `a`",
    ] {
        let error = decode::json::<Vec<Quoting>>(format!(r#"["{text}"]"#).as_bytes());
        let said = error.expect_err("an error").source.to_string();
        assert!(said.starts_with("the JSON has another type"), "{said}");
    }
}

#[test]
fn times_that_may_be_missing_are_missing_in_the_ways_of_databases() {
    #[derive(Debug, serde::Deserialize)]
    struct Times {
        #[serde(default, deserialize_with = "missing_time::optional")]
        optional: Option<Timestamp>,
        #[serde(default, deserialize_with = "missing_time::nullable")]
        nullable: Option<Timestamp>,
        #[serde(default, deserialize_with = "missing_time::three_state")]
        three: Nullable<Timestamp>,
    }
    use DriftKind::{ToleratedNull, UnusualTime};
    for (text, is_read, is_there, drift) in [
        (r#""2026-07-01T12:30:00Z""#, true, true, &[][..]),
        (r#""2026-07-01 12:30:00""#, true, true, &[UnusualTime; 3]),
        ("null", true, false, &[ToleratedNull]),
        (r#""""#, true, false, &[UnusualTime; 3]),
        (r#""0000-00-00 00:00:00""#, true, false, &[UnusualTime; 3]),
        (r#""0000-00-00""#, true, false, &[UnusualTime; 3]),
        (r#""2026-00-00""#, false, false, &[]),
        ("5", false, false, &[]),
    ] {
        let value = format!(r#"{{"optional":{text},"nullable":{text},"three":{text}}}"#);
        assert_eq!(
            decode::json::<Times>(value.as_bytes()).is_ok(),
            is_read,
            "{text}"
        );
        let value: Value = serde_json::from_str(&value).expect("JSON");
        let (times, found) = decode_tracked::<Times>(&value, "", "look");
        let Ok(times) = times else {
            assert!(!is_read, "{text}");
            continue;
        };
        assert_eq!(times.optional.is_some(), is_there, "{text}");
        assert_eq!(times.nullable.is_some(), is_there, "{text}");
        assert_eq!(times.three.is_null(), !is_there, "{text}");
        let found: Vec<DriftKind> = found.iter().map(|it| it.kind).collect();
        assert_eq!(found, drift, "{text}");
    }
    let none: Times = decode::json(b"{}")
        .map_err(|it| it.failure)
        .expect("an object");
    assert!(none.optional.is_none() && none.nullable.is_none() && none.three.is_absent());
}
