//! Which part of a document a command works on.

use client_generator::spec::fragment::Selection;

/// The options that select operations; an operation is taken for any of the tags, paths or identifiers.
#[derive(clap::Args)]
pub(crate) struct Wanted {
    /// Take the operations with this tag; may be given several times.
    #[arg(long)]
    tag: Vec<String>,
    /// Take the operations with this path or one below it, as in `/zones/{zone_id}`; may be given several times.
    #[arg(long, value_name = "PREFIX")]
    path: Vec<String>,
    /// Take the operation with this operationId; may be given several times.
    #[arg(long, value_name = "ID")]
    operation: Vec<String>,
}

impl Wanted {
    /// The first option that is given.
    pub(crate) fn option(&self) -> Option<&'static str> {
        [
            (&self.tag, "--tag"),
            (&self.path, "--path"),
            (&self.operation, "--operation"),
        ]
        .into_iter()
        .find_map(|(values, option)| (!values.is_empty()).then_some(option))
    }

    /// What they select; nothing without options.
    pub(crate) fn selection(&self) -> Selection {
        let set = |it: &[String]| it.iter().cloned().collect();
        Selection {
            tags: set(&self.tag),
            paths: set(&self.path),
            operations: set(&self.operation),
        }
    }
}
