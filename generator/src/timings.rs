//! How long each phase of a run takes.

use std::fmt;
use std::time::{Duration, Instant};

/// A part of the way from texts to files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Text to an untyped value.
    Load,
    /// Overlays, the selection, and 3.1 to 3.0.
    Overlay,
    /// Document to model.
    Lower,
    /// The places of messages.
    Locate,
    /// Model to tokens.
    Emit,
    /// Tokens to text.
    Render,
    /// The folder of the crate.
    Write,
}

/// All phases, in their order.
const PHASES: [(Phase, &str); 7] = [
    (Phase::Load, "load"),
    (Phase::Overlay, "overlay"),
    (Phase::Lower, "lower"),
    (Phase::Locate, "locate"),
    (Phase::Emit, "emit"),
    (Phase::Render, "render"),
    (Phase::Write, "write"),
];

/// The time of each phase; of work that several threads share, the sum over them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timings {
    spent: [Duration; PHASES.len()],
}

impl Timings {
    /// Does something and adds the time that it takes to a phase.
    pub fn measure<T>(&mut self, phase: Phase, work: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let result = work();
        self.spent[phase as usize] += start.elapsed();
        result
    }

    /// The name and the time of each phase, in their order.
    pub fn phases(&self) -> impl Iterator<Item = (&'static str, Duration)> {
        let names = PHASES.iter().map(|(_, name)| *name);
        names.zip(self.spent)
    }

    /// Adds what another thread measured.
    pub fn add(&mut self, other: &Self) {
        for (mine, theirs) in self.spent.iter_mut().zip(other.spent) {
            *mine += theirs;
        }
    }
}

/// ```text
/// load     48 ms   6 %
/// overlay   0 ms   0 %
/// ```
impl fmt::Display for Timings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all: Duration = self.spent.iter().sum();
        for (name, spent) in self.phases() {
            let share = 100 * spent.as_micros() / all.as_micros().max(1);
            writeln!(f, "{name:<8} {:>6} ms {share:>3} %", spent.as_millis())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{PHASES, Phase, Timings};

    #[test]
    fn every_phase_has_its_line() {
        for (number, (phase, _)) in PHASES.iter().enumerate() {
            assert_eq!(*phase as usize, number);
        }
        let mut timings = Timings::default();
        assert_eq!(timings.measure(Phase::Lower, || 7), 7);
        timings.spent = [Duration::ZERO; PHASES.len()];
        timings.spent[Phase::Lower as usize] = Duration::from_millis(30);
        let mut other = Timings::default();
        other.spent[Phase::Render as usize] = Duration::from_millis(90);
        timings.add(&other);
        let text = timings.to_string();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), PHASES.len());
        assert_eq!(lines[2], "lower        30 ms  25 %");
        assert_eq!(lines[5], "render       90 ms  75 %");
    }
}
