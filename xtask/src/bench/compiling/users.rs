//! Crates that make all calls of a client: what its users compile again whenever their own code changes.

use std::fs;
use std::path::Path;

use anyhow::Result;

use super::crates::Crate;
use super::{Row, llvm_lines, times};
use crate::bench::process::median;
use crate::bench::table::Table;

/// What people call it, the file in `tests/bench/users`, and the client as a dependency.
const USERS: [(&str, &str, &str); 3] = [
    (
        "by hand",
        "by_hand",
        "secrets-store-baseline = { package = \"by-hand\", path = \"../by-hand\" }",
    ),
    (
        "generated",
        "generated",
        "cloudflare-secrets-store = { path = \"../generated\", default-features = false }",
    ),
    (
        "progenitor",
        "progenitor",
        "by-progenitor = { path = \"../progenitor\" }",
    ),
];

/// One crate for each client.
pub(super) fn all(folder: &Path, progenitor: bool) -> Result<Vec<Crate>> {
    let users = USERS.iter().filter(|it| progenitor || it.0 != "progenitor");
    users
        .map(|(title, file, dependency)| user(folder, title, file, dependency))
        .collect()
}

fn user(folder: &Path, title: &str, file: &str, dependency: &str) -> Result<Crate> {
    let package = format!("user-{file}");
    let out = folder.join(&package);
    fs::create_dir_all(out.join("src"))?;
    let source = crate::root().join("tests/bench/users").join(file);
    fs::copy(source.with_extension("rs"), out.join("src/lib.rs"))?;
    let manifest = format!(
        "[package]\nname = \"{package}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n{dependency}\n"
    );
    fs::write(out.join("Cargo.toml"), manifest)?;
    Ok(Crate {
        title: title.to_owned(),
        folder: package.clone(),
        package,
        operations: 0,
        features: Vec::new(),
    })
}

pub(super) fn table(folder: &Path, rows: &[Row]) -> Table {
    let mut table = Table::new(
        "Compiling what calls it",
        "A crate of one function that makes all calls of the client (`tests/bench/users`), compiled again while the client stays: what users \
         pay whenever their own code changes. Measured as above. Async functions of a client are compiled where they are called.",
        &[
            "client",
            "LLVM lines",
            "check",
            "× baseline",
            "build",
            "× baseline",
        ],
    );
    for row in rows {
        let by_check = times(&row.check, &rows[0].check);
        let by_build = times(&row.build, &rows[0].build);
        table.rows.push(vec![
            row.krate.title.clone(),
            llvm_lines(folder, &row.krate),
            format!("{:.2} s", median(row.check.clone()).as_secs_f64()),
            format!("{by_check:.2}"),
            format!("{:.2} s", median(row.build.clone()).as_secs_f64()),
            format!("{by_build:.2}"),
        ]);
        let name = format!("build what calls it, {}", row.krate.title);
        table.ratios.push((name, by_build));
    }
    table
}
