// @generated from generator/runtime/src/runtime/verdict.rs. Edit that file.

//! What an answer says of itself: whether it went well. Read with patience, as a refusal in another spelling is one too.

use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;

use crate::runtime::decode;
use crate::runtime::excerpt::Excerpt;
use crate::runtime::mend;
use crate::runtime::outcome::Outcome;

/// The part of the envelope that says whether it went well.
#[derive(Debug, Default)]
pub(crate) struct Verdict {
    said: Said,
    denies: bool,
    pub(crate) errors: Option<Value>,
    pub(crate) messages: Option<Value>,
}

/// What `success` says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Said {
    /// It is not there, or null.
    #[default]
    Nothing,
    Yes,
    No,
    /// Neither yes nor no, or both.
    Unclear,
}

impl Verdict {
    /// That of an answer; `None` if it is no JSON object.
    pub(crate) fn of(body: &[u8]) -> Option<Self> {
        decode::lenient(body)
    }

    /// That of an answer that cannot be read, as far as it goes.
    pub(crate) fn begun(body: &[u8]) -> Self {
        let mut verdict = Self::default();
        let body = decode::unmarked(body);
        if !body.trim_ascii_start().starts_with(b"{") {
            return verdict;
        }
        let body = mend::everything(body);
        let mut reader = serde_json::Deserializer::from_slice(&body);
        // What is wrong with it is known already.
        let _error = reader.deserialize_map(Members(&mut verdict));
        verdict
    }

    /// What `success` says.
    pub(crate) fn said(&self) -> Said {
        self.said
    }

    /// Whether it has the very words `"success": false`, or `"false"`: a 0 may be how many there were.
    pub(crate) fn denies(&self) -> bool {
        self.denies
    }

    /// What is known about the effect, if it does not say that all went well: with errors and no word of success anything
    /// may have happened.
    pub(crate) fn trouble(&self) -> Option<Outcome> {
        match self.said {
            Said::No => Some(Outcome::Rejected),
            Said::Unclear => Some(Outcome::Unknown),
            Said::Nothing if self.errors.as_ref().is_some_and(says_something) => {
                Some(Outcome::Unknown)
            }
            Said::Nothing | Said::Yes => None,
        }
    }
}

impl Said {
    fn of(value: &Value) -> Self {
        match value {
            Value::Null => Self::Nothing,
            Value::Bool(true) => Self::Yes,
            Value::Bool(false) => Self::No,
            Value::Number(number) => match number.as_u64() {
                Some(0) => Self::No,
                Some(1) => Self::Yes,
                _ => Self::Unclear,
            },
            Value::String(text) => match text.trim().to_ascii_lowercase().as_str() {
                "true" | "yes" | "1" => Self::Yes,
                "false" | "no" | "0" => Self::No,
                _ => Self::Unclear,
            },
            Value::Array(_) | Value::Object(_) => Self::Unclear,
        }
    }

    /// What two of one name say together.
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Nothing, said) | (said, Self::Nothing) => said,
            (first, second) if first == second => first,
            _ => Self::Unclear,
        }
    }
}

fn is_false(value: &Value) -> bool {
    match value {
        Value::Bool(it) => !it,
        Value::String(text) => text.trim().eq_ignore_ascii_case("false"),
        Value::Null | Value::Number(_) | Value::Array(_) | Value::Object(_) => false,
    }
}

/// Whether something stands in a list of errors.
fn says_something(errors: &Value) -> bool {
    match errors {
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(list) => list.iter().any(|it| !it.is_null()),
        Value::Object(fields) => !fields.is_empty(),
    }
}

#[derive(Deserialize)]
#[serde(field_identifier, rename_all = "lowercase")]
enum Key {
    Success,
    Errors,
    Messages,
    #[serde(other)]
    Other,
}

impl<'de> Deserialize<'de> for Verdict {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut verdict = Self::default();
        deserializer.deserialize_map(Members(&mut verdict))?;
        Ok(verdict)
    }
}

/// Reads members one by one: what is there twice counts twice.
struct Members<'a>(&'a mut Verdict);

impl<'de> Visitor<'de> for Members<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let Self(verdict) = self;
        while let Some(key) = members.next_key()? {
            match key {
                Key::Success => {
                    let Excerpt(said) = members.next_value()?;
                    verdict.denies |= is_false(&said);
                    verdict.said = verdict.said.and(Said::of(&said));
                }
                Key::Errors => fuller(&mut verdict.errors, members.next_value()?),
                Key::Messages => fuller(&mut verdict.messages, members.next_value()?),
                Key::Other => {
                    let IgnoredAny = members.next_value()?;
                }
            }
        }
        Ok(())
    }
}

/// Of two lists, the one that says something.
fn fuller(list: &mut Option<Value>, Excerpt(other): Excerpt) {
    if !list.as_ref().is_some_and(says_something) {
        *list = Some(other);
    }
}

/// Whether an answer has `false` in the member that says whether it went well, as far as it can be read.
pub(crate) fn says_false(body: &[u8], member: &str) -> bool {
    let mut found = false;
    let read = |body: &[u8], found: &mut bool| {
        let mut reader = serde_json::Deserializer::from_slice(body);
        reader.deserialize_map(Flag { member, found })
    };
    let body = decode::unmarked(body);
    if read(body, &mut found).is_err() {
        // What cannot be read will be told of by whoever needs it.
        let _error = read(&mend::everything(body), &mut found);
    }
    found
}

struct Flag<'a> {
    member: &'a str,
    found: &'a mut bool,
}

impl<'de> Visitor<'de> for Flag<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        while let Some(is_it) = members.next_key_seed(Is(self.member))? {
            if is_it {
                let Excerpt(said) = members.next_value()?;
                *self.found |= is_false(&said);
            } else {
                let IgnoredAny = members.next_value()?;
            }
        }
        Ok(())
    }
}

/// Whether a name is this one.
struct Is<'a>(&'a str);

impl<'de> DeserializeSeed<'de> for Is<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Is<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_str<E: serde::de::Error>(self, name: &str) -> Result<bool, E> {
        Ok(name == self.0)
    }
}
