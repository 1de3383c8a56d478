//! Who may know what: modules are layers with one-way imports.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::cases;

/// What no file of the generator uses: their order is another one in each run.
const BANNED: &[&str] = &["HashMap", "HashSet"];

/// What only some files of the runtime use (below `generator/runtime/src/runtime`).
const OF_THE_RUNTIME: &[(&str, &[&str])] = &[
    ("reqwest", &["reqwest_transport.rs", "base_url.rs"]),
    ("Instant::now", &["time.rs"]),
    ("SystemTime::now", &["time.rs"]),
    ("tokio::time", &["time.rs"]),
    ("gloo_timers", &["time.rs"]),
    ("fastrand", &["time.rs"]),
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

/// The files of a folder, as they are called below it, without their tests.
fn code(folder: &str) -> Vec<(String, String)> {
    let folder = cases::root().join(folder);
    let mut files = Vec::new();
    for path in sources(&folder) {
        let name = path.strip_prefix(&folder).expect("below");
        let name = name.to_string_lossy().replace('\\', "/");
        if is_tests(&path) {
            continue;
        }
        let text = fs::read_to_string(&path).expect("readable");
        let end = text.find("\n#[cfg(test)]\nmod tests {");
        files.push((name, text[..end.unwrap_or(text.len())].to_owned()));
    }
    files
}

/// The lines of a table in `ARCHITECTURE.md`.
fn table(below: &str) -> Vec<String> {
    let text = fs::read_to_string(cases::root().join("ARCHITECTURE.md")).expect("readable");
    let (_, text) = text.split_once(below).expect("the table is there");
    let lines = text.trim_start().lines();
    let lines = lines.take_while(|it| !it.is_empty() && *it != "```");
    lines.map(str::to_owned).collect()
}

fn assert_only_in(files: &[(String, String)], word: &str, is_place: impl Fn(&str) -> bool) {
    for (name, text) in files.iter().filter(|(name, _)| !is_place(name)) {
        let used = text.lines().find(|line| uses(line, word));
        let line = used.unwrap_or_default();
        assert!(used.is_none(), "{name} must not use {word}: {line}");
    }
}

#[test]
fn crates_are_used_only_where_the_map_says() {
    let files = code("generator/src");
    let rows = table("| crate | only in |\n|---|---|");
    assert!(rows.len() > 5, "{rows:?}");
    for row in rows {
        let mut cells = row.split('|').skip(1);
        let mut words = || {
            let cell = cells.next().expect("a cell");
            cell.split('`')
                .skip(1)
                .step_by(2)
                .map(str::to_owned)
                .collect::<Vec<String>>()
        };
        let (crates, places) = (words(), words());
        for word in crates {
            let is_place = |name: &str| {
                let module = name.split(['/', '.']).next();
                places.iter().any(|it| Some(it.as_str()) == module)
            };
            assert_only_in(&files, &word.replace('-', "_"), is_place);
        }
    }
    for word in BANNED {
        assert_only_in(&files, word, |_| false);
    }
}

#[test]
fn the_runtime_keeps_to_itself_what_few_of_its_files_know() {
    let files = code("generator/runtime/src/runtime");
    for (word, places) in OF_THE_RUNTIME {
        assert_only_in(&files, word, |name| places.contains(&name));
    }
}

#[test]
fn modules_import_what_the_map_says() {
    let files = code("generator/src");
    let modules: BTreeSet<&str> = files.iter().map(|(name, _)| module_of(name)).collect();
    let mut found: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (name, text) in files.iter().filter(|(name, _)| name != "lib.rs") {
        for (head, is_import) in heads(text) {
            let known = modules.contains(head);
            assert!(
                known || !is_import,
                "{name}: `{head}` is a road around the modules"
            );
            if known && head != module_of(name) {
                found.entry(module_of(name)).or_default().insert(head);
            }
        }
        let up = "super::".repeat(name.matches('/').count() + 1);
        let around = text
            .lines()
            .find(|it| it.contains(&up) && !it.contains(&format!("{up}*")));
        assert!(around.is_none(), "{name}: the root is `crate`: {around:?}");
    }
    let rows = table("### Who may import whom\n\n```text");
    let said: BTreeMap<&str, BTreeSet<&str>> = rows
        .iter()
        .filter_map(|row| row.split_once('→'))
        .map(|(from, to)| (from.trim(), to.split(',').map(str::trim).collect()))
        .collect();
    assert_eq!(found, said);
}

#[test]
fn every_module_of_lower_answers_a_question() {
    let rows = table("| question | module |\n|---|---|").join("\n");
    let files = code("generator/src/lower");
    let modules = files.iter().filter(|(name, _)| !name.contains('/'));
    let missing = modules
        .map(|(name, _)| module_of(name))
        .filter(|it| !rows.contains(&format!("`{it}`")));
    assert_eq!(missing.collect::<Vec<_>>(), Vec::<&str>::new());
}

/// `lower` of `lower/view.rs`.
fn module_of(name: &str) -> &str {
    name.split(['/', '.']).next().unwrap_or(name)
}

/// What stands behind `crate::`, and whether that is in an import. Emitters print such paths as well.
fn heads(text: &str) -> Vec<(&str, bool)> {
    let mut found = Vec::new();
    for (at, path) in text.match_indices("crate::") {
        let line = text[..at].rfind('\n').map_or(0, |it| it + 1);
        let before = &text[line..at];
        let is_import = before.starts_with("use ") || before.starts_with("pub");
        let rest = &text[at + path.len()..];
        if before.contains("//") || before.contains('"') {
            continue;
        }
        let Some(list) = rest.strip_prefix('{') else {
            found.push((word(rest), is_import));
            continue;
        };
        let mut depth = 0;
        let mut begins = true;
        for (at, character) in list.char_indices() {
            match character {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => begins = true,
                it if begins && !it.is_whitespace() => {
                    found.push((word(&list[at..]), is_import));
                    begins = false;
                }
                _ => {}
            }
        }
    }
    found
}

/// The identifier that a text begins with.
fn word(text: &str) -> &str {
    let end = text.find(|it: char| !it.is_alphanumeric() && it != '_');
    &text[..end.unwrap_or(text.len())]
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
    for (name, text) in code("generator") {
        let text = text.to_lowercase();
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
                !comment && line.contains(word)
            });
            assert!(place.is_none(), "{name}: {}", place.unwrap_or_default());
        }
    }
}

fn is_tests(path: &Path) -> bool {
    path.components().any(|it| it.as_os_str() == "tests") || path.ends_with("tests.rs")
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
                    lines <= LONGEST_FUNCTION || is_tests(&path) || path.ends_with(TABLE),
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
