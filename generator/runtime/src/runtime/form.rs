//! Bodies of the type `application/x-www-form-urlencoded`.
//!
//! Written as the URL standard has it (<https://url.spec.whatwg.org/#urlencoded-serializing>): a space is `+`, and all but
//! `*-._`, letters and digits is percent-encoded. Servers read `%20` as well, but the `+` is what HTML, RFC 1866 and with
//! it `OpenAPI` 3.0.3 say. A field with a style is written as a parameter of a query, but for that `+`.

use std::io::{self, Write};

use bytes::Bytes;
use http::HeaderValue;
use percent_encoding::percent_encode_byte;
use serde::Serialize;
use zeroize::Zeroizing;

use crate::runtime::body::WipedBuffer;
use crate::runtime::call::Call;
use crate::runtime::echo;
use crate::runtime::encode::query_pairs;
use crate::runtime::fields::{Content, Named, Sink, write_all};
use crate::runtime::operation::FormField;
use crate::runtime::plain::Plain;
use crate::runtime::secret::SecretValue;
use crate::runtime::validate::Validate;

const FORM: HeaderValue = HeaderValue::from_static("application/x-www-form-urlencoded");

impl Call {
    /// Sets the body as a form: a field for each of an object. See [`fields`](crate::runtime::fields) for what becomes
    /// of values. `rules` is what is checked before: the same value without wrappers.
    pub fn form(&mut self, body: &(impl Serialize + ?Sized), rules: &dyn Validate) {
        self.styled_form(body, rules, &[]);
    }

    /// Sets the body as a form in which some fields have styles of their own.
    pub fn styled_form(
        &mut self,
        body: &(impl Serialize + ?Sized),
        rules: &dyn Validate,
        styled: &'static [FormField],
    ) {
        self.validate(rules);
        self.written(FORM, form(body, styled), "cannot be written as a form");
    }
}

/// `value` as a form, in memory that is wiped when the last clone of the bytes is dropped, and the secrets in it.
/// `styled` are the fields with styles of their own.
fn form<T: Serialize + ?Sized>(
    value: &T,
    styled: &'static [FormField],
) -> Result<(Bytes, Vec<SecretValue>), serde_json::Error> {
    let mut form = Form {
        text: WipedBuffer::default(),
        styled,
    };
    let (written, secrets) = echo::collect(|| write_all(&mut form, value));
    written.map(|()| (form.text.into_bytes(), secrets))
}

/// Encodes what is written to it.
struct Form {
    text: WipedBuffer,
    styled: &'static [FormField],
}

impl Form {
    fn separate(&mut self) -> io::Result<()> {
        if self.text.is_empty() {
            return Ok(());
        }
        self.text.write_all(b"&")
    }
}

impl Sink for Form {
    fn begin(&mut self, name: &str, _: Content) -> io::Result<()> {
        self.separate()?;
        self.write_all(name.as_bytes())?;
        self.text.write_all(b"=")
    }
}

impl Named for Form {
    fn takes_whole(&self, name: &str) -> bool {
        self.styled.iter().any(|field| field.name == name)
    }

    fn whole(&mut self, name: &str, value: &Plain) -> io::Result<()> {
        let Some(field) = self.styled.iter().find(|field| field.name == name) else {
            return Ok(());
        };
        let text = (field.json && !value.is_null()).then(|| Plain::String(value.json()));
        let (style, explode) = (field.style, field.explode);
        let value = text.as_ref().unwrap_or(value);
        for (key, value) in query_pairs(name, style, explode, field.allow_reserved, value) {
            self.separate()?;
            let pair = Zeroizing::new(format!("{key}={value}").replace("%20", "+"));
            self.text.write_all(pair.as_bytes())?;
        }
        Ok(())
    }
}

impl Write for Form {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for &byte in bytes {
            match byte {
                b' ' => self.text.write_all(b"+")?,
                b'*' | b'-' | b'.' | b'_' => self.text.write_all(&[byte])?,
                _ if byte.is_ascii_alphanumeric() => self.text.write_all(&[byte])?,
                _ => self.text.write_all(percent_encode_byte(byte).as_bytes())?,
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
