//! What a document says of an operation beside its description: where more is written, and what the credentials have to allow.

use serde_json::{Map, Value};

use super::node::Node;
use super::{docs, security};
use crate::diagnostics::Diagnostics;
use crate::model::Doc;

/// `externalDocs` as a link: what it says of itself is the text. What stands in the description already is not repeated, and an
/// address without a host leads nowhere from here.
pub(super) fn link(node: &Node<'_>, said: &Doc, diagnostics: &mut Diagnostics) -> Option<String> {
    if !node.has("externalDocs") {
        return None;
    }
    let at = node.join("externalDocs");
    let Some(map) = node.get("externalDocs").and_then(Value::as_object) else {
        diagnostics.not_an_object(&at, "`externalDocs`");
        return None;
    };
    let more = Node { at, map };
    let text = more.text("description", diagnostics).unwrap_or_default();
    let url = more.text("url", diagnostics)?.trim();
    if !docs::is_address(url) || said.text.contains(url) {
        return None;
    }
    Some(match docs::clean(text).text.trim_end_matches(['.', ':']) {
        "" => format!("More: <{url}>"),
        text if text.contains(['\n', '`']) => format!("{text}\n\n<{url}>"),
        // No link stands in another.
        text if text.contains(['[', ']', '<']) => format!("{text}: <{url}>"),
        text => format!("[{text}]({url})"),
    })
}

/// The scopes that its credentials have to allow, for each alternative if one needs some. What an operation inherits from the
/// document is not repeated at each of them.
pub(super) fn scopes(node: &Node<'_>) -> Vec<Vec<String>> {
    let alternatives = node.get("security").and_then(Value::as_array);
    let mut all: Vec<Vec<String>> = Vec::new();
    for alternative in alternatives.into_iter().flatten().take(security::MOST) {
        let lists = alternative.as_object().into_iter().flat_map(Map::values);
        let scopes = lists.filter_map(Value::as_array).flatten();
        let scopes: Vec<String> = scopes
            .filter_map(|it| it.as_str().map(str::to_owned))
            .collect();
        if !all.contains(&scopes) {
            all.push(scopes);
        }
    }
    if all.iter().all(Vec::is_empty) {
        return Vec::new();
    }
    // What needs none is told last.
    all.sort_by_key(Vec::is_empty);
    all
}
