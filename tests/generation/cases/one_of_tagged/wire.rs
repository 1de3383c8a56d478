//! Of several tags of one type, the one that was read or set is written.

use case_one_of_tagged::{Bird, Pet};
use serde_json::{Value, json};

fn written(pet: impl Into<Pet>) -> Value {
    serde_json::to_value(pet.into()).expect("JSON")
}

#[test]
fn the_tag_of_the_object_is_kept() {
    for text in [
        r#"{"kind":"chick","wings":2}"#,
        r#"{"kind":"bird","wings":2}"#,
        r#"{"kind":"kitten","lives":9}"#,
        r#"{"kind":"Fish","depth":1.5}"#,
    ] {
        let pet: Pet = serde_json::from_str(text).expect(text);
        assert_eq!(written(pet), serde_json::from_str::<Value>(text).expect(text));
    }
    let bird = || Bird::new().wings(2);
    assert_eq!(written(bird().kind("chick")), json!({"kind": "chick", "wings": 2}));
    assert_eq!(written(bird()), json!({"kind": "bird", "wings": 2}));
    assert_eq!(written(bird().kind("cat")), json!({"kind": "bird", "wings": 2}));
}
