//! A small client in the form in which the generator writes them, over the runtime as it is copied into them.

#[path = "../../src/runtime/mod.rs"]
#[allow(
    dead_code,
    unreachable_pub,
    unused_imports,
    reason = "as in a generated crate"
)]
mod runtime;

mod alternatives;
mod answers;
mod backoff;
mod bodies;
mod budget;
mod builder;
mod bulk;
mod credentials;
mod default_headers;
mod ensure;
mod envelopes;
mod error_shapes;
mod errors;
mod events;
mod excerpts;
mod headers;
#[cfg(feature = "http2")]
mod http2;
mod kept_bodies;
mod lengths;
mod lines;
#[cfg(any(
    feature = "rustls",
    feature = "native-tls",
    not(feature = "rustls-no-provider")
))]
mod loopback;
mod multipart;
mod nulls;
mod outcomes;
mod pacing;
mod pages;
mod parameters;
mod raw;
mod readings;
mod refusals;
#[cfg(any(
    feature = "rustls",
    feature = "native-tls",
    not(feature = "rustls-no-provider")
))]
mod renewal;
mod requests;
mod retries;
#[allow(
    dead_code,
    unreachable_pub,
    reason = "the generator writes every method, the tests call some"
)]
mod sample;
mod scripted;
mod servers;
mod settings;
mod streams;
mod time_limits;
mod urls;
#[cfg(feature = "blocking")]
mod waiting;
mod walks;
mod walks_in_bodies;
mod walks_that_end;
mod walks_without_lists;
