//! Wants too much.

// features: blocking colour sound
