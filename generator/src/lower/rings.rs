//! Types that lead back to themselves. Documents have rings of tens of thousands, so nothing here looks at each of them from
//! each of them.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::TypeId;

/// All types on rings, and few others: those from which no ring can be reached are dropped one by one, then those that no
/// ring reaches. `inside` has for each type those that it leads to.
pub(super) fn on_rings(inside: &[Vec<TypeId>]) -> BTreeSet<TypeId> {
    let around = &reversed(inside);
    let mut left: BTreeSet<TypeId> = (0..inside.len()).map(TypeId).collect();
    for (to, from) in [(inside, &around[..]), (around, inside)] {
        let leads = |id: &TypeId| to[id.0].iter().filter(|it| left.contains(it)).count();
        let mut ways: BTreeMap<TypeId, usize> = left.iter().map(|it| (*it, leads(it))).collect();
        let mut ends: Vec<TypeId> = left.iter().copied().filter(|it| ways[it] == 0).collect();
        while let Some(end) = ends.pop() {
            left.remove(&end);
            for id in &from[end.0] {
                if let Some(ways) = ways.get_mut(id) {
                    *ways -= 1;
                    if *ways == 0 {
                        ends.push(*id);
                    }
                }
            }
        }
    }
    left
}

/// For each type those that lead to it.
pub(super) fn reversed(ways: &[Vec<TypeId>]) -> Vec<Vec<TypeId>> {
    let mut reversed = vec![Vec::new(); ways.len()];
    for (number, ends) in ways.iter().enumerate() {
        for end in ends {
            reversed[end.0].push(TypeId(number));
        }
    }
    reversed
}

/// No question has this number.
const CLOSED: usize = usize::MAX;

/// Which types lead to one, asked for one after the other.
pub(super) struct Leading {
    /// For each type those that lead to it in one step.
    around: Vec<Vec<TypeId>>,
    /// The number of the last question that each type is an answer of.
    seen: Vec<usize>,
    questions: usize,
    answers: Vec<TypeId>,
}

impl Leading {
    /// Of the types in `among`; `inside` has for each type those that it leads to.
    pub(super) fn new(inside: &[Vec<TypeId>], among: &BTreeSet<TypeId>) -> Self {
        let mut around = reversed(inside);
        for (number, ids) in around.iter_mut().enumerate() {
            if among.contains(&TypeId(number)) {
                ids.retain(|it| among.contains(it));
            } else {
                ids.clear();
            }
        }
        Self {
            seen: vec![0; inside.len()],
            around,
            questions: 0,
            answers: Vec::new(),
        }
    }

    /// Asks which types lead to this one, itself included.
    pub(super) fn ask(&mut self, id: TypeId) {
        self.questions += 1;
        self.answers.clear();
        let mut waiting = vec![id];
        while let Some(id) = waiting.pop() {
            if std::mem::replace(&mut self.seen[id.0], self.questions) != self.questions {
                self.answers.push(id);
                let around = self.around[id.0].iter();
                waiting.extend(around.filter(|it| self.seen[it.0] != CLOSED));
            }
        }
    }

    /// A type leads nowhere any more.
    pub(super) fn close(&mut self, id: TypeId) {
        self.seen[id.0] = CLOSED;
    }

    /// The types that lead to the one that was asked about last.
    pub(super) fn answers(&self) -> &[TypeId] {
        &self.answers
    }

    /// Whether a type leads to the one that was asked about last.
    pub(super) fn leads(&self, id: TypeId) -> bool {
        self.seen[id.0] == self.questions
    }

    /// A type does not lead to some others any more, but to these.
    pub(super) fn change(&mut self, id: TypeId, before: &[TypeId], after: &[TypeId]) {
        for it in before {
            self.around[it.0].retain(|it| *it != id);
        }
        for it in after {
            self.around[it.0].push(id);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Leading, on_rings};
    use crate::model::TypeId;

    fn ways(all: &[&[usize]]) -> Vec<Vec<TypeId>> {
        let ids = |it: &&[usize]| it.iter().copied().map(TypeId).collect();
        all.iter().map(ids).collect()
    }

    #[test]
    fn what_only_leads_to_a_ring_or_away_from_it_is_not_on_it() {
        for (inside, expected) in [
            (vec![], vec![]),
            (vec![&[1][..], &[2], &[]], vec![]),
            (vec![&[0][..]], vec![0]),
            (vec![&[1][..], &[2], &[1, 3], &[]], vec![1, 2]),
            (vec![&[1][..], &[0], &[3], &[2], &[0, 2]], vec![0, 1, 2, 3]),
        ] {
            let found: Vec<usize> = on_rings(&ways(&inside)).iter().map(|it| it.0).collect();
            assert_eq!(found, expected, "{inside:?}");
        }
    }

    #[test]
    fn changes_count_in_later_questions() {
        let inside = ways(&[&[1], &[2], &[0, 3], &[2]]);
        let all: BTreeSet<TypeId> = (0..3).map(TypeId).collect();
        let mut leading = Leading::new(&inside, &all);
        let answers = |leading: &mut Leading| {
            leading.ask(TypeId(1));
            let answers: BTreeSet<TypeId> = leading.answers().iter().copied().collect();
            [0, 1, 2, 3].map(TypeId).map(|it| {
                assert_eq!(answers.contains(&it), leading.leads(it));
                leading.leads(it)
            })
        };
        assert_eq!(answers(&mut leading), [true, true, true, false]);
        leading.change(TypeId(0), &[TypeId(1)], &[]);
        assert_eq!(answers(&mut leading), [false, true, false, false]);
        leading.change(TypeId(2), &[TypeId(0)], &[TypeId(1)]);
        assert_eq!(answers(&mut leading), [false, true, true, false]);
        leading.close(TypeId(2));
        assert_eq!(answers(&mut leading), [false, true, false, false]);
    }
}
