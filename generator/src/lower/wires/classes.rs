//! Which type of JSON a schema has: what it says, or what its keys tell. Which words mean which type is a table that
//! is shared with what makes types; how parts are put together is worked out a second time.

use super::parts::Part;
use super::schemas::Schemas;
use crate::lower::classes::{Class, class_of_alias, class_of_limits, class_of_type};

/// A type as documents spell it.
fn spelt(class: Class) -> &'static str {
    match class {
        Class::Boolean => "boolean",
        Class::Integer => "integer",
        Class::Number => "number",
        Class::Text => "string",
        Class::Array => "array",
        Class::Object => "object",
        Class::Union | Class::Any => "",
    }
}

/// The type that all parts have, or the one that their keys tell.
pub(super) fn class(of: &Schemas<'_>, parts: &[Part<'_>]) -> &'static str {
    let mut found = "";
    for text in parts.iter().filter_map(|it| it.get("type")?.as_str()) {
        let known = class_of_type(text).or_else(|| Some(class_of_alias(text)?.0));
        let Some(known) = known.map(spelt) else {
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
    spelt(class_of_limits(format, |key| has(parts, &[key])))
}
