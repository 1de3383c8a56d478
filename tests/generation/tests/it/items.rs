//! From an item of the crate to its place in the specification, and back.

use client_generator::items::{find, similar};
use client_generator::place;

use crate::cases;

#[test]
fn items_lead_to_places_and_places_to_items() {
    let all = cases::generated();
    for (case, query, items, file) in [
        ("overlay", "Thing::wrong", vec!["Thing::wrong"], "spec.yaml"),
        ("overlay", "wrong", vec!["Thing::wrong"], "spec.yaml"),
        ("parameters", "things.get().q", vec![], ""),
        ("parameters", "q", vec!["things.list().q"], "spec.yaml"),
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
            "webhooks",
            "webhooks.new_pet",
            vec!["webhooks::new_pet"],
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

fn own() -> client_generator::Input {
    client_generator::Input {
        document: source("spec/secrets-store.yaml"),
        overlays: vec![source("spec/secrets-store.overlay.yaml")],
        names: None,
        examples: Vec::new(),
        options: client_generator::Options::default(),
    }
}

#[test]
fn items_are_found_in_whichever_way_users_write_them() {
    let generated = client_generator::generate(&own()).expect("the specification generates");
    let post = "/paths/~1accounts~1{account_id}~1secrets_store~1stores~1{store_id}~1secrets/post";
    for (query, item, place) in [
        ("Secrets::list", "secrets.list", "secrets/get"),
        ("Client::account", "client.account", "account_identifier"),
        (
            "client.account(id).store",
            "account.store",
            "store_identifier",
        ),
        ("store.secrets()", "store.secrets", "{store_id}~1secrets"),
        (
            "secrets.create_all",
            "secrets.create_all",
            &format!("{post}/x-bulk"),
        ),
        (
            "secrets.ensure",
            "secrets.ensure",
            &format!("{post}/x-ensure"),
        ),
        (
            "secrets.update.value",
            "secrets.update().value",
            "properties/value",
        ),
        ("secrets.list.per_page", "secrets.list().per_page", ""),
        ("secrets.list().per_page", "secrets.list().per_page", ""),
        (
            "cloudflare_secrets_store::Secret::comment",
            "Secret::comment",
            "/comment",
        ),
    ] {
        let found = find(&generated.model, query);
        let names: Vec<&str> = found.iter().map(|it| it.rust.as_str()).collect();
        assert_eq!(names, [item], "{query}");
        assert!(found[0].pointer.ends_with(place), "{query}: {found:?}");
    }
    for (query, item) in [
        ("Secret::coment", "Secret::comment"),
        ("secrets.lst", "secrets.list"),
        ("Secrett", "Secret"),
    ] {
        assert!(find(&generated.model, query).is_empty(), "{query}");
        let near = similar(&generated.model, query);
        assert!(near.iter().any(|it| it == item), "{query}: {near:?}");
    }
}

#[test]
fn what_an_overlay_brings_is_found_in_the_overlay() {
    let input = own();
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
