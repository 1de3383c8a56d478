//! Parameters that are set once for all calls.

use super::matching::Matching;
use super::{Diff, rules};
use crate::model::Setting;

impl Diff<'_> {
    pub(super) fn settings(&mut self) {
        let (old, new) = (&self.old.settings, &self.new.settings);
        let found = Matching::of(old, new)
            .by(|it| &it.name.rust)
            .by(|it| &it.name.wire)
            .done();
        for it in found.removed.iter().map(|it| &old[*it]) {
            self.add(&rules::SETTING_REMOVED, item(it), "is gone");
        }
        for it in found.added.iter().map(|it| &new[*it]) {
            match &it.default {
                Some(default) => {
                    let detail = format!("is new; unless it is set, `{default}` is sent");
                    self.add(&rules::SETTING_ADDED, item(it), detail);
                }
                None => self.add(
                    &rules::SETTING_NEEDED,
                    item(it),
                    "is new, and has to be set",
                ),
            }
        }
        for (a, b) in found.pairs {
            self.setting(&old[a], &new[b]);
        }
    }

    fn setting(&mut self, old: &Setting, new: &Setting) {
        let item = item(new);
        if old.name.rust != new.name.rust {
            let detail = format!("is the new name of `{}`", old.name.rust);
            self.add(&rules::SETTING_RENAMED, &item, detail);
        }
        match (&old.default, &new.default) {
            (Some(was), None) => {
                let detail = format!("has to be set, and was `{was}` without that");
                self.add(&rules::SETTING_NEEDED, &item, detail);
            }
            (was, Some(is)) if was.as_ref() != Some(is) => {
                let detail = format!("is `{is}` unless it is set");
                self.add(&rules::REQUEST_CHANGED, &item, detail);
            }
            _ => {}
        }
        if old.place != new.place || old.name.wire != new.name.wire {
            let detail = format!("is sent as `{}`", new.name.wire);
            self.add(&rules::REQUEST_CHANGED, &item, detail);
        }
        self.variable(&item, old.variable.as_ref(), new.variable.as_ref());
        self.docs(&item, &old.doc, &new.doc);
    }
}

fn item(it: &Setting) -> String {
    format!("ClientBuilder::{}", it.name.rust)
}
