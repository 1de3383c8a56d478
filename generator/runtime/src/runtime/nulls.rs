//! Nulls among elements that cannot be null, and in the place of lists and maps: the former are left out, the latter are
//! empty, and both are told. Only what could not be read otherwise comes here. Properties without a field of their own, beside
//! some that have one, are no such map: serde keeps them aside.

use std::cell::{Cell, RefCell};

use serde::de::{DeserializeSeed, Error as _, Expected, Visitor};
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

/// Whether a visitor takes null for what it is.
pub(crate) fn is_any<'de>(visitor: &impl Visitor<'de>) -> bool {
    expects(visitor, "any valid JSON value")
}

/// Decodes an element of a list or a map that is null, or the first behind it that is not, if its type cannot be null;
/// `None` if there is no such.
pub(crate) fn element<'de, S: DeserializeSeed<'de>>(
    step: Step<'de>,
    next: &mut Next<'_, 'de>,
    seed: S,
) -> Result<Option<S::Value>, Error> {
    let behind = Behind {
        around: record(|recorder| recorder.depth()).unwrap_or_default(),
        next: RefCell::new(next),
        is_over: Cell::new(false),
    };
    let result = descend(step, || seed.deserialize(Tracker::null(&behind)));
    if behind.is_over.get() {
        // That nothing is left is no failure.
        record(Recorder::forget_failure);
        return Ok(None);
    }
    result.map(Some)
}

/// Gives the next element, and where it is.
pub(crate) type Next<'a, 'de> = dyn FnMut() -> Option<(Step<'de>, &'de Value)> + 'a;

/// What is behind a null in a list or in a map.
pub(crate) struct Behind<'a, 'de> {
    /// How long the path of the list is.
    around: usize,
    next: RefCell<&'a mut Next<'a, 'de>>,
    is_over: Cell<bool>,
}

impl<'de> Behind<'_, 'de> {
    /// The first that is not null.
    pub(crate) fn first(&self) -> Result<&'de Value, Error> {
        loop {
            found();
            let Some((step, value)) = (self.next.borrow_mut())() else {
                self.is_over.set(true);
                return Err(Error::custom("nothing but null is left"));
            };
            record(|recorder| recorder.step_aside(self.around, step));
            if !value.is_null() {
                return Ok(value);
            }
        }
    }
}
