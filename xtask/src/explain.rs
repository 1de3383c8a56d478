//! `cargo xtask explain`.

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

/// Runs the command; false if there is no such code.
pub(crate) fn run(arguments: &Arguments) -> bool {
    match &arguments.code {
        None => {
            for it in CODES {
                println!("{}", it.code);
            }
            true
        }
        Some(code) => match explain(code) {
            Some(it) => {
                println!("{}\n\n{}", it.code, it.text);
                true
            }
            None => {
                eprintln!("there is no code `{code}`; `cargo xtask explain` lists all of them");
                false
            }
        },
    }
}
