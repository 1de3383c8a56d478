//! What was asked and answered, without anything secret.

use std::fmt;

use crate::faults::Fault;

/// A request and its answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Entry {
    /// `GET`
    pub method: String,
    /// The path below the base URL. Values of queries are not in it, as nobody knows what a mistaken client sends there.
    pub path: String,
    /// Names of the query parameters.
    pub query: Vec<String>,
    /// The `operationId`.
    pub operation: Option<String>,
    /// The status of the answer, also of one that was lost; none if the service never saw the request.
    pub status: Option<u16>,
    /// The slug of a refusal.
    pub slug: Option<String>,
    /// What the caller calls it, in the header `x-sandbox-label`.
    pub label: Option<String>,
    /// What went wrong on demand.
    pub fault: Option<Fault>,
    /// What the specification does not have, and the service is not known to refuse.
    pub notes: Vec<String>,
}

impl fmt::Display for Entry {
    /// ```text
    /// POST   400 /accounts/985e…/secrets_store/stores  maximum_stores_exceeded
    /// ```
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let status = self
            .status
            .map_or_else(|| "---".to_owned(), |it| it.to_string());
        write!(f, "{:<6} {status} {}", self.method, shortened(&self.path))?;
        if !self.query.is_empty() {
            write!(f, "?{}", self.query.join("&"))?;
        }
        if let Some(slug) = &self.slug {
            write!(f, "  {slug}")?;
        }
        if let Some(fault) = self.fault {
            write!(f, "  [{}]", fault.name())?;
        }
        for note in &self.notes {
            write!(f, "\n       note: {note}")?;
        }
        Ok(())
    }
}

/// Identifiers by their first digits, so that a line fits on the screen.
fn shortened(path: &str) -> String {
    let short = |segment: &str| {
        let is_long = segment.len() == 32 && segment.bytes().all(|it| it.is_ascii_hexdigit());
        if is_long {
            format!("{}…", &segment[..4])
        } else {
            segment.to_owned()
        }
    };
    let segments: Vec<String> = path.split('/').map(short).collect();
    segments.join("/")
}
