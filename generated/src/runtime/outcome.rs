// @generated from generator/runtime/src/runtime/outcome.rs. Edit that file.

//! What became of a request that did not end well.

use http::{Method, StatusCode};

/// What nginx says where the one that asked it went away, which may be a proxy between it and this client.
const CONNECTION_LOST_TO_NGINX: u16 = 499;

/// The same from load balancers of AWS.
const CONNECTION_LOST_TO_LOAD_BALANCER: u16 = 460;

/// What is known about the effect of a failed call, from where its attempts died.
///
/// It covers all attempts of the call: one attempt with an unknown end makes the whole call
/// [`Unknown`](Self::Unknown), even when a later attempt was refused. For a method that only reads,
/// it says how far the request came.
///
/// What an answer without success says of it:
///
/// | answer | outcome | why |
/// |---|---|---|
/// | 304 | `Rejected` | everything is as it was |
/// | 307, 308 | `Rejected` | the same request is to be sent elsewhere, and was not |
/// | other 3xx | `Unknown` | "done, and the result is there" as often as "not here"; `Rejected` where the method only reads |
/// | 460, 499 | `Unknown` | something in between lost its connection, after it had passed the request on |
/// | other 4xx | `Rejected` | the request is refused |
/// | 501, 505 | `Rejected` | the request was not understood at all |
/// | other 5xx | `Unknown` | a server that fails can have done half of the work, however well formed its answer is |
/// | anything else | `Unknown` | nobody defines what it means |
/// | 2xx with `success: false` | `Rejected` | as the API says |
/// | 2xx with errors and nothing about success | `Unknown` | it contradicts itself |
/// | 2xx that breaks off | `Applied` | the work is done before it is told; `Unknown` if what came speaks against it |
///
/// The order is the order of risk, lowest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Outcome {
    /// No byte of the request reached the server. Repeating it is safe.
    NotSent,
    /// The server answered that it did not do it.
    Rejected,
    /// It may have been applied: look before repeating it.
    ///
    /// An attempt that the attempt or total limit cuts off counts here even if no connection stood yet, because an
    /// HTTP implementation does not say how far it had come. The limit for connecting is below them by default, and
    /// what it ends is [`NotSent`](Self::NotSent).
    Unknown,
    /// It was applied, although the answer could not be used.
    Applied,
}

impl Outcome {
    /// What a status that is not a success says of a request of `method`: the table of [`Outcome`].
    pub(crate) fn of_status(method: &Method, status: StatusCode) -> Self {
        match status.as_u16() {
            304 | 307 | 308 | 501 | 505 => Self::Rejected,
            300..=399 if method.is_safe() => Self::Rejected,
            CONNECTION_LOST_TO_LOAD_BALANCER | CONNECTION_LOST_TO_NGINX => Self::Unknown,
            400..=499 => Self::Rejected,
            _ => Self::Unknown,
        }
    }
}
