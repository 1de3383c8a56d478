//! Lists and maps whose elements are told apart by their places or names: 3.0 has one schema for all of them.

use serde_json::{Map, Value, json};

use super::schema::Schema;
use crate::spec::pointer;

/// What a list has that was a tuple of elements of several types, so that it is not one of elements without any.
pub(crate) const ELEMENTS_OF_TUPLE: &str = "x-elements-of-tuple";

/// Keys that may describe some of the elements of a list, so that the others are left.
const DESCRIBING: [&str; 7] = [
    "contains",
    "allOf",
    "anyOf",
    "oneOf",
    "if",
    "dependentSchemas",
    "$ref",
];

/// Patterns that all names match.
const ANY_NAME: [&str; 6] = ["", "^", ".*", "^.*$", ".+", "^.+$"];

impl Schema<'_> {
    /// `unevaluatedItems` is `items` where nothing else describes elements.
    pub(super) fn other_elements(&mut self) {
        let Some(it) = self.map.shift_remove("unevaluatedItems") else {
            return;
        };
        if self.map.contains_key("items") {
            return;
        }
        if !DESCRIBING.iter().any(|key| self.map.contains_key(*key)) {
            self.carry("unevaluatedItems", "items");
            self.map.insert("items".to_owned(), it);
        } else if !it.is_boolean() {
            let help = "the elements that it is about are any JSON value";
            self.diagnostics
                .not_in_30(&self.join("unevaluatedItems"), "unevaluatedItems", help);
        }
    }

    /// Tuples, and elements that are anything or nothing.
    pub(super) fn elements(&mut self) {
        let tuple = self.map.shift_remove("prefixItems");
        if let Some(Value::Array(first)) = tuple
            && !first.is_empty()
        {
            self.tuple(first);
        }
        // An element of a tuple can be that as well.
        if let Some(Value::Bool(any)) = self.map.get("items") {
            let nothing = !any;
            self.map.insert("items".to_owned(), json!({}));
            if nothing {
                let help = "the list is always empty; it is typed as a list of any JSON values";
                self.diagnostics
                    .not_in_30(&self.join("items"), "false", help);
            }
        }
    }

    /// A tuple whose elements are all alike is a list of them; any other is a list of JSON values.
    fn tuple(&mut self, first: Vec<Value>) {
        let most = self.map.get("maxItems").and_then(Value::as_u64);
        let ends = most.is_some_and(|it| it <= first.len() as u64);
        let rest = match self.map.get("items") {
            _ if ends => Rest::None,
            it => Rest::of(it),
        };
        let all_alike = first.iter().all(|it| Some(it) == first.first());
        let alike = all_alike && rest.is_like(&first[0]);
        let help = if alike {
            "the elements are typed, their number is not"
        } else if all_alike && matches!(rest, Rest::Any) {
            "what follows may be anything, so the elements are any JSON value; `items: false` would end the list"
        } else {
            "the elements of this tuple are any JSON value"
        };
        self.diagnostics
            .not_in_30(&self.join("prefixItems"), "prefixItems", help);
        match first.into_iter().next() {
            Some(item) if alike => {
                self.carry("prefixItems/0", "items");
                self.map.insert("items".to_owned(), item);
            }
            _ => {
                self.leave("prefixItems");
                self.map.insert("items".to_owned(), json!({}));
                self.map.insert(ELEMENTS_OF_TUPLE.to_owned(), true.into());
            }
        }
        if !self.map.contains_key("type") {
            self.put("type", "array".into(), "prefixItems");
        }
    }

    /// Forgets what was noted inside of what is left out: with each schema around it, it would be there twice as often.
    fn leave(&mut self, key: &str) {
        self.origins.forget_below(&self.join(key));
    }

    /// Properties by pattern, and those that no other part speaks of. Lowering joins all parts of a schema before it
    /// looks at `additionalProperties`, so there the two are one.
    pub(super) fn names(&mut self) {
        let unevaluated = self.map.shift_remove("unevaluatedProperties");
        let patterns = self.map.shift_remove("patternProperties");
        let additional = self.map.contains_key("additionalProperties");
        let closed = unevaluated == Some(Value::Bool(false)) && !additional;
        if let Some(it @ Value::Object(_)) = unevaluated
            && !additional
        {
            self.carry("unevaluatedProperties", "additionalProperties");
            self.map.insert("additionalProperties".to_owned(), it);
        }
        let Some(Value::Object(patterns)) = patterns else {
            return;
        };
        if !patterns.is_empty() {
            self.patterns(patterns, closed);
        }
    }

    fn patterns(&mut self, patterns: Map<String, Value>, closed: bool) {
        let all = patterns.keys().any(|it| ANY_NAME.contains(&it.as_str()));
        let rest = match self.map.get("additionalProperties") {
            _ if closed || all => Rest::None,
            it => Rest::of(it),
        };
        let first = patterns.values().next();
        let all_alike = patterns.values().all(|it| Some(it) == first);
        let alike = all_alike && first.is_some_and(|it| rest.is_like(it));
        let help = if alike {
            "the values are typed, the names are not checked"
        } else if all_alike && matches!(rest, Rest::Any) {
            "other names may have any value, so the values are any JSON value; `additionalProperties: false` would forbid them"
        } else {
            "the values are any JSON value"
        };
        self.diagnostics
            .not_in_30(&self.join("patternProperties"), "patternProperties", help);
        match patterns.into_iter().next() {
            Some((pattern, value)) if alike => {
                let from = pointer::join("patternProperties", &pattern);
                self.carry(&from, "additionalProperties");
                self.map.insert("additionalProperties".to_owned(), value);
            }
            _ => {
                self.leave("patternProperties");
                let any = Value::Bool(true);
                self.put("additionalProperties", any, "patternProperties");
            }
        }
    }
}

/// What is not described by its place or name.
enum Rest {
    None,
    Any,
    Typed(Value),
}

impl Rest {
    fn of(schema: Option<&Value>) -> Self {
        match schema {
            Some(Value::Bool(false)) => Self::None,
            None | Some(Value::Bool(true)) => Self::Any,
            Some(schema) => Self::Typed(schema.clone()),
        }
    }

    /// Whether one type does for it and for what `schema` describes.
    fn is_like(&self, schema: &Value) -> bool {
        match self {
            Self::None => true,
            Self::Any => *schema == json!({}),
            Self::Typed(it) => it == schema,
        }
    }
}
