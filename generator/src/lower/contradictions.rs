//! Schemas that no value fits, or that say one thing twice differently.

use serde_json::Value;

use super::node::Node;
use super::possible;
use crate::diagnostics::Diagnostics;
use crate::model::Integer;
use crate::spec::pointer;

/// A lower limit, and the upper one that must not be below it.
const RANGES: [(&str, &str); 4] = [
    ("minimum", "maximum"),
    ("minLength", "maxLength"),
    ("minItems", "maxItems"),
    ("minProperties", "maxProperties"),
];

/// Reports contradictions inside one schema.
pub(super) fn check(node: &Node<'_>, diagnostics: &mut Diagnostics) {
    let number = |key: &str| node.get(key).and_then(Value::as_f64);
    for (low, high) in RANGES {
        if let (Some(least), Some(most)) = (number(low), number(high))
            && least > most
        {
            let message = format!("no value fits: `{low}` is above `{high}`");
            diagnostics.contradiction(&node.join(low), &message);
        }
    }
    only_excluded(node, diagnostics);
    let values = node.get("enum").and_then(Value::as_array);
    if values.is_some_and(Vec::is_empty) {
        diagnostics.contradiction(&node.join("enum"), "no value fits: `enum` is empty");
    }
    if let (Some(values), Some(default)) = (values, node.get("default"))
        && !default.is_null()
        && !values.contains(default)
    {
        let message = format!("the default {default} is not one of the values of `enum`");
        diagnostics.contradiction(&node.join("default"), &message);
    }
    for key in ["title", "description", "format"] {
        node.text(key, diagnostics);
    }
    numbers(node, diagnostics);
    limits(node, diagnostics);
    required(node, diagnostics);
    left_out(node, diagnostics);
}

/// Limits that leave nothing between them, or nothing that the format has.
fn only_excluded(node: &Node<'_>, diagnostics: &mut Diagnostics) {
    let number = |key: &str| node.get(key).and_then(Value::as_f64);
    let excludes = |key: &str| node.get(key) == Some(&Value::Bool(true));
    let (least, most) = (number("minimum"), number("maximum"));
    let mut keys = ["exclusiveMaximum", "exclusiveMinimum"].into_iter();
    if let Some(key) = keys.find(|it| excludes(it))
        && least.is_some()
        && least == most
    {
        let message = format!("no value fits: `minimum` is `maximum`, which `{key}` leaves out");
        diagnostics.contradiction(&node.join(key), &message);
    }
    let format = node.get("format").and_then(Value::as_str);
    let excludes_zero = most == Some(0.0) && excludes("exclusiveMaximum");
    if let Some(format @ ("uint" | "uint8" | "uint16" | "uint32" | "uint64")) = format
        && least.is_none_or(|it| it < 0.0)
        && (most.is_some_and(|it| it < 0.0) || excludes_zero)
    {
        let message = format!("no value fits: no `{format}` is below 0");
        diagnostics.contradiction(&node.join("maximum"), &message);
    }
}

/// The first value that is no number of the type.
fn numbers(node: &Node<'_>, diagnostics: &mut Diagnostics) {
    let (expected, is_whole) = match node.get("type").and_then(Value::as_str) {
        Some("integer") => ("integers", true),
        Some("number") => ("numbers", false),
        _ => return,
    };
    let fits = |it: &Value| {
        let whole = || it.as_f64().is_some_and(|it| it.fract() == 0.0);
        it.is_null() || it.is_number() && (!is_whole || whole())
    };
    let values = node.get("enum").and_then(Value::as_array);
    let mut values = values.into_iter().flatten().enumerate();
    if let Some((number, value)) = values.find(|(_, it)| !fits(it)) {
        let at = pointer::join(&node.join("enum"), &number.to_string());
        diagnostics.enum_value_of_no_number(&at, expected, value);
    }
}

/// Limits that are no numbers, and a default that is beyond them.
fn limits(node: &Node<'_>, diagnostics: &mut Diagnostics) {
    for key in ["minimum", "maximum", "multipleOf"] {
        if let Some(value) = node.get(key).filter(|it| !it.is_number()) {
            diagnostics.wrong_kind(&node.join(key), key, "a number", value);
        }
    }
    let number = |key: &str| node.get(key).and_then(Value::as_f64);
    if number("multipleOf").is_some_and(|it| it <= 0.0) {
        let message = "no value fits: `multipleOf` is not above 0; it is ignored";
        diagnostics.contradiction(&node.join("multipleOf"), message);
    }
    let default = node.get("default");
    let length = default.and_then(Value::as_str).map(|it| it.chars().count());
    #[expect(clippy::cast_precision_loss, reason = "no text is that long")]
    let length = length.map(|it| it as f64);
    let size = [
        ("minimum", "maximum", default.and_then(Value::as_f64)),
        ("minLength", "maxLength", length),
    ];
    for (low, high, value) in size {
        let Some(value) = value else { continue };
        let beyond = if number(low).is_some_and(|it| value < it) {
            low
        } else if number(high).is_some_and(|it| value > it) {
            high
        } else {
            continue;
        };
        let message = format!("the default is beyond `{beyond}`");
        diagnostics.contradiction(&node.join("default"), &message);
    }
}

/// `not` has no form in Rust, and an example may be no value.
fn left_out(node: &Node<'_>, diagnostics: &mut Diagnostics) {
    match node.get("not") {
        // In 3.1, it may have been the schema `false`.
        Some(Value::Object(it)) if it.is_empty() => {
            let message = "no value fits; it is typed as if this were not said";
            diagnostics.contradiction(&node.at, message);
        }
        Some(_) => diagnostics.not_is_not_checked(&node.join("not")),
        None => {}
    }
    let text = |key: &str| node.get(key).and_then(Value::as_str).unwrap_or_default();
    if let Some(value) = node.get("example") {
        let at = node.join("example");
        example(value, &at, text("type"), text("format"), diagnostics);
    }
}

/// Reports an example that is no value of its type.
pub(super) fn example(
    value: &Value,
    at: &str,
    ty: &str,
    format: &str,
    diagnostics: &mut Diagnostics,
) {
    if value.is_null() {
        return;
    }
    if !fits(value, ty) {
        diagnostics.example_does_not_fit(at);
    } else if !has_format(value, format) {
        diagnostics.example_has_no_format(at, format);
    }
}

/// True unless a value cannot be of a type.
fn fits(value: &Value, ty: &str) -> bool {
    match ty {
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.as_f64().is_some_and(|it| it.fract() == 0.0),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => true,
    }
}

/// True unless a text or a number cannot be of a format that has a Rust type.
fn has_format(value: &Value, format: &str) -> bool {
    let number = |integer| !value.is_number() || possible::is_integer(integer, value);
    match format {
        "date-time" => value.as_str().is_none_or(possible::is_date_time),
        // Without a sign, a type reads more than the format says; what it says is what counts here.
        "int32" => number(Integer::I32),
        "uint32" => number(Integer::U32),
        "int64" => number(Integer::I64),
        "uint64" => number(Integer::U64),
        "float" => value.as_f64().is_none_or(possible::is_f32),
        _ => true,
    }
}

/// `required` of draft 3, where a property says it of itself.
fn required(node: &Node<'_>, diagnostics: &mut Diagnostics) {
    if node.get("required").is_some_and(Value::is_boolean) && !node.has("properties") {
        let message = "`required` is a list of names, on the object that has this property; here it is ignored";
        diagnostics.contradiction(&node.join("required"), message);
    }
}
