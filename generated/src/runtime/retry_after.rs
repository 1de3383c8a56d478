// @generated from generator/runtime/src/runtime/retry_after.rs. Edit that file.

//! How long the server asks to wait.

use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::{DATE, RETRY_AFTER};

/// The wait that an answer asks for: `retry-after-ms` (milliseconds), else `Retry-After` (RFC 9110, section 10.2.3),
/// as seconds, with a fraction if the server likes, or as a date. That is a time of the server, whose clock stands in the
/// header `Date` of the same answer; only without it the date is compared with `now`.
///
/// A date in the past is no wait. `None` if nothing is said, or nothing that can be read.
pub fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = |name: &str| {
        headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .map(str::trim)
    };
    let milliseconds = text("retry-after-ms").and_then(|it| decimal(it, 1e-3));
    milliseconds.or_else(|| {
        let wait = text(RETRY_AFTER.as_str())?;
        decimal(wait, 1.0).or_else(|| until(wait, text(DATE.as_str()), now))
    })
}

/// A plain decimal number of units, or the longest time there is. `f64` would also take `inf`, `nan` and `1e9`.
fn decimal(text: &str, unit: f64) -> Option<Duration> {
    let plain = text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.');
    let number: f64 = plain.then(|| text.parse().ok()).flatten()?;
    Some(Duration::try_from_secs_f64(number * unit).unwrap_or(Duration::MAX))
}

fn until(text: &str, sent: Option<&str>, now: SystemTime) -> Option<Duration> {
    let date = |text| httpdate::parse_http_date(text).ok();
    let sent = sent.and_then(date).unwrap_or(now);
    Some(date(text)?.duration_since(sent).unwrap_or_default())
}

/// A wait for people, in whole seconds.
pub(crate) fn said(wait: Duration) -> String {
    const YEAR: Duration = Duration::from_secs(366 * 86_400);
    if wait < YEAR {
        format!("{} s", wait.as_secs_f64().ceil())
    } else {
        "more than a year".to_owned()
    }
}
