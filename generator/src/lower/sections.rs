//! The sections of a document: what should be an object or a list, before anybody looks for something in it.

use serde_json::Value;

use super::node::Node;
use crate::diagnostics::Diagnostics;
use crate::spec::Document;

/// Reports those of the root, and of `components`, that are of another kind.
pub(super) fn check(document: &Document, diagnostics: &mut Diagnostics) {
    let Some(root) = Node::at(document, "", diagnostics) else {
        return;
    };
    for (key, value) in root.map {
        let (expected, fits) = match key.as_str() {
            "info" | "paths" | "components" | "webhooks" => ("an object", value.is_object()),
            "servers" | "security" | "tags" => ("a list", value.is_array()),
            _ => continue,
        };
        if !fits {
            diagnostics.wrong_kind(&root.join(key), key, expected, value);
        }
    }
    let Some(components) = root.get("components").and_then(Value::as_object) else {
        return;
    };
    for (key, value) in components {
        if !key.starts_with("x-") && !value.is_object() {
            let at = crate::spec::pointer::join("/components", key);
            diagnostics.wrong_kind(&at, key, "an object", value);
        }
    }
}
