//! How large the types and operations of a document may be together. What many of them share is written out in each, so that a short
//! document can ask for gigabytes of Rust.

use serde_json::Value;

use super::Lowering;
use crate::model::{Constraints, Doc, Kind, Operation, TypeDef};
use crate::spec::Document;

/// So many properties, alternatives, values of enums, parameters and answers for each node of the document: several times what any
/// real one has.
const TIMES: usize = 4;

/// What any document may have besides.
const BESIDES: usize = 20_000;

/// So many bytes of a text are as much as a node.
pub(super) const TEXT: usize = 400;

/// So many properties that are only looked at, each time something refers to them, are as much as one that is made.
pub(super) const AT_ONCE: usize = 16;

/// What types and operations may have, and still may; `None` once they have more.
pub(super) struct Room {
    most: usize,
    left: Option<usize>,
}

impl Room {
    /// The room in this document.
    pub(super) fn of(document: &Document) -> Self {
        let most = nodes(document.root()) * TIMES + BESIDES;
        Self {
            most,
            left: Some(most),
        }
    }

    /// As much once more, for something else; none if this was not enough.
    pub(super) fn again(&self) -> Self {
        Self {
            most: self.most,
            left: self.left.map(|_| self.most),
        }
    }

    /// Takes some of it; true if that was more than there was.
    pub(super) fn take(&mut self, size: usize) -> bool {
        let Some(left) = self.left else {
            return false;
        };
        self.left = left.checked_sub(size);
        self.left.is_none()
    }

    /// Whether more was taken than there was.
    pub(super) fn is_full(&self) -> bool {
        self.left.is_none()
    }

    /// What there was.
    pub(super) fn most(&self) -> usize {
        self.most
    }
}

impl Lowering<'_> {
    /// Whether there is no room for anything more.
    pub(super) fn has_no_room(&self) -> bool {
        self.room.is_full()
    }

    /// Takes the room for what was made of the node at `at`.
    pub(super) fn take_room(&mut self, size: usize, at: &str) {
        if self.room.take(size) {
            self.diagnostics.too_much(at, self.room.most);
        }
    }
}

/// The room that a type takes. Alternatives take theirs one by one, as each is made.
pub(super) fn of_type(kind: &Kind) -> usize {
    match kind {
        Kind::Struct(it) => {
            let fields = it.fields.iter();
            let fields = fields.map(|it| of_value(&it.doc, &it.constraints, it.default.as_ref()));
            fields.sum()
        }
        Kind::Enum(it) => it.variants.len(),
        Kind::Union(_) | Kind::Identifier(_) | Kind::Choice(_) => 0,
    }
}

/// The room that an operation takes, but for what has an end of its own in each.
pub(super) fn of_operation(it: &Operation, types: &[TypeDef]) -> usize {
    let body = it.body.as_ref().and_then(|it| it.payload.ty.named());
    let forms = match body.map(|id| &types[id.0].kind) {
        Some(Kind::Choice(forms)) => forms.len(),
        _ => 0,
    };
    let parameters = it.parameters.iter();
    let parameters = parameters.map(|it| of_value(&it.doc, &it.constraints, it.default.as_ref()));
    let sent = it.path_parameters.len() + parameters.sum::<usize>();
    forms + sent + it.statuses.len() + it.failures.len() + it.accept.len() / TEXT
}

/// A field or a parameter, with what is said of it.
fn of_value(doc: &Doc, constraints: &Constraints, default: Option<&String>) -> usize {
    let pattern = constraints.pattern.as_ref().map_or(0, |it| it.text.len());
    1 + (doc.text.len() + pattern + default.map_or(0, String::len)) / TEXT
}

/// The nodes, long texts as several.
fn nodes(value: &Value) -> usize {
    let inside: usize = match value {
        Value::Array(items) => items.iter().map(nodes).sum(),
        Value::Object(map) => map.values().map(nodes).sum(),
        Value::String(text) => text.len() / TEXT,
        _ => 0,
    };
    inside + 1
}
