//! The static half of every generated client, as ordinary Rust.
//!
//! The folder `src/runtime/` is copied verbatim into each generated crate, under the same module
//! path, so `crate::runtime::…` is right in both places.

pub mod runtime;
