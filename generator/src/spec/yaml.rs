//! YAML text to one ordered JSON value.

use serde_json::{Map, Number, Value};

use crate::diagnostics::Diagnostics;

/// Parses YAML; `source` is the index that messages are placed in.
///
/// Keys become text, as JSON wants it: the status code `200:` and the text `"200":` are the same key.
pub(super) fn parse(text: &str, source: usize, diagnostics: &mut Diagnostics) -> Option<Value> {
    match serde_yaml::from_str::<serde_yaml::Value>(text) {
        Ok(value) => convert(value, source, diagnostics),
        Err(error) => {
            let (line, column) = error
                .location()
                .map_or((0, 0), |it| (it.line(), it.column()));
            diagnostics.unparsable(
                source,
                line,
                column,
                "YAML",
                &without_place(&error.to_string()),
            );
            None
        }
    }
}

fn convert(
    value: serde_yaml::Value,
    source: usize,
    diagnostics: &mut Diagnostics,
) -> Option<Value> {
    Some(match value {
        serde_yaml::Value::Null => Value::Null,
        serde_yaml::Value::Bool(it) => Value::Bool(it),
        serde_yaml::Value::Number(it) => number(&it),
        serde_yaml::Value::String(it) => Value::String(it),
        serde_yaml::Value::Sequence(items) => Value::Array(
            items
                .into_iter()
                .map(|it| convert(it, source, diagnostics))
                .collect::<Option<_>>()?,
        ),
        serde_yaml::Value::Mapping(entries) => {
            let mut map = Map::with_capacity(entries.len());
            for (key, value) in entries {
                let Some(key) = key_text(&key) else {
                    diagnostics.odd_key(source, &format!("{key:?}"));
                    return None;
                };
                map.insert(key, convert(value, source, diagnostics)?);
            }
            Value::Object(map)
        }
        serde_yaml::Value::Tagged(tagged) => convert(tagged.value, source, diagnostics)?,
    })
}

fn key_text(key: &serde_yaml::Value) -> Option<String> {
    match key {
        serde_yaml::Value::String(it) => Some(it.clone()),
        serde_yaml::Value::Number(it) => Some(it.to_string()),
        serde_yaml::Value::Bool(it) => Some(it.to_string()),
        serde_yaml::Value::Null => Some("null".to_owned()),
        _ => None,
    }
}

/// Infinities and NaN have no JSON form; they only ever stand in constraints, where they mean "none".
fn number(number: &serde_yaml::Number) -> Value {
    if let Some(it) = number.as_u64() {
        return it.into();
    }
    if let Some(it) = number.as_i64() {
        return it.into();
    }
    number
        .as_f64()
        .and_then(Number::from_f64)
        .map_or(Value::Null, Value::Number)
}

/// `serde_yaml` ends its messages with the place, which is printed in front already.
fn without_place(message: &str) -> String {
    message
        .rfind(" at line ")
        .map_or(message, |end| &message[..end])
        .to_owned()
}
