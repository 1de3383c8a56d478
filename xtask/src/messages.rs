//! How commands report problems.

use std::io::IsTerminal as _;

use client_generator::diagnostics::{Format, Report, print};

/// The options of every command that reads a specification.
#[derive(clap::Args)]
pub(crate) struct Messages {
    /// How problems are written: for people, one JSON object a line, or as annotations of GitHub.
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = MessageFormat::Human)]
    message_format: MessageFormat,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum MessageFormat {
    Human,
    Json,
    Github,
}

impl Messages {
    /// Prints problems to standard error; colours only on a terminal, and not if `NO_COLOR` is set.
    pub(crate) fn print(&self, reports: &[Report]) {
        let format = match self.message_format {
            MessageFormat::Json => Format::Json,
            MessageFormat::Github => Format::Github,
            MessageFormat::Human if colours() => Format::Colour,
            MessageFormat::Human => Format::Plain,
        };
        for report in reports {
            eprint!("{}", print(report, format));
        }
    }
}

/// See <https://no-color.org>.
fn colours() -> bool {
    let refused = std::env::var_os("NO_COLOR").is_some_and(|it| !it.is_empty());
    std::io::stderr().is_terminal() && !refused
}
