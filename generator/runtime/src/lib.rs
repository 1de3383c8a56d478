//! The static half of every generated client, as ordinary Rust.
//!
//! The folder `src/runtime/` is copied into each generated crate, without the files it has no use for, under the same module
//! path, so `crate::runtime::…` is right in both places.

pub mod runtime;
