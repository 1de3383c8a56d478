//! Properties in a format that the client cannot write, such as XML: callers write them.

use std::collections::BTreeSet;

use super::encoding::Property;
use super::media_types::is_text;
use crate::lower::Lowering;
use crate::lower::classes::Class;
use crate::model::Type;
use crate::spec::media_type::{FORM, essence, is_json};

/// Most alternatives of alternatives that are looked at.
const MOST: usize = 32;

/// Where a property is sent.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// As a part of its own, which can be a file.
    Part,
    /// In a form, where everything is text.
    Form,
    /// In a query that is a form, whose type is that of other parameters.
    Query,
}

/// What callers give for a property, a text or a file, if its content type is none for what its schemas describe. A list
/// has one for each element.
pub(super) fn ty(
    lowering: &mut Lowering<'_>,
    parts: &[String],
    property: &Property<'_>,
    place: Place,
) -> Option<Type> {
    let types = property.content_types(lowering);
    if types.is_empty() || types.iter().any(|it| may_be_json(it)) {
        return None;
    }
    let whole = lowering.view_of(parts);
    let class = lowering.class(&whole);
    let items: Vec<String> = whole
        .nodes
        .iter()
        .filter(|it| class == Class::Array && it.node.has("items"))
        .map(|it| it.node.join("items"))
        .collect();
    let one = if items.is_empty() { parts } else { &items };
    if !is_structure(lowering, one, &mut BTreeSet::new()) {
        return None;
    }
    if place == Place::Query {
        let at = property.node.join("contentType");
        lowering.diagnostics.parameter_content(&at, &property.name);
        return None;
    }
    let file = place == Place::Part && types.iter().all(|it| is_binary(it));
    // Without a schema, bytes are what anybody would expect.
    if class != Class::Any || !file {
        let at = property.node.join("contentType");
        let what = if file { "a file" } else { "a text" };
        lowering
            .diagnostics
            .property_by_caller(&at, &property.name, &types.join(", "), what);
    }
    let ty = if file { Type::File } else { Type::String };
    Some(if items.is_empty() {
        ty
    } else {
        Type::List(Box::new(ty))
    })
}

fn may_be_json(content_type: &str) -> bool {
    let essence = essence(content_type);
    is_json(&essence) || matches!(essence.as_str(), "*/*" | "application/*" | "text/json")
}

/// True for content types of files.
pub(super) fn is_binary(content_type: &str) -> bool {
    let essence = essence(content_type);
    !is_text(&essence) && !is_json(&essence) && essence != FORM
}

/// Whether a value has parts, which only JSON has a form for. `seen` is what was asked before.
fn is_structure(
    lowering: &mut Lowering<'_>,
    parts: &[String],
    seen: &mut BTreeSet<Vec<String>>,
) -> bool {
    let view = lowering.view_of(parts);
    match lowering.class(&view) {
        Class::Boolean | Class::Integer | Class::Number | Class::Text => false,
        Class::Object | Class::Array | Class::Any => true,
        Class::Union => {
            if seen.len() >= MOST || !seen.insert(view.targets.clone()) {
                return false;
            }
            let alternatives = lowering.alternatives(&view);
            alternatives
                .iter()
                .any(|it| is_structure(lowering, it, seen))
        }
    }
}
