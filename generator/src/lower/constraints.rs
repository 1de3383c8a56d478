//! Limits: the tightest of all parts of a schema.

use serde_json::Value;

use super::view::View;
use super::{Lowering, patterns};
use crate::model::{Constraints, Type};

impl Lowering<'_> {
    /// The limits of a schema; patterns that Rust cannot check are reported and left to the server.
    pub(super) fn constraints(&mut self, view: &View<'_>) -> Constraints {
        let mut limits = Constraints::default();
        for item in &view.nodes {
            let node = &item.node;
            let mut count = |key| node.count(key, self.diagnostics);
            limits.min_length = limits.min_length.max(count("minLength"));
            limits.max_length = tightest(limits.max_length, count("maxLength"));
            limits.min_items = limits.min_items.max(count("minItems"));
            limits.max_items = tightest(limits.max_items, count("maxItems"));
            limits.unique_items |= node.flag("uniqueItems", self.diagnostics);
            if limits.pointer.is_empty() && has_limit(node.map) {
                limits.pointer.clone_from(&node.at);
            }
        }
        let minimum = self.bound(view, "minimum", "exclusiveMinimum", |it, other| it > other);
        let minimum = minimum.filter(|it| !says_unsigned(view, it));
        limits.exclusive_minimum = minimum.as_ref().is_some_and(|it| it.exclusive);
        limits.minimum = minimum.map(|it| it.number);
        let maximum = self.bound(view, "maximum", "exclusiveMaximum", |it, other| it < other);
        limits.exclusive_maximum = maximum.as_ref().is_some_and(|it| it.exclusive);
        limits.maximum = maximum.map(|it| it.number);
        let steps = number(view, "multipleOf");
        limits.multiple_of =
            steps.filter(|it| it.parse().is_ok_and(|it: f64| it > 0.0) && it.parse() != Ok(1.0));
        limits.length_in_bytes = self.length_in_bytes(view);
        limits.pattern = self.pattern(view);
        limits.plain = limits.pattern.as_deref().is_some_and(patterns::is_plain);
        limits
    }

    /// The limits of the elements of a list and of the values of a map, where these have no type of their own.
    pub(super) fn limits_of_each(&mut self, view: &View<'_>, ty: &Type) -> Constraints {
        let (key, inner) = match ty {
            Type::List(inner) => ("items", inner),
            Type::Map(inner) => ("additionalProperties", inner),
            _ => return Constraints::default(),
        };
        match view.node_with(key).map(|it| it.join(key)) {
            Some(at) => self.limits_of_scalar(&[at], inner),
            None => Constraints::default(),
        }
    }

    /// The limits of a text or number that has no type of its own.
    pub(super) fn limits_of_scalar(&mut self, targets: &[String], ty: &Type) -> Constraints {
        let scalar = match ty {
            Type::Nullable(inner) => inner,
            ty => ty,
        };
        match scalar {
            Type::String | Type::Secret | Type::Integer(_) | Type::F32 | Type::F64 => {
                let view = self.view_of(targets);
                self.constraints(&view)
            }
            _ => Constraints::default(),
        }
    }

    /// The tightest of all parts; of two that are the same number, one that leaves it out.
    fn bound(
        &mut self,
        view: &View<'_>,
        key: &str,
        exclusive: &str,
        is_tighter: fn(f64, f64) -> bool,
    ) -> Option<Bound> {
        let mut tightest: Option<(f64, Bound)> = None;
        for item in &view.nodes {
            let number = item.node.map.get(key).filter(|it| it.is_number());
            let Some((number, value)) = number.and_then(|it| Some((it, it.as_f64()?))) else {
                continue;
            };
            let bound = Bound {
                number: number.to_string(),
                exclusive: item.node.flag(exclusive, self.diagnostics),
            };
            let tighter = tightest.as_ref().is_none_or(|(other, known)| {
                is_tighter(value, *other)
                    || !is_tighter(*other, value) && bound.exclusive && !known.exclusive
            });
            if tighter {
                tightest = Some((value, bound));
            }
        }
        tightest.map(|(_, bound)| bound)
    }

    fn length_in_bytes(&mut self, view: &View<'_>) -> bool {
        let Some(node) = view.node_with("x-length-unit") else {
            return false;
        };
        match node.text("x-length-unit", self.diagnostics) {
            Some("bytes") => true,
            Some("characters") | None => false,
            Some(other) => {
                let at = node.join("x-length-unit");
                self.diagnostics
                    .one_of(&at, other, &["bytes", "characters"]);
                false
            }
        }
    }

    fn pattern(&mut self, view: &View<'_>) -> Option<String> {
        let node = view.node_with("pattern")?;
        let pattern = node.text("pattern", self.diagnostics)?;
        match regex_lite::Regex::new(pattern) {
            Ok(_) => Some(pattern.to_owned()),
            Err(error) => {
                let at = node.join("pattern");
                self.diagnostics
                    .pattern_not_checked(&at, &error.to_string());
                None
            }
        }
    }
}

/// A limit of numbers.
struct Bound {
    number: String,
    /// Whether the number itself is beyond it.
    exclusive: bool,
}

/// An integer type without sign keeps to a minimum of 0 by itself.
fn says_unsigned(view: &View<'_>, minimum: &Bound) -> bool {
    let whole = view.text("type") == Some("integer")
        || view.first("multipleOf").and_then(Value::as_f64) == Some(1.0);
    whole && minimum.number.parse() == Ok(0.0) && !minimum.exclusive
}

fn tightest(a: Option<u64>, b: Option<u64>) -> Option<u64> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

fn number(view: &View<'_>, key: &str) -> Option<String> {
    view.first(key)
        .filter(|it| it.is_number())
        .map(Value::to_string)
}

fn has_limit(map: &serde_json::Map<String, Value>) -> bool {
    const KEYS: &[&str] = &[
        "minLength",
        "maxLength",
        "minItems",
        "maxItems",
        "uniqueItems",
        "minimum",
        "maximum",
        "multipleOf",
        "pattern",
    ];
    KEYS.iter().any(|key| map.contains_key(*key))
}
