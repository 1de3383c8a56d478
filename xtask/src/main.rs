//! Developer commands; `cargo xtask help` lists them.

/// Says something to whoever reads the output. Who closes it, as `head` does, wants no more, and the work goes on.
macro_rules! say {
    (as_it_is $($text:tt)*) => {{
        use std::io::Write as _;
        let _ = write!(std::io::stdout(), $($text)*);
    }};
    ($($text:tt)*) => {{
        use std::io::Write as _;
        let _ = writeln!(std::io::stdout(), "{}", $crate::text::visible(&format!($($text)*)));
    }};
}

/// The same on the other channel, for what goes wrong.
macro_rules! tell {
    (as_it_is $($text:tt)*) => {{
        use std::io::Write as _;
        let _ = write!(std::io::stderr(), $($text)*);
    }};
    ($($text:tt)*) => {{
        use std::io::Write as _;
        let _ = writeln!(std::io::stderr(), "{}", $crate::text::visible(&format!($($text)*)));
    }};
}

mod bench;
mod changelog;
mod ci;
mod conformance;
mod diff;
mod explain;
mod fragment;
mod generate;
mod interop;
mod lines;
mod locate;
mod merged;
mod messages;
mod picture;
mod replace;
mod soak;
mod specification;
mod statistics;
mod text;
mod update;
mod wanted;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use messages::Messages;

/// Tokens and syntax trees are millions of small allocations: with the allocator of glibc, a third of the time of a
/// large document goes there.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Developer commands of the generator and its client.
///
/// Exit codes: 0 fine; 1 something is wrong with the input, or differs from it; 2 wrong usage, or a file that cannot be read
/// or written.
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
    /// Write the document with its overlays on it.
    Merged(merged::Arguments),
    /// Take over what the API's provider documents now.
    Update(update::Arguments),
    /// Generate and compile clients for all documents of a folder.
    Conformance(conformance::Arguments),
    /// Measure generation, the compile time of clients, and what their calls cost.
    Bench(bench::Arguments),
    /// Let many tasks call a service that fails by chance, and check what became of their calls.
    Soak(soak::Arguments),
    /// Let the official clients, a mock server and a fuzzer talk to the sandbox and the client.
    Interop(interop::Arguments),
    /// Run the sandbox and the quickstart, and show in the README what they print.
    Picture(picture::Arguments),
    /// Run exactly what `.ci/run` runs.
    Ci,
}

impl Command {
    /// Runs it; false if something is wrong with what it looked at.
    fn run(&self) -> Result<bool> {
        match self {
            Self::Generate(arguments) => generate::run(arguments),
            Self::Diff(arguments) => diff::run(arguments),
            Self::Explain(arguments) => explain::run(arguments),
            Self::Where(arguments) => locate::run(arguments),
            Self::Fragment(arguments) => fragment::run(arguments),
            Self::Merged(arguments) => merged::run(arguments),
            Self::Update(arguments) => update::run(arguments),
            Self::Conformance(arguments) => conformance::run(arguments),
            Self::Bench(arguments) => bench::run(arguments),
            Self::Soak(arguments) => soak::run(arguments),
            Self::Interop(arguments) => interop::run(arguments),
            Self::Picture(arguments) => picture::run(arguments),
            Self::Ci => ci::run(),
        }
    }

    fn messages(&self) -> Messages {
        match self {
            Self::Generate(it) => it.messages,
            Self::Diff(it) => it.messages,
            Self::Where(it) => it.messages,
            Self::Fragment(it) => it.messages,
            Self::Merged(it) => it.messages,
            Self::Update(it) => it.messages,
            Self::Explain(_)
            | Self::Conformance(_)
            | Self::Bench(_)
            | Self::Soak(_)
            | Self::Interop(_)
            | Self::Picture(_)
            | Self::Ci => Messages::default(),
        }
    }
}

fn main() -> ExitCode {
    let command = Arguments::parse().command;
    match command.run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            command.messages().problem("error", &format!("{error:#}"));
            ExitCode::from(2)
        }
    }
}

/// The root of the workspace, wherever the command is run from.
fn root() -> PathBuf {
    let xtask = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().map_or(xtask.clone(), PathBuf::from)
}

/// The folder of all build output.
fn target() -> PathBuf {
    let given = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    given.unwrap_or_else(|| root().join("target"))
}
