//! Same input, same bytes: again, as JSON, and with everything that has no order in another order.

use client_generator::{Input, generate};
use serde_json::{Map, Value};

use crate::cases;

/// The output of a run as one text.
fn output(input: &Input) -> Option<String> {
    let generated = generate(input).ok()?;
    Some(generated.files.iter().map(|(path, text)| format!("{path}\n{text}\n")).collect())
}

/// The document of a case as a JSON value.
fn value(input: &Input) -> Value {
    serde_yaml::from_str(&input.document.text).expect("a case that generates is YAML")
}

fn with(input: &Input, value: &Value) -> Input {
    let mut changed = input.clone();
    changed.document.text = value.to_string();
    changed
}

#[test]
fn a_second_run_gives_the_same_bytes() {
    for (case, _) in cases::generated() {
        assert!(output(&case.input) == output(&case.input), "{}", case.name);
    }
}

#[test]
fn the_same_document_as_json_gives_the_same_bytes() {
    for (case, _) in cases::generated() {
        let json = with(&case.input, &value(&case.input));
        assert!(output(&case.input) == output(&json), "{}", case.name);
    }
}

#[test]
fn the_order_of_paths_and_components_changes_nothing() {
    for (case, _) in cases::generated() {
        let mut document = value(&case.input);
        reverse(document.pointer_mut("/paths"));
        let paths = document.pointer_mut("/paths").and_then(Value::as_object_mut);
        for (_, item) in paths.into_iter().flatten() {
            reverse(Some(item));
        }
        reverse(document.pointer_mut("/components"));
        let components = document.pointer_mut("/components").and_then(Value::as_object_mut);
        for (_, kind) in components.into_iter().flatten() {
            reverse(Some(kind));
        }
        reverse(Some(&mut document));
        assert!(output(&case.input) == output(&with(&case.input, &document)), "{}", case.name);
    }
}

#[test]
fn no_output_depends_on_where_the_project_lies() {
    let root = cases::root().to_string_lossy().into_owned();
    for (case, generated) in cases::generated() {
        for (path, text) in generated.files.iter() {
            assert!(!text.contains(&root), "{}: {path}", case.name);
        }
    }
}

fn reverse(value: Option<&mut Value>) {
    if let Some(Value::Object(map)) = value {
        let entries: Vec<(String, Value)> = std::mem::take(map).into_iter().collect();
        *map = entries.into_iter().rev().collect::<Map<_, _>>();
    }
}
