//! A small client in the form in which the generator writes them, over the runtime as it is copied into them.

#[path = "../../src/runtime/mod.rs"]
#[allow(dead_code, unreachable_pub, unused_imports)]
mod runtime;

mod builder;
mod errors;
mod loopback;
mod outcomes;
mod pages;
mod requests;
mod retries;
#[allow(unreachable_pub)]
mod sample;
mod scripted;
mod time_limits;
#[cfg(feature = "blocking")]
mod waiting;
