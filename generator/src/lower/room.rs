//! How large the types of a document may be together. What many schemas have in common is written out in each of them, so that a
//! short document can ask for gigabytes of Rust.

use serde_json::Value;

use super::Lowering;
use crate::model::Kind;
use crate::spec::Document;

/// So many properties, alternatives and values of enums for each node of the document: eight times what any real one has.
const TIMES: usize = 4;

/// What any document may have besides.
const BESIDES: usize = 50_000;

/// What the types of a document may have, and still may; `None` once they have more.
pub(super) struct Room {
    most: usize,
    left: Option<usize>,
}

impl Room {
    /// The room that types of this document have.
    pub(super) fn of(document: &Document) -> Self {
        let most = nodes(document.root()) * TIMES + BESIDES;
        Self {
            most,
            left: Some(most),
        }
    }
}

impl Lowering<'_> {
    /// Whether there is no room for another type.
    pub(super) fn has_no_room(&self) -> bool {
        self.room.left.is_none()
    }

    /// Takes the room for a type that was made of the schema at `at`.
    pub(super) fn take_room(&mut self, kind: &Kind, at: &str) {
        let Some(left) = self.room.left else {
            return;
        };
        self.room.left = left.checked_sub(size(kind));
        if self.room.left.is_none() {
            self.diagnostics.types_too_large(at, self.room.most);
        }
    }
}

fn size(kind: &Kind) -> usize {
    match kind {
        Kind::Struct(it) => it.fields.len(),
        Kind::Union(it) => it.variants.len(),
        Kind::Enum(it) => it.variants.len(),
        _ => 0,
    }
}

fn nodes(value: &Value) -> usize {
    let inside: usize = match value {
        Value::Array(items) => items.iter().map(nodes).sum(),
        Value::Object(map) => map.values().map(nodes).sum(),
        _ => 0,
    };
    inside + 1
}
