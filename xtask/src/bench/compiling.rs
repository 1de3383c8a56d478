//! What the generated crate costs its users at every build, beside the same client by hand.

mod crates;
mod users;

use std::fs::{File, FileTimes};
use std::path::Path;
use std::time::{Duration, SystemTime};

use anyhow::{Context as _, Result};

use super::process::{measured, median, quietly, ratio};
use super::table::Table;
use crate::lines;
use crates::Crate;

/// The sizes of two documents that differ in nothing but the number of their operations.
const FEW: usize = 100;
const MANY: usize = 200;

/// A crate, and what the rounds took.
struct Row {
    krate: Crate,
    check: Vec<Duration>,
    build: Vec<Duration>,
}

/// Compiles everything in turn.
pub(super) fn measure(rounds: usize, progenitor: bool) -> Result<Vec<Table>> {
    let folder = crate::target().join("bench");
    let mut all = vec![
        crates::by_hand(&folder)?,
        crates::generated(&folder)?,
        crates::measured(&folder, FEW)?,
        crates::measured(&folder, MANY)?,
    ];
    if progenitor {
        all.push(crates::progenitor(&folder)?);
        all.push(crates::progenitor_measured(&folder, FEW)?);
        all.push(crates::progenitor_measured(&folder, MANY)?);
    }
    let callers = users::all(&folder, progenitor)?;
    crates::workspace(&folder, all.iter().chain(&callers))?;
    let clients = in_turn(&folder, all, rounds)?;
    // Afterwards, so that the clients stay as they are.
    let callers = in_turn(&folder, callers, rounds)?;
    Ok(vec![
        table(&folder, &clients)?,
        users::table(&folder, &callers),
    ])
}

/// Compiles each crate once in every round.
fn in_turn(folder: &Path, crates: Vec<Crate>, rounds: usize) -> Result<Vec<Row>> {
    let mut rows: Vec<Row> = crates
        .into_iter()
        .map(|krate| Row {
            krate,
            check: Vec::new(),
            build: Vec::new(),
        })
        .collect();
    for row in &rows {
        // What they depend on is compiled before the clock runs.
        for command in ["check", "build"] {
            compile(folder, &row.krate, command)?;
        }
    }
    for _ in 0..rounds {
        for row in &mut rows {
            row.check.push(compile(folder, &row.krate, "check")?);
            row.build.push(compile(folder, &row.krate, "build")?);
        }
    }
    Ok(rows)
}

/// Compiles one crate anew, without what it depends on.
fn compile(folder: &Path, krate: &Crate, command: &str) -> Result<Duration> {
    let root = File::options()
        .append(true)
        .open(folder.join(&krate.folder).join("src/lib.rs"))
        .with_context(|| format!("{} has no library", krate.folder))?;
    root.set_times(FileTimes::new().set_modified(SystemTime::now()))?;
    let mut cargo = crates::cargo(folder);
    cargo.args([command, "--quiet", "-p", &krate.package]);
    measured(cargo.args(&krate.features))
}

fn table(folder: &Path, rows: &[Row]) -> Result<Table> {
    let mut table = Table::new(
        "Compiling",
        "Processor time of `cargo check` and `cargo build` (dev profile, no debug information) of the crate alone, its dependencies \
         compiled before; no TLS. The baseline is the client written by hand. Lines of Rust count comments and documentation too, lines of \
         LLVM are what `cargo llvm-lines` counts in the library, if it is installed.",
        &[
            "crate",
            "operations",
            "lines",
            "LLVM lines",
            "dependencies",
            "check",
            "× baseline",
            "build",
            "× baseline",
        ],
    );
    for row in rows {
        let (check, build) = (median(row.check.clone()), median(row.build.clone()));
        let by_check = times(&row.check, &rows[0].check);
        let by_build = times(&row.build, &rows[0].build);
        table.rows.push(vec![
            row.krate.title.clone(),
            row.krate.operations.to_string(),
            lines::below(&folder.join(&row.krate.folder).join("src"), |_| true).to_string(),
            llvm_lines(folder, &row.krate),
            crates::dependencies(folder, &row.krate)?.to_string(),
            format!("{:.2} s", check.as_secs_f64()),
            format!("{by_check:.2}"),
            format!("{:.2} s", build.as_secs_f64()),
            format!("{by_build:.2}"),
        ]);
        if row.krate.operations == rows[0].krate.operations {
            let name = format!("check, {}", row.krate.title);
            table.ratios.push((name, by_check));
        }
    }
    for (generator, few, many) in pairs(rows) {
        let check = one_more(&few.check, &many.check);
        let build = one_more(&few.build, &many.build);
        table.text = format!(
            "{}\n\n{generator}: one more operation costs {check:.1} ms of `check` and {build:.1} ms of `build` (the difference \
             between {FEW} and {MANY}, types included).",
            table.text,
        );
    }
    Ok(table)
}

/// The two sizes of each generator's crate.
fn pairs(rows: &[Row]) -> impl Iterator<Item = (&str, &Row, &Row)> {
    let of = |generator: &str, operations: usize| {
        let title = format!("{generator}, {operations} operations");
        rows.iter().find(|it| it.krate.title == title)
    };
    ["generated", "progenitor"]
        .into_iter()
        .filter_map(move |it| Some((it, of(it, FEW)?, of(it, MANY)?)))
}

/// What one more operation takes, in milliseconds.
fn one_more(few: &[Duration], many: &[Duration]) -> f64 {
    let more = median(many.to_vec()).saturating_sub(median(few.to_vec()));
    more.as_secs_f64() * 1e3 / f64::from(u32::try_from(MANY - FEW).unwrap_or(1))
}

/// The median of the ratios of single rounds.
fn times(of: &[Duration], to: &[Duration]) -> f64 {
    let mut all: Vec<f64> = of.iter().zip(to).map(|(a, b)| ratio(*a, *b)).collect();
    all.sort_by(f64::total_cmp);
    all.get(all.len() / 2).copied().unwrap_or(f64::NAN)
}

/// What `cargo llvm-lines` says, where it is installed.
fn llvm_lines(folder: &Path, krate: &Crate) -> String {
    let mut command = crates::cargo(folder);
    command.args(["llvm-lines", "--lib", "-p", &krate.package]);
    let lines = quietly(command.args(&krate.features));
    let total = lines.ok().and_then(|it| {
        let line = it.lines().find(|it| it.contains("(TOTAL)"))?;
        line.split_whitespace().next().map(str::to_owned)
    });
    total.unwrap_or_else(|| "–".to_owned())
}
