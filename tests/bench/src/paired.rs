//! Contenders that take turns: the machine is noisy, and what disturbs one round disturbs all of them.

use serde::Serialize;

/// What one contender did in one measurement.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Line {
    /// What was measured.
    pub(crate) what: String,
    /// The unit of `value`.
    pub(crate) unit: &'static str,
    /// Who did it.
    pub(crate) who: &'static str,
    /// The median of all rounds.
    pub(crate) value: f64,
    /// The median of the quotients to the baseline of the same round.
    pub(crate) ratio: f64,
}

/// Prints the medians of rounds; `rounds` has one list for each contender, of which the one at `baseline` is what the others are compared with.
pub(crate) fn report(
    what: &str,
    unit: &'static str,
    names: &[&'static str],
    baseline: usize,
    rounds: &[Vec<f64>],
) {
    for (who, own) in names.iter().zip(rounds) {
        let ratios = own.iter().zip(&rounds[baseline]).map(|(a, b)| a / b);
        let line = Line {
            what: what.to_owned(),
            unit,
            who,
            value: median(own.clone()),
            ratio: median(ratios.collect()),
        };
        if let Ok(text) = serde_json::to_string(&line) {
            println!("{text}");
        }
    }
}

/// The middle of several values; of an even number, the higher one of the two.
pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::median;

    #[test]
    fn one_bad_round_does_not_count() {
        assert!((median(vec![1.0, 90.0, 2.0]) - 2.0).abs() < 1e-9);
        assert!(median(Vec::new()).is_nan());
    }
}
