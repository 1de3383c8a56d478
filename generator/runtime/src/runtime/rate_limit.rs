//! Rate limits as the server announces them, and keeping within them.
//!
//! `Ratelimit` and `Ratelimit-Policy` are those of the IETF draft
//! (<https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/>):
//! `"default";r=50;t=30` says that 50 calls are left for the next 30 seconds, and `"default";q=100;w=60` that the policy
//! is 100 calls in 60 seconds. A limit with a partition key (`pk`) is one of several of its name, for a part of the calls that
//! only the server can tell: it holds back no other call.
//!
//! Older are three headers with a number each, with `X-` in front of them or without, as that draft had them until its version 06:
//! `RateLimit-Limit`, `RateLimit-Remaining` and `RateLimit-Reset`.

use std::collections::BTreeSet;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use http::header::DATE;
use http::{HeaderMap, HeaderName};

use crate::runtime::structured::{self, Item};
use crate::runtime::time::Instant;

static LIMIT: HeaderName = HeaderName::from_static("ratelimit");
static POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");

/// The limit, what remains of it, and when it is reset, in each spelling.
static OLDER: [[HeaderName; 3]; 2] = [
    [
        HeaderName::from_static("x-ratelimit-limit"),
        HeaderName::from_static("x-ratelimit-remaining"),
        HeaderName::from_static("x-ratelimit-reset"),
    ],
    [
        HeaderName::from_static("ratelimit-limit"),
        HeaderName::from_static("ratelimit-remaining"),
        HeaderName::from_static("ratelimit-reset"),
    ],
];

/// Calls are spread out once fewer than this part of the limit is left.
const NEAR_ZERO_PART: u64 = 10;

/// Calls are spread out once this many are left, where the limit is not known.
const NEAR_ZERO_CALLS: u64 = 5;

/// Calls are spread no further apart than this. It gives nobody more calls, and without it a program that calls now and then
/// would wait for minutes where the server takes its call at once.
const LONGEST_STEP: Duration = Duration::from_secs(5);

/// Resets this far apart are one and the same: servers round to seconds.
const SAME_WINDOW: Duration = Duration::from_secs(2);

/// Some servers write the reset as Unix time: beyond this it is a date (2001-09-09), not a wait, and beyond a thousand
/// times this one in milliseconds.
const EARLIEST_UNIX_TIME: Duration = Duration::from_secs(1_000_000_000);

/// Longer announcements are cut to this, so that no sum of times can overflow.
const LONGEST: Duration = Duration::from_secs(366 * 86_400);

/// Nobody is kept from calling for longer because of one answer: after it one call finds out whether it still holds.
const LONGEST_HOLD: Duration = Duration::from_secs(3600);

/// So many policies are remembered, whatever names a server makes up.
const MOST_WINDOWS: usize = 16;

/// What one policy of the server leaves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RateLimit {
    policy: String,
    remaining: u64,
    reset: Duration,
    limit: Option<u64>,
    window: Option<Duration>,
    /// Whether it is for a part of the calls only.
    is_partial: bool,
}

impl RateLimit {
    /// The name of the policy; empty if it has none.
    pub fn policy(&self) -> &str {
        &self.policy
    }

    /// How many calls are left.
    pub fn remaining(&self) -> u64 {
        self.remaining
    }

    /// When there will be more: so long after the answer that said so. What [`Client::rate_limit`](crate::runtime::Client::rate_limit)
    /// gives counts from the moment of that call instead.
    pub fn reset(&self) -> Duration {
        self.reset
    }

    /// How many calls there are in a [`window`](Self::window), if the server says.
    pub fn limit(&self) -> Option<u64> {
        self.limit
    }

    /// How long the limit is for, if the server says.
    pub fn window(&self) -> Option<Duration> {
        self.window
    }

    /// Of the policies an answer tells about, the one that allows least.
    pub fn from_headers(headers: &HeaderMap) -> Option<Self> {
        Self::tightest(Self::all_from_headers(headers))
    }

    /// All that an answer tells, by the older headers too (`X-RateLimit-*`, or else `RateLimit-*`). What cannot be read is skipped.
    pub fn all_from_headers(headers: &HeaderMap) -> Vec<Self> {
        let mut policies = Vec::new();
        structured::each(headers, &POLICY, ["q", "w"], |item| policies.push(item));
        let mut limits = Vec::new();
        structured::each(headers, &LIMIT, ["r", "t"], |item| {
            limits.extend(Self::from_item(item, &policies));
        });
        if limits.is_empty() {
            let mut older = OLDER.iter();
            let found = older.find_map(|names| Self::from_older_headers(headers, names));
            found.into_iter().collect()
        } else {
            limits
        }
    }

    /// The one with the fewest calls left, and of those the one for all calls that takes longest to reset.
    fn tightest(limits: Vec<Self>) -> Option<Self> {
        limits
            .into_iter()
            .min_by_key(|it| (it.remaining, it.is_partial, std::cmp::Reverse(it.reset)))
    }

    fn from_item(item: Item, policies: &[Item]) -> Option<Self> {
        let [remaining, reset] = item.numbers;
        let policy = policies.iter().find(|policy| policy.name == item.name);
        let [limit, window] = policy.map_or([None; 2], |policy| policy.numbers);
        Some(Self {
            remaining: remaining?,
            reset: Duration::from_secs(reset?),
            policy: item.name.into_owned(),
            limit,
            window: window.map(Duration::from_secs),
            is_partial: item.has_partition || policy.is_some_and(|policy| policy.has_partition),
        })
    }

    fn from_older_headers(headers: &HeaderMap, names: &[HeaderName; 3]) -> Option<Self> {
        let [limit, remaining, reset] = names;
        let text = |name: &HeaderName| headers.get(name)?.to_str().ok().map(str::trim);
        // Behind the number may be policies: `100, 100;w=60`.
        let number = |name: &HeaderName| {
            let number = text(name)?.split([',', ';']).next()?;
            number.trim_end().parse::<u64>().ok()
        };
        let mut reset = Duration::from_secs(number(reset)?);
        if reset >= EARLIEST_UNIX_TIME * 1000 {
            reset /= 1000;
        }
        if reset >= EARLIEST_UNIX_TIME {
            // By the clock of the server, since it is its time.
            let sent = httpdate::parse_http_date(text(&DATE)?).ok()?;
            reset = reset.saturating_sub(sent.duration_since(SystemTime::UNIX_EPOCH).ok()?);
        }
        Some(Self {
            policy: String::new(),
            remaining: number(remaining)?,
            reset,
            limit: number(limit),
            window: None,
            is_partial: false,
        })
    }

    /// Whether none are left of a part of the calls, and more of all others.
    pub(crate) fn ends_a_part(headers: &HeaderMap) -> bool {
        Self::from_headers(headers).is_some_and(|it| it.is_partial && it.remaining == 0)
    }

    fn is_near_zero(&self) -> bool {
        match self.limit {
            Some(limit) => self.remaining <= limit / NEAR_ZERO_PART,
            None => self.remaining <= NEAR_ZERO_CALLS,
        }
    }
}

/// What the clones of a client know together about the limits of their server.
#[derive(Debug, Default)]
pub struct Pacer(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    windows: Vec<Window>,
    /// When the server will listen again, after it refused one of the clones.
    held_until: Option<Instant>,
}

impl State {
    /// How long a caller has to stay away. Windows do not concern those who have their place in them.
    fn wait(&self, now: Instant, place: Option<Instant>) -> Duration {
        let windows = self.windows.iter().filter(|_| place.is_none());
        let closed = windows.filter_map(Window::closed_until);
        let end = closed.chain(self.held_until).max();
        end.map_or(Duration::ZERO, |end| end.saturating_duration_since(now))
    }
}

/// A limit as of an instant.
#[derive(Clone, Debug)]
struct Window {
    limit: RateLimit,
    resets_at: Instant,
    /// Until when calls wait if none is left.
    blocks_until: Instant,
    /// The earliest start of the next call, once calls are spread out.
    next: Instant,
    /// Earlier starts that were given back.
    free: BTreeSet<Instant>,
    /// How many calls were left by what the server said.
    told: u64,
}

impl Pacer {
    /// Nothing known, nothing delayed.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes in what an answer says that arrived at `now`.
    pub fn observe(&self, headers: &HeaderMap, now: Instant) {
        let mut limits = RateLimit::all_from_headers(headers);
        limits.retain(|limit| !limit.is_partial);
        let windows = &mut self.state().windows;
        windows.retain(|window| window.resets_at > now);
        for limit in limits {
            let seen = Window {
                resets_at: now + limit.reset.min(LONGEST),
                blocks_until: now + limit.reset.min(LONGEST_HOLD),
                told: limit.remaining,
                limit,
                next: now,
                free: BTreeSet::new(),
            };
            remember(windows, seen);
        }
    }

    /// Takes in that the server refused a call at `now` and wants none for a while. Whoever was told the longest wait
    /// speaks for all.
    pub fn hold(&self, wait: Duration, now: Instant) {
        let held_until = &mut self.state().held_until;
        *held_until = (*held_until).max(Some(now + wait.min(LONGEST_HOLD)));
    }

    /// How long an attempt has to wait at `now`, mostly not at all. It asks again after each wait, with the same
    /// `place`, which is empty at first: its turn is reserved there, once.
    ///
    /// After [`hold`](Self::hold) it waits for its end; with no calls left it waits for the reset. Near zero, those left
    /// are spread over the time to the reset, some seconds apart at most, but none of them waits longer than `patience` for
    /// that.
    ///
    /// # Errors
    /// The wait, if it is longer than `patience`. Nothing is reserved then.
    pub fn ask(
        &self,
        now: Instant,
        place: &mut Option<Instant>,
        patience: Duration,
    ) -> Result<Duration, Duration> {
        let state = &mut *self.state();
        state.windows.retain(|window| window.resets_at > now);
        let wait = state.wait(now, *place);
        if wait > patience {
            return Err(wait);
        }
        if !wait.is_zero() {
            return Ok(wait);
        }
        let start = *place.get_or_insert_with(|| {
            let starts = state.windows.iter_mut().map(|window| window.reserve(now));
            let start = starts.max().unwrap_or(now);
            now.checked_add(patience).map_or(start, |it| start.min(it))
        });
        Ok(start.saturating_duration_since(now))
    }

    /// Takes back a place that [`ask`](Self::ask) gave: nothing was sent for it.
    pub fn give_back(&self, place: Instant) {
        for window in &mut self.state().windows {
            let remaining = &mut window.limit.remaining;
            *remaining = remaining.saturating_add(1).min(window.told);
            if place < window.next {
                window.free.insert(place);
            }
        }
    }

    /// How long no attempt may start; `None` if one may.
    pub fn closed_for(&self, now: Instant) -> Option<Duration> {
        let wait = self.state().wait(now, None);
        (!wait.is_zero()).then_some(wait)
    }

    /// The tightest limit in force at `now`, with the calls since its answer taken off.
    pub fn current(&self, now: Instant) -> Option<RateLimit> {
        let state = self.state();
        let in_force = state.windows.iter().filter(|window| window.resets_at > now);
        let limits: Vec<RateLimit> = in_force
            .map(|window| RateLimit {
                reset: window.resets_at.duration_since(now),
                ..window.limit.clone()
            })
            .collect();
        RateLimit::tightest(limits)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Numbers cannot be left half-written.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Of too many policies, those that leave most are forgotten.
fn remember(windows: &mut Vec<Window>, seen: Window) {
    let known = windows
        .iter_mut()
        .find(|window| window.limit.policy == seen.limit.policy);
    if let Some(window) = known {
        window.update(seen);
        return;
    }
    windows.push(seen);
    if windows.len() > MOST_WINDOWS {
        windows.sort_by_key(|window| window.limit.remaining);
        windows.truncate(MOST_WINDOWS);
    }
}

impl Window {
    /// Answers of the same window may overtake each other: the lower number is the later one.
    fn update(&mut self, seen: Self) {
        let apart = seen.resets_at.max(self.resets_at) - seen.resets_at.min(self.resets_at);
        if apart <= SAME_WINDOW {
            self.told = self.told.min(seen.told);
            self.limit.remaining = self.limit.remaining.min(seen.limit.remaining);
        } else {
            *self = seen;
        }
    }

    /// Until when it lets no call through.
    fn closed_until(&self) -> Option<Instant> {
        (self.limit.remaining == 0).then_some(self.blocks_until)
    }

    /// When the next call may start. Takes it off what remains.
    fn reserve(&mut self, now: Instant) -> Instant {
        let remaining = self.limit.remaining;
        if remaining == 0 {
            // The call that finds out whether that still holds.
            self.blocks_until = (now + LONGEST_HOLD).min(self.resets_at);
            return now;
        }
        let start = self.take_free(now).unwrap_or_else(|| {
            let start = self.next.max(now);
            if self.limit.is_near_zero() {
                let left = self.resets_at.saturating_duration_since(start);
                let step = left / u32::try_from(remaining).unwrap_or(u32::MAX);
                self.next = start + step.min(LONGEST_STEP);
            }
            start
        });
        self.limit.remaining = remaining - 1;
        start
    }

    /// The first start that was given back. Those that have passed are one together, or their callers would come at once.
    fn take_free(&mut self, now: Instant) -> Option<Instant> {
        let later = self.free.split_off(&now);
        let passed = std::mem::replace(&mut self.free, later);
        passed.last().map(|_| now).or_else(|| self.free.pop_first())
    }
}
