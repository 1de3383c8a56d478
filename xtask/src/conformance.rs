//! `cargo xtask conformance`: the generator on whole folders of documents, and the compiler on what it makes of them.

mod crates;
mod table;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

use crate::statistics::{self, Statistics};

/// Generate a client for every document of a folder, compile each, and print a table.
///
/// Names that clash get suffixes, and mistakes that can be passed over are warnings: as for documents that nobody here
/// can edit. Every crate must compile without warnings and offer every operation of its document.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  cargo xtask conformance tests/conformance
  cargo xtask conformance --clippy --keep ../clients api.yaml other.json

Exit codes: 0 fine; 1 a document failed; 2 wrong usage, or a file that cannot be read or written.")]
pub(crate) struct Arguments {
    /// Folders of documents (`.yaml`, `.yml`, `.json`), or documents.
    #[arg(required = true, value_name = "DIR")]
    documents: Vec<PathBuf>,
    /// Where the crates go and stay; without it they are made below `target/` and overwritten next time.
    #[arg(long, value_name = "DIR")]
    keep: Option<PathBuf>,
    /// Lint the crates as well, with warnings as errors.
    #[arg(long)]
    clippy: bool,
    /// Do not run the tests of what each client sends and reads.
    #[arg(long)]
    no_tests: bool,
    /// Only generate.
    #[arg(long)]
    no_check: bool,
}

/// What became of one document.
pub(crate) struct Outcome {
    pub(crate) name: String,
    pub(crate) statistics: Statistics,
    pub(crate) generating: Duration,
    pub(crate) checking: Duration,
    /// Lines of Rust, the runtime left out.
    pub(crate) lines: usize,
    /// What went wrong, and the file that says more.
    pub(crate) failure: Option<(String, PathBuf)>,
}

/// Runs the command; false if a document failed.
pub(crate) fn run(arguments: &Arguments) -> Result<bool> {
    let documents = documents(&arguments.documents)?;
    let folder = match &arguments.keep {
        Some(folder) => folder.clone(),
        None => crate::target().join("conformance"),
    };
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let folder = folder.canonicalize()?;
    let mut outcomes = Vec::new();
    for document in &documents {
        let outcome = generate(document, &folder)?;
        say!("{}: generated in {:.2?}", outcome.name, outcome.generating);
        outcomes.push(outcome);
    }
    if !arguments.no_check {
        crates::workspace(&folder, &outcomes)?;
        for outcome in outcomes.iter_mut().filter(|it| it.failure.is_none()) {
            check(outcome, &folder, arguments)?;
            say!("{}: checked in {:.1?}", outcome.name, outcome.checking);
        }
    }
    say!(as_it_is "\n{}", table::of(&outcomes));
    let failed = outcomes.iter().filter(|it| it.failure.is_some()).count();
    Ok(failed == 0)
}

/// The documents of all folders, by name.
fn documents(given: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for path in given {
        if path.is_file() {
            found.push(path.clone());
            continue;
        }
        let entries =
            fs::read_dir(path).with_context(|| format!("cannot read {}", path.display()))?;
        for entry in entries {
            let path = entry?.path();
            let kind = path.extension().unwrap_or_default().to_string_lossy();
            if ["yaml", "yml", "json"].contains(&kind.as_ref()) {
                found.push(path);
            }
        }
    }
    found.sort();
    if found.is_empty() {
        bail!("there are no documents (.yaml, .yml, .json)");
    }
    Ok(found)
}

/// Generates in a process of its own, so that its memory is its own.
fn generate(document: &Path, folder: &Path) -> Result<Outcome> {
    let name = crates::package(document);
    let log = folder.join(format!("{name}.log"));
    let numbers = folder.join(format!("{name}.numbers"));
    let _ = fs::remove_file(&numbers);
    let start = Instant::now();
    let fine = crates::generate(document, &folder.join(&name), &name, &numbers, &log)?;
    let generating = start.elapsed();
    let statistics = statistics::read(&numbers).unwrap_or_default();
    let lost = statistics.operations.saturating_sub(statistics.emitted);
    let failure = if !fine {
        Some(crates::first_problem(&log).unwrap_or_else(|| "generate failed".to_owned()))
    } else if lost > 0 {
        Some(format!("{lost} operations are missing"))
    } else {
        None
    };
    Ok(Outcome {
        lines: crates::lines(&folder.join(&name).join("src")),
        name,
        statistics,
        generating,
        checking: Duration::ZERO,
        failure: failure.map(|it| (it, log)),
    })
}

fn check(outcome: &mut Outcome, folder: &Path, arguments: &Arguments) -> Result<()> {
    let start = Instant::now();
    let (lint, test) = (arguments.clippy, !arguments.no_tests);
    let commands = [
        Some("check"),
        lint.then_some("clippy"),
        test.then_some("test"),
    ];
    for command in commands.into_iter().flatten() {
        let log = folder.join(format!("{}.{command}.log", outcome.name));
        if !crates::cargo(command, &outcome.name, folder, &log)? {
            let problem = crates::first_problem(&log);
            let problem = problem.unwrap_or_else(|| format!("cargo {command} failed"));
            outcome.failure = Some((problem, log));
            break;
        }
    }
    outcome.checking = start.elapsed();
    Ok(())
}
