//! Whatever a specification says, its text ends as documentation: never as code that runs, never as
//! characters that hide something.

use client_generator::{Input, Mistakes, OnCollision, Options, Source};
use serde_json::Value;

use crate::{cases, mutations};

/// The lines of documentation of a file.
fn docs(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .map(str::trim_start)
        .filter_map(|it| it.strip_prefix("///").or_else(|| it.strip_prefix("//!")))
        .map(|it| it.strip_prefix(' ').unwrap_or(it))
}

/// What a run wrote for a document of this name, without what is the same for all.
type Files<'a> = (&'a str, &'a client_generator::files::Files);

fn assert_code_blocks_are_ours((name, files): Files<'_>) {
    let files = files.iter().filter(|(path, _)| !path.contains("/runtime/"));
    for (path, text) in files {
        let mut open: Option<String> = None;
        // Within an item of a list, code begins two columns later.
        let mut in_item = false;
        for line in docs(text) {
            if line.starts_with(|it: char| !it.is_whitespace()) {
                in_item = line.starts_with("- ") || line == "-";
            }
            let trimmed = line.trim_start();
            let mark: String = trimmed
                .chars()
                .take_while(|it| *it == '`' || *it == '~')
                .collect();
            if mark.len() < 3 {
                let code = if in_item { "      " } else { "    " };
                let indented = line.starts_with(code) && open.is_none();
                assert!(!indented, "{name}: {path}: indented code: {line}");
                continue;
            }
            if open.as_deref() == Some(trimmed.trim_end()) {
                open = None;
            } else if open.is_none() {
                let language = &trimmed[mark.len()..];
                let harmless = ["text", "no_run", "toml"].contains(&language);
                assert!(harmless, "{name}: {path}: a code block that runs: {line}");
                open = Some(mark);
            }
        }
        assert_eq!(open, None, "{name}: {path}: a code block without end");
    }
}

fn assert_nothing_is_hidden((name, files): Files<'_>) {
    let hidden = |it: char| {
        matches!(it, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
            || it.is_control() && it != '\n'
    };
    for (path, text) in files.iter().filter(|(path, _)| path.starts_with("src/")) {
        assert!(!text.contains(hidden), "{name}: {path}");
    }
}

#[test]
fn every_code_block_is_text_or_an_example_of_ours() {
    for (case, generated) in cases::generated() {
        assert_code_blocks_are_ours((&case.name, &generated.files));
    }
}

#[test]
fn no_character_changes_the_direction_of_text() {
    for (case, generated) in cases::generated() {
        assert_nothing_is_hidden((&case.name, &generated.files));
    }
}

/// What would be a code block, end one or end a line, wherever it got into documentation as it is.
const HOSTILE: &str = "x\n\n    injected();\n\n```\ninjected();\n```\n~~~\ninjected();\n~~~\r\ry`\u{202e}\u{7} [a\n```\n    \
    b](https://a.b/() [c][d] [`]: https://a.b\n\n[d]: https://a.b/\u{202e}\n```\n[e\n    ](https://a.b \"\n";

/// Puts that into every text and name that the document is free to choose.
fn make_hostile(value: &mut Value, key: &str) {
    const CHOSEN: [&str; 15] = [
        "const",
        "default",
        "description",
        "enum",
        "example",
        "format",
        "name",
        "operationId",
        "summary",
        "tags",
        "title",
        "url",
        "value",
        "version",
        "x-enum-varnames",
    ];
    match value {
        Value::String(text) if CHOSEN.contains(&key) => text.push_str(HOSTILE),
        Value::Array(items) => items.iter_mut().for_each(|it| make_hostile(it, key)),
        Value::Object(map) => {
            let in_path = map.get("in").and_then(Value::as_str) == Some("path");
            let names = ["mapping", "properties", "securitySchemes", "variables"].contains(&key);
            for (key, mut value) in std::mem::take(map) {
                if !(in_path && key == "name") {
                    make_hostile(&mut value, &key);
                }
                let key = if names {
                    format!("{key}{HOSTILE}")
                } else {
                    key
                };
                map.insert(key, value);
            }
        }
        _ => {}
    }
}

#[test]
fn no_text_of_a_document_becomes_code() {
    let cases = cases::all().into_iter();
    let of_cases = cases.filter_map(|it| serde_yaml::from_str(&it.input.document.text).ok());
    let mut many = 0;
    for (number, mut value) in of_cases.chain(mutations::documents()).enumerate() {
        let name = format!("document {number}, {}", value["info"]["title"]);
        make_hostile(&mut value, "");
        let input = Input {
            document: Source {
                name: "hostile.json".to_owned(),
                text: format!("{value:#}"),
            },
            overlays: Vec::new(),
            names: None,
            examples: Vec::new(),
            options: Options {
                mistakes: Mistakes::Repair,
                on_collision: OnCollision::Suffix,
                wire_tests: true,
                crate_name: Some("hostile-client".to_owned()),
                ..Options::default()
            },
        };
        let Ok(generated) = client_generator::generate(&input) else {
            continue;
        };
        many += 1;
        assert_code_blocks_are_ours((&name, &generated.files));
        assert_nothing_is_hidden((&name, &generated.files));
    }
    assert!(many > 50, "only {many} of them became clients");
}
