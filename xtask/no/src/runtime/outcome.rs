// @generated from generator/runtime/src/runtime/outcome.rs. Edit that file.

//! What became of a request that did not end well.

use http::StatusCode;

/// What is known about the effect of a failed call, from where its attempts died.
///
/// It covers all attempts of the call: one attempt with an unknown end makes the whole call
/// [`Unknown`](Self::Unknown), even when a later attempt was refused. For a method that only reads,
/// it says how far the request came.
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
    /// The outcome of a call whose attempts ended with `self` and then with `next`.
    pub(crate) fn then(self, next: Self) -> Self {
        self.max(next)
    }

    /// What a status that is not a success says.
    ///
    /// A server error is `Unknown` even if its body is well formed: a server that fails can have
    /// done half of the work. The exceptions are the statuses that say that the request was not
    /// understood at all (501, 505) and every status below 500.
    pub(crate) fn of_status(status: StatusCode) -> Self {
        match status {
            StatusCode::NOT_IMPLEMENTED | StatusCode::HTTP_VERSION_NOT_SUPPORTED => Self::Rejected,
            status if status.is_server_error() => Self::Unknown,
            _ => Self::Rejected,
        }
    }
}
