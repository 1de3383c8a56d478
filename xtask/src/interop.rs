//! `cargo xtask interop`.

mod install;
mod known;
mod process;
mod programs;

use anyhow::Result;

use install::Installed;
use known::{Kind, Row};

/// Let programs that nobody here wrote talk to the sandbox, and the client to one of them.
///
/// The official clients for TypeScript and Python make each of their calls against the sandbox; the client makes each of
/// its own against Prism, a mock server that checks requests by `spec/` with its overlay; Schemathesis sends the sandbox
/// what it makes of `spec/`. Needs Node.js 20, npm, Python 3 and their registries; what is installed stays in
/// `target/interop`. Differences that are known are named with their source; any other makes the command fail, and so does
/// a known one that is gone.
#[derive(clap::Args)]
#[command(after_help = "Example:
  cargo xtask interop

Exit codes: 0 nothing new; 1 a difference that is not known, or a known one that is gone; 2 a program cannot be installed
or run.")]
pub(crate) struct Arguments {
    /// How many requests Schemathesis makes up for each operation.
    #[arg(long, value_name = "COUNT", default_value_t = 50)]
    examples: u32,
}

/// Runs the command; false if there is a difference that nobody knows of.
pub(crate) fn run(arguments: &Arguments) -> Result<bool> {
    let installed = Installed::prepare()?;
    let mut rows = Vec::new();
    rows.extend(programs::typescript(&installed)?);
    rows.extend(programs::python(&installed)?);
    rows.extend(programs::prism(&installed)?);
    rows.extend(programs::schemathesis(&installed, arguments.examples)?);
    print(&rows);
    let unknown = rows
        .iter()
        .filter(|it| matches!(it.kind(), Kind::New))
        .count();
    let gone = known::gone(&rows);
    for it in &gone {
        say!("gone: {it}; remove it from xtask/src/interop/known.rs");
    }
    say!("\n{} checks, {unknown} new differences", rows.len());
    Ok(unknown == 0 && gone.is_empty())
}

/// ```text
/// | program | check | result |
/// ```
fn print(rows: &[Row]) {
    say!("| program | check | result |\n|---|---|---|");
    for row in rows {
        let result = match row.kind() {
            Kind::Fine => "fine".to_owned(),
            Kind::Known(why) => format!("known: {why}"),
            Kind::New => format!("**DIFFERENT**: {}", row.result),
        };
        say!(
            "| {} | {} | {} |",
            row.program,
            row.check,
            result.replace('|', "\\|")
        );
    }
}
