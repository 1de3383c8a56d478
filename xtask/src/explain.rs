//! `cargo xtask explain`.

use anyhow::{Result, bail};
use client_generator::diagnostics::{CODES, explain};

/// Explain the code of a message, or list all codes.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  cargo xtask explain name-collision
  cargo xtask explain")]
pub(crate) struct Arguments {
    /// The name in the brackets of a message, such as `name-collision`.
    code: Option<String>,
}

/// Runs the command; an unknown code is wrong usage.
pub(crate) fn run(arguments: &Arguments) -> Result<bool> {
    match &arguments.code {
        None => {
            for it in CODES {
                say!("{}", it.code);
            }
        }
        Some(code) => match explain(code) {
            Some(it) => say!("{}\n\n{}", it.code, it.text),
            None => bail!("there is no code `{code}`; `cargo xtask explain` lists all of them"),
        },
    }
    Ok(true)
}
