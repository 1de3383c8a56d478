//! OpenAPI 3.1 to 3.0: what 3.1 says in another way is rewritten to the form that lowering knows.
//!
//! It happens on the untyped value, after overlays and before anything is typed. Nodes that are not rewritten keep their
//! pointers; for those that move, the origins say where they were written. What 3.0 cannot say is a warning, and the
//! schema is typed as far as possible.

mod addresses;
mod int_or_string;
mod newer;
mod newest;
mod nulls;
mod places;
mod references;
mod resources;
mod rest;
mod schema;
#[cfg(test)]
mod tests;
mod types;

use serde_json::{Map, Value, json};

use super::document::Document;
use super::pointer;
use crate::diagnostics::Diagnostics;
pub(crate) use newest::WHOLE_QUERY;
pub(crate) use rest::ELEMENTS_OF_TUPLE;
use schema::{Moves, Schema};

/// Rewrites a 3.1 or 3.2 document; in a 3.0 one `nullable` and `x-sensitive` beside `$ref`, and what belongs to 3.1. Other
/// versions are left to whoever reads them.
pub(crate) fn downgrade(document: &mut Document, diagnostics: &mut Diagnostics) {
    let minor = minor_version(document);
    if matches!(minor, Some(0..=2)) {
        int_or_string::spell_out(document, diagnostics);
    }
    match minor {
        Some(1 | 2) => from_31(document, diagnostics),
        Some(0) => {
            nulls::inline(document);
            telling_references(document, diagnostics);
            newer_keywords(document, diagnostics);
        }
        _ => {}
    }
}

/// The second number of `3.1.0`; the third may be missing, and then it may be a number instead of a text.
pub(crate) fn minor_version(document: &Document) -> Option<u32> {
    let version = match document.get("/openapi")? {
        Value::String(version) => version.clone(),
        Value::Number(version) => version.to_string(),
        _ => return None,
    };
    version.strip_prefix("3.")?.split('.').next()?.parse().ok()
}

fn from_31(document: &mut Document, diagnostics: &mut Diagnostics) {
    structure(document);
    nulls::inline(document);
    newest::rewrite(document, diagnostics);
    resources::make_absolute(document, diagnostics);
    references::hoist_definitions(document);
    let mut moves = Moves::default();
    // What is inside comes first, so that a schema moves with everything in it rewritten.
    for at in places::schemas(&document.value).iter().rev() {
        edit(document, at, &mut moves, diagnostics, schema::rewrite);
    }
    references::follow_moves(document, &moves);
}

/// References of a 3.0 document that have something beside them which is not lost: that the value may be null, which is a common
/// mistake, and that it is secret, which is a hint for this program and for no reader of OpenAPI 3.0.
fn telling_references(document: &mut Document, diagnostics: &mut Diagnostics) {
    let is_nullable = |map: &Map<String, Value>| map.get("nullable") == Some(&Value::Bool(true));
    let is_one = |map: &Map<String, Value>| {
        map.contains_key("$ref") && (is_nullable(map) || map.contains_key("x-sensitive"))
    };
    let mut moves = Moves::default();
    for at in places::schemas_that(is_one, &document.value) {
        let map = document.get(&at).and_then(Value::as_object);
        if map.is_some_and(is_nullable) {
            diagnostics.nullable_beside_reference(&pointer::join(&at, "nullable"));
        }
        edit(document, &at, &mut moves, diagnostics, schema::reference);
    }
}

/// Schemas of a 3.0 document that are written as in 3.1, and alternatives that null is one of.
fn newer_keywords(document: &mut Document, diagnostics: &mut Diagnostics) {
    let mut moves = Moves::default();
    // What is inside is rewritten first, and then the outer one may have become open.
    let may_be_one = |map: &Map<String, Value>| {
        ["oneOf", "anyOf", "enum"]
            .iter()
            .any(|it| map.contains_key(*it))
            || newer::keyword(map).is_some()
    };
    for at in places::schemas_that(may_be_one, &document.value)
        .iter()
        .rev()
    {
        let Some(map) = document.get(at).and_then(Value::as_object) else {
            continue;
        };
        let newer = newer::keyword(map);
        if let Some(key) = newer {
            diagnostics.newer_keyword(&pointer::join(at, key), key);
        }
        if newer.is_some() || newer::is_open(map) {
            edit(document, at, &mut moves, diagnostics, schema::rewrite);
        }
    }
    references::follow_moves(document, &moves);
}

/// What 3.1 allows to be absent.
fn structure(document: &mut Document) {
    let has = |key: &str| document.get(key).is_some();
    let without_paths = !has("/paths") && (has("/webhooks") || has("/components"));
    let silent = places::operations(&document.value);
    if let Value::Object(root) = &mut document.value
        && without_paths
    {
        root.insert("paths".to_owned(), json!({}));
    }
    for at in silent {
        if let Some(Value::Object(operation)) = document.value.pointer_mut(&at) {
            operation.entry("responses").or_insert_with(|| json!({}));
        }
    }
}

/// Takes a schema out of the document, rewrites it and puts it back.
fn edit(
    document: &mut Document,
    at: &str,
    moves: &mut Moves,
    diagnostics: &mut Diagnostics,
    rewrite: fn(&mut Schema<'_>),
) {
    let Some(slot) = document.value.pointer_mut(at) else {
        return;
    };
    let map = match slot.take() {
        Value::Object(map) => map,
        Value::Bool(true) => Map::new(),
        Value::Bool(false) => Map::from_iter([("not".to_owned(), json!({}))]),
        other => {
            *slot = other;
            return;
        }
    };
    let mut schema = Schema {
        at,
        map,
        origins: &mut document.origins,
        moves,
        diagnostics,
    };
    rewrite(&mut schema);
    *slot = Value::Object(schema.map);
}
