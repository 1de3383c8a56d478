//! Counts of a run, as a table.

use std::collections::BTreeMap;
use std::fmt;

use cloudflare_secrets_store::{Error, Outcome};

use crate::calls::{End, Kind, Report};

/// What was called, what came of it, and what must not be.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// Rounds that were judged.
    pub rounds: u64,
    /// Calls by their names.
    pub calls: BTreeMap<&'static str, u64>,
    /// Calls that failed, by kind and outcome.
    pub errors: BTreeMap<String, u64>,
    /// Calls of several requests that failed.
    pub failed_in_sum: u64,
    /// Those of which it is unknown whether they took effect.
    pub unknown: u64,
    /// Calls of one request that are not judged yet.
    pub reports: Vec<Report>,
    /// Attempts beyond the first.
    pub repeats: u64,
    /// Requests that met a fault, by its name.
    pub faults: BTreeMap<&'static str, u64>,
    /// What must not be.
    pub violations: Vec<String>,
}

impl Tally {
    /// Counts a call.
    pub fn call(&mut self, name: &'static str) {
        *self.calls.entry(name).or_default() += 1;
    }

    /// Counts a call of one request, and keeps it to be judged.
    pub fn report(&mut self, report: Report) {
        self.call(report.name);
        self.repeats += u64::from(report.attempts.saturating_sub(1));
        if let End::Badly(kind, outcome) = report.end {
            self.ended(kind, outcome);
        }
        self.reports.push(report);
    }

    /// Counts a call of several requests that failed. Only what the faults explain may happen.
    pub fn error(&mut self, name: &'static str, error: &Error) {
        let (kind, outcome) = (Kind::of(error), error.outcome());
        if matches!(kind, Kind::Other | Kind::Unconnected) {
            let text = format!("{name}: an error that no fault explains: {error}");
            self.violations.push(text);
        }
        self.ended(kind, outcome);
        self.failed_in_sum += 1;
        if outcome == Outcome::Unknown {
            self.unknown += 1;
        }
    }

    fn ended(&mut self, kind: Kind, outcome: Outcome) {
        *self
            .errors
            .entry(format!("{kind:?}, {outcome:?}"))
            .or_default() += 1;
    }

    /// Adds the counts of another.
    pub fn add(&mut self, other: Self) {
        sum(&mut self.calls, other.calls);
        sum(&mut self.errors, other.errors);
        sum(&mut self.faults, other.faults);
        self.rounds += other.rounds;
        self.failed_in_sum += other.failed_in_sum;
        self.unknown += other.unknown;
        self.reports.extend(other.reports);
        self.repeats += other.repeats;
        self.violations.extend(other.violations);
    }
}

fn sum<K: Ord>(into: &mut BTreeMap<K, u64>, from: BTreeMap<K, u64>) {
    for (key, count) in from {
        *into.entry(key).or_default() += count;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let calls: u64 = self.calls.values().sum();
        writeln!(
            f,
            "{calls} calls in {} rounds, {} repeats",
            self.rounds, self.repeats
        )?;
        let mut part = |title: &str, rows: Vec<(&str, u64)>| {
            writeln!(f, "\n{title}")?;
            rows.iter()
                .try_for_each(|(name, count)| writeln!(f, "  {name:<24} {count:>9}"))
        };
        part("calls", self.calls.iter().map(|(a, b)| (*a, *b)).collect())?;
        part(
            "failed",
            self.errors.iter().map(|(a, b)| (a.as_str(), *b)).collect(),
        )?;
        part(
            "faults",
            self.faults.iter().map(|(a, b)| (*a, *b)).collect(),
        )?;
        writeln!(f, "\n{} violations", self.violations.len())?;
        // The first ones say what is wrong; the rest follow from it more often than not.
        self.violations
            .iter()
            .take(20)
            .try_for_each(|it| writeln!(f, "  {it}"))
    }
}
