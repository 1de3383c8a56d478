//! Single calls, each held against what the service saw of it.

use std::collections::BTreeMap;

use cloudflare_secrets_store::{Error, Outcome, Response};
use secrets_store_sandbox::{Entry, Fault};

/// What a call says of itself.
#[derive(Clone, Debug)]
pub struct Report {
    /// What its requests are called in the journal.
    pub label: String,
    /// What it was to do.
    pub name: &'static str,
    /// How many requests it says it sent.
    pub attempts: u32,
    /// How it ended.
    pub end: End,
    /// Whether it had little time.
    pub hasty: bool,
    /// Whether doing it twice makes two things.
    pub once: bool,
}

/// How a call ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// As it should.
    Well,
    /// With an error.
    Badly(Kind, Outcome),
}

/// What kind of error it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// 429.
    Throttled,
    /// 5xx.
    Server,
    /// No connection.
    Unconnected,
    /// The connection broke.
    Transport,
    /// It took too long.
    TimedOut,
    /// The answer could not be read.
    Unreadable,
    /// 404.
    NotFound,
    /// Nothing that the faults explain.
    Other,
}

impl Kind {
    /// The kind of an error.
    #[must_use]
    pub fn of(error: &Error) -> Self {
        if error.is_rate_limited() {
            Self::Throttled
        } else if error.is_server_error() {
            Self::Server
        } else if error.is_timeout() {
            Self::TimedOut
        } else if error.is_connect() {
            Self::Unconnected
        } else if error.is_transport() {
            Self::Transport
        } else if error.is_decode() {
            Self::Unreadable
        } else if error.is_not_found() {
            Self::NotFound
        } else {
            Self::Other
        }
    }
}

impl Report {
    /// The report of a call that has ended.
    pub fn of<T>(label: String, name: &'static str, result: &Result<Response<T>, Error>) -> Self {
        let (attempts, end) = match result {
            Ok(answer) => (answer.attempts(), End::Well),
            Err(error) => (
                error.attempts(),
                End::Badly(Kind::of(error), error.outcome()),
            ),
        };
        Self {
            label,
            name,
            attempts,
            end,
            hasty: false,
            once: false,
        }
    }

    /// What is wrong with it, if these are its requests.
    fn problem(&self, seen: &[&Entry]) -> Option<String> {
        self.count(seen)
            .or_else(|| self.doubled(seen))
            .or_else(|| self.end(seen))
            .or_else(|| self.outcome(seen))
    }

    fn count(&self, seen: &[&Entry]) -> Option<String> {
        let fits = match self.end {
            // Not even the request has to have come that far.
            End::Badly(Kind::TimedOut, _) => seen.len() <= self.attempts as usize,
            End::Badly(Kind::Unconnected, _) => seen.is_empty(),
            End::Well | End::Badly(..) => seen.len() == self.attempts as usize,
        };
        let text = || format!("{} attempts, {} requests", self.attempts, seen.len());
        (!fits).then(text)
    }

    /// What makes a thing must not be sent again unless it was surely not done.
    fn doubled(&self, seen: &[&Entry]) -> Option<String> {
        let (_, before) = seen.split_last()?;
        let again = before.iter().find(|it| it.fault != Some(Fault::Throttled));
        let again = again.filter(|_| self.once)?;
        Some(format!("sent again after {again}"))
    }

    fn end(&self, seen: &[&Entry]) -> Option<String> {
        let last = seen.last().and_then(|it| it.fault);
        let status = seen.last().and_then(|it| it.status);
        let undisturbed = matches!(last, None | Some(Fault::SlowBody(_)));
        let explained = match self.end {
            End::Well => {
                // What is gone after an answer was lost was deleted by it.
                let gone = status == Some(404) && is_repeated_delete(seen);
                undisturbed && (status.is_some_and(|it| it < 300) || gone)
            }
            End::Badly(kind, _) => match kind {
                Kind::Throttled => last == Some(Fault::Throttled),
                Kind::Server => matches!(last, Some(Fault::BadGateway | Fault::LateError)),
                Kind::Transport => matches!(
                    last,
                    Some(Fault::Reset | Fault::LostAnswer | Fault::ShortBody)
                ),
                Kind::Unreadable => {
                    matches!(last, Some(Fault::TruncatedJson | Fault::ShortBody))
                }
                // The head says it, whatever becomes of the body.
                Kind::NotFound => status == Some(404),
                Kind::TimedOut => self.hasty,
                Kind::Unconnected => seen.is_empty(),
                Kind::Other => false,
            },
        };
        (!explained).then(|| "nothing explains how it ended".to_owned())
    }

    fn outcome(&self, seen: &[&Entry]) -> Option<String> {
        let End::Badly(kind, outcome) = self.end else {
            return None;
        };
        let right = match outcome {
            Outcome::NotSent => seen.is_empty(),
            Outcome::Rejected => !seen.iter().any(|it| is_done(it)),
            Outcome::Applied => seen.iter().any(|it| is_done(it)),
            _ => kind == Kind::TimedOut || seen.iter().any(|it| it.fault.is_some_and(is_unclear)),
        };
        (!right).then(|| "its outcome is not what happened".to_owned())
    }
}

/// Whether something was deleted that an earlier request may have deleted already.
fn is_repeated_delete(seen: &[&Entry]) -> bool {
    let deletes = seen.iter().all(|it| it.method == "DELETE");
    deletes && seen.iter().any(|it| it.fault.is_some_and(is_unclear))
}

/// Whether the service did what a request asked for.
fn is_done(it: &Entry) -> bool {
    it.fault == Some(Fault::LateError) || it.status.is_some_and(|it| it < 300)
}

/// Whether a client cannot know what the service did.
pub(crate) fn is_unclear(fault: Fault) -> bool {
    !matches!(fault, Fault::Throttled | Fault::SlowBody(_))
}

/// What is wrong with the calls, if this is what the service saw.
#[must_use]
pub fn judge(reports: &[Report], journal: &[Entry]) -> Vec<String> {
    let mut by_label: BTreeMap<&str, Vec<&Entry>> = BTreeMap::new();
    for entry in journal {
        if let Some(label) = &entry.label {
            by_label.entry(label).or_default().push(entry);
        }
    }
    let problem = |it: &Report| {
        let seen = by_label
            .get(it.label.as_str())
            .map_or(&[][..], Vec::as_slice);
        let problem = it.problem(seen)?;
        let seen: Vec<String> = seen.iter().map(|it| format!("\n    {it}")).collect();
        Some(format!("{}: {problem}: {it:?}{}", it.name, seen.concat()))
    };
    reports.iter().filter_map(problem).collect()
}
