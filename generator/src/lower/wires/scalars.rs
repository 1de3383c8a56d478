//! Texts and numbers that keep the limits of their schemas.

use serde_json::{Value as Json, json};

use super::schema_parts::Whole;

/// A whole number that is no other one.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "limits are far from that, or compared as they are rounded"
)]
pub(super) fn integer(whole: &Whole<'_>, number: usize) -> Json {
    let value = limited(whole, number, 1.0);
    if value >= u64::MAX as f64 {
        return json!(value);
    }
    if value > i64::MAX as f64 {
        return json!(value as u64);
    }
    json!(value as i64)
}

/// A number with a fraction, unless only whole ones fit.
pub(super) fn number(whole: &Whole<'_>, number: usize) -> Json {
    let steps = whole.least("multipleOf");
    let format = whole.text("format");
    let integral = format.is_some_and(|it| it.starts_with("int") || it.starts_with("uint"));
    if integral || steps.is_some_and(|it| it.fract() == 0.0) {
        return integer(whole, number);
    }
    let value = limited(whole, number, 0.0) + 0.5;
    let most = whole.least("maximum").unwrap_or(f64::MAX);
    json!(if value < most || steps.is_some() {
        value
    } else {
        most
    })
}

fn limited(whole: &Whole<'_>, number: usize, step: f64) -> f64 {
    let small = u32::try_from(number % 1000).unwrap_or_default();
    let mut value = f64::from(small) + 2.0;
    if let Some(least) = whole.most("minimum") {
        let least = least
            + if whole.flag("exclusiveMinimum") {
                step
            } else {
                0.0
            };
        value = value.max(least.ceil());
    }
    if let Some(most) = whole.least("maximum") {
        let most = most
            - if whole.flag("exclusiveMaximum") {
                step
            } else {
                0.0
            };
        value = value.min(most.floor());
    }
    match whole.product("multipleOf") {
        Some(of) if of >= 1.0 => (value / of).floor() * of,
        _ => value,
    }
}

/// Whether a number has a sign that its type has not, since its limits contradict each other or the format.
pub(super) fn lacks_sign(whole: &Whole<'_>, value: &Json) -> bool {
    let unsigned = matches!(whole.text("format"), Some("uint" | "uint32" | "uint64"));
    let unsigned = unsigned || whole.most("minimum").is_some_and(|it| it >= 0.0);
    unsigned && value.as_f64().is_some_and(|it| it < 0.0)
}

/// A count of things.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "rounded and limited before"
)]
pub(super) fn count(number: f64) -> usize {
    number.clamp(0.0, 64.0) as usize
}

/// A text that is no other one.
pub(super) fn text(whole: &Whole<'_>, prefix: &str, number: usize) -> String {
    match whole.text("format") {
        Some("date-time" | "google-datetime") => {
            return format!("2024-01-31T12:{:02}:{:02}Z", number / 60 % 60, number % 60);
        }
        Some("date") => return format!("2024-01-{:02}", number % 28 + 1),
        Some("uuid") => return format!("00000000-0000-4000-8000-{number:012}"),
        Some("byte") => return "dGV4dA==".to_owned(),
        _ => {}
    }
    let text = format!("{prefix}{number}");
    let length = text.chars().count();
    let most = whole
        .least("maxLength")
        .map_or(usize::MAX, |it| count(it.min(64.0)));
    let least = whole.most("minLength").map_or(0, count);
    if length > most {
        return text.chars().skip(length - most).collect();
    }
    format!("{text}{}", "x".repeat(least.saturating_sub(length)))
}
