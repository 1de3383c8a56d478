//! Media types of answers: what is made of each.

use super::classes::Class;
use super::node::Node;
use super::{Lowering, keys};
use crate::spec::media_type::{EVENTS, essence, is_json, is_json_lines};
use crate::spec::pointer;
use crate::spec_follow;

/// One media type of a response.
pub(super) struct Media {
    pub(super) at: String,
    pub(super) name: String,
    pub(super) kind: MediaKind,
}

impl Media {
    /// Of several names of JSON, the plain one is asked for.
    pub(super) fn is_other_name(&self) -> bool {
        essence(&self.name) != "application/json"
    }

    /// A table, which people ask for as a file.
    pub(super) fn is_table(&self) -> bool {
        matches!(
            essence(&self.name).as_str(),
            "text/csv" | "text/tab-separated-values"
        )
    }
}

/// What is made of a media type, the most telling first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum MediaKind {
    Json,
    Events,
    Lines,
    Text,
    Bytes,
}

/// The media types of a response.
pub(super) fn media(lowering: &mut Lowering<'_>, node: &Node<'_>) -> Vec<Media> {
    let found = content(lowering, node).into_iter().map(|(at, name)| Media {
        kind: kind(lowering, &at, name),
        name: name.to_owned(),
        at,
    });
    found.collect()
}

/// The names of all media types of a body, an answer or a parameter, with where they are described: that may be a
/// component (OpenAPI 3.2).
pub(super) fn content<'a>(lowering: &mut Lowering<'_>, node: &Node<'a>) -> Vec<(String, &'a str)> {
    let mut found = Vec::new();
    for (at, name, _) in node.entries("content", lowering.diagnostics) {
        let Some(at) = spec_follow(lowering.document, &at, lowering.diagnostics) else {
            continue;
        };
        if let Some(node) = Node::at(lowering.document, &at, lowering.diagnostics) {
            keys::check(&node, &keys::MEDIA_TYPE, lowering.diagnostics);
        }
        found.push((at, name));
    }
    found
}

/// Text whose schema is an object is JSON by another name, and so is what may be anything.
fn kind(lowering: &mut Lowering<'_>, at: &str, name: &str) -> MediaKind {
    let essence = essence(name);
    let schema = pointer::join(at, "schema");
    let class = lowering.document.get(&schema).is_some().then(|| {
        let view = lowering.view(&schema);
        (lowering.class(&view), view.text("format") == Some("binary"))
    });
    let is_text = matches!(class, Some((Class::Text, _)));
    // Values with a form of their own are quoted as JSON, plain texts are not.
    let text = is_text && {
        let view = lowering.view(&schema);
        view.first("enum").or(view.first("format")).is_none()
    };
    let plain = is_text && !text
        || matches!(
            class,
            Some((Class::Boolean | Class::Integer | Class::Number, _))
        );
    let structured = matches!(
        class,
        Some((Class::Object | Class::Array | Class::Union, _))
    );
    match essence.as_str() {
        _ if matches!(class, Some((Class::Text, true))) => MediaKind::Bytes,
        _ if is_json(name) => MediaKind::Json,
        "text/json" | "text/x-json" | "application/x-json" => MediaKind::Json,
        it if it.starts_with("application/json+") => MediaKind::Json,
        EVENTS => MediaKind::Events,
        it if is_json_lines(it) => MediaKind::Lines,
        "*/*" | "application/*" | "text/plain" if structured => MediaKind::Json,
        // Documents made from code mean what their frameworks write: JSON, but for texts.
        "*/*" | "application/*" if plain => MediaKind::Json,
        "*/*" if text => MediaKind::Text,
        "application/xml" => MediaKind::Text,
        it if it.starts_with("text/") || it.ends_with("+xml") => MediaKind::Text,
        _ => MediaKind::Bytes,
    }
}
