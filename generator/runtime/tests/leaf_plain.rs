//! Values keep what they are, and in which order.

use client_runtime::runtime::plain::Plain;
use proptest::prelude::*;

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
        prop_assert_eq!(serde_json::to_string(&plain).expect("JSON"), value.to_string());
    }
}

#[test]
fn properties_keep_their_order() {
    let text = r#"{"z":1,"a":{"y":[true,null],"b":0.1},"m":"x"}"#;
    let plain: Plain = serde_json::from_str(text).expect("JSON");
    assert_eq!(serde_json::to_string(&plain).expect("JSON"), text);
    assert_eq!(Plain::of(&plain).expect("JSON"), plain);
}

#[test]
fn what_json_cannot_hold_is_refused() {
    let lists = std::collections::BTreeMap::from([(vec![1], 1)]);
    assert!(Plain::of(&lists).is_err());
}
