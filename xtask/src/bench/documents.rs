//! Documents of any size, for measuring how costs grow with it.

use serde_json::{Map, Value, json};

/// A document with so many operations, in resources of ten. Each resource has schemas of its own, and all share some:
/// that is how large APIs are.
pub(super) fn of(operations: usize) -> Value {
    let mut paths = Map::new();
    let mut schemas = Map::new();
    schemas.insert("Problem".to_owned(), problem());
    schemas.insert("Person".to_owned(), person());
    for number in 0..operations.div_ceil(10) {
        schemas.insert(format!("Item{number}"), item(number));
        schemas.insert(format!("NewItem{number}"), new_item(number));
        for (path, methods) in resource(number) {
            paths.insert(path, methods);
        }
    }
    json!({
        "openapi": "3.0.3",
        "info": { "title": "Measured", "version": "1" },
        "servers": [{ "url": "https://example.com" }],
        "paths": paths,
        "components": { "schemas": schemas },
    })
}

fn problem() -> Value {
    json!({
        "type": "object",
        "required": ["code", "message"],
        "properties": { "code": { "type": "integer" }, "message": { "type": "string" } },
    })
}

fn person() -> Value {
    json!({
        "type": "object",
        "properties": { "name": { "type": "string" }, "email": { "type": "string", "maxLength": 90 } },
    })
}

fn item(number: usize) -> Value {
    json!({
        "type": "object",
        "description": format!("Item {number} of the API, as it is answered."),
        "required": ["id", "name", "kind"],
        "properties": {
            "id": { "type": "string", "readOnly": true },
            "name": { "type": "string", "description": "What people call it.", "maxLength": 100 },
            "kind": { "type": "string", "enum": ["plain", "special", format!("only-{number}")] },
            "size": { "type": "integer", "minimum": 0 },
            "owner": { "$ref": "#/components/schemas/Person" },
            "labels": { "type": "object", "additionalProperties": { "type": "string" } },
            "created": { "type": "string", "format": "date-time" },
            "parts": { "type": "array", "items": { "type": "object", "properties": {
                "position": { "type": "integer" }, "text": { "type": "string" },
            } } },
        },
    })
}

fn new_item(number: usize) -> Value {
    json!({
        "type": "object",
        "required": ["name"],
        "properties": {
            "name": { "type": "string", "maxLength": 100 },
            "kind": { "type": "string", "enum": ["plain", "special", format!("only-{number}")] },
            "size": { "type": "integer", "minimum": 0 },
            "owner": { "$ref": "#/components/schemas/Person" },
        },
    })
}

/// Ten operations: five on a collection, five on one below it.
fn resource(number: usize) -> Vec<(String, Value)> {
    let mut paths = collection(number, &format!("/items{number}"), &format!("item{number}"));
    let below = format!("/items{number}/{{item{number}_id}}/notes");
    paths.extend(collection(number, &below, &format!("note{number}")));
    paths
}

fn collection(number: usize, path: &str, name: &str) -> Vec<(String, Value)> {
    let schema = |schema: &str| json!({ "$ref": format!("#/components/schemas/{schema}{number}") });
    let content = |schema: &Value| json!({ "application/json": { "schema": schema } });
    let answers = |schema: &Value| {
        json!({
            "200": { "description": "Fine.", "content": content(schema) },
            "4XX": { "description": "Refused.", "content": content(&json!({ "$ref": "#/components/schemas/Problem" })) },
        })
    };
    let body = json!({ "required": true, "content": content(&schema("NewItem")) });
    let identifier = |name: &str| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } });
    let above: Vec<Value> = path
        .contains('{')
        .then(|| identifier(&format!("item{number}_id")))
        .into_iter()
        .collect();
    let mut all = above.clone();
    all.push(identifier(&format!("{name}_id")));
    let query = json!([
        { "name": "page", "in": "query", "schema": { "type": "integer", "minimum": 1, "default": 1 } },
        { "name": "search", "in": "query", "description": "Part of the name.", "schema": { "type": "string" } },
    ]);
    let list = json!({ "type": "array", "items": schema("Item") });
    let one = schema("Item");
    vec![
        (
            path.to_owned(),
            json!({
                "parameters": above,
                "get": { "operationId": format!("{name}-list"), "summary": "Lists them.", "parameters": query, "responses": answers(&list) },
                "post": { "operationId": format!("{name}-create"), "summary": "Makes one.", "requestBody": body, "responses": answers(&one) },
            }),
        ),
        (
            format!("{path}/{{{name}_id}}"),
            json!({
                "parameters": all,
                "get": { "operationId": format!("{name}-get"), "summary": "Finds one.", "responses": answers(&one) },
                "put": { "operationId": format!("{name}-change"), "summary": "Changes one.", "requestBody": body, "responses": answers(&one) },
                "delete": { "operationId": format!("{name}-delete"), "summary": "Deletes one.", "responses": { "204": { "description": "Gone." } } },
            }),
        ),
    ]
}
