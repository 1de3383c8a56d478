//! The query of a request, as values of the types that the specification gives its parameters.

use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;
use serde_json::{Number, Value};

use crate::contract::Operation;
use crate::failure::Failure;
use crate::schema::Schema;

/// Parameters by name.
#[derive(Debug, Default)]
pub(crate) struct Query {
    values: BTreeMap<String, Value>,
}

impl Query {
    /// Reads and checks the parameters of the operation. Others are left out, and their names go to `notes`.
    pub(crate) fn read(
        text: &str,
        operation: &Operation,
        notes: &mut Vec<String>,
    ) -> Result<Self, Failure> {
        let mut raw: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for pair in text.split('&').filter(|it| !it.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            raw.entry(decoded(name)).or_default().push(decoded(value));
        }
        let mut values = BTreeMap::new();
        let parameters = operation.parameters.iter().filter(|it| it.place == "query");
        for parameter in parameters {
            let Some(texts) = raw.remove(&parameter.name) else {
                if parameter.required {
                    return Err(Failure::invalid_parameter(&parameter.name));
                }
                continue;
            };
            let value = typed(&texts, &parameter.schema);
            if !parameter.schema.check(&value).is_empty() {
                return Err(Failure::invalid_parameter(&parameter.name));
            }
            values.insert(parameter.name.clone(), value);
        }
        let unknown = raw.into_keys();
        notes.extend(unknown.map(|it| format!("the specification has no query parameter {it:?}")));
        Ok(Self { values })
    }

    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.values.get(name).and_then(Value::as_str)
    }

    pub(crate) fn texts(&self, name: &str) -> Vec<&str> {
        let list = self.values.get(name).and_then(Value::as_array);
        list.into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect()
    }

    pub(crate) fn number(&self, name: &str) -> Option<usize> {
        let number = self.values.get(name)?.as_f64()?;
        format!("{number:.0}").parse().ok()
    }

    pub(crate) fn flag(&self, name: &str) -> bool {
        self.values.get(name) == Some(&Value::Bool(true))
    }

    /// As if the parameter had not been sent.
    pub(crate) fn forget(&mut self, name: &str) {
        self.values.remove(name);
    }
}

/// `+` is a space in queries, as the official clients for Go and Python write it.
fn decoded(text: &str) -> String {
    let text = text.replace('+', " ");
    percent_decode_str(&text).decode_utf8_lossy().into_owned()
}

/// A repeated key is a list; of any other parameter the last one counts. What does not look like its type stays text,
/// which the schema then refuses.
fn typed(texts: &[String], schema: &Schema) -> Value {
    let last = texts.last().map_or("", String::as_str);
    match schema.kind() {
        "array" => texts.iter().map(|it| Value::from(it.as_str())).collect(),
        "number" | "integer" => last
            .parse::<Number>()
            .map_or_else(|_| Value::from(last), Value::Number),
        "boolean" => match last {
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            other => Value::from(other),
        },
        _ => Value::from(last),
    }
}
