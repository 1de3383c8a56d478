//! What is only called required is read and can be sent.

use case_required_undeclared::Thing;
use serde_json::{Value, json};

#[test]
fn it_is_read_and_written() {
    let text = json!({"a": "x", "data": {"q": [1]}, "heir": {"own": "y", "inherited": "z", "nowhere": 2}});
    let thing: Thing = serde_json::from_value(text.clone()).expect("a thing");
    assert_eq!(thing.data, Some(json!({"q": [1]})));
    assert_eq!(serde_json::to_value(&thing).expect("JSON"), text);
    let thing = Thing::new("x").data(Value::from(1));
    assert_eq!(serde_json::to_value(&thing).expect("JSON"), json!({"a": "x", "data": 1}));
}
