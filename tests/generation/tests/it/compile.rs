//! Every snapshot also compiles: the output of all cases is one scratch workspace, checked without warnings,
//! and documented without warnings where the case is about prose.

use std::fs;
use std::path::Path;
use std::process::Command;

use client_generator::generate;

use crate::cases;

#[test]
fn the_output_of_every_case_compiles_without_warnings() {
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cases");
    let mut members = Vec::new();
    for mut case in cases::all() {
        // Packages of one workspace need names of their own.
        case.input.options.crate_name = Some(format!("case-{}", case.name.replace('_', "-")));
        let Ok(generated) = generate(&case.input) else {
            continue;
        };
        let folder = scratch.join(&case.name);
        generated
            .files
            .write(&folder)
            .expect("the scratch folder can be written");
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
        "--examples",
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
