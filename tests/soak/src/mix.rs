//! What goes wrong, and how often.

use std::time::Duration;

use secrets_store_sandbox::{Chance, Fault};

/// In a thousand requests.
const MIX: [(u32, Fault); 8] = [
    (10, Fault::Reset),
    (5, Fault::LostAnswer),
    (5, Fault::TruncatedJson),
    (10, Fault::ShortBody),
    (10, Fault::BadGateway),
    (10, Fault::LateError),
    (10, Fault::Throttled),
    (10, Fault::SlowBody(Duration::from_millis(200))),
];

/// A fault now and then.
pub(crate) fn chance(mut random: fastrand::Rng) -> Chance {
    Box::new(move || {
        let mut number = random.u32(0..1000);
        for (share, fault) in MIX {
            if number < share {
                return Some(fault);
            }
            number -= share;
        }
        None
    })
}
