//! Values that nobody gave an example of, within the limits of the document.

use super::Examples;
use crate::lower::{possible, view};
use crate::model::{Constraints, Type, Value};

/// Longer texts are no examples that anybody would read.
const LONGEST: u64 = 64;

impl Examples<'_> {
    /// Something plain instead of what was put where the document has no example, where limits refuse that. Patterns are
    /// left to the reader.
    pub(super) fn within(
        &self,
        value: Value,
        ty: &Type,
        schema: &str,
        limits: &Constraints,
    ) -> Value {
        match value {
            Value::Text(text) => {
                let format = view::nearest(self.document, schema, "format");
                let fixed = format.and_then(|it| of_format(it.as_str()?));
                Value::Text(fixed.map_or_else(|| of_length(text, limits), str::to_owned))
            }
            Value::Number(text) => {
                let moved = between(&text, limits).filter(|it| is_of(ty, it));
                Value::Number(moved.unwrap_or(text))
            }
            Value::Some(it) => Value::Some(Box::new(self.within(*it, ty, schema, limits))),
            other => other,
        }
    }
}

fn of_format(format: &str) -> Option<&'static str> {
    Some(match format {
        "date" => "2024-01-31",
        "email" => "name@example.com",
        "ipv4" => "192.0.2.1",
        "ipv6" => "2001:db8::1",
        "time" => "12:00:00Z",
        "uri" | "url" => "https://example.com",
        "uuid" => "6f1f3a2e-8c4d-4b0a-9e57-2d1c0b9a8f76",
        _ => return None,
    })
}

/// The text as often as it takes, and no more of it than there may be.
fn of_length(text: String, limits: &Constraints) -> String {
    let length = text.chars().count() as u64;
    let least = limits.min_length.unwrap_or(0).min(LONGEST);
    let most = limits.max_length.unwrap_or(u64::MAX);
    if length == 0 || (least..=most).contains(&length) {
        return text;
    }
    let wanted = least.max(length.min(most));
    text.chars()
        .cycle()
        .take(usize::try_from(wanted).unwrap_or_default())
        .collect()
}

/// A whole number moved to the limit that it breaks.
fn between(text: &str, limits: &Constraints) -> Option<String> {
    let whole = |text: &Option<String>| text.as_ref()?.parse::<i128>().ok();
    let number = text.parse::<i128>().ok()?;
    let least = whole(&limits.minimum).map(|it| it + i128::from(limits.exclusive_minimum));
    let most = whole(&limits.maximum).map(|it| it - i128::from(limits.exclusive_maximum));
    let number = number.max(least.unwrap_or(i128::MIN));
    Some(number.min(most.unwrap_or(i128::MAX)).to_string())
}

/// Limits that contradict each other, or the format, lead to numbers that the type does not have.
fn is_of(ty: &Type, number: &str) -> bool {
    match ty {
        Type::Boxed(ty) | Type::Nullable(ty) => is_of(ty, number),
        Type::Integer(integer) => {
            serde_json::from_str(number).is_ok_and(|it| possible::is_integer(*integer, &it))
        }
        _ => true,
    }
}
