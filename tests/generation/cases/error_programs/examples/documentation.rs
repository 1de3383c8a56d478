//! A name that is taken.
