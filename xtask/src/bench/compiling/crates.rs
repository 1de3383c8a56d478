//! The crates that are compiled: one workspace, so that what they share is compiled once.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::bench::documents;
use crate::bench::process::quietly;
use crate::statistics;

/// A crate to compile.
pub(super) struct Crate {
    /// What people call it.
    pub(super) title: String,
    pub(super) package: String,
    /// Below the workspace.
    pub(super) folder: String,
    pub(super) operations: usize,
    /// Arguments of cargo.
    pub(super) features: Vec<String>,
}

/// How many operations the project's own document has.
fn own_operations(folder: &Path) -> Result<usize> {
    fs::create_dir_all(folder)?;
    let numbers = folder.join("numbers");
    let mut generate = Command::new(std::env::current_exe()?);
    quietly(
        generate
            .args(["generate", "--check", "--statistics"])
            .arg(&numbers),
    )?;
    let numbers = statistics::read(&numbers).context("generate wrote no numbers")?;
    Ok(usize::try_from(numbers.emitted)?)
}

/// The client written by hand.
pub(super) fn by_hand(folder: &Path) -> Result<Crate> {
    let source = crate::root().join("tests/baseline");
    let manifest = fs::read_to_string(source.join("Cargo.toml"))?;
    // Without what it inherits from the workspace.
    let dependencies = manifest
        .split_once("[dependencies]")
        .and_then(|(_, rest)| rest.split_once("[lints]"))
        .map(|(dependencies, _)| dependencies.trim());
    let dependencies = dependencies.context("the manifest of tests/baseline has changed")?;
    let out = folder.join("by-hand");
    let _ = fs::remove_dir_all(&out);
    copy(&source.join("src"), &out.join("src"))?;
    let manifest = format!(
        "[package]\nname = \"by-hand\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n{dependencies}\n"
    );
    fs::write(out.join("Cargo.toml"), manifest)?;
    Ok(Crate {
        title: "by hand".to_owned(),
        package: "by-hand".to_owned(),
        folder: "by-hand".to_owned(),
        operations: own_operations(folder)?,
        features: Vec::new(),
    })
}

/// The project's own client.
pub(super) fn generated(folder: &Path) -> Result<Crate> {
    let out = folder.join("generated");
    // What is there from a run before would be counted.
    let _ = fs::remove_dir_all(&out);
    copy(&crate::root().join("generated"), &out)?;
    Ok(Crate {
        title: "generated".to_owned(),
        package: "cloudflare-secrets-store".to_owned(),
        folder: "generated".to_owned(),
        operations: own_operations(folder)?,
        features: vec!["--no-default-features".to_owned()],
    })
}

/// The client of a document of some size.
pub(super) fn measured(folder: &Path, operations: usize) -> Result<Crate> {
    let package = format!("measured-{operations}");
    let document = document(folder, operations)?;
    let mut generate = Command::new(std::env::current_exe()?);
    generate
        .args([
            "generate",
            "--no-overlay",
            "--crate-name",
            &package,
            "--spec",
        ])
        .arg(&document)
        .arg("--out")
        .arg(folder.join(&package));
    quietly(&mut generate)?;
    let manifest = fs::read_to_string(folder.join(&package).join("Cargo.toml"))?;
    let mut features = vec!["--no-default-features".to_owned()];
    if manifest.contains("\nfull = [") {
        features.extend(["--features".to_owned(), "full".to_owned()]);
    }
    Ok(Crate {
        title: format!("generated, {operations} operations"),
        folder: package.clone(),
        package,
        operations,
        features,
    })
}

/// Writes the document of some size.
fn document(folder: &Path, operations: usize) -> Result<PathBuf> {
    let document = folder.join(format!("measured-{operations}.json"));
    fs::create_dir_all(folder)?;
    let text = serde_json::to_string(&documents::of(operations))?;
    fs::write(&document, text)?;
    Ok(document)
}

/// What progenitor makes of the project's own document.
pub(super) fn progenitor(folder: &Path) -> Result<Crate> {
    // It reads no overlays, and JSON only.
    let document = folder.join("secrets-store.json");
    let mut merged = Command::new(std::env::current_exe()?);
    quietly(merged.args(["merged", "--out"]).arg(&document))?;
    by_progenitor(folder, "progenitor", &document, own_operations(folder)?)
}

/// What progenitor makes of a document of some size.
pub(super) fn progenitor_measured(folder: &Path, operations: usize) -> Result<Crate> {
    let document = document(folder, operations)?;
    let name = format!("progenitor-{operations}");
    Ok(Crate {
        title: format!("progenitor, {operations} operations"),
        ..by_progenitor(folder, &name, &document, operations)?
    })
}

fn by_progenitor(folder: &Path, name: &str, document: &Path, operations: usize) -> Result<Crate> {
    let package = format!("by-{name}");
    let out = folder.join(name);
    let _ = fs::remove_dir_all(&out);
    let mut generate = Command::new(progenitor_program(folder)?);
    generate
        .args([
            "progenitor",
            "--name",
            &package,
            "--version",
            "0.0.0",
            "--input",
        ])
        .arg(document)
        .arg("--output")
        .arg(&out);
    quietly(&mut generate)?;
    Ok(Crate {
        title: name.to_owned(),
        package,
        folder: name.to_owned(),
        operations,
        features: Vec::new(),
    })
}

/// The program, installed where it is not yet.
fn progenitor_program(folder: &Path) -> Result<PathBuf> {
    let tools = folder.join("tools");
    let program = tools.join("bin").join("cargo-progenitor");
    if !program.exists() {
        say!("installing progenitor");
        let mut install = cargo(&crate::root());
        install.args([
            "install",
            "--quiet",
            "--locked",
            "cargo-progenitor",
            "--root",
        ]);
        quietly(install.arg(&tools))?;
    }
    Ok(program)
}

/// A workspace of all crates, with the versions that are locked everywhere else.
pub(super) fn workspace<'a>(folder: &Path, crates: impl Iterator<Item = &'a Crate>) -> Result<()> {
    let members: Vec<String> = crates.map(|it| format!("\"{}\"", it.folder)).collect();
    let text = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [{}]\n\n[profile.dev]\ndebug = false\nincremental = false\n",
        members.join(", ")
    );
    fs::write(folder.join("Cargo.toml"), text)?;
    fs::copy(crate::root().join("Cargo.lock"), folder.join("Cargo.lock"))?;
    Ok(())
}

/// cargo in the workspace.
pub(super) fn cargo(folder: &Path) -> Command {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", folder.join("target"));
    command
}

/// Packages that a crate needs, itself left out.
pub(super) fn dependencies(folder: &Path, krate: &Crate) -> Result<usize> {
    let mut tree = cargo(folder);
    tree.args([
        "tree",
        "-p",
        &krate.package,
        "--edges",
        "normal",
        "--prefix",
        "none",
    ]);
    tree.args(["--format", "{p}"]).args(&krate.features);
    let output = quietly(&mut tree)?;
    let packages: BTreeSet<&str> = output
        .lines()
        .map(|it| it.trim_end_matches(" (*)"))
        .collect();
    Ok(packages.len().saturating_sub(1))
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from).with_context(|| format!("cannot read {}", from.display()))? {
        let path: PathBuf = entry?.path();
        let target = to.join(path.file_name().unwrap_or_default());
        if path.is_dir() {
            copy(&path, &target)?;
        } else {
            fs::copy(&path, &target)?;
        }
    }
    Ok(())
}
