//! Schemas of OpenAPI 3.0, checked by a library for JSON Schema.

use std::fmt;

use jsonschema::{Draft, Validator};
use serde_json::{Value, json};

use crate::contract::follow;

/// A schema that values can be checked against.
pub struct Schema {
    /// The node of the document, references followed.
    node: Value,
    validator: Validator,
}

/// A rule that a value breaks; never the value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The property that breaks it, or that is missing; empty for the whole.
    pub property: String,
    /// The keyword of the schema, such as `maxLength`.
    pub keyword: String,
}

impl Violation {
    /// An answer with a status that is not in the specification.
    pub(crate) fn undocumented(status: u16) -> Self {
        Self {
            property: String::new(),
            keyword: format!("responses/{status}"),
        }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.property.as_str() {
            "" => write!(f, "{}", self.keyword),
            property => write!(f, "{property}: {}", self.keyword),
        }
    }
}

impl Schema {
    /// The schema at a node of the document.
    ///
    /// # Panics
    /// If it is no schema.
    #[must_use]
    pub fn new(node: &Value, document: &Value) -> Self {
        let mut whole = json!({
            "allOf": [node],
            "components": document.get("components").unwrap_or(&Value::Null),
        });
        allow_null(&mut whole);
        // OpenAPI 3.0 is closest to this draft; `$ref` replaces its neighbours in both.
        let validator = jsonschema::options()
            .with_draft(Draft::Draft4)
            .should_validate_formats(true)
            .build(&whole);
        Self {
            node: follow(node, document).clone(),
            validator: validator.unwrap_or_else(|error| panic!("not a schema: {error}")),
        }
    }

    /// All rules that the value breaks.
    #[must_use]
    pub fn check(&self, value: &Value) -> Vec<Violation> {
        self.validator
            .iter_errors(value)
            .map(|error| Violation {
                property: property(&error),
                keyword: error.kind().keyword().to_owned(),
            })
            .collect()
    }

    /// The type that the schema names.
    #[must_use]
    pub fn kind(&self) -> &str {
        self.node.get("type").and_then(Value::as_str).unwrap_or("")
    }

    /// A keyword of the schema.
    #[must_use]
    pub fn keyword(&self, name: &str) -> Option<&Value> {
        self.node.get(name)
    }
}

impl fmt::Debug for Schema {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Schema").field(&self.node).finish()
    }
}

/// The last name on the way to the value; of a missing property its own.
fn property(error: &jsonschema::ValidationError<'_>) -> String {
    if let jsonschema::error::ValidationErrorKind::Required { property } = error.kind() {
        return property.as_str().unwrap_or_default().to_owned();
    }
    let path = error.instance_path().to_string();
    let is_name = |it: &&str| !it.is_empty() && it.parse::<usize>().is_err();
    let name = path.rsplit('/').find(is_name);
    name.unwrap_or_default().to_owned()
}

/// `nullable: true` in the words of JSON Schema: null is one more type and one more value.
fn allow_null(node: &mut Value) {
    match node {
        Value::Array(items) => items.iter_mut().for_each(allow_null),
        Value::Object(map) => {
            if map.get("nullable") == Some(&Value::Bool(true)) {
                if let Some(Value::String(kind)) = map.get("type").cloned() {
                    map.insert("type".to_owned(), json!([kind, "null"]));
                }
                if let Some(Value::Array(values)) = map.get_mut("enum")
                    && !values.contains(&Value::Null)
                {
                    values.push(Value::Null);
                }
            }
            map.values_mut().for_each(allow_null);
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
