//! Which inline types are equal: all that users of one could notice is the same of the other.

use crate::model::{Constraints, Doc, Enum, Kind, Struct, Union};

/// What a type holds, without what only says where it stands in the document and what is written of it there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Content {
    Struct(Struct),
    Enum(Enum),
    Union(Union),
}

/// None for what is never shared.
pub(super) fn content(kind: &Kind) -> Option<Content> {
    Some(match kind {
        Kind::Struct(it) => Content::Struct(fields(it.clone())),
        Kind::Enum(it) => Content::Enum(values(it.clone())),
        Kind::Union(it) => Content::Union(alternatives(it.clone())),
        Kind::Identifier(_) | Kind::Choice(_) => return None,
    })
}

fn fields(mut it: Struct) -> Struct {
    for field in &mut it.fields {
        field.doc = Doc::default();
        field.pointer.clear();
        placeless(&mut field.constraints);
        placeless(&mut field.each);
    }
    it
}

fn values(mut it: Enum) -> Enum {
    for variant in &mut it.variants {
        variant.doc = Doc::default();
    }
    it
}

fn alternatives(mut it: Union) -> Union {
    for variant in &mut it.variants {
        placeless(&mut variant.constraints);
    }
    it
}

fn placeless(it: &mut Constraints) {
    it.pointer.clear();
}
