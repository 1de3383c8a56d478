//! What the macros make of a type, and what drift says about it. The macros are private to the crate that has the
//! runtime, so this crate has it, the way a generated one does.

#![allow(
    dead_code,
    unreachable_pub,
    unused_imports,
    reason = "as in a generated crate, which rarely needs all of it"
)]

#[path = "../src/runtime/mod.rs"]
mod runtime;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::runtime::constraints::Constraints;
use crate::runtime::drift::{DriftKind, decode_tracked, nullable_field};
use crate::runtime::nullable::Nullable;
use crate::runtime::open_enum::UnknownValue;
use crate::runtime::pattern::Pattern;
use crate::runtime::timestamp::Timestamp;
use crate::runtime::union::{self, UnknownAlternative};
use crate::runtime::validate::Validator;

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Scope {
    Workers,
    Unknown(UnknownValue),
}

impl Scope {
    fn as_str(&self) -> &str {
        match self {
            Self::Workers => "workers",
            Self::Unknown(value) => value.as_str(),
        }
    }
}

impl From<&str> for Scope {
    fn from(text: &str) -> Self {
        match text {
            "workers" => Self::Workers,
            _ => Self::Unknown(UnknownValue::new(text)),
        }
    }
}

runtime::open_enum::open_enum!(Scope);

static STORE_ID: Constraints = Constraints {
    max_length: Some(8),
    pattern: Some(Pattern::row("^[0-9a-f]+$", &[("09af", 1, usize::MAX)])),
    pointer: "/id",
    ..Constraints::NONE
};

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct StoreId(Arc<str>);

runtime::identifier::identifier!(StoreId, STORE_ID, true);

static KEY: Constraints = Constraints::NONE;

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Key(Arc<str>);

runtime::identifier::identifier!(Key, KEY, false);

#[test]
fn an_open_enum_keeps_what_it_does_not_know() {
    let scopes: Vec<Scope> = serde_json::from_value(json!(["workers", "dex"])).unwrap();
    assert_eq!(scopes[0], Scope::Workers);
    assert!(matches!(&scopes[1], Scope::Unknown(value) if value.as_str() == "dex"));
    assert_eq!(
        serde_json::to_value(&scopes).unwrap(),
        json!(["workers", "dex"])
    );
    assert_eq!("workers".parse(), Ok(Scope::Workers));
    assert_eq!(
        Scope::from("workers".to_owned()),
        Scope::from(&Scope::Workers)
    );
    assert_eq!(
        format!("{} {:?}", scopes[1], scopes[1]),
        "dex Unknown(\"dex\")"
    );
    assert!(Scope::Unknown(UnknownValue::new("a")) < Scope::Workers);
    assert!(serde_json::from_value::<Scope>(json!(1)).is_err());
}

#[test]
fn an_identifier_is_checked_when_parsed_and_not_when_read() {
    let id: StoreId = "00ff".parse().unwrap();
    assert_eq!(id, "00ff");
    assert_eq!(id.as_str(), AsRef::<str>::as_ref(&id));
    assert_eq!(format!("{id} {id:?}"), "00ff StoreId(\"00ff\")");
    for bad in ["", ".", "..", "%2e", "0/1", "00 ff", "xyz", "0123456789"] {
        assert!(bad.parse::<StoreId>().is_err(), "{bad}");
    }
    let read: StoreId = serde_json::from_value(json!("not an id")).unwrap();
    assert_eq!(serde_json::to_value(&read).unwrap(), json!("not an id"));
    assert_eq!(BTreeMap::from([(id, 1)]).get("00ff"), Some(&1));
    // Without a pattern it is a name, which may have slashes but not climb.
    assert!("a/b c".parse::<Key>().is_ok());
    assert!("../b".parse::<Key>().is_err());
}

#[test]
fn identifiers_in_bodies_have_their_limits() {
    let problem = |ids: &[&str]| {
        let ids: Vec<StoreId> = ids.iter().map(|&id| id.into()).collect();
        Validator::check(&ids).map_err(|invalid| invalid.to_string())
    };
    assert_eq!(problem(&["00ff"]), Ok(()));
    assert_eq!(
        problem(&["00ff", ""]),
        Err("[1]: must not be empty (by /id)".to_owned())
    );
    assert_eq!(
        problem(&["0123456789"]),
        Err("[0]: must be at most 8 characters long (by /id)".to_owned())
    );
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Secret {
    id: StoreId,
    #[serde(default)]
    comment: Option<String>,
    #[serde(default, deserialize_with = "nullable_field")]
    declared: Option<String>,
    #[serde(default, skip_serializing_if = "Nullable::is_absent")]
    three: Nullable<String>,
    created: Timestamp,
    scopes: Vec<Scope>,
    #[serde(default)]
    labels: BTreeMap<String, Scope>,
}

fn secret(with: &Value) -> Value {
    let mut secret = json!({ "id": "a", "created": "2026-07-01T00:00:00Z", "scopes": ["workers"] });
    for (key, value) in with.as_object().unwrap() {
        secret[key] = value.clone();
    }
    secret
}

#[test]
fn drift_is_found_and_named() {
    use DriftKind::{ToleratedNull, UnknownEnumValue, UnknownField};
    for (with, expected) in [
        (json!({}), vec![]),
        (
            json!({ "comment": "c", "declared": null, "three": null }),
            vec![],
        ),
        (
            json!({ "declared": "d", "comment": null }),
            vec![(ToleratedNull, "result[0].comment")],
        ),
        (
            json!({ "new": { "deep": [null] } }),
            vec![(UnknownField, "result[0].new")],
        ),
        (
            json!({ "scopes": ["workers", "dex"] }),
            vec![(UnknownEnumValue, "result[0].scopes[1]")],
        ),
        (
            json!({ "labels": { "a b": "dex" } }),
            vec![(UnknownEnumValue, "result[0].labels[\"a b\"]")],
        ),
    ] {
        let value = json!([secret(&with)]);
        let (tracked, drifts) = decode_tracked::<Vec<Secret>>(&value, "result", "secrets.list");
        assert_eq!(
            tracked.unwrap(),
            serde_json::from_value::<Vec<Secret>>(value).unwrap()
        );
        let found: Vec<_> = drifts
            .iter()
            .map(|drift| (drift.kind, drift.path.as_str()))
            .collect();
        assert_eq!(found, expected);
        assert!(drifts.iter().all(|drift| drift.operation == "secrets.list"));
        assert!(!format!("{drifts:?}").contains("dex"));
    }
}

#[test]
fn decode_errors_name_their_place() {
    for (with, path) in [
        (json!({ "created": "yesterday" }), "result[0].created"),
        (json!({ "scopes": ["workers", 5] }), "result[0].scopes[1]"),
        (json!({ "scopes": {} }), "result[0].scopes"),
        (json!({ "labels": { "k": {} } }), "result[0].labels.k"),
    ] {
        let (result, _) = decode_tracked::<Vec<Secret>>(&json!([secret(&with)]), "result", "");
        assert_eq!(result.unwrap_err().path, path);
    }
    let (result, _) = decode_tracked::<Vec<Secret>>(&json!([{}]), "result", "");
    assert_eq!(result.unwrap_err().path, "result[0]");
    let (result, _) = decode_tracked::<(u8, u8)>(&json!([1, 2, 3]), "", "");
    assert_eq!(result.unwrap_err().path, "");
}

#[derive(Debug, PartialEq)]
enum Shape {
    Circle(Circle),
    Other(Value),
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Circle {
    radius: u8,
    scope: Scope,
}

impl Serialize for Shape {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Circle(circle) => union::serialize_tagged(serializer, "kind", "circle", circle),
            Self::Other(value) => union::serialize_tagged(serializer, "kind", "other", value),
        }
    }
}

impl<'de> Deserialize<'de> for Shape {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = UnknownAlternative::deserialize(deserializer)?;
        match value.tag("kind") {
            Some("circle") => value.variant("kind").map(Self::Circle),
            _ => Ok(Self::Other(value.into_json())),
        }
    }
}

#[test]
fn unions_carry_their_tag() {
    let circle = Shape::Circle(Circle {
        radius: 1,
        scope: Scope::Workers,
    });
    let written = json!({ "kind": "circle", "radius": 1, "scope": "workers" });
    assert_eq!(serde_json::to_value(&circle).unwrap(), written);
    assert_eq!(serde_json::from_value::<Shape>(written).unwrap(), circle);
    // The tag of the union wins, once.
    let other = Shape::Other(json!({ "a": 1, "kind": "mine", "z": { "kind": "kept" } }));
    let text = serde_json::to_string(&other).unwrap();
    assert_eq!(text, r#"{"kind":"other","a":1,"z":{"kind":"kept"}}"#);
    assert!(serde_json::to_value(Shape::Other(json!([1]))).is_err());
}

#[test]
fn of_several_tags_that_of_the_object_is_written() {
    let written = |value: Value| {
        let mut text = Vec::new();
        let mut serializer = serde_json::Serializer::new(&mut text);
        union::serialize_with_own_tag(&mut serializer, "kind", &["x", "y"], &value).unwrap();
        serde_json::from_slice::<Value>(&text).unwrap()
    };
    for (own, tag) in [
        (json!({ "kind": "y" }), "y"),
        (json!({ "kind": "x" }), "x"),
        (json!({ "kind": "other" }), "x"),
        (json!({ "kind": null }), "x"),
        (json!({}), "x"),
    ] {
        let mut value = own.clone();
        value["n"] = json!(1);
        assert_eq!(written(value), json!({ "kind": tag, "n": 1 }), "{own}");
    }
}

#[test]
fn drift_inside_a_union_is_found_and_its_tag_is_none() {
    let value = json!([{ "kind": "circle", "radius": 1, "scope": "dex", "more": 1 }]);
    let (shapes, drifts) = decode_tracked::<Vec<Shape>>(&value, "result", "");
    assert_eq!(shapes.unwrap().len(), 1);
    let mut paths: Vec<_> = drifts.iter().map(|drift| drift.path.as_str()).collect();
    paths.sort_unstable();
    assert_eq!(paths, ["result[0].more", "result[0].scope"]);
    let (shapes, _) =
        decode_tracked::<Vec<Shape>>(&json!([{ "kind": "circle", "radius": "x" }]), "result", "");
    assert_eq!(shapes.unwrap_err().path, "result[0].radius");
}
