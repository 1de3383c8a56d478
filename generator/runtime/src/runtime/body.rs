//! Request bodies that are wiped after use.

use bytes::Bytes;
use serde::Serialize;
use zeroize::Zeroizing;

use crate::runtime::echo;
use crate::runtime::finite::Finite;
use crate::runtime::secret::SecretValue;

/// How much a [`WipedBuffer`] makes room for at first, in bytes.
const SMALLEST_BUFFER: usize = 256;

/// `value` as JSON, in memory that is wiped when the last clone of the bytes is dropped.
///
/// The bytes are shared by all attempts. A first pass only counts: a buffer that grows would leave
/// copies of secrets behind. It also refuses numbers that are not finite. What TLS and the kernel copy afterwards is out of reach.
///
/// The second part is the secrets among the bytes.
pub(crate) fn json<T: Serialize + ?Sized>(
    value: &T,
) -> Result<(Bytes, Vec<SecretValue>), serde_json::Error> {
    let mut length = Counter(0);
    value.serialize(Finite(&mut serde_json::Serializer::new(&mut length)))?;
    let mut buffer = Zeroizing::new(Vec::with_capacity(length.0));
    let (written, secrets) = echo::collect(|| serde_json::to_writer(&mut *buffer, value));
    written.map(|()| (wiped(buffer), secrets))
}

/// Bytes that are wiped when the last clone is dropped.
pub(crate) fn wiped(buffer: Zeroizing<Vec<u8>>) -> Bytes {
    Bytes::from_owner(buffer)
}

/// A buffer for what is not written twice to count it: it grows as a `Vec` does, but wipes what it moves out of.
#[derive(Default)]
pub(crate) struct WipedBuffer(Zeroizing<Vec<u8>>);

impl WipedBuffer {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn into_bytes(self) -> Bytes {
        wiped(self.0)
    }
}

impl std::io::Write for WipedBuffer {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let needed = self.0.len() + bytes.len();
        if needed > self.0.capacity() {
            let capacity = needed.max(self.0.capacity() * 2).max(SMALLEST_BUFFER);
            let mut larger = Zeroizing::new(Vec::with_capacity(capacity));
            larger.extend_from_slice(&self.0);
            self.0 = larger;
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
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
