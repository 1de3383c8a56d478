// @generated from generator/runtime/tests-shared/json.rs. Edit that file.

//! Values as JSON, so that what was decoded can be compared with what came.

#![allow(dead_code, reason = "no test needs all of it")]

use serde::Serialize;
use serde_json::Value;

/// What was decoded, written again.
#[allow(clippy::unnecessary_wraps, reason = "what is not written is none")]
pub fn json(value: &(impl Serialize + ?Sized)) -> Option<Value> {
    Some(same_numbers(serde_json::to_value(value).expect("written")))
}

/// Bytes as text.
pub fn bytes(value: &[u8]) -> Option<Value> {
    json(&String::from_utf8_lossy(value))
}

/// A number is the same with and without a point.
pub fn same_numbers(value: Value) -> Value {
    match value {
        Value::Object(map) => map.into_iter().map(|(key, it)| (key, same_numbers(it))).collect(),
        Value::Array(list) => list.into_iter().map(same_numbers).collect(),
        Value::Number(number) => match number.as_f64() {
            #[allow(clippy::cast_possible_truncation, reason = "small and without a fraction")]
            Some(it) if it.fract() == 0.0 && it.abs() < 1e15 => Value::from(it as i64),
            _ => Value::Number(number),
        },
        other => other,
    }
}

/// A property that is null and one that is missing mean the same in an answer.
pub fn without_null(value: Value) -> Value {
    match value {
        Value::Object(map) => {
            let kept = map.into_iter().filter(|(_, it)| !it.is_null());
            Value::Object(kept.map(|(key, it)| (key, without_null(it))).collect())
        }
        Value::Array(list) => Value::Array(list.into_iter().map(without_null).collect()),
        other => other,
    }
}

/// The JSON of a text.
pub fn parsed(text: &str) -> Value {
    same_numbers(serde_json::from_str(text).expect("JSON"))
}

/// What was read of a body, written again, must be the same.
pub fn must_be<T: Serialize, E: std::fmt::Display>(read: Result<T, E>, body: &str) {
    let value = read.unwrap_or_else(|error| panic!("{error}, from {body}"));
    assert_eq!(json(&value).map(without_null), Some(without_null(parsed(body))), "from {body}");
}
