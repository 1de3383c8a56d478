// @generated from generator/runtime/src/runtime/defaults.rs. Edit that file.

//! The defaults of a client. Most are set by its builder, and the number of requests of a bulk by each bulk. Fixed are the budget
//! of retries, the wait for the body of a refusal, the pings of HTTP/2, the number of unused connections, and the header with the id.

use std::time::Duration;

/// For making one connection, with the name lookup and TLS.
pub const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// For one attempt, from its start to the last byte of its answer.
pub const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(30);
/// For one call with all its attempts and the waits between them.
pub const TOTAL_TIMEOUT: Duration = Duration::from_secs(90);
/// For the next part of an answer that is read while it comes. Servers of events mostly send a comment every 15 to 30 s.
pub const STREAM_IDLE_TIMEOUT: Duration = Duration::from_secs(60);
/// For the body of a refusal, which the status says enough without.
pub const REFUSAL_TIMEOUT: Duration = Duration::from_secs(5);
/// How often a request is repeated after its first attempt.
pub const MAX_RETRIES: u32 = 2;
/// The upper bound of the first wait; each further one doubles it.
pub const INITIAL_BACKOFF: Duration = Duration::from_millis(500);
/// The upper bound of every wait that the server did not ask for.
pub const MAX_BACKOFF: Duration = Duration::from_secs(8);
/// The longest wait that is granted to a server that asks for one (`Retry-After`).
pub const MAX_RETRY_AFTER: Duration = Duration::from_secs(60);
/// The tokens that all clones of a client have for retries.
pub const RETRY_BUDGET: u32 = 100;
/// What one retry costs.
pub const RETRY_COST: u32 = 5;
/// What one retry after a timeout costs.
pub const RETRY_COST_AFTER_TIMEOUT: u32 = 10;
/// What one success gives back.
pub const RETRY_REFUND: u32 = 1;
/// The largest answer that is accepted, in bytes.
pub const MAX_RESPONSE_SIZE: usize = 16 * 1024 * 1024;
/// How long an unused connection is kept. Below the 60 s after which many servers close one, so that
/// a request seldom meets a connection that is being closed, and its fate is seldom unknown.
pub const POOL_IDLE_TIMEOUT: Duration = Duration::from_secs(55);
/// How many unused connections to one host are kept; those of a larger burst are closed after it. More than a program mostly
/// has on its way at once, and far below the number of files that a process may have open (often 1024).
pub const POOL_MAX_IDLE: usize = 64;
/// How long an HTTP/2 connection may be silent while requests are on their way, before the server is asked whether it is still
/// there. No shorter, because servers do not like to be asked often.
pub const HTTP2_PING_INTERVAL: Duration = Duration::from_secs(10);
/// How long it has to answer; then the connection is closed, and with it all requests on it. Together with
/// [`HTTP2_PING_INTERVAL`] below [`ATTEMPT_TIMEOUT`], so that the next attempt has another connection.
pub const HTTP2_PING_TIMEOUT: Duration = Duration::from_secs(10);
/// How many requests of one bulk are on their way at once.
pub const BULK_CONCURRENCY: usize = 4;
/// The header with the id under which the operator of the API finds a request.
pub const RAY_ID_HEADER: &str = "cf-ray";
