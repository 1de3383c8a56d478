//! One schema from 3.1 to 3.0; the schemas inside it are rewritten already.

use serde_json::{Map, Value, json};

use crate::diagnostics::Diagnostics;
use crate::spec::origins::Origins;
use crate::spec::{annotations, pointer};

/// Where nodes went, in the order of the moves, for the references that lead to them.
pub(super) type Moves = Vec<(String, String)>;

/// A schema that is being rewritten, taken out of its document.
pub(super) struct Schema<'a> {
    pub(super) at: &'a str,
    pub(super) map: Map<String, Value>,
    pub(super) origins: &'a mut Origins,
    pub(super) moves: &'a mut Moves,
    pub(super) diagnostics: &'a mut Diagnostics,
}

/// Keys that speak to tools for JSON Schema. Identifiers and anchors have done their work when references were made
/// absolute; the bounds of `contains` and the branches of `if` are nothing without it.
const SILENT: &[&str] = &[
    "$schema",
    "$id",
    "$anchor",
    "$dynamicAnchor",
    "$vocabulary",
    "$comment",
    "minContains",
    "maxContains",
    "then",
    "else",
];

/// Keys that 3.0 has nothing for, and what that means.
const UNSAID: &[(&str, &str)] = &[
    (
        "if",
        "the schema is typed without the condition, and not checked for it",
    ),
    ("contains", "the elements are not checked for it"),
    ("propertyNames", "the names of properties are not checked"),
    ("dependentRequired", "it is left to the server to check"),
    (
        "dependentSchemas",
        "it is left to the server to check; properties that only stand there are not typed",
    ),
    ("contentSchema", "the content is typed as text"),
];

/// All rules. Those for types come late, because they deal out what the others leave.
pub(super) fn rewrite(schema: &mut Schema<'_>) {
    schema.other_elements();
    schema.unsaid();
    schema.constant();
    schema.examples();
    schema.content();
    schema.bound("minimum", "exclusiveMinimum", |bound, other| bound >= other);
    schema.bound("maximum", "exclusiveMaximum", |bound, other| bound <= other);
    schema.elements();
    schema.names();
    schema.types();
    if schema.alternatives() {
        // The types beside them were left to them.
        schema.types();
    }
    schema.reference();
}

/// What stands beside a `$ref`, and nothing else.
pub(super) fn reference(schema: &mut Schema<'_>) {
    schema.reference();
}

impl Schema<'_> {
    pub(super) fn join(&self, key: &str) -> String {
        pointer::join(self.at, key)
    }

    /// Sets a key to what was written at `from`, a pointer from here.
    pub(super) fn put(&mut self, key: &str, value: Value, from: &str) {
        let from = format!("{}/{from}", self.at);
        self.origins.copy(&from, &pointer::join(self.at, key));
        self.map.insert(key.to_owned(), value);
    }

    /// Notes that a schema goes from one place to another, both pointers from here.
    pub(super) fn carry(&mut self, from: &str, to: &str) {
        let from = format!("{}/{from}", self.at);
        let to = format!("{}/{to}", self.at);
        self.origins.copy(&from, &to);
        // Else all that was noted inside would be there twice, and with the next move four times.
        self.origins.forget_below(&from);
        self.moves.push((from, to));
    }

    fn unsaid(&mut self) {
        for (key, help) in UNSAID {
            if let Some(value) = self.map.shift_remove(*key)
                && self.says(key, &value)
            {
                self.diagnostics.not_in_30(&self.join(key), key, help);
            }
        }
        for key in SILENT {
            self.map.shift_remove(*key);
        }
    }

    /// Whether leaving out a key changes what fits.
    fn says(&self, key: &str, value: &Value) -> bool {
        let is_anything = *value == json!({}) || *value == Value::Bool(true);
        match key {
            "if" => self.map.contains_key("then") || self.map.contains_key("else"),
            // There must be an element.
            "contains" => true,
            // Every name is a text.
            "propertyNames" => !is_anything && *value != json!({ "type": "string" }),
            _ => !is_anything,
        }
    }

    /// `const: v` is `enum: [v]`.
    fn constant(&mut self) {
        let Some(value) = self.map.shift_remove("const") else {
            return;
        };
        if value.is_null() {
            self.put("nullable", Value::Bool(true), "const");
        }
        self.put("enum", Value::Array(vec![value]), "const");
    }

    /// The first of the `examples` is the `example`.
    fn examples(&mut self) {
        let Some(Value::Array(examples)) = self.map.get("examples") else {
            return;
        };
        let first = examples.first().cloned();
        self.map.shift_remove("examples");
        if let Some(first) = first
            && !self.map.contains_key("example")
        {
            self.put("example", first, "examples/0");
        }
    }

    /// Text that holds something else: `byte` is base64, `binary` is bytes as they are.
    fn content(&mut self) {
        let encoding = self.map.shift_remove("contentEncoding");
        let media_type = self.map.shift_remove("contentMediaType");
        let is_text = |it: &str| {
            it.starts_with("text/")
                || it.ends_with("/json")
                || it.ends_with("+json")
                || it.ends_with("xml")
        };
        let found = match (encoding.as_ref().map(Value::as_str), &media_type) {
            (Some(Some("base64" | "base64url")), _) => Some(("byte", "contentEncoding")),
            (Some(Some("binary")), _) => Some(("binary", "contentEncoding")),
            (None, Some(Value::String(it))) if !is_text(it) => Some(("binary", "contentMediaType")),
            _ => None,
        };
        let Some((format, from)) = found else { return };
        if !self.map.contains_key("type") {
            self.put("type", "string".into(), from);
        }
        if !self.map.contains_key("format") {
            self.put("format", format.into(), from);
        }
    }

    /// A bound that is excluded is a number of its own in 3.1, and a flag in 3.0; of two bounds the tighter counts.
    fn bound(&mut self, inclusive: &str, exclusive: &str, tighter: fn(f64, f64) -> bool) {
        let Some(value @ Value::Number(_)) = self.map.get(exclusive).cloned() else {
            return;
        };
        let other = self.map.get(inclusive).and_then(Value::as_f64);
        let excluded = match (value.as_f64(), other) {
            (Some(bound), Some(other)) => tighter(bound, other),
            _ => true,
        };
        if excluded {
            self.put(inclusive, value, exclusive);
            self.map.insert(exclusive.to_owned(), Value::Bool(true));
        } else {
            self.map.shift_remove(exclusive);
        }
    }

    /// `null` among the alternatives makes the whole nullable; with a single other one it is that one, which this says.
    fn alternatives(&mut self) -> bool {
        let mut is_one = false;
        for key in ["oneOf", "anyOf"] {
            let Some(Value::Array(list)) = self.map.get(key) else {
                continue;
            };
            let null = list.iter().position(allows_null);
            let others: Vec<usize> = (0..list.len()).filter(|it| !is_null(&list[*it])).collect();
            let only = match others.as_slice() {
                [only] if null.is_some() => Some((*only, list[*only].clone())),
                _ => None,
            };
            if let Some(number) = null {
                self.put("nullable", Value::Bool(true), &format!("{key}/{number}"));
            }
            // What else is said of a component makes it no other type.
            let joins = |it: &Value| it.get("$ref").is_none() && !self.map.contains_key("allOf");
            if let Some((number, schema)) = only
                && (annotations::only_beside(&self.map, key) || joins(&schema))
            {
                self.carry(&format!("{key}/{number}"), "allOf/0");
                self.map.shift_remove(key);
                self.map
                    .insert("allOf".to_owned(), Value::Array(vec![schema]));
                is_one = true;
            }
        }
        is_one
    }

    /// In 3.0 nothing beside a `$ref` counts, so it moves into an `allOf`.
    fn reference(&mut self) {
        let alone = self
            .map
            .keys()
            .all(|it| it == "$ref" || it == "x-rust-name");
        if alone || !self.map.contains_key("$ref") {
            return;
        }
        let mut members = match self.map.get("allOf") {
            Some(Value::Array(members)) => members.clone(),
            Some(_) => return,
            None => Vec::new(),
        };
        let Some(reference) = self.map.shift_remove("$ref") else {
            return;
        };
        // The target says it too; with nothing else to say, this stays another name for the target.
        if self.map.get("type") == Some(&json!("object"))
            && annotations::only_beside(&self.map, "type")
        {
            self.map.shift_remove("type");
        }
        let member = self.join("allOf") + &format!("/{}", members.len());
        self.origins
            .copy(&self.join("$ref"), &pointer::join(&member, "$ref"));
        members.push(json!({ "$ref": reference }));
        self.map.insert("allOf".to_owned(), Value::Array(members));
    }
}

/// True if null is a value of this schema.
pub(super) fn allows_null(schema: &Value) -> bool {
    is_null(schema) || is_nullable(schema)
}

/// True for the 3.0 form of the type `null`.
fn is_null(schema: &Value) -> bool {
    schema.get("enum") == Some(&json!([null]))
}

fn is_nullable(schema: &Value) -> bool {
    schema.get("nullable") == Some(&Value::Bool(true))
}
