//! Media types of answers: what is made of each.

use std::rc::Rc;

use super::classes::Class;
use super::node::Node;
use super::view::View;
use super::{Lowering, keys};
use crate::spec::follow;
use crate::spec::media_type::{EVENTS, essence, is_json, is_json_lines, is_json_stream};
use crate::spec::pointer;

/// One media type of a response.
#[derive(Clone)]
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

/// The plain text that an answer is by its other name: what is documented as text and as JSON that is a text comes as either.
pub(super) fn plain_text<'m>(
    lowering: &mut Lowering<'_>,
    media: &'m [Media],
    chosen: &Media,
) -> Option<&'m Media> {
    if !is_json_text(lowering, chosen) {
        return None;
    }
    let mut media = media.iter();
    media.find(|it| essence(&it.name) == "text/plain" && held(lowering, &it.at) == Held::Text)
}

/// True for plain JSON that is any text.
pub(super) fn is_json_text(lowering: &mut Lowering<'_>, it: &Media) -> bool {
    let is_plain = it.kind == MediaKind::Json && !it.is_other_name();
    is_plain
        && held(lowering, &it.at) == Held::Text
        && !lowering.view(&pointer::join(&it.at, "schema")).secret()
}

/// So many media types, each time an answer is looked at, are as much as one thing that is made.
const AT_ONCE: usize = 4;

/// The media types of a response, which many operations may refer to.
pub(super) fn media(lowering: &mut Lowering<'_>, node: &Node<'_>) -> Rc<Vec<Media>> {
    let known = lowering.media.get(&node.at).cloned();
    let found = known.unwrap_or_else(|| {
        let found = content(lowering, node).into_iter().map(|(at, name)| Media {
            kind: kind(lowering, &at, name),
            name: name.to_owned(),
            at,
        });
        let found = Rc::new(found.collect());
        lowering.media.insert(node.at.clone(), Rc::clone(&found));
        found
    });
    lowering.take_room(found.len() / AT_ONCE, &node.at);
    found
}

/// The names of all media types of a body, an answer or a parameter, with where they are described: that may be a
/// component (OpenAPI 3.2).
pub(super) fn content<'a>(lowering: &mut Lowering<'_>, node: &Node<'a>) -> Vec<(String, &'a str)> {
    let mut found = Vec::new();
    for (at, name, _) in node.entries("content", lowering.diagnostics) {
        let Some(at) = follow(lowering.document, &at, lowering.diagnostics) else {
            continue;
        };
        if let Some(node) = Node::at(lowering.document, &at, lowering.diagnostics) {
            keys::check(&node, &keys::MEDIA_TYPE, lowering.diagnostics);
        }
        found.push((at, name));
    }
    found
}

/// Text whose schema is an object is JSON by another name, and so is what may be anything: documents made from code mean
/// what their frameworks write.
fn kind(lowering: &mut Lowering<'_>, at: &str, name: &str) -> MediaKind {
    let essence = essence(name);
    let held = held(lowering, at);
    match essence.as_str() {
        _ if held == Held::File => MediaKind::Bytes,
        _ if is_json_stream(name) => MediaKind::Lines,
        _ if is_json(name) && is_gateway_stream(lowering, at) => MediaKind::Lines,
        _ if is_json(name) => MediaKind::Json,
        "text/json" | "text/x-json" | "application/x-json" => MediaKind::Json,
        it if it.starts_with("application/json+") => MediaKind::Json,
        EVENTS => MediaKind::Events,
        it if is_json_lines(it) => MediaKind::Lines,
        "*/*" | "application/*" if is_encoded(lowering, at) => MediaKind::Bytes,
        "*/*" | "application/*" | "text/plain" if held == Held::Structure => MediaKind::Json,
        "text/plain" if held == Held::Number => MediaKind::Json,
        "*/*" | "application/*" if matches!(held, Held::Number | Held::Value) => MediaKind::Json,
        "*/*" if held == Held::Text => MediaKind::Text,
        "application/xml" => MediaKind::Text,
        it if it.starts_with("text/") || it.ends_with("+xml") => MediaKind::Text,
        _ => MediaKind::Bytes,
    }
}

/// Bytes as the code of a server has them, of which only JSON makes a text. Some programs call them a list of such texts.
pub(super) fn is_encoded(lowering: &mut Lowering<'_>, at: &str) -> bool {
    let schema = pointer::join(at, "schema");
    if lowering.document.get(&schema).is_none() {
        return false;
    }
    let mut view = lowering.view(&schema);
    if lowering.class(&view) == Class::Array {
        let Some(items) = view.node_with("items").map(|it| it.join("items")) else {
            return false;
        };
        view = lowering.view(&items);
    }
    view.text("format") == Some("byte") && lowering.class(&view) == Class::Text
}

/// What programs for gRPC say of a stream: each of its lines has a result or an error, as both properties of one object.
fn is_gateway_stream(lowering: &mut Lowering<'_>, at: &str) -> bool {
    let schema = pointer::join(at, "schema");
    if lowering.document.get(&schema).is_none() {
        return false;
    }
    let view = lowering.view(&schema);
    let title = view.text("title").unwrap_or_default();
    let mut has = |name: &str| !lowering.property(&view, name).is_empty();
    title.starts_with("Stream result of ") && has("result") && has("error")
}

/// What a schema describes, as far as it says how it is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Held {
    Structure,
    /// A number or a flag, which JSON and text write the same way.
    Number,
    /// A text with a form of its own, which is quoted where it is JSON.
    Value,
    Text,
    File,
    Anything,
}

/// What Swagger 2 called a file, and what becomes of it where somebody converts the document.
pub(super) fn is_file(view: &View<'_>) -> bool {
    view.text("type") == Some("file") || view.text("format") == Some("file")
}

fn held(lowering: &mut Lowering<'_>, at: &str) -> Held {
    let schema = pointer::join(at, "schema");
    if lowering.document.get(&schema).is_none() {
        return Held::Anything;
    }
    let view = lowering.view(&schema);
    match (lowering.class(&view), view.text("format")) {
        _ if is_file(&view) => Held::File,
        (Class::Object | Class::Array | Class::Union, _) => Held::Structure,
        (Class::Text, Some("binary")) => Held::File,
        (Class::Text, None) if view.first("enum").is_none() => Held::Text,
        (Class::Boolean | Class::Integer | Class::Number, _) => Held::Number,
        (Class::Text, _) => Held::Value,
        (Class::Any, _) => Held::Anything,
    }
}
