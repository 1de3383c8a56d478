//! Which text each node of the merged document came from.
//!
//! Nodes are kept by pointers that stay as they are when items of a list are removed: each item has the number that it
//! had when it came into the list.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

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
    /// The lists that items were removed from.
    lists: BTreeMap<String, Items>,
}

/// The numbers of the items of a list that some were removed from.
#[derive(Clone, Debug, Default)]
struct Items {
    /// Those of the first positions.
    numbers: Vec<usize>,
    /// How many were removed: behind the first positions, items have their position and this much.
    removed: usize,
}

impl Items {
    fn number(&self, position: usize) -> usize {
        let number = self.numbers.get(position).copied();
        number.unwrap_or(position + self.removed)
    }

    fn remove(&mut self, gone: &BTreeSet<usize>) {
        let Some(last) = gone.last() else { return };
        for position in self.numbers.len()..=*last {
            self.numbers.push(position + self.removed);
        }
        let mut position = 0..;
        let stays = |_: &usize| position.next().is_some_and(|it| !gone.contains(&it));
        self.numbers.retain(stays);
        self.removed += gone.len();
    }
}

impl Origins {
    /// The origin of a node: its own entry, or that of the nearest ancestor plus the remaining steps.
    pub(super) fn of(&self, at: &str) -> Origin {
        self.of_lasting(&self.lasting(at))
    }

    fn of_lasting(&self, at: &str) -> Origin {
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
        let at = self.lasting(at).into_owned();
        self.forget_lasting(&at);
        self.moved.insert(at, origin);
    }

    /// Says that `to`, with all below it, comes from where `from` comes from.
    pub(super) fn copy(&mut self, from: &str, to: &str) {
        let from = self.lasting(from).into_owned();
        let to = self.lasting(to).into_owned();
        let own = self.of_lasting(&from);
        let moved = copies(&self.moved, &from, &to);
        let lists = copies(&self.lists, &from, &to);
        let list = self.lists.get(&from).cloned();
        self.forget_lasting(&to);
        self.moved.insert(to.clone(), own);
        self.moved.extend(moved);
        self.lists.extend(lists);
        self.lists.extend(list.map(|list| (to, list)));
    }

    /// Forgets what was known of `at` and everything below it.
    pub(super) fn forget(&mut self, at: &str) {
        let at = self.lasting(at).into_owned();
        self.forget_lasting(&at);
    }

    /// Forgets what was known of everything below `at`.
    pub(super) fn forget_below(&mut self, at: &str) {
        let at = self.lasting(at).into_owned();
        self.forget_below_lasting(&at);
    }

    /// Follows the removal of the items at these positions from the list `at`.
    pub(super) fn remove_items(&mut self, at: &str, gone: &BTreeSet<usize>) {
        for position in gone {
            self.forget(&pointer::join(at, &position.to_string()));
        }
        let at = self.lasting(at).into_owned();
        self.lists.entry(at).or_default().remove(gone);
    }

    /// This pointer with the numbers of items in place of their positions.
    fn lasting<'a>(&self, at: &'a str) -> Cow<'a, str> {
        if self.lists.is_empty() {
            return Cow::Borrowed(at);
        }
        let mut lasting = String::with_capacity(at.len());
        for step in at.split('/').skip(1) {
            let list = self.lists.get(&lasting);
            let number = list.and_then(|list| Some(list.number(step.parse().ok()?)));
            lasting.push('/');
            match number {
                Some(number) => lasting.push_str(&number.to_string()),
                None => lasting.push_str(step),
            }
        }
        Cow::Owned(lasting)
    }

    fn forget_lasting(&mut self, at: &str) {
        self.moved.remove(at);
        self.lists.remove(at);
        self.forget_below_lasting(at);
    }

    fn forget_below_lasting(&mut self, at: &str) {
        forget(&mut self.moved, at);
        forget(&mut self.lists, at);
    }
}

/// What is known of the nodes below `at`, not of `at` itself. `0` is the character after `/`.
fn below<'a, T>(
    map: &'a BTreeMap<String, T>,
    at: &str,
) -> impl Iterator<Item = (&'a String, &'a T)> {
    map.range(format!("{at}/")..format!("{at}0"))
}

/// The same of the nodes below `to`.
fn copies<T: Clone>(map: &BTreeMap<String, T>, from: &str, to: &str) -> Vec<(String, T)> {
    below(map, from)
        .map(|(key, it)| (format!("{to}{}", &key[from.len()..]), it.clone()))
        .collect()
}

fn forget<T>(map: &mut BTreeMap<String, T>, at: &str) {
    let keys: Vec<String> = below(map, at).map(|(key, _)| key.clone()).collect();
    for key in keys {
        map.remove(&key);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::collection::{btree_set, vec};
    use proptest::prelude::*;

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

    fn remove(origins: &mut Origins, positions: &[usize]) {
        origins.remove_items("/list", &positions.iter().copied().collect());
    }

    #[test]
    fn items_behind_a_removed_one_keep_their_places() {
        let mut origins = Origins::default();
        origins.set("/list/2/x", origin(1, "/new"));
        remove(&mut origins, &[0]);
        assert_eq!(origins.of("/list/0"), origin(0, "/list/1"));
        assert_eq!(origins.of("/list/1/x"), origin(1, "/new"));
        assert_eq!(origins.of("/list/1/y"), origin(0, "/list/2/y"));
        remove(&mut origins, &[0]);
        assert_eq!(origins.of("/list/0/y"), origin(0, "/list/2/y"));
        assert_eq!(origins.of("/list/0/x"), origin(1, "/new"));
    }

    #[test]
    fn items_that_come_later_have_places_of_their_own() {
        let mut origins = Origins::default();
        remove(&mut origins, &[1, 3]);
        // Of five items 0, 2 and 4 are left.
        origins.set("/list/3", origin(1, "/fourth"));
        origins.set("/list/4", origin(1, "/fifth"));
        remove(&mut origins, &[1, 3]);
        assert_eq!(origins.of("/list/0/x"), origin(0, "/list/0/x"));
        assert_eq!(origins.of("/list/1/x"), origin(0, "/list/4/x"));
        assert_eq!(origins.of("/list/2/x"), origin(1, "/fifth/x"));
        origins.set("/list/3", origin(1, "/sixth"));
        assert_eq!(origins.of("/list/3"), origin(1, "/sixth"));
        assert_eq!(origins.of("/list/2"), origin(1, "/fifth"));
    }

    #[test]
    fn what_is_copied_takes_along_what_is_below() {
        let mut origins = Origins::default();
        origins.set("/a/b", origin(1, "/x"));
        origins.copy("/a", "/c");
        assert_eq!(origins.of("/c"), origin(0, "/a"));
        assert_eq!(origins.of("/c/b/d"), origin(1, "/x/d"));
        origins.forget_below("/c");
        assert_eq!(origins.of("/c/b"), origin(0, "/a/b"));
        origins.forget("/c");
        assert_eq!(origins.of("/c/b"), origin(0, "/c/b"));
    }

    #[test]
    fn a_copy_of_a_list_takes_its_removals_along() {
        let mut origins = Origins::default();
        remove(&mut origins, &[0]);
        origins.copy("/list", "/other");
        origins.forget("/list");
        assert_eq!(origins.of("/other/0"), origin(0, "/list/1"));
        assert_eq!(origins.of("/list/0"), origin(0, "/list/0"));
    }

    /// A change to a list of lists.
    #[derive(Clone, Debug)]
    enum Change {
        Remove(BTreeSet<usize>),
        RemoveInside(usize, BTreeSet<usize>),
        Append,
        AppendInside(usize),
        Replace(usize),
    }

    fn change() -> impl Strategy<Value = Change> {
        let positions = || btree_set(0..6usize, 1..4);
        prop_oneof![
            positions().prop_map(Change::Remove),
            (0..6usize, positions()).prop_map(|(list, gone)| Change::RemoveInside(list, gone)),
            Just(Change::Append),
            (0..6usize).prop_map(Change::AppendInside),
            (0..6usize).prop_map(Change::Replace),
        ]
    }

    /// Where each item of a list, and each of what it holds, came from.
    type Lists = Vec<(Origin, Vec<Origin>)>;

    fn list(own: Origin) -> (Origin, Vec<Origin>) {
        let item = |number| origin(own.source, &format!("{}/{number}", own.pointer));
        let items = (0..4).map(item).collect();
        (own, items)
    }

    fn without<T>(items: &mut Vec<T>, gone: &BTreeSet<usize>) -> BTreeSet<usize> {
        let gone: BTreeSet<_> = gone.range(..items.len()).copied().collect();
        for position in gone.iter().rev() {
            items.remove(*position);
        }
        gone
    }

    fn make(change: Change, number: usize, lists: &mut Lists, origins: &mut Origins) {
        let new = origin(1, &format!("/actions/{number}"));
        let count = lists.len();
        match change {
            Change::Remove(gone) => {
                let gone = without(lists, &gone);
                origins.remove_items("/list", &gone);
            }
            Change::RemoveInside(at, gone) if at < count => {
                let gone = without(&mut lists[at].1, &gone);
                origins.remove_items(&format!("/list/{at}"), &gone);
            }
            Change::Append => {
                origins.set(&format!("/list/{count}"), new.clone());
                lists.push(list(new));
            }
            Change::AppendInside(at) if at < count => {
                let items = &mut lists[at].1;
                origins.set(&format!("/list/{at}/{}", items.len()), new.clone());
                items.push(new);
            }
            Change::Replace(at) if at < count => {
                origins.set(&format!("/list/{at}"), new.clone());
                lists[at] = list(new);
            }
            _ => {}
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn every_item_is_followed(changes in vec(change(), 0..12)) {
            let mut origins = Origins::default();
            let first = |number| list(origin(0, &format!("/list/{number}")));
            let mut lists: Lists = (0..4).map(first).collect();
            for (number, change) in changes.into_iter().enumerate() {
                make(change, number, &mut lists, &mut origins);
            }
            for (at, (own, items)) in lists.iter().enumerate() {
                prop_assert_eq!(&origins.of(&format!("/list/{at}")), own);
                for (inside, item) in items.iter().enumerate() {
                    prop_assert_eq!(&origins.of(&format!("/list/{at}/{inside}")), item);
                }
            }
        }
    }
}
