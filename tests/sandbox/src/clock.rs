//! The time of the sandbox, which tests can move.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use cloudflare_secrets_store::Timestamp;

/// A clock that shows the time of this machine, or stands still but for a millisecond with each look.
#[derive(Debug)]
pub(crate) struct Clock {
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    stopped: Option<SystemTime>,
    ahead: Duration,
}

impl Clock {
    pub(crate) fn new(stopped: Option<SystemTime>) -> Self {
        let state = State {
            stopped,
            ahead: Duration::ZERO,
        };
        Self {
            state: Mutex::new(state),
        }
    }

    /// The time, at the start of a request.
    pub(crate) fn look(&self) -> SystemTime {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let now = match state.stopped {
            Some(time) => {
                state.stopped = Some(time + Duration::from_millis(1));
                time
            }
            None => SystemTime::now(),
        };
        now + state.ahead
    }

    pub(crate) fn advance(&self, by: Duration) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.ahead += by;
    }
}

/// As the service writes it: to the microsecond.
pub(crate) fn text(time: SystemTime) -> String {
    let since = time
        .duration_since(SystemTime::UNIX_EPOCH)
        .unwrap_or_default();
    let seconds = SystemTime::UNIX_EPOCH + Duration::from_secs(since.as_secs());
    let whole = Timestamp::from(seconds).to_string();
    let whole = whole.trim_end_matches('Z');
    let whole = whole.split('.').next().unwrap_or(whole);
    format!("{whole}.{:06}Z", since.subsec_micros())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_have_microseconds() {
        let time = |micros| SystemTime::UNIX_EPOCH + Duration::from_micros(micros);
        assert_eq!(text(time(0)), "1970-01-01T00:00:00.000000Z");
        assert_eq!(
            text(time(1_695_322_592_624_632)),
            "2023-09-21T18:56:32.624632Z"
        );
    }

    #[test]
    fn a_stopped_clock_moves_when_it_is_looked_at_or_moved() {
        let clock = Clock::new(Some(SystemTime::UNIX_EPOCH));
        let millis = |it: SystemTime| {
            it.duration_since(SystemTime::UNIX_EPOCH)
                .expect("after the epoch")
                .as_millis()
        };
        assert_eq!([clock.look(), clock.look()].map(millis), [0, 1]);
        clock.advance(Duration::from_secs(60));
        assert_eq!(millis(clock.look()), 60_002);
    }
}
