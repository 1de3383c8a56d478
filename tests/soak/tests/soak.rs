//! A short soak, and judgements that must not pass.

use anyhow::Result;
use secrets_store_soak::belief::{Belief, State};
use secrets_store_soak::tally::Tally;
use secrets_store_soak::{Plan, Soak, judge};

#[tokio::test(start_paused = true)]
async fn nothing_is_lost_or_doubled() -> Result<()> {
    for seed in [1, 2] {
        let plan = Plan {
            tasks: 8,
            calls: 40,
            seed,
        };
        let mut soak = Soak::start(plan).await?;
        let mut tally = Tally::default();
        for _ in 0..2 {
            soak.round(&mut tally).await?;
        }
        assert!(tally.violations.is_empty(), "seed {seed}\n{tally}");
        assert!(!tally.faults.is_empty() && tally.repeats > 0, "{tally}");
    }
    Ok(())
}

#[test]
fn attempts_that_did_not_arrive_and_outcomes_without_a_cause_are_found() {
    let mut tally = Tally::default();
    tally.attempts("secrets-store-get-by-id", 2);
    tally.unknown = 1;
    *tally.errors.entry("5xx, Unknown".to_owned()).or_default() += 1;
    judge(&mut tally, &[]);
    assert_eq!(tally.violations.len(), 3, "{tally}");
}

#[test]
fn a_call_that_worked_leaves_no_doubt() {
    let mut belief = Belief::known(State::Absent);
    let value = State::Value("v".to_owned());
    assert_eq!(belief.after(value.clone(), &Ok(())), Ok(()));
    assert!(belief.allows(&value) && !belief.may_be_absent());
}
