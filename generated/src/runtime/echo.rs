// @generated from generator/runtime/src/runtime/echo.rs. Edit that file.

//! Servers that repeat secrets: an error message that quotes what was sent is kept for the caller, but not printed.
//!
//! A request knows its own secrets: its credentials, and the values that its body exposes. Bodies that the caller
//! brings as bytes or without [`Exposed`](crate::runtime::secret::Exposed) hold no secrets as far as anyone can tell.

use std::cell::RefCell;
use std::sync::Arc;

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
    /// Names and addresses of people, of which a part says nothing.
    names: Vec<SecretValue>,
}

impl Known {
    /// These, if there are any.
    pub(crate) fn new(values: Vec<SecretValue>, names: Vec<SecretValue>) -> Option<Arc<Self>> {
        let any = !values.is_empty() || !names.is_empty();
        any.then(|| Arc::new(Self { values, names }))
    }

    /// Whether a text has a telling part of them.
    fn are_in(&self, text: &Searched<'_>) -> bool {
        self.names.iter().any(|name| text.has_all(bytes(name)))
            || self.values.iter().any(|value| text.has_part(bytes(value)))
    }
}

/// Bytes, because a message may be cut within a character.
fn bytes(secret: &SecretValue) -> &[u8] {
    secret.expose().trim().as_bytes()
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
    /// A search in several texts.
    pub(crate) fn search(&self) -> Search<'_> {
        let known = self.own.iter().chain(&self.credentials);
        let all = known.flat_map(|it| it.values.iter().chain(&it.names));
        Search {
            secrets: self,
            size: all.map(|it| bytes(it).len()).sum(),
            done: 0,
        }
    }

    /// Whether the text has a telling part of one of them. What is beyond the part that can be printed is not searched.
    pub(crate) fn are_in(&self, text: &str) -> bool {
        let begin = &text.as_bytes()[..text.len().min(SEARCHED)];
        let printed = (!is_printed_as_it_is(text)).then(|| printable(text));
        let known = || self.own.iter().chain(&self.credentials);
        let any = |text: &[u8]| {
            let text = Searched::new(text);
            known().any(|it| it.are_in(&text))
        };
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

/// A search in several texts, which ends before anybody has to wait for it: each text costs as much as the secrets are long.
pub(crate) struct Search<'a> {
    secrets: &'a Secrets,
    /// How many bytes the secrets have.
    size: usize,
    done: usize,
}

impl Search<'_> {
    /// Whether the text has a telling part of a secret, or was not searched any more.
    pub(crate) fn may_find(&mut self, text: &str) -> bool {
        const MOST: usize = 16 << 20;
        if text.len() < SHORTEST {
            return false;
        }
        if self.done > MOST {
            return true;
        }
        self.done = self.done.saturating_add(self.size);
        self.secrets.are_in(text)
    }
}

/// A text in which secrets are looked for. Its windows are kept, and not theirs: it is short, and they can be megabytes.
struct Searched<'a> {
    text: &'a [u8],
    /// In order.
    windows: Vec<u64>,
    /// A bit for each of them, to tell at once that nearly all others are not there.
    marks: [u64; MARKS],
}

/// With a kilobyte of bits, the longest text leaves more than half of them free.
const MARKS: usize = 128;

impl<'a> Searched<'a> {
    fn new(text: &'a [u8]) -> Self {
        let mut windows: Vec<u64> = windows(text).collect();
        windows.sort_unstable();
        let mut marks = [0; MARKS];
        for window in &windows {
            let (at, bit) = mark(*window);
            marks[at] |= bit;
        }
        Self {
            text,
            windows,
            marks,
        }
    }

    fn has_part(&self, secret: &[u8]) -> bool {
        if secret.len() <= TELLING {
            return self.has_all(secret);
        }
        windows(secret).any(|window| {
            let (at, bit) = mark(window);
            self.marks[at] & bit != 0 && self.windows.binary_search(&window).is_ok()
        })
    }

    fn has_all(&self, secret: &[u8]) -> bool {
        secret.len() >= SHORTEST && self.text.windows(secret.len()).any(|it| it == secret)
    }
}

/// All parts of so many bytes, as numbers.
fn windows(bytes: &[u8]) -> impl Iterator<Item = u64> {
    let mut window = 0;
    let ends = bytes.iter().map(move |byte| {
        window = window << 8 | u64::from(*byte);
        window
    });
    ends.skip(TELLING - 1)
}

/// Where the bit of a window is.
fn mark(window: u64) -> (usize, u64) {
    let mixed = window.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 51;
    (mixed as usize / 64, 1 << (mixed % 64))
}

/// A text of the server as one line of a log: without control characters, marks that turn its direction and others that
/// nobody sees, and not longer than anybody reads.
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
        || matches!(it,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}
