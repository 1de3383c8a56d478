//! What an object is that does not say it.

use case_discriminator_missing::{Pet, Plant};
use serde_json::json;

#[test]
fn what_it_looks_like_tells() {
    for (value, expected) in [
        (json!({"lives": 9}), "Cat"),
        (json!({"tricks": 1}), "Dog"),
        (json!({"kind": null, "tricks": 1}), "Dog"),
        (json!({"kind": "cat", "tricks": 1}), "Cat"),
        (json!({"kind": "cow", "tricks": 1}), "Unknown"),
        (json!({"kind": 1, "tricks": 1}), "Unknown"),
        (json!("cat"), "Unknown"),
    ] {
        let pet: Pet = serde_json::from_value(value.clone()).expect("a pet");
        assert_eq!(format!("{pet:?}").split('(').next(), Some(expected), "{value}");
    }
    let plant: Plant = serde_json::from_value(json!({"height": 3})).expect("a plant");
    assert!(matches!(plant, Plant::Unknown(_)), "{plant:?}");
}
