//! Numbers and texts are both read.

use case_int_or_string::{IntOrString, Ports};
use serde_json::json;

#[test]
fn both_are_read() {
    let value = json!({"target": 8080, "surge": "25%", "marked": 1, "spelled": "x", "listed": {"a": 1, "b": "http"}});
    let ports: Ports = serde_json::from_value(value.clone()).expect("ports");
    assert!(matches!(ports.target, IntOrString::Integer(8080)));
    assert_eq!(json!(ports), value);
    assert_eq!(json!(Ports::new("http")), json!({"target": "http"}));
}
