//! Which type of JSON a schema has: what it says, or what its keys tell. As everything of the proofs, this is not shared
//! with what makes types.

use super::parts::Part;
use super::schemas::Schemas;

const CLASSES: [&str; 6] = ["object", "array", "string", "integer", "number", "boolean"];

/// What people write instead of a type of JSON.
fn alias(text: &str) -> Option<&'static str> {
    Some(match text.to_ascii_lowercase().as_str() {
        "int" | "int32" | "int64" | "long" | "integer" => "integer",
        "float" | "double" | "number" => "number",
        "bool" | "boolean" => "boolean",
        "list" | "array" => "array",
        "map" | "dict" | "object" => "object",
        "str" | "text" | "date" | "datetime" | "date-time" | "uuid" | "file" | "string" => "string",
        _ => return None,
    })
}

/// The type that all parts have, or the one that their keys tell.
pub(super) fn class(of: &Schemas<'_>, parts: &[Part<'_>]) -> &'static str {
    let mut found = "";
    for text in parts.iter().filter_map(|it| it.get("type")?.as_str()) {
        let Some(known) = CLASSES
            .into_iter()
            .find(|it| *it == text)
            .or_else(|| alias(text))
        else {
            // A mistake that is warned about.
            of.contradiction.set(true);
            continue;
        };
        found = match (found, known) {
            ("" | "number", it) if found.is_empty() || it == "integer" => it,
            ("integer", "number") => "integer",
            (first, it) if first == it => first,
            (first, _) => {
                of.contradiction.set(true);
                first
            }
        };
    }
    if !found.is_empty() {
        return found;
    }
    let has = |keys: &[&str]| has(parts, keys);
    if has(&["properties", "additionalProperties"]) {
        "object"
    } else if has(&["items"]) {
        "array"
    } else if has(&["enum", "oneOf", "anyOf"]) {
        ""
    } else {
        by_limits(parts)
    }
}

/// The same where one of the alternatives is among the parts: what it leaves out, its other keys tell.
pub(super) fn class_with_alternative(of: &Schemas<'_>, parts: &[Part<'_>]) -> &'static str {
    match class(of, parts) {
        "" if !has(parts, &["enum"]) => by_limits(parts),
        known => known,
    }
}

fn has(parts: &[Part<'_>], keys: &[&str]) -> bool {
    let mut parts = parts.iter();
    parts.any(|part| keys.iter().any(|it| part.contains_key(*it)))
}

fn by_limits(parts: &[Part<'_>]) -> &'static str {
    let format = parts.iter().find_map(|it| it.get("format")?.as_str());
    format
        .and_then(of_format)
        .unwrap_or_else(|| of_limits(|keys| has(parts, keys)))
}

/// Formats of OpenAPI that go with one type.
fn of_format(format: &str) -> Option<&'static str> {
    Some(match format {
        "int32" | "int64" | "uint32" | "uint64" => "integer",
        "float" | "double" => "number",
        "date-time" | "date" | "time" | "uuid" | "uri" | "url" | "email" | "hostname" | "ipv4"
        | "ipv6" | "byte" | "binary" | "password" => "string",
        _ => return None,
    })
}

/// Limits that only mean something for one type.
fn of_limits(has: impl Fn(&[&str]) -> bool) -> &'static str {
    if has(&["minLength", "maxLength", "pattern"]) {
        "string"
    } else if has(&["minimum", "maximum", "multipleOf"]) {
        "number"
    } else if has(&["minItems", "maxItems", "uniqueItems"]) {
        "array"
    } else {
        ""
    }
}
