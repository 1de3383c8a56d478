//! The input: text to an untyped document with positions, and overlays on top of it.

pub(crate) mod annotations;
mod document;
mod downgrade;
pub mod fragment;
pub use fragment::nearest;
pub(crate) mod items;
mod lines;
mod load;
pub(crate) mod media_type;
mod origins;
mod overlay;
pub mod pointer;
mod positions;
mod room;
mod write;

/// The keys of a path item that are operations.
pub(crate) const METHODS: [&str; 9] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];

/// The key of a path item that holds the operations with other methods (OpenAPI 3.2).
pub(crate) const OTHER_OPERATIONS: &str = "additionalOperations";

pub use document::{Document, Source};
pub(crate) use document::{Locator, follow};
pub(crate) use downgrade::{ELEMENTS_OF_TUPLE, WHOLE_QUERY, downgrade, minor_version};
pub use overlay::apply as apply_overlay;
