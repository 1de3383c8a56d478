//! Handles: how operations are reached.

use super::matching::Matching;
use super::{Diff, rules, spell};
use crate::model::{Model, PathParameter, Resource};

impl Diff<'_> {
    /// Handles are the same by the way that leads to them, else by their type. The client itself is no handle.
    pub(super) fn handles(&mut self) {
        let (old, new) = (self.old, self.new);
        let below = |it: &&Resource| it.parent.is_some();
        let a: Vec<&Resource> = old.resources.iter().filter(below).collect();
        let b: Vec<&Resource> = new.resources.iter().filter(below).collect();
        let way = |it: &Resource, model: &Model| Some(spell::chain(it, model));
        let found = Matching::of(&a, &b)
            .by_keys(|it| way(it, old), |it| way(it, new))
            .by_keys(
                |it| Some(spell::handle(it, old)),
                |it| Some(spell::handle(it, new)),
            )
            .done();
        for it in found.removed.iter().map(|it| a[*it]) {
            self.add(&rules::HANDLE_REMOVED, spell::way(it, old), "is gone");
        }
        for it in found.added.iter().map(|it| b[*it]) {
            self.add(&rules::HANDLE_ADDED, spell::way(it, new), "is new");
        }
        for (x, y) in found.pairs {
            self.handle(a[x], b[y]);
        }
    }

    fn handle(&mut self, old: &Resource, new: &Resource) {
        let (before, item) = (spell::way(old, self.old), spell::way(new, self.new));
        if spell::chain(old, self.old) != spell::chain(new, self.new) {
            let detail = format!("is now reached by `{item}`");
            self.add(&rules::HANDLE_MOVED, before, detail);
        }
        let (was, is) = (spell::handle(old, self.old), spell::handle(new, self.new));
        if was != is {
            let detail = format!("is now named `{is}`");
            self.add(&rules::HANDLE_RENAMED, was, detail);
        }
        self.feature_of(&item, old, new);
        self.docs(&is, &old.doc, &new.doc);
        match (&old.parameter, &new.parameter) {
            (None, None) => {}
            (Some(a), Some(b)) if self.same(&a.ty, &b.ty) => self.path_parameter(&item, a, b),
            (a, b) => {
                let text = |it: &Option<PathParameter>, model| match it {
                    Some(it) => format!("`{}`", spell::accepts(&it.ty, model)),
                    None => "nothing".to_owned(),
                };
                let detail = format!("takes {}, it took {}", text(b, self.new), text(a, self.old));
                self.add(&rules::HANDLE_ARGUMENT, item, detail);
            }
        }
    }
}
