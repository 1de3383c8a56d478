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

/// The longest text that [`parse`] reads, in bytes.
pub(crate) const LONGEST: usize = "2026-07-01T12:30:00.123456789+02:00".len();

/// Reads `2026-07-01T12:30:00.123+02:00`.
pub(crate) fn parse(text: &str) -> Option<Moment> {
    // Answers are full of these: each field is where it has to be, so nothing is searched.
    let (head, rest) = text.as_bytes().split_first_chunk::<19>()?;
    #[rustfmt::skip]
    let [_, _, _, _, b'-', _, _, b'-', _, _, b'T' | b't', _, _, b':', _, _, b':', _, _] = head else {
        return None;
    };
    let number = |at: usize| two_digits(head[at], head[at + 1]);
    let year = number(0)? * 100 + number(2)?;
    let (month, day) = (number(5)?, number(8)?);
    let (hour, minute, second) = (number(11)?, number(14)?, number(17)?);
    let (nanos, rest) = fraction(rest)?;
    let offset = offset(rest)?;

    let exists = (1..=12).contains(&month)
        && (1..=days_in_month(year, month)).contains(&day)
        && hour <= 23
        && minute <= 59
        && second <= 60;
    if !exists {
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

/// The RFC 3339 text for what services write in its place, and what it means: `2026-07-01 12:30:00.1234567890+0200`,
/// `20260701T123000Z`, `2026-07-01T12:30Z[UTC]`, no offset, a day alone, or 24:00 for its end.
pub(crate) fn respelt(text: &str) -> Option<(String, Moment)> {
    let spelt = in_full(text)?;
    if let Some(moment) = parse(&spelt) {
        return Some((spelt, moment));
    }
    let (date, rest) = spelt.split_once("T24:00:00")?;
    let mut moment = parse(&format!("{date}T00:00:00{rest}")).filter(|it| it.nanos == 0)?;
    moment.seconds += SECONDS_PER_DAY;
    Some((print(moment), moment))
}

/// With everything that RFC 3339 wants, as far as it is there or goes without saying.
fn in_full(text: &str) -> Option<String> {
    let (text, zone) = match text.strip_suffix(']') {
        Some(text) => text.split_once('[')?,
        None => (text, ""),
    };
    let (date, time) = day(text)?;
    let clock = time.find(['Z', 'z', '+', '-']).unwrap_or(time.len());
    let (clock, offset) = time.split_at(clock);
    // What a zone means stands in a table that is not here.
    if offset.is_empty() && !zone.is_empty() {
        return None;
    }
    let clock = clock.strip_suffix(' ').unwrap_or(clock);
    let (second, fraction) = match clock.split_once(['.', ',']) {
        Some((second, fraction)) => (second, format!(".{fraction:.9}")),
        None => (clock, String::new()),
    };
    let second = match second.len() {
        5 if fraction.is_empty() => format!("{second}:00"),
        6 => format!(
            "{}:{}:{}",
            second.get(..2)?,
            second.get(2..4)?,
            second.get(4..)?
        ),
        _ => second.to_owned(),
    };
    let digits = fraction.bytes().skip(1).all(|it| it.is_ascii_digit());
    let offset = match (offset.len(), offset.get(1..3), offset.get(3..)) {
        (0, ..) => "Z".to_owned(),
        (3, Some(_), _) => format!("{offset}:00"),
        (5, Some(hours), Some(minutes)) => format!("{}{hours}:{minutes}", &offset[..1]),
        _ => offset.to_owned(),
    };
    digits.then(|| format!("{date}T{second}{fraction}{offset}"))
}

/// The day, and the time on it.
fn day(text: &str) -> Option<(String, &str)> {
    let is_time = |at: usize| matches!(text.as_bytes().get(at), Some(b'T' | b't' | b' '));
    if is_time(8) {
        let (year, month, day) = (text.get(..4)?, text.get(4..6)?, text.get(6..8)?);
        return Some((format!("{year}-{month}-{day}"), &text[9..]));
    }
    let date = text.get(..10)?.to_owned();
    match text.len() {
        10 => Some((date, "00:00")),
        _ if is_time(10) => Some((date, &text[11..])),
        _ => None,
    }
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

/// Nanoseconds: one to nine digits after a point, or no point. And what comes after them.
fn fraction(text: &[u8]) -> Option<(u32, &[u8])> {
    let [b'.', digits @ ..] = text else {
        return Some((0, text));
    };
    let (mut number, mut length) = (0, 0);
    while let Some(digit) = digits.get(length).copied().and_then(digit) {
        let unit = UNITS.get(length)?;
        number += digit * unit;
        length += 1;
    }
    (length > 0).then(|| (number, &digits[length..]))
}

/// What a one counts in each place behind the point, in nanoseconds.
const UNITS: [u32; 9] = [
    100_000_000,
    10_000_000,
    1_000_000,
    100_000,
    10_000,
    1000,
    100,
    10,
    1,
];

/// Minutes east of UTC, with nothing after them.
fn offset(text: &[u8]) -> Option<i64> {
    let (sign, rest) = match text {
        [b'Z' | b'z'] => return Some(0),
        [b'+', rest @ ..] => (1, rest),
        [b'-', rest @ ..] => (-1, rest),
        _ => return None,
    };
    let [tens, ones, b':', ten_minutes, minutes] = *rest else {
        return None;
    };
    let hours = two_digits(tens, ones)?;
    let minutes = two_digits(ten_minutes, minutes)?;
    (hours <= 23 && minutes <= 59).then_some(sign * (hours * 60 + minutes))
}

fn two_digits(tens: u8, ones: u8) -> Option<i64> {
    Some(i64::from(digit(tens)? * 10 + digit(ones)?))
}

fn digit(byte: u8) -> Option<u32> {
    let digit = byte.wrapping_sub(b'0');
    (digit <= 9).then_some(u32::from(digit))
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
