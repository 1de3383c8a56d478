//! Shows how the first light
//! is found.
//!
//! More words.

// features: blocking http2

fn main() {}
