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

/// A tag of HTML stands in code, or as the text that it is.
fn assert_no_markup((name, files): Files<'_>) {
    for (path, text) in files.iter() {
        let lines: Vec<&str> = if path == "README.md" {
            text.lines().collect()
        } else {
            docs(text).collect()
        };
        let mut open = None;
        for line in lines {
            if is_code(line, &mut open) {
                continue;
            }
            let prose = without_spans(line);
            let tags = prose.match_indices("<img").map(|(at, _)| &prose[..at]);
            let live = tags.filter(|before| !before.ends_with('\\')).count();
            assert_eq!(live, 0, "{name}: {path}: {line}");
        }
    }
}

/// True for a line of a block of code, and for those that begin and end it; `open` is the mark that ends it.
fn is_code(line: &str, open: &mut Option<String>) -> bool {
    let line = line.trim();
    if let Some(mark) = open {
        if line == mark {
            *open = None;
        }
        return true;
    }
    let begin = line.chars().take_while(|it| ['`', '~'].contains(it));
    *open = Some(begin.collect()).filter(|it: &String| it.len() > 2);
    open.is_some()
}

/// A line without its spans of code, which end with as many backticks as they begin with.
fn without_spans(line: &str) -> String {
    let mut prose = String::new();
    let mut rest = line;
    while let Some(start) = rest.find('`') {
        let (before, span) = rest.split_at(start);
        prose.push_str(before);
        let inside = span.trim_start_matches('`');
        let mark = &span[..span.len() - inside.len()];
        let closing = inside.match_indices(mark).map(|(at, _)| at).find(|at| {
            let (before, after) = (&inside[..*at], &inside[at + mark.len()..]);
            !before.ends_with('`') && !after.starts_with('`')
        });
        rest = closing.map_or(inside, |at| &inside[at + mark.len()..]);
    }
    prose + rest
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

#[test]
fn no_text_becomes_markup() {
    for (case, generated) in cases::generated() {
        assert_no_markup((&case.name, &generated.files));
    }
}

/// What would be a code block, end one or end a line, wherever it got into documentation as it is.
const HOSTILE: &str = "x<img src=x onerror=alert(1)>\n\n    injected();\n\n```\ninjected();\n```\n~~~\ninjected();\n~~~\r\ry`\u{202e}\u{7} [a\n```\n    \
    b](https://a.b/() [c][d] [`]: https://a.b\n\n[d]: https://a.b/\u{202e}\n```\n[e\n    ](https://a.b \"\n";

/// The same for names in paths, which end at a slash, `?`, `#` or `:`.
const HOSTILE_IN_PATH: &str = "x`<img src=x onerror=alert(1)>\n\n    injected();\n\n```\ninjected();\n```\n~~~\ry`\u{202e}\u{7} [a|\\|b](c \"";

/// A key of `paths` with that in each name in braces, and at its end.
fn hostile_path(key: &str) -> String {
    format!(
        "{}{HOSTILE_IN_PATH}",
        key.replace('}', &format!("{HOSTILE_IN_PATH}}}"))
    )
}

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
            // These depend on names of operations and parameters, which are others now.
            let hints = ["x-bulk", "x-ensure", "x-pagination"];
            map.retain(|key, _| !hints.contains(&key.as_str()));
            let in_paths = key == "paths";
            let in_path = map.get("in").and_then(Value::as_str) == Some("path");
            let names = ["mapping", "properties", "securitySchemes", "variables"].contains(&key);
            for (key, mut value) in std::mem::take(map) {
                match &mut value {
                    Value::String(name) if in_path && key == "name" => {
                        name.push_str(HOSTILE_IN_PATH);
                    }
                    value => make_hostile(value, &key),
                }
                let key = if in_paths {
                    hostile_path(&key)
                } else if names {
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
    let mut refused = Vec::new();
    for (name, mut value) in all_documents() {
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
            refused.push(name);
            continue;
        };
        assert_code_blocks_are_ours((&name, &generated.files));
        assert_nothing_is_hidden((&name, &generated.files));
        assert_no_markup((&name, &generated.files));
    }
    refused.retain(|it| !it.starts_with("error_"));
    assert!(refused.is_empty(), "these became no clients: {refused:?}");
}

/// The documents of all cases and of the conformance tests that can be read, with their names.
fn all_documents() -> Vec<(String, Value)> {
    let cases = cases::all().into_iter();
    let of_cases = cases.filter_map(|it| {
        let document = serde_yaml::from_str(&it.input.document.text).ok()?;
        Some((it.name, document))
    });
    let others = mutations::documents().into_iter();
    let others = others.map(|it| (it["info"]["title"].to_string(), it));
    of_cases.chain(others).collect()
}
