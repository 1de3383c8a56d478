//! Keys that an object may have (OpenAPI 3.0.3): a misspelt one would be dropped in silence.

use std::collections::BTreeSet;

use super::node::Node;
use crate::diagnostics::Diagnostics;
use crate::spec::nearest;

/// Hints of ours, wherever they may stand. Other extensions are nobody's business.
const HINTS: &[&str] = &[
    "x-bulk",
    "x-ensure",
    "x-enum-varnames",
    "x-flatten-body",
    "x-length-unit",
    "x-method",
    "x-pagination",
    "x-resource",
    "x-retry",
    "x-rust-crate",
    "x-rust-name",
    "x-sensitive",
];

/// The document itself.
pub(super) const ROOT: &[&str] = &[
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
];

/// A path item.
pub(super) const PATH_ITEM: &[&str] = &[
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
    "servers",
    "parameters",
];

/// An operation.
pub(super) const OPERATION: &[&str] = &[
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
];

/// A parameter.
pub(super) const PARAMETER: &[&str] = &[
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
];

/// A request body.
pub(super) const BODY: &[&str] = &["description", "content", "required"];

/// A response.
pub(super) const RESPONSE: &[&str] = &["description", "headers", "content", "links"];

/// A media type.
pub(super) const MEDIA_TYPE: &[&str] = &["schema", "example", "examples", "encoding"];

/// What a media type says of one property.
pub(super) const ENCODING: &[&str] = &[
    "contentType",
    "headers",
    "style",
    "explode",
    "allowReserved",
];

/// A security scheme.
pub(super) const SECURITY_SCHEME: &[&str] = &[
    "type",
    "description",
    "name",
    "in",
    "scheme",
    "bearerFormat",
    "flows",
    "openIdConnectUrl",
];

/// A server.
pub(super) const SERVER: &[&str] = &["url", "description", "variables"];

/// A variable of a server.
pub(super) const SERVER_VARIABLE: &[&str] = &["enum", "default", "description"];

/// A schema, with the keywords of JSON Schema that OpenAPI 3.1 documents bring along.
pub(super) const SCHEMA: &[&str] = &[
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
];

/// `x-rust-crate`.
pub(super) const CRATE: &[&str] = &[
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
];

/// `x-pagination`.
pub(super) const PAGINATION: &[&str] = &[
    "page", "first", "offset", "cursor", "after", "key", "next", "link", "items", "info", "more",
];

/// `x-bulk`.
pub(super) const BULK: &[&str] = &["method", "chunk"];

/// `x-ensure`.
pub(super) const ENSURE: &[&str] = &["method", "list", "search", "key"];

/// Reports keys that are not `known`, and extensions that look like one of our hints.
pub(super) fn check(node: &Node<'_>, known: &[&str], diagnostics: &mut Diagnostics) {
    for key in node.map.keys().map(String::as_str) {
        let extension = key.starts_with("x-");
        let candidates = if extension { HINTS } else { known };
        if candidates.contains(&key) {
            continue;
        }
        let near = nearest(key, &candidates.iter().copied().collect::<BTreeSet<_>>());
        if !extension || is_slip(key, &near) {
            diagnostics.unknown_key(&node.join(key), key, &near);
        }
    }
}

/// An extension of somebody else is only mistaken for a hint of ours if it is almost the same.
fn is_slip(key: &str, near: &[String]) -> bool {
    near.first().is_some_and(|it| {
        let same = it
            .chars()
            .zip(key.chars())
            .take_while(|(a, b)| a == b)
            .count();
        it.len().abs_diff(key.len()) <= 1 && same > 4
    })
}
