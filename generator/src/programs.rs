//! Example programs: Rust texts that somebody wrote, looked at as far as the manifest and the documentation need it.
//! Whether they compile says the compiler, and better.

use crate::dependencies;
use crate::diagnostics::Diagnostics;
use crate::model::Program;
use crate::spec::Source;

/// Names that the generator gives to programs of its own.
const TAKEN: &[&str] = &["documentation"];

/// A line at the start of a program that names features.
const FEATURES: &str = "// features:";

/// Reads programs; `first` is the index of the first one among all texts.
pub(crate) fn read(
    sources: &[Source],
    first: usize,
    diagnostics: &mut Diagnostics,
) -> Vec<Program> {
    let mut programs: Vec<Program> = Vec::new();
    for (index, source) in sources.iter().enumerate() {
        let at = first + index;
        let Some(program) = one(source, at, diagnostics) else {
            continue;
        };
        if programs.iter().any(|it| it.name == program.name) {
            let message = format!("there are two programs `{}`", program.name);
            diagnostics.program(at, 1, message, "rename one of the files");
            continue;
        }
        programs.push(program);
    }
    programs.sort_by(|a, b| a.name.cmp(&b.name));
    programs
}

fn one(source: &Source, at: usize, diagnostics: &mut Diagnostics) -> Option<Program> {
    let file = source.name.rsplit(['/', '\\']).next().unwrap_or_default();
    let name = file.strip_suffix(".rs").unwrap_or_default();
    if !is_name(name) || TAKEN.contains(&name) {
        let message = format!("`{file}` cannot be the name of an example program");
        let help = "use lower case, digits and `_`, and no name that the generator gives itself: `list_all.rs`";
        diagnostics.program(at, 1, message, help);
        return None;
    }
    let summary = summary(&source.text);
    if summary.is_empty() {
        let message = "the program does not say what it shows".to_owned();
        diagnostics.program(at, 1, message, "begin it with `//!` and a sentence");
        return None;
    }
    Some(Program {
        name: name.to_owned(),
        source: source.name.clone(),
        summary,
        features: features(source, at, diagnostics),
        text: source.text.replace("\r\n", "\n"),
    })
}

fn is_name(name: &str) -> bool {
    let fits = |it: char| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '_';
    name.starts_with(|it: char| it.is_ascii_lowercase()) && name.chars().all(fits)
}

/// The first paragraph of the documentation.
fn summary(text: &str) -> String {
    let lines = text.lines().map_while(|it| it.strip_prefix("//!"));
    let lines = lines.map(str::trim).take_while(|it| !it.is_empty());
    lines.collect::<Vec<_>>().join(" ")
}

fn features(source: &Source, at: usize, diagnostics: &mut Diagnostics) -> Vec<String> {
    let lines = source.text.lines().enumerate();
    let mut found = lines.filter_map(|(number, line)| Some((number, line.strip_prefix(FEATURES)?)));
    let Some((number, names)) = found.next() else {
        return Vec::new();
    };
    let names: Vec<String> = names.split_whitespace().map(str::to_owned).collect();
    let known: Vec<&str> = dependencies::features().collect();
    for name in names.iter().filter(|it| !known.contains(&it.as_str())) {
        let message = format!("the crate has no feature `{name}`");
        let help = format!("its features are {}", known.join(", "));
        diagnostics.program(at, number + 1, message, &help);
    }
    names
}
