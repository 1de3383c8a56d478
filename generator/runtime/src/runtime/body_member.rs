//! One member of a body that is written already: lists whose pages are asked for in the body change it for each page.

use std::ops::Range;

use bytes::Bytes;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::Value;
use zeroize::Zeroizing;

use crate::runtime::body::wiped;
use crate::runtime::call::Call;
use crate::runtime::call_body::JSON;
use crate::runtime::error_kind::ErrorKind;
use crate::runtime::pagination::{Asks, Member};
use crate::runtime::validate::Invalid;

impl Asks {
    /// A member of the JSON object that is the body.
    #[must_use]
    pub const fn member(name: &'static str) -> Self {
        Self::Member(Member {
            name,
            set: Call::member,
            number: Call::member_number,
        })
    }
}

impl Call {
    /// Sets a member of the JSON object that is the body, instead of an earlier one. Without a body, it becomes the body.
    fn member(&mut self, name: &str, value: &Value) {
        let empty = (JSON, Bytes::from_static(b"{}"));
        let (content_type, body) = self.0.body.take().unwrap_or(empty);
        let written = serde_json::to_vec(value).ok();
        match written.and_then(|value| with(&body, name, &value)) {
            Some(body) => self.0.body = Some((content_type, body)),
            None => self.fail(ErrorKind::Validation(Invalid::new(
                name,
                "cannot be set in a body that is no JSON object",
                "",
            ))),
        }
    }

    /// The number that a member of the body is set to.
    fn member_number(&self, name: &str) -> Option<u64> {
        let (_, body) = self.0.body.as_ref()?;
        let found = members(body)?.into_iter().find(|it| it.name == name)?;
        serde_json::from_slice(&body[found.value]).ok()
    }
}

/// A member of an object, and where its value stands.
struct Written {
    name: String,
    value: Range<usize>,
}

/// The object `body` with a member set to `value`. Everything else is copied as it stands, into memory that is wiped
/// after use: there may be secrets among it.
fn with(body: &[u8], name: &str, value: &[u8]) -> Option<Bytes> {
    let members = members(body)?;
    let mut written = Zeroizing::new(Vec::with_capacity(
        body.len() + name.len() + value.len() + 4,
    ));
    if let Some(old) = members.iter().find(|it| it.name == name) {
        written.extend_from_slice(&body[..old.value.start]);
        written.extend_from_slice(value);
        written.extend_from_slice(&body[old.value.end..]);
    } else {
        written.push(b'{');
        serde_json::to_writer(&mut *written, name).ok()?;
        written.push(b':');
        written.extend_from_slice(value);
        if !members.is_empty() {
            written.push(b',');
        }
        written.extend_from_slice(&body[1..]);
    }
    Some(wiped(written))
}

/// The members of an object as this client writes it: without white space.
fn members(body: &[u8]) -> Option<Vec<Written>> {
    let mut found = Vec::new();
    let mut at = 1;
    if body.first() != Some(&b'{') {
        return None;
    }
    while *body.get(at)? != b'}' {
        at += usize::from(body[at] == b',');
        let (name, colon) = value::<String>(body, at)?;
        let start = colon + 1;
        let (_, end) = value::<IgnoredAny>(body, start)?;
        found.push(Written {
            name,
            value: start..end,
        });
        at = end;
    }
    Some(found)
}

/// The value that stands at a place, and where it ends.
fn value<T: DeserializeOwned>(body: &[u8], at: usize) -> Option<(T, usize)> {
    let mut values = serde_json::Deserializer::from_slice(body.get(at..)?).into_iter();
    let value = values.next()?.ok()?;
    Some((value, at + values.byte_offset()))
}
