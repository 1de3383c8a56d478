//! Counts of a run, as a table.

use std::collections::BTreeMap;
use std::fmt;

use cloudflare_secrets_store::{Error, Outcome};

/// What was called, what came of it, and what must not be.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// Rounds that were judged.
    pub rounds: u64,
    /// Calls by their names.
    pub calls: BTreeMap<&'static str, u64>,
    /// Calls that failed, by kind and outcome.
    pub errors: BTreeMap<String, u64>,
    /// Calls of which it is unknown whether they took effect.
    pub unknown: u64,
    /// Attempts of calls that are one request each, by `operationId`.
    pub attempts: BTreeMap<&'static str, u64>,
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

    /// Counts attempts of a call that is one request.
    pub fn attempts(&mut self, operation: &'static str, attempts: u32) {
        *self.attempts.entry(operation).or_default() += u64::from(attempts);
        self.repeats += u64::from(attempts.saturating_sub(1));
    }

    /// Counts a call that failed. Only what the faults explain may happen.
    pub fn error(&mut self, name: &'static str, error: &Error) {
        let kind = if error.is_rate_limited() {
            "429"
        } else if error.is_server_error() {
            "5xx"
        } else if error.is_transport() {
            "transport"
        } else if error.is_timeout() {
            "timeout"
        } else if error.is_decode() {
            "unreadable"
        } else if error.is_not_found() {
            "404"
        } else {
            let text = format!("{name}: an error that no fault explains: {error}");
            self.violations.push(text);
            "other"
        };
        let outcome = error.outcome();
        let key = format!("{kind}, {outcome:?}");
        *self.errors.entry(key).or_default() += 1;
        if outcome == Outcome::Unknown {
            self.unknown += 1;
        }
    }

    /// Adds the counts of another.
    pub fn add(&mut self, other: Self) {
        sum(&mut self.calls, other.calls);
        sum(&mut self.errors, other.errors);
        sum(&mut self.attempts, other.attempts);
        sum(&mut self.faults, other.faults);
        self.rounds += other.rounds;
        self.unknown += other.unknown;
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
