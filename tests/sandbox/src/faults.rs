//! Faults on demand: what goes wrong between a client and the service.

use std::collections::VecDeque;
use std::fmt;
use std::time::Duration;

/// Something that goes wrong with a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// The service does what it was asked, and the connection closes instead of an answer.
    LostAnswer,
    /// The connection is reset before the service does anything.
    Reset,
    /// Half of the answer comes, and the other half after this time.
    SlowBody(Duration),
    /// The service does what it was asked; its answer ends in the middle of the JSON.
    TruncatedJson,
    /// The service does what it was asked; the connection closes before all of the answer came that was announced.
    ShortBody,
    /// The edge answers 502 with a page of HTML, and the service never sees the request.
    BadGateway,
    /// The service does what it was asked, and answers 500 all the same.
    LateError,
    /// 429 for this request alone, with a second to wait.
    Throttled,
    /// As if there had been too many requests: 429 now, and for the next five minutes.
    LockOut,
    /// The parameter `page` is ignored, so that every page is the first.
    IgnoredPage,
}

/// A fault, for which requests, and how often.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct Injection {
    fault: Fault,
    operation: Option<String>,
    times: u32,
}

impl Fault {
    /// All faults, with the names that they have on the wire.
    pub const NAMES: [&str; 10] = [
        "lost-answer",
        "reset",
        "slow-body",
        "truncated-json",
        "short-body",
        "bad-gateway",
        "late-error",
        "throttled",
        "lock-out",
        "ignored-page",
    ];

    /// A fault by its name; `delay` is that of a slow body.
    #[must_use]
    pub fn named(name: &str, delay: Duration) -> Option<Self> {
        Some(match name {
            "lost-answer" => Self::LostAnswer,
            "reset" => Self::Reset,
            "slow-body" => Self::SlowBody(delay),
            "truncated-json" => Self::TruncatedJson,
            "short-body" => Self::ShortBody,
            "bad-gateway" => Self::BadGateway,
            "late-error" => Self::LateError,
            "throttled" => Self::Throttled,
            "lock-out" => Self::LockOut,
            "ignored-page" => Self::IgnoredPage,
            _ => return None,
        })
    }

    /// The name that it has on the wire.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::LostAnswer => "lost-answer",
            Self::Reset => "reset",
            Self::SlowBody(_) => "slow-body",
            Self::TruncatedJson => "truncated-json",
            Self::ShortBody => "short-body",
            Self::BadGateway => "bad-gateway",
            Self::LateError => "late-error",
            Self::Throttled => "throttled",
            Self::LockOut => "lock-out",
            Self::IgnoredPage => "ignored-page",
        }
    }

    /// Only for requests of this `operationId`.
    pub fn on(self, operation: impl Into<String>) -> Injection {
        Injection {
            operation: Some(operation.into()),
            ..self.into()
        }
    }

    /// For the next so many requests.
    pub fn times(self, times: u32) -> Injection {
        Injection::from(self).times(times)
    }
}

impl From<Fault> for Injection {
    /// For the next request.
    fn from(fault: Fault) -> Self {
        Self {
            fault,
            operation: None,
            times: 1,
        }
    }
}

impl Injection {
    /// For the next so many requests.
    pub fn times(self, times: u32) -> Self {
        Self { times, ..self }
    }
}

/// Says for each request what goes wrong with it, if anything.
pub type Chance = Box<dyn FnMut() -> Option<Fault> + Send>;

/// Faults that wait for their requests, and those that come by chance.
#[derive(Default)]
pub(crate) struct Faults {
    waiting: VecDeque<Injection>,
    chance: Option<Chance>,
}

impl fmt::Debug for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Faults")
            .field("waiting", &self.waiting)
            .finish_non_exhaustive()
    }
}

impl Faults {
    pub(crate) fn add(&mut self, injection: Injection) {
        self.waiting.push_back(injection);
    }

    pub(crate) fn set_chance(&mut self, chance: Option<Chance>) {
        self.chance = chance;
    }

    /// The fault of a request for this operation, the one that waits longest; else one by chance.
    pub(crate) fn take(&mut self, operation: Option<&str>) -> Option<Fault> {
        let waiting = self.waiting(operation);
        waiting.or_else(|| self.chance.as_mut().and_then(|it| it()))
    }

    fn waiting(&mut self, operation: Option<&str>) -> Option<Fault> {
        let fits = |it: &Injection| it.operation.is_none() || it.operation.as_deref() == operation;
        let index = self
            .waiting
            .iter()
            .position(|it| it.times > 0 && fits(it))?;
        let injection = &mut self.waiting[index];
        injection.times -= 1;
        let fault = injection.fault;
        self.waiting.retain(|it| it.times > 0);
        Some(fault)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_has_a_name_and_a_name_its_fault() {
        for name in Fault::NAMES {
            let fault = Fault::named(name, Duration::ZERO);
            assert_eq!(fault.map(Fault::name), Some(name));
        }
        assert_eq!(Fault::named("other", Duration::ZERO), None);
    }

    #[test]
    fn a_fault_waits_for_its_operation_and_happens_so_often() {
        let mut faults = Faults::default();
        faults.add(Fault::Reset.on("b").times(2));
        faults.add(Fault::LockOut.into());
        let taken = [Some("a"), Some("b"), None, Some("b"), Some("b")].map(|it| faults.take(it));
        let (reset, lock) = (Some(Fault::Reset), Some(Fault::LockOut));
        assert_eq!(taken, [lock, reset, None, reset, None]);
    }
}
