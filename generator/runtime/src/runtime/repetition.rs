//! Whether a page of a list is one that came before: a server that does not look at what it is asked for answers the same
//! page for ever.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher as _};

use serde_json::Value;

/// What only a list that repeats itself has twice.
pub(crate) enum Mark {
    /// What leads to the next page.
    Next(u64),
    /// All items.
    Items {
        /// Of all of them.
        hash: u64,
        /// They are one and the same, so that another page may well have the same ones.
        alike: bool,
    },
}

impl Mark {
    pub(crate) fn next(text: &str) -> Self {
        Self::Next(hash(text))
    }

    pub(crate) fn items(items: &Value) -> Self {
        let alike = |items: &Vec<Value>| items.windows(2).all(|it| it[0] == it[1]);
        Self::Items {
            hash: hash(&items.to_string()),
            alike: items.as_array().is_some_and(alike),
        }
    }
}

/// What was seen of a list. That two marks have the same hash by chance would take billions of pages.
#[derive(Default)]
pub(crate) struct Marks {
    /// Some bytes per page, whatever is in it.
    hashes: BTreeSet<u64>,
    /// The number that the server gave to the last page that had one.
    told: Option<u64>,
}

impl Marks {
    /// Takes in a page. `told` is the number that it has, `due` says that by its totals the list has not ended before it.
    /// Whether it came before: equal items are another page where the server counts on, or where they are all alike and due.
    pub(crate) fn has_come(&mut self, mark: &Mark, told: Option<u64>, due: bool) -> bool {
        let counts_on = told.zip(self.told).is_some_and(|(told, last)| told > last);
        self.told = told.or(self.told);
        match *mark {
            Mark::Next(hash) => self.knows(hash),
            Mark::Items { hash, alike } => self.knows(hash) && !counts_on && !(alike && due),
        }
    }

    /// Takes in the keys of the items of a page. Whether they came before.
    pub(crate) fn have_come<'a>(&mut self, keys: impl Iterator<Item = &'a str>) -> bool {
        let mut hasher = DefaultHasher::new();
        keys.for_each(|it| it.hash(&mut hasher));
        self.knows(hasher.finish())
    }

    fn knows(&mut self, hash: u64) -> bool {
        !self.hashes.insert(hash)
    }
}

fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}
