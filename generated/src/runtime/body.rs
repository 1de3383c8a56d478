// @generated from generator/runtime/src/runtime/body.rs. Edit that file.

//! Request bodies that are wiped after use.

use bytes::Bytes;
use serde::Serialize;
use zeroize::Zeroizing;

use crate::runtime::echo;
use crate::runtime::secret::SecretValue;

/// `value` as JSON, in memory that is wiped when the last clone of the bytes is dropped.
///
/// The bytes are shared by all attempts. A first pass only counts: a buffer that grows would leave
/// copies of secrets behind. What TLS and the kernel copy afterwards is out of reach.
///
/// The second part is the secrets among the bytes.
pub(crate) fn json<T: Serialize + ?Sized>(
    value: &T,
) -> Result<(Bytes, Vec<SecretValue>), serde_json::Error> {
    let mut length = Counter(0);
    serde_json::to_writer(&mut length, value)?;
    let mut buffer = Zeroizing::new(Vec::with_capacity(length.0));
    let (written, secrets) = echo::collect(|| serde_json::to_writer(&mut *buffer, value));
    written.map(|()| (wiped(buffer), secrets))
}

/// Bytes that are wiped when the last clone is dropped.
pub(crate) fn wiped(buffer: Zeroizing<Vec<u8>>) -> Bytes {
    Bytes::from_owner(buffer)
}

/// Counts what is written to it.
struct Counter(usize);

impl std::io::Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
