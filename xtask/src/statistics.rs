//! The numbers of one run of `generate`, handed from one process to another.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use client_generator::Summary;
use client_generator::timings::Timings;
use serde_json::{Value, json};

/// What the process that generated says of itself.
#[derive(Clone, Debug, Default)]
pub(crate) struct Statistics {
    pub(crate) operations: u64,
    pub(crate) emitted: u64,
    pub(crate) types: u64,
    pub(crate) untyped: u64,
    pub(crate) warnings: u64,
    /// Most memory it ever had, in bytes; 0 where the system does not say.
    pub(crate) memory: u64,
    /// What each phase took, in microseconds.
    pub(crate) phases: Vec<(String, u64)>,
}

/// Writes the numbers of this run, and what this process used.
pub(crate) fn write(file: &Path, summary: &Summary, timings: &Timings) -> Result<()> {
    let phases: Vec<(&str, u128)> = timings
        .phases()
        .map(|(name, spent)| (name, spent.as_micros()))
        .collect();
    let numbers = json!({ "summary": summary, "memory": peak_memory(), "phases": phases });
    let text = numbers.to_string();
    fs::write(file, text).with_context(|| format!("cannot write {}", file.display()))
}

/// Reads what [`write()`] wrote; nothing if the run failed before.
pub(crate) fn read(file: &Path) -> Option<Statistics> {
    let value: Value = serde_json::from_str(&fs::read_to_string(file).ok()?).ok()?;
    let summary = value.get("summary")?;
    let number = |key: &str| summary.get(key)?.as_u64();
    let warnings = summary.get("warnings")?.as_object()?;
    Some(Statistics {
        operations: number("operations")?,
        emitted: number("emitted")?,
        types: number("types")?,
        untyped: number("untyped")?,
        warnings: warnings.values().filter_map(Value::as_u64).sum(),
        memory: value.get("memory")?.as_u64()?,
        phases: serde_json::from_value(value.get("phases")?.clone()).ok()?,
    })
}

/// See `proc_pid_status(5)`; other systems than Linux have no such file.
fn peak_memory() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|it| it.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|it| it.split_whitespace().next()?.parse::<u64>().ok());
    kilobytes.unwrap_or_default() * 1024
}
