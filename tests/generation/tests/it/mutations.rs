//! Real documents with something wrong in them: whatever it is, the generator ends with messages that say where, or with
//! the same client twice. `PROPTEST_CASES=100000` makes a long hunt of it.

use std::fs;

use client_generator::diagnostics::Severity;
use client_generator::{Input, Mistakes, OnCollision, Options, Source, generate};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::cases;

/// The document of the project and those of the conformance tests; the largest would only make it slow.
pub(crate) fn documents() -> Vec<Value> {
    let root = cases::root();
    let entries = fs::read_dir(root.join("tests/conformance")).expect("documents");
    let mut paths: Vec<_> = entries.map(|it| it.expect("an entry").path()).collect();
    paths.push(root.join("spec/secrets-store.yaml"));
    paths.retain(|it| it.extension().is_some_and(|it| it == "yaml") && !it.ends_with("large.yaml"));
    paths.sort();
    let text = |path| fs::read_to_string(path).expect("a document can be read");
    let parse = |path| serde_yaml::from_str(&text(path)).expect("a document is YAML");
    paths.into_iter().map(parse).collect()
}

fn pointers(node: &Value, at: &str, found: &mut Vec<String>) {
    let below: Vec<(String, &Value)> = match node {
        Value::Object(map) => map
            .iter()
            .map(|(key, it)| (key.replace('~', "~0").replace('/', "~1"), it))
            .collect(),
        Value::Array(items) => (0..).map(|it: usize| it.to_string()).zip(items).collect(),
        _ => Vec::new(),
    };
    for (step, node) in below {
        let at = format!("{at}/{step}");
        pointers(node, &at, found);
        found.push(at);
    }
}

/// Puts something else in the place of the node at `at`.
fn mutate(document: &mut Value, at: &str, kind: usize, other: &str) {
    let up = at.rsplit_once('/').map_or("", |it| it.0);
    let leads = |to: &str| json!({"$ref": format!("#{}", to.replace('%', "%25"))});
    let elsewhere = document.pointer(other).cloned().unwrap_or_default();
    let Some(node) = document.pointer_mut(at) else {
        return;
    };
    *node = match kind {
        0 => Value::Null,
        1 => json!([]),
        2 => json!({}),
        3 => json!(""),
        4 => json!(-1.5),
        5 => json!(true),
        6 => json!([node.take()]),
        7 => json!({"a": node.take()}),
        8 => leads(at),
        9 => leads(up),
        10 => leads(other),
        11 => elsewhere,
        _ => json!("\u{202e}\u{0}`*/ #![x] ０²"),
    };
}

/// A few seconds, unless somebody asks for more.
pub(crate) fn config() -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").ok();
    ProptestConfig {
        cases: asked.and_then(|it| it.parse().ok()).unwrap_or(24),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// Messages with places, of which one is an error, or the same client twice. That it is Rust is seen on the way.
pub(crate) fn holds(input: &Input) -> Result<(), TestCaseError> {
    match generate(input) {
        Ok(generated) => {
            let again = generate(input).expect("the same input generates again");
            prop_assert!(generated.files.iter().eq(again.files.iter()));
        }
        Err(reports) => {
            prop_assert!(reports.iter().any(|it| it.severity == Severity::Error));
            for it in reports {
                prop_assert!(it.line > 0 && it.column > 0, "{:?}", it);
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn nothing_that_is_wrong_makes_it_panic(
        document in any::<prop::sample::Index>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..13, any::<prop::sample::Index>()), 1..4),
        (repair, suffix, wire_tests) in any::<(bool, bool, bool)>(),
    ) {
        let documents = documents();
        let mut value = document.get(&documents).clone();
        for (at, kind, other) in changes {
            let mut all = Vec::new();
            pointers(&value, "", &mut all);
            if !all.is_empty() {
                let (at, other): (&String, &String) = (at.get(&all), other.get(&all));
                mutate(&mut value, at, kind, other);
            }
        }
        let input = Input {
            document: Source { name: "mutated.json".to_owned(), text: format!("{value:#}") },
            overlays: Vec::new(),
            names: None,
            examples: Vec::new(),
            options: Options {
                mistakes: if repair { Mistakes::Repair } else { Mistakes::Refuse },
                on_collision: if suffix { OnCollision::Suffix } else { OnCollision::Error },
                wire_tests,
                ..Options::default()
            },
        };
        holds(&input)?;
    }
}
