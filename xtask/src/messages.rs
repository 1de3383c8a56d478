//! How commands report problems.

use std::collections::BTreeMap;
use std::io::IsTerminal as _;

use client_generator::diagnostics::{Format, Report, Severity, print};

/// The options of every command that reads a specification.
#[derive(Clone, Copy, Default, clap::Args)]
pub(crate) struct Messages {
    /// How problems are written: for people, one JSON object a line, or as annotations of GitHub.
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = MessageFormat::Human)]
    message_format: MessageFormat,
    /// How many warnings people see: the first few of each rule, all, or none. Programs get all of them.
    #[arg(long, value_name = "WHICH", value_enum, default_value_t = Warnings::First)]
    warnings: Warnings,
}

#[derive(Clone, Copy, Default, PartialEq, clap::ValueEnum)]
enum Warnings {
    #[default]
    First,
    All,
    None,
}

/// How many warnings of one rule are the first few.
const FIRST: usize = 3;

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
        let most = match self.warnings {
            Warnings::First if self.is_human() => FIRST,
            Warnings::None if self.is_human() => 0,
            _ => usize::MAX,
        };
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        for report in reports {
            let count = seen.entry(report.code).or_default();
            *count += usize::from(report.severity == Severity::Warning);
            if report.severity == Severity::Error || *count <= most {
                tell!(as_it_is "{}", print(report, self.format()));
            }
        }
        if most == FIRST {
            for (code, count) in seen.into_iter().filter(|(_, count)| *count > FIRST) {
                let more = count - FIRST;
                tell!("{more} more of the kind `{code}`; `--warnings all` shows them");
            }
        }
    }

    /// Says to people what happens; programs get nothing but problems.
    pub(crate) fn note(self, text: &str) {
        if self.is_human() {
            tell!("{text}");
        }
    }

    /// Prints a problem that has no place in a document: `kind: text`.
    pub(crate) fn problem(self, kind: &'static str, text: &str) {
        if self.is_human() {
            tell!("{kind}: {text}");
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
