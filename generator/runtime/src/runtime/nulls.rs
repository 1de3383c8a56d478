//! Nulls among elements that cannot be null, and in the place of lists and maps: the former are left out, the latter are
//! empty, and both are told. Only what could not be read otherwise comes here.

use serde::de::{DeserializeSeed, Deserializer, Error as _, Expected, Visitor};
use serde_json::{Error, Value};

use crate::runtime::drift::{Recorder, Step, descend, record};
use crate::runtime::tracker::Tracker;

/// Whether a null is passed over.
pub(crate) fn are_mended() -> bool {
    record(|recorder| recorder.mended_nulls.is_some()) == Some(true)
}

/// Notes a null where a list or a map should be.
pub(crate) fn found() {
    record(Recorder::note_mended_null);
}

/// Whether a visitor reads a map: structs with a map in them are asked for in the same way.
pub(crate) fn is_map<'de>(visitor: &impl Visitor<'de>) -> bool {
    expects(visitor, "a map")
}

fn expects<'de>(visitor: &impl Visitor<'de>, what: &str) -> bool {
    let expected: &dyn Expected = visitor;
    expected.to_string() == what
}

/// Decodes an element of a list or a map that is null, or the first behind it that is not, if its type cannot be null;
/// `None` if there is no such.
pub(crate) fn element<'de, S: DeserializeSeed<'de>>(
    step: Step<'de>,
    mut next: impl FnMut() -> Option<(Step<'de>, &'de Value)>,
    seed: S,
) -> Result<Option<S::Value>, Error> {
    let around = record(|recorder| recorder.depth()).unwrap_or_default();
    let mut is_over = false;
    let mut next = || {
        let found = next();
        is_over = found.is_none();
        found
    };
    let result = descend(step, || {
        seed.deserialize(Null {
            around,
            next: &mut next,
        })
    });
    if is_over {
        // That nothing is left is no failure.
        record(Recorder::forget_failure);
        return Ok(None);
    }
    result.map(Some)
}

/// A null in a list or in a map. To a type that cannot be null it is the next element that is not.
struct Null<'a, 'de> {
    /// How long the path of the list is.
    around: usize,
    /// The element behind, and where it is.
    next: &'a mut dyn FnMut() -> Option<(Step<'de>, &'de Value)>,
}

impl<'de> Null<'_, 'de> {
    fn passed_over(self) -> Result<Tracker<'de, 'static>, Error> {
        loop {
            found();
            let (step, value) =
                (self.next)().ok_or_else(|| Error::custom("nothing but null is left"))?;
            record(|recorder| recorder.step_aside(self.around, step));
            if !value.is_null() {
                return Ok(Tracker::new(value));
            }
        }
    }
}

macro_rules! passed_over {
    ($($method:ident($($argument:ident: $ty:ty),*)),* $(,)?) => {$(
        fn $method<V: Visitor<'de>>(self, $($argument: $ty,)* visitor: V) -> Result<V::Value, Error> {
            self.passed_over()?.$method($($argument,)* visitor)
        }
    )*};
}

impl<'de> Deserializer<'de> for Null<'_, 'de> {
    type Error = Error;

    passed_over!(
        deserialize_bool(),
        deserialize_i8(),
        deserialize_i16(),
        deserialize_i32(),
        deserialize_i64(),
        deserialize_i128(),
        deserialize_u8(),
        deserialize_u16(),
        deserialize_u32(),
        deserialize_u64(),
        deserialize_u128(),
        deserialize_f32(),
        deserialize_f64(),
        deserialize_char(),
        deserialize_str(),
        deserialize_string(),
        deserialize_bytes(),
        deserialize_byte_buf(),
        deserialize_seq(),
        deserialize_tuple(length: usize),
        deserialize_tuple_struct(name: &'static str, length: usize),
        deserialize_map(),
        deserialize_struct(name: &'static str, fields: &'static [&'static str]),
        deserialize_enum(name: &'static str, variants: &'static [&'static str]),
        deserialize_identifier(),
    );

    /// Whole numbers and secrets ask for anything as well, to say no to it in their own words.
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if expects(&visitor, "any valid JSON value") {
            visitor.visit_unit()
        } else {
            self.passed_over()?.deserialize_any(visitor)
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_none()
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }
}
