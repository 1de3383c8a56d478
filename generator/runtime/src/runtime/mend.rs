//! JSON that `serde_json` refuses although it is clear what was meant. Only what could not be read comes here.

use std::borrow::Cow;

use serde_json::{Number, Value};

use crate::runtime::limits::exact_integer;

/// What is nested deeper than this in a place where nobody looks is left out; `serde_json` reads 127 levels.
const DEEPEST: usize = 100;

/// `bytes` without halves of characters: JavaScript writes them (`"\ud83d"`) where it cuts a text in the middle of an
/// emoji. In their place is U+FFFD, of the same length, so that places stay. `None` if there are none.
pub(crate) fn whole_characters(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut mended = Cow::Borrowed(bytes);
    let mut at = 0;
    let escape = |at| Some(at + bytes.get(at..)?.iter().position(|it| *it == b'\\')?);
    while let Some(start) = escape(at) {
        at = start + 2;
        if let Some(half) = half_of_a_character(bytes, start) {
            at = start + 6;
            if half == Half::First && half_of_a_character(bytes, at) == Some(Half::Second) {
                at += 6;
            } else {
                mended.to_mut()[start + 2..start + 6].copy_from_slice(b"FFFD");
            }
        }
    }
    match mended {
        Cow::Owned(mended) => Some(mended),
        Cow::Borrowed(_) => None,
    }
}

/// A surrogate of UTF-16.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Half {
    First,
    Second,
}

/// What an escape stands for, if it is one of a surrogate.
fn half_of_a_character(bytes: &[u8], at: usize) -> Option<Half> {
    let digits = bytes.get(at..at + 6)?.strip_prefix(b"\\u")?;
    match digits {
        [b'd' | b'D', b'8' | b'9' | b'a' | b'A' | b'b' | b'B', _, _] => Some(Half::First),
        [b'd' | b'D', b'c'..=b'f' | b'C'..=b'F', _, _] => Some(Half::Second),
        _ => None,
    }
}

/// `bytes` with integers written as integers: `5.0`, `1e3` and `-0` are the same to JSON Schema, and to servers whose language
/// has one kind of number. `None` if all are.
pub(crate) fn whole_numbers(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut mended = Vec::with_capacity(bytes.len());
    let (mut rest, mut changed) = (bytes, false);
    while let Some(first) = rest.first() {
        let end = match first {
            b'"' => end_of_text(rest),
            b'-' | b'0'..=b'9' => {
                let end = rest.iter().position(|it| !is_of_number(*it));
                end.unwrap_or(rest.len())
            }
            _ => 1,
        };
        let (part, behind) = rest.split_at(end.min(rest.len()));
        match integer(part) {
            Some(integer) => {
                changed = true;
                mended.extend_from_slice(integer.as_bytes());
            }
            None => mended.extend_from_slice(part),
        }
        rest = behind;
    }
    changed.then_some(mended)
}

/// Most digits of an integer that any type here holds.
const DIGITS: usize = 39;

/// A number that is read as a float as the integer that it is, digit by digit: a float would round it.
fn integer(number: &[u8]) -> Option<String> {
    let number = std::str::from_utf8(number).ok()?;
    let (sign, plain) = match number.strip_prefix('-') {
        Some(plain) => ("-", plain),
        None => ("", number),
    };
    // A zero with a sign is a float to `serde_json` as well.
    let is_float = plain.contains(['.', 'e', 'E']) || number == "-0";
    if !is_float || !plain.starts_with(|it: char| it.is_ascii_digit()) {
        return None;
    }
    let (digits, exponent) = plain.split_once(['e', 'E']).unwrap_or((plain, "0"));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let exponent: isize = exponent.parse().ok()?;
    let digits = format!("{whole}{fraction}");
    let zeros = digits.bytes().take_while(|it| *it == b'0').count();
    let digits = digits.trim_matches('0');
    if digits.is_empty() {
        return Some("0".to_owned());
    }
    // How many digits stand before the point.
    let whole = isize::try_from(whole.len()).ok()?.checked_add(exponent)?;
    let whole = usize::try_from(whole).ok()?.checked_sub(zeros)?;
    (digits.len() <= whole && whole <= DIGITS).then(|| format!("{sign}{digits:0<whole$}"))
}

/// Whether there are integers in `value` that were written as floats.
pub(crate) fn has_integers_as_floats(value: &Value) -> bool {
    match value {
        Value::Number(number) => integer_of(number).is_some(),
        Value::Array(list) => list.iter().any(has_integers_as_floats),
        Value::Object(fields) => fields.values().any(has_integers_as_floats),
        Value::Null | Value::Bool(_) | Value::String(_) => false,
    }
}

/// Whether there is a null anywhere.
pub(crate) fn has_nulls(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(list) => list.iter().any(has_nulls),
        Value::Object(fields) => fields.values().any(has_nulls),
        Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

/// `value` with these as integers.
pub(crate) fn with_integers(value: &Value) -> Value {
    match value {
        Value::Number(number) => {
            integer_of(number).map_or_else(|| value.clone(), |it| Value::Number(it.into()))
        }
        Value::Array(list) => list.iter().map(with_integers).collect(),
        Value::Object(fields) => {
            let fields = fields.iter();
            fields
                .map(|(name, value)| (name.clone(), with_integers(value)))
                .collect()
        }
        Value::Null | Value::Bool(_) | Value::String(_) => value.clone(),
    }
}

/// The integer that was written as a float.
fn integer_of(number: &Number) -> Option<i64> {
    exact_integer(number.as_f64().filter(|_| number.is_f64())?)
}

/// `bytes` with nothing in them that keeps the rest from being read: whole characters, and null for numbers beyond all
/// floats and for what is nested too deep. For what is only looked at; it is not what the server said.
pub(crate) fn everything(bytes: &[u8]) -> Vec<u8> {
    let text = whole_characters(bytes);
    let text = String::from_utf8_lossy(text.as_deref().unwrap_or(bytes));
    let mut rest = text.as_bytes();
    let mut mended = Vec::with_capacity(rest.len());
    let mut depth = 0_usize;
    while let Some(first) = rest.first() {
        let end = match first {
            b'"' => end_of_text(rest),
            b'[' | b'{' if depth == DEEPEST => {
                mended.extend_from_slice(b"null");
                rest = &rest[end_of_nest(rest)..];
                continue;
            }
            b'-' | b'0'..=b'9' => {
                let end = rest.iter().position(|it| !is_of_number(*it));
                let (number, behind) = rest.split_at(end.unwrap_or(rest.len()));
                mended.extend_from_slice(if is_endless(number) { b"null" } else { number });
                rest = behind;
                continue;
            }
            b'[' | b'{' => {
                depth += 1;
                1
            }
            b']' | b'}' => {
                depth = depth.saturating_sub(1);
                1
            }
            _ => 1,
        };
        mended.extend_from_slice(&rest[..end]);
        rest = &rest[end..];
    }
    mended
}

fn is_of_number(byte: u8) -> bool {
    matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E' | b'0'..=b'9')
}

/// Whether no float is so large.
fn is_endless(number: &[u8]) -> bool {
    let number = std::str::from_utf8(number).ok();
    let number = number.and_then(|it| it.parse::<f64>().ok());
    number.is_some_and(f64::is_infinite)
}

/// Where the text ends that begins here.
fn end_of_text(bytes: &[u8]) -> usize {
    let mut at = 1;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    bytes.len()
}

/// Where the list or object ends that begins here.
fn end_of_nest(bytes: &[u8]) -> usize {
    let (mut at, mut depth) = (0, 0_usize);
    while let Some(byte) = bytes.get(at) {
        at += match byte {
            b'"' => end_of_text(&bytes[at..]),
            _ => 1,
        };
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at;
        }
    }
    bytes.len()
}
