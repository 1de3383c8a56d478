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
