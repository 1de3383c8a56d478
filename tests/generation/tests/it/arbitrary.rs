//! Documents, overlays and texts by chance: each ends in messages with places, or in a client, the same one twice.
//! `PROPTEST_CASES=100000` makes a long hunt of it.

use client_generator::{Input, Mistakes, OnCollision, Options, Source};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use crate::cases;
use crate::mutations::{config, holds};

/// Names as documents have them, good and bad; few, so that they meet.
fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => prop::sample::select(vec!["id", "name", "Pet", "kind", "new", "type", "self", "Self", "a-b", "aB", "a_b"])
            .prop_map(str::to_owned),
        1 => "[a-zA-Z0-9_~/{}. é-]{0,8}",
    ]
}

/// A value of JSON, for defaults, examples and enums.
fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-3_i64..300).prop_map(Value::from),
        Just(json!(0.5)),
        name().prop_map(Value::from),
    ];
    leaf.prop_recursive(2, 6, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            map(inner, 0..3),
        ]
    })
}

fn map(
    of: impl Strategy<Value = Value>,
    size: std::ops::Range<usize>,
) -> impl Strategy<Value = Value> {
    prop::collection::vec((name(), of), size).prop_map(|it| Value::Object(it.into_iter().collect()))
}

fn reference() -> impl Strategy<Value = Value> {
    let part = prop::sample::select(vec!["", "/properties/id", "/items", "/allOf/0"]);
    ("[A-E]", part)
        .prop_map(|(it, part)| json!({"$ref": format!("#/components/schemas/{it}{part}")}))
}

/// Keywords that stand beside a type, fitting or not.
fn keyword() -> impl Strategy<Value = (String, Value)> {
    let flag = prop::sample::select(vec![
        "nullable",
        "readOnly",
        "writeOnly",
        "deprecated",
        "uniqueItems",
        "exclusiveMinimum",
    ]);
    let bound = prop::sample::select(vec![
        "minimum",
        "maximum",
        "multipleOf",
        "minLength",
        "maxLength",
        "minItems",
        "maxProperties",
    ]);
    let format = prop::sample::select(vec![
        "date-time",
        "date",
        "uuid",
        "byte",
        "binary",
        "int32",
        "int64",
        "float",
        "password",
        "other",
    ]);
    prop_oneof![
        (flag, any::<bool>()).prop_map(|(key, it)| (key.to_owned(), it.into())),
        (bound, -2_i64..50).prop_map(|(key, it)| (key.to_owned(), it.into())),
        format.prop_map(|it| ("format".to_owned(), it.into())),
        prop::collection::vec(value(), 0..4).prop_map(|it| ("enum".to_owned(), it.into())),
        value().prop_map(|it| ("default".to_owned(), it)),
        value().prop_map(|it| ("example".to_owned(), it)),
        "[a-z\\[\\]{}0-9^$|.*+-]{0,8}".prop_map(|it| ("pattern".to_owned(), it.into())),
        prop::collection::vec(name(), 0..3).prop_map(|it| ("required".to_owned(), it.into())),
        "[ -~é\n]{0,20}".prop_map(|it| ("description".to_owned(), it.into())),
    ]
}

fn schema() -> impl Strategy<Value = Value> {
    let kind = prop::sample::select(vec![
        "string", "integer", "number", "boolean", "object", "array",
    ]);
    let plain = (kind, prop::collection::vec(keyword(), 0..4)).prop_map(|(kind, more)| {
        let mut map = Map::from_iter(more);
        map.insert("type".to_owned(), kind.into());
        Value::Object(map)
    });
    let leaf = prop_oneof![5 => plain, 3 => reference(), 1 => Just(json!({}))];
    leaf.prop_recursive(3, 14, 4, |inner| {
        let list = || prop::collection::vec(inner.clone(), 0..3);
        let more = prop::collection::vec(keyword(), 0..3);
        prop_oneof![
            (map(inner.clone(), 0..4), more).prop_map(|(properties, more)| {
                let mut map = Map::from_iter(more);
                map.insert("properties".to_owned(), properties);
                map.insert("type".to_owned(), "object".into());
                Value::Object(map)
            }),
            inner
                .clone()
                .prop_map(|it| json!({"type": "array", "items": it})),
            inner
                .clone()
                .prop_map(|it| json!({"type": "object", "additionalProperties": it})),
            list().prop_map(|it| json!({"allOf": it})),
            list().prop_map(|it| json!({"oneOf": it})),
            (list(), name()).prop_map(
                |(it, name)| json!({"anyOf": it, "discriminator": {"propertyName": name}})
            ),
            inner.clone().prop_map(|it| json!({"not": it})),
        ]
    })
}

fn content() -> impl Strategy<Value = Value> {
    let media = prop::sample::select(vec![
        "application/json",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "application/octet-stream",
        "text/plain",
        "text/event-stream",
        "application/vnd.api+json",
        "*/*",
    ]);
    prop::collection::vec((media, schema()), 0..3).prop_map(|it| {
        let schema = |it: (&str, Value)| (it.0.to_owned(), json!({"schema": it.1}));
        Value::Object(it.into_iter().map(schema).collect())
    })
}

fn operation() -> impl Strategy<Value = Value> {
    let place = prop::sample::select(vec!["query", "header", "path", "cookie"]);
    let style = prop::sample::select(vec![
        "form",
        "simple",
        "deepObject",
        "pipeDelimited",
        "label",
    ]);
    let parameter = (name(), place, style, any::<(bool, bool)>(), schema()).prop_map(
        |(name, place, style, (required, explode), schema)| {
            json!({
                "name": name, "in": place, "style": style, "explode": explode,
                "required": required || place == "path", "schema": schema,
            })
        },
    );
    let status = prop::sample::select(vec!["200", "201", "204", "2XX", "404", "4xx", "default"]);
    let responses = prop::collection::vec((status, content()), 1..4);
    let parameters = prop::collection::vec(parameter, 0..4);
    (
        name(),
        parameters,
        prop::option::of(content()),
        responses,
        any::<bool>(),
    )
        .prop_map(|(id, parameters, body, responses, tagged)| {
            let answer =
                |it: (&str, Value)| (it.0.to_owned(), json!({"description": "", "content": it.1}));
            let responses: Map<String, Value> = responses.into_iter().map(answer).collect();
            let mut operation =
                json!({"operationId": id, "parameters": parameters, "responses": responses});
            if let Some(content) = body {
                operation["requestBody"] = json!({"required": tagged, "content": content});
            }
            operation
        })
}

fn document() -> impl Strategy<Value = Value> {
    let path = prop_oneof![
        prop::sample::select(vec![
            "/pets",
            "/pets/{id}",
            "/pets/{id}/new",
            "/{kind}/{id}",
            "/"
        ])
        .prop_map(str::to_owned),
        "/[a-z{}?#.]{0,8}",
    ];
    let method = prop::sample::select(vec!["get", "put", "post", "delete", "patch"]);
    let item = prop::collection::vec((method, operation()), 1..3).prop_map(|it| {
        Value::Object(
            it.into_iter()
                .map(|(key, it)| (key.to_owned(), it))
                .collect(),
        )
    });
    let paths = prop::collection::vec((path, item), 1..4);
    let schemas = prop::collection::vec(schema(), 5);
    let version = prop::sample::select(vec!["3.0.3", "3.0.3", "3.1.0"]);
    (version, paths, schemas).prop_map(|(version, paths, schemas)| {
        let names = ["A", "B", "C", "D", "E"].map(str::to_owned);
        json!({
            "openapi": version,
            "info": {"title": "By chance", "version": "1"},
            "servers": [{"url": "https://api.example.com"}],
            "paths": Value::Object(paths.into_iter().collect()),
            "components": {"schemas": Value::Object(names.into_iter().zip(schemas).collect())},
        })
    })
}

fn input(text: String, overlays: Vec<String>, wire_tests: bool) -> Input {
    let source = |name: &str, text| Source {
        name: name.to_owned(),
        text,
    };
    Input {
        document: source("document", text),
        overlays: overlays
            .into_iter()
            .map(|it| source("overlay", it))
            .collect(),
        names: None,
        examples: Vec::new(),
        options: Options {
            mistakes: Mistakes::Repair,
            on_collision: OnCollision::Suffix,
            wire_tests,
            ..Options::default()
        },
    }
}

/// A path that leads somewhere, mostly; also twice to the same place.
fn path() -> impl Strategy<Value = String> {
    let steps = prop::sample::select(vec![
        ".paths",
        ".components",
        ".parameters",
        ".info.title",
        ".*",
        "..*",
        "..schema",
        "..properties",
        "..['$ref']",
        "..parameters",
        "[*]",
        "[0]",
        "[0, 0, -1]",
        "[::2]",
        "['get', 'get', 'post']",
        "[?@.type == 'object']",
        "[?(@.operationId)]",
        "[?@.name, ?@.in]",
    ]);
    prop::collection::vec(steps, 0..4).prop_map(|it| format!("${}", it.concat()))
}

/// An action of an overlay, on something or nothing.
fn action() -> impl Strategy<Value = Value> {
    let target = prop_oneof![
        4 => path(),
        1 => "[$@.\\[\\]'\"*a-z?()0-9 -]{0,16}",
    ];
    let what = prop_oneof![
        value().prop_map(|it| ("update", it)),
        Just(("remove", Value::Bool(true))),
        path().prop_map(|it| ("copy", it.into())),
        (
            prop::sample::select(vec!["updates", "remove", "copy"]),
            value()
        ),
    ];
    (target, what).prop_map(|(target, (what, value))| json!({"target": target, what: value}))
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn documents_by_chance(document in document(), wire_tests: bool) {
        holds(&input(format!("{document:#}"), Vec::new(), wire_tests))?;
    }

    #[test]
    fn overlays_by_chance(actions in prop::collection::vec(action(), 0..4), version in "1\\.[01]\\.0|2") {
        let overlay = json!({"overlay": version, "info": {"title": "By chance", "version": "1"}, "actions": actions});
        let document = std::fs::read_to_string(cases::root().join("spec/secrets-store.yaml")).expect("the document");
        holds(&input(document, vec![format!("{overlay:#}")], false))?;
    }

    #[test]
    fn texts_by_chance(text in prop_oneof![
        any::<Vec<u8>>().prop_map(|it| String::from_utf8_lossy(&it).into_owned()),
        "[{}\\[\\],:\"'&*!|>%@`?# \n\ta-c0-9-]{0,80}",
        ("(openapi|info|paths|\\$ref|a): ?", "[{}\\[\\],:\"'&*!|>? \n-]{0,40}").prop_map(|(a, b)| a + &b),
    ]) {
        holds(&input(text, Vec::new(), false))?;
    }
}
