//! Documents made to hurt: too deep, too many, or without an end. Each ends in messages or in a client, soon.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use client_generator::diagnostics::Report;
use client_generator::{Generated, Input, Mistakes, OnCollision, Options, Source, generate};
use serde_json::{Map, Value, json};

/// Far more than any of them takes, and far less than one without an end.
const PATIENCE: Duration = Duration::from_secs(60);

pub(crate) fn run(text: String) -> Result<Generated, Vec<Report>> {
    run_with(text, None)
}

pub(crate) fn run_with(text: String, overlay: Option<String>) -> Result<Generated, Vec<Report>> {
    run_as(text, overlay, false)
}

pub(crate) fn run_as(
    text: String,
    overlay: Option<String>,
    wire_tests: bool,
) -> Result<Generated, Vec<Report>> {
    let start = Instant::now();
    let source = |name: &str, text| Source {
        name: name.to_owned(),
        text,
    };
    let outcome = generate(&Input {
        document: source("hostile", text),
        overlays: overlay
            .map(|text| source("overlay", text))
            .into_iter()
            .collect(),
        names: None,
        examples: Vec::new(),
        options: Options {
            mistakes: Mistakes::Repair,
            on_collision: OnCollision::Suffix,
            wire_tests,
            ..Options::default()
        },
    });
    assert!(start.elapsed() < PATIENCE, "{:?}", start.elapsed());
    outcome
}

/// A document that sends and receives the schema `A`.
pub(crate) fn document(version: &str, schemas: &Value) -> String {
    let content = json!({"application/json": {"schema": {"$ref": "#/components/schemas/A"}}});
    json!({
        "openapi": version,
        "info": {"title": "Hostile", "version": "1.0.0"},
        "servers": [{"url": "https://api.example.com"}],
        "paths": {"/a": {"post": {
            "operationId": "send",
            "requestBody": {"content": content},
            "responses": {"200": {"description": "", "content": content}},
        }}},
        "components": {"schemas": schemas},
    })
    .to_string()
}

pub(crate) fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

/// A line of schemas from `A` to `A{length}`, each made of the next.
fn chain(length: usize, link: impl Fn(usize, Value) -> Value) -> Value {
    let name = |number: usize| match number {
        0 => "A".to_owned(),
        number => format!("A{number}"),
    };
    let mut schemas: Map<String, Value> = (0..length)
        .map(|it| (name(it), link(it, reference(&name(it + 1)))))
        .collect();
    let end = json!({"type": "object", "properties": {"end": {"type": "string"}}});
    schemas.insert(name(length), end);
    Value::Object(schemas)
}

#[track_caller]
pub(crate) fn assert_code(outcome: Result<Generated, Vec<Report>>, name: &str, code: &str) {
    let reports = match outcome {
        Ok(generated) => generated.warnings,
        Err(reports) => reports,
    };
    let found = reports.iter().find(|it| it.code == code);
    let codes: Vec<&str> = reports.iter().map(|it| it.code).take(20).collect();
    let found = found.unwrap_or_else(|| panic!("{name}: no {code} among {codes:?}"));
    assert!(found.line > 0 && found.column > 0, "{name}: {found:?}");
}

#[test]
fn long_chains_of_components_generate() {
    for (name, schemas) in [
        (
            "properties",
            chain(
                1000,
                |_, next| json!({"type": "object", "properties": {"next": next}}),
            ),
        ),
        (
            "required properties",
            chain(
                1000,
                |_, next| json!({"type": "object", "required": ["next"], "properties": {"next": next}}),
            ),
        ),
        (
            "alternatives",
            chain(300, |number, next| {
                let other = json!({"type": "object", "properties": {format!("p{number}"): {"type": "string"}}});
                json!({"oneOf": [next, other]})
            }),
        ),
        ("references", chain(10_000, |_, next| next)),
    ] {
        let outcome = run(document("3.0.3", &schemas));
        assert!(outcome.is_ok(), "{name}");
    }
}

#[test]
fn long_rings_of_components_generate() {
    let ring = |link: fn(usize, Value) -> Value| {
        let mut schemas = chain(1000, link);
        schemas["A1000"] = link(1000, reference("A"));
        schemas
    };
    for (name, schemas) in [
        (
            "properties",
            ring(|_, next| json!({"type": "object", "properties": {"next": next}})),
        ),
        (
            "alternatives",
            ring(|_, next| json!({"oneOf": [next, {"type": "object"}]})),
        ),
    ] {
        let outcome = run(document("3.0.3", &schemas));
        assert!(outcome.is_ok(), "{name}");
    }
}

/// Each is an alternative of the one before, so that a value of the first has all of them around it.
#[test]
fn alternatives_far_inside_each_other_are_not_proved() {
    let either = |_: usize, next: Value| json!({"oneOf": [next, {"type": "string"}]});
    let document = document("3.0.3", &chain(2000, either));
    let generated = run_as(document, None, true).expect("a client");
    let proofs = generated
        .files
        .iter()
        .find(|(path, _)| *path == "tests/wire.rs");
    assert!(proofs.is_none_or(|(_, text)| text.len() < 1_000_000));
}

/// Two ways to sign, of which each could send any of them.
#[test]
fn more_parameters_than_anybody_sends_are_proved_soon() {
    const MANY: usize = 2000;
    let parameter =
        |it: usize| json!({"name": format!("p{it}"), "in": "query", "schema": {"type": "string"}});
    // As many as a path has room for.
    let placeholders: Vec<String> = (0..250).map(|it| format!("q{it}={{n{it}}}")).collect();
    let placeholders = placeholders.join("&");
    let key = |name: &str| json!({"type": "apiKey", "in": "query", "name": name});
    let parameters: Vec<Value> = (0..MANY).map(parameter).collect();
    let document = json!({
        "openapi": "3.0.3",
        "info": {"title": "Hostile", "version": "1.0.0"},
        "servers": [{"url": "https://api.example.com"}],
        "security": [{"a": []}, {"b": []}],
        "paths": {
            "/many": {"get": {"operationId": "many", "parameters": parameters, "responses": {"204": {"description": ""}}}},
            format!("/undeclared?{placeholders}"): {"get": {"operationId": "undeclared", "responses": {"204": {"description": ""}}}},
        },
        "components": {"securitySchemes": {"a": key("a"), "b": key("b")}},
    });
    let generated = run_as(document.to_string(), None, true).expect("a client");
    assert_eq!(generated.model.operations.len(), 2);
}

#[test]
fn descriptions_of_one_sign_generate() {
    for piece in [
        "`", "``a", "[", "[a](", "<", "<a>", "<b><i>", "</b", "<!--", "<td>", "- ", ". ",
        "https://", "\\", "*",
    ] {
        for end in ["", "` ](/a) </a></b> -->"] {
            let text = piece.repeat(250_000) + end;
            let schema = json!({"type": "string", "description": text});
            let outcome = run(document(
                "3.0.3",
                &json!({"A": {"type": "object", "properties": {"a": schema}}}),
            ));
            assert!(outcome.is_ok(), "{piece} {end}");
        }
    }
}

/// Deeper than this, lists and maps are any JSON value.
const DEEPEST: usize = 24;

#[test]
fn what_lies_as_deep_as_it_may_generates() {
    let nullable = |it: Value| json!({"allOf": [it], "nullable": true});
    let list = |_: usize, next: Value| json!({"type": "array", "items": nullable(next)});
    let both = |number: usize, next: Value| {
        let inside = list(number, next);
        json!({"type": "object", "additionalProperties": {"oneOf": [inside, {"type": "integer"}]}})
    };
    for (name, schemas) in [
        ("lists", chain(DEEPEST - 1, list)),
        ("unions in maps of lists", chain(200, both)),
    ] {
        let generated =
            run(document("3.0.3", &schemas)).unwrap_or_else(|it| panic!("{name}: {it:?}"));
        assert_eq!(generated.summary.untyped, 0, "{name}");
    }
}

#[test]
fn what_lies_too_deep_is_reported() {
    let all_of = |number: usize, next: Value| {
        let own =
            json!({"type": "object", "properties": {format!("p{number}"): {"type": "string"}}});
        json!({"allOf": [next, own]})
    };
    for (name, schemas) in [
        ("allOf", chain(1000, all_of)),
        (
            "lists",
            chain(1000, |_, next| json!({"type": "array", "items": next})),
        ),
        (
            "maps",
            chain(
                1000,
                |_, next| json!({"type": "object", "additionalProperties": next}),
            ),
        ),
        (
            "alternatives with a shared part",
            chain(30, |number, next| {
                let more = json!({"allOf": [next, {"type": "object", "properties": {format!("p{number}"): {"type": "string"}}}]});
                json!({"oneOf": [next, more]})
            }),
        ),
    ] {
        assert_code(run(document("3.0.3", &schemas)), name, "nesting");
    }
}

#[test]
fn many_ways_to_one_schema_are_walked_once() {
    let twice = |number: usize, next: Value| {
        let own =
            json!({"type": "object", "properties": {format!("p{number}"): {"type": "string"}}});
        json!({"allOf": [next, next, own]})
    };
    let generated = run(document("3.0.3", &chain(60, twice))).expect("a client");
    let types = generated.files.get("src/types.rs").expect("types");
    assert!(types.contains("p59") && types.contains("end"), "{types}");
}

#[test]
fn patterns_inside_patterns_take_no_room() {
    let nests: [fn(Value) -> Value; 4] = [
        |it| json!({"patternProperties": {"x": it}}),
        |it| json!({"patternProperties": {"x": it}, "additionalProperties": false}),
        |it| json!({"prefixItems": [it]}),
        |it| json!({"prefixItems": [it], "items": false}),
    ];
    for nest in nests {
        let text = json!({"type": ["string", "null"]});
        let schema = (0..50).fold(text, |schema, _| nest(schema));
        for version in ["3.0.3", "3.1.0"] {
            let text = document(version, &json!({"A": schema}));
            assert!(run(text).is_ok(), "{version}");
        }
    }
}

#[test]
fn lists_of_alternatives_that_multiply_are_reported() {
    let list = |list: usize| {
        let object = |it: usize| json!({"type": "object", "properties": {format!("p{list}_{it}"): {"type": "string"}}});
        json!({"oneOf": [object(0), object(1)]})
    };
    // 2^70 is more than a number holds.
    let lists: Vec<Value> = (0..70).map(list).collect();
    let text = document("3.0.3", &json!({"A": {"allOf": lists}}));
    assert_code(run(text), "70 lists", "alternatives");
}

#[test]
fn paths_without_end_are_reported() {
    let of = |segments: usize| {
        let path = (0..segments).map(|it| format!("/{{p{it}}}"));
        let path = path.collect::<Vec<_>>().concat();
        document("3.0.3", &json!({"A": {"type": "string"}})).replace("\"/a\"", &format!("{path:?}"))
    };
    assert!(run(of(64)).is_ok());
    assert_code(run(of(65)), "65 segments", "nesting");
    let ending = |end: &str| {
        document("3.0.3", &json!({"A": {"type": "string"}}))
            .replace("\"/a\"", &format!("\"/a{end}\""))
    };
    let many: Vec<String> = (0..3000).map(|it| format!("{{p{it}}}")).collect();
    for (name, end) in [
        ("braces", "}".repeat(700_000)),
        ("parameters", many.join("-")),
    ] {
        assert_code(run(ending(&end)), name, "nesting");
    }
    let address = |url: String| ending("").replace("https://api.example.com", &url);
    let long = format!("https://{}.example.com", many.join("."));
    assert_code(run(address(long)), "address", "nesting");
}

#[test]
fn brackets_without_end_are_reported() {
    for (name, open, close) in [
        ("lists", "[", "]"),
        ("maps", "{a: ", "}"),
        ("open", "[", ""),
    ] {
        for depth in [200, 100_000] {
            let text = format!(
                "openapi: 3.0.3\nx-deep: {}1{}\n",
                open.repeat(depth),
                close.repeat(depth)
            );
            let reports = run(text).expect_err(name);
            assert!(reports[0].line > 0, "{name} {depth}: {reports:?}");
        }
    }
    for text in ["[".repeat(1_000_000), "{\"a\":".repeat(1_000_000)] {
        let text = format!("{{\"openapi\": \"3.0.3\", \"x-deep\": {text}");
        assert_code(run(text), "JSON", "syntax");
    }
}

/// `levels` anchors, each a list of the one before, `width` times.
fn laughs(levels: usize, width: usize) -> String {
    let mut text = "openapi: 3.0.3\nx-0: &a0 [ha]\n".to_owned();
    for level in 1..levels {
        let items = vec![format!("*a{}", level - 1); width].join(", ");
        let _ = writeln!(text, "x-{level}: &a{level} [{items}]");
    }
    text
}

#[test]
fn aliases_that_multiply_are_reported() {
    let long = "x".repeat(100_000);
    let many = vec!["*a"; 10_000].join(", ");
    let ones = vec!["1"; 10_000].join(", ");
    for (name, text) in [
        ("ten levels", laughs(10, 10)),
        ("two by two", laughs(60, 2)),
        (
            "a long text",
            format!("openapi: 3.0.3\nx-a: &a {long}\nx-b: [{many}]\n"),
        ),
        (
            "a long list",
            format!("openapi: 3.0.3\nx-a: &a [{ones}]\nx-b: [{many}]\n"),
        ),
    ] {
        assert_code(run(text), name, "aliases");
    }
}
