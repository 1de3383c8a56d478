//! Keys that an object may have (OpenAPI 3.0 to 3.2): a misspelt one would be dropped in silence.

use super::node::Node;
use crate::diagnostics::Diagnostics;
use crate::spec::{Document, nearest};

/// Keys that one kind of object may have.
pub(super) struct Keys {
    known: &'static [&'static str],
    /// Those of `HINTS` that are read there.
    hints: &'static [&'static str],
}

impl Keys {
    const fn new(known: &'static [&'static str]) -> Self {
        Self { known, hints: &[] }
    }

    const fn hints(mut self, hints: &'static [&'static str]) -> Self {
        self.hints = hints;
        self
    }
}

/// Hints of ours, with what they belong to. Other extensions are nobody's business.
const HINTS: &[(&str, &str)] = &[
    ("x-bulk", "an operation"),
    ("x-ensure", "an operation"),
    ("x-enum-varnames", "a schema"),
    ("x-flatten-body", "an operation"),
    ("x-length-unit", "a schema"),
    ("x-method", "an operation"),
    ("x-pagination", "an operation, or the document itself"),
    ("x-resource", "an operation"),
    ("x-retry", "an operation"),
    ("x-rust-crate", "`info`"),
    ("x-rust-name", "a schema, a property or a parameter"),
    ("x-sensitive", "a schema"),
];

/// The document itself.
pub(super) const ROOT: Keys = Keys::new(&[
    "openapi",
    "info",
    "servers",
    "paths",
    "components",
    "security",
    "tags",
    "externalDocs",
    "webhooks",
    "jsonSchemaDialect",
    "$self",
])
.hints(&["x-pagination"]);

/// `info`.
pub(super) const INFO: Keys = Keys::new(&[
    "title",
    "summary",
    "description",
    "termsOfService",
    "contact",
    "license",
    "version",
])
.hints(&["x-rust-crate"]);

/// A path item.
pub(super) const PATH_ITEM: Keys = Keys::new(&[
    "$ref",
    "summary",
    "description",
    "get",
    "put",
    "post",
    "delete",
    "options",
    "head",
    "patch",
    "trace",
    "query",
    "additionalOperations",
    "servers",
    "parameters",
]);

/// An operation.
pub(super) const OPERATION: Keys = Keys::new(&[
    "tags",
    "summary",
    "description",
    "externalDocs",
    "operationId",
    "parameters",
    "requestBody",
    "responses",
    "callbacks",
    "deprecated",
    "security",
    "servers",
])
.hints(&[
    "x-bulk",
    "x-ensure",
    "x-flatten-body",
    "x-method",
    "x-pagination",
    "x-resource",
    "x-retry",
]);

/// A request that the API sends by itself.
pub(super) const WEBHOOK: Keys = Keys::new(OPERATION.known).hints(&["x-method"]);

/// A parameter.
pub(super) const PARAMETER: Keys = Keys::new(&[
    "name",
    "in",
    "description",
    "required",
    "deprecated",
    "allowEmptyValue",
    "style",
    "explode",
    "allowReserved",
    "schema",
    "example",
    "examples",
    "content",
])
.hints(&["x-rust-name"]);

/// A request body.
pub(super) const BODY: Keys = Keys::new(&["description", "content", "required"]);

/// A response.
pub(super) const RESPONSE: Keys =
    Keys::new(&["summary", "description", "headers", "content", "links"]);

/// A media type.
pub(super) const MEDIA_TYPE: Keys = Keys::new(&["schema", "example", "examples", "encoding"]);

/// What a media type says of one property.
pub(super) const ENCODING: Keys = Keys::new(&[
    "contentType",
    "headers",
    "style",
    "explode",
    "allowReserved",
    "encoding",
    "prefixEncoding",
    "itemEncoding",
]);

/// A security scheme.
pub(super) const SECURITY_SCHEME: Keys = Keys::new(&[
    "type",
    "description",
    "name",
    "in",
    "scheme",
    "bearerFormat",
    "flows",
    "openIdConnectUrl",
    "oauth2MetadataUrl",
    "deprecated",
]);

/// A server.
pub(super) const SERVER: Keys = Keys::new(&["url", "name", "description", "variables"]);

/// A variable of a server.
pub(super) const SERVER_VARIABLE: Keys = Keys::new(&["enum", "default", "description"]);

/// A schema, with the keywords of JSON Schema that OpenAPI 3.1 documents bring along.
pub(super) const SCHEMA: Keys = Keys::new(&[
    "$ref",
    "title",
    "multipleOf",
    "maximum",
    "exclusiveMaximum",
    "minimum",
    "exclusiveMinimum",
    "maxLength",
    "minLength",
    "pattern",
    "maxItems",
    "minItems",
    "uniqueItems",
    "maxProperties",
    "minProperties",
    "required",
    "enum",
    "type",
    "allOf",
    "oneOf",
    "anyOf",
    "not",
    "items",
    "properties",
    "additionalProperties",
    "description",
    "format",
    "default",
    "nullable",
    "discriminator",
    "readOnly",
    "writeOnly",
    "xml",
    "externalDocs",
    "example",
    "deprecated",
    "$id",
    "$schema",
    "$anchor",
    "$comment",
    "$defs",
    "const",
    "contains",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
    "definitions",
    "dependentRequired",
    "dependentSchemas",
    "else",
    "examples",
    "if",
    "maxContains",
    "minContains",
    "patternProperties",
    "prefixItems",
    "propertyNames",
    "then",
    "unevaluatedItems",
    "unevaluatedProperties",
])
.hints(&[
    "x-enum-varnames",
    "x-length-unit",
    "x-rust-name",
    "x-sensitive",
]);

/// `x-rust-crate`.
pub(super) const CRATE: Keys = Keys::new(&[
    "name",
    "version",
    "description",
    "keywords",
    "categories",
    "repository",
    "base-url-variable",
    "resource-features",
    "credentials",
    "wire-tests",
]);

/// `x-pagination`.
pub(super) const PAGINATION: Keys = Keys::new(&[
    "page", "first", "offset", "cursor", "after", "key", "next", "link", "items", "info", "more",
    "last",
]);

/// `x-bulk`.
pub(super) const BULK: Keys = Keys::new(&["method", "chunk"]);

/// `x-ensure`.
pub(super) const ENSURE: Keys = Keys::new(&["method", "list", "search", "key"]);

/// Reports keys that are not known, hints that are not read here, and extensions that look like a hint.
pub(super) fn check(node: &Node<'_>, keys: &Keys, diagnostics: &mut Diagnostics) {
    for key in node.map.keys().map(String::as_str) {
        if !key.starts_with("x-") && !keys.known.contains(&key) {
            let near = nearest(key, &keys.known.iter().copied().collect());
            diagnostics.unknown_key(&node.join(key), key, &near);
        }
    }
    check_hints(node, keys, diagnostics);
}

/// What a place refers to, or is itself, with its keys looked at. Beside a reference to anything else than a schema, no hint is
/// read.
pub(super) fn behind<'a>(
    document: &'a Document,
    at: &str,
    keys: &Keys,
    diagnostics: &mut Diagnostics,
) -> Option<Node<'a>> {
    if document.get(at).is_some_and(|it| it.get("$ref").is_some())
        && let Some(reference) = Node::at(document, at, diagnostics)
    {
        check_hints(&reference, &Keys::new(&[]), diagnostics);
    }
    let node = Node::behind(document, at, diagnostics)?;
    check(&node, keys, diagnostics);
    Some(node)
}

/// Reports hints that are not read here, and extensions that look like a hint.
pub(super) fn check_hints(node: &Node<'_>, keys: &Keys, diagnostics: &mut Diagnostics) {
    let extensions = node.map.keys().filter(|it| it.starts_with("x-"));
    for key in extensions.map(String::as_str) {
        if let Some((_, owner)) = HINTS.iter().find(|it| it.0 == key) {
            if !keys.hints.contains(&key) {
                diagnostics.misplaced_hint(&node.join(key), key, owner);
            }
        } else {
            // Nearly none is like any, and documents have thousands of them.
            let alike = HINTS.iter().map(|it| it.0).filter(|it| is_like(key, it));
            let near = nearest(key, &alike.collect());
            if !near.is_empty() {
                diagnostics.unknown_key(&node.join(key), key, &near);
            }
        }
    }
}

/// An extension of somebody else is only mistaken for a hint of ours if it is almost the same.
fn is_like(key: &str, hint: &str) -> bool {
    let letters = hint.chars().zip(key.chars());
    let same = letters.take_while(|(a, b)| a == b).count();
    hint.len().abs_diff(key.len()) <= 1 && same > 4
}

#[cfg(test)]
mod tests {
    use super::PATH_ITEM;
    use crate::model::Method;
    use crate::spec::METHODS;

    #[test]
    fn every_method_is_known_everywhere() {
        for key in METHODS {
            assert!(PATH_ITEM.known.contains(&key), "{key}");
            assert!(Method::of_key(key).is_some(), "{key}");
        }
    }
}
