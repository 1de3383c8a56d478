//! What `generate` costs, in a process of its own, for documents of growing size.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context as _, Result};

use super::process::{measured, median, quietly, ratio};
use super::{documents, table::Table};
use crate::statistics::{self, Statistics};

/// How many operations the documents have.
const SIZES: [usize; 4] = [10, 100, 1000, 10_000];

/// What a document costs.
struct Row {
    name: String,
    bytes: u64,
    /// Generating.
    cost: Duration,
    /// Reading the document and writing it again.
    baseline: Duration,
    numbers: Statistics,
}

/// Measures the project's own document, and larger ones.
pub(super) fn measure(rounds: usize) -> Result<Vec<Table>> {
    let program = release()?;
    let scratch = tempfile::tempdir()?;
    let own = crate::root().join("spec/secrets-store.yaml");
    let mut rows = vec![measure_one(
        &program,
        "Secrets Store",
        &own,
        scratch.path(),
        rounds,
    )?];
    for size in SIZES {
        let file = scratch.path().join(format!("{size}.json"));
        fs::write(&file, serde_json::to_string(&documents::of(size))?)?;
        let name = format!("{size} operations");
        // The largest takes long enough to be steady.
        let rounds = if size > 1000 { rounds.min(3) } else { rounds };
        rows.push(measure_one(&program, &name, &file, scratch.path(), rounds)?);
    }
    Ok(vec![costs(&rows), shares(&rows)])
}

/// This program, optimised.
pub(super) fn release() -> Result<PathBuf> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut build = Command::new(cargo);
    build.args(["build", "--release", "-p", "xtask"]);
    quietly(build.current_dir(crate::root()))?;
    let name = format!("release/xtask{}", std::env::consts::EXE_SUFFIX);
    Ok(crate::target().join(name))
}

/// A run of `generate`, quiet and without an overlay.
pub(super) fn generate(program: &Path, document: &Path, out: &Path) -> Command {
    let mut generate = Command::new(program);
    generate
        .args(["generate", "--no-overlay", "--on-collision", "suffix"])
        .args(["--warnings", "none", "--crate-name", "measured", "--spec"])
        .arg(document)
        .arg("--out")
        .arg(out);
    generate
}

fn measure_one(
    program: &Path,
    name: &str,
    document: &Path,
    scratch: &Path,
    rounds: usize,
) -> Result<Row> {
    let (mut costs, mut baselines) = (Vec::new(), Vec::new());
    let numbers = scratch.join("numbers");
    for _ in 0..rounds {
        let out = tempfile::tempdir_in(scratch)?;
        let mut generate = generate(program, document, &out.path().join("crate"));
        generate.arg("--statistics").arg(&numbers);
        costs.push(measured(&mut generate)?);
        let mut merged = Command::new(program);
        merged
            .args(["merged", "--no-overlay", "--spec"])
            .arg(document)
            .arg("--out")
            .arg(out.path().join("merged.json"));
        baselines.push(measured(&mut merged)?);
    }
    Ok(Row {
        name: name.to_owned(),
        bytes: fs::metadata(document)?.len(),
        cost: median(costs),
        baseline: median(baselines),
        numbers: statistics::read(&numbers).context("generate wrote no numbers")?,
    })
}

fn costs(rows: &[Row]) -> Table {
    let mut table = Table::new(
        "Generation",
        "Processor time and peak memory of `generate` as a process, without overlay. The baseline reads the same document and writes it \
         again (`cargo xtask merged`). Linear means that the time of one operation stays the same.",
        &[
            "document",
            "size",
            "time",
            "memory",
            "one operation",
            "× baseline",
        ],
    );
    for it in rows {
        let each = it.cost.as_secs_f64() * 1e3 / as_float(it.numbers.operations);
        let times = ratio(it.cost, it.baseline);
        table.rows.push(vec![
            it.name.clone(),
            format!("{} kB", it.bytes / 1000),
            format!("{:.0} ms", it.cost.as_secs_f64() * 1e3),
            format!("{} MB", it.numbers.memory / 1_000_000),
            format!("{each:.2} ms"),
            format!("{times:.1}"),
        ]);
        table.ratios.push((format!("generate, {}", it.name), times));
    }
    table
}

fn shares(rows: &[Row]) -> Table {
    let phases = rows.first().map(|it| it.numbers.phases.as_slice());
    let names = phases
        .unwrap_or_default()
        .iter()
        .map(|(name, _)| name.as_str());
    let head: Vec<&str> = std::iter::once("document").chain(names).collect();
    let mut table = Table::new(
        "Where the time of generation goes",
        "Shares of the phases. Emitting and rendering are done on all cores; theirs is the sum.",
        &head,
    );
    for it in rows {
        let all: u64 = it.numbers.phases.iter().map(|(_, spent)| spent).sum();
        let mut row = vec![it.name.clone()];
        let share = |spent: u64| format!("{} %", 100 * spent / all.max(1));
        row.extend(it.numbers.phases.iter().map(|(_, spent)| share(*spent)));
        table.rows.push(row);
    }
    table
}

#[expect(clippy::cast_precision_loss, reason = "far fewer than 2^52")]
fn as_float(number: u64) -> f64 {
    number.max(1) as f64
}
