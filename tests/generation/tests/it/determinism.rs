//! Same input, same bytes: again, as JSON, and with everything that has no order in another order.

use client_generator::{Input, Source, generate};
use serde_json::{Map, Value};

use crate::cases;

/// The output of a run.
fn output(input: &Input) -> Option<Vec<(String, String)>> {
    let generated = generate(input).ok()?;
    let files = generated.files.iter();
    Some(
        files
            .map(|(path, text)| (path.to_owned(), text.to_owned()))
            .collect(),
    )
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
fn a_run_with_the_names_of_the_run_before_gives_the_same_bytes() {
    let mut wrong = Vec::new();
    for (case, first) in cases::generated() {
        let mut input = case.input;
        input.names = Some(Source {
            name: "names.lock".to_owned(),
            text: first.names.clone(),
        });
        match generate(&input) {
            Ok(second) if second.names == first.names && second.files == first.files => {}
            Ok(_) | Err(_) => wrong.push(case.name),
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
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
        for at in ["/paths", "/components"] {
            let Some(group) = document.pointer_mut(at) else {
                continue;
            };
            reverse(group);
            for member in group.as_object_mut().into_iter().flat_map(Map::values_mut) {
                reverse(member);
            }
        }
        reverse(&mut document);
        assert!(
            output(&case.input) == output(&with(&case.input, &document)),
            "{}",
            case.name
        );
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

fn reverse(value: &mut Value) {
    if let Value::Object(map) = value {
        let entries: Vec<(String, Value)> = std::mem::take(map).into_iter().collect();
        *map = entries.into_iter().rev().collect::<Map<_, _>>();
    }
}
