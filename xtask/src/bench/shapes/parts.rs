//! What the documents are made of.

use serde_json::{Map, Value, json};

/// So many values, named by numbers.
pub(super) fn numbered(
    count: usize,
    name: &str,
    value: impl Fn(usize) -> Value,
) -> Map<String, Value> {
    let all = (0..count).map(|it| (format!("{name}{it}"), value(it)));
    all.collect()
}

pub(super) fn text() -> Value {
    json!({ "type": "string" })
}

pub(super) fn object(properties: Map<String, Value>) -> Value {
    json!({ "type": "object", "properties": Value::Object(properties) })
}

/// An object that says what it is.
pub(super) fn kind() -> Value {
    json!({ "type": "object", "required": ["kind"], "properties": { "kind": text() } })
}

pub(super) fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

pub(super) fn references(count: usize) -> Vec<Value> {
    (0..count).map(|it| reference(&format!("T{it}"))).collect()
}

/// Types of which each leads to the next, and the last to the first.
pub(super) fn ring(count: usize, with: impl Fn(&Value) -> Value) -> Value {
    let next = |it: usize| reference(&format!("T{}", (it + 1) % count));
    let one = |it: usize| with(&object(Map::from_iter([("next".to_owned(), next(it))])));
    got(&reference("T0"), numbered(count, "T", one))
}

/// `a-a_a a`: a name that differs from others only in signs.
pub(super) fn signs(number: usize) -> String {
    let sign = |place: u32| ["-", "_", ".", " "][number / 4_usize.pow(place) % 4];
    (0..8).fold("a".to_owned(), |name, place| name + sign(place) + "a")
}

/// A document that sends one schema.
pub(super) fn sent(schema: &Value) -> Value {
    let operation = json!({
        "operationId": "send",
        "requestBody": { "content": { "application/json": { "schema": schema } } },
        "responses": { "204": { "description": "" } },
    });
    let paths = Map::from_iter([("/a".to_owned(), json!({ "post": operation }))]);
    document(paths, Map::new())
}

/// Operations that send the same body.
pub(super) fn one_body(
    count: usize,
    media_type: &str,
    schema: &Value,
    encoding: &Map<String, Value>,
) -> Value {
    let content = json!({ media_type: { "schema": schema, "encoding": encoding } });
    let body = json!({ "required": true, "content": content });
    operations(count, &json!({ "requestBodies": { "B": body } }), |_| {
        json!({
            "requestBody": { "$ref": "#/components/requestBodies/B" },
            "responses": { "204": { "description": "Done." } },
        })
    })
}

/// A document that gets one schema.
pub(super) fn got(schema: &Value, schemas: Map<String, Value>) -> Value {
    let content = json!({ "application/json": { "schema": schema } });
    let operation = json!({
        "operationId": "get",
        "responses": { "200": { "description": "", "content": content } },
    });
    let paths = Map::from_iter([("/a".to_owned(), json!({ "get": operation }))]);
    document(paths, schemas)
}

/// A document with so many operations.
pub(super) fn operations(
    count: usize,
    components: &Value,
    operation: impl Fn(usize) -> Value,
) -> Value {
    let path = |it: usize| json!({ "post": operation(it) });
    let mut document = document(numbered(count, "/a", path), Map::new());
    document["components"] = components.clone();
    document
}

/// A document with one long description, of so many bytes.
pub(super) fn described(piece: &str, bytes: usize) -> Value {
    let mut document = got(&text(), Map::new());
    document["paths"]["/a"]["get"]["description"] = piece.repeat(bytes / piece.len()).into();
    document
}

pub(super) fn document(paths: Map<String, Value>, schemas: Map<String, Value>) -> Value {
    json!({
        "openapi": "3.0.3",
        "info": { "title": "Shape", "version": "1" },
        "servers": [{ "url": "https://example.com" }],
        "paths": Value::Object(paths),
        "components": { "schemas": Value::Object(schemas) },
    })
}
