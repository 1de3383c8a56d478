//! Parts of documents: each folder in `fragment/` is a document, whose first line is what to cut out of it.

use std::fs;
use std::path::{Path, PathBuf};

use client_generator::diagnostics::{self, Report, print};
use client_generator::files::Files;
use client_generator::spec::fragment::{Format, Fragment, Selection, cut};
use client_generator::{Input, OnCollision, Options, Source, generate};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

struct Case {
    name: String,
    folder: PathBuf,
    source: Source,
    selection: Selection,
}

fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fragment");
    let entries = fs::read_dir(folder).expect("tests/generation/fragment is there");
    let mut folders: Vec<PathBuf> = entries.map(|it| it.expect("an entry").path()).collect();
    folders.sort();
    assert!(folders.len() > 5, "only {} cases", folders.len());
    folders.into_iter().map(case).collect()
}

fn case(folder: PathBuf) -> Case {
    let text = fs::read_to_string(folder.join("source.yaml")).expect("a case has a source");
    let first = text.lines().next().unwrap_or_default();
    Case {
        name: folder
            .file_name()
            .map_or_else(String::new, |it| it.to_string_lossy().into_owned()),
        selection: selection(first.trim_start_matches('#')),
        source: source("source.yaml", text),
        folder,
    }
}

/// Options as on the command line, but without quotes: a value ends where the next option begins.
fn selection(line: &str) -> Selection {
    let mut selection = Selection::default();
    for option in line.split(" --").filter(|it| !it.trim().is_empty()) {
        let (name, value) = option.split_once(' ').expect("an option has a value");
        let values = match name {
            "tag" => &mut selection.tags,
            "path" => &mut selection.paths,
            "operation" => &mut selection.operations,
            other => panic!("unknown option --{other}"),
        };
        values.insert(value.trim().to_owned());
    }
    selection
}

fn source(name: &str, text: String) -> Source {
    Source {
        name: name.to_owned(),
        text,
    }
}

fn reports(reports: &[Report]) -> String {
    let texts = reports
        .iter()
        .map(|it| print(it, diagnostics::Format::Plain));
    texts.collect()
}

#[test]
fn every_part_is_what_its_snapshot_says() {
    let mut wrong = Vec::new();
    for case in cases() {
        let picture = match cut(&case.source, &case.selection) {
            Ok(part) => format!("{}{}", reports(&part.warnings), part.text(Format::Yaml)),
            Err(found) => reports(&found),
        };
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(&case.folder);
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.remove_input_file();
        let same = settings.bind(|| {
            std::panic::catch_unwind(|| insta::assert_snapshot!("output", picture)).is_ok()
        });
        if !same {
            wrong.push(case.name);
        }
    }
    assert!(wrong.is_empty(), "these cases changed: {wrong:?}");
}

/// The parts of all cases that have one.
fn parts() -> Vec<(Case, Fragment)> {
    let cut = |case: Case| cut(&case.source, &case.selection).ok().map(|it| (case, it));
    cases().into_iter().filter_map(cut).collect()
}

#[test]
fn the_same_part_of_a_part_has_the_same_bytes_in_both_formats() {
    for (case, part) in parts() {
        for (format, name) in [(Format::Yaml, "part.yaml"), (Format::Json, "part.json")] {
            let again = source(name, part.text(format));
            let again = cut(&again, &case.selection).expect("a part is a document");
            for format in [Format::Yaml, Format::Json] {
                assert_eq!(again.text(format), part.text(format), "{}", case.name);
            }
        }
    }
}

/// Files, or what is wrong.
fn generated(source: Source, selection: Selection) -> Result<Files, Vec<Report>> {
    let input = Input {
        document: source,
        overlays: Vec::new(),
        names: None,
        examples: Vec::new(),
        options: Options {
            on_collision: OnCollision::Suffix,
            selection,
            ..Options::default()
        },
    };
    generate(&input).map(|it| it.files)
}

#[test]
fn to_generate_a_part_is_to_cut_and_to_generate() {
    let mut complete = 0;
    for (case, part) in parts() {
        let cut = source("part.yaml", part.text(Format::Yaml));
        let cut = generated(cut, Selection::default());
        let whole = generated(case.source, case.selection);
        match (cut, whole) {
            (Ok(cut), Ok(whole)) => {
                assert_eq!(whole, cut, "{}", case.name);
                complete += 1;
            }
            (Err(cut), Err(whole)) => {
                let what = |it: &[Report]| it.iter().map(|it| it.message.clone()).collect();
                let (cut, whole): (Vec<_>, Vec<_>) = (what(&cut), what(&whole));
                assert!(cut.iter().all(|it| whole.contains(it)), "{whole:?} {cut:?}");
            }
            (cut, whole) => panic!("{}: {:?} {:?}", case.name, cut.err(), whole.err()),
        }
    }
    assert!(complete > 0, "no part is a whole API");
}

#[test]
fn the_places_of_a_part_are_those_of_the_document() {
    let text = "openapi: 3.0.3
info: {title: T, version: '1'}
servers: [{url: 'https://example.com'}]
paths:
  /a: {get: {operationId: a, responses: {'200': {description: x}}}}
  /b: {get: {operationId: b, summary: 1, responses: {'200': {description: x}}}}
";
    let whole = source("whole.yaml", text.to_owned());
    assert!(generated(whole.clone(), selection(" --operation a")).is_ok());
    let errors = |wanted| {
        generated(whole.clone(), selection(wanted))
            .err()
            .unwrap_or_default()
    };
    let found = errors(" --path /b");
    assert_eq!((found[0].line, found[0].column), (6, 39), "{found:?}");
    let found = errors(" --operation c");
    assert_eq!((found.len(), found[0].code), (1, "selection"), "{found:?}");
}

#[test]
fn a_selection_leaves_out_credentials_that_only_others_accept() {
    let text = "openapi: 3.0.3
info:
  title: T
  version: '1'
  x-rust-crate: {credentials: [{name: by_key, schemes: [{scheme: key}]}, {name: by_token, schemes: [{scheme: token}]}]}
servers: [{url: 'https://example.com'}]
paths:
  /a: {get: {operationId: a, security: [{key: []}], responses: {'204': {description: x}}}}
  /b: {get: {operationId: b, security: [{token: []}], responses: {'204': {description: x}}}}
components:
  securitySchemes: {key: {type: apiKey, in: header, name: x-key}, token: {type: http, scheme: bearer}}
";
    let whole = source("whole.yaml", text.to_owned());
    let files = generated(whole.clone(), selection(" --operation a")).expect("a part");
    let has = |text: &str| files.iter().any(|(_, file)| file.contains(text));
    assert!(has("fn by_key(") && !has("fn by_token("));
    // Where everything is wanted, it is a mistake.
    let text = text.replace("[{token: []}]", "[{key: []}]");
    let found = generated(source("whole.yaml", text), Selection::default());
    let found = found.expect_err("nothing accepts the token");
    assert_eq!((found.len(), found[0].code), (1, "unused-security-scheme"));
}

#[test]
fn other_parsers_read_the_same_document() {
    for (case, part) in parts() {
        let yaml: Value = serde_yaml::from_str(&part.text(Format::Yaml)).expect("YAML");
        assert_eq!(yaml, part.document, "{}", case.name);
        let json: Value = serde_json::from_str(&part.text(Format::Json)).expect("JSON");
        assert_eq!(json, part.document, "{}", case.name);
    }
}

/// Every misunderstanding of YAML can be built of these.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "a", "word", " ", "  ", "\n", "\n\n", "\t", ":", ": ", "#", " #", "-", "- ", "'", "\"", "\\", "1", "0x", ".", "e", "?",
    "&", "*", "!", "|", ">", "%", "@", "`", "{", "}", "[", "]", ",", "~", "<<", "yes", "null", "---", "\r", "\0", "\u{85}",
    "\u{a0}", "\u{2028}", "\u{feff}", "ä", "😀", "\u{10ffff}",
    "several words of prose that may be folded somewhere in the middle of the line, perhaps",
];

fn text() -> impl Strategy<Value = String> {
    let built = prop::collection::vec(prop::sample::select(PIECES), 0..8);
    prop_oneof![built.prop_map(|it| it.concat()), any::<String>()]
}

fn value() -> impl Strategy<Value = Value> {
    let number = any::<f64>().prop_filter_map("finite", serde_json::Number::from_f64);
    let leaf = prop_oneof![
        text().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        number.prop_map(Value::from),
        any::<bool>().prop_map(Value::from),
        Just(Value::Null),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        let entries = prop::collection::vec((text(), inner.clone()), 0..4);
        prop_oneof![
            prop::collection::vec(inner, 0..4).prop_map(Value::from),
            entries.prop_map(|it| Value::Object(it.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

proptest! {
    #[test]
    fn any_value_comes_back_from_yaml(value in value()) {
        let document = json!({
            "openapi": "3.0.3",
            "paths": {"/a": {"get": {"operationId": "a", "responses": {}}}},
            "x-any": value,
        });
        let part = cut(&source("any.json", document.to_string()), &selection(" --operation a")).expect("a part");
        prop_assert_eq!(&part.document["x-any"], &document["x-any"]);
        // Writing checks that the text is read back as it was.
        let text = part.text(Format::Yaml);
        let other: Value = serde_yaml::from_str(&text).expect("YAML");
        prop_assert_eq!(&other, &part.document);
    }
}
