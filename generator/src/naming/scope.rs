//! Namespaces: who has a name already, and what becomes of the second who wants it.

use std::collections::BTreeMap;

use crate::diagnostics::Diagnostics;
use crate::model::Name;

/// What happens to the second of two things that would have the same name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OnCollision {
    /// It is reported, and a person decides.
    #[default]
    Error,
    /// Its name gets a suffix made of its place, which stays the same as the document grows.
    Suffix,
}

/// One Rust namespace: the fields of a struct, the types of the crate, …
#[derive(Debug)]
pub(crate) struct Scope {
    taken: BTreeMap<String, String>,
    on_collision: OnCollision,
    /// What is put behind names that the client itself has, if others may give way.
    behind_own: Option<&'static str>,
}

impl Scope {
    /// A scope in which some names are taken by the client itself.
    pub(crate) fn with(reserved: &[&str], on_collision: OnCollision) -> Self {
        let taken = reserved
            .iter()
            .map(|it| ((*it).to_owned(), String::new()))
            .collect();
        Self {
            taken,
            on_collision,
            behind_own: None,
        }
    }

    /// Lets names that the client itself has give way: an API's `Error` becomes `ErrorModel`.
    pub(crate) fn behind_own(mut self, word: &'static str) -> Self {
        self.behind_own = Some(word);
        self
    }

    /// What happens from now on to the second of two; what happened so far.
    pub(crate) fn on_collision(&mut self, what: OnCollision) -> OnCollision {
        std::mem::replace(&mut self.on_collision, what)
    }

    /// True if the name is taken.
    pub(crate) fn has(&self, rust: &str) -> bool {
        self.taken.contains_key(rust)
    }

    /// Claims `rust` for `wire` at the pointer `at`; a second claim of a name is reported.
    pub(crate) fn claim(
        &mut self,
        rust: String,
        wire: &str,
        at: &str,
        diagnostics: &mut Diagnostics,
    ) -> Name {
        let own = self.taken.get(&rust).is_some_and(String::is_empty);
        let rust = match self.behind_own.filter(|_| own) {
            Some(word) => {
                let given = format!("{rust}{word}");
                diagnostics.name_reserved(at, &rust, &given);
                given
            }
            None => rust,
        };
        let rust = match (self.taken.get(&rust), self.on_collision) {
            (Some(first), OnCollision::Error) => {
                diagnostics.name_collision(at, first, &rust);
                rust
            }
            (Some(_), OnCollision::Suffix) => {
                let mut suffixed = suffixed(&rust, wire, at);
                // Four digits can clash, too.
                while self.taken.contains_key(&suffixed) {
                    suffixed = self::suffixed(&suffixed, wire, at);
                }
                diagnostics.name_suffixed(at, &rust, &suffixed);
                self.taken.insert(suffixed.clone(), at.to_owned());
                suffixed
            }
            (None, _) => {
                self.taken.insert(rust.clone(), at.to_owned());
                rust
            }
        };
        Name {
            rust,
            wire: wire.to_owned(),
        }
    }
}

/// The name with four hexadecimal digits made of its place (FNV-1a), so that it does not depend on what else
/// the document has.
fn suffixed(rust: &str, wire: &str, at: &str) -> String {
    let hash = at
        .bytes()
        .chain(wire.bytes())
        .fold(0x811c_9dc5_u32, |hash, byte| {
            (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
        });
    // Two underscores are no snake case.
    let rust = rust.trim_end_matches('_');
    let separator = if rust.starts_with(char::is_lowercase) {
        "_x"
    } else {
        "X"
    };
    format!("{rust}{separator}{:04x}", (hash >> 16) ^ (hash & 0xffff))
}
