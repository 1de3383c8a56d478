//! Developer commands; `cargo xtask help` lists them.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line program talks"
)]

mod changelog;
mod ci;
mod diff;
mod explain;
mod fragment;
mod generate;
mod locate;
mod messages;
mod specification;
mod update;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Developer commands of the generator and its client.
///
/// Exit codes: 0 fine, 1 problems found, 2 wrong usage.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Write the client crate from the specification.
    Generate(generate::Arguments),
    /// Compare two specifications, and say what users of the crate notice.
    Diff(diff::Arguments),
    /// Explain the code of a message.
    Explain(explain::Arguments),
    /// Show where in the specification an item comes from, or what a place became.
    Where(locate::Arguments),
    /// Cut some operations out of a document, with everything that they refer to.
    Fragment(fragment::Arguments),
    /// Take over what the API's provider documents now.
    Update(update::Arguments),
    /// Run exactly what `.ci/run` runs.
    Ci,
}

fn main() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::Generate(arguments) => generate::run(&arguments),
        Command::Diff(arguments) => diff::run(&arguments),
        Command::Explain(arguments) => Ok(explain::run(&arguments)),
        Command::Where(arguments) => locate::run(&arguments),
        Command::Fragment(arguments) => fragment::run(&arguments),
        Command::Update(arguments) => update::run(&arguments),
        Command::Ci => ci::run(),
    };
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::from(1)
        }
    }
}

/// The root of the workspace, wherever the command is run from.
fn root() -> PathBuf {
    let xtask = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().map_or(xtask.clone(), PathBuf::from)
}
