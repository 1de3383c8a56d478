//! From an item of the crate to its place in the specification, and back.

use client_generator::items::find;
use client_generator::place;

use crate::cases;

#[test]
fn items_lead_to_places_and_places_to_items() {
    let all = cases::generated();
    for (case, query, items, file) in [
        ("overlay", "Thing::wrong", vec!["Thing::wrong"], "spec.yaml"),
        ("overlay", "wrong", vec!["Thing::wrong"], "spec.yaml"),
        ("parameters", "things.list().q", vec![], ""),
        ("parameters", "q", vec!["things.get().q"], "spec.yaml"),
        ("resources_hinted", "ItemChange", vec![], ""),
        (
            "resources_hinted",
            "items.change",
            vec!["items.change"],
            "spec.yaml",
        ),
        (
            "enums",
            "ThingNamed::UpperA",
            vec!["ThingNamed::UpperA"],
            "spec.yaml",
        ),
        (
            "three_states",
            "/components/schemas/Thing/properties/color",
            vec!["Thing::color"],
            "spec.yaml",
        ),
    ] {
        let (case, generated) = all.iter().find(|(it, _)| it.name == case).expect(case);
        let found = find(&generated.model, query);
        let names: Vec<&str> = found.iter().map(|it| it.rust.as_str()).collect();
        assert_eq!(names, items, "{query} in {}", case.name);
        for item in found {
            let (there, line, column) = place(&case.input, &[&item.pointer]).remove(0);
            assert_eq!(there, file, "{query}");
            let text = case
                .input
                .document
                .text
                .lines()
                .nth(line - 1)
                .expect("the line");
            let last = item.pointer.rsplit('/').next().expect("a step");
            let step = last.parse::<usize>().map_or(last, |_| "{");
            assert!(
                text[column - 1..].starts_with(step),
                "{query}: {line}:{column}: {text}"
            );
        }
    }
}

#[test]
fn what_an_overlay_brings_is_found_in_the_overlay() {
    let input = client_generator::Input {
        document: source("spec/secrets-store.yaml"),
        overlays: vec![source("spec/secrets-store.overlay.yaml")],
        names: None,
        options: client_generator::Options::default(),
    };
    let generated = client_generator::generate(&input).expect("the specification generates");
    for (query, file) in [
        ("Scope", "overlay"),
        ("store.get", "overlay"),
        ("store.delete", "yaml"),
    ] {
        let item = find(&generated.model, query).remove(0);
        let (there, line, _) = place(&input, &[&item.pointer]).remove(0);
        assert!(there.contains(file) && line > 0, "{query} is in {there}");
        assert_eq!(there.contains("overlay"), file == "overlay", "{query}");
    }
}

fn source(name: &str) -> client_generator::Source {
    let text = std::fs::read_to_string(cases::root().join(name)).expect("readable");
    client_generator::Source {
        name: name.to_owned(),
        text,
    }
}
