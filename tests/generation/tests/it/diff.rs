//! What users notice of a change: one case for each rule, and the update from the document to the corrected one.
//!
//! A case is a folder in `diff/` with the name of a rule, `old.yaml` and `new.yaml`, and
//! `new.names.lock` where names are kept. Of several cases of a rule, the others say more behind a dot: `trait-lost.file`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use client_generator::diff::{Change, RULES, compare, markdown};
use client_generator::model::Model;
use client_generator::{Input, Options, Source, generate};

use crate::cases;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("diff")
}

fn model(document: &Path, overlay: Option<&Path>, names: Option<&Path>) -> Model {
    let source = |path: &Path| Source {
        name: path.display().to_string(),
        text: fs::read_to_string(path).expect("a case can be read"),
    };
    let input = Input {
        document: source(document),
        overlays: overlay.map(source).into_iter().collect(),
        names: names.filter(|it| it.is_file()).map(source),
        examples: Vec::new(),
        options: Options::default(),
    };
    match generate(&input) {
        Ok(generated) => generated.model,
        Err(reports) => panic!("{}: {reports:#?}", document.display()),
    }
}

/// All cases, as their rules and their folders.
fn all() -> Vec<(String, String)> {
    let folders = fs::read_dir(folder()).expect("tests/generation/diff is there");
    let names = folders.map(|it| it.expect("cases can be listed").file_name());
    let names = names.map(|it| it.to_string_lossy().into_owned());
    let mut cases: Vec<(String, String)> = names
        .filter(|it| it != "fragment")
        .map(|it| (it.split('.').next().unwrap_or(&it).to_owned(), it))
        .collect();
    cases.sort();
    cases
}

/// The changes of the case of a rule, and how they are printed.
fn case(name: &str) -> (Vec<Change>, String) {
    let folder = folder().join(name);
    let model = |side: &str| {
        let document = folder.join(format!("{side}.yaml"));
        let names = folder.join(format!("{side}.names.lock"));
        model(&document, None, Some(&names))
    };
    let (old, new) = (model("old"), model("new"));
    let changes = compare(&old, &new);
    let text = markdown(&changes, &old.krate, &new.krate);
    (changes, text)
}

/// True if the snapshot of a case is this text.
fn is_as_before(name: &str, text: &str) -> bool {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(folder().join(name));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.remove_input_file();
    let check = || insta::assert_snapshot!("changes", text);
    settings.bind(|| std::panic::catch_unwind(check).is_ok())
}

#[test]
fn every_rule_has_a_case_and_every_case_a_rule() {
    let rules: BTreeSet<String> = RULES.iter().map(|it| it.code.to_owned()).collect();
    assert_eq!(rules.len(), RULES.len(), "two rules have one code");
    let cases: BTreeSet<String> = all().into_iter().map(|(rule, _)| rule).collect();
    assert_eq!(rules, cases);
}

#[test]
fn every_case_shows_its_rule_and_what_its_snapshot_says() {
    let mut wrong = Vec::new();
    for (rule, name) in all() {
        let (changes, text) = case(&name);
        let shown = changes.iter().any(|it| it.rule.code == rule);
        if !is_as_before(&name, &text) || !shown {
            wrong.push(name);
        }
    }
    assert!(wrong.is_empty(), "these cases changed: {wrong:?}");
}

#[test]
fn a_document_does_not_differ_from_itself() {
    for (case, generated) in cases::generated() {
        let changes = compare(&generated.model, &generated.model);
        assert_eq!(changes, [], "{}", case.name);
    }
}

#[test]
fn the_overlay_changes_what_its_snapshot_says() {
    let spec = cases::root().join("spec");
    let document = spec.join("secrets-store.yaml");
    let old = model(&document, None, None);
    let overlay = spec.join("secrets-store.overlay.yaml");
    let new = model(&document, Some(&overlay), None);
    let text = markdown(&compare(&old, &new), &old.krate, &new.krate);
    assert!(is_as_before("fragment", &text));
}
