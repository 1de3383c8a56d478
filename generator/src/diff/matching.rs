//! Finding in the new list what stood in the old one.

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

/// Decides whether two elements are the same thing.
pub(super) type Test<'a, T> = &'a dyn Fn(&T, &T) -> bool;

/// Pairs by the first test, what is left by the second, and so on. A pair needs exactly one partner on each
/// side: where several fit, none is taken.
pub(super) fn matched<T>(old: &[T], new: &[T], tests: &[Test<'_, T>]) -> Matched {
    let mut removed: Vec<usize> = (0..old.len()).collect();
    let mut added: Vec<usize> = (0..new.len()).collect();
    let mut pairs = Vec::new();
    for test in tests {
        let found: Vec<(usize, usize)> = removed
            .iter()
            .filter_map(|a| {
                let partner = only(added.iter().filter(|b| test(&old[*a], &new[**b])))?;
                let back = only(removed.iter().filter(|a| test(&old[**a], &new[*partner])))?;
                (back == a).then_some((*a, *partner))
            })
            .collect();
        removed.retain(|it| !found.iter().any(|(a, _)| a == it));
        added.retain(|it| !found.iter().any(|(_, b)| b == it));
        pairs.extend(found);
    }
    pairs.sort_unstable();
    Matched {
        pairs,
        removed,
        added,
    }
}

fn only<T>(mut found: impl Iterator<Item = T>) -> Option<T> {
    let first = found.next()?;
    found.next().is_none().then_some(first)
}
