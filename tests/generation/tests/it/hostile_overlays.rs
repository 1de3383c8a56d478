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
    let long = json!({"target": format!("{a}.b[2:]"), "update": {"e": "x".repeat(100_000)}});
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

/// What overlays write below long keys costs as much as if the document had it.
#[test]
fn long_keys_of_overlays_are_reported() {
    let long = "k".repeat(100_000);
    let many: serde_json::Map<_, _> = (0..5000).map(|it| (format!("p{it}"), json!({}))).collect();
    let document = document(
        "3.0.3",
        &json!({"A": {"x-a": {}, "x-many": many, "x-b": [[]]}}),
    );
    let a = "$.components.schemas.A";
    let key = json!({"target": format!("{a}['x-a']"), "update": {&*long: {}}});
    let inside = format!("{a}['x-a'].*");
    for (name, second) in [
        (
            "copied there",
            json!({"target": inside, "copy": format!("{a}['x-many']")}),
        ),
        ("written there", json!({"target": inside, "update": many})),
        (
            "copied from there",
            json!({"target": format!("{a}['x-many'].*"), "copy": format!("{a}['x-a']")}),
        ),
    ] {
        let actions = [key.clone(), second];
        assert_code(
            run_with(document.clone(), Some(overlay(&actions))),
            name,
            "overlay",
        );
    }
}

/// Maps inside each other, and a long list in the innermost.
fn deep() -> String {
    let list = vec![1; 20_000];
    let schema = (0..100).fold(json!(list), |inside, _| json!({"a": inside}));
    document("3.0.3", &json!({"A": {"type": "string", "x-a": schema}}))
}

#[test]
fn what_two_descents_find_is_found_once() {
    for target in ["$..*..*", "$..a..a", "$..a..a[*]"] {
        let actions = [json!({"target": target, "remove": true})];
        let outcome = run_with(deep(), Some(overlay(&actions)));
        assert!(outcome.is_ok() || target == "$..*..*", "{target}");
    }
}

#[test]
fn thousands_of_searches_are_reported() {
    let names = (0..1000).map(|it| format!("'z{it}'"));
    let names = names.collect::<Vec<_>>().join(", ");
    let conditions = vec!["@.z == 1"; 500].join(" || ");
    for (name, target, count) in [
        ("descents", "$..a".to_owned(), 3000),
        (
            "steps",
            "$.components.schemas.*.*.a.a".to_owned() + &".a".repeat(98) + "[*]",
            3000,
        ),
        ("names", format!("$..[{names}]"), 10),
        ("conditions", format!("$..[?{conditions}]"), 10),
        (
            "expressions",
            "$..[?match(@, '(a|b){1000}')]".to_owned(),
            50,
        ),
    ] {
        let actions = vec![json!({"target": target, "update": {}}); count];
        let reports = run_with(deep(), Some(overlay(&actions))).expect_err(name);
        let refused: Vec<_> = reports
            .iter()
            .filter(|it| it.message.contains("too many nodes"))
            .collect();
        assert_eq!(refused.len(), 1, "{name}: {:?}", &reports[0]);
        assert!(
            refused[0].line > 0 && refused[0].file == "overlay",
            "{name}"
        );
    }
}

#[test]
fn hundreds_of_searches_are_made() {
    let actions = vec![json!({"target": "$..a", "update": {}}); 100];
    let outcome = run_with(deep(), Some(overlay(&actions)));
    assert!(outcome.is_ok(), "{outcome:?}");
}
