//! Documents of one shape each, of any size: what is more of the same should cost as much more.

#[path = "shapes/parts.rs"]
mod parts;

use serde_json::{Map, Value, json};

use parts::{
    described, document, got, kind, numbered, object, one_body, operations, reference, references,
    ring, sent, signs, text,
};

/// A way to make a document large.
pub(super) struct Shape {
    pub(super) name: &'static str,
    /// So many parts take a few tenths of a second.
    pub(super) parts: usize,
    pub(super) make: fn(usize) -> Value,
}

const fn shape(name: &'static str, parts: usize, make: fn(usize) -> Value) -> Shape {
    Shape { name, parts, make }
}

/// All shapes.
pub(super) const SHAPES: &[Shape] = &[
    shape("properties", 4000, |n| {
        sent(&object(numbered(n, "p", |_| text())))
    }),
    shape("objects inside an object", 1500, |n| {
        sent(&object(numbered(n, "p", |it| {
            object(numbered(1, &format!("q{it}_"), |_| text()))
        })))
    }),
    shape("types in a ring", 3000, |n| ring(n, Value::clone)),
    shape("types that hold each other", 15_000, |n| {
        let side = n.isqrt();
        let all = |_| object(numbered(side, "x", |it| reference(&format!("T{it}"))));
        got(&reference("T0"), numbered(side, "T", all))
    }),
    shape("choices in a ring", 700, |n| {
        let own = object(numbered(1, "p", |_| text()));
        ring(
            n,
            |next| json!({ "oneOf": [next["properties"]["next"], own] }),
        )
    }),
    shape("alternatives", 1500, |n| {
        let one = |it: usize| json!({ "type": "object", "required": [format!("p{it}")], "properties": { format!("p{it}"): text() } });
        got(&json!({ "oneOf": references(n) }), numbered(n, "T", one))
    }),
    shape("alternatives with a discriminator", 1500, |n| {
        let discriminator = json!({ "propertyName": "kind" });
        got(
            &json!({ "oneOf": references(n), "discriminator": discriminator }),
            numbered(n, "T", |_| kind()),
        )
    }),
    shape("alternatives with texts that others allow", 1000, |n| {
        let values: Vec<String> = (0..n).map(|it| format!("v{it}")).collect();
        let kind = |it: usize| match it % 2 {
            0 => json!({ "type": "string", "enum": [format!("v{it}")] }),
            _ => reference("All"),
        };
        let one = |it: usize| {
            object(Map::from_iter([
                ("kind".to_owned(), kind(it)),
                (format!("p{it}"), text()),
            ]))
        };
        let mut schemas = numbered(n, "T", one);
        schemas.insert(
            "All".to_owned(),
            json!({ "type": "string", "enum": values }),
        );
        got(&json!({ "oneOf": references(n) }), schemas)
    }),
    shape("parts of an allOf", 4000, |n| {
        let one = |it: usize| object(numbered(1, &format!("p{it}_"), |_| text()));
        got(&json!({ "allOf": references(n) }), numbered(n, "T", one))
    }),
    shape("parts with the same property", 8000, |n| {
        let one = |it: usize| json!({ "type": "string", "maxLength": it + 1 });
        let part = |it: usize| object(Map::from_iter([("p".to_owned(), one(it))]));
        let parts: Vec<Value> = (0..n).map(part).collect();
        got(&json!({ "allOf": parts }), Map::new())
    }),
    shape("parts of an envelope", 3000, |n| {
        let result = |it: usize| object(numbered(1, &format!("p{it}_"), |_| text()));
        let envelope =
            json!({ "success": { "type": "boolean" }, "errors": { "type": "array", "items": {} } });
        let parts = (0..n).map(|it| object(Map::from_iter([("result".to_owned(), result(it))])));
        let parts: Vec<Value> = [json!({ "type": "object", "properties": envelope })]
            .into_iter()
            .chain(parts)
            .collect();
        got(&json!({ "allOf": parts }), Map::new())
    }),
    shape("choices of each other", 6000, |n| {
        let side = n.isqrt();
        let all = json!({ "oneOf": references(side) });
        got(&reference("T0"), numbered(side, "T", |_| all.clone()))
    }),
    shape("uses of a choice of many", 1000, |n| {
        let one = |it: usize| json!({ "type": "object", "required": [format!("p{it}")], "properties": { format!("p{it}"): text() } });
        let mut schemas = numbered(n, "T", one);
        schemas.insert("Choice".to_owned(), json!({ "oneOf": references(n) }));
        got(&object(numbered(n, "q", |_| reference("Choice"))), schemas)
    }),
    shape("heirs that their base lists", 800, |n| {
        let heir = |it: usize| json!({ "allOf": [reference("Base"), object(numbered(1, &format!("p{it}_"), |_| text()))] });
        let mut schemas = numbered(n, "T", heir);
        let mut base = kind();
        base["properties"]["parts"] = json!({ "type": "array", "items": reference("Base") });
        base["discriminator"] = json!({ "propertyName": "kind" });
        base["oneOf"] = references(n).into();
        schemas.insert("Base".to_owned(), base);
        got(&reference("Base"), schemas)
    }),
    shape("heirs", 1500, |n| {
        let heir = |it: usize| json!({ "allOf": [reference("Base"), object(numbered(1, &format!("p{it}_"), |_| text()))] });
        let mut schemas = numbered(n, "T", heir);
        let mut base = kind();
        base["discriminator"] = json!({ "propertyName": "kind" });
        schemas.insert("Base".to_owned(), base);
        got(&reference("Base"), schemas)
    }),
    shape("values of an enum", 16_000, |n| {
        let values: Vec<String> = (0..n).map(|it| format!("v{it}")).collect();
        got(&json!({ "type": "string", "enum": values }), Map::new())
    }),
    shape("names that are the same in Rust", 2000, |n| {
        let properties = (0..n).map(|it| (signs(it), text())).collect();
        sent(&object(properties))
    }),
    shape("definitions of OpenAPI 3.1", 3000, |n| {
        let of = |it: usize| json!({ "$ref": format!("#/$defs/D{}", it % n) });
        let definition = |it: usize| object(numbered(1, "next", |_| of(it + 1)));
        let mut schema = object(numbered(1, "first", |_| of(0)));
        schema["$defs"] = Value::Object(numbered(n, "D", definition));
        let mut document = got(&reference("S"), Map::from_iter([("S".to_owned(), schema)]));
        document["openapi"] = "3.1.0".into();
        document
    }),
    shape("query parameters", 3000, |n| {
        let one = |it: usize| json!({ "name": format!("p{it}"), "in": "query", "schema": text() });
        let mut document = got(&text(), Map::new());
        document["paths"]["/a"]["get"]["parameters"] = (0..n).map(one).collect();
        document
    }),
    shape("actions of one handle", 1500, |n| {
        let id = json!({ "name": "id", "in": "path", "required": true, "schema": text() });
        let one = |it: usize| {
            let id = [&id];
            let operation = json!({
                "operationId": format!("act{it}Thing"), "parameters": id, "responses": { "204": { "description": "" } },
            });
            (
                format!("/things/{{id}}/act{it}"),
                json!({ "post": operation }),
            )
        };
        document((0..n).map(one).collect(), Map::new())
    }),
    shape("webhooks that sound alike", 2000, |n| {
        let body = |it: usize| {
            let schema = object(numbered(1, &format!("p{it}_"), |_| text()));
            json!({ "content": { "application/json": { "schema": schema } } })
        };
        let one = |it: usize| json!({ "post": { "operationId": format!("o{it}"), "requestBody": body(it) } });
        let mut document = got(&text(), Map::new());
        let hooks = (0..n).map(|it| (signs(it), one(it)));
        document["x-webhooks"] = Value::Object(hooks.collect());
        document
    }),
    shape("operations that share callbacks", 1500, |n| {
        let one = |it: usize| {
            let schema = object(numbered(1, &format!("p{it}_"), |_| text()));
            json!({ "post": { "requestBody": { "content": { "application/json": { "schema": schema } } } } })
        };
        let shared = json!({ "$ref": "#/components/callbacks/Shared" });
        let operation = |it: usize| {
            let own = Value::Object(numbered(1, "{$url}", |_| one(n + it)));
            json!({ "post": {
                "operationId": format!("post{it}"), "callbacks": { "own": own, "shared": shared },
                "responses": { "204": { "description": "" } },
            } })
        };
        let mut document = document(numbered(n, "/a", operation), Map::new());
        let shared = Value::Object(numbered(n, "https://example.com/", one));
        document["components"]["callbacks"] = json!({ "Shared": shared });
        document
    }),
    shape("ways to sign a request", 2000, |n| {
        let mut document = got(&text(), Map::new());
        let scheme =
            |it: usize| json!({ "type": "apiKey", "in": "header", "name": format!("X-{it}") });
        document["components"]["securitySchemes"] = Value::Object(numbered(n, "s", scheme));
        let one = |it: usize| json!({ format!("s{it}"): [] });
        document["paths"]["/a"]["get"]["security"] = (0..n).map(one).collect();
        document
    }),
    shape("answers that refer to each other", 3000, |n| {
        let one = |it: usize| json!({ "$ref": format!("#/components/responses/R{}", it + 1) });
        let mut responses = numbered(n, "R", one);
        responses.insert(format!("R{n}"), json!({ "description": "" }));
        let mut document = got(&text(), Map::new());
        document["components"]["responses"] = Value::Object(responses);
        document["paths"]["/a"]["get"]["responses"]["400"] = one(0);
        document
    }),
    shape("media types of a body", 1000, |n| {
        let one =
            |it: usize| json!({ "schema": object(numbered(1, &format!("p{it}_"), |_| text())) });
        let content = (0..n).map(|it| (format!("application/x{it}+json"), one(it)));
        let mut document = sent(&text());
        let body = &mut document["paths"]["/a"]["post"]["requestBody"];
        body["content"] = Value::Object(content.collect());
        document
    }),
    shape("lists of the same large items", 400, |n| {
        let again = json!({ "type": "array", "items": reference("Item") });
        let part = |_| object(Map::from_iter([("again".to_owned(), again.clone())]));
        let mut schemas = numbered(n, "T", part);
        let item = object(numbered(n, "p", |it| reference(&format!("T{it}"))));
        schemas.insert("Item".to_owned(), item);
        let mut document = got(&reference("Item"), schemas);
        let one = document["paths"]["/a"]["get"].clone();
        let paths = numbered(n, "/a", |it| {
            let mut one = one.clone();
            one["operationId"] = format!("get{it}").into();
            json!({ "get": one })
        });
        document["paths"] = Value::Object(paths);
        document
    }),
    shape("headers of an answer", 4000, |n| {
        let mut document = got(&text(), Map::new());
        let headers = numbered(n, "X-", |_| json!({ "schema": text() }));
        document["paths"]["/a"]["get"]["responses"]["200"]["headers"] = Value::Object(headers);
        document
    }),
    shape("keys that mean nothing", 30_000, |n| {
        let mut document = got(&text(), Map::new());
        let keys = numbered(n, "x-key", |_| Value::Null);
        document["paths"]["/a"]["x-keys"] = Value::Object(keys.clone());
        if let Value::Object(map) = &mut document {
            map.extend(keys);
        }
        document
    }),
    shape("description: words", 1_000_000, |n| {
        described("some words ", n)
    }),
    shape("description: backticks", 1_000_000, |n| described("`", n)),
    shape("description: brackets", 200_000, |n| described("[", n)),
    shape("description: links", 200_000, |n| described("[a\n", n)),
    shape("description: definitions", 100_000, |n| {
        described("[a]: https://a.b/(\n\n[a][", n)
    }),
    shape("description: open tags", 500_000, |n| {
        described("<a><note>", n)
    }),
    shape("description: cells", 1_000_000, |n| {
        described("<td>a</td>", n)
    }),
    shape("description: dots", 1_000_000, |n| described(". ", n)),
    shape("uses of an example of many values", 600, |n| {
        let values = vec!["value"; n];
        let example = json!({ "type": "array", "items": text(), "example": values });
        let schemas = Map::from_iter([("Example".to_owned(), example)]);
        let all = object(numbered(n, "p", |_| reference("Example")));
        operations(1, &json!({ "schemas": schemas }), |_| {
            json!({
                "requestBody": { "content": { "application/json": { "schema": all } } },
                "responses": { "204": { "description": "Done." } },
            })
        })
    }),
    shape("uses of an answer with many headers", 600, |n| {
        let headers = numbered(n + 100, "X-", |_| json!({ "schema": text() }));
        let answer = json!({ "description": "OK", "headers": headers });
        operations(
            n,
            &json!({ "responses": { "A": answer } }),
            |_| json!({ "responses": { "200": { "$ref": "#/components/responses/A" } } }),
        )
    }),
    shape("ways to sign", 600, |n| {
        let scheme =
            |it: usize| json!({ "type": "apiKey", "in": "header", "name": format!("X-{it}") });
        let schemes = numbered(n + 100, "s", scheme);
        let all: Vec<Value> = schemes.keys().map(|it| json!({ it: [] })).collect();
        let mut document = operations(
            n,
            &json!({ "securitySchemes": schemes }),
            |_| json!({ "responses": { "204": { "description": "Done." } } }),
        );
        document["security"] = Value::Array(all);
        document
    }),
    shape("operations with one choice of many", 600, |n| {
        let one = |it: usize| json!({ "type": "object", "properties": { format!("p{it}"): text(), "kind": { "type": "string", "enum": [format!("t{it}")] } } });
        let mut schemas = numbered(n, "T", one);
        schemas.insert("Choice".to_owned(), json!({ "oneOf": references(n) }));
        let content = json!({ "application/json": { "schema": reference("Choice") } });
        operations(n, &json!({ "schemas": schemas }), |_| {
            json!({
                "requestBody": { "required": true, "content": content },
                "responses": { "200": { "description": "OK", "content": content } },
            })
        })
    }),
    shape("operations with one body of many members", 1500, |n| {
        let names: Vec<String> = (0..n).map(|it| format!("p{it}")).collect();
        let mut schema = object(numbered(n, "p", |_| text()));
        schema["required"] = json!(names);
        one_body(n, "application/json", &schema, &Map::new())
    }),
    shape("operations with one body in several parts", 4000, |n| {
        let mut schema = object(numbered(n, "p", |_| text()));
        schema["properties"]["p0"] = json!({ "type": "string", "format": "binary" });
        let said = numbered(n, "p", |_| json!({ "contentType": "text/plain" }));
        one_body(n, "multipart/form-data", &schema, &said)
    }),
    shape("operations with one form of many fields", 1500, |n| {
        let schema = object(numbered(n, "p", |_| object(numbered(1, "q", |_| text()))));
        let said = json!({ "style": "deepObject", "explode": true });
        let said = numbered(n, "p", |_| said.clone());
        one_body(n, "application/x-www-form-urlencoded", &schema, &said)
    }),
    shape("operations that share what they answer", 1500, |n| {
        let says = |only: bool| {
            let one = |_| json!({ "type": "boolean", "enum": [only] });
            let mut schema = object(numbered(n, "p", one));
            schema["required"] = (0..n).map(|it| format!("p{it}")).collect();
            let content = json!({ "application/json": { "schema": schema } });
            json!({ "description": "", "content": content })
        };
        let responses = json!({ "Yes": says(true), "Also": says(true), "No": says(false) });
        operations(n, &json!({ "responses": responses }), |_| {
            let at = |name: &str| json!({ "$ref": format!("#/components/responses/{name}") });
            json!({ "responses": { "200": at("Yes"), "400": at("Also"), "500": at("No") } })
        })
    }),
    shape("choices with one mapping", 1500, |n| {
        let at = |it: usize| format!("#/components/schemas/T{it}");
        let mut base = kind();
        let mapping = numbered(n, "t", |it| at(it).into());
        base["discriminator"] = json!({ "propertyName": "kind", "mapping": mapping });
        let own = |it: usize| object(numbered(1, &format!("p{it}_"), |_| text()));
        let mut schemas = numbered(
            n,
            "T",
            |it| json!({ "allOf": [reference("Base"), own(it)] }),
        );
        schemas.insert("Base".to_owned(), base);
        let two = |it: usize| [it, (it + 1) % n].map(|it| reference(&format!("T{it}")));
        let all = object(numbered(n, "c", |it| json!({ "oneOf": two(it) })));
        got(&all, schemas)
    }),
    shape("choices with one enum of many texts", 1500, |n| {
        let values: Vec<String> = (0..4 * n).map(|it| format!("v{it}")).collect();
        let own = |it: usize| match it % 2 {
            0 => json!({ "type": "integer" }),
            _ => object(numbered(1, &format!("p{it}_"), |_| text())),
        };
        let one = |it: usize| json!({ "oneOf": [reference("Values"), own(it)] });
        let mut schemas = numbered(n, "T", one);
        schemas.insert(
            "Values".to_owned(),
            json!({ "type": "string", "enum": values }),
        );
        got(
            &object(numbered(n, "q", |it| reference(&format!("T{it}")))),
            schemas,
        )
    }),
    shape("headers of a part with one name", 2000, |n| {
        let headers = (0..n).map(|it| (signs(it), json!({ "schema": text() })));
        let headers: Map<String, Value> = headers.collect();
        let schema = object(numbered(1, "f", |_| text()));
        let media = json!({ "schema": schema, "encoding": { "f0": { "headers": headers } } });
        operations(1, &json!({}), |_| {
            json!({
                "requestBody": { "required": true, "content": { "multipart/form-data": media } },
                "responses": { "204": { "description": "Done." } },
            })
        })
    }),
];
