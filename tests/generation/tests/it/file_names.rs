//! What files and packages are called after the words of a document.

use client_generator::diagnostics::Report;
use client_generator::{Generated, Input, Mistakes, OnCollision, Options, Source, generate};
use serde_json::{Map, Value, json};

/// A client with a handle for each word.
fn client(words: &[String], features: bool, options: Options) -> Result<Generated, Vec<Report>> {
    let paths: Map<String, Value> = words
        .iter()
        .enumerate()
        .map(|(number, word)| {
            let id =
                json!({"name": "id", "in": "path", "required": true, "schema": {"type": "string"}});
            let object =
                json!({"type": "object", "properties": {format!("p{number}"): {"type": "string"}}});
            let content = json!({"application/json": {"schema": object}});
            let get = json!({
                "operationId": format!("get{number}"),
                "parameters": [id],
                "responses": {"200": {"description": "", "content": content}},
            });
            (format!("/{word}/{{id}}"), json!({"get": get}))
        })
        .collect();
    let document = json!({
        "openapi": "3.0.3",
        "info": {"title": "Names", "version": "1", "x-rust-crate": {"resource-features": features}},
        "servers": [{"url": "https://api.example.com"}],
        "paths": paths,
    });
    generate(&Input {
        document: Source {
            name: "names.json".to_owned(),
            text: format!("{document:#}"),
        },
        overlays: Vec::new(),
        names: None,
        examples: Vec::new(),
        options,
    })
}

/// Names that are cut end in the same way where the difference is cut off.
fn long_words() -> Vec<String> {
    vec![
        "漢".repeat(120),
        format!("{}字", "漢".repeat(119)),
        "aB".repeat(100),
        "<".repeat(150),
        "a".repeat(4000 - "//{id}".len()),
    ]
}

fn devices() -> Vec<String> {
    let numbers = |name: &'static str| (1..10).map(move |it| format!("{name}{it}"));
    let plain = ["con", "prn", "aux", "nul", "CON"];
    let plain = plain.iter().map(|it| (*it).to_owned());
    plain.chain(numbers("com")).chain(numbers("lpt")).collect()
}

#[test]
fn files_can_be_written_and_checked_out_everywhere() {
    for words in [long_words(), devices()] {
        for features in [false, true] {
            let options = Options {
                on_collision: OnCollision::Suffix,
                mistakes: Mistakes::Repair,
                ..Options::default()
            };
            let generated = client(&words, features, options);
            let files = generated.expect("generated").files;
            for (path, _) in files.iter() {
                for name in path.split('/') {
                    // What is written first is called `.name.rs.new`.
                    assert!(name.len() + ".".len() + ".new".len() <= 255, "{path}");
                    let stem = name.split('.').next().unwrap_or_default();
                    assert!(!devices().iter().any(|it| it == stem), "{path}");
                }
            }
        }
    }
}

#[test]
fn devices_get_a_word_behind_their_names() {
    for (features, expected) in [
        (
            false,
            &[
                "src/resources/con_handle.rs",
                "src/resources/lpt1_handle.rs",
            ][..],
        ),
        (true, &["src/resources/con_api.rs", "src/types/con_api.rs"]),
    ] {
        let words = ["con", "lpt1"].map(str::to_owned);
        let generated = client(&words, features, Options::default()).expect("generated");
        let paths: Vec<&str> = generated.files.iter().map(|(path, _)| path).collect();
        for path in expected {
            assert!(paths.contains(path), "{path} is not among {paths:?}");
        }
    }
}

#[test]
fn names_that_are_cut_are_told_apart_by_a_person() {
    let words = &long_words()[..2];
    let Err(reports) = client(words, false, Options::default()) else {
        panic!("two modules of one name");
    };
    let found = reports.iter().find(|it| it.code == "name-collision");
    let found = found.unwrap_or_else(|| panic!("{reports:?}"));
    assert!(found.line > 0 && found.column > 0, "{found:?}");
}

#[test]
fn packages_are_called_like_nothing_in_their_manifest() {
    let word = ["things".to_owned()];
    let plain = client(&word, false, Options::default()).expect("generated");
    let manifest = plain.files.get("Cargo.toml").expect("a manifest");
    let tables = manifest.split("\n[").filter_map(|it| it.split_once('\n'));
    let tables = tables.filter(|(header, _)| header.ends_with("dependencies]"));
    let lines = tables.flat_map(|(_, lines)| lines.lines());
    let names = lines.filter(|it| !it.starts_with('#'));
    let names: Vec<&str> = names
        .filter_map(|it| Some(it.split_once(" = ")?.0))
        .collect();
    assert!(names.len() > 10, "{names:?}");
    for name in names {
        let options = Options {
            crate_name: Some(name.to_owned()),
            ..Options::default()
        };
        let Err(reports) = client(&word, false, options) else {
            panic!("{name} is a package");
        };
        assert!(reports.iter().any(|it| it.code == "package"), "{name}");
    }
}
