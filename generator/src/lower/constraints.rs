//! Limits: the tightest of all parts of a schema. What the client cannot check is said.

use serde_json::Value;

use super::classes::Class;
use super::view::View;
use super::{Lowering, patterns, rows};
use crate::model::{Constraints, Pattern, Type};

impl Lowering<'_> {
    /// The limits of a schema; patterns that Rust cannot check are reported and left to the server.
    pub(super) fn constraints(&mut self, view: &View<'_>) -> Constraints {
        let mut limits = Constraints::default();
        for item in view.nodes.iter() {
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
        limits.multiple_of = self.multiple_of(view);
        limits.length_in_bytes = self.length_in_bytes(view);
        limits.pattern = self.pattern(view);
        limits.plain = limits
            .pattern
            .as_ref()
            .is_some_and(|it| patterns::is_plain(&it.text));
        limits
    }

    /// The limits of a value of a type: only maps have a number of entries.
    pub(super) fn limits(&mut self, view: &View<'_>, ty: &Type) -> Constraints {
        let mut limits = self.constraints(view);
        if limits.unique_items {
            self.objects_not_compared(view);
        }
        if !matches!(ty, Type::Map(_)) {
            return limits;
        }
        for item in view.nodes.iter() {
            let node = &item.node;
            let mut count = |key| node.count(key, self.diagnostics);
            let (least, most) = (count("minProperties"), count("maxProperties"));
            if limits.pointer.is_empty() && least.or(most).is_some() {
                limits.pointer.clone_from(&node.at);
            }
            limits.min_properties = limits.min_properties.max(least);
            limits.max_properties = tightest(limits.max_properties, most);
        }
        limits
    }

    /// Whether two objects or lists are the same is not looked at.
    fn objects_not_compared(&mut self, view: &View<'_>) {
        let Some(items) = view.node_with("items").map(|it| it.join("items")) else {
            return;
        };
        let items = self.view(&items);
        let is_plain = match self.class(&items) {
            Class::Boolean | Class::Integer | Class::Number | Class::Text => true,
            Class::Array | Class::Object | Class::Union | Class::Any => false,
        };
        if let Some(node) = view.node_with("uniqueItems").filter(|_| !is_plain) {
            let key = "uniqueItems";
            self.diagnostics.limit_not_checked(&node.join(key), key);
        }
    }

    /// A struct has the properties that it has: how many of them are set is not counted.
    pub(super) fn properties_not_counted(&mut self, view: &View<'_>) {
        for node in view.nodes.iter().map(|it| &it.node) {
            for key in ["minProperties", "maxProperties"] {
                if node.has(key) {
                    self.diagnostics.limit_not_checked(&node.join(key), key);
                }
            }
        }
    }

    /// The limits of a body: those of a list are checked, and what has a type of its own checks itself.
    pub(super) fn limits_of_body(&mut self, schema: &str, ty: &Type) -> Constraints {
        let view = self.view(schema);
        if !matches!(ty, Type::List(_)) {
            self.left_to_server(schema, ty);
            return Constraints::default();
        }
        if let Some((at, inner)) = inside(&view, ty) {
            self.left_to_server(&at, inner);
        }
        self.limits(&view, ty)
    }

    /// The limits of a parameter; in a list of texts or numbers, those of each element stand with those of the list.
    pub(super) fn limits_of_parameter(&mut self, view: &View<'_>, ty: &Type) -> Constraints {
        let limits = self.limits(view, ty);
        match inside(view, ty) {
            Some((at, inner)) if matches!(ty, Type::List(_)) && is_scalar(inner) => {
                let each = self.limits_of_scalar(&[at], inner);
                let pointer = if limits.is_empty() {
                    each.pointer.clone()
                } else {
                    limits.pointer
                };
                Constraints {
                    min_items: limits.min_items,
                    max_items: limits.max_items,
                    unique_items: limits.unique_items,
                    pointer,
                    ..each
                }
            }
            Some((at, inner)) => {
                self.left_to_server(&at, inner);
                limits
            }
            None => limits,
        }
    }

    /// The limits of the elements of a list and of the values of a map, where these have no type of their own.
    pub(super) fn limits_of_each(&mut self, view: &View<'_>, ty: &Type) -> Constraints {
        let Some((at, inner)) = inside(view, ty) else {
            return Constraints::default();
        };
        if !is_scalar(inner) {
            self.left_to_server(&at, inner);
        }
        self.limits_of_scalar(&[at], inner)
    }

    /// Says so where there are limits that nothing checks: of what has no type of its own and lies further inside.
    fn left_to_server(&mut self, at: &str, ty: &Type) {
        let ty = bare(ty);
        if !is_scalar(ty) && !matches!(ty, Type::List(_) | Type::Map(_)) {
            return;
        }
        let view = self.view(at);
        if !self.limits(&view, ty).is_empty() {
            for node in view.nodes.iter().map(|it| &it.node) {
                for key in KEYS.iter().filter(|it| node.has(it)) {
                    self.diagnostics.limit_not_checked(&node.join(key), key);
                }
            }
        }
        if let Some((at, inner)) = inside(&view, ty) {
            self.left_to_server(&at, inner);
        }
    }

    /// The limits of a text or number that has no type of its own.
    pub(super) fn limits_of_scalar(&mut self, targets: &[String], ty: &Type) -> Constraints {
        if !is_scalar(ty) {
            return Constraints::default();
        }
        let view = self.view_of(targets);
        self.constraints(&view)
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
        for item in view.nodes.iter() {
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

    /// What all parts ask for together: the least common multiple, which is one of them, or a whole number.
    fn multiple_of(&mut self, view: &View<'_>) -> Option<String> {
        let mut common: Option<(f64, String)> = None;
        for node in view.nodes.iter().map(|it| &it.node) {
            let Some(number) = node.map.get("multipleOf").filter(|it| it.is_number()) else {
                continue;
            };
            let Some(value) = number.as_f64().filter(|it| *it > 0.0) else {
                continue;
            };
            common = Some(match common {
                None => (value, number.to_string()),
                Some((known, text)) if known % value == 0.0 => (known, text),
                Some((known, _)) if value % known == 0.0 => (value, number.to_string()),
                Some((known, text)) => least_common_multiple(&text, number).unwrap_or_else(|| {
                    let key = "multipleOf";
                    self.diagnostics.limit_not_checked(&node.join(key), key);
                    (known, text)
                }),
            });
        }
        common
            .filter(|(_, text)| text.parse() != Ok(1.0))
            .map(|(_, text)| text)
    }

    /// The first pattern; there is one check.
    fn pattern(&mut self, view: &View<'_>) -> Option<Pattern> {
        let node = view.node_with("pattern")?;
        let pattern = node.text("pattern", self.diagnostics)?;
        for other in view.nodes.iter().map(|it| &it.node) {
            let differs = |it: &Value| it.as_str().is_some_and(|it| it != pattern);
            if other.get("pattern").is_some_and(differs) {
                let at = other.join("pattern");
                self.diagnostics.limit_not_checked(&at, "pattern");
            }
        }
        if pattern.starts_with("/^") {
            // A text does not begin behind a slash, so that nothing could ever be sent.
            let why = "between slashes, as JavaScript has it, it matches no text at all";
            self.diagnostics
                .pattern_not_checked(&node.join("pattern"), why);
            return None;
        }
        match regex_lite::Regex::new(pattern) {
            Ok(_) => {
                let row = rows::read(pattern);
                self.has_expressions |= row.is_none();
                let text = pattern.to_owned();
                Some(Pattern { text, row })
            }
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

fn least_common_multiple(a: &str, b: &Value) -> Option<(f64, String)> {
    let (a, b): (u32, u32) = (a.parse().ok()?, b.as_u64()?.try_into().ok()?);
    let (mut divisor, mut rest) = (a, b);
    while rest != 0 {
        (divisor, rest) = (rest, divisor % rest);
    }
    let common = (a / divisor).checked_mul(b)?;
    Some((f64::from(common), common.to_string()))
}

/// The elements of a list or the values of a map: their schema, and their type.
fn inside<'t>(view: &View<'_>, ty: &'t Type) -> Option<(String, &'t Type)> {
    let (key, inner) = match ty {
        Type::List(inner) => ("items", inner),
        Type::Map(inner) => ("additionalProperties", inner),
        _ => return None,
    };
    let node = view.node_with(key).filter(|it| it.map[key].is_object())?;
    Some((node.join(key), inner))
}

fn bare(ty: &Type) -> &Type {
    match ty {
        Type::Nullable(inner) => inner,
        ty => ty,
    }
}

/// True for texts and numbers that have no type of their own.
fn is_scalar(ty: &Type) -> bool {
    matches!(
        bare(ty),
        Type::String | Type::Secret | Type::Integer(_) | Type::F32 | Type::F64
    )
}

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
    "minProperties",
    "maxProperties",
];

fn has_limit(map: &serde_json::Map<String, Value>) -> bool {
    KEYS.iter().any(|key| map.contains_key(*key))
}
