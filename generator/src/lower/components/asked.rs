//! What several operations ask for: parameters that list the same values.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::listed;
use crate::lower::hints::Hint;
use crate::spec::{Document, METHODS, pointer};

/// What a type says beside its values: one that says something else is another one.
const SAID: [&str; 4] = ["description", "title", "deprecated", "x-enum-varnames"];

/// How often a parameter is asked for.
struct Asked<'a> {
    operations: usize,
    says: [Option<&'a Value>; SAID.len()],
    /// Each says the same.
    agree: bool,
}

/// The parameters that more than one operation has, all in the same words, by their name and the values.
pub(super) fn often(document: &Document) -> BTreeSet<String> {
    let mut all: BTreeMap<String, Asked<'_>> = BTreeMap::new();
    let paths = document.get("/paths").and_then(Value::as_object);
    for (_, path) in paths.into_iter().flatten() {
        for operation in METHODS.iter().filter_map(|it| path.get(it)) {
            for (key, says) in lists(document, path, operation) {
                let asked = all.entry(key).or_insert(Asked {
                    operations: 0,
                    says,
                    agree: true,
                });
                asked.operations += 1;
                asked.agree &= asked.says == says;
            }
        }
    }
    all.retain(|_, it| it.operations > 1 && it.agree);
    all.into_keys().collect()
}

/// What the parameters of an operation list, its own and those of its path.
fn lists<'a>(
    document: &Document,
    path: &'a Value,
    operation: &'a Value,
) -> BTreeMap<String, [Option<&'a Value>; SAID.len()]> {
    let own = parameters(operation);
    let known: BTreeSet<_> = own.clone().map(|it| identity(document, it)).collect();
    let inherited = parameters(path).filter(|it| !known.contains(&identity(document, it)));
    let mut found = BTreeMap::new();
    for parameter in own.chain(inherited) {
        let name = parameter.get("name").and_then(Value::as_str);
        let Some((name, schema)) = name.zip(parameter.get("schema")) else {
            continue;
        };
        let hint = Hint::new("", name);
        let elements = schema.get("items");
        for (hint, schema) in [(hint.element(), elements), (hint, Some(schema))] {
            if let Some(schema) = schema
                && let Some(values) = schema.get("enum")
            {
                found.insert(listed(&hint.step, values), SAID.map(|it| schema.get(it)));
            }
        }
    }
    found
}

fn parameters(of: &Value) -> impl Iterator<Item = &Value> + Clone {
    let list = of.get("parameters").and_then(Value::as_array);
    list.into_iter().flatten()
}

/// The name and the place of a parameter, which is written here or elsewhere.
fn identity<'a>(document: &'a Document, it: &'a Value) -> (Option<&'a str>, Option<&'a str>) {
    let reference = it.get("$ref").and_then(Value::as_str);
    let target = reference.and_then(pointer::from_fragment);
    let it = target.and_then(|at| document.get(&at)).unwrap_or(it);
    let text = |key: &str| it.get(key).and_then(Value::as_str);
    (text("name"), text("in"))
}
