//! Overlays made to hurt: what removes, copies or repeats without an end.

use serde_json::{Value, json};

use crate::hostile::{assert_code, document, run_with};

fn overlay(actions: &[Value]) -> String {
    json!({
        "overlay": "1.1.0",
        "info": {"title": "Hostile", "version": "1.0.0"},
        "actions": actions,
    })
    .to_string()
}

#[test]
fn what_overlays_remove_from_long_lists_is_gone_soon() {
    let values: Vec<_> = (0..100_000).collect();
    let document = document(
        "3.0.3",
        &json!({"A": {"type": "string", "x-values": values}}),
    );
    let target = "$.components.schemas.A['x-values']";
    for (name, targets) in [
        ("every second", vec![format!("{target}[::2]")]),
        ("all but one", vec![format!("{target}[1:]")]),
        ("one after the other", vec![format!("{target}[0]"); 400]),
    ] {
        let removal = |target| json!({"target": target, "remove": true});
        let actions: Vec<_> = targets.into_iter().map(removal).collect();
        let outcome = run_with(document.clone(), Some(overlay(&actions)));
        assert!(outcome.is_ok(), "{name}");
    }
}

#[test]
fn what_overlays_copy_without_end_is_reported() {
    let document = document("3.0.3", &json!({"A": {"x-a": {"b": [1, [2]], "c": {}}}}));
    let a = "$.components.schemas.A['x-a']";
    let copy = |target: &str, from: &str| json!({"target": target, "copy": from});
    let next = |number: usize| json!({"target": a, "update": {format!("d{number}"): {}}});
    let inside = |number: usize| copy(&format!("{a}.d{number}"), a);
    let doubled = (0..40).flat_map(|number| [next(number), inside(number)]);
    let many = json!({"target": format!("{a}.b"), "update": vec![json!([]); 10_000]});
    let long = json!({"target": format!("{a}.b[2][*]"), "update": {"e": "x".repeat(100_000)}});
    for (name, actions) in [
        ("objects", doubled.collect::<Vec<_>>()),
        (
            "lists",
            vec![copy(&format!("{a}.b"), &format!("{a}.b")); 40],
        ),
        ("depth", vec![copy("$..c", a); 20]),
        ("one for many", vec![many, long]),
    ] {
        assert_code(
            run_with(document.clone(), Some(overlay(&actions))),
            name,
            "overlay",
        );
    }
}

#[test]
fn what_paths_select_again_and_again_is_reported() {
    let document = document("3.0.3", &json!({"x": {"x": {"x": {}}}}));
    let twice = "['x', 'x']".repeat(28);
    let (mut nested, mut counted) = ("1".to_owned(), "$.paths.*".to_owned());
    for _ in 0..5 {
        counted = format!("$.paths[?count({counted}) > 0]");
        nested = format!("$.paths[?{nested} == $.paths[*]]");
    }
    for target in [format!("$.components.schemas{twice}"), nested, counted] {
        let actions = [json!({"target": target, "update": {}})];
        let outcome = run_with(document.clone(), Some(overlay(&actions)));
        assert_code(outcome, &target, "overlay");
    }
}
