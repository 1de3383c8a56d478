// @generated from generator/runtime/src/runtime/form.rs. Edit that file.

//! Bodies of the type `application/x-www-form-urlencoded`.
//!
//! Written as the URL standard has it (<https://url.spec.whatwg.org/#urlencoded-serializing>): a space is `+`, and all but
//! `*-._`, letters and digits is percent-encoded. Servers read `%20` as well, but the `+` is what HTML, RFC 1866 and with
//! it `OpenAPI` 3.0.3 say.

use std::io::{self, Write};

use bytes::Bytes;
use percent_encoding::percent_encode_byte;
use serde::Serialize;

use crate::runtime::body::WipedBuffer;
use crate::runtime::echo;
use crate::runtime::fields::{Content, Sink, write_all};
use crate::runtime::secret::SecretValue;

/// `value` as a form, in memory that is wiped when the last clone of the bytes is dropped, and the secrets in it.
pub(crate) fn form<T: Serialize + ?Sized>(
    value: &T,
) -> Result<(Bytes, Vec<SecretValue>), serde_json::Error> {
    let mut form = Form::default();
    let (written, secrets) = echo::collect(|| write_all(&mut form, value));
    written.map(|()| (form.0.into_bytes(), secrets))
}

/// Encodes what is written to it.
#[derive(Default)]
struct Form(WipedBuffer);

impl Sink for Form {
    fn begin(&mut self, name: &str, _: Content) -> io::Result<()> {
        if !self.0.is_empty() {
            self.0.write_all(b"&")?;
        }
        self.write_all(name.as_bytes())?;
        self.0.write_all(b"=")
    }
}

impl Write for Form {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for &byte in bytes {
            match byte {
                b' ' => self.0.write_all(b"+")?,
                b'*' | b'-' | b'.' | b'_' => self.0.write_all(&[byte])?,
                _ if byte.is_ascii_alphanumeric() => self.0.write_all(&[byte])?,
                _ => self.0.write_all(percent_encode_byte(byte).as_bytes())?,
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
