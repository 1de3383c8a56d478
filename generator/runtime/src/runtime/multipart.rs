//! Bodies of the type `multipart/form-data` (RFC 7578), written as browsers do
//! (<https://html.spec.whatwg.org/#multipart-form-data>).

use std::fmt;
use std::io::{self, Write};

use bytes::Bytes;
use http::{HeaderName, HeaderValue};
use serde::Serialize;
use zeroize::Zeroizing;

use crate::runtime::body::{self, WipedBuffer, wiped};
use crate::runtime::call::Call;
use crate::runtime::echo;
use crate::runtime::encode::header_value;
use crate::runtime::error_kind::ErrorKind;
use crate::runtime::fields::{Content, Sink, write_one};
use crate::runtime::file_part::{FilePart, type_for};
use crate::runtime::plain::Plain;
use crate::runtime::secret::SecretValue;
use crate::runtime::validate::{Invalid, Validate};

const JSON: HeaderValue = HeaderValue::from_static("application/json");
const BYTES: HeaderValue = HeaderValue::from_static("application/octet-stream");

/// What browsers call a file that has no name. Without any, many servers take a file for a text.
const NAMELESS: &str = "blob";

impl Call {
    /// Sets the body as several parts. `rules` is what is checked before: what the parts were made of.
    pub fn multipart(&mut self, mut body: Multipart, rules: &dyn Validate) {
        self.validate(rules);
        if let Some(invalid) = body.problem() {
            return self.fail(ErrorKind::Validation(invalid));
        }
        let written = body.write(|| self.0.client.0.jitter.number());
        self.0.body = Some((written.content_type, written.bytes));
        self.0.secrets = written.secrets.into();
    }
}

/// What is sent in several parts by more than one request.
#[allow(dead_code, reason = "called by emitted code")]
pub trait Parts {
    /// A part for each field.
    fn parts(&self) -> Multipart;
}

/// The parts of a body, in the order in which they were added.
#[derive(Clone, Default)]
pub struct Multipart {
    parts: Vec<Part>,
    secrets: Vec<SecretValue>,
    problem: Option<Invalid>,
}

#[derive(Clone)]
struct Part {
    name: String,
    file_name: Option<String>,
    content_type: Option<HeaderValue>,
    /// Whether the caller chose the content type, which no description of an API overrides.
    chosen: bool,
    headers: Vec<(HeaderName, HeaderValue)>,
    content: Bytes,
}

/// What was just added, to say more about it.
#[derive(Debug)]
pub struct Added<'a> {
    body: &'a mut Multipart,
    /// Where it begins: a list is a part for each element.
    from: usize,
}

/// A body that is ready to be sent.
pub(crate) struct Written {
    pub(crate) content_type: HeaderValue,
    pub(crate) bytes: Bytes,
    pub(crate) secrets: Vec<SecretValue>,
}

impl Multipart {
    /// No parts yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a text: any scalar. A list is a part for each element; an object or a list in a list is JSON, null is no part.
    pub fn text(&mut self, name: &str, value: &(impl Serialize + ?Sized)) -> Added<'_> {
        let mut texts = Texts(Vec::new());
        let (written, secrets) = echo::collect(|| write_one(&mut texts, name, value));
        let from = self.parts.len();
        if written.is_ok() {
            self.secrets.extend(secrets);
            self.parts
                .extend(texts.0.into_iter().map(|(content, buffer)| Part {
                    content_type: (content == Content::Json).then_some(JSON),
                    ..Part::new(name, buffer.into_bytes())
                }));
        } else {
            self.refuse(name, "cannot be written as text");
        }
        Added { body: self, from }
    }

    /// Adds a value as JSON. Null is no part.
    pub fn json(&mut self, name: &str, value: &(impl Serialize + ?Sized)) -> Added<'_> {
        let from = self.parts.len();
        match body::json(value) {
            Ok((bytes, _)) if *bytes == *b"null" => {}
            Ok((bytes, secrets)) => {
                self.secrets.extend(secrets);
                self.parts.push(Part {
                    content_type: Some(JSON),
                    ..Part::new(name, bytes)
                });
            }
            // The message of serde can quote the value.
            Err(_) => self.refuse(name, "cannot be written as JSON"),
        }
        Added { body: self, from }
    }

    /// Adds a file.
    pub fn file(&mut self, name: &str, file: &FilePart) -> Added<'_> {
        let from = self.parts.len();
        let chosen = file.content_type().map(HeaderValue::try_from);
        if let Some(Err(_)) = chosen {
            self.refuse(name, "has a content type that cannot be a header");
        }
        let chosen = chosen.and_then(Result::ok);
        self.parts.push(Part {
            file_name: Some(file.file_name().unwrap_or(NAMELESS).to_owned()),
            chosen: chosen.is_some(),
            content_type: chosen.or(Some(BYTES)),
            ..Part::new(name, file.bytes().clone())
        });
        Added { body: self, from }
    }

    /// The first problem.
    pub(crate) fn problem(&mut self) -> Option<Invalid> {
        self.problem.take()
    }

    /// The whole body, with the first boundary that is in none of its parts.
    pub(crate) fn write(self, mut random: impl FnMut() -> u64) -> Written {
        let boundary = loop {
            let boundary = format!("{:016x}{:016x}", random(), random());
            if !self.parts.iter().any(|part| part.has(&boundary)) {
                break boundary;
            }
        };
        let heads: Vec<String> = self.parts.iter().map(|part| part.head(&boundary)).collect();
        let end = format!("--{boundary}--\r\n");
        let parts = heads.iter().zip(&self.parts);
        let length: usize = parts
            .clone()
            .map(|(head, part)| head.len() + part.content.len() + 2)
            .sum();
        // It never grows: that would leave copies behind.
        let mut bytes = Zeroizing::new(Vec::with_capacity(length + end.len()));
        for (head, part) in parts {
            bytes.extend_from_slice(head.as_bytes());
            bytes.extend_from_slice(&part.content);
            bytes.extend_from_slice(b"\r\n");
        }
        bytes.extend_from_slice(end.as_bytes());
        Written {
            content_type: HeaderValue::try_from(format!(
                "multipart/form-data; boundary={boundary}"
            ))
            .unwrap_or(HeaderValue::from_static("multipart/form-data")),
            bytes: wiped(bytes),
            secrets: self.secrets,
        }
    }

    fn refuse(&mut self, name: &str, reason: &str) {
        self.problem
            .get_or_insert_with(|| Invalid::new(name, reason, ""));
    }
}

impl Added<'_> {
    /// Says what it is, where the caller has not chosen a content type of its own.
    #[allow(clippy::return_self_not_must_use, reason = "it is done already")]
    pub fn content_type(self, content_type: &'static str) -> Self {
        for part in &mut self.body.parts[self.from..] {
            if !part.chosen {
                part.content_type = Some(HeaderValue::from_static(content_type));
            }
        }
        self
    }

    /// Says that it is one of several, in the way of [`Self::content_type`]: the one that goes with the ending of its name, else
    /// the first.
    #[allow(clippy::return_self_not_must_use, reason = "it is done already")]
    pub fn content_types(self, several: &[&'static str]) -> Self {
        for part in &mut self.body.parts[self.from..] {
            let name = part.file_name.as_deref().unwrap_or_default();
            let fitting = type_for(name, several).or(several.first().copied());
            if let Some(fitting) = fitting.filter(|_| !part.chosen) {
                part.content_type = Some(HeaderValue::from_static(fitting));
            }
        }
        self
    }

    /// Adds a header to it. Null is no header.
    #[allow(clippy::return_self_not_must_use, reason = "it is done already")]
    pub fn header(self, name: &'static str, value: &(impl Serialize + ?Sized)) -> Self {
        self.any_header(name, value, false)
    }

    /// Adds a header without which there must be no such part.
    #[allow(clippy::return_self_not_must_use, reason = "it is done already")]
    pub fn needed_header(self, name: &'static str, value: &(impl Serialize + ?Sized)) -> Self {
        let needed = self.from < self.body.parts.len();
        self.any_header(name, value, needed)
    }

    fn any_header(
        self,
        name: &'static str,
        value: &(impl Serialize + ?Sized),
        needed: bool,
    ) -> Self {
        let text = Plain::of(value).map(|value| header_value(false, &value));
        let name = HeaderName::from_static(name);
        match text.map(|text| text.map(HeaderValue::try_from).transpose()) {
            Ok(Ok(None)) if needed => self.body.refuse(name.as_str(), "is missing"),
            Ok(Ok(None)) => {}
            Ok(Ok(Some(value))) => {
                for part in &mut self.body.parts[self.from..] {
                    part.headers.push((name.clone(), value.clone()));
                }
            }
            Ok(Err(_)) | Err(_) => self.body.refuse(name.as_str(), "cannot be a header"),
        }
        self
    }
}

impl Part {
    fn new(name: &str, content: Bytes) -> Self {
        Self {
            name: name.to_owned(),
            file_name: None,
            content_type: None,
            chosen: false,
            headers: Vec::new(),
            content,
        }
    }

    /// Whether a line could look like the boundary. Heads are searched as well: names can be anything.
    fn has(&self, boundary: &str) -> bool {
        let (boundary, head) = (boundary.as_bytes(), self.head(""));
        [head.as_bytes(), &self.content].iter().any(|text| {
            let mut windows = text.windows(boundary.len());
            windows.any(|window| window[0] == boundary[0] && window == boundary)
        })
    }

    /// From the boundary to the empty line.
    fn head(&self, boundary: &str) -> String {
        let file_name = self.file_name.as_deref().map(quoted);
        let file_name = file_name.map_or_else(String::new, |it| format!("; filename=\"{it}\""));
        let content_type = self.content_type.iter().map(|it| ("Content-Type", it));
        let headers = self.headers.iter().map(|(name, it)| (name.as_str(), it));
        let headers: String = content_type
            .chain(headers)
            .map(|(name, it)| {
                [name, ": ", &String::from_utf8_lossy(it.as_bytes()), "\r\n"].concat()
            })
            .collect();
        let name = quoted(&self.name);
        format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"{file_name}\r\n{headers}\r\n"
        )
    }
}

/// What ends a quoted name is percent-encoded, nothing else: neither backslashes nor RFC 5987 are understood everywhere.
fn quoted(name: &str) -> String {
    name.replace('"', "%22")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// The texts of one value.
struct Texts(Vec<(Content, WipedBuffer)>);

impl Sink for Texts {
    fn begin(&mut self, _: &str, content: Content) -> io::Result<()> {
        self.0.push((content, WipedBuffer::default()));
        Ok(())
    }
}

impl Write for Texts {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.0.last_mut() {
            Some((_, buffer)) => buffer.write(bytes),
            None => Err(io::ErrorKind::InvalidInput.into()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl fmt::Debug for Multipart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.parts.iter().map(|part| &*part.name).collect();
        f.debug_struct("Multipart")
            .field("parts", &names)
            .finish_non_exhaustive()
    }
}
