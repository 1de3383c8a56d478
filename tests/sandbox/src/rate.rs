//! The limit of requests in a time, and what happens above it.

use std::time::{Duration, SystemTime};

/// How long everything is refused once there were too many.
const LOCK_OUT: Duration = Duration::from_secs(300);

#[derive(Debug)]
pub(crate) struct Rate {
    quota: u32,
    window: Duration,
    used: u32,
    /// When the present window ends.
    until: SystemTime,
    locked_until: Option<SystemTime>,
}

/// What the headers say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Standing {
    pub(crate) quota: u32,
    pub(crate) window: u64,
    pub(crate) remaining: u32,
    pub(crate) reset: u64,
    /// Seconds to wait; the request was refused.
    pub(crate) retry_after: Option<u64>,
}

impl Rate {
    pub(crate) fn new((quota, window): (u32, Duration)) -> Self {
        Self {
            quota,
            window,
            used: 0,
            until: SystemTime::UNIX_EPOCH,
            locked_until: None,
        }
    }

    /// Counts one request.
    pub(crate) fn count(&mut self, now: SystemTime) -> Standing {
        if now >= self.until {
            self.until = now + self.window;
            self.used = 0;
        }
        if self.used >= self.quota && !self.is_locked(now) {
            self.lock(now);
        }
        let locked = self.locked_until.filter(|it| now < *it);
        if locked.is_none() {
            self.used += 1;
        }
        Standing {
            quota: self.quota,
            window: self.window.as_secs(),
            remaining: self.quota.saturating_sub(self.used),
            reset: seconds(self.until, now),
            retry_after: locked.map(|it| seconds(it, now)),
        }
    }

    /// Refuses everything for a while, as after too many requests.
    pub(crate) fn lock(&mut self, now: SystemTime) {
        self.locked_until = Some(now + LOCK_OUT);
    }

    fn is_locked(&self, now: SystemTime) -> bool {
        self.locked_until.is_some_and(|it| now < it)
    }
}

/// Rounded up.
fn seconds(until: SystemTime, now: SystemTime) -> u64 {
    let left = until.duration_since(now).unwrap_or_default();
    left.as_secs() + u64::from(left.subsec_nanos() > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn above_the_quota_everything_is_refused_for_five_minutes() {
        let at = |seconds| SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
        let mut rate = Rate::new((2, Duration::from_secs(10)));
        let mut count = |seconds| {
            let it = rate.count(at(seconds));
            (it.remaining, it.reset, it.retry_after)
        };
        assert_eq!(count(0), (1, 10, None));
        assert_eq!(count(4), (0, 6, None));
        assert_eq!(count(5), (0, 5, Some(300)));
        assert_eq!(count(11), (2, 10, Some(294)), "also in the next window");
        assert_eq!(count(305), (1, 10, None));
    }
}
