//! Request bodies.

use super::node::Node;
use super::types::Hint;
use super::{Direction, Lowering, docs, keys};
use crate::model::{Body, Constraints, Encoding, Kind, Name, Type};
use crate::naming::{ARGUMENT_NAMES, snake};
use crate::spec::pointer;
use crate::spec_follow;

pub(super) fn lower(
    lowering: &mut Lowering<'_>,
    operation: &Node<'_>,
    label: &str,
    taken: &[&str],
) -> Option<Body> {
    if !operation.map.contains_key("requestBody") {
        return None;
    }
    let at = operation.join("requestBody");
    let at = spec_follow(lowering.document, &at, lowering.diagnostics)?;
    let node = Node::at(lowering.document, &at, lowering.diagnostics)?;
    keys::check(&node, keys::BODY, lowering.diagnostics);
    let content = node.entries("content", lowering.diagnostics);
    let chosen = content.iter().min_by_key(|(_, it, _)| rank(it));
    let Some((media_at, media_type, _)) = chosen else {
        lowering
            .diagnostics
            .missing(&at, "content", "at least one media type");
        return None;
    };
    if content.len() > 1 {
        let others: Vec<&str> = content
            .iter()
            .map(|(_, it, _)| *it)
            .filter(|it| it != media_type)
            .collect();
        lowering
            .diagnostics
            .other_media_types(&at, media_type, &others.join(", "));
    }
    check_media_type(lowering, media_at);
    let encoding = encoding(media_type);
    let schema = pointer::join(media_at, "schema");
    let described = lowering.document.get(&schema).is_some();
    let (ty, constraints) = match encoding {
        Encoding::Json | Encoding::Form if described => {
            let ty = lowering.ty(&schema, Direction::Request, &Hint::new(label, "body"));
            let view = lowering.view(&schema);
            (ty, lowering.constraints(&view))
        }
        Encoding::Json | Encoding::Form => (Type::Json, Constraints::default()),
        Encoding::Multipart => (Type::Multipart, Constraints::default()),
        Encoding::Text => (Type::String, Constraints::default()),
        Encoding::Bytes => (Type::Bytes, Constraints::default()),
    };
    let doc = node
        .text("description", lowering.diagnostics)
        .unwrap_or_default();
    Some(Body {
        media_type: (*media_type).to_owned(),
        encoding,
        required: node.flag("required", lowering.diagnostics),
        constraints,
        doc: docs::clean(doc),
        name: name(lowering, &ty, taken),
        flattened: flattened(lowering, operation, &ty),
        ty,
    })
}

/// How a media type is written.
fn encoding(media_type: &str) -> Encoding {
    let essence = essence(media_type);
    match essence.as_str() {
        _ if is_json(media_type) => Encoding::Json,
        "application/x-www-form-urlencoded" => Encoding::Form,
        "multipart/form-data" => Encoding::Multipart,
        text if text.starts_with("text/") => Encoding::Text,
        _ => Encoding::Bytes,
    }
}

/// Of several media types, the one that says most about the body.
fn rank(media_type: &str) -> usize {
    match encoding(media_type) {
        Encoding::Json => 0,
        Encoding::Form => 1,
        Encoding::Multipart => 2,
        Encoding::Text => 3,
        Encoding::Bytes => 4,
    }
}

pub(super) fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

/// Misspelt keys of a media type.
pub(super) fn check_media_type(lowering: &mut Lowering<'_>, at: &str) {
    if let Some(node) = Node::at(lowering.document, at, lowering.diagnostics) {
        keys::check(&node, keys::MEDIA_TYPE, lowering.diagnostics);
    }
}

/// `application/json` and everything that ends in `+json` (RFC 6839).
pub(super) fn is_json(media_type: &str) -> bool {
    let essence = essence(media_type);
    essence == "application/json" || essence.ends_with("+json")
}

/// The argument is called like its type; anything without a type name is the `body`, and so is what would be called
/// like a parameter.
fn name(lowering: &Lowering<'_>, ty: &Type, taken: &[&str]) -> Name {
    let rust = match ty {
        Type::Named(id) => snake(&lowering.types[id.0].name.rust),
        _ => "body".to_owned(),
    };
    let free = !taken.contains(&rust.as_str()) && !ARGUMENT_NAMES.contains(&rust.as_str());
    let rust = if free { rust } else { "body".to_owned() };
    Name {
        rust,
        wire: "body".to_owned(),
    }
}

/// `x-flatten-body`: the fields of the body become arguments and setters of the operation.
fn flattened(
    lowering: &mut Lowering<'_>,
    operation: &Node<'_>,
    ty: &Type,
) -> Option<crate::model::TypeId> {
    if !operation.flag("x-flatten-body", lowering.diagnostics) {
        return None;
    }
    if let Type::Named(id) = ty
        && matches!(lowering.types[id.0].kind, Kind::Struct(_))
    {
        return Some(*id);
    }
    lowering
        .diagnostics
        .cannot_flatten(&operation.join("x-flatten-body"));
    None
}
