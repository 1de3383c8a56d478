//! Points in time as APIs write them (RFC 3339).

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;
use std::time::{Duration, SystemTime};

use serde::de::{Deserialize, Deserializer, Visitor};
use serde::ser::{Serialize, Serializer};

use crate::runtime::calendar::{self, Moment};
use crate::runtime::drift;

const NANOS_PER_SECOND: u32 = 1_000_000_000;

/// A point in time: the RFC 3339 text it came with, and the instant it means.
///
/// `as_str` and `Display` give the text as it came, so nothing is lost on the way back. Comparison and hashing are by
/// instant: `2026-07-01T02:00:00+02:00` equals `2026-07-01T00:00:00.000Z`. A leap second equals the second after it,
/// as it does in Unix time.
///
/// In answers other spellings are read as well, and reported as drift: a space in place of `T`, offsets such as `+0200`
/// and `+02`, more than nine digits of the second, no seconds, no signs between the numbers (`20260701T123000Z`), the name
/// of a zone behind the offset, and 24:00. Times without an offset are taken to be in UTC, and a day alone begins then.
#[derive(Clone)]
pub struct Timestamp {
    seconds: i64,
    nanos: u32,
    /// Of the text, in bytes.
    length: u8,
    /// Here and not in a box: pages of answers have more of them than of anything else.
    text: [u8; calendar::LONGEST],
}

impl Timestamp {
    /// Reads an RFC 3339 date-time: any offset, a fraction of up to nine digits, `t` and `z` in either case.
    ///
    /// # Errors
    ///
    /// If the text is anything else, or a date that does not exist.
    pub fn parse(text: &str) -> Result<Self, InvalidTimestamp> {
        let moment = calendar::parse(text).ok_or(InvalidTimestamp(()))?;
        Ok(Self::new(text, moment))
    }

    /// A text that is no longer than the longest that can be read.
    fn new(text: &str, Moment { seconds, nanos }: Moment) -> Self {
        let text = text.as_bytes();
        let length = text.len().min(calendar::LONGEST);
        let mut bytes = [0; calendar::LONGEST];
        bytes[..length].copy_from_slice(&text[..length]);
        #[expect(clippy::cast_possible_truncation, reason = "below 256")]
        let length = length as u8;
        Self {
            seconds,
            nanos,
            length,
            text: bytes,
        }
    }

    fn moment(&self) -> Moment {
        let Self { seconds, nanos, .. } = *self;
        Moment { seconds, nanos }
    }

    /// The text it came with.
    pub fn as_str(&self) -> &str {
        let text = &self.text[..usize::from(self.length)];
        std::str::from_utf8(text).unwrap_or_default()
    }

    /// Nanoseconds since 1970-01-01T00:00:00Z, negative before.
    pub fn unix_nanos(&self) -> i128 {
        i128::from(self.seconds) * i128::from(NANOS_PER_SECOND) + i128::from(self.nanos)
    }
}

/// In UTC, with microseconds, or with nanoseconds where there are any. Years after 9999, which RFC 3339 cannot say,
/// become the last microsecond of 9999, and years before 0 the first of 0.
impl From<SystemTime> for Timestamp {
    fn from(time: SystemTime) -> Self {
        let (seconds, nanos) = match time.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(after) => (
                i64::try_from(after.as_secs()).unwrap_or(i64::MAX),
                after.subsec_nanos(),
            ),
            Err(before) => {
                let before = before.duration();
                let whole = i64::try_from(before.as_secs()).map_or(i64::MIN, |seconds| -seconds);
                match before.subsec_nanos() {
                    0 => (whole, 0),
                    nanos => (whole.saturating_sub(1), NANOS_PER_SECOND - nanos),
                }
            }
        };
        let moment = Moment { seconds, nanos }.in_four_digit_years();
        Self::new(&calendar::print(moment), moment)
    }
}

/// A time that the platform cannot express becomes the Unix epoch: on Windows, one before 1601.
impl From<&Timestamp> for SystemTime {
    fn from(timestamp: &Timestamp) -> Self {
        let whole = Duration::from_secs(timestamp.seconds.unsigned_abs());
        let whole = if timestamp.seconds < 0 {
            Self::UNIX_EPOCH.checked_sub(whole)
        } else {
            Self::UNIX_EPOCH.checked_add(whole)
        };
        let nanos = Duration::from_nanos(timestamp.nanos.into());
        whole
            .and_then(|whole| whole.checked_add(nanos))
            .unwrap_or(Self::UNIX_EPOCH)
    }
}

impl From<Timestamp> for SystemTime {
    fn from(timestamp: Timestamp) -> Self {
        Self::from(&timestamp)
    }
}

impl FromStr for Timestamp {
    type Err = InvalidTimestamp;

    fn from_str(text: &str) -> Result<Self, InvalidTimestamp> {
        Self::parse(text)
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Timestamp({})", self.as_str())
    }
}

impl PartialEq for Timestamp {
    fn eq(&self, other: &Self) -> bool {
        self.moment() == other.moment()
    }
}

impl Eq for Timestamp {}

impl PartialOrd for Timestamp {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Timestamp {
    fn cmp(&self, other: &Self) -> Ordering {
        self.moment().cmp(&other.moment())
    }
}

impl Hash for Timestamp {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.moment().hash(state);
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(TimestampVisitor)
    }
}

/// Reads one.
pub(crate) struct TimestampVisitor;

impl Visitor<'_> for TimestampVisitor {
    type Value = Timestamp;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an RFC 3339 date-time")
    }
    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Timestamp, E> {
        Timestamp::parse(text).or_else(|error| {
            let (spelt, moment) = calendar::respelt(text).ok_or_else(|| E::custom(error))?;
            drift::unusual_time();
            // What is too long to be kept has digits that mean nothing, or the name of a zone.
            let short = text.len() <= calendar::LONGEST;
            Ok(Timestamp::new(if short { text } else { &spelt }, moment))
        })
    }
}

/// A text that is no RFC 3339 date-time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidTimestamp(());

impl fmt::Display for InvalidTimestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not an RFC 3339 date-time such as 2026-07-01T12:30:00.123456Z")
    }
}

impl std::error::Error for InvalidTimestamp {}
