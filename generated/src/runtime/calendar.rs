// @generated from generator/runtime/src/runtime/calendar.rs. Edit that file.

//! RFC 3339 date-times and the proleptic Gregorian calendar behind them.

const SECONDS_PER_DAY: i64 = 86_400;

/// 0000-01-01T00:00:00Z and the second after the last one of 9999.
const FOUR_DIGIT_YEARS: std::ops::Range<i64> = -62_167_219_200..253_402_300_800;

/// A time since the Unix epoch, rounded down to the second, and what was cut off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Moment {
    pub(crate) seconds: i64,
    pub(crate) nanos: u32,
}

impl Moment {
    /// The nearest moment whose year has four digits.
    pub(crate) fn in_four_digit_years(self) -> Self {
        if self.seconds < FOUR_DIGIT_YEARS.start {
            Self {
                seconds: FOUR_DIGIT_YEARS.start,
                nanos: 0,
            }
        } else if self.seconds >= FOUR_DIGIT_YEARS.end {
            Self {
                seconds: FOUR_DIGIT_YEARS.end - 1,
                nanos: 999_999_000,
            }
        } else {
            self
        }
    }
}

/// Reads `2026-07-01T12:30:00.123+02:00`.
pub(crate) fn parse(text: &str) -> Option<Moment> {
    let mut rest = Cursor(text.as_bytes());
    let year = rest.number(4)?;
    rest.one_of(b"-")?;
    let month = rest.number(2)?;
    rest.one_of(b"-")?;
    let day = rest.number(2)?;
    rest.one_of(b"Tt")?;
    let hour = rest.number(2)?;
    rest.one_of(b":")?;
    let minute = rest.number(2)?;
    rest.one_of(b":")?;
    let second = rest.number(2)?;
    let nanos = rest.fraction()?;
    let offset = rest.offset()?;

    let exists = (1..=12).contains(&month)
        && (1..=days_in_month(year, month)).contains(&day)
        && hour <= 23
        && minute <= 59
        && second <= 60;
    if !exists || !rest.0.is_empty() {
        return None;
    }
    let day_seconds = hour * 3600 + minute * 60 + second - offset * 60;
    // Leap seconds are the last of a day in UTC, whatever the clock on the wall says (RFC 3339, 5.7).
    if second == 60 && day_seconds.rem_euclid(SECONDS_PER_DAY) != 0 {
        return None;
    }
    Some(Moment {
        seconds: days_since_epoch(year, month, day) * SECONDS_PER_DAY + day_seconds,
        nanos,
    })
}

/// Prints in UTC: six digits of the second, or nine where six are not enough.
pub(crate) fn print(moment: Moment) -> String {
    let (year, month, day) = date(moment.seconds.div_euclid(SECONDS_PER_DAY));
    let second = moment.seconds.rem_euclid(SECONDS_PER_DAY);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    let fraction = match moment.nanos % 1000 {
        0 => format!("{:06}", moment.nanos / 1000),
        _ => format!("{:09}", moment.nanos),
    };
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{fraction}Z")
}

/// What is left to read.
struct Cursor<'a>(&'a [u8]);

impl Cursor<'_> {
    fn peek(&self) -> Option<u8> {
        self.0.first().copied()
    }

    fn one_of(&mut self, allowed: &[u8]) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        allowed.contains(first).then_some(*first)
    }

    /// Exactly so many digits.
    fn number(&mut self, digits: usize) -> Option<i64> {
        let (head, rest) = self.0.split_at_checked(digits)?;
        self.0 = rest;
        let mut number = 0;
        for byte in head {
            number = number * 10 + digit(*byte)?;
        }
        Some(number)
    }

    /// One to nine digits after a point, or no point.
    fn fraction(&mut self) -> Option<u32> {
        if self.peek() != Some(b'.') {
            return Some(0);
        }
        self.0 = &self.0[1..];
        let (mut nanos, mut unit) = (0, 1_000_000_000);
        while let Some(digit) = self.peek().and_then(digit) {
            unit /= 10;
            nanos += digit * unit;
            self.0 = &self.0[1..];
            if unit == 0 {
                return None;
            }
        }
        (unit < 1_000_000_000).then(|| u32::try_from(nanos).ok())?
    }

    /// Minutes east of UTC.
    fn offset(&mut self) -> Option<i64> {
        let sign = match self.one_of(b"Zz+-")? {
            b'+' => 1,
            b'-' => -1,
            _ => return Some(0),
        };
        let hours = self.number(2)?;
        self.one_of(b":")?;
        let minutes = self.number(2)?;
        (hours <= 23 && minutes <= 59).then_some(sign * (hours * 60 + minutes))
    }
}

fn digit(byte: u8) -> Option<i64> {
    byte.is_ascii_digit().then(|| i64::from(byte - b'0'))
}

fn days_in_month(year: i64, month: i64) -> i64 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days from 1970-01-01, after Howard Hinnant's `days_from_civil`
/// (<https://howardhinnant.github.io/date_algorithms.html>): years begin in March, eras have 400 years.
fn days_since_epoch(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// Year, month and day: `civil_from_days` from the same place.
fn date(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 {
        shifted_month + 3
    } else {
        shifted_month - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}
