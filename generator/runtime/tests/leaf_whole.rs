//! Whole numbers, however JSON writes them.

use client_runtime::runtime::drift::decode_tracked;
use serde::Deserialize;
use serde_json::Value;

#[derive(Debug, Deserialize, PartialEq)]
struct Sizes {
    #[serde(deserialize_with = "client_runtime::runtime::whole::required")]
    size: u64,
    #[serde(default, deserialize_with = "client_runtime::runtime::whole::optional")]
    change: Option<i32>,
    #[serde(default, deserialize_with = "client_runtime::runtime::whole::nullable")]
    most: Option<u8>,
}

#[test]
fn whole_numbers_in_every_form() {
    for (json, size, change, most) in [
        (r#"{"size":10}"#, 10, None, None),
        (
            r#"{"size":10.0,"change":-3.0,"most":2.5e1}"#,
            10,
            Some(-3),
            Some(25),
        ),
        (r#"{"size":1e2,"change":null,"most":null}"#, 100, None, None),
        (
            r#"{"size":18446744073709551615,"change":-0.0}"#,
            u64::MAX,
            Some(0),
            None,
        ),
    ] {
        let expected = Sizes { size, change, most };
        let plain: Sizes = serde_json::from_str(json).expect(json);
        assert_eq!(plain, expected, "{json}");
        let value: Value = serde_json::from_str(json).expect(json);
        let (tracked, drift) = decode_tracked::<Sizes>(&value, "", "sizes.get");
        assert_eq!(tracked.expect(json), expected, "{json}");
        // A null where none is documented; the other one is.
        assert_eq!(
            drift.len(),
            usize::from(json.contains("\"change\":null")),
            "{drift:?}"
        );
    }
}

/// How `serde_json` hands out numbers in programs that turn on `arbitrary_precision`.
#[test]
fn whole_numbers_of_any_precision() {
    for (text, size) in [("10.0", Some(10)), ("1e1", Some(10)), ("1.5", None)] {
        let json = format!(r#"{{"size":{{"$serde_json::private::Number":"{text}"}}}}"#);
        let read: Option<Sizes> = serde_json::from_str(&json).ok();
        assert_eq!(read.map(|it| it.size), size, "{text}");
    }
}

#[test]
fn other_numbers_are_refused() {
    for json in [
        "{}",
        r#"{"size":null}"#,
        r#"{"size":"10"}"#,
        r#"{"size":{}}"#,
        r#"{"size":{"number":"10"}}"#,
        r#"{"size":10.5}"#,
        r#"{"size":-1}"#,
        r#"{"size":-1.0}"#,
        r#"{"size":1e300}"#,
        r#"{"size":1e16}"#,
        r#"{"size":1,"change":2147483648}"#,
        r#"{"size":1,"change":true}"#,
        r#"{"size":1,"most":256.0}"#,
    ] {
        assert!(serde_json::from_str::<Sizes>(json).is_err(), "{json}");
    }
}
