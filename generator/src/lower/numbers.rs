//! Numbers as documents write them: integers with a fraction of nothing, and those that are text.

use indexmap::IndexSet;
use serde_json::Value;

use super::Lowering;
use super::possible;
use super::view::View;
use crate::model::{Doc, Type};

/// What is said of a text that holds a number; a text can be larger than any number of JSON.
pub(super) fn described(doc: Doc, view: &View<'_>, ty: &Type) -> Doc {
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
    doc.and(Some(holds))
}

/// Most values that are written out.
const MOST: usize = 20;

impl Lowering<'_> {
    /// What is said of the values that a number or a flag can have: it has no type of its own that names them, and the
    /// server checks which it is.
    pub(super) fn values_of(&mut self, view: &View<'_>, ty: &Type) -> Option<String> {
        if let Type::List(item) = ty {
            let items = view.node_with("items")?.join("items");
            let of_each = self.view(&items);
            return Some(format!("Each is {}", self.values(&of_each, item)?));
        }
        let values = self.values(view, ty)?;
        let (first, rest) = values.split_at(1);
        Some(first.to_uppercase() + rest)
    }

    /// `one of 1, 2, 5.`
    fn values(&mut self, view: &View<'_>, ty: &Type) -> Option<String> {
        let ty = match ty {
            Type::Nullable(inner) => inner,
            ty => ty,
        };
        if !matches!(ty, Type::Integer(_) | Type::F32 | Type::F64 | Type::Bool) {
            return None;
        }
        let written = |value: &Value| match (ty, value) {
            (Type::Bool, Value::Bool(it)) => Some(it.to_string()),
            (Type::Integer(_), value) => whole(value, ty),
            (Type::F32 | Type::F64, Value::Number(it)) => Some(it.to_string()),
            _ => None,
        };
        let known = self.known_values(view);
        let values: IndexSet<String> = known.iter().filter_map(|it| written(&it.value)).collect();
        match values.len() {
            0 => None,
            // That is any flag.
            2 if *ty == Type::Bool => None,
            1 => Some(format!("always {}.", values[0])),
            count => {
                let first: Vec<&str> = values.iter().take(MOST).map(String::as_str).collect();
                let more = match count.saturating_sub(MOST) {
                    0 => String::new(),
                    more => format!(" and {more} more values"),
                };
                Some(format!("one of {}{more}.", first.join(", ")))
            }
        }
    }
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
