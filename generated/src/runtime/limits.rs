// @generated from generator/runtime/src/runtime/limits.rs. Edit that file.

//! The rules behind [`Constraints`], for one text, number, list or map; each answers with what is allowed.

use std::collections::BTreeSet;

use crate::runtime::constraints::{Constraints, LengthUnit};
use crate::runtime::nullable::Nullable;
use crate::runtime::plain::Plain;
use crate::runtime::validate::Invalid;

/// Why the second of two equal elements is refused.
pub(crate) const REPEATED: &str = "is in the list more than once";

/// 2⁵³: beyond this, not every integer has its own `f64`.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// The integer that a float is, as far as floats are exact.
#[expect(
    clippy::cast_possible_truncation,
    reason = "only whole numbers in range are cast"
)]
pub(crate) fn exact_integer(number: f64) -> Option<i64> {
    (number.fract() == 0.0 && number.abs() <= EXACT).then_some(number as i64)
}

/// How far, relative to the quotient, a fraction may be off and still count as a whole multiple.
const MULTIPLE_TOLERANCE: f64 = 1e-9;

/// Something that holds a text, or may hold one.
pub trait Text {
    /// The text, if there is one.
    fn text(&self) -> Option<&str>;
}

/// Something that is a number, or may hold one.
pub trait Numeric {
    /// The number, if there is one.
    fn number(&self) -> Option<Number>;
}

/// A number of JSON.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number {
    /// Without a fraction.
    Integer(i128),
    /// Any other.
    Float(f64),
}

impl Number {
    /// The nearest `f64`. Rounding keeps the order, so a value that is within a limit stays within it.
    #[allow(clippy::cast_precision_loss, reason = "that is the point: see above")]
    fn rounded(self) -> f64 {
        match self {
            Self::Integer(integer) => integer as f64,
            Self::Float(float) => float,
        }
    }

    fn is_multiple_of(self, step: f64) -> bool {
        if let (Self::Integer(integer), Some(step)) = (self, exact_integer(step)) {
            return integer % i128::from(step) == 0;
        }
        let quotient = self.rounded() / step;
        (quotient - quotient.round()).abs() <= MULTIPLE_TOLERANCE * quotient.abs().max(1.0)
    }
}

/// Checks a text.
pub(crate) fn text(text: &str, constraints: &Constraints) -> Result<(), String> {
    let unit = constraints.length_unit;
    if constraints.min_length.is_some() || constraints.max_length.is_some() {
        let count = unit.length(text);
        let length = |limit, word: &str| {
            format!(
                "must be {word} {limit} {} long",
                LengthUnit::noun(unit, limit)
            )
        };
        range(
            count,
            constraints.min_length,
            constraints.max_length,
            length,
        )?;
    }
    match constraints.pattern {
        Some(pattern) if !pattern.matches(text) => {
            Err(format!("must match the pattern {}", pattern.text))
        }
        _ => Ok(()),
    }
}

/// Checks a number.
///
/// Limits are `f64`, so one beyond 2⁵³ may have been rounded. A value that equals such a limit after rounding
/// passes: letting the server refuse is better than refusing what the server takes.
pub(crate) fn number(number: Number, constraints: &Constraints) -> Result<(), String> {
    let value = number.rounded();
    if !value.is_finite() {
        return Err("must be a finite number".to_owned());
    }
    match (constraints.minimum, constraints.maximum) {
        (Some(limit), _)
            if value < limit || (constraints.exclusive_minimum && excludes(limit, value)) =>
        {
            let word = if constraints.exclusive_minimum {
                "greater than"
            } else {
                "at least"
            };
            return Err(format!("must be {word} {}", shown(limit)));
        }
        (_, Some(limit))
            if value > limit || (constraints.exclusive_maximum && excludes(limit, value)) =>
        {
            let word = if constraints.exclusive_maximum {
                "less than"
            } else {
                "at most"
            };
            return Err(format!("must be {word} {}", shown(limit)));
        }
        _ => {}
    }
    match constraints.multiple_of {
        Some(step) if step > 0.0 && !number.is_multiple_of(step) => {
            Err(format!("must be a multiple of {step}"))
        }
        _ => Ok(()),
    }
}

/// `Display` pads what a float cannot hold with zeros: `9223372036854776000`.
fn shown(limit: f64) -> String {
    if limit.abs() >= EXACT && limit.abs() < 1e20 {
        format!("{limit:.0}")
    } else {
        limit.to_string()
    }
}

/// Whether an exclusive limit is met exactly.
#[allow(clippy::float_cmp, reason = "exact below 2⁵³, and not asked beyond")]
fn excludes(limit: f64, value: f64) -> bool {
    limit.abs() < EXACT && value == limit
}

/// Checks how many elements a list has.
pub(crate) fn items(count: usize, constraints: &Constraints) -> Result<(), String> {
    let limits = (constraints.min_items, constraints.max_items);
    size(count, limits, ["item", "items"])
}

/// Checks how many entries a map has.
pub(crate) fn properties(count: usize, constraints: &Constraints) -> Result<(), String> {
    let limits = (constraints.min_properties, constraints.max_properties);
    size(count, limits, ["entry", "entries"])
}

fn size(
    count: usize,
    (minimum, maximum): (Option<u64>, Option<u64>),
    [one, many]: [&str; 2],
) -> Result<(), String> {
    let count = u64::try_from(count).unwrap_or(u64::MAX);
    range(count, minimum, maximum, |limit, word| {
        let noun = if limit == 1 { one } else { many };
        format!("must have {word} {limit} {noun}")
    })
}

fn range(
    count: u64,
    minimum: Option<u64>,
    maximum: Option<u64>,
    reason: impl Fn(u64, &str) -> String,
) -> Result<(), String> {
    match (minimum, maximum) {
        (Some(minimum), _) if count < minimum => Err(reason(minimum, "at least")),
        (_, Some(maximum)) if count > maximum => Err(reason(maximum, "at most")),
        _ => Ok(()),
    }
}

/// Checks a parameter.
///
/// One set of constraints serves a list and its elements: the rules for lists apply to the list, those for
/// texts and numbers to each element.
pub fn check_value(field: &str, value: &Plain, constraints: &Constraints) -> Result<(), Invalid> {
    let judge = |verdict: Result<(), String>| {
        verdict.map_err(|reason| Invalid::new(field, reason, constraints.pointer))
    };
    match value {
        Plain::Null | Plain::Bool(_) => Ok(()),
        Plain::String(it) => judge(text(it, constraints)),
        Plain::Number(it) => judge(json_number(it).map_or(Ok(()), |it| number(it, constraints))),
        Plain::Object(it) => judge(properties(it.len(), constraints)),
        Plain::Array(elements) => {
            judge(items(elements.len(), constraints))?;
            let mut seen = BTreeSet::new();
            for (index, element) in elements.iter().enumerate() {
                let field = format!("{field}[{index}]");
                if constraints.unique_items && !seen.insert(element) {
                    return Err(Invalid::new(field, REPEATED, constraints.pointer));
                }
                check_value(&field, element, constraints)?;
            }
            Ok(())
        }
    }
}

fn json_number(text: &str) -> Option<Number> {
    let integer = text.parse().ok().map(Number::Integer);
    integer.or_else(|| text.parse().ok().map(Number::Float))
}

impl Text for str {
    fn text(&self) -> Option<&str> {
        Some(self)
    }
}

impl Text for String {
    fn text(&self) -> Option<&str> {
        Some(self)
    }
}

impl<T: Text> Text for Option<T> {
    fn text(&self) -> Option<&str> {
        self.as_ref().and_then(Text::text)
    }
}

impl<T: Text> Text for Nullable<T> {
    fn text(&self) -> Option<&str> {
        self.value().and_then(Text::text)
    }
}

macro_rules! integers {
    ($($integer:ty),*) => {$(
        impl Numeric for $integer {
            fn number(&self) -> Option<Number> {
                Some(Number::Integer(i128::from(*self)))
            }
        }
    )*};
}

integers!(i32, i64, u32, u64);

impl Numeric for f64 {
    fn number(&self) -> Option<Number> {
        Some(Number::Float(*self))
    }
}

impl Numeric for f32 {
    fn number(&self) -> Option<Number> {
        // By its text, as JSON will carry it: `0.1`, not `0.10000000149011612`.
        Some(Number::Float(
            self.to_string()
                .parse()
                .unwrap_or_else(|_| f64::from(*self)),
        ))
    }
}

impl<T: Numeric> Numeric for Option<T> {
    fn number(&self) -> Option<Number> {
        self.as_ref().and_then(Numeric::number)
    }
}

impl<T: Numeric> Numeric for Nullable<T> {
    fn number(&self) -> Option<Number> {
        self.value().and_then(Numeric::number)
    }
}
