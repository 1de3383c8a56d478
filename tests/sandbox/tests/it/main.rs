//! The sandbox, looked at from outside.

mod clients;
mod contract;
mod faults;
mod refusals;
mod requests;
mod wire;
