//! What the tests of the generated client share: a server on this machine that keeps what it was sent,
//! and what the service would answer.
//!
//! | tests | question |
//! |---|---|
//! | `tests/wire` | what is sent, byte for byte, and what becomes of the answers |
//! | `tests/programs.rs` | what users can write (`tests/pass`) and what they cannot (`tests/fail`) |

pub mod answers;
pub mod server;

pub use server::{Answer, Request, Server};
