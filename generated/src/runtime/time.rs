// @generated from generator/runtime/src/runtime/time.rs. Edit that file.

//! Time and chance: the only place where the runtime sleeps, looks at a clock or draws a number.
//!
//! All waits and limits go by the clock of tokio, so a test that pauses it pauses the client. In a browser
//! tokio has no clock; there the clock and the timers of the browser take its place.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::Poll;
use std::time::{Duration, SystemTime};

use crate::runtime::error::{Error, Result};

/// A point of the monotonic clock.
#[cfg(not(target_arch = "wasm32"))]
pub use tokio::time::Instant;
/// A point of the monotonic clock.
#[cfg(target_arch = "wasm32")]
pub use web_time::Instant;

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
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn wall_clock() -> SystemTime {
    SystemTime::now()
}

/// The clock on the wall, for dates in headers.
#[cfg(target_arch = "wasm32")]
pub(crate) fn wall_clock() -> SystemTime {
    use web_time::web::SystemTimeExt as _;
    web_time::SystemTime::now().to_std()
}

/// An error where there is no runtime, as tokio would panic. Whether one has timers can only be told by trying.
pub(crate) fn check_runtime() -> Result<()> {
    if cfg!(target_arch = "wasm32") || tokio::runtime::Handle::try_current().is_ok() {
        return Ok(());
    }
    Err(Error::config(
        "there is no Tokio runtime here: await the request in one, or use the feature `blocking`",
    ))
}

/// Waits.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) async fn sleep(duration: Duration) {
    tokio::time::sleep(duration).await;
}

/// Waits.
#[cfg(target_arch = "wasm32")]
pub(crate) async fn sleep(duration: Duration) {
    gloo_timers::future::sleep(duration).await;
}

/// Lets others run, and those who wait for this look at their clocks.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) async fn yield_now() {
    tokio::task::yield_now().await;
}

/// The same: in browsers, timers come after all that could go on at once.
#[cfg(target_arch = "wasm32")]
pub(crate) async fn yield_now() {
    sleep(Duration::ZERO).await;
}

/// The output of `future`, or `None` if it takes longer than `limit`. What is passed by value is held twice.
pub(crate) async fn within<F: Future + Unpin>(limit: Duration, mut future: F) -> Option<F::Output> {
    let mut end = std::pin::pin!(sleep(limit));
    std::future::poll_fn(|context| match Pin::new(&mut future).poll(context) {
        Poll::Ready(output) => Poll::Ready(Some(output)),
        Poll::Pending => end.as_mut().poll(context).map(|()| None),
    })
    .await
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

    /// Any number.
    pub(crate) fn number(&self) -> u64 {
        let mut random = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        random.u64(..)
    }

    /// A duration between zero and `limit`.
    pub(crate) fn up_to(&self, limit: Duration) -> Duration {
        let mut random = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        limit.mul_f64(random.f64())
    }
}
