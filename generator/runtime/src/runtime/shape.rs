//! What the values of a type look like: how well a JSON value fits, without reading it.

use serde_json::{Map, Value};

/// What the values of one alternative of a union look like.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// Nothing is known.
    Any,
    /// `true` or `false`.
    Bool,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// Text; one of these, if any are listed.
    Text(&'static [&'static str]),
    /// Text of which a type says whether it is one of those that it knows.
    Known(fn(&str) -> bool),
    /// A list.
    List,
    /// An object.
    Object {
        /// Properties that are always there.
        required: &'static [&'static str],
        /// All other properties.
        optional: &'static [&'static str],
        /// Properties with a single possible text, which no other alternative allows.
        fixed: &'static [(&'static str, &'static str)],
        /// Properties with a single possible text, which others allow as well.
        shared: &'static [(&'static str, &'static str)],
    },
    /// Whichever of these fits best.
    OneOf(&'static [Shape]),
}

/// How badly a value fits; less is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rank {
    told: Told,
    /// Properties that are not known.
    unknown: usize,
    /// Properties that are, below zero.
    known: isize,
    /// Texts that fit although another alternative allows them as well, below zero.
    shared: isize,
}

/// How much the value says of what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Told {
    /// It is of no other kind, or a property has a text that only this can have.
    Exactly,
    /// It is of the right kind.
    Kind,
    /// Anything would do, so this comes after everything else.
    Nothing,
}

impl Rank {
    const fn plain(told: Told) -> Self {
        Self {
            told,
            unknown: 0,
            known: 0,
            shared: 0,
        }
    }

    /// An enum may get new values, but plain text beside it is the better guess.
    const fn of_known(is_known: bool) -> Self {
        Self::plain(if is_known {
            Told::Exactly
        } else {
            Told::Nothing
        })
    }

    /// True if the two know the same properties.
    pub fn is_like(self, other: Self) -> bool {
        let anything = |it: Self| it.told == Told::Nothing;
        anything(self) == anything(other)
            && (self.unknown, self.known) == (other.unknown, other.known)
    }
}

impl Shape {
    /// How well a value fits; `None` if it cannot be one of these.
    pub fn rank(&self, value: &Value) -> Option<Rank> {
        match (self, value) {
            (Self::Any, _) => Some(Rank::plain(Told::Nothing)),
            (Self::Bool, Value::Bool(_)) | (Self::List, Value::Array(_)) => {
                Some(Rank::plain(Told::Exactly))
            }
            (Self::Integer, Value::Number(it)) => {
                let whole = it.as_f64().is_some_and(|it| it.fract() == 0.0);
                whole.then_some(Rank::plain(Told::Exactly))
            }
            (Self::Number, Value::Number(_)) | (Self::Text([]), Value::String(_)) => {
                Some(Rank::plain(Told::Kind))
            }
            (Self::Text(known), Value::String(text)) => {
                Some(Rank::of_known(known.contains(&text.as_str())))
            }
            (Self::Known(knows), Value::String(text)) => Some(Rank::of_known(knows(text))),
            (
                Self::Object {
                    required,
                    optional,
                    fixed,
                    shared,
                },
                Value::Object(map),
            ) => object(required, optional, [fixed, shared], map),
            (Self::OneOf(shapes), _) => shapes.iter().filter_map(|it| it.rank(value)).min(),
            _ => None,
        }
    }
}

fn object(
    required: &[&str],
    optional: &[&str],
    texts: [&[(&str, &str)]; 2],
    map: &Map<String, Value>,
) -> Option<Rank> {
    let complete = required.iter().all(|name| map.contains_key(*name));
    let fits = texts
        .iter()
        .copied()
        .flatten()
        .all(|(name, text)| map.get(*name).is_none_or(|it| it == text));
    if !complete || !fits {
        return None;
    }
    let [fixed, shared] = texts.map(|it| {
        let there = it.iter().filter(|(name, _)| map.contains_key(*name));
        below_zero(there.count())
    });
    let names = || required.iter().chain(optional);
    let known = names().filter(|name| map.contains_key(**name)).count();
    // A property that says which alternative it is counts for more than all others.
    Some(Rank {
        told: if fixed == 0 {
            Told::Kind
        } else {
            Told::Exactly
        },
        unknown: map.len().saturating_sub(known),
        known: below_zero(known),
        shared,
    })
}

fn below_zero(count: usize) -> isize {
    isize::try_from(count).map_or(isize::MIN, |it| -it)
}

#[cfg(test)]
mod tests {
    use super::Shape;
    use serde_json::{Value, json};

    const CAT: Shape = Shape::Object {
        required: &["name"],
        optional: &["lives", "kind"],
        fixed: &[("kind", "cat")],
        shared: &[],
    };
    const DOG: Shape = Shape::Object {
        required: &["name"],
        optional: &["tricks", "kind"],
        fixed: &[("kind", "dog")],
        shared: &[],
    };
    const OPEN: Shape = Shape::Object {
        required: &[],
        optional: &["note"],
        fixed: &[],
        shared: &[],
    };

    const OFF: Shape = Shape::Object {
        required: &[],
        optional: &["mode", "note"],
        fixed: &[],
        shared: &[("mode", "none")],
    };
    const ON: Shape = Shape::Object {
        required: &[],
        optional: &["mode", "note", "volume"],
        fixed: &[],
        shared: &[],
    };

    /// The alternatives that are asked, in their order, if none of them can be read.
    fn asked(value: Value, shapes: &[Shape]) -> Vec<usize> {
        let value = crate::runtime::union::UnknownAlternative::from(value);
        let asked = std::cell::RefCell::default();
        let none = value.best(shapes, |number| {
            let asked: &std::cell::RefCell<Vec<usize>> = &asked;
            asked.borrow_mut().push(number);
            None::<()>
        });
        assert_eq!(none, None);
        asked.take()
    }

    #[test]
    fn a_text_that_others_allow_comes_after_all_that_is_known() {
        for (value, expected) in [
            (json!({"mode": "none", "volume": 1}), &[0, 1][..]),
            (json!({"mode": "none", "note": "x"}), &[1, 0]),
            (json!({"mode": "on", "note": "x"}), &[0]),
            (json!({"note": "x"}), &[0, 1]),
        ] {
            assert_eq!(asked(value.clone(), &[ON, OFF]), expected, "{value}");
        }
    }

    #[test]
    fn the_alternative_that_knows_most_of_a_value_is_first() {
        let shapes = [
            OPEN,
            CAT,
            DOG,
            Shape::Text(&["a"]),
            Shape::Text(&[]),
            Shape::Integer,
            Shape::Number,
            Shape::List,
            Shape::Any,
            Shape::OneOf(&[Shape::Bool, CAT]),
            Shape::Known(|text| text == "b"),
        ];
        for (value, expected) in [
            (json!({"name": "x", "kind": "dog"}), &[2, 0, 8][..]),
            (json!({"name": "x", "lives": 9}), &[1, 9, 2, 0, 8]),
            (json!({"name": "x", "tricks": 3}), &[2, 1, 9, 0, 8]),
            (json!(true), &[9, 8]),
            (json!({"note": "x"}), &[0, 8]),
            (json!({"name": "x", "kind": "bird"}), &[0, 8]),
            (json!("a"), &[3, 4, 8, 10]),
            (json!("b"), &[10, 4, 3, 8]),
            (json!(1), &[5, 6, 8]),
            (json!(1.5), &[6, 8]),
            (json!([]), &[7, 8]),
            (json!(null), &[8]),
        ] {
            assert_eq!(asked(value.clone(), &shapes), expected, "{value}");
        }
    }
}
