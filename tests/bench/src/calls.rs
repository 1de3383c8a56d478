//! Calls over loopback: one after the other, and many at once.

use std::time::{Duration, Instant};

use anyhow::Result;
use cpu_time::ProcessTime;

use crate::allocations::Counter;
use crate::contenders::{self, BASELINE, Call, Contender, NAMES};
use crate::paired;

/// How many calls are on their way at once.
const AT_ONCE: usize = 64;

/// Measures both calls in both ways.
pub(crate) async fn measure(base: &str, rounds: usize, calls: usize) -> Result<()> {
    let contenders = contenders::all(base)?;
    for (call, name) in [
        (Call::Get, "get a secret"),
        (Call::List, "list 100 secrets"),
    ] {
        for contender in &contenders {
            one_by_one(contender, call, calls / 10).await?;
        }
        for (at_once, way) in [(1, "one after the other"), (AT_ONCE, "64 at once")] {
            let run = Run {
                call,
                calls,
                at_once,
            };
            let spent = turns(&contenders, rounds, run).await?;
            spent.report(&format!("{name}, {way}"));
        }
        counted(&contenders, call, name, calls / 10).await?;
    }
    Ok(())
}

/// Time and processor time of a call, by contender and round.
struct Spent {
    time: Vec<Vec<f64>>,
    processor: Vec<Vec<f64>>,
}

impl Spent {
    fn report(&self, what: &str) {
        let report = |kind: &str, values: &[Vec<f64>]| {
            paired::report(&format!("{what}: {kind}"), "µs", &NAMES, BASELINE, values);
        };
        report("time", &self.time);
        report("processor", &self.processor);
    }
}

/// The contenders take turns, and begin in turn.
async fn turns(contenders: &[Contender], rounds: usize, run: Run) -> Result<Spent> {
    let none = vec![Vec::new(); contenders.len()];
    let mut spent = Spent {
        time: none.clone(),
        processor: none,
    };
    for round in 0..rounds {
        for turn in 0..contenders.len() {
            let who = (round + turn) % contenders.len();
            let (processor, time) = (ProcessTime::now(), Instant::now());
            match run.at_once {
                1 => one_by_one(&contenders[who], run.call, run.calls).await?,
                at_once => many(&contenders[who], run.call, run.calls, at_once).await?,
            }
            spent.time[who].push(each(time.elapsed(), run.calls));
            spent.processor[who].push(each(processor.elapsed(), run.calls));
        }
    }
    Ok(spent)
}

/// What is done in a round.
#[derive(Clone, Copy)]
struct Run {
    call: Call,
    calls: usize,
    at_once: usize,
}

/// Allocations do not depend on the machine: one round is enough.
async fn counted(contenders: &[Contender], call: Call, name: &str, calls: usize) -> Result<()> {
    let mut count = Vec::new();
    let mut bytes = Vec::new();
    for contender in contenders {
        let counter = Counter::new();
        one_by_one(contender, call, calls).await?;
        count.push(vec![counter.count() / as_float(calls)]);
        bytes.push(vec![counter.bytes() / as_float(calls)]);
    }
    let report = |what: &str, unit, values: &[Vec<f64>]| {
        paired::report(&format!("{name}: {what}"), unit, &NAMES, BASELINE, values);
    };
    report("allocations", "", &count);
    report("allocated", "bytes", &bytes);
    Ok(())
}

async fn one_by_one(contender: &Contender, call: Call, calls: usize) -> Result<()> {
    for _ in 0..calls {
        contender.call(call).await?;
    }
    Ok(())
}

async fn many(contender: &Contender, call: Call, calls: usize, at_once: usize) -> Result<()> {
    let tasks: Vec<_> = (0..at_once)
        .map(|_| {
            let contender = contender.clone();
            tokio::spawn(async move { one_by_one(&contender, call, calls / at_once).await })
        })
        .collect();
    for task in tasks {
        task.await??;
    }
    Ok(())
}

/// Microseconds of one of several.
pub(crate) fn each(all: Duration, number: usize) -> f64 {
    all.as_secs_f64() * 1e6 / as_float(number)
}

#[expect(clippy::cast_precision_loss, reason = "far fewer than 2^52")]
fn as_float(number: usize) -> f64 {
    number as f64
}
