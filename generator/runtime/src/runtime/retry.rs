//! Whether and when a failed attempt is repeated.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use http::StatusCode;

use crate::runtime::defaults;
use crate::runtime::operation::Retry;
use crate::runtime::pace::SPREAD_PART;
use crate::runtime::time::Jitter;

/// How often and how patiently failed requests are repeated.
///
/// What may be repeated at all is a matter of the operation: one that creates something is repeated only
/// if the request was surely not sent, or was answered with 429.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    max_retries: u32,
    initial_backoff: Duration,
    max_backoff: Duration,
    max_retry_after: Duration,
}

impl RetryPolicy {
    /// The values of the module `defaults`.
    #[must_use]
    pub fn standard() -> Self {
        Self {
            max_retries: defaults::MAX_RETRIES,
            initial_backoff: defaults::INITIAL_BACKOFF,
            max_backoff: defaults::MAX_BACKOFF,
            max_retry_after: defaults::MAX_RETRY_AFTER,
        }
    }

    /// Every request is sent once. It still waits first where the server has asked this client to, and for its turn near the
    /// end of a rate limit; with a [`max_retry_after`](Self::max_retry_after) of zero it does neither, and fails at once where
    /// the server has asked.
    #[must_use]
    pub fn none() -> Self {
        Self::standard().max_retries(0)
    }

    /// How often a request is repeated after its first attempt. All clones of a client share a budget
    /// ([`RETRY_BUDGET`](defaults::RETRY_BUDGET)), so that it can be less while many fail.
    #[must_use]
    pub fn max_retries(mut self, max_retries: u32) -> Self {
        self.max_retries = max_retries;
        self
    }

    /// The upper bound of the first wait; each further one doubles it. The wait is a random part of it, and longer if the
    /// server asks for more.
    #[must_use]
    pub fn initial_backoff(mut self, bound: Duration) -> Self {
        self.initial_backoff = bound;
        self
    }

    /// The upper bound of every wait that the server did not ask for.
    #[must_use]
    pub fn max_backoff(mut self, bound: Duration) -> Self {
        self.max_backoff = bound;
        self
    }

    /// The longest wait that is granted to a server that asks for one. Beyond it the call fails at once,
    /// and its error says how long to wait. The wait itself is up to a tenth longer, so that not all come back at once.
    ///
    /// It bounds as well how long a call waits for its turn where the server announces a rate limit of which little is left:
    /// those calls are spread over the time to its reset, some seconds apart at most.
    #[must_use]
    pub fn max_retry_after(mut self, bound: Duration) -> Self {
        self.max_retry_after = bound;
        self
    }

    /// The wait before the retry with this number, counted from 0; `None` to give up.
    pub(crate) fn wait(
        &self,
        retry: u32,
        asked: Option<Duration>,
        jitter: &Jitter,
    ) -> Option<Duration> {
        if retry >= self.max_retries {
            return None;
        }
        let asked = asked.unwrap_or_default();
        if asked > self.max_retry_after {
            return None;
        }
        // All who are told the same would come together.
        let bound = self.bound(retry);
        let spread = jitter.up_to(bound.min(asked / SPREAD_PART));
        let backoff = jitter.up_to(bound);
        Some(backoff.max(asked.saturating_add(spread)))
    }

    /// The longest wait for a server that asks for one.
    pub(crate) fn longest_wait(&self) -> Duration {
        self.max_retry_after
    }

    fn bound(&self, retry: u32) -> Duration {
        let factor = 2_u32.saturating_pow(retry);
        self.initial_backoff
            .saturating_mul(factor)
            .min(self.max_backoff)
    }
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self::standard()
    }
}

/// Why an attempt failed, as far as a retry is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cause {
    /// The request was surely not sent, or not looked at.
    NotSent,
    /// The connection broke.
    Interrupted,
    /// The attempt took too long.
    Timeout,
    /// The server refused or failed.
    Status {
        status: StatusCode,
        should_retry: Option<bool>,
    },
    /// Nothing that another attempt could change.
    Final,
}

impl Cause {
    /// Whether an operation with this rule may be repeated.
    ///
    /// A server that says `x-should-retry: false` is obeyed; one that says `true` cannot make a request
    /// repeatable that is not.
    pub(crate) fn permits(self, rule: Retry) -> bool {
        match self {
            Self::NotSent => true,
            Self::Final => false,
            Self::Interrupted | Self::Timeout => rule == Retry::Idempotent,
            Self::Status {
                status,
                should_retry,
            } => match (should_retry, rule) {
                (Some(false), _) => false,
                _ if status == StatusCode::CONFLICT => false,
                (_, Retry::OnlyUnsent) => status == StatusCode::TOO_MANY_REQUESTS,
                (wish, Retry::Idempotent) => wish == Some(true) || is_transient(status),
            },
        }
    }

    /// What a retry after it takes from the budget.
    pub(crate) fn cost(self) -> u32 {
        if self == Self::Timeout {
            defaults::RETRY_COST_AFTER_TIMEOUT
        } else {
            defaults::RETRY_COST
        }
    }
}

/// The statuses that often get better by themselves. 520 to 524 and 530 come from a proxy in front of
/// the API that could not reach it.
fn is_transient(status: StatusCode) -> bool {
    matches!(status.as_u16(), 408 | 429 | 500 | 502..=504 | 520..=524 | 530)
}

/// What all clones of a client may spend on retries, so that a service in trouble is not flooded.
#[derive(Debug)]
pub(crate) struct Budget(Mutex<u32>);

impl Budget {
    pub(crate) fn new() -> Self {
        Self(Mutex::new(defaults::RETRY_BUDGET))
    }

    /// Takes `cost`, or nothing if not so much is left.
    pub(crate) fn take(&self, cost: u32) -> Option<Tokens<'_>> {
        let mut tokens = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *tokens = tokens.checked_sub(cost)?;
        drop(tokens);
        Some(Tokens { budget: self, cost })
    }

    /// Gives back what a success earns.
    pub(crate) fn refund(&self) {
        self.give_back(defaults::RETRY_REFUND);
    }

    fn give_back(&self, count: u32) {
        let mut tokens = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *tokens = (*tokens + count).min(defaults::RETRY_BUDGET);
    }
}

/// What was taken for a retry that waits for its turn: given back if it never comes.
#[derive(Debug)]
pub(crate) struct Tokens<'a> {
    budget: &'a Budget,
    cost: u32,
}

impl Tokens<'_> {
    /// The retry is sent.
    pub(crate) fn spend(mut self) {
        self.cost = 0;
    }
}

impl Drop for Tokens<'_> {
    fn drop(&mut self) {
        self.budget.give_back(self.cost);
    }
}
