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
    let numbers = std::collections::BTreeMap::from([(1, f64::NAN)]);
    assert_eq!(Plain::of(&numbers).expect("JSON").json(), r#"{"1":null}"#);
}
