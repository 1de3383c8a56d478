//! Values keep what they are, and in which order.

use client_runtime::runtime::plain::Plain;
use proptest::prelude::*;
use serde::Serialize;

fn json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        any::<u64>().prop_map(Into::into),
        (-1e12..1e12).prop_map(serde_json::Value::from),
        any::<String>().prop_map(Into::into),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Into::into),
            prop::collection::btree_map(any::<String>(), inner, 0..4)
                .prop_map(|it| it.into_iter().collect::<serde_json::Map<_, _>>().into()),
        ]
    })
}

proptest! {
    #[test]
    fn what_is_written_is_what_was_there(value in json()) {
        let plain = Plain::of(&value).expect("JSON");
        prop_assert_eq!(plain.json(), value.to_string());
    }
}

#[test]
fn properties_keep_their_order() {
    #[derive(Serialize)]
    struct Inner {
        y: (bool, Option<u8>),
        b: f32,
    }
    #[derive(Serialize)]
    struct Outer {
        z: i8,
        a: Inner,
        m: &'static str,
    }
    let value = Outer {
        z: -1,
        a: Inner {
            y: (true, None),
            b: 0.1,
        },
        m: "x",
    };
    let text = r#"{"z":-1,"a":{"y":[true,null],"b":0.1},"m":"x"}"#;
    assert_eq!(Plain::of(&value).expect("JSON").json(), text);
}

#[test]
fn what_json_cannot_hold_is_refused() {
    let lists = std::collections::BTreeMap::from([(vec![1], 1)]);
    assert!(Plain::of(&lists).is_err());
    for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert!(Plain::of(&number).is_err());
        assert!(Plain::of(&[Some(number)]).is_err());
    }
}

/// What `serde_json` writes for its numbers in programs that turn on `arbitrary_precision`.
#[test]
fn numbers_of_any_precision_are_numbers() {
    #[derive(Serialize)]
    #[serde(rename = "$serde_json::private::Number")]
    struct Number {
        #[serde(rename = "$serde_json::private::Number")]
        text: &'static str,
    }
    for (text, expected) in [("1", "1"), ("10.0", "10"), ("1e400", "1e400")] {
        let value = std::collections::BTreeMap::from([("n", Number { text })]);
        let written = Plain::of(&value).expect("JSON").json();
        assert_eq!(written, format!(r#"{{"n":{expected}}}"#));
    }
}
