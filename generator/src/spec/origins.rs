//! Which text each node of the merged document came from.

use std::collections::BTreeMap;

use super::pointer;

/// A node of one source text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Origin {
    /// Index of the source: 0 is the document, 1 the first overlay.
    pub(super) source: usize,
    /// Pointer into that source.
    pub(super) pointer: String,
}

/// Origins of all nodes; only the exceptions are stored, everything else is where it was read.
#[derive(Clone, Debug, Default)]
pub(super) struct Origins {
    moved: BTreeMap<String, Origin>,
}

impl Origins {
    /// The origin of a node: its own entry, or that of the nearest ancestor plus the remaining steps.
    pub(super) fn of(&self, at: &str) -> Origin {
        let mut prefix = at;
        loop {
            if let Some(origin) = self.moved.get(prefix) {
                return Origin {
                    source: origin.source,
                    pointer: format!("{}{}", origin.pointer, &at[prefix.len()..]),
                };
            }
            if prefix.is_empty() {
                return Origin {
                    source: 0,
                    pointer: at.to_owned(),
                };
            }
            prefix = pointer::parent(prefix);
        }
    }

    /// Says that the node `at`, with all below it, now comes from somewhere else.
    pub(super) fn set(&mut self, at: &str, origin: Origin) {
        self.forget(at);
        self.moved.insert(at.to_owned(), origin);
    }

    /// Says that `to`, with all below it, comes from where `from` comes from.
    pub(super) fn copy(&mut self, from: &str, to: &str) {
        let own = self.of(from);
        let below: Vec<_> = self
            .below(from)
            .map(|(key, origin)| (format!("{to}{}", &key[from.len()..]), origin.clone()))
            .collect();
        self.set(to, own);
        self.moved.extend(below);
    }

    /// Forgets what was known of `at` and everything below it.
    pub(super) fn forget(&mut self, at: &str) {
        self.moved.remove(at);
        self.forget_below(at);
    }

    /// Forgets what was known of everything below `at`.
    pub(super) fn forget_below(&mut self, at: &str) {
        let below: Vec<String> = self.below(at).map(|(key, _)| key.clone()).collect();
        for key in below {
            self.moved.remove(&key);
        }
    }

    /// The entries below a node, not its own. `0` is the character after `/`.
    fn below(&self, at: &str) -> impl Iterator<Item = (&String, &Origin)> {
        self.moved.range(format!("{at}/")..format!("{at}0"))
    }

    /// Follows the removal of item `index` from the array `array`, which had `length` items.
    pub(super) fn remove_item(&mut self, array: &str, index: usize, length: usize) {
        for position in index + 1..length {
            let from = pointer::join(array, &position.to_string());
            let to = pointer::join(array, &(position - 1).to_string());
            self.copy(&from, &to);
        }
        self.forget(&pointer::join(array, &(length - 1).to_string()));
    }
}

#[cfg(test)]
mod tests {
    use super::{Origin, Origins};

    fn origin(source: usize, pointer: &str) -> Origin {
        Origin {
            source,
            pointer: pointer.to_owned(),
        }
    }

    #[test]
    fn the_nearest_ancestor_decides() {
        let mut origins = Origins::default();
        origins.set("/a", origin(1, "/actions/0/update/a"));
        assert_eq!(origins.of("/a/b"), origin(1, "/actions/0/update/a/b"));
        assert_eq!(origins.of("/ab"), origin(0, "/ab"));
        origins.set("/a/b", origin(2, "/x"));
        assert_eq!(origins.of("/a/b/c"), origin(2, "/x/c"));
        origins.set("/a", origin(3, "/y"));
        assert_eq!(origins.of("/a/b/c"), origin(3, "/y/b/c"));
    }

    #[test]
    fn items_behind_a_removed_one_keep_their_places() {
        let mut origins = Origins::default();
        origins.set("/list/2/x", origin(1, "/new"));
        origins.remove_item("/list", 0, 3);
        assert_eq!(origins.of("/list/0"), origin(0, "/list/1"));
        assert_eq!(origins.of("/list/1/x"), origin(1, "/new"));
        assert_eq!(origins.of("/list/1/y"), origin(0, "/list/2/y"));
        origins.remove_item("/list", 0, 2);
        assert_eq!(origins.of("/list/0/y"), origin(0, "/list/2/y"));
        assert_eq!(origins.of("/list/0/x"), origin(1, "/new"));
    }
}
