//! Bodies of requests: JSON that the specification allows, and then the rules that it does not state.

use serde_json::Value;

use crate::contract::Operation;
use crate::failure::Failure;
use crate::schema::Violation;

/// What the service says when a property breaks a rule. `name` is that of a secret or a store.
///
/// A rule of the specification that is not here fails a test, so that somebody decides what it means.
pub const RULES: [(&str, &str, &str); 11] = [
    ("name", "required", "name_empty"),
    ("value", "required", "secret_value_empty"),
    ("value", "maxLength", "secret_value_too_long"),
    ("scopes", "required", "secret_scopes_empty"),
    ("scopes", "minItems", "secret_scopes_empty"),
    ("scopes", "enum", "secret_scope_invalid"),
    ("ids", "required", INVALID),
    ("ids", "maxLength", INVALID),
    ("ids", "pattern", INVALID),
    ("ids", "minItems", INVALID),
    ("", "minItems", INVALID),
];

const INVALID: &str = "invalid_json_body";

/// Reads the body of an operation that has one.
pub(crate) fn read(text: &[u8], operation: &Operation) -> Result<Value, Failure> {
    let Some(schema) = &operation.body else {
        return Ok(Value::Null);
    };
    let body: Value = serde_json::from_slice(text).map_err(|_| Failure::invalid(INVALID))?;
    let violations = schema.check(&body);
    match slug(&violations) {
        Some("name_empty") => Err(name_empty(operation)),
        Some(slug) => Err(Failure::invalid(slug)),
        None => Ok(body),
    }
}

/// One refusal for all violations: what cannot be read at all comes first.
fn slug(violations: &[Violation]) -> Option<&'static str> {
    let known = |it: &Violation| {
        let rule = RULES
            .iter()
            .find(|(property, keyword, _)| *property == it.property && *keyword == it.keyword);
        rule.map_or(INVALID, |(_, _, slug)| slug)
    };
    let mut slugs = violations.iter().map(known);
    let first = slugs.next()?;
    Some(if slugs.any(|it| it == INVALID) {
        INVALID
    } else {
        first
    })
}

fn name_empty(operation: &Operation) -> Failure {
    Failure::invalid(if operation.id == "secrets-store-create" {
        "store_name_empty"
    } else {
        "secret_name_empty"
    })
}

/// Names of stores need a letter at least.
pub(crate) fn store_name(name: &str) -> Result<(), Failure> {
    if name.is_empty() {
        return Err(Failure::invalid("store_name_empty"));
    }
    Ok(())
}

/// Names of secrets have letters, digits, `_` and `-`.
pub(crate) fn secret_name(name: &str) -> Result<(), Failure> {
    let allowed = |it: char| it.is_ascii_alphanumeric() || it == '_' || it == '-';
    match name {
        "" => Err(Failure::invalid("secret_name_empty")),
        name if name.chars().all(allowed) => Ok(()),
        _ => Err(Failure::invalid("secret_name_invalid")),
    }
}

/// The specification counts characters, the service bytes.
pub(crate) fn secret_value(value: &str, most_bytes: usize) -> Result<(), Failure> {
    match value.len() {
        0 => Err(Failure::invalid("secret_value_empty")),
        bytes if bytes > most_bytes => Err(Failure::invalid("secret_value_too_long")),
        _ => Ok(()),
    }
}
