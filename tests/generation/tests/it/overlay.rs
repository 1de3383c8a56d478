//! The rules of the OpenAPI Overlay specification, one file in `overlay/` for each: a document, an overlay, and
//! what comes of them.

use std::fs;
use std::path::Path;

use client_generator::diagnostics::Diagnostics;
use client_generator::spec::{Document, Source, apply_overlay};
use serde_json::Value;

fn text(name: &str, value: &Value) -> Source {
    Source {
        name: name.to_owned(),
        text: value.to_string(),
    }
}

#[test]
fn every_rule_of_the_specification_holds() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("overlay");
    let mut rules = 0;
    for entry in fs::read_dir(folder).expect("tests/generation/overlay is there") {
        let path = entry.expect("rules can be listed").path();
        let rule = fs::read_to_string(&path).expect("a rule can be read");
        let rule: Value = serde_yaml::from_str(&rule).expect("a rule is YAML");
        let mut diagnostics = Diagnostics::default();
        let mut document = Document::parse(&text("document", &rule["document"]), &mut diagnostics)
            .expect("the document of a rule is an object");
        let overlay = text("overlay", &rule["overlay"]);
        apply_overlay(&mut document, 0, &overlay, &mut diagnostics);
        let problems = diagnostics.into_sorted();
        assert!(problems.is_empty(), "{}: {problems:?}", path.display());
        assert_eq!(*document.root(), rule["expected"], "{}", path.display());
        rules += 1;
    }
    assert!(rules > 15, "only {rules} rules were found");
}
