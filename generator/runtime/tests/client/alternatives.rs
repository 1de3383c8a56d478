//! Values that can be one of several things, with integers that are written as floats.

use serde::{Deserialize, Deserializer};
use serde_json::json;

use crate::runtime::decode;
use crate::runtime::drift::decode_tracked;
use crate::runtime::{DriftKind, Shape, UnknownAlternative};

/// In the form in which the generator writes them.
#[derive(Debug, PartialEq)]
enum Event {
    Count(i64),
    Labelled(Labelled),
    Moved(Moved),
    Named(Named),
    Unknown(UnknownAlternative),
}

#[derive(Debug, PartialEq, Deserialize)]
struct Labelled {
    id: i64,
    label: Option<String>,
    inner: Option<Box<Event>>,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Moved {
    id: f64,
    label: Option<String>,
    inner: Option<Nothing>,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Nothing {}

#[derive(Debug, PartialEq, Deserialize)]
struct Named {
    label: Option<String>,
}

impl<'de> Deserialize<'de> for Event {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const SHAPES: &[Shape] = &[
            Shape::Integer,
            Shape::Object {
                required: &["id"],
                optional: &["label", "inner"],
                fixed: &[],
                shared: &[],
            },
            Shape::Object {
                required: &["id"],
                optional: &["label", "inner"],
                fixed: &[],
                shared: &[],
            },
            Shape::Object {
                required: &[],
                optional: &["label"],
                fixed: &[],
                shared: &[],
            },
        ];
        let value = UnknownAlternative::deserialize(deserializer)?;
        let read = |number| match number {
            0 => value.attempt().map(Self::Count),
            1 => value.attempt().map(Self::Labelled),
            2 => value.attempt().map(Self::Moved),
            _ => value.attempt().map(Self::Named),
        };
        let best = value.best(SHAPES, read);
        Ok(best.unwrap_or_else(|| Self::Unknown(value.noted())))
    }
}

fn labelled(id: i64, inner: Option<Event>) -> Event {
    Event::Labelled(Labelled {
        id,
        label: Some("a".to_owned()),
        inner: inner.map(Box::new),
    })
}

#[test]
fn an_integer_that_is_written_as_a_float_hides_no_alternative() {
    let moved = |id| {
        Event::Moved(Moved {
            id,
            label: None,
            inner: None,
        })
    };
    let named = Event::Named(Named {
        label: Some("a".to_owned()),
    });
    let table = [
        ("5.0", Event::Count(5)),
        ("-0", Event::Count(0)),
        (
            r#"{"id":5.0,"label":"a","inner":7}"#,
            labelled(5, Some(Event::Count(7))),
        ),
        (
            r#"{"id":1e2,"label":"a","inner":7.0}"#,
            labelled(100, Some(Event::Count(7))),
        ),
        (
            r#"{"id":1,"label":"a","inner":{"id":2.0,"label":"a","inner":{"id":3.0,"label":"a","inner":-0.0}}}"#,
            labelled(
                1,
                Some(labelled(2, Some(labelled(3, Some(Event::Count(0)))))),
            ),
        ),
        // Something else takes it as it is, and loses most of it.
        (
            r#"{"id":5.0,"label":"a","inner":{"id":6,"label":"a"}}"#,
            labelled(5, Some(labelled(6, None))),
        ),
        // Where something else takes it as it is, that is what it is.
        (r#"{"id":5.0}"#, moved(5.0)),
        (r#"{"id":5.5}"#, moved(5.5)),
        (r#"{"id":"5.0","label":"a"}"#, named),
        ("5.5", Event::Unknown(json!(5.5).into())),
        ("1e300", Event::Unknown(json!(1e300).into())),
    ];
    for (text, expected) in table {
        let read = decode::json::<Event>(text.as_bytes()).ok();
        assert_eq!(read.as_ref(), Some(&expected), "{text}");
        let value = serde_json::from_str(text).expect("JSON");
        let (tracked, found) = decode_tracked::<Event>(&value, "", "o");
        assert_eq!(tracked.ok(), read, "{text}");
        let is_unknown = found
            .iter()
            .any(|it| it.kind == DriftKind::UnknownAlternative);
        assert_eq!(
            is_unknown,
            matches!(expected, Event::Unknown(_)),
            "{text}: {found:?}"
        );
    }
}

/// Items of lists are read out of values.
#[test]
fn an_integer_in_a_value_may_be_written_as_a_float() {
    type Read = (u8, Vec<Option<i64>>, f64);
    for (value, expected) in [
        (
            json!([5.0, [-0.0, null, -3e2], 1.0]),
            Ok((5, vec![Some(0), None, Some(-300)], 1.0)),
        ),
        (json!([5.0, [-0.5], 1.0]), Err("[1][0]")),
        (json!([5, [1e300], 1.0]), Err("[1][0]")),
        (json!([300.0, [], 1]), Err("[0]")),
    ] {
        let (read, _) = decode_tracked::<Read>(&value, "", "o");
        assert_eq!(
            read.as_ref().map_err(|it| it.path.as_str()),
            expected.as_ref().map_err(|it| *it),
            "{value}"
        );
    }
}
