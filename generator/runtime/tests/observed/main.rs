//! What can be seen from outside: traces, and everything that prints. A program of its own, because one subscriber
//! has to be there before anything is traced.

#[path = "../../src/runtime/mod.rs"]
#[allow(
    dead_code,
    unreachable_pub,
    unused_imports,
    reason = "as in a generated crate"
)]
mod runtime;

mod callers;
mod forms;
#[path = "../../tests-shared/leaks.rs"]
#[allow(unreachable_pub, reason = "as in a generated crate")]
mod leaks;
#[path = "../client/sample.rs"]
#[allow(
    dead_code,
    unreachable_pub,
    reason = "the generator writes every method, the tests call some"
)]
mod sample;
#[path = "../client/scripted.rs"]
#[allow(dead_code, reason = "other tests need more")]
mod scripted;
mod secrecy;
mod traces;
