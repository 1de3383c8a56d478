//! Finding in the new list what stood in the old one.

use std::collections::{BTreeMap, BTreeSet};

/// Which element became which, and what is left on both sides.
#[derive(Debug, Default)]
pub(super) struct Matched {
    /// Indexes into the old and the new list, in the order of the old one.
    pub(super) pairs: Vec<(usize, usize)>,
    /// Indexes into the old list.
    pub(super) removed: Vec<usize>,
    /// Indexes into the new list.
    pub(super) added: Vec<usize>,
}

/// Pairs by the first rule, what is left by the second, and so on. A pair needs exactly one partner on each
/// side: where several fit, none is taken.
#[derive(Debug)]
pub(super) struct Matching<'a, T> {
    old: &'a [T],
    new: &'a [T],
    so_far: Matched,
}

impl<'a, T> Matching<'a, T> {
    pub(super) fn of(old: &'a [T], new: &'a [T]) -> Self {
        let so_far = Matched {
            pairs: Vec::new(),
            removed: (0..old.len()).collect(),
            added: (0..new.len()).collect(),
        };
        Self { old, new, so_far }
    }

    /// Elements with the same key are the same thing.
    pub(super) fn by<K: Ord>(self, key: impl Fn(&'a T) -> K) -> Self {
        self.by_keys(|it| Some(key(it)), |it| Some(key(it)))
    }

    /// The same, where keys are made in another way on each side. What has no key is left.
    pub(super) fn by_keys<K: Ord>(
        self,
        of_old: impl Fn(&'a T) -> Option<K>,
        of_new: impl Fn(&'a T) -> Option<K>,
    ) -> Self {
        let old = places(self.old, &self.so_far.removed, of_old);
        let new = places(self.new, &self.so_far.added, of_new);
        let found = old
            .iter()
            .filter_map(|(key, a)| Some(((*a)?, (*new.get(key)?)?)))
            .collect();
        self.and(found)
    }

    /// Elements are the same thing if the test says so. It is asked about all pairs.
    pub(super) fn by_test(self, same: impl Fn(&T, &T) -> bool) -> Self {
        let (removed, added) = (&self.so_far.removed, &self.so_far.added);
        let partner =
            |a: &usize| only(added.iter().filter(|b| same(&self.old[*a], &self.new[**b])));
        let back = |b: &usize| {
            only(
                removed
                    .iter()
                    .filter(|a| same(&self.old[**a], &self.new[*b])),
            )
        };
        let found = removed
            .iter()
            .filter_map(|a| {
                let b = partner(a)?;
                (back(b)? == a).then_some((*a, *b))
            })
            .collect();
        self.and(found)
    }

    /// What is found so far.
    pub(super) fn pairs(&self) -> &[(usize, usize)] {
        &self.so_far.pairs
    }

    pub(super) fn done(mut self) -> Matched {
        self.so_far.pairs.sort_unstable();
        self.so_far
    }

    fn and(mut self, found: Vec<(usize, usize)>) -> Self {
        let (old, new): (BTreeSet<usize>, BTreeSet<usize>) = found.iter().copied().unzip();
        self.so_far.removed.retain(|it| !old.contains(it));
        self.so_far.added.retain(|it| !new.contains(it));
        self.so_far.pairs.extend(found);
        self
    }
}

/// Where each key stands; `None` if it stands in more than one place.
fn places<'a, T, K: Ord>(
    list: &'a [T],
    left: &[usize],
    key: impl Fn(&'a T) -> Option<K>,
) -> BTreeMap<K, Option<usize>> {
    let mut places = BTreeMap::new();
    for at in left {
        if let Some(key) = key(&list[*at]) {
            let once = |place: &mut Option<usize>| *place = None;
            places.entry(key).and_modify(once).or_insert(Some(*at));
        }
    }
    places
}

fn only<T>(mut found: impl Iterator<Item = T>) -> Option<T> {
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

#[cfg(test)]
mod tests {
    use super::Matching;

    /// Elements, how they are paired by their first character and then by their length, and what is left.
    type Case = (
        &'static [&'static str],
        &'static [&'static str],
        &'static [(usize, usize)],
        &'static [usize],
        &'static [usize],
    );

    const CASES: &[Case] = &[
        (&["a", "b"], &["b", "a"], &[(0, 1), (1, 0)], &[], &[]),
        // Not the same key, but alone with its length.
        (&["a", "bb"], &["cc", "a"], &[(0, 1), (1, 0)], &[], &[]),
        // What has a partner by its key is not asked for its length.
        (&["a", "bb"], &["a", "c"], &[(0, 0)], &[1], &[1]),
        // Where several fit, on either side, none is taken.
        (&["a1", "a22"], &["a"], &[], &[0, 1], &[0]),
        (&["a"], &["a1", "a22"], &[], &[0], &[0, 1]),
        (&["b", "c"], &["d"], &[], &[0, 1], &[0]),
        (&["d"], &["b", "c"], &[], &[0], &[0, 1]),
        // No key, and no length either.
        (&[""], &[""], &[], &[0], &[0]),
    ];

    #[test]
    fn pairs_have_one_partner_on_each_side() {
        let key = |it: &&str| it.chars().next();
        for (old, new, pairs, removed, added) in CASES {
            let by_key = || Matching::of(old, new).by_keys(key, key);
            let length = |it: &&str| (!it.is_empty()).then_some(it.len());
            let same = |a: &&str, b: &&str| length(a).is_some() && length(a) == length(b);
            for found in [
                by_key().by_keys(length, length).done(),
                by_key().by_test(same).done(),
            ] {
                assert_eq!(found.pairs, *pairs, "{old:?} {new:?}");
                assert_eq!(found.removed, *removed, "{old:?} {new:?}");
                assert_eq!(found.added, *added, "{old:?} {new:?}");
            }
        }
    }
}
