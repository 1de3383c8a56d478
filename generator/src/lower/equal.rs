//! Which inline types are equal: all that users of one could notice, and read of it, is the same of the other. Values that are
//! listed are what they are, whatever each place says of them.

use crate::model::{Constraints, Doc, Enum, Kind, Struct, Union};

/// An inline type.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Inline {
    /// The operation whose body or answer it is. What two of them give may be the same today, but would not stay one type once
    /// either gives more.
    pub(super) owner: Option<String>,
    /// The last step of its place.
    pub(super) step: String,
    pub(super) doc: Doc,
    pub(super) deprecated: bool,
    pub(super) content: Content,
}

/// What a type holds, without what only says where it stands in the document.
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

/// What is said of a type, as far as it tells it from others.
pub(super) fn said(content: &Content, doc: Doc) -> Doc {
    match content {
        Content::Enum(_) => Doc::default(),
        Content::Struct(_) | Content::Union(_) => doc,
    }
}

fn values(mut it: Enum) -> Enum {
    for variant in &mut it.variants {
        variant.doc = Doc::default();
    }
    it
}

fn fields(mut it: Struct) -> Struct {
    for field in &mut it.fields {
        field.pointer.clear();
        placeless(&mut field.constraints);
        placeless(&mut field.each);
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
