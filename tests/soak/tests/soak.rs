//! A short soak, and judgements that must not pass.

use anyhow::Result;
use cloudflare_secrets_store::Outcome;
use secrets_store_sandbox::{Entry, Fault};
use secrets_store_soak::belief::{Belief, State};
use secrets_store_soak::calls::{self, End, Kind, Report};
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

fn entry(status: u16, fault: Option<Fault>) -> Entry {
    let mut entry = Entry::default();
    entry.label = Some("call".to_owned());
    entry.status = Some(status);
    entry.fault = fault;
    entry
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn calls_that_are_not_as_the_service_saw_them_are_found() {
    use Outcome::{Applied, NotSent, Rejected, Unknown};

    let good = || entry(200, None);
    let with = |status, fault| entry(status, Some(fault));
    let badly = End::Badly;
    for (attempts, end, seen, problem) in [
        (1, End::Well, vec![good()], None),
        (
            2,
            End::Well,
            vec![with(429, Fault::Throttled), good()],
            None,
        ),
        (1, badly(Kind::Unconnected, NotSent), vec![], None),
        (
            1,
            badly(Kind::Server, Unknown),
            vec![with(502, Fault::BadGateway)],
            None,
        ),
        (
            1,
            badly(Kind::Unreadable, Applied),
            vec![with(200, Fault::TruncatedJson)],
            None,
        ),
        // A request was lost, or was never sent.
        (2, End::Well, vec![good()], Some("2 attempts, 1 requests")),
        (
            1,
            badly(Kind::Unconnected, NotSent),
            vec![good()],
            Some("1 attempts, 1 requests"),
        ),
        // Made twice.
        (
            2,
            End::Well,
            vec![with(200, Fault::LostAnswer), good()],
            Some("sent again"),
        ),
        (
            2,
            End::Well,
            vec![with(502, Fault::BadGateway), good()],
            Some("sent again"),
        ),
        // A failure without a cause, and a success in spite of one.
        (
            1,
            badly(Kind::Server, Unknown),
            vec![good()],
            Some("nothing explains"),
        ),
        (
            1,
            badly(Kind::TimedOut, Unknown),
            vec![good()],
            Some("nothing explains"),
        ),
        (
            1,
            End::Well,
            vec![with(200, Fault::TruncatedJson)],
            Some("nothing explains"),
        ),
        // Outcomes that are not true.
        (
            1,
            badly(Kind::Throttled, Unknown),
            vec![with(429, Fault::Throttled)],
            Some("outcome"),
        ),
        (
            1,
            badly(Kind::Server, Rejected),
            vec![with(500, Fault::LateError)],
            Some("outcome"),
        ),
        (
            1,
            badly(Kind::Server, Applied),
            vec![with(502, Fault::BadGateway)],
            Some("outcome"),
        ),
        (
            1,
            badly(Kind::Transport, NotSent),
            vec![with(200, Fault::LostAnswer)],
            Some("outcome"),
        ),
    ] {
        let report = Report {
            label: "call".to_owned(),
            name: "create",
            attempts,
            end,
            hasty: false,
            once: true,
        };
        let found = calls::judge(&[report], &seen);
        let text = found.concat();
        assert_eq!(
            found.len(),
            usize::from(problem.is_some()),
            "{end:?}: {text}"
        );
        assert!(problem.is_none_or(|it| text.contains(it)), "{text}");
    }
}

#[test]
fn calls_that_failed_without_a_fault_are_found_in_sum() {
    let mut tally = Tally {
        failed_in_sum: 1,
        unknown: 1,
        ..Tally::default()
    };
    judge(&mut tally, &[]);
    assert_eq!(tally.violations.len(), 2, "{tally}");
}

#[test]
fn a_call_that_worked_leaves_no_doubt() {
    let mut belief = Belief::known(State::Absent);
    let value = State::Value("v".to_owned());
    assert_eq!(belief.after(value.clone(), &Ok(())), Ok(()));
    assert!(belief.allows(&value) && !belief.may_be_absent());
}
