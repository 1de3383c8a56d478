//! `cargo xtask update` on a small project: all of it or nothing.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const SPEC: &str = "spec/secrets-store.yaml";

/// A document with one operation that is wanted and one that is not.
const WHOLE: &str = "
openapi: 3.0.3
info: {title: Things, version: '2'}
servers: [{url: 'https://example.com'}]
paths:
  /things:
    get:
      operationId: things-list
      tags: [Things]
      responses: {'200': {description: All., content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}}
  /others:
    get:
      operationId: others-list
      tags: [Others]
      responses: {'200': {description: All.}}
components:
  schemas:
    Thing: {type: object, properties: {name: {type: string}, size: {type: integer}}}
";

const OVERLAY: &str = "
overlay: 1.0.0
info: {title: Hints, version: '1'}
actions:
  - target: $.components.schemas.Thing.properties.name
    update: {description: What it is called.}
";

/// A project with the part of an older document, without `size`.
fn project(name: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&root);
    fs::create_dir_all(root.join("spec")).expect("made");
    let old = WHOLE.replace(", size: {type: integer}", "");
    write(&root, "old.yaml", &old);
    write(&root, "whole.yaml", WHOLE);
    let spec = root.join(SPEC);
    let output = xtask(
        &["fragment", "--tag", "Things", "--from"],
        &root.join("old.yaml"),
        &["--out", &spec.to_string_lossy()],
    );
    assert!(output.status.success(), "{output:?}");
    write(&root, "spec/secrets-store.overlay.yaml", OVERLAY);
    write(&root, "CHANGELOG.md", "# Changelog\n\n## Unreleased\n");
    root
}

fn write(root: &Path, name: &str, text: &str) {
    fs::write(root.join(name), text).expect("written");
}

fn xtask(before: &[&str], file: &Path, after: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.args(before).arg(file).args(after);
    command.output().expect("xtask runs")
}

fn update(root: &Path) -> Output {
    xtask(
        &["update", "--from"],
        &root.join("whole.yaml"),
        &["--project", &root.to_string_lossy()],
    )
}

/// All files below a folder.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.insert(path.clone(), fs::read(&path).expect("readable"));
        }
    }
    found
}

#[test]
fn an_update_writes_specification_client_and_changelog_once() {
    let root = project("update");
    let output = update(&root);
    assert!(output.status.success(), "{output:?}");
    let notes = String::from_utf8_lossy(&output.stdout);
    assert!(
        notes.contains("### Additive") && notes.contains("size"),
        "{notes}"
    );
    let read = |name: &str| fs::read_to_string(root.join(name)).expect("readable");
    assert!(read(SPEC).contains("size"));
    assert!(!read(SPEC).contains("others"));
    assert!(read("generated/src/types.rs").contains("size"));
    assert!(read("CHANGELOG.md").contains("size"));

    let before = files(&root);
    let output = update(&root);
    assert!(output.status.success(), "{output:?}");
    assert!(files(&root) == before, "a second update changed something");
}

#[test]
fn a_step_that_fails_writes_nothing() {
    let many = "#\n".repeat(3);
    for (name, file, text) in [
        (
            "selection",
            "whole.yaml",
            WHOLE.replace("[Things]", "[Renamed]"),
        ),
        ("overlay", "whole.yaml", WHOLE.replace("name:", "title:")),
        ("generate", "whole.yaml", WHOLE.replace("integer", "intger")),
        ("syntax", "whole.yaml", "{".to_owned()),
        ("changelog", "CHANGELOG.md", "# Changelog\n".to_owned()),
        ("record", SPEC, WHOLE.to_owned()),
        ("foreign", "generated/letter.txt", many),
    ] {
        let root = project(name);
        fs::create_dir_all(root.join("generated")).expect("made");
        write(&root, file, &text);
        let before = files(&root);
        let output = update(&root);
        let code = if name == "foreign" { 2 } else { 1 };
        assert_eq!(output.status.code(), Some(code), "{name}: {output:?}");
        assert!(files(&root) == before, "{name}: something was written");
        assert!(output.stdout.is_empty(), "{name}: {output:?}");
    }
}

/// A file that stands where another one should go cannot be replaced.
#[test]
fn a_target_that_cannot_be_written_stops_all_of_it() {
    for name in [
        "spec/names.lock",
        "spec/.names.lock.new",
        ".CHANGELOG.md.new",
    ] {
        let root = project("blocked");
        fs::create_dir_all(root.join(name)).expect("made");
        let before = files(&root);
        let output = update(&root);
        assert_eq!(output.status.code(), Some(2), "{name}: {output:?}");
        assert!(files(&root) == before, "{name}: something was written");
    }
}

#[test]
fn wrong_usage_is_told_apart_and_help_has_examples() {
    for (arguments, code) in [
        (&["update"][..], 2),
        (&["fragment", "--from", "a.yaml", "--out", "b.yaml"], 2),
        (
            &[
                "fragment", "--from", "a.yaml", "--tag", "a", "--out", "b.txt",
            ],
            2,
        ),
        (&["update", "--from", "/there/is/no/such.yaml"], 2),
        (&["fragment", "--help"], 0),
        (&["update", "--help"], 0),
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
            .args(arguments)
            .output()
            .expect("xtask runs");
        assert_eq!(output.status.code(), Some(code), "{arguments:?}");
        let text = String::from_utf8_lossy(&output.stdout);
        assert_eq!(text.contains("Examples:"), code == 0, "{arguments:?}");
    }
}
