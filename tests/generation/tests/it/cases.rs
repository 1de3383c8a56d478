//! Finding, reading and running the cases.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use client_generator::diagnostics::{Format, Report, print};
use client_generator::{Generated, Input, Mistakes, OnCollision, Options, Source, generate};

/// A case and what it is about.
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) folder: PathBuf,
    pub(crate) files: Vec<String>,
    pub(crate) input: Input,
}

/// The root of the repository.
pub(crate) fn root() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package
        .ancestors()
        .nth(2)
        .map_or_else(PathBuf::new, Path::to_path_buf)
}

/// All cases by name, and the real fragment without its overlay.
pub(crate) fn all() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let mut folders: Vec<PathBuf> = fs::read_dir(&folder)
        .expect("tests/generation/cases is there")
        .map(|it| it.expect("cases can be listed").path())
        .filter(|it| it.join("spec.yaml").is_file())
        .collect();
    folders.sort();
    let mut cases: Vec<Case> = folders.into_iter().map(read).collect();
    cases.push(fragment(&folder));
    cases
}

/// The cases that generate, with their output.
pub(crate) fn generated() -> Vec<(Case, Generated)> {
    all()
        .into_iter()
        .filter_map(|case| generate(&case.input).ok().map(|output| (case, output)))
        .collect()
}

fn read(folder: PathBuf) -> Case {
    let document = source(&folder.join("spec.yaml"));
    let overlay = folder.join("overlay.yaml");
    let names = folder.join("names.lock");
    let says = |line: &str| document.text.lines().any(|it| it == line);
    let (suffix, repair) = (says("# on-collision: suffix"), says("# mistakes: repair"));
    let mut lines = document.text.lines();
    let crate_name = lines.find_map(|it| it.strip_prefix("# crate-name: "));
    let options = Options {
        crate_name: crate_name.map(str::to_owned),
        on_collision: if suffix {
            OnCollision::Suffix
        } else {
            OnCollision::Error
        },
        mistakes: if repair {
            Mistakes::Repair
        } else {
            Mistakes::Refuse
        },
        ..Options::default()
    };
    let files = document
        .text
        .lines()
        .find_map(|line| line.strip_prefix("# files:"))
        .unwrap_or_default()
        .split_whitespace()
        .map(str::to_owned)
        .collect();
    Case {
        name: folder
            .file_name()
            .map_or_else(String::new, |it| it.to_string_lossy().into_owned()),
        files,
        input: Input {
            document,
            overlays: overlay
                .is_file()
                .then(|| source(&overlay))
                .into_iter()
                .collect(),
            names: names.is_file().then(|| source(&names)),
            examples: programs(&folder.join("examples"), "examples"),
            options,
        },
        folder,
    }
}

/// The document as it is published must generate too.
fn fragment(cases: &Path) -> Case {
    Case {
        name: "fragment_without_overlay".to_owned(),
        folder: cases.join("fragment_without_overlay"),
        files: ["src/types.rs", "src/resources/secrets.rs"]
            .map(str::to_owned)
            .to_vec(),
        input: Input {
            document: source(&root().join("spec/secrets-store.yaml")),
            overlays: Vec::new(),
            names: None,
            examples: Vec::new(),
            options: Options::default(),
        },
    }
}

/// The files of a folder that may not be there, as messages call them.
pub(crate) fn programs(folder: &Path, name: &str) -> Vec<Source> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut paths: Vec<PathBuf> = entries.filter_map(|it| Some(it.ok()?.path())).collect();
    paths.sort();
    let named = |path: &PathBuf| Source {
        name: format!("{name}/{}", source(path).name),
        ..source(path)
    };
    paths.iter().map(named).collect()
}

fn source(path: &Path) -> Source {
    Source {
        name: path
            .file_name()
            .map_or_else(String::new, |it| it.to_string_lossy().into_owned()),
        text: fs::read_to_string(path).expect("a case can be read"),
    }
}

/// What the snapshot of a case holds: its diagnostics, then the files that it is about, and names if it is about them.
pub(crate) fn picture(case: &Case) -> String {
    let mut text = String::new();
    match generate(&case.input) {
        Ok(generated) => {
            push_reports(&mut text, &generated.warnings);
            for path in &case.files {
                let content = generated.files.get(path).unwrap_or_else(|| {
                    let there: Vec<&str> = generated.files.iter().map(|(path, _)| path).collect();
                    panic!("{}: no file {path} among {there:#?}", case.name)
                });
                let _ = writeln!(text, "──── {path}\n{content}");
            }
            if case.input.names.is_some() {
                let _ = writeln!(text, "──── names.lock\n{}", generated.names);
            }
        }
        Err(reports) => push_reports(&mut text, &reports),
    }
    text
}

fn push_reports(text: &mut String, reports: &[Report]) {
    for report in reports {
        let _ = writeln!(text, "{}", print(report, Format::Plain));
    }
}
