//! Which values of a document can be values of a Rust type at all.

use serde_json::Value as Json;

use crate::model::Integer;

/// True if an integer is within its Rust type: what is not does not compile.
pub(super) fn is_integer(integer: Integer, json: &Json) -> bool {
    match integer {
        Integer::I32 => json.as_i64().is_some_and(|it| i32::try_from(it).is_ok()),
        Integer::U32 => json.as_u64().is_some_and(|it| u32::try_from(it).is_ok()),
        Integer::I64 => json.is_i64(),
        Integer::U64 => json.is_u64(),
    }
}

/// True if a number does not become infinite as an `f32`.
pub(super) fn is_f32(number: f64) -> bool {
    number.abs() <= f64::from(f32::MAX)
}

/// True for the date-times of RFC 3339, leap seconds left out: whether there was one depends on the day.
pub(super) fn is_date_time(text: &str) -> bool {
    let Some((head, rest)) = text.split_at_checked("0000-00-00T00:00:00".len()) else {
        return false;
    };
    if !has_shape(head, "0000-00-00T00:00:00") {
        return false;
    }
    let number = |at: usize| head[at..at + 2].parse().unwrap_or(99_u16);
    let year = number(0) * 100 + number(2);
    let (month, day) = (number(5), number(8));
    (1..=12).contains(&month)
        && (1..=days(year, month)).contains(&day)
        && number(11) < 24
        && number(14) < 60
        && number(17) < 60
        && is_offset(rest.strip_prefix('.').map_or(Some(rest), without_fraction))
}

/// One to nine digits, which is what the client reads.
fn without_fraction(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches(|it: char| it.is_ascii_digit());
    (1..=9).contains(&(text.len() - rest.len())).then_some(rest)
}

/// `Z`, `+02:00`
fn is_offset(text: Option<&str>) -> bool {
    let Some(text) = text else { return false };
    let below = |at: usize, most: u8| text[at..at + 2].parse().is_ok_and(|it: u8| it < most);
    text.eq_ignore_ascii_case("z")
        || text.starts_with(['+', '-'])
            && has_shape(&text[1..], "00:00")
            && below(1, 24)
            && below(4, 60)
}

/// Digits where the shape has them, the same everywhere else.
fn has_shape(text: &str, shape: &str) -> bool {
    let fits = |(it, wanted): (u8, u8)| match wanted {
        b'0' => it.is_ascii_digit(),
        wanted => it.eq_ignore_ascii_case(&wanted),
    };
    text.len() == shape.len() && text.bytes().zip(shape.bytes()).all(fits)
}

fn days(year: u16, month: u16) -> u16 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{is_date_time, is_f32, is_integer};
    use crate::model::Integer;

    #[test]
    fn integers_keep_to_the_range_of_their_type() {
        for (integer, value, fits) in [
            (Integer::I32, json!(2_147_483_647_i64), true),
            (Integer::I32, json!(2_147_483_648_i64), false),
            (Integer::U32, json!(-1), false),
            (Integer::U32, json!(4_294_967_295_u64), true),
            (Integer::U32, json!(4_294_967_296_u64), false),
            (Integer::I64, json!(9_223_372_036_854_775_808_u64), false),
            (Integer::U64, json!(9_223_372_036_854_775_808_u64), true),
            (Integer::I64, json!(1.5), false),
        ] {
            assert_eq!(is_integer(integer, &value), fits, "{value}");
        }
        assert!(is_f32(1e38));
        assert!(!is_f32(1e39));
    }

    #[test]
    fn date_times_are_days_and_times_that_there_are() {
        for text in [
            "2024-02-29T23:59:59Z",
            "2024-01-31t12:00:00.123456789z",
            "2024-01-31T12:00:00-23:59",
        ] {
            assert!(is_date_time(text), "{text}");
        }
        for text in [
            "",
            "2020-01-01 10:00",
            "2020-01-01 10:00:00Z",
            "2023-02-29T00:00:00Z",
            "2024-13-01T00:00:00Z",
            "2024-00-10T00:00:00Z",
            "2024-01-31T24:00:00Z",
            "2024-01-31T12:00:00",
            "2024-01-31T12:00:00.Z",
            "2024-01-31T12:00:00.1234567890Z",
            "2024-01-31T12:00:00+2:00",
            "2024-01-31T12:00:00+24:00",
            "2024-01-31T12:00:00é",
            "２024-01-31T12:00:00Z",
        ] {
            assert!(!is_date_time(text), "{text}");
        }
    }
}
