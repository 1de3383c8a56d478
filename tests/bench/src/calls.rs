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
        sequence(&contenders, call, name, rounds, calls).await?;
        many(&contenders, call, name, rounds, calls).await?;
        counted(&contenders, call, name, calls / 10).await?;
    }
    Ok(())
}

async fn sequence(
    contenders: &[Contender],
    call: Call,
    name: &str,
    rounds: usize,
    calls: usize,
) -> Result<()> {
    let mut latency = vec![Vec::new(); contenders.len()];
    let mut processor = latency.clone();
    for round in 0..rounds {
        for turn in 0..contenders.len() {
            let who = (round + turn) % contenders.len();
            let (cpu, wall) = (ProcessTime::now(), Instant::now());
            one_by_one(&contenders[who], call, calls).await?;
            latency[who].push(each(wall.elapsed(), calls));
            processor[who].push(each(cpu.elapsed(), calls));
        }
    }
    let report = |what: &str, unit, values: &[Vec<f64>]| {
        paired::report(&format!("{name}, {what}"), unit, &NAMES, BASELINE, values);
    };
    report("one after the other: time", "µs", &latency);
    report("one after the other: processor", "µs", &processor);
    Ok(())
}

async fn many(
    contenders: &[Contender],
    call: Call,
    name: &str,
    rounds: usize,
    calls: usize,
) -> Result<()> {
    let mut time = vec![Vec::new(); contenders.len()];
    let mut processor = time.clone();
    for round in 0..rounds {
        for turn in 0..contenders.len() {
            let who = (round + turn) % contenders.len();
            let (cpu, wall) = (ProcessTime::now(), Instant::now());
            at_once(&contenders[who], call, calls).await?;
            time[who].push(each(wall.elapsed(), calls));
            processor[who].push(each(cpu.elapsed(), calls));
        }
    }
    let report = |what: &str, values: &[Vec<f64>]| {
        let what = format!("{name}, {AT_ONCE} at once: {what}");
        paired::report(&what, "µs", &NAMES, BASELINE, values);
    };
    report("time for each", &time);
    report("processor", &processor);
    Ok(())
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

async fn at_once(contender: &Contender, call: Call, calls: usize) -> Result<()> {
    let tasks: Vec<_> = (0..AT_ONCE)
        .map(|_| {
            let contender = contender.clone();
            tokio::spawn(async move { one_by_one(&contender, call, calls / AT_ONCE).await })
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
