//! The sandbox, looked at from outside.

mod clients;
mod contract;
mod examples;
mod faults;
mod refusals;
mod requests;
mod wire;
