//! `cargo xtask soak`: many tasks call a service that fails by chance. The package `secrets-store-soak` does it.

use std::process::Command;

use anyhow::{Context as _, Result, bail};

/// Let many tasks call a service that fails by chance, and check what became of their calls.
///
/// Every create must have happened once or not at all, as its call says; memory must stay flat; every error must have
/// a cause. Same seed, similar run: tasks overtake each other.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  cargo xtask soak
  cargo xtask soak --minutes 0.5 --seed 7

Exit codes: 0 fine; 1 something happened that must not; 2 wrong usage, or it did not run.")]
pub(crate) struct Arguments {
    /// How long, in minutes; fractions are fine.
    #[arg(long, default_value_t = 10.0)]
    minutes: f64,
    /// How many tasks call at once.
    #[arg(long, default_value_t = 32)]
    tasks: usize,
    /// What chance begins with; a random one if none is given.
    #[arg(long)]
    seed: Option<u64>,
}

/// Runs the command; false if something happened that must not.
pub(crate) fn run(arguments: &Arguments) -> Result<bool> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command
        .args([
            "run",
            "--release",
            "--quiet",
            "-p",
            "secrets-store-soak",
            "--",
        ])
        .args(["--minutes", &arguments.minutes.to_string()])
        .args(["--tasks", &arguments.tasks.to_string()])
        .current_dir(crate::root());
    if let Some(seed) = arguments.seed {
        command.args(["--seed", &seed.to_string()]);
    }
    let status = command.status().context("cannot run cargo")?;
    match status.code() {
        Some(0) => Ok(true),
        Some(1) => Ok(false),
        _ => bail!("the soak did not run ({status})"),
    }
}
