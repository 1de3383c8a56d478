//! Kubernetes' name for an integer or a text, which documents of all versions write as a format of text.

use serde_json::{Map, Value, json};

use super::schema::{Moves, Schema};
use super::{edit, places};
use crate::diagnostics::Diagnostics;
use crate::spec::document::Document;

/// Makes two types of each such schema.
pub(super) fn spell_out(document: &mut Document, diagnostics: &mut Diagnostics) {
    let mut moves = Moves::default();
    for at in places::schemas_that(is_one, &document.value).iter().rev() {
        edit(document, at, &mut moves, diagnostics, rewrite);
    }
    super::references::follow_moves(document, &moves);
}

fn is_one(map: &Map<String, Value>) -> bool {
    let says = |key: &str| map.get(key).and_then(Value::as_str);
    let is_text = says("type") == Some("string") && says("format") == Some("int-or-string");
    let is_marked = map.get("x-kubernetes-int-or-string") == Some(&Value::Bool(true))
        && matches!(says("type"), None | Some("string"))
        && says("$ref").is_none();
    let is_more = ["oneOf", "anyOf", "allOf", "enum", "const"];
    (is_text || is_marked) && !is_more.iter().any(|it| map.contains_key(*it))
}

fn rewrite(schema: &mut Schema<'_>) {
    schema.map.shift_remove("format");
    let types = json!(["integer", "string"]);
    schema.map.insert("type".to_owned(), types);
    schema.types();
}
