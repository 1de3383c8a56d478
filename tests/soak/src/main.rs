//! `cargo xtask soak`: see the library.
#![expect(clippy::print_stdout, reason = "the table is the output")]

use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::Result;
use clap::Parser;
use secrets_store_soak::tally::Tally;
use secrets_store_soak::{Plan, Soak, resident};

/// How much more memory there may be at the end than after the first rounds, in percent: allocators do not give
/// everything back.
const GROWTH: u64 = 25;

/// Let many tasks call a service that fails by chance, and check what became of their calls.
///
/// Exit codes: 0 fine; 1 something happened that must not; 2 wrong usage, or it did not run.
#[derive(Parser)]
#[command(name = "cargo xtask soak")]
struct Arguments {
    /// How long, in minutes; fractions are fine.
    #[arg(long, default_value_t = 10.0)]
    minutes: f64,
    /// How many tasks call at once.
    #[arg(long, default_value_t = 32, value_parser = clap::value_parser!(u16).range(1..))]
    tasks: u16,
    /// What chance begins with; a random one if none is given.
    #[arg(long)]
    seed: Option<u64>,
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(&Arguments::parse()).await {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            println!("error: {error:#}");
            ExitCode::from(2)
        }
    }
}

async fn run(arguments: &Arguments) -> Result<bool> {
    let seed = arguments.seed.unwrap_or_else(|| fastrand::u64(..));
    println!("seed {seed}");
    let plan = Plan {
        tasks: usize::from(arguments.tasks),
        calls: 60,
        seed,
    };
    let end = Instant::now() + Duration::try_from_secs_f64(arguments.minutes * 60.0)?;
    let started = Instant::now();
    let mut soak = Soak::start(plan).await?;
    let mut tally = Tally::default();
    let mut early = None;
    loop {
        soak.round(&mut tally).await?;
        if tally.rounds == 3 {
            early = resident();
        }
        if Instant::now() >= end || !tally.violations.is_empty() {
            break;
        }
    }
    if let (Some(early), Some(late)) = (early, resident()) {
        let megabytes = |bytes: u64| bytes / 1_000_000;
        println!(
            "memory: {} MB after 3 rounds, {} MB at the end",
            megabytes(early),
            megabytes(late)
        );
        if late > early + early / 100 * GROWTH {
            let text = format!("memory grew from {early} to {late} bytes");
            tally.violations.push(text);
        }
    } else {
        println!("memory: not known here, or fewer than three rounds");
    }
    println!("{:.0} s\n{tally}", started.elapsed().as_secs_f64());
    Ok(tally.violations.is_empty())
}
