//! Which properties of a body in several parts are files.

use std::collections::BTreeSet;

use super::parts::{Hints, Said};
use crate::lower::Lowering;
use crate::lower::classes::Class;
use crate::lower::view::View;
use crate::model::Type;
use crate::spec::{ELEMENTS_OF_TUPLE, minor_version, pointer};

/// Most schemas that are looked at for one property: lists in lists, and alternatives of alternatives.
const MOST: usize = 32;

/// What a property is if it is a file, or files.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Files {
    list: bool,
    /// Whether lists are inside of lists, whose files are sent one after the other.
    nested: bool,
    /// Whether it can be something else, which callers give as a file.
    others: bool,
}

/// Whether a property is a file by its schema.
pub(super) fn has_files(lowering: &mut Lowering<'_>, view: &View<'_>, hints: &Hints) -> bool {
    if additional(lowering, view).is_some() {
        return true;
    }
    let schemas = lowering.properties(view);
    schemas
        .iter()
        .any(|(name, it)| of_property(lowering, it, hints.said(name)).is_some())
}

/// The property that these schemas describe together.
pub(super) fn of_property(
    lowering: &mut Lowering<'_>,
    schemas: &[String],
    said: Said,
) -> Option<Files> {
    let untyped = said == Said::Nothing && is_31(lowering);
    Search::new(said).files(lowering, schemas, untyped)
}

/// Further properties, of which nothing is said but their schema; only beside named ones is anybody asked.
pub(super) fn additional(lowering: &mut Lowering<'_>, view: &View<'_>) -> Option<Files> {
    let schema = view.node_with("additionalProperties")?;
    schema.get("additionalProperties")?.as_object()?;
    let at = schema.join("additionalProperties");
    Search::new(Said::Nothing).files(lowering, &[at], false)
}

impl Files {
    /// `FilePart`, or a list of them; what that leaves out is reported.
    pub(super) fn ty(self, lowering: &mut Lowering<'_>, at: &str) -> Type {
        let name = pointer::last(at);
        if self.nested {
            lowering.diagnostics.files_in_lists(at, &name);
        }
        if self.others {
            lowering.diagnostics.file_or_other(at, &name);
        }
        if self.list {
            Type::List(Box::new(Type::File))
        } else {
            Type::File
        }
    }
}

struct Search {
    said: Said,
    /// What is being looked at, or was.
    seen: BTreeSet<Vec<String>>,
}

impl Search {
    fn new(said: Said) -> Self {
        let seen = BTreeSet::new();
        Self { said, seen }
    }

    /// `untyped` where a schema without a type is a file.
    fn files(
        &mut self,
        lowering: &mut Lowering<'_>,
        schemas: &[String],
        untyped: bool,
    ) -> Option<Files> {
        if self.seen.len() >= MOST || !self.seen.insert(schemas.to_vec()) {
            return None;
        }
        let view = lowering.view_of(schemas);
        let class = lowering.class(&view);
        let nodes = view.nodes.iter().map(|it| &it.node);
        let items = nodes
            .filter(|it| it.has("items"))
            .map(|it| it.join("items"));
        let items: Vec<String> = items.collect();
        if class != Class::Union && !items.is_empty() {
            return self.in_list(lowering, &view, &items, untyped);
        }
        if class == Class::Union
            && let Some(files) = self.among(lowering, &view)
        {
            return Some(files);
        }
        let is_text = matches!(view.text("type"), None | Some("string"))
            && view.first("properties").is_none();
        let formats = view.nodes.iter().filter_map(|it| it.node.get("format"));
        let is_binary = || formats.clone().any(|it| it == "binary");
        // `file` is what Swagger 2 calls it.
        let is_file = view.text("type") == Some("file")
            || is_text && (is_binary() || self.said == Said::File)
            || untyped && is_untyped(&view, class);
        is_file.then(Files::default)
    }

    fn in_list(
        &mut self,
        lowering: &mut Lowering<'_>,
        view: &View<'_>,
        items: &[String],
        untyped: bool,
    ) -> Option<Files> {
        // A list in a list is JSON, if nothing says what it holds.
        let inside = lowering.view_of(items);
        let is_inner = inside.node_with("items").is_some();
        let untyped = untyped && !is_inner && view.first(ELEMENTS_OF_TUPLE).is_none();
        let files = self.files(lowering, items, untyped)?;
        Some(Files {
            list: true,
            nested: files.list,
            ..files
        })
    }

    /// What can be a file is one, as everything else has a form as a file.
    fn among(&mut self, lowering: &mut Lowering<'_>, view: &View<'_>) -> Option<Files> {
        let mut found: Option<Files> = None;
        let mut others = false;
        for it in lowering.alternatives(view) {
            match self.files(lowering, &it, false) {
                Some(files) => {
                    let known = found.get_or_insert_default();
                    known.list |= files.list;
                    known.nested |= files.nested;
                    others |= files.others;
                }
                None => others = true,
            }
        }
        found.map(|it| Files { others, ..it })
    }
}

pub(super) fn is_31(lowering: &Lowering<'_>) -> bool {
    minor_version(lowering.document).is_some_and(|it| it > 0)
}

/// Without a type, a part is bytes (OpenAPI 3.1.1, "Encoding Object"); before 3.1, nobody said so.
fn is_untyped(view: &View<'_>, class: Class) -> bool {
    class == Class::Any && view.first("enum").is_none() && view.first("type").is_none()
}
