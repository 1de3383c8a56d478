//! Time and chance: the only place where the runtime sleeps, looks at a clock or draws a number.
//!
//! Everything goes through the clock of tokio, so a test that pauses it pauses the client.

use std::future::Future;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

pub(crate) use tokio::time::Instant;

/// A future in a box, as every call hands one out.
#[cfg(not(target_arch = "wasm32"))]
pub type BoxFuture<T> = std::pin::Pin<Box<dyn Future<Output = T> + Send + 'static>>;
/// A future in a box, as every call hands one out.
#[cfg(target_arch = "wasm32")]
pub type BoxFuture<T> = std::pin::Pin<Box<dyn Future<Output = T> + 'static>>;

/// The monotonic clock.
pub(crate) fn now() -> Instant {
    Instant::now()
}

/// The clock on the wall, for dates in headers.
pub(crate) fn wall_clock() -> SystemTime {
    SystemTime::now()
}

/// Waits.
pub(crate) async fn sleep(duration: Duration) {
    tokio::time::sleep(duration).await;
}

/// The output of `future`, or `None` if it takes longer than `limit`.
pub(crate) async fn within<F: Future>(limit: Duration, future: F) -> Option<F::Output> {
    tokio::time::timeout(limit, future).await.ok()
}

/// The source of chance of one client and its clones.
#[derive(Debug)]
pub(crate) struct Jitter(Mutex<fastrand::Rng>);

impl Jitter {
    /// With a seed for tests, else from the system.
    pub(crate) fn new(seed: Option<u64>) -> Self {
        Self(Mutex::new(
            seed.map_or_else(fastrand::Rng::new, fastrand::Rng::with_seed),
        ))
    }

    /// A duration between zero and `limit`.
    pub(crate) fn up_to(&self, limit: Duration) -> Duration {
        let mut random = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        limit.mul_f64(random.f64())
    }
}
