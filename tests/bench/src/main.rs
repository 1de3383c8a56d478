//! What a call of the generated client costs, beside the same call by hand.
//!
//! `cargo xtask bench` runs it. The server is a process of its own, so that the processor time of this one is the client's alone.
#![expect(clippy::print_stdout, reason = "the results are the output")]

mod allocations;
mod calls;
mod contenders;
mod decoding;
mod paired;
mod server;
mod streaming;

use std::alloc::System;

use anyhow::Result;
use clap::Parser;
use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};

/// Counts what every contender allocates.
#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// Measures calls over loopback; the results are JSON, one measurement a line.
#[derive(Parser)]
struct Arguments {
    /// Be the server instead, and print the port.
    #[arg(long)]
    serve: bool,
    /// How often each measurement is repeated, the contenders taking turns; the median counts.
    #[arg(long, default_value_t = 9)]
    rounds: usize,
    /// Calls of one round.
    #[arg(long, default_value_t = 2000)]
    calls: usize,
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    if arguments.serve {
        return runtime.block_on(server::run());
    }
    let server = server::Process::start()?;
    let (rounds, calls) = (arguments.rounds, arguments.calls);
    runtime.block_on(async {
        calls::measure(&server.base, rounds, calls).await?;
        decoding::measure(rounds, calls).await?;
        streaming::measure(&server.base).await
    })
}
