//! Servers that repeat secrets: an error message that quotes what was sent is kept for the caller, but not printed.
//!
//! A request knows its own secrets: its credentials, and the values that its body exposes. Bodies that the caller
//! brings as bytes or without [`Exposed`](crate::runtime::secret::Exposed) hold no secrets as far as anyone can tell.

use std::cell::RefCell;
use std::sync::{Arc, OnceLock};

use zeroize::Zeroizing;

use crate::runtime::secret::SecretValue;

/// So many bytes in a row, taken from a secret, give it away.
const TELLING: usize = 8;

/// No more of a text is searched, and much less of it is printed.
const SEARCHED: usize = 4096;

/// So many characters of a text of the server are printed.
const PRINTED: usize = 300;

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

/// Secrets that are sent together, wiped with the last owner.
pub(crate) struct Known {
    values: Vec<SecretValue>,
    /// Made once there is a text to search.
    parts: OnceLock<Parts>,
}

impl Known {
    /// These, if there are any.
    pub(crate) fn new(values: Vec<SecretValue>) -> Option<Arc<Self>> {
        let parts = OnceLock::new();
        (!values.is_empty()).then(|| Arc::new(Self { values, parts }))
    }

    fn parts(&self) -> &Parts {
        self.parts.get_or_init(|| Parts::of(&self.values))
    }
}

/// The secrets of one request.
#[derive(Clone, Default)]
pub(crate) struct Secrets {
    /// Those of its body and its parameters.
    pub(crate) own: Option<Arc<Known>>,
    /// Those of the client, which all its requests share.
    pub(crate) credentials: Option<Arc<Known>>,
}

impl Secrets {
    /// Whether the text has a telling part of one of them. What is beyond the part that can be printed is not searched.
    pub(crate) fn are_in(&self, text: &str) -> bool {
        let begin = &text.as_bytes()[..text.len().min(SEARCHED)];
        let printed = (!is_printed_as_it_is(text)).then(|| printable(text));
        let known = || self.own.iter().chain(&self.credentials);
        let any = |text: &[u8]| known().any(|it| it.parts().are_in(text));
        any(begin) || printed.is_some_and(|it| any(it.as_bytes()))
    }

    /// The text in a form that can be printed, unless it repeats one of them.
    pub(crate) fn hidden(&self, text: &str) -> String {
        if self.are_in(text) {
            REDACTED.to_owned()
        } else {
            printable(text)
        }
    }
}

/// The parts that give secrets away, in order, so that a search takes no longer for a long secret.
pub(crate) struct Parts {
    windows: Zeroizing<Vec<u64>>,
    /// The secrets that are no longer than a window.
    short: Vec<Zeroizing<Vec<u8>>>,
}

impl Parts {
    fn of(secrets: &[SecretValue]) -> Self {
        // A vector that grows leaves copies behind.
        let length = secrets.iter().map(|secret| secret.expose().len()).sum();
        let mut parts = Self {
            windows: Zeroizing::new(Vec::with_capacity(length)),
            short: Vec::new(),
        };
        for secret in secrets {
            // Bytes, because a message may be cut within a character.
            let secret = secret.expose().trim().as_bytes();
            if secret.len() > TELLING {
                parts.windows.extend(secret.windows(TELLING).map(number));
            } else if secret.len() >= SHORTEST {
                parts.short.push(Zeroizing::new(secret.to_vec()));
            }
        }
        parts.windows.sort_unstable();
        parts
    }

    fn are_in(&self, text: &[u8]) -> bool {
        let short = |part: &Zeroizing<Vec<u8>>| text.windows(part.len()).any(|it| it == &***part);
        let known = |part| self.windows.binary_search(&number(part)).is_ok();
        self.short.iter().any(short)
            || (!self.windows.is_empty() && text.windows(TELLING).any(known))
    }
}

fn number(window: &[u8]) -> u64 {
    window
        .iter()
        .fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// A text of the server as one line of a log: without control characters and marks that turn its direction, and not
/// longer than anybody reads.
pub(crate) fn printable(text: &str) -> String {
    let mut shown: String = text
        .char_indices()
        .take_while(|(at, _)| *at < SEARCHED)
        .map(|(_, it)| it)
        .filter(|it| it.is_whitespace() || !is_unseen(*it))
        .map(|it| if it.is_whitespace() { ' ' } else { it })
        .take(PRINTED + 1)
        .collect();
    if let Some((end, _)) = shown.char_indices().nth(PRINTED) {
        shown.truncate(end);
        shown.push('…');
    }
    shown
}

/// Whether [`printable`] changes nothing, as with nearly all texts.
fn is_printed_as_it_is(text: &str) -> bool {
    let printed = |it: u8| it.is_ascii_graphic() || it == b' ';
    text.len() <= PRINTED && text.bytes().all(printed)
}

fn is_unseen(it: char) -> bool {
    it.is_control()
        || matches!(it, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}
