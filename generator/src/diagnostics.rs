//! What is wrong with the input: one constructor per message, collected and reported together.
//!
//! Every phase takes `&mut Diagnostics`, reports all it can find, skips what is broken and goes on.
//! A message is placed by a JSON pointer into the merged document; lines and columns are worked out
//! only when it is printed (see `spec::positions`).

mod codes;
mod messages;
mod print;

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

pub use codes::{CODES, Code, explain};
pub use print::{Format, print};

pub use crate::unseen::{escaped, is_unseen};

/// How bad it is: an error stops the run at the next phase border, a warning never does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Nothing is written.
    Error,
    /// The output is written; a person should look.
    Warning,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Error => "error",
            Self::Warning => "warning",
        })
    }
}

/// What a message points at of a member of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Spot {
    /// Its key.
    Key,
    /// Its value.
    Value,
}

/// Where a message belongs before it is printed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// A node of the merged document, as a JSON pointer (RFC 6901); empty for the root.
    Node(String),
    /// The key that leads to a node of the merged document, where the name itself is the mistake.
    Key(String),
    /// A node of one source (0 is the document, 1 the first overlay), or its key.
    Source(usize, String, Spot),
    /// A position in a file that could not be parsed: source index (0 is the document, 1 the first
    /// overlay), line and column from 1.
    Text(usize, usize, usize),
    /// The run as a whole.
    Nowhere,
}

/// One message.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// A stable name for this kind of message, such as `unknown-type`.
    pub code: &'static str,
    /// Where.
    pub place: Place,
    /// What is wrong, in one sentence without a final period.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

/// What happens to a mistake of the document that can be passed over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mistakes {
    /// It is an error: a person corrects the document, or an overlay.
    #[default]
    Refuse,
    /// It is a warning that says what is done instead: for documents that nobody here can edit.
    Repair,
}

/// The messages of a run.
#[derive(Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    mistakes: Mistakes,
}

impl Diagnostics {
    /// No messages yet.
    pub fn new(mistakes: Mistakes) -> Self {
        Self {
            list: Vec::new(),
            mistakes,
        }
    }

    /// Makes errors of the warnings with these codes, or of all.
    pub fn deny(&mut self, codes: &[String]) {
        let denied = |code: &str| codes.iter().any(|it| it == code || it == "all");
        for it in self.list.iter_mut().filter(|it| denied(it.code)) {
            it.severity = Severity::Error;
        }
    }

    /// True once something was reported that forbids writing output.
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|it| it.severity == Severity::Error)
    }

    /// All messages in the order of their places, equal ones once.
    pub fn into_sorted(mut self) -> Vec<Diagnostic> {
        self.list
            .sort_by(|a, b| (&a.place, a.code, &a.message).cmp(&(&b.place, b.code, &b.message)));
        self.list
            .dedup_by(|a, b| a.place == b.place && a.code == b.code && a.message == b.message);
        gathered(self.list)
    }

    fn push(
        &mut self,
        severity: Severity,
        code: &'static str,
        place: Place,
        message: impl Into<String>,
        help: impl Into<Option<String>>,
    ) {
        self.list.push(Diagnostic {
            severity,
            code,
            place,
            message: message.into(),
            help: help.into(),
        });
    }

    fn error(
        &mut self,
        code: &'static str,
        at: &str,
        message: impl Into<String>,
        help: impl Into<Option<String>>,
    ) {
        self.push(
            Severity::Error,
            code,
            Place::Node(at.to_owned()),
            message,
            help,
        );
    }

    /// A mistake after which lowering goes on with something that it can defend.
    fn mistake(
        &mut self,
        code: &'static str,
        at: &str,
        message: impl Into<String>,
        help: impl Into<Option<String>>,
    ) {
        let place = Place::Node(at.to_owned());
        self.push(self.of_mistakes(), code, place, message, help);
    }

    /// What is done about a mistake that is passed over, for the end of a message.
    fn repaired(&self, done: &str) -> String {
        match self.mistakes {
            Mistakes::Refuse => String::new(),
            Mistakes::Repair => format!("; {done}"),
        }
    }

    fn of_mistakes(&self) -> Severity {
        match self.mistakes {
            Mistakes::Refuse => Severity::Error,
            Mistakes::Repair => Severity::Warning,
        }
    }

    fn warning(
        &mut self,
        code: &'static str,
        at: &str,
        message: impl Into<String>,
        help: impl Into<Option<String>>,
    ) {
        self.push(
            Severity::Warning,
            code,
            Place::Node(at.to_owned()),
            message,
            help,
        );
    }
}

/// Messages that say the same wherever they stand: what an API does in one place, it mostly does everywhere.
const GATHERED: [&str; 3] = ["answer", "not-called", "webhook"];

/// Leaves the first of those, with the number of the others.
fn gathered(list: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut counts: BTreeMap<(&str, String), usize> = BTreeMap::new();
    let mut left = Vec::new();
    for it in list {
        if GATHERED.contains(&it.code) {
            let count = counts.entry((it.code, it.message.clone())).or_default();
            *count += 1;
            if *count > 1 {
                continue;
            }
        }
        left.push(it);
    }
    for it in &mut left {
        if let Some((key, count)) = counts.remove_entry(&(it.code, it.message.clone()))
            && count > 1
        {
            let places = if count == 2 { "place" } else { "places" };
            it.message = format!("{}; the same in {} more {places}", key.1, count - 1);
        }
    }
    left
}

/// A message with its place in a file, ready to print.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// How bad it is.
    pub severity: Severity,
    /// A stable name for this kind of message; see [`explain`].
    pub code: &'static str,
    /// The file as it was named on the command line; empty when the message concerns the whole run.
    pub file: String,
    /// Line from 1; 0 if there is none.
    pub line: usize,
    /// Column from 1, in characters; 0 if there is none.
    pub column: usize,
    /// How many characters of the line it is about.
    pub length: usize,
    /// The line, or the part of a long one around the place.
    pub text: String,
    /// The column that this part begins with; 1 for a whole line.
    pub text_column: usize,
    /// The JSON pointer of the node.
    pub pointer: String,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}
