//! What kind of JSON value a schema allows, with or without `type`.

use serde_json::Value;

use super::Lowering;
use super::view::View;
use crate::model::{Integer, Type};

/// The JSON type of a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    Boolean,
    Integer,
    Number,
    Text,
    Array,
    Object,
    Union,
    Any,
}

impl Lowering<'_> {
    /// What kind of JSON value fits; contradictions and unknown types are reported.
    pub(super) fn class(&mut self, view: &View<'_>) -> Class {
        if let Some(class) = view.class.get() {
            return *class;
        }
        let class = self.class_of(view);
        *view.class.get_or_init(|| class)
    }

    fn class_of(&mut self, view: &View<'_>) -> Class {
        let mut found = None;
        for item in view.nodes.iter() {
            let node = &item.node;
            let Some(text) = node.text("type", self.diagnostics) else {
                continue;
            };
            let class = class_of_type(text).unwrap_or_else(|| {
                let found = class_of_alias(text);
                let (class, taken) = found.unwrap_or((Class::Any, "any JSON value"));
                self.diagnostics
                    .unknown_schema_type(&node.join("type"), text, taken);
                class
            });
            match found {
                None => found = Some(class),
                Some(first) if first == class => {}
                Some(Class::Number) if class == Class::Integer => found = Some(class),
                Some(Class::Integer) if class == Class::Number => {}
                Some(_) => self
                    .diagnostics
                    .contradicting_types(&node.join("type"), text),
            }
        }
        match found {
            None | Some(Class::Object) if self.has_alternatives(view) => Class::Union,
            Some(Class::Array) if view.first("items").is_none() && self.has_alternatives(view) => {
                Class::Union
            }
            Some(class) => class,
            None => class_without_type(view),
        }
    }
}

/// What people write instead of a type of JSON, and what that is.
pub(super) fn class_of_alias(text: &str) -> Option<(Class, &'static str)> {
    Some(match text.to_ascii_lowercase().as_str() {
        "string" | "str" | "text" | "char" | "file" | "binary" | "byte" | "date" | "datetime"
        | "date-time" | "time" | "timestamp" | "uuid" | "guid" | "uri" | "url" | "email" => {
            (Class::Text, "text")
        }
        "integer" | "int" | "int8" | "int16" | "int32" | "int64" | "long" | "short" | "bigint" => {
            (Class::Integer, "an integer")
        }
        "number" | "float" | "double" | "decimal" | "numeric" => (Class::Number, "a number"),
        "boolean" | "bool" => (Class::Boolean, "true or false"),
        "array" | "list" => (Class::Array, "a list"),
        "object" | "dict" | "hash" | "map" => (Class::Object, "an object"),
        _ => return None,
    })
}

pub(super) fn class_of_type(text: &str) -> Option<Class> {
    Some(match text {
        "boolean" => Class::Boolean,
        "integer" => Class::Integer,
        "number" => Class::Number,
        "string" => Class::Text,
        "array" => Class::Array,
        "object" => Class::Object,
        _ => return None,
    })
}

/// Many documents leave `type` out where the other keys tell.
fn class_without_type(view: &View<'_>) -> Class {
    if super::objects::has_properties(view) || view.first("additionalProperties").is_some() {
        return Class::Object;
    }
    if view.first("items").is_some() {
        return Class::Array;
    }
    let values = view.first("enum").and_then(Value::as_array);
    if let Some(values) = values {
        let mut values = values.iter().filter(|it| !it.is_null());
        return match values.clone().next() {
            Some(Value::String(_)) if values.all(Value::is_string) => Class::Text,
            Some(Value::Bool(_)) if values.all(Value::is_boolean) => Class::Boolean,
            Some(Value::Number(_)) if values.all(|it| it.is_i64() || it.is_u64()) => Class::Integer,
            _ => Class::Any,
        };
    }
    class_by_limits(view)
}

fn class_by_limits(view: &View<'_>) -> Class {
    class_of_limits(view.text("format"), |key| view.first(key).is_some())
}

/// Formats and limits only mean something for one type.
pub(super) fn class_of_limits(format: Option<&str>, has: impl Fn(&str) -> bool) -> Class {
    let has = |keys: &[&str]| keys.iter().any(|it| has(it));
    if let Some((class, _)) = format.and_then(class_of_format) {
        class
    } else if has(&["minLength", "maxLength", "pattern"]) {
        Class::Text
    } else if has(&["minimum", "maximum", "multipleOf"]) {
        Class::Number
    } else if has(&["minItems", "maxItems", "uniqueItems"]) {
        Class::Array
    } else {
        Class::Any
    }
}

/// What a format goes with, and what that is called.
pub(super) fn class_of_format(text: &str) -> Option<(Class, &'static str)> {
    Some(match text {
        "int32" | "int64" | "uint32" | "uint64" => (Class::Integer, "integer"),
        "float" | "double" => (Class::Number, "number"),
        "date-time" | "date" | "time" | "uuid" | "uri" | "url" | "email" | "hostname" | "ipv4"
        | "ipv6" | "byte" | "binary" | "password" => (Class::Text, "string"),
        _ => return None,
    })
}

/// Width from the format, sign from the minimum; limits and values that do not fit say more than the format.
pub(super) fn integer(view: &View<'_>) -> Integer {
    let range = Range::of(view);
    let format = view.text("format");
    let narrow = matches!(
        format,
        Some("int32" | "int16" | "int8" | "uint8" | "uint16" | "uint32")
    );
    let unsigned = match range.least {
        Some(least) => least >= 0.0,
        None => matches!(format, Some("uint32" | "uint64" | "uint")) || range.is_large,
    };
    match (unsigned, narrow) {
        (true, true) if range.is_up_to(u32::MAX) => Integer::U32,
        (true, _) => Integer::U64,
        (false, true) if range.is_signed_32() => Integer::I32,
        (false, _) => Integer::I64,
    }
}

/// A `number` whose values are multiples of 1 is an integer, if there is one for its limits.
pub(super) fn number(view: &View<'_>) -> Type {
    if view.first("multipleOf").and_then(Value::as_f64) == Some(1.0) && Range::of(view).is_64() {
        return Type::Integer(integer(view));
    }
    match view.text("format") {
        Some("float") => Type::F32,
        Some("int32" | "int64" | "uint32" | "uint64") => Type::Integer(integer(view)),
        _ => Type::F64,
    }
}

/// How many numbers an `i64` has on each side of zero.
const I64: f64 = 9_223_372_036_854_775_808.0;

/// What limits and values say of the size of a number.
#[derive(Default)]
struct Range {
    /// The smallest one, if there is a minimum or a value below zero.
    least: Option<f64>,
    /// The largest one.
    most: Option<f64>,
    /// Whether the largest one is a `u64` and no `i64`. A float does not tell the last `i64` from the number behind it.
    is_large: bool,
}

impl Range {
    fn of(view: &View<'_>) -> Self {
        let mut range = Self::default();
        for node in view.nodes.iter().map(|it| &it.node.map) {
            let is_open = |key: &str| node.get(key) == Some(&Value::Bool(true));
            if let Some(least) = node.get("minimum").and_then(Value::as_f64) {
                let least = least + f64::from(u8::from(is_open("exclusiveMinimum")));
                range.least = Some(range.least.map_or(least, |it| it.max(least)));
            }
            let maximum = node.get("maximum");
            let Some(most) = maximum.and_then(Value::as_f64) else {
                continue;
            };
            let is_open = is_open("exclusiveMaximum");
            let is_large = maximum.is_some_and(is_large) && !(is_open && most <= I64);
            let most = most - f64::from(u8::from(is_open));
            if range.most.is_none_or(|it| most < it) {
                range.most = Some(most);
                range.is_large = is_large;
            }
        }
        range.widened(view)
    }

    /// Values that are listed exist, whatever the limits say.
    fn widened(mut self, view: &View<'_>) -> Self {
        let values = view.first("enum").and_then(Value::as_array);
        for value in values.into_iter().flatten() {
            let Some(number) = value.as_f64() else {
                continue;
            };
            self.is_large |= is_large(value);
            self.most = Some(self.most.map_or(number, |it| it.max(number)));
            if number < self.least.unwrap_or(0.0) {
                self.least = Some(number);
            }
        }
        self
    }

    fn is_up_to(&self, most: u32) -> bool {
        let fits = |it: Option<f64>| it.is_none_or(|it| it <= f64::from(most));
        fits(self.least) && fits(self.most)
    }

    fn is_signed_32(&self) -> bool {
        let below = |it: f64| it <= f64::from(i32::MAX);
        self.most.is_none_or(below)
            && (self.least).is_none_or(|it| f64::from(i32::MIN) <= it && below(it))
    }

    /// Whether some integer of 64 bits has all of it.
    fn is_64(&self) -> bool {
        let least = self.least.unwrap_or(0.0);
        let end = if least < 0.0 { I64 } else { 2.0 * I64 };
        -I64 <= least && least <= end && self.most.is_none_or(|it| it <= end)
    }
}

fn is_large(number: &Value) -> bool {
    let is_beyond = |it: f64| (I64..=2.0 * I64).contains(&it);
    !number.is_i64() && number.as_f64().is_some_and(is_beyond)
}
