// @generated from generator/runtime/src/runtime/opening.rs. Edit that file.

//! Opening the envelope of an answer, with patience where a part of it is not what it should be.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::runtime::decode::{self, DecodeError, Misfit};
use crate::runtime::envelope::Answer;
use crate::runtime::error::Result;
use crate::runtime::excerpt::Excerpt;
use crate::runtime::verdict::{Said, Verdict};

#[derive(Deserialize)]
pub(crate) struct Envelope<T> {
    pub(crate) success: Option<bool>,
    messages: Option<Excerpt>,
    pub(crate) result: Option<T>,
    pub(crate) result_info: Option<Excerpt>,
}

/// Reads a result that was refused, or says where it cannot be read.
type Mended<T> = fn(&Value, &str) -> Result<T, Misfit>;

impl Answer {
    /// The envelope of a body, or of no body at all. Each element of its result counts.
    pub(crate) fn open<T: DeserializeOwned>(&mut self) -> Result<Envelope<T>> {
        self.open_by(decode::misfit)
    }

    pub(crate) fn open_by<T: DeserializeOwned>(
        &mut self,
        mended: Mended<T>,
    ) -> Result<Envelope<T>> {
        if self.meta.body.is_empty() {
            return Ok(Envelope {
                success: None,
                messages: None,
                result: None,
                result_info: None,
            });
        }
        let envelope = decode::as_written(&self.meta.body)
            .or_else(|error| self.open_with_patience(&error, mended));
        // Where it does not say so itself, errors beside the result speak against it.
        let is_plain =
            matches!(&envelope, Ok(it) if it.success == Some(true) && it.result.is_some());
        if let Some(trouble) = (!is_plain).then(|| self.trouble()).flatten() {
            return Err(trouble);
        }
        let watched = self.watch_envelope::<T>();
        let envelope = envelope.map_err(|error| self.undecodable(error))?;
        watched?;
        self.meta.messages = self.errors(envelope.messages.as_ref().map(|it| &it.0));
        Ok(envelope)
    }

    /// The envelope of a body that cannot be read as it is.
    #[cold]
    fn open_with_patience<T: DeserializeOwned>(
        &self,
        error: &serde_json::Error,
        mended: Mended<T>,
    ) -> Result<Envelope<T>, DecodeError> {
        let (envelope, read): (Envelope<Value>, Mended<T>) =
            match decode::tree(&self.meta.body, error) {
                Some(envelope) => (envelope, mended),
                // Something else than the result cannot be read.
                None => match self.bare(error) {
                    Some(envelope) => (envelope, decode::as_it_is),
                    None => return Err(DecodeError::of(&self.meta.body, error)),
                },
            };
        let result = envelope.result.map(|it| read(&it, "result")).transpose();
        Ok(Envelope {
            success: envelope.success,
            messages: envelope.messages,
            result: result.map_err(|misfit| DecodeError::by_value(misfit, error))?,
            result_info: envelope.result_info,
        })
    }

    /// The envelope of a body in which something else than the result cannot be read.
    fn bare(&self, error: &serde_json::Error) -> Option<Envelope<Value>> {
        #[derive(Deserialize)]
        struct Bare {
            result: Option<Value>,
        }
        let verdict = Verdict::of(&self.meta.body)?;
        let Bare { result } = decode::tree(&self.meta.body, error)?;
        let Excerpt(mut fields) = decode::lenient(&self.meta.body)?;
        Some(Envelope {
            success: (verdict.said() == Said::Yes).then_some(true),
            messages: verdict.messages.map(Excerpt),
            result,
            result_info: fields.get_mut("result_info").map(Value::take).map(Excerpt),
        })
    }
}
