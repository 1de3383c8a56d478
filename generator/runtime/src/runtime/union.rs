//! Unions: told apart by a property (`discriminator` in `OpenAPI`), or by which alternative fits best.

use std::borrow::Cow;
use std::cell::{Cell, LazyCell};
use std::fmt;

use serde::de::{Deserialize, DeserializeOwned, Deserializer};
use serde::{Serialize, Serializer};
use serde_json::Value;

use crate::runtime::drift;
use crate::runtime::mend;
use crate::runtime::shape::{Rank, Shape};
use crate::runtime::tagged::Tagged;
use crate::runtime::tracker::Tracker;

/// A value that fits none of the alternatives that this version of the crate knows. It is written back as it came.
///
/// `Debug` says what kind of value it is and nothing of what is in it.
#[derive(Clone, PartialEq)]
pub struct UnknownAlternative(Value);

impl UnknownAlternative {
    /// The value.
    pub fn as_json(&self) -> &Value {
        &self.0
    }

    /// The value.
    pub fn into_json(self) -> Value {
        self.0
    }
}

impl From<Value> for UnknownAlternative {
    fn from(value: Value) -> Self {
        Self(value)
    }
}

impl fmt::Debug for UnknownAlternative {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::String(_) => "a text",
            Value::Array(_) => "a list",
            Value::Object(_) => "an object",
        })
    }
}

impl Serialize for UnknownAlternative {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for UnknownAlternative {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Value::deserialize(deserializer).map(Self)
    }
}

thread_local! {
    /// Whether the next alternative is to see integers where floats are written. Emitted code only says which one it is.
    static MENDS: Cell<bool> = const { Cell::new(false) };
}

/// What emitted code asks of a value before it knows which alternative it is.
#[allow(dead_code, reason = "called by emitted code")]
impl UnknownAlternative {
    /// The tag of an object, if it has one.
    pub(crate) fn tag(&self, property: &str) -> Option<&str> {
        self.0.get(property)?.as_str()
    }

    /// True of an object that does not say what it is.
    pub(crate) fn is_untagged(&self, property: &str) -> bool {
        let tag = self.0.as_object().map(|it| it.get(property));
        matches!(tag, Some(None | Some(Value::Null)))
    }

    /// Reads one variant out of the whole object.
    ///
    /// Where drift is watched, it is watched in here too; the tag itself, which the variant need not know, is not one.
    pub(crate) fn variant<T, E>(&self, property: &str) -> Result<T, E>
    where
        T: DeserializeOwned,
        E: serde::de::Error,
    {
        drift::decode_nested(&self.0, property).map_err(E::custom)
    }

    /// Reads the alternative that fits best. What the values look like decides; of alternatives that know the same
    /// properties, the first that also knows all that is inside, or else most of it.
    pub(crate) fn best<T>(&self, shapes: &[Shape], read: impl Fn(usize) -> Option<T>) -> Option<T> {
        let mends = LazyCell::new(|| mend::has_integers_as_floats(&self.0));
        let mut ranked = self.ranked(shapes);
        while let Some((best, _)) = ranked.first().copied() {
            let (alike, rest): (Vec<_>, Vec<_>) =
                ranked.into_iter().partition(|(it, _)| best.is_like(*it));
            let found = one_of(&alike, &mends, &read);
            if found.is_some() {
                return found;
            }
            ranked = rest;
        }
        None
    }

    /// The value as the alternative that is asked now is to see it.
    fn shown(&self) -> Cow<'_, Value> {
        if MENDS.take() {
            Cow::Owned(mend::with_integers(&self.0))
        } else {
            Cow::Borrowed(&self.0)
        }
    }

    /// The alternatives whose values look like this one, the best first.
    fn ranked(&self, shapes: &[Shape]) -> Vec<(Rank, usize)> {
        let mut ranked: Vec<_> = shapes
            .iter()
            .enumerate()
            .filter_map(|(number, shape)| Some((shape.rank(&self.0)?, number)))
            .collect();
        ranked.sort_unstable();
        ranked
    }

    /// Reads an alternative that may turn out not to fit.
    pub(crate) fn attempt<T: DeserializeOwned>(&self) -> Option<T> {
        drift::attempt(Tracker::new(&self.shown()))
    }

    /// Reads an alternative that may turn out not to fit, where `property` stands beside what it knows.
    pub(crate) fn attempt_beside<T: DeserializeOwned>(&self, property: &str) -> Option<T> {
        drift::attempt(Tracker::knowing(&self.shown(), property))
    }

    /// Notes that no alternative fits.
    pub(crate) fn noted(self) -> Self {
        drift::unknown_alternative();
        self
    }
}

/// Reads one of several alternatives that fit alike. Where one does not want the value as it is, all are asked again
/// with integers written as such.
fn one_of<T>(
    alike: &[(Rank, usize)],
    mends: &LazyCell<bool, impl FnOnce() -> bool>,
    read: impl Fn(usize) -> Option<T>,
) -> Option<T> {
    let mended = |number| {
        MENDS.set(true);
        let found = read(number);
        MENDS.set(false);
        found
    };
    if let [(_, number)] = *alike {
        return read(number).or_else(|| if **mends { mended(number) } else { None });
    }
    let is_refused = Cell::new(false);
    let plain = alike.iter().map(|(_, number)| (*number, false));
    let again = alike.iter().map(|(_, number)| (*number, true));
    let again = again.take_while(|_| is_refused.get() && **mends);
    drift::least(plain.chain(again), |(number, mends)| {
        if mends {
            return mended(number);
        }
        let found = read(number);
        is_refused.set(is_refused.get() || found.is_none());
        found
    })
}

/// Writes an object with `property` set to `tag`, whatever the object itself says there.
///
/// Nothing is written in between, so a secret in the object leaves no copy.
///
/// # Errors
///
/// Those of the serializer, and one if `value` is not written as an object.
pub fn serialize_tagged<S, T>(
    serializer: S,
    property: &'static str,
    tag: &str,
    value: &T,
) -> Result<S::Ok, S::Error>
where
    S: Serializer,
    T: Serialize + ?Sized,
{
    serialize_with_own_tag(serializer, property, &[tag], value)
}

/// The same where several tags stand for one type: the object's own, if it has one of them, or else the first.
///
/// # Errors
///
/// As for [`serialize_tagged`].
pub fn serialize_with_own_tag<S, T>(
    serializer: S,
    property: &'static str,
    tags: &[&str],
    value: &T,
) -> Result<S::Ok, S::Error>
where
    S: Serializer,
    T: Serialize + ?Sized,
{
    value.serialize(Tagged {
        serializer,
        property,
        tags,
    })
}
