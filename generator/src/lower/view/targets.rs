//! What a `$ref` may lead to that is no schema: then the reference is the mistake, and not what stands there.

use serde_json::Value;

use crate::spec::{Document, METHODS, pointer};

/// Keys of a document whose values are no schemas, nor anything in them that is not below `paths` or `components`.
const SECTIONS: [&str; 8] = [
    "openapi",
    "info",
    "servers",
    "security",
    "tags",
    "externalDocs",
    "jsonSchemaDialect",
    "$self",
];

/// Keys of `components`; a schema may stand beside them by mistake.
const COMPONENTS: [&str; 11] = [
    "schemas",
    "responses",
    "parameters",
    "examples",
    "requestBodies",
    "headers",
    "securitySchemes",
    "links",
    "callbacks",
    "pathItems",
    "mediaTypes",
];

/// Keys whose values are schemas, or maps of them: what is of another kind there is a mistake of that place.
const OF_SCHEMAS: [&str; 7] = [
    "schema",
    "schemas",
    "properties",
    "items",
    "additionalProperties",
    "not",
    "definitions",
];

/// What stands at a pointer, if it cannot be a schema.
pub(super) fn no_schema(document: &Document, target: &str) -> Option<&'static str> {
    let mut steps = target.split('/').skip(1);
    let place = match (steps.next(), steps.next(), steps.next(), steps.next()) {
        (None, ..) => Some("the document as a whole"),
        (Some(section), ..) if SECTIONS.contains(&section) => Some("a section of the document"),
        (Some("components" | "paths" | "webhooks"), None, ..) => Some("a section of the document"),
        (Some("components"), Some(kind), None, _) if COMPONENTS.contains(&kind) => {
            Some("a section of the document")
        }
        (Some("paths" | "webhooks"), Some(_), None, _) => Some("a path with its operations"),
        (Some("paths" | "webhooks"), Some(_), Some(method), None) if METHODS.contains(&method) => {
            Some("an operation")
        }
        _ => None,
    };
    place.or_else(|| {
        let last = pointer::last(target);
        let around = pointer::last(pointer::parent(target));
        let of_schemas = |key: &str| OF_SCHEMAS.contains(&key);
        match document.get(target)? {
            _ if of_schemas(&last) || of_schemas(&around) => None,
            Value::String(_) => Some("a text"),
            Value::Number(_) => Some("a number"),
            _ => None,
        }
    })
}
