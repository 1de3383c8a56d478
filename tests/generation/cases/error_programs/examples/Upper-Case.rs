//! A name.
