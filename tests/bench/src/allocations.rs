//! What is allocated while something runs.

use stats_alloc::Region;

use crate::ALLOCATOR;

/// Allocations and bytes since it was made, reallocations included.
pub(crate) struct Counter(Region<'static, std::alloc::System>);

impl Counter {
    pub(crate) fn new() -> Self {
        Self(Region::new(ALLOCATOR))
    }

    /// How many there were.
    #[expect(clippy::cast_precision_loss, reason = "far fewer than 2^52")]
    pub(crate) fn count(&self) -> f64 {
        let change = self.0.change();
        (change.allocations + change.reallocations) as f64
    }

    /// How many bytes they had.
    #[expect(clippy::cast_precision_loss, reason = "far fewer than 2^52")]
    pub(crate) fn bytes(&self) -> f64 {
        let change = self.0.change();
        change.bytes_allocated as f64
    }
}

/// How many bytes are there now, of everything in this process.
#[expect(clippy::cast_precision_loss, reason = "far fewer than 2^52")]
pub(crate) fn live() -> f64 {
    let stats = ALLOCATOR.stats();
    stats.bytes_allocated as f64 - stats.bytes_deallocated as f64
}
