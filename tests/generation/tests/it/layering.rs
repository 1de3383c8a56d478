//! Who may know what: modules are layers with one-way imports.

use std::fs;
use std::path::{Path, PathBuf};

use crate::cases;

/// A word, and where alone it may stand (path prefixes below `generator/src`).
const RULES: &[(&str, &[&str])] = &[
    ("openapiv3", &["spec/", "lower/", "lower.rs"]),
    ("serde_yaml", &["spec/"]),
    ("serde_json_path", &["spec/"]),
    ("saphyr_parser", &["spec/"]),
    ("quote", &["emit/", "render.rs", "imports.rs", "aside.rs"]),
    (
        "proc_macro2",
        &["emit/", "render.rs", "imports.rs", "aside.rs"],
    ),
    ("heck", &["naming.rs"]),
    ("unicode_ident", &["naming.rs"]),
    ("prettyplease", &["render.rs"]),
    ("std::fs", &["files.rs", "emit/runtime.rs"]),
    ("HashMap", &[]),
    ("HashSet", &[]),
    ("crate::emit", &["lib.rs", "emit/"]),
    ("crate::lower", &["lib.rs", "lower/"]),
];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|it| it == "rs") {
            found.push(path);
        }
    }
    found
}

#[test]
fn modules_know_only_what_they_may() {
    let source = cases::root().join("generator/src");
    for path in sources(&source) {
        let name = path
            .strip_prefix(&source)
            .expect("below")
            .to_string_lossy()
            .replace('\\', "/");
        let text = fs::read_to_string(&path).expect("readable");
        for (word, places) in RULES {
            let allowed = places.iter().any(|place| name.starts_with(place));
            let used = text.lines().find(|line| uses(line, word));
            assert!(
                allowed || used.is_none(),
                "{name} must not use {word}: {}",
                used.unwrap_or_default()
            );
        }
    }
}

/// True if the line has the word as a path or macro, outside comments and texts.
fn uses(line: &str, word: &str) -> bool {
    let code = line.split("//").next().unwrap_or_default();
    code.match_indices(word).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        let after = &code[at + word.len()..];
        let separate =
            before.is_none_or(|it| !it.is_alphanumeric() && it != '_' && it != '"' && it != '`');
        separate && (after.starts_with("::") || after.starts_with('!') || after.starts_with('<'))
    })
}

#[test]
fn the_generator_does_not_know_the_service() {
    let source = cases::root().join("generator");
    for path in sources(&source) {
        let text = fs::read_to_string(&path).expect("readable").to_lowercase();
        let rest = text.replace("secretvalue", "");
        for word in [
            "secrets_store",
            "secrets-store",
            "api.cloudflare.com",
            "x-auth-key",
        ] {
            let place = rest.lines().find(|line| {
                // Documentation shows examples of the output.
                let comment = line.trim_start().starts_with("//");
                !comment && line.contains(word) && !line.contains("assert") && !in_test(&path)
            });
            assert!(
                place.is_none(),
                "{}: {}",
                path.display(),
                place.unwrap_or_default()
            );
        }
    }
}

fn in_test(path: &Path) -> bool {
    path.components().any(|it| it.as_os_str() == "tests")
        || path.ends_with("tests.rs")
        || path.ends_with("naming.rs")
}

/// Most lines of a file. What is longer is about more than one thing.
const LONGEST: usize = 400;

#[test]
fn every_source_file_is_short_and_says_what_it_holds() {
    for folder in ["generator", "xtask/src", "tests"] {
        for path in sources(&cases::root().join(folder)) {
            let fixture = path.components().any(|it| {
                ["pass", "fail", "target", "cases"]
                    .iter()
                    .any(|name| it.as_os_str() == *name)
            });
            let text = fs::read_to_string(&path).expect("readable");
            assert!(
                fixture || text.starts_with("//!"),
                "{} does not open with //!",
                path.display()
            );
            let lines = text.lines().count();
            assert!(
                fixture || lines <= LONGEST,
                "{} has {lines} lines",
                path.display()
            );
        }
    }
}

#[test]
fn the_committed_client_is_what_the_generator_writes() {
    let root = cases::root();
    let source = |name: &str| client_generator::Source {
        name: name.to_owned(),
        text: fs::read_to_string(root.join(name)).expect("readable"),
    };
    let input = client_generator::Input {
        document: source("spec/secrets-store.yaml"),
        overlays: vec![source("spec/secrets-store.overlay.yaml")],
        names: None,
        examples: cases::programs(&root.join("spec/examples"), "spec/examples"),
        options: client_generator::Options::default(),
    };
    let generated = client_generator::generate(&input).expect("the specification generates");
    let drift = generated
        .files
        .compare(&root.join("generated"))
        .expect("generated/ can be read");
    assert_eq!(drift, [], "run `cargo xtask generate`");
    let names = source("spec/names.lock").text;
    assert_eq!(generated.names, names, "run `cargo xtask generate`");
}

/// Most lines of a function of the generator, the runtime and the commands.
const LONGEST_FUNCTION: usize = 55;

/// A table is as long as it has rows.
const TABLE: &str = "generator/src/spec/downgrade/places.rs";

#[test]
fn every_function_is_short() {
    for folder in ["generator/src", "generator/runtime/src", "xtask/src"] {
        for path in sources(&cases::root().join(folder)) {
            let text = fs::read_to_string(&path).expect("readable");
            for (name, lines) in functions(&text) {
                assert!(
                    lines <= LONGEST_FUNCTION || in_test(&path) || path.ends_with(TABLE),
                    "{}: {name} has {lines} lines",
                    path.display()
                );
            }
        }
    }
}

/// Each function with its lines. rustfmt puts the brace that ends it below the word that begins it.
fn functions(text: &str) -> Vec<(&str, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    for (start, line) in lines.iter().enumerate() {
        let begins = ["fn ", "pub fn ", "async fn ", "pub async fn ", "const fn "];
        let word = line.trim_start();
        let word = word.strip_prefix("pub(").map_or(word, |it| {
            it.split_once(") ").map_or(word, |(_, rest)| rest)
        });
        if !begins.iter().any(|it| word.starts_with(it)) || line.ends_with(['}', ';']) {
            continue;
        }
        let indent = &line[..line.len() - line.trim_start().len()];
        let end = format!("{indent}}}");
        let length = lines[start..].iter().position(|it| *it == end);
        let name = word.split('(').next().unwrap_or(word);
        found.push((name, length.map_or(1, |it| it + 1)));
    }
    found
}

/// The generator and the runtime know nothing of each other, and hide the same characters.
#[test]
fn what_nobody_sees_is_the_same_in_both() {
    let table = |path: &str| {
        let text = fs::read_to_string(cases::root().join(path)).expect("readable");
        let (_, table) = text.split_once("fn is_unseen(").expect("the function");
        let (_, table) = table.split_once("matches!(it,").expect("the table");
        let (table, _) = table.split_once(')').expect("its end");
        table.split_whitespace().collect::<String>()
    };
    let (generator, runtime) = (
        table("generator/src/unseen.rs"),
        table("generator/runtime/src/runtime/echo.rs"),
    );
    assert_eq!(generator, runtime);
    assert!(generator.contains("'\\u{feff}'"), "{generator}");
}
