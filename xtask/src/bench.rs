//! `cargo xtask bench`: what generation, the generated crate and its calls cost, each beside something to compare it with.

mod calls;
mod chart;
mod compiling;
mod documents;
mod generation;
mod growth;
mod process;
mod shapes;
mod table;

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use clap::ValueEnum;

use table::Table;

/// Measure generation and how it grows, the compile time of clients, and what their calls cost.
///
/// Machines are noisy: everything is measured several times in turn with what it is compared with, and the median counts. Ratios
/// can be compared between machines, times cannot. All of it takes about ten minutes on two cores.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  cargo xtask bench
  cargo xtask bench generation --rounds 3
  cargo xtask bench --write --svg target/benchmarks.svg

Exit codes: 0 fine; 2 wrong usage, or something did not run.")]
pub(crate) struct Arguments {
    /// What to measure; everything if nothing is named.
    #[arg(value_enum)]
    what: Vec<What>,
    /// How often each measurement is repeated.
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u8).range(1..))]
    rounds: u8,
    /// Also compile what progenitor makes of the same document; installs it below `target/`, which takes minutes.
    #[arg(long)]
    progenitor: bool,
    /// Put the tables into `BENCHMARKS.md`.
    #[arg(long)]
    write: bool,
    /// Draw the ratios.
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
}

/// A part of the benchmarks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum What {
    /// Time and memory of `generate`, for documents of growing size.
    Generation,
    /// Time of `generate` for documents of one shape, in two sizes.
    Growth,
    /// `cargo check` and `cargo build` of the generated crate.
    Compiling,
    /// Calls, decoding and streaming.
    Calls,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> Result<bool> {
    if arguments.write && !arguments.what.is_empty() {
        bail!("`--write` needs everything: leave out the parts");
    }
    let wanted = |it: What| arguments.what.is_empty() || arguments.what.contains(&it);
    let rounds = usize::from(arguments.rounds);
    let mut tables = Vec::new();
    let mut show = |new: Vec<Table>| {
        for it in &new {
            say!("{it}");
        }
        tables.extend(new);
    };
    if wanted(What::Generation) {
        show(generation::measure(rounds)?);
    }
    if wanted(What::Growth) {
        show(growth::measure(rounds)?);
    }
    if wanted(What::Compiling) {
        show(compiling::measure(rounds, arguments.progenitor)?);
    }
    if wanted(What::Calls) {
        show(calls::measure(rounds)?);
    }
    if let Some(file) = &arguments.svg {
        fs::write(file, chart::svg(&tables))
            .with_context(|| format!("cannot write {}", file.display()))?;
    }
    if arguments.write {
        record(&tables)?;
    }
    Ok(true)
}

/// The line in `BENCHMARKS.md` that the results follow.
const MARK: &str = "<!-- cargo xtask bench --write: everything below -->";

/// Replaces the results in `BENCHMARKS.md`.
fn record(tables: &[Table]) -> Result<()> {
    let path = crate::root().join("BENCHMARKS.md");
    let text = fs::read_to_string(&path).context("cannot read BENCHMARKS.md")?;
    let Some((head, _)) = text.split_once(MARK) else {
        bail!("BENCHMARKS.md has no line `{MARK}`");
    };
    let mut text = format!("{head}{MARK}\n\n{}\n", machine());
    for table in tables {
        let _ = write!(text, "\n{table}");
    }
    fs::write(&path, text.trim_end().to_owned() + "\n").context("cannot write BENCHMARKS.md")
}

/// What the figures were measured on.
fn machine() -> String {
    let first = |program: &str, arguments: &[&str]| {
        let output = Command::new(program)
            .args(arguments)
            .current_dir(crate::root())
            .output();
        let text = output.map(|it| String::from_utf8_lossy(&it.stdout).into_owned());
        text.unwrap_or_default().trim().to_owned()
    };
    let processor = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let processor = processor
        .lines()
        .find_map(|it| it.strip_prefix("model name")?.split_once(": "))
        .map_or(std::env::consts::ARCH, |(_, name)| name);
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    format!(
        "Machine: {cores} cores, {processor}, {}. {}. Commit {}.",
        std::env::consts::OS,
        first("rustc", &["--version"]),
        first("git", &["describe", "--always", "--dirty"]),
    )
}
