//! Numbers as documents write them: integers with a fraction of nothing, and those that are text.

use serde_json::Value;

use super::possible;
use super::view::View;
use crate::model::{Doc, Type};

/// What is said of a text that holds a number; a text can be larger than any number of JSON.
pub(super) fn described(mut doc: Doc, view: &View<'_>, ty: &Type) -> Doc {
    let holds = match view.text("format") {
        Some("int32" | "int64" | "uint32" | "uint64" | "integer" | "int" | "long") => {
            "A whole number, written as text."
        }
        Some("double" | "float" | "number" | "decimal") => "A number, written as text.",
        _ => return doc,
    };
    if *ty != Type::String {
        return doc;
    }
    if !doc.text.is_empty() {
        doc.text.push_str("\n\n");
    }
    doc.text.push_str(holds);
    doc
}

/// A number as an integer of a type, `3.0` as `3`; none if it is no such integer.
pub(super) fn whole(value: &Value, ty: &Type) -> Option<String> {
    let Type::Integer(width) = ty else {
        return None;
    };
    let number = match value {
        Value::Number(it) if it.is_u64() || it.is_i64() => value.clone(),
        value => Value::from(exact(value.as_f64()?)?),
    };
    possible::is_integer(*width, &number).then(|| number.to_string())
}

/// Beyond that, a number of JSON with a fraction may stand for several integers.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the range is checked first"
)]
fn exact(number: f64) -> Option<i64> {
    (number.fract() == 0.0 && number.abs() < 9_007_199_254_740_992.0).then_some(number as i64)
}
