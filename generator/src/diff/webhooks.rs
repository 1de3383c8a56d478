//! What the API sends by itself: which function became which, and what it reads.

use super::matching::Matching;
use super::types::renamed;
use super::{Diff, rules, spell};
use crate::model::Webhook;

impl Diff<'_> {
    /// They are the same by the name of their function, else by the place in the specification.
    pub(super) fn webhooks(&mut self) {
        let (old, new) = (&self.old.webhooks, &self.new.webhooks);
        let found = Matching::of(&old.all, &new.all)
            .by(|it| &it.name.rust)
            .by(|it| &it.pointer)
            .done();
        for it in found.removed.iter().map(|it| &old.all[*it]) {
            self.add(&rules::WEBHOOK_REMOVED, item(&it.name.rust), "is gone");
        }
        for it in found.added.iter().map(|it| &new.all[*it]) {
            let detail = format!("is new, for `{}`", it.name.wire);
            self.add(&rules::WEBHOOK_ADDED, item(&it.name.rust), detail);
        }
        for (a, b) in &found.pairs {
            self.webhook(&old.all[*a], &new.all[*b]);
        }
        if !found.pairs.is_empty() {
            let before = old.feature.map(|it| &self.old[it]);
            let after = new.feature.map(|it| &self.new[it]);
            self.need("webhooks", before, after);
        }
    }

    fn webhook(&mut self, old: &Webhook, new: &Webhook) {
        let (before, after) = (item(&old.name.rust), item(&new.name.rust));
        if old.name.rust != new.name.rust {
            let rule = renamed(&old.name, new.former.as_ref(), &rules::WEBHOOK_RENAMED);
            self.add(rule, before, format!("is now `{after}`"));
        }
        let alias = old.former.as_ref();
        let alias = alias.filter(|it| new.former.as_ref() != Some(it) && new.name.rust != **it);
        if let Some(alias) = alias {
            let detail = format!("is gone, `{after}` is its name");
            self.add(&rules::ALIAS_REMOVED, item(alias), detail);
        }
        if !self.same(&old.ty, &new.ty) {
            let (was, is) = (spell::ty(&old.ty, self.old), spell::ty(&new.ty, self.new));
            let detail = format!("gives `{is}`, it gave `{was}`");
            self.add(&rules::WEBHOOK_TYPE, &after, detail);
        }
        self.deprecation(&after, old.deprecated, new.deprecated);
        self.docs(&after, &old.doc, &new.doc);
    }
}

/// `webhooks::new_pet`
fn item(name: &str) -> String {
    format!("webhooks::{name}")
}
