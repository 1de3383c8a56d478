//! How commands report problems.

use std::io::IsTerminal as _;

use client_generator::diagnostics::{Format, Report, Severity, print};

/// The options of every command that reads a specification.
#[derive(Clone, Copy, Default, clap::Args)]
pub(crate) struct Messages {
    /// How problems are written: for people, one JSON object a line, or as annotations of GitHub.
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = MessageFormat::Human)]
    message_format: MessageFormat,
}

#[derive(Clone, Copy, Default, clap::ValueEnum)]
enum MessageFormat {
    #[default]
    Human,
    Json,
    Github,
}

impl Messages {
    /// Prints problems to standard error; colours only on a terminal, and not if `NO_COLOR` is set.
    pub(crate) fn print(self, reports: &[Report]) {
        for report in reports {
            eprint!("{}", print(report, self.format()));
        }
    }

    /// Says to people what happens; programs get nothing but problems.
    pub(crate) fn note(self, text: &str) {
        if self.is_human() {
            eprintln!("{text}");
        }
    }

    /// Prints a problem that has no place in a document: `kind: text`.
    pub(crate) fn problem(self, kind: &'static str, text: &str) {
        if self.is_human() {
            eprintln!("{kind}: {text}");
            return;
        }
        self.print(&[Report {
            severity: Severity::Error,
            code: kind,
            file: String::new(),
            line: 0,
            column: 0,
            length: 0,
            text: String::new(),
            text_column: 0,
            pointer: String::new(),
            message: text.to_owned(),
            help: None,
        }]);
    }

    fn is_human(self) -> bool {
        matches!(self.message_format, MessageFormat::Human)
    }

    fn format(self) -> Format {
        match self.message_format {
            MessageFormat::Json => Format::Json,
            MessageFormat::Github => Format::Github,
            MessageFormat::Human if colours() => Format::Colour,
            MessageFormat::Human => Format::Plain,
        }
    }
}

/// See <https://no-color.org>.
fn colours() -> bool {
    let refused = std::env::var_os("NO_COLOR").is_some_and(|it| !it.is_empty());
    std::io::stderr().is_terminal() && !refused
}
