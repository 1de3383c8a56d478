//! The manifest of the runtime: its features and dependencies are those of every client.

const MANIFEST: &str = include_str!("../runtime/Cargo.toml");

/// One table of the manifest, with its header and what is said of it; tables are set apart by empty lines.
pub(crate) fn table(header: &str) -> String {
    let mut tables = MANIFEST.split("\n\n");
    let found = tables.find(|table| table.lines().any(|it| it == header));
    format!("{}\n", found.unwrap_or_default().trim_end())
}

/// The headers of the tables for some targets only.
pub(crate) fn targets() -> impl Iterator<Item = &'static str> {
    MANIFEST.lines().filter(|it| it.starts_with("[target."))
}

/// The names of the features, without the one that others make up.
pub(crate) fn features() -> impl Iterator<Item = &'static str> {
    let names = entries(|header| header == "[features]");
    names.filter(|it| *it != "default")
}

/// The crates that a client depends on, on some target or with some feature; what it is tested with is not among them.
pub(crate) fn crates() -> impl Iterator<Item = &'static str> {
    entries(|header| header.ends_with("dependencies]") && header != "[dev-dependencies]")
}

/// The line of what only tests need.
pub(crate) fn for_tests(name: &str) -> &'static str {
    let mut lines = MANIFEST
        .lines()
        .skip_while(|it| *it != "[dev-dependencies]");
    let is_of = |line: &&str| line.split_once(" = ").is_some_and(|(it, _)| it == name);
    lines.find(is_of).unwrap_or_default()
}

/// The keys of some tables.
fn entries(of: impl Fn(&str) -> bool) -> impl Iterator<Item = &'static str> {
    let mut is_inside = false;
    MANIFEST.lines().filter_map(move |line| {
        if line.starts_with('[') {
            is_inside = of(line);
            return None;
        }
        let (name, _) = line.split_once(" = ")?;
        (is_inside && !line.starts_with('#')).then_some(name)
    })
}
