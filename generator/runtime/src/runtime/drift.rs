//! Differences between what the server answers and what this crate knows, with their places and without their values.
//!
//! Plain decoding is `serde_json` alone and costs nothing extra. Where drift is watched, [`decode_tracked`] decodes a
//! [`serde_json::Value`] and notes where it is. The notes are kept per thread, because the types that notice
//! something (open enums, [`nullable_field`]) only see serde.

use std::cell::RefCell;
use std::fmt;

use serde::de::{Deserialize, DeserializeOwned, Deserializer};
use serde_json::Value;

use crate::runtime::findings::Findings;
use crate::runtime::json_path::{PathedError, push_field, push_index};
use crate::runtime::mend;
use crate::runtime::objects::Objects;
use crate::runtime::tracker::Tracker;

/// How an answer differs from the description of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DriftKind {
    /// An enum has a value that this crate does not know.
    UnknownEnumValue,
    /// An object has a field that this crate does not know.
    UnknownField,
    /// A field is null that may be left out, but not be null.
    ToleratedNull,
    /// A value that can be one of several things is none of those that this crate knows.
    UnknownAlternative,
    /// A time is not written as RFC 3339 wants it, or is none (`0000-00-00`) where it may be missing.
    UnusualTime,
}

impl fmt::Display for DriftKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::UnknownEnumValue => "unknown enum value",
            Self::UnknownField => "unknown field",
            Self::ToleratedNull => "unexpected null",
            Self::UnknownAlternative => "unknown alternative",
            Self::UnusualTime => "unusual time",
        })
    }
}

/// One difference between an answer and the description of the API. Nothing failed because of it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Drift {
    /// What differs.
    pub kind: DriftKind,
    /// Where in the answer: `result[3].status`.
    pub path: String,
    /// The operation that was called.
    pub operation: &'static str,
}

impl fmt::Display for Drift {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} at {}", self.operation, self.kind, self.path)
    }
}

/// Decodes `value`, which is found at `prefix` in the answer to `operation`, and says what is not as described.
pub fn decode_tracked<T: DeserializeOwned>(
    value: &Value,
    prefix: &str,
    operation: &'static str,
) -> (Result<T, PathedError>, Vec<Drift>) {
    let first = decode_counted(value, prefix, operation);
    if first.0.is_ok() {
        return first;
    }
    let again = with_nulls_mended(value, prefix, operation);
    again.unwrap_or(first)
}

/// The same where each element counts, so that a null is none that could be left out.
pub(crate) fn decode_counted<T: DeserializeOwned>(
    value: &Value,
    prefix: &str,
    operation: &'static str,
) -> (Result<T, PathedError>, Vec<Drift>) {
    let first = Recorder::new(prefix, operation).decode(value);
    let place = |it: &(Result<T, PathedError>, _)| it.0.as_ref().err().map(|it| it.path.clone());
    let Some(wrong) = place(&first).filter(|_| mend::has_integers_as_floats(value)) else {
        return first;
    };
    // Of errors in two places the second is told, as the first may be about an integer that is good enough. In one place the
    // first says more: it knows where in the text that is.
    let second = Recorder::new(prefix, operation).decode(&mend::with_integers(value));
    if place(&second) == Some(wrong) {
        first
    } else {
        second
    }
}

/// Decodes what could not be read, without the nulls that kept it from being read, and says where they are, or what else is
/// wrong. `None` if no null is.
#[cold]
pub(crate) fn with_nulls_mended<T: DeserializeOwned>(
    value: &Value,
    prefix: &str,
    operation: &'static str,
) -> Option<(Result<T, PathedError>, Vec<Drift>)> {
    let decode = |value: &Value| {
        let recorder = Recorder {
            mended_nulls: Some(0),
            ..Recorder::new(prefix, operation)
        };
        let (result, recorder) = recorder.read(value);
        // It may have been refused for what a value does not show, such as a key that is there twice.
        let is_mended = recorder.mended_nulls > Some(0);
        is_mended.then(|| recorder.told(result))
    };
    if !mend::has_nulls(value) {
        return None;
    }
    let first = decode(value);
    let is_read = first.as_ref().is_some_and(|(read, _)| read.is_ok());
    if is_read || !mend::has_integers_as_floats(value) {
        return first;
    }
    decode(&mend::with_integers(value)).or(first)
}

/// `#[serde(deserialize_with)]` for a field that the API says can be null: its null is no drift.
pub fn nullable_field<'de, T, D>(deserializer: D) -> Result<Option<T>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    record(|recorder| recorder.null_is_declared = true);
    let result = Option::deserialize(deserializer);
    record(|recorder| recorder.null_is_declared = false);
    result
}

/// Notes that the value being decoded is one the enum does not know.
pub fn unknown_enum_value() {
    note(DriftKind::UnknownEnumValue);
}

/// Notes that the value being decoded is none of the alternatives of its union.
pub fn unknown_alternative() {
    note(DriftKind::UnknownAlternative);
}

/// Notes that the value being decoded is a time, but not one of RFC 3339.
pub fn unusual_time() {
    note(DriftKind::UnusualTime);
}

/// Decodes a value that may turn out to be something else; what was noted is forgotten then.
pub(crate) fn attempt<'de, T: Deserialize<'de>>(value: Tracker<'de, '_>) -> Option<T> {
    let Some(before) = record(|recorder| std::mem::take(&mut recorder.found)) else {
        return T::deserialize(Objects(value.value)).ok();
    };
    let result = T::deserialize(value).ok();
    record(|recorder| {
        let found = std::mem::replace(&mut recorder.found, before);
        if result.is_some() {
            recorder.found.append(found);
        } else {
            recorder.failed_at = None;
        }
    });
    result
}

/// Of several ways to read one value, the one that leaves least of it unknown; the first of those that leave the same.
pub fn least<W, T>(ways: impl Iterator<Item = W>, read: impl Fn(W) -> Option<T>) -> Option<T> {
    let mut best: Option<(Findings, T)> = None;
    for way in ways {
        let (value, found) = counted(|| read(way));
        let Some(value) = value else { continue };
        if best
            .as_ref()
            .is_none_or(|(least, _)| found.count() < least.count())
        {
            let enough = found.count() == 0 || record(|it| it.tried > TRIES) == Some(true);
            best = Some((found, value));
            if enough {
                break;
            }
        }
    }
    let (found, value) = best?;
    record(|recorder| recorder.found.append(found));
    Some(value)
}

/// Unions inside unions are compared this deep; below, the first alternative that can be read is taken. Otherwise each
/// level of a value that somebody sends would multiply the work.
const TRIES: usize = 3;

/// Reads, and gives what is noted meanwhile instead of keeping it.
fn counted<T>(read: impl FnOnce() -> T) -> (T, Findings) {
    let before = record(|recorder| {
        recorder.tried += 1;
        std::mem::take(&mut recorder.found)
    });
    let Some(before) = before else {
        let recorder = Recorder {
            tried: 1,
            ..Recorder::default()
        };
        let scope = Scope::enter(recorder);
        let value = read();
        return (value, scope.leave().found);
    };
    let value = read();
    let found = record(|recorder| {
        recorder.tried -= 1;
        std::mem::replace(&mut recorder.found, before)
    });
    (value, found.unwrap_or_default())
}

/// Decodes a value that a type has taken out of the deserializer whole, such as the object of a union.
///
/// `known` is a field of it that was used for the decision.
pub fn decode_nested<T: DeserializeOwned>(
    value: &Value,
    known: &str,
) -> Result<T, serde_json::Error> {
    if RECORDER.with_borrow(Option::is_some) {
        T::deserialize(Tracker::knowing(value, known))
    } else {
        T::deserialize(Objects(value))
    }
}

/// What is known half-way through a value.
#[derive(Debug, Default)]
pub(crate) struct Recorder {
    path: String,
    operation: &'static str,
    found: Findings,
    failed_at: Option<String>,
    null_is_declared: bool,
    /// How many unions around this place are still being decided.
    tried: usize,
    /// How many nulls were passed over where none can be; `None` where they are refused.
    pub(crate) mended_nulls: Option<usize>,
}

thread_local! {
    static RECORDER: RefCell<Option<Recorder>> = const { RefCell::new(None) };
}

/// Does something with the recorder, where there is one.
pub(crate) fn record<R>(action: impl FnOnce(&mut Recorder) -> R) -> Option<R> {
    RECORDER.with_borrow_mut(|recorder| recorder.as_mut().map(action))
}

/// Notes a difference at the current place.
pub(crate) fn note(kind: DriftKind) {
    record(|recorder| recorder.note(kind));
}

impl Recorder {
    fn new(prefix: &str, operation: &'static str) -> Self {
        Self {
            path: prefix.to_owned(),
            operation,
            ..Self::default()
        }
    }

    /// Decodes a value, and notes what is found meanwhile.
    fn decode<T: DeserializeOwned>(self, value: &Value) -> (Result<T, PathedError>, Vec<Drift>) {
        let (result, recorder) = self.read(value);
        recorder.told(result)
    }

    /// A result with the place of its error, and what was found.
    fn told<T>(self, result: Result<T, serde_json::Error>) -> (Result<T, PathedError>, Vec<Drift>) {
        let path = self.failed_at.unwrap_or(self.path);
        (
            result.map_err(|source| PathedError { path, source }),
            self.found.into_kept(),
        )
    }

    fn read<T: DeserializeOwned>(self, value: &Value) -> (Result<T, serde_json::Error>, Self) {
        let scope = Scope::enter(self);
        let result = T::deserialize(Tracker::new(value));
        (result, scope.leave())
    }

    /// Notes a null that is passed over.
    pub(crate) fn note_mended_null(&mut self) {
        self.mended_nulls = self.mended_nulls.map(|it| it + 1);
        self.note(DriftKind::ToleratedNull);
    }

    /// What failed was an attempt.
    pub(crate) fn forget_failure(&mut self) {
        self.failed_at = None;
    }

    /// How long the path is that leads here.
    pub(crate) fn depth(&self) -> usize {
        self.path.len()
    }

    /// Goes on beside the current place, in what has a path of this length.
    pub(crate) fn step_aside(&mut self, around: usize, step: Step<'_>) {
        self.path.truncate(around);
        self.step(step);
    }

    fn step(&mut self, step: Step<'_>) {
        match step {
            Step::Field(name) => push_field(&mut self.path, name),
            Step::Index(index) => push_index(&mut self.path, index),
        }
    }

    /// Notes a difference at the current place.
    pub(crate) fn note(&mut self, kind: DriftKind) {
        self.found.add(kind, &self.path, self.operation);
    }

    /// Whether null is allowed here. Asked once per optional value.
    pub(crate) fn take_null_is_declared(&mut self) -> bool {
        std::mem::take(&mut self.null_is_declared)
    }
}

/// One step down into a value.
#[derive(Clone, Copy)]
pub(crate) enum Step<'a> {
    Field(&'a str),
    Index(usize),
}

/// Decodes a part of a value, one step down.
pub(crate) fn descend<T, E>(step: Step<'_>, decode: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
    let length = enter(step);
    let result = decode();
    leave(length, result.is_ok());
    result
}

/// The length of the path before the step. Written once, where what is decoded has many types.
fn enter(step: Step<'_>) -> Option<usize> {
    record(|recorder| {
        let length = recorder.path.len();
        recorder.step(step);
        length
    })
}

fn leave(length: Option<usize>, is_read: bool) {
    record(|recorder| {
        if is_read {
            // An error further down was only an attempt.
            recorder.forget_failure();
        } else if recorder.failed_at.is_none() {
            recorder.failed_at = Some(recorder.path.clone());
        }
        recorder.path.truncate(length.unwrap_or_default());
    });
}

/// Puts the recorder of an outer call back, even when decoding panics.
struct Scope {
    outer: Option<Recorder>,
}

impl Scope {
    fn enter(recorder: Recorder) -> Self {
        Self {
            outer: RECORDER.replace(Some(recorder)),
        }
    }

    fn leave(mut self) -> Recorder {
        RECORDER.replace(self.outer.take()).unwrap_or_default()
    }
}

impl Drop for Scope {
    fn drop(&mut self) {
        if std::thread::panicking() {
            RECORDER.set(self.outer.take());
        }
    }
}
