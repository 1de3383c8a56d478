// @generated from generator/runtime/src/runtime/pace.rs. Edit that file.

//! Waiting before an attempt: because the last one failed, and because the server announced that it would refuse this
//! one.

use std::time::Duration;

use crate::runtime::error::Result;
use crate::runtime::execute::{Failure, Run};
use crate::runtime::outcome::Outcome;
use crate::runtime::rate_limit::Pacer;
use crate::runtime::time::{Instant, now, sleep};

/// Those who were held back together do not come back together: they are spread over such a part of their wait, ...
pub(crate) const SPREAD_PART: u32 = 10;

/// ... but over no longer time than this.
const SPREAD: Duration = Duration::from_millis(900);

/// A place among the calls that the server takes, given back by those who leave before their turn.
struct Place<'a> {
    pacer: &'a Pacer,
    start: Option<Instant>,
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        if let Some(start) = self.start {
            self.pacer.give_back(start);
        }
    }
}

impl Run {
    /// Waits until the next attempt may begin, for `backoff` at least.
    ///
    /// The pacer is asked again after each wait, because another call may have been told to wait longer. The error is a
    /// wait that is too long; else it is the place that the attempt has among the calls that the server takes.
    pub(crate) async fn pace(&self, mut backoff: Duration) -> Result<Option<Instant>, Duration> {
        let client = &self.request.client.0;
        let mut place = Place {
            pacer: &client.pacer,
            start: None,
        };
        loop {
            let now = now();
            let patience = self.patience(now);
            let announced = client.pacer.ask(now, &mut place.start, patience)?;
            if announced.max(backoff).is_zero() {
                return Ok(place.start.take());
            }
            // Held back by others: nobody was told to come at exactly that time.
            let spread = if announced > backoff && place.start.is_none() {
                let most = (announced / SPREAD_PART).min(SPREAD);
                let left = self.remaining(now).saturating_sub(announced);
                client.jitter.up_to(most.min(left / 2))
            } else {
                Duration::ZERO
            };
            sleep(announced.max(backoff) + spread).await;
            backoff = Duration::ZERO;
        }
    }

    /// The longest wait that leaves time for an attempt.
    fn patience(&self, now: Instant) -> Duration {
        let remaining = self.remaining(now);
        let attempt = self.request.limits.attempt.min(remaining / 4);
        let longest = self.request.limits.retry.longest_wait();
        longest.min(remaining.saturating_sub(attempt))
    }

    /// Waits for the next attempt after one that failed.
    ///
    /// # Errors
    /// That of the failure, if there is to be no other attempt.
    pub(crate) async fn again(&mut self, failure: Failure) -> Result<()> {
        let place = self.place.take();
        if let Some(place) = place.filter(|_| failure.error.outcome() == Outcome::NotSent) {
            self.request.client.0.pacer.give_back(place);
        }
        let backoff = self.backoff(&failure);
        let cost = failure.cause.cost();
        let error = failure.error.after(self.attempts, self.earlier);
        let Some(backoff) = backoff else {
            return Err(error);
        };
        let client = &self.request.client.0;
        let failed_at = now();
        let closed = client.pacer.closed_for(failed_at);
        if let Some(wait) = closed.filter(|it| *it > self.patience(failed_at)) {
            return Err(error.with_retry_after(Some(wait)));
        }
        let Some(tokens) = client.budget.take(cost) else {
            return Err(error);
        };
        let place = match self.pace(backoff).await {
            Ok(place) => place,
            Err(wait) => return Err(error.with_retry_after(Some(wait))),
        };
        if self.remaining(now()).is_zero() {
            if let Some(place) = place {
                client.pacer.give_back(place);
            }
            return Err(error);
        }
        tokens.spend();
        self.place = place;
        self.earlier = error.outcome();
        Ok(())
    }

    /// The wait before the next attempt as far as the last one decides; `None` if there is to be none.
    fn backoff(&self, failure: &Failure) -> Option<Duration> {
        if !failure.cause.permits(self.request.retry) {
            return None;
        }
        let asked = failure.error.retry_after();
        let policy = &self.request.limits.retry;
        policy
            .wait(self.attempts - 1, asked, &self.request.client.0.jitter)
            .filter(|wait| *wait < self.remaining(now()))
    }
}
