//! Making and compiling the crates of a conformance run.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result};

use super::Outcome;
use crate::lines;

/// Features of every client; what else a crate has are its resources.
const TRANSPORT: &[&str] = &[
    "default",
    "rustls",
    "rustls-no-provider",
    "native-tls",
    "http2",
    "blocking",
];

/// The package of a document: `api.github.com.json` gives `api-github-com`.
pub(super) fn package(document: &Path) -> String {
    let stem = document.file_stem().unwrap_or_default().to_string_lossy();
    let words: Vec<String> = stem
        .split(|it: char| !it.is_ascii_alphanumeric())
        .filter(|it| !it.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    format!("client-{}", words.join("-"))
}

/// Runs `generate`; false if it failed.
pub(super) fn generate(
    document: &Path,
    out: &Path,
    name: &str,
    numbers: &Path,
    log: &Path,
) -> Result<bool> {
    let program = std::env::current_exe().context("cannot find this program")?;
    let mut command = Command::new(program);
    command
        .args(["generate", "--no-overlay", "--on-collision", "suffix"])
        .args(["--warnings", "all", "--wire-tests", "--crate-name", name])
        .arg("--spec")
        .arg(document)
        .arg("--out")
        .arg(out)
        .arg("--statistics")
        .arg(numbers);
    run(&mut command, log)
}

/// A workspace of all crates, so that what they share is compiled once.
pub(super) fn workspace(folder: &Path, outcomes: &[Outcome]) -> Result<()> {
    let members: Vec<String> = outcomes
        .iter()
        .filter(|it| it.failure.is_none())
        .map(|it| format!("\"{}\"", it.name))
        .collect();
    let text = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [{}]\n\n[profile.dev]\ndebug = false\nincremental = false\n",
        members.join(", ")
    );
    fs::write(folder.join("Cargo.toml"), text)?;
    // The same versions as everywhere else, so nothing new has to be downloaded.
    fs::copy(crate::root().join("Cargo.lock"), folder.join("Cargo.lock"))
        .context("cannot copy Cargo.lock")?;
    Ok(())
}

/// `cargo check`, `clippy` or `test` of one crate, with all its resources and without TLS, which would cost a minute and
/// shows nothing here.
pub(super) fn cargo(command: &str, name: &str, folder: &Path, log: &Path) -> Result<bool> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut process = Command::new(cargo);
    process
        .args([command, "-p", name, "--no-default-features", "--features"])
        .arg(resources(&folder.join(name))?.join(","))
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        // The same for all of them, so that what the crates depend on is compiled once for `check` and `clippy`.
        .env("RUSTFLAGS", "-Dwarnings");
    match command {
        // Tests and examples as well: users lint them with what is theirs.
        "clippy" => process.args(["--all-targets", "--", "-D", "warnings"]),
        // The program with all examples of the documentation is checked, which is much faster than to link it.
        "check" => process.arg("--all-targets"),
        _ => process.arg("--tests"),
    };
    run(&mut process, log)
}

/// The features of a crate that are not about the transport.
fn resources(krate: &Path) -> Result<Vec<String>> {
    let manifest = fs::read_to_string(krate.join("Cargo.toml"))?;
    let features = manifest
        .lines()
        .skip_while(|it| *it != "[features]")
        .skip(1)
        .take_while(|it| !it.starts_with('['));
    Ok(features
        .filter_map(|it| Some(it.split_once(" = ")?.0.trim_matches('"').to_owned()))
        .filter(|it| !TRANSPORT.contains(&it.as_str()))
        .collect())
}

/// Runs a command with its output in a file; false if it failed.
fn run(command: &mut Command, log: &Path) -> Result<bool> {
    let file = File::create(log).with_context(|| format!("cannot write {}", log.display()))?;
    let status = command
        .stdin(Stdio::null())
        .stdout(file.try_clone()?)
        .stderr(file)
        .status()
        .with_context(|| format!("cannot run {}", command.get_program().to_string_lossy()))?;
    Ok(status.success())
}

/// The first line of a log that says what is wrong.
pub(super) fn first_problem(log: &Path) -> Option<String> {
    let text = fs::read_to_string(log).ok()?;
    let wrong = |it: &&str| {
        it.starts_with("error") || it.contains("panicked at") || it.ends_with("... FAILED")
    };
    let line = text.lines().find(wrong)?;
    Some(line.chars().take(120).collect())
}

/// Lines of Rust below a folder, the runtime left out.
pub(super) fn lines(folder: &Path) -> usize {
    lines::below(folder, |it| !it.ends_with("src/runtime"))
}
