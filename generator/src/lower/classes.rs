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
                let (class, taken) = class_of_alias(text);
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
fn class_of_alias(text: &str) -> (Class, &'static str) {
    match text.to_ascii_lowercase().as_str() {
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
        _ => (Class::Any, "any JSON value"),
    }
}

fn class_of_type(text: &str) -> Option<Class> {
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
    if !super::objects::property_names(view).is_empty()
        || view.first("additionalProperties").is_some()
    {
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

/// Limits and formats only mean something for one type.
fn class_by_limits(view: &View<'_>) -> Class {
    let has = |keys: &[&str]| keys.iter().any(|it| view.first(it).is_some());
    if let Some((class, _)) = view.text("format").and_then(class_of_format) {
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

/// Width from the format, sign from the minimum.
pub(super) fn integer(view: &View<'_>) -> Integer {
    let minimums = view
        .nodes
        .iter()
        .filter_map(|it| it.node.map.get("minimum"));
    let minimums: Vec<f64> = minimums.filter_map(Value::as_f64).collect();
    let unsigned = minimums.iter().any(|it| *it >= 0.0);
    // Limits that nothing narrow keeps to say more than the format.
    let beyond = minimums.iter().any(|it| *it > f64::from(u32::MAX));
    let narrow = !beyond
        && matches!(
            view.text("format"),
            Some("int32" | "int16" | "int8" | "uint8" | "uint16" | "uint32")
        );
    match (view.text("format"), unsigned, narrow) {
        (Some("uint32"), _, true) | (_, true, true) => Integer::U32,
        (Some("uint32" | "uint64" | "uint"), _, _) | (_, true, false) => Integer::U64,
        (_, false, true) => Integer::I32,
        (_, false, false) => Integer::I64,
    }
}

/// A `number` whose values are multiples of 1 is an integer.
pub(super) fn number(view: &View<'_>) -> Type {
    if view.first("multipleOf").and_then(Value::as_f64) == Some(1.0) {
        return Type::Integer(integer(view));
    }
    match view.text("format") {
        Some("float") => Type::F32,
        Some("int32" | "int64" | "uint32" | "uint64") => Type::Integer(integer(view)),
        _ => Type::F64,
    }
}
