//! Needs nothing.

fn main() {}
