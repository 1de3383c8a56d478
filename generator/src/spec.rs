//! The input: text to an untyped document with positions, and overlays on top of it.

pub(crate) mod annotations;
mod document;
mod downgrade;
pub mod fragment;
pub use fragment::nearest;
mod lines;
mod load;
mod origins;
mod overlay;
pub mod pointer;
mod positions;
mod write;

pub use document::{Document, Source};
pub(crate) use document::{Locator, follow};
pub(crate) use downgrade::{downgrade, minor_version};
pub use overlay::apply as apply_overlay;
