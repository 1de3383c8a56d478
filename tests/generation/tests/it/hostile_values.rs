//! Types of which each value is longer than any memory, or of which there are more values than anybody tries.

use serde_json::{Map, Value, json};

use crate::hostile::{assert_code, document, reference, run, run_as};

fn name(number: usize) -> String {
    match number {
        0 => "A".to_owned(),
        number => format!("A{number}"),
    }
}

fn schemas(count: usize, schema: impl Fn(usize) -> Value) -> Value {
    Value::Object((0..count).map(|it| (name(it), schema(it))).collect())
}

/// Each needs three of the next.
fn fan(number: usize) -> Value {
    let inner = match number {
        29 => json!({"type": "string"}),
        number => reference(&name(number + 1)),
    };
    json!({"type": "object", "required": ["a", "b", "c"], "properties": {"a": inner, "b": inner, "c": inner}})
}

/// Each may have eight of the others.
fn web(number: usize) -> Value {
    let others = (0..8).map(|it| (format!("p{it}"), reference(&name((number + it) % 20))));
    json!({"type": "object", "properties": others.collect::<Map<_, _>>()})
}

/// Each may have all of the others.
fn net(_: usize) -> Value {
    let others = (0..80).map(|it| (format!("p{it}"), reference(&name(it))));
    json!({"type": "object", "properties": others.collect::<Map<_, _>>()})
}

/// Each is one of six others, or an object of its own.
fn choice(number: usize) -> Value {
    let others = (1..7).map(|it| reference(&name((number * 7 + it) % 40)));
    let own = json!({"type": "object", "properties": {format!("x{number}"): {"type": "string"}}});
    json!({"oneOf": others.chain([own]).collect::<Vec<_>>()})
}

/// Each is a list of any of the three, or an object of its own: lists of lists fit in many ways.
fn lists_of_all(number: usize) -> Value {
    let lists = (0..3).map(|it| json!({"type": "array", "items": reference(&name(it))}));
    let own = json!({"type": "object", "properties": {format!("x{number}"): {"type": "string"}}});
    json!({"anyOf": lists.chain([own]).collect::<Vec<_>>()})
}

/// Each is one of the others and more.
fn more_of_others(number: usize) -> Value {
    let own = json!({"type": "object", "properties": {format!("x{number}"): {"type": "string"}}});
    let others = (0..10).filter(|it| *it != number);
    let others = others.map(|it| json!({"allOf": [reference(&name(it)), own]}));
    json!({"oneOf": others.collect::<Vec<_>>()})
}

/// One of many properties is there, which each alternative names with all others beside it.
fn exactly_one(_: usize) -> Value {
    let property = |it: usize| (format!("p{it}"), json!({"type": "string"}));
    let one = |it: usize| json!({"required": [format!("p{it}")], "properties": {format!("p{it}"): {"minLength": it}}});
    json!({"type": "object", "properties": (0..300).map(property).collect::<Map<_, _>>(), "oneOf": (0..300).map(one).collect::<Vec<_>>()})
}

/// Each is one of all the others, and nothing else.
fn circle(_: usize) -> Value {
    json!({"oneOf": (0..30).map(|it| reference(&name(it))).collect::<Vec<_>>()})
}

/// The same, told by a property.
fn told_circle(number: usize) -> Value {
    let mut circle = circle(number);
    circle["discriminator"] = json!({"propertyName": "kind"});
    circle
}

fn list(least: u32) -> Value {
    json!({"type": "array", "minItems": least, "items": reference("A")})
}

#[test]
fn what_multiplies_is_not_written() {
    let of_itself = |_| json!({"type": "object", "required": ["a", "b"], "properties": {"a": list(0), "b": list(2)}});
    let nested = (0..3).fold(
        json!({"type": "string"}),
        |inner, _| json!({"type": "array", "minItems": 1000, "items": inner}),
    );
    for (shape, schemas) in [
        ("fan", schemas(30, fan)),
        ("web", schemas(20, web)),
        ("net", schemas(80, net)),
        ("choices", schemas(40, choice)),
        ("lists of all", schemas(3, lists_of_all)),
        ("more of others", schemas(10, more_of_others)),
        ("exactly one", schemas(1, exactly_one)),
        ("circles", schemas(30, circle)),
        ("told circles", schemas(30, told_circle)),
        ("list of itself", json!({"A": list(0)})),
        ("lists of itself", schemas(1, of_itself)),
        ("thousands of thousands", json!({"A": nested})),
    ] {
        let text = document("3.0.3", &schemas);
        // What is read may be a list that goes on.
        let read = text.replace(r#""post":{"#, r#""get":{"#);
        run_as(read, None, true).expect("a client");
        let text = text.replace(r#""requestBody":{"#, r#""requestBody":{"required":true,"#);
        let generated = run_as(text, None, true).expect("a client");
        let own = generated.files.iter();
        let own = own.filter(|(path, _)| !path.contains("/runtime/"));
        let written: usize = own.map(|(_, text)| text.len()).sum();
        assert!(written < 2_000_000, "{shape}: {written} bytes");
    }
}

/// A document in which many operations send one body, with something said of each of its properties.
fn sent_by_many(media_type: &str, property: &Value, said: &Value) -> String {
    const MANY: usize = 300;
    let named = |value: &Value| -> Map<String, Value> {
        let names = (0..MANY).map(|it| (format!("p{it}"), value.clone()));
        names.collect()
    };
    let schema = json!({"type": "object", "properties": named(property)});
    let content = json!({media_type: {"schema": schema, "encoding": named(said)}});
    let operation = json!({
        "requestBody": {"$ref": "#/components/requestBodies/B"},
        "responses": {"204": {"description": ""}},
    });
    let paths: Map<String, Value> = (0..MANY)
        .map(|it| (format!("/a{it}"), json!({"post": operation})))
        .collect();
    json!({
        "openapi": "3.0.3",
        "info": {"title": "Hostile", "version": "1.0.0"},
        "servers": [{"url": "https://api.example.com"}],
        "paths": paths,
        "components": {"requestBodies": {"B": {"required": true, "content": content}}},
    })
    .to_string()
}

#[test]
fn what_many_operations_send_is_told_once() {
    let text = json!({"type": "string"});
    let object = json!({"type": "object", "properties": {"a": text}});
    for (media_type, property, said) in [
        ("application/json", &text, json!({})),
        (
            "multipart/form-data",
            &text,
            json!({"contentType": "text/plain"}),
        ),
        (
            "application/x-www-form-urlencoded",
            &object,
            json!({"style": "deepObject", "explode": true}),
        ),
    ] {
        let text = sent_by_many(media_type, property, &said);
        let size = text.len();
        let generated = run_as(text, None, true).expect("a client");
        let of = |is_proof: bool| -> usize {
            let files = generated.files.iter();
            let files = files.filter(|(path, _)| !path.contains("/runtime/"));
            let files = files.filter(|(path, _)| path.starts_with("tests/") == is_proof);
            files.map(|(_, text)| text.len()).sum()
        };
        let (code, proofs) = (of(false), of(true));
        assert!(code < 2_500_000, "{media_type}: {code} bytes");
        // What is around each value is written as well.
        let budget = 16 * size + (1 << 20);
        assert!(proofs < 6 * budget, "{media_type}: {proofs} bytes");
    }
}

/// A short document whose types would be long: each heir has all that the base has.
#[test]
fn what_schemas_repeat_has_an_end() {
    let property = |name: String| (name, json!({"type": "string"}));
    let object = |names: &mut dyn Iterator<Item = String>| {
        let properties: Map<String, Value> = names.map(property).collect();
        json!({"type": "object", "properties": properties})
    };
    let one = |it: usize| object(&mut std::iter::once(format!("p{it}")));
    for (name, base) in [
        (
            "properties",
            object(&mut (0..250).map(|it| format!("p{it}"))),
        ),
        (
            "descriptions",
            json!({"type": "object", "properties": {"p": {"type": "string", "description": "Long. ".repeat(50_000)}}}),
        ),
        (
            "alternatives",
            json!({"oneOf": (0..120).map(one).collect::<Vec<_>>()}),
        ),
    ] {
        let heir = |it: usize| {
            let own = object(&mut std::iter::once(format!("h{it}")));
            (format!("H{it}"), json!({"allOf": [reference("Base"), own]}))
        };
        let mut schemas: Map<String, Value> = (0..150).map(heir).collect();
        let heirs = (0..150).map(|it| (format!("q{it}"), reference(&format!("H{it}"))));
        let heirs: Map<String, Value> = heirs.collect();
        schemas.insert("Base".to_owned(), base);
        schemas.insert(
            "A".to_owned(),
            json!({"type": "object", "properties": heirs}),
        );
        ends(name, document("3.0.3", &Value::Object(schemas)));
    }
}

/// The same with operations: each path is all of one path item.
#[test]
fn what_paths_repeat_has_an_end() {
    let parameter =
        |it: usize| json!({"name": format!("p{it}"), "in": "query", "schema": {"type": "string"}});
    let parameters: Vec<Value> = (0..300).map(parameter).collect();
    let path = |it: usize| {
        (
            format!("/a{it}"),
            json!({"$ref": "#/components/pathItems/P"}),
        )
    };
    let document = json!({
        "openapi": "3.1.0",
        "info": {"title": "Hostile", "version": "1.0.0"},
        "servers": [{"url": "https://api.example.com"}],
        "paths": (0..300).map(path).collect::<Map<_, _>>(),
        "components": {"pathItems": {"P": {"get": {"parameters": parameters, "responses": {"204": {"description": ""}}}}}},
    });
    ends("parameters", document.to_string());
}

fn object_of(names: impl Iterator<Item = String>, schema: &Value) -> Value {
    let properties: Map<String, Value> = names.map(|it| (it, schema.clone())).collect();
    let names: Vec<&String> = properties.keys().collect();
    json!({"type": "object", "required": names, "properties": properties})
}

/// Many choices between one schema and an object of their own.
fn choices_with(shared: Value, told: Option<&str>) -> String {
    let choice = |it: usize| {
        let kind = json!({"type": "string", "enum": [format!("k{it}")]});
        let own = object_of([format!("p{it}"), "kind".to_owned()].into_iter(), &kind);
        let mut choice = json!({"oneOf": [reference("Shared"), own]});
        if let Some(told) = told {
            choice["discriminator"] = json!({"propertyName": told});
        }
        (format!("C{it}"), choice)
    };
    let mut schemas: Map<String, Value> = (0..400).map(choice).collect();
    let all = (0..400).map(|it| (format!("q{it}"), reference(&format!("C{it}"))));
    let all: Map<String, Value> = all.collect();
    schemas.insert("Shared".to_owned(), shared);
    schemas.insert("A".to_owned(), json!({"type": "object", "properties": all}));
    document("3.0.3", &Value::Object(schemas))
}

/// The same with choices: each knows what its alternatives look like, and looks at all that is inside them.
#[test]
fn what_choices_repeat_has_an_end() {
    let text = json!({"type": "string"});
    let only = json!({"type": "string", "enum": ["only"]});
    let names = |count: usize| (0..count).map(|it| format!("w{it}"));
    let one = |it: String| object_of(std::iter::once(it), &text);
    let deep =
        |inner: Value| (0..4).fold(inner, |it, _| json!({"oneOf": [{"type": "integer"}, it]}));
    let kind = || std::iter::once("kind".to_owned());
    for (name, shared, told) in [
        ("properties", object_of(names(400), &text), None),
        ("fixed texts", object_of(names(400), &only), None),
        (
            "alternatives",
            json!({"oneOf": names(400).map(one).collect::<Vec<_>>()}),
            None,
        ),
        ("far inside", deep(object_of(names(3500), &text)), None),
        (
            "beside a tag",
            object_of(names(1500).chain(kind()), &text),
            Some("kind"),
        ),
    ] {
        ends(name, choices_with(shared, told));
    }
}

/// An enum that many alternatives share tells none of them: each would have all of its values.
#[test]
fn tags_that_all_alternatives_have_end_in_a_message() {
    let values: Vec<String> = (0..1500).map(|it| format!("v{it}")).collect();
    let one = |it: usize| {
        let own = json!({"kind": reference("Kind"), format!("p{it}"): {"type": "string"}});
        (
            format!("C{it}"),
            json!({"type": "object", "required": ["kind"], "properties": own}),
        )
    };
    let mut schemas: Map<String, Value> = (0..1500).map(one).collect();
    let all: Vec<Value> = schemas.keys().map(|it| reference(it)).collect();
    schemas.insert("Kind".to_owned(), json!({"type": "string", "enum": values}));
    schemas.insert(
        "A".to_owned(),
        json!({"oneOf": all, "discriminator": {"propertyName": "kind"}}),
    );
    let outcome = run(document("3.0.3", &Value::Object(schemas)));
    assert!(outcome.is_err(), "a client");
    assert_code(outcome, "tags", "nesting");
}

/// Many operations refer to an answer in many media types, all of which each looks at.
#[test]
fn media_types_that_operations_share_have_an_end() {
    let text = json!({"type": "string"});
    let content = |it: usize| (format!("application/x{it}+json"), json!({"schema": text}));
    let content: Map<String, Value> = (0..500).map(content).collect();
    let answer = json!({"$ref": "#/components/responses/R"});
    let path = |it: usize| {
        let get = json!({"operationId": format!("get{it}"), "responses": {"200": answer}});
        (format!("/a{it}"), json!({"get": get}))
    };
    let document = json!({
        "openapi": "3.0.3",
        "info": {"title": "Hostile", "version": "1.0.0"},
        "servers": [{"url": "https://api.example.com"}],
        "paths": (0..500).map(path).collect::<Map<_, _>>(),
        "components": {"responses": {"R": {"description": "", "content": content}}},
    });
    ends("media types", document.to_string());
}

/// In one message, and soon.
#[track_caller]
fn ends(name: &str, document: String) {
    let outcome = run(document);
    let reports = outcome.err().unwrap_or_else(|| panic!("{name}: a client"));
    assert_eq!(reports.len(), 1, "{name}: {reports:?}");
    assert_code(Err(reports), name, "nesting");
}
