//! Every snapshot also compiles: the output of all cases is one scratch workspace, checked without warnings,
//! and documented without warnings where the case is about prose.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::cases;

#[test]
fn the_output_of_every_case_compiles_without_warnings() {
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cases");
    let mut members = Vec::new();
    for (case, generated) in cases::generated() {
        let folder = scratch.join(&case.name);
        generated
            .files
            .write(&folder)
            .expect("the scratch folder can be written");
        rename(&folder, &case.name);
        members.push(format!("\"{}\"", case.name));
    }
    assert!(members.len() > 25, "only {} cases generate", members.len());
    let workspace = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [{}]\n",
        members.join(", ")
    );
    fs::write(scratch.join("Cargo.toml"), workspace).expect("the scratch folder can be written");
    // The same versions as everywhere else, so nothing new has to be downloaded.
    fs::copy(cases::root().join("Cargo.lock"), scratch.join("Cargo.lock"))
        .expect("the lock file is there");
    // Without TLS, which would cost a minute and shows nothing here.
    let check = [
        "check",
        "--workspace",
        "--tests",
        "--no-default-features",
        "--keep-going",
    ];
    cargo(&scratch, &check, "RUSTFLAGS");
    let prose = [
        "doc",
        "--no-deps",
        "--no-default-features",
        "-p",
        "case-prose",
        "-p",
        "case-names",
    ];
    cargo(&scratch, &prose, "RUSTDOCFLAGS");
    // The examples in the documentation, and the generated tests, of a case that has all kinds of values.
    let run = [
        "test",
        "--no-default-features",
        "-p",
        "case-examples",
        "-p",
        "case-sensitive",
    ];
    cargo(&scratch, &run, "RUSTFLAGS");
}

/// Packages of one workspace need names of their own; the second write of a case must see a changed file.
fn rename(folder: &Path, case: &str) {
    let path = folder.join("Cargo.toml");
    let text = fs::read_to_string(&path).expect("a manifest was written");
    let lines: Vec<String> = text
        .lines()
        .map(|line| {
            if line.starts_with("name = ") {
                format!("name = \"case-{}\"", case.replace('_', "-"))
            } else {
                line.to_owned()
            }
        })
        .collect();
    fs::write(&path, lines.join("\n")).expect("the scratch folder can be written");
}

fn cargo(folder: &Path, arguments: &[&str], flags: &str) {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(arguments)
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env_remove("RUSTFLAGS")
        .env(flags, "-Dwarnings")
        .output()
        .expect("cargo runs");
    assert!(
        output.status.success(),
        "cargo {}\n{}",
        arguments.join(" "),
        String::from_utf8_lossy(&output.stderr)
    );
}
