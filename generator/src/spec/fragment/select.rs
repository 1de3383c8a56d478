//! Which operations are wanted.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{Selection, near};
use crate::diagnostics::Diagnostics;
use crate::spec::{METHODS, OTHER_OPERATIONS, items, pointer};

/// Path to the methods on it.
pub(super) type Operations<'a> = BTreeMap<&'a str, BTreeSet<&'a str>>;

/// True for a key of a path item that holds an operation.
pub(super) fn is_method(key: &str) -> bool {
    METHODS.contains(&key)
}

/// True for a key of a path item that belongs to the path, whichever operations are selected.
pub(super) fn is_shared(key: &str) -> bool {
    !is_method(key) && key != OTHER_OPERATIONS
}

/// The selected operations; what matches nothing is reported.
pub(super) fn select<'a>(
    document: &'a Value,
    selection: &Selection,
    diagnostics: &mut Diagnostics,
) -> Option<Operations<'a>> {
    if selection.is_empty() {
        diagnostics.empty_selection();
        return None;
    }
    let all: Vec<Candidate<'a>> = candidates(document);
    let mut selected = Operations::new();
    let mut complete = true;
    for (what, wanted) in wanted(selection) {
        let before = all.iter().filter(|it| what.takes(it, wanted));
        let mut found = false;
        for it in before {
            found = true;
            selected.entry(it.path).or_default().insert(it.method);
        }
        if !found {
            complete = false;
            let known = all.iter().flat_map(|it| what.names(it)).collect();
            diagnostics.selection_matches_nothing(
                what.text(),
                wanted,
                &near::nearest(wanted, &known),
                known.len(),
            );
        }
    }
    complete.then_some(selected)
}

/// An operation of the document.
struct Candidate<'a> {
    path: &'a str,
    method: &'a str,
    operation: &'a Value,
}

fn candidates(document: &Value) -> Vec<Candidate<'_>> {
    let paths = document.get("paths").and_then(Value::as_object);
    let paths = paths.into_iter().flatten().map(|(path, _)| path);
    paths
        .filter(|it| it.starts_with('/'))
        .flat_map(|path| {
            METHODS.into_iter().filter_map(move |method| {
                let (_, operation) = operation(document, path, method)?;
                Some(Candidate {
                    path,
                    method,
                    operation,
                })
            })
        })
        .collect()
}

/// An operation, and where it stands: below its path, or in a path item that the path refers to.
pub(super) fn operation<'a>(
    document: &'a Value,
    path: &str,
    method: &str,
) -> Option<(String, &'a Value)> {
    let item = items::holder(document, &pointer::join("/paths", path), method)?;
    let at = pointer::join(&item, method);
    let operation = document.pointer(&at)?;
    Some((at, operation))
}

/// A reason to select an operation.
#[derive(Clone, Copy)]
enum What {
    Tag,
    Path,
    Operation,
}

fn wanted(selection: &Selection) -> impl Iterator<Item = (What, &str)> {
    let tags = selection.tags.iter().map(|it| (What::Tag, it.as_str()));
    let paths = selection.paths.iter().map(|it| (What::Path, it.as_str()));
    let operations = selection.operations.iter();
    let operations = operations.map(|it| (What::Operation, it.as_str()));
    tags.chain(paths).chain(operations)
}

impl What {
    fn text(self) -> &'static str {
        match self {
            Self::Tag => "tag",
            Self::Path => "path",
            Self::Operation => "operationId",
        }
    }

    fn takes(self, it: &Candidate<'_>, wanted: &str) -> bool {
        match self {
            Self::Tag => tags(it.operation).any(|tag| tag == wanted),
            Self::Path => is_below(it.path, wanted),
            Self::Operation => identifier(it.operation) == Some(wanted),
        }
    }

    /// What could have been asked for to get this operation.
    fn names<'a>(self, it: &Candidate<'a>) -> Vec<&'a str> {
        match self {
            Self::Tag => tags(it.operation).collect(),
            Self::Path => {
                let ends = it.path.match_indices('/').map(|(at, _)| at);
                let ends = ends.filter(|at| *at > 0).chain([it.path.len()]);
                ends.map(|end| &it.path[..end]).collect()
            }
            Self::Operation => identifier(it.operation).into_iter().collect(),
        }
    }
}

/// The tags of an operation.
pub(super) fn tags(operation: &Value) -> impl Iterator<Item = &str> {
    let tags = operation.get("tags").and_then(Value::as_array);
    tags.into_iter().flatten().filter_map(Value::as_str)
}

fn identifier(operation: &Value) -> Option<&str> {
    operation.get("operationId").and_then(Value::as_str)
}

/// By whole steps: `/zones` has `/zones/{id}` below it, but not `/zones_old`.
fn is_below(path: &str, prefix: &str) -> bool {
    let prefix = prefix.trim_end_matches('/');
    path.strip_prefix(prefix)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
