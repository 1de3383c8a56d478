//! What holds for every document, however odd its schemas.

use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::{downgrade, minor_version};
use crate::diagnostics::Diagnostics;
use crate::spec::document::Document;
use crate::spec::origins::Origins;
use crate::spec::room::Room;

/// Schemas, in that many places that one can stand in.
fn document(version: &str, schemas: &[Value]) -> Document {
    let mut components = Map::new();
    for (number, schema) in schemas.iter().enumerate() {
        components.insert(format!("S{number}"), schema.clone());
    }
    let schema = schemas.first().cloned().unwrap_or_default();
    let media = json!({"application/json": {"schema": schema, "example": schema, "examples": {"a": {"value": schema}}}});
    Document {
        value: json!({
            "openapi": version,
            "paths": {"/a": {"get": {
                "parameters": [{"name": "a", "in": "query", "schema": schema, "example": schema}],
                "requestBody": {"content": media},
                "responses": {"200": {"content": media, "headers": {"A": {"schema": schema}}}},
            }}},
            "components": {"schemas": components},
        }),
        origins: Origins::default(),
        room: Room::of(""),
    }
}

fn downgraded(version: &str, schemas: &[Value]) -> Document {
    let mut document = document(version, schemas);
    downgrade(&mut document, &mut Diagnostics::default());
    document
}

fn word(words: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::sample::select(words).prop_map(str::to_owned)
}

fn scalar() -> impl Strategy<Value = Value> {
    let text = [json!("a"), json!("application/json"), json!("base64")];
    let others = [
        json!(null),
        json!(1),
        json!(2.5),
        json!(true),
        json!({"type": ["null"]}),
    ];
    prop::sample::select([&text[..], &others[..]].concat())
}

/// A key and its value.
fn leaf() -> impl Strategy<Value = (String, Value)> {
    let list = || prop::collection::vec(scalar(), 0..3).prop_map(|it| json!(it));
    prop_oneof![
        (
            Just("type".to_owned()),
            word(TYPES).prop_map(|it| json!(it))
        ),
        (
            Just("type".to_owned()),
            prop::collection::vec(word(TYPES), 0..5).prop_map(|it| json!(it))
        ),
        (word(&["enum", "examples"]), list()),
        (
            Just("$ref".to_owned()),
            word(REFERENCES).prop_map(|it| json!(it))
        ),
        (word(SCALARS), scalar()),
    ]
}

const TYPES: &[&str] = &[
    "string", "number", "integer", "boolean", "array", "object", "null", "intger",
];
const REFERENCES: &[&str] = &[
    "#/components/schemas/S0",
    "#/components/schemas/S1/anyOf/0",
    "#/components/schemas/S0/$defs/a",
    "#/$defs/a",
    "#a",
    "other",
];
const SCALARS: &[&str] = &[
    "const",
    "default",
    "description",
    "nullable",
    "$anchor",
    "$comment",
    "if",
    "contains",
    "format",
    "minimum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "contentEncoding",
    "contentMediaType",
    "x-hint",
];

/// Words of JSON Schema in any combination, sensible or not.
fn schema() -> impl Strategy<Value = Value> {
    let flat = prop::collection::vec(leaf(), 0..4).prop_map(object);
    let flat = prop_oneof![8 => flat, 1 => any::<bool>().prop_map(Value::Bool)];
    flat.prop_recursive(3, 24, 4, |inner| {
        let one = word(&[
            "items",
            "additionalProperties",
            "unevaluatedProperties",
            "not",
        ]);
        let list = word(&["allOf", "anyOf", "oneOf", "prefixItems"]);
        let map = word(&["properties", "patternProperties", "$defs"]);
        let lists = prop::collection::vec(inner.clone(), 0..4).prop_map(|it| json!(it));
        let maps = prop::collection::btree_map("[ab]", inner.clone(), 0..3);
        let part = prop_oneof![
            (one, inner),
            (list, lists),
            (map, maps.prop_map(|it| json!(it))),
        ];
        let leaves = prop::collection::vec(leaf(), 0..4);
        (leaves, prop::collection::vec(part, 1..3)).prop_map(|(mut keys, parts)| {
            keys.extend(parts);
            object(keys)
        })
    })
}

fn object(keys: Vec<(String, Value)>) -> Value {
    Value::Object(keys.into_iter().collect())
}

/// A schema without what a 3.0 document is corrected for.
fn older(schema: &Value) -> Value {
    match schema {
        Value::Object(map) => {
            let plain = |(key, value): (&String, &Value)| {
                let corrected = match key.as_str() {
                    "$ref" => map.contains_key("nullable"),
                    "type" => value.is_array() || value == "null",
                    "exclusiveMinimum" | "exclusiveMaximum" => value.is_number(),
                    "const"
                    | "enum"
                    | "oneOf"
                    | "anyOf"
                    | "prefixItems"
                    | "patternProperties"
                    | "unevaluatedProperties" => true,
                    _ => false,
                };
                (!corrected).then(|| (key.clone(), older(value)))
            };
            Value::Object(map.iter().filter_map(plain).collect())
        }
        Value::Array(list) => list.iter().map(older).collect(),
        plain => plain.clone(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_document_of_3_0_stays_as_it_is(schemas in prop::collection::vec(schema(), 1..4)) {
        let schemas: Vec<Value> = schemas.iter().map(older).collect();
        prop_assert_eq!(downgraded("3.0.3", &schemas).value, document("3.0.3", &schemas).value);
    }

    #[test]
    fn a_second_time_changes_nothing(schemas in prop::collection::vec(schema(), 1..4)) {
        for version in ["3.0.3", "3.1.0"] {
            let mut document = downgraded(version, &schemas);
            let once = document.value.clone();
            downgrade(&mut document, &mut Diagnostics::default());
            prop_assert_eq!(document.value, once);
        }
    }

    #[test]
    fn data_is_not_touched(schema in schema()) {
        let document = downgraded("3.1.0", std::slice::from_ref(&schema));
        for at in [
            "/paths/~1a/get/parameters/0/example",
            "/paths/~1a/get/requestBody/content/application~1json/example",
            "/paths/~1a/get/responses/200/content/application~1json/examples/a/value",
        ] {
            prop_assert_eq!(document.get(at), Some(&schema));
        }
    }
}

#[test]
fn what_moves_is_found_where_it_was_written() {
    let schema = json!({
        "$ref": "#/components/schemas/S1",
        "properties": {
            "a": {"type": ["null", "string", "array"], "items": {"type": ["null", "object"], "const": 1}},
            "b": {"oneOf": [{"type": "null"}, {"type": "integer", "exclusiveMinimum": 3}]},
        },
    });
    let document = downgraded("3.1.0", &[schema, json!({})]);
    let root = "/components/schemas/S0";
    for (now, written) in [
        ("/allOf/0/$ref", "/$ref"),
        ("/properties/a/nullable", "/properties/a/type/0"),
        ("/properties/a/anyOf/1", "/properties/a/type/2"),
        ("/properties/a/anyOf/1/items", "/properties/a/items"),
        (
            "/properties/a/anyOf/1/items/type",
            "/properties/a/items/type/1",
        ),
        (
            "/properties/a/anyOf/1/items/enum",
            "/properties/a/items/const",
        ),
        ("/properties/b/allOf/0/type", "/properties/b/oneOf/1/type"),
        (
            "/properties/b/allOf/0/minimum",
            "/properties/b/oneOf/1/exclusiveMinimum",
        ),
    ] {
        let now = format!("{root}{now}");
        assert!(document.get(&now).is_some(), "nothing stands at {now}");
        assert_eq!(
            document.origins.of(&now).pointer,
            format!("{root}{written}")
        );
    }
}

#[test]
fn versions_may_miss_their_third_number() {
    for (version, minor) in [
        (json!("3.0.3"), Some(0)),
        (json!("3.1"), Some(1)),
        (json!(3.0), Some(0)),
        (json!(3.1), Some(1)),
        (json!("3.2.0"), Some(2)),
        (json!("3.10.0"), Some(10)),
        (json!("2.0"), None),
        (json!("30.1"), None),
        (json!(["3.0.3"]), None),
    ] {
        let mut document = document("", &[]);
        document.value["openapi"] = version.clone();
        assert_eq!(minor_version(&document), minor, "{version}");
    }
}
