//! Servers that repeat secrets: an error message that quotes what was sent is kept for the caller, but not printed.
//!
//! A request knows its own secrets: its credentials, and the values that its body exposes. Bodies that the caller
//! brings as bytes or without [`Exposed`](crate::runtime::secret::Exposed) hold no secrets as far as anyone can tell.

use std::cell::RefCell;
use std::sync::Arc;

use crate::runtime::secret::SecretValue;

/// So many bytes in a row, taken from a secret, give it away.
const TELLING: usize = 8;

/// A shorter secret is in too many messages by chance.
const SHORTEST: usize = 4;

/// What stands in for a text that repeats a secret.
pub(crate) const REDACTED: &str = "[redacted: it repeats a secret of the request]";

thread_local! {
    /// The secrets of the body that is being written. Serializers have no room for it, and do not change threads.
    static WRITTEN: RefCell<Option<Vec<SecretValue>>> = const { RefCell::new(None) };
}

/// The result of `write`, and the secrets that it exposed.
pub(crate) fn collect<T>(write: impl FnOnce() -> T) -> (T, Vec<SecretValue>) {
    WRITTEN.set(Some(Vec::new()));
    let result = write();
    (result, WRITTEN.take().unwrap_or_default())
}

/// Remembers a secret that is being written.
pub(crate) fn exposed(secret: &SecretValue) {
    WRITTEN.with_borrow_mut(|written| {
        if let Some(written) = written {
            written.push(secret.clone());
        }
    });
}

/// The secrets of one request, wiped with the last clone.
#[derive(Clone, Default)]
pub(crate) struct Secrets {
    pub(crate) body: Arc<[SecretValue]>,
    pub(crate) credentials: Arc<[SecretValue]>,
}

impl Secrets {
    /// Whether the text has a telling part of one of them.
    pub(crate) fn are_in(&self, text: &str) -> bool {
        self.body
            .iter()
            .chain(&*self.credentials)
            .any(|secret| repeats(text, secret.expose().trim()))
    }

    /// The text, unless it repeats one of them.
    pub(crate) fn hidden(&self, text: String) -> String {
        if self.are_in(&text) {
            REDACTED.to_owned()
        } else {
            text
        }
    }
}

/// Bytes, because a message may be cut within a character.
fn repeats(text: &str, secret: &str) -> bool {
    let (text, secret) = (text.as_bytes(), secret.as_bytes());
    if secret.len() < SHORTEST {
        return false;
    }
    if secret.len() <= TELLING {
        return contains(text, secret);
    }
    text.windows(TELLING).any(|part| contains(secret, part))
}

fn contains(text: &[u8], part: &[u8]) -> bool {
    text.windows(part.len()).any(|window| window == part)
}
