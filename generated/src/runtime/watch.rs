// @generated from generator/runtime/src/runtime/watch.rs. Edit that file.

//! Looking for what the API does not document, beside the answer that the caller gets: it changes nothing of it.

use http::StatusCode;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::runtime::decode::{self, DecodeError};
use crate::runtime::drift::{Drift, DriftKind, decode_counted, decode_tracked};
use crate::runtime::envelope::Answer;
use crate::runtime::error::Result;
use crate::runtime::error_kind::ErrorKind;
use crate::runtime::findings::KEPT;
use crate::runtime::json_path::{PathedError, push_field};
use crate::runtime::outcome::Outcome;

impl Answer {
    /// Looks at an envelope whose result is read as a `T`.
    ///
    /// # Errors
    /// The first thing that is found, in a strict client.
    pub(crate) fn watch_envelope<T: DeserializeOwned>(&self) -> Result<()> {
        let Some(body) = self.watched() else {
            return Ok(());
        };
        let mut found = self.beside_result(&body);
        if let Some(result) = body.get("result").filter(|it| !it.is_null()) {
            found.extend(decode_tracked::<T>(result, "result", self.operation.name).1);
        }
        self.report(found)
    }

    /// Looks at a body that is read as a `T`.
    ///
    /// # Errors
    /// As for `watch_envelope`.
    pub(crate) fn watch_whole<T: DeserializeOwned>(&self) -> Result<()> {
        match self.watched() {
            Some(body) => self.report(decode_tracked::<T>(&body, "", self.operation.name).1),
            None => Ok(()),
        }
    }

    /// Looks at an envelope of which nothing else is read.
    ///
    /// # Errors
    /// As for `watch_envelope`.
    pub(crate) fn watch_fields(&self, body: &Value) -> Result<()> {
        self.report(self.beside_result(body))
    }

    /// The body, if anybody wants to know.
    fn watched(&self) -> Option<Value> {
        let watches = self.client().0.drift.watches();
        watches.then(|| decode::lenient(&self.meta.body)).flatten()
    }

    /// A part of the body as a `T`.
    pub(crate) fn tracked<T: DeserializeOwned>(&self, value: &Value, prefix: &str) -> Result<T> {
        self.reported(decode_tracked(value, prefix, self.operation.name))
    }

    /// The same where each element counts.
    pub(crate) fn counted<T: DeserializeOwned>(&self, value: &Value, prefix: &str) -> Result<T> {
        self.reported(decode_counted(value, prefix, self.operation.name))
    }

    fn reported<T>(&self, (decoded, found): (Result<T, PathedError>, Vec<Drift>)) -> Result<T> {
        match decoded {
            Err(error) => {
                // What was found on the way is reported, but it is not what is wrong.
                let _other = self.report(found);
                Err(self.undecodable(DecodeError::at(error.path, &error.source)))
            }
            Ok(value) => self.report(found).map(|()| value),
        }
    }

    /// The value of nothing: of a null, or of an answer that says that it holds none. To a list that is no element.
    ///
    /// # Errors
    /// `T` needs something, or, in a strict client, is a list.
    pub(crate) fn nothing_at<T: DeserializeOwned>(&self, path: &str) -> Result<T> {
        let body = &self.meta.body;
        let is_said = || match decode::lenient::<Map<String, Value>>(body) {
            Some(body) => body.get(path).is_some_and(Value::is_null),
            None => body.is_empty() && self.meta.status == StatusCode::NO_CONTENT,
        };
        decode::nothing(path).or_else(|error| {
            let read = is_said().then(|| self.tracked(&Value::Null, path));
            read.unwrap_or_else(|| Err(self.undecodable(error)))
        })
    }

    /// Tells who wants to know; a strict client takes the first one as an error.
    fn report(&self, found: Vec<Drift>) -> Result<()> {
        let policy = &self.client().0.drift;
        let mut found: Vec<Drift> = found
            .into_iter()
            .take(KEPT)
            .map(|it| self.without_secrets(it))
            .collect();
        for drift in &found {
            if let Some(report) = &policy.report {
                report(drift);
            }
        }
        if policy.strict && !found.is_empty() {
            return Err(self.error(ErrorKind::Drift(found.swap_remove(0)), Outcome::Applied));
        }
        Ok(())
    }

    /// What no envelope has.
    fn beside_result(&self, body: &Value) -> Vec<Drift> {
        const KNOWN: [&str; 5] = ["success", "errors", "messages", "result", "result_info"];
        let fields = body.as_object().into_iter().flatten();
        fields
            .filter(|(name, _)| !KNOWN.contains(&name.as_str()))
            .take(KEPT)
            .map(|(name, _)| {
                let mut path = String::new();
                push_field(&mut path, name);
                Drift {
                    kind: DriftKind::UnknownField,
                    path,
                    operation: self.operation.name,
                }
            })
            .collect()
    }

    /// Paths have keys of the answer in them.
    fn without_secrets(&self, mut drift: Drift) -> Drift {
        drift.path = self.secrets.hidden(&drift.path);
        drift
    }
}
