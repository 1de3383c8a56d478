//! Every snapshot also compiles: the output of all cases is one scratch workspace, checked without warnings,
//! and documented without warnings where the case is about prose.

use std::fs;
use std::path::Path;
use std::process::Command;

use client_generator::generate;

use crate::cases::{self, Case};

#[test]
fn the_output_of_every_case_compiles_without_warnings() {
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cases");
    let mut members = Vec::new();
    let mut featured = Vec::new();
    let mut wires = Vec::new();
    for mut case in cases::all() {
        // Packages of one workspace need names of their own.
        case.input.options.crate_name = Some(format!("case-{}", case.name.replace('_', "-")));
        let Ok(generated) = generate(&case.input) else {
            // The others are there to be compiled.
            assert!(
                case.name.starts_with("error_"),
                "{} does not generate",
                case.name
            );
            continue;
        };
        let folder = scratch.join(&case.name);
        generated
            .files
            .write(&folder)
            .expect("the scratch folder can be written");
        members.push(format!("\"{}\"", case.name));
        let package = generated.model.krate.name.clone();
        let parts = generated.model.features.iter();
        featured.extend(parts.map(|it| (package.clone(), it.name.clone())));
        if let Some(program) = program(&case, &scratch) {
            members.push(format!("\"{program}\""));
            wires.push(format!("wire-{}", case.name.replace('_', "-")));
        }
    }
    let workspace = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [{}]\n\n[profile.dev]\ndebug = false\nincremental = false\n",
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
        "--all-targets",
        "--no-default-features",
        "--keep-going",
    ];
    cargo(&scratch, &check, "RUSTFLAGS");
    assert!(featured.len() > 2, "{featured:?}");
    for (package, feature) in &featured {
        let alone = [
            "check",
            "-p",
            package,
            "--no-default-features",
            "--features",
            feature,
        ];
        cargo(&scratch, &alone, "RUSTFLAGS");
        let all = [
            "check",
            "-p",
            package,
            "--all-targets",
            "--no-default-features",
            "--features",
            "full",
        ];
        cargo(&scratch, &all, "RUSTFLAGS");
    }
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
    // The examples in the documentation, the same as programs, and the generated tests, of cases that have all kinds of
    // values, names and programs.
    let mut run = vec![
        "test",
        "--no-default-features",
        "-p",
        "case-examples",
        "-p",
        "case-sensitive",
        "-p",
        "case-programs",
        "-p",
        "case-names",
    ];
    assert!(wires.len() > 1, "{wires:?}");
    run.extend(wires.iter().flat_map(|it| ["-p", it]));
    cargo(&scratch, &run, "RUSTFLAGS");
}

/// Some cases have a program that uses their output, `wire.rs`: it becomes the test of a package beside it, since a
/// folder of generated files holds nothing else.
fn program(case: &Case, scratch: &Path) -> Option<String> {
    let source = fs::read_to_string(case.folder.join("wire.rs")).ok()?;
    let name = format!("{}_wire", case.name);
    let library = case.name.replace('_', "-");
    let manifest = format!(
        "[package]\nname = \"wire-{library}\"\nedition = \"2024\"\n\n\
         [dependencies]\nbytes = \"1\"\nserde_json = \"1\"\n\
         case-{library} = {{ path = \"../{}\", default-features = false }}\n\
         tokio = {{ version = \"1\", features = [\"macros\", \"rt\"] }}\n",
        case.name
    );
    let folder = scratch.join(&name);
    fs::create_dir_all(folder.join("src")).expect("the scratch folder can be written");
    let files = [
        ("Cargo.toml", manifest.as_str()),
        ("src/lib.rs", ""),
        ("tests/wire.rs", source.as_str()),
    ];
    fs::create_dir_all(folder.join("tests")).expect("the scratch folder can be written");
    for (path, text) in files {
        fs::write(folder.join(path), text).expect("the scratch folder can be written");
    }
    Some(name)
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
