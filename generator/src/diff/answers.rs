//! What an operation gives: the type of the answer, its statuses, and how a list goes on.

use super::matching::Matching;
use super::{Diff, rules, spell};
use crate::model::{
    Alternative, Content, Failure, Operation, Output, OutputVariant, Pagination, Status, Streamed,
    Type,
};

impl Diff<'_> {
    pub(super) fn answers(&mut self, item: &str, old: &Operation, new: &Operation) {
        match (&old.output, &new.output) {
            (Output::One(a), Output::One(b)) if self.same_content(a, b) => {}
            (
                Output::ByStatus { name: a, variants },
                Output::ByStatus {
                    name: b,
                    variants: others,
                },
            ) => {
                if a.rust != b.rust {
                    let detail = format!("is now named `{}`", b.rust);
                    self.add(&rules::TYPE_RENAMED, &a.rust, detail);
                }
                self.by_status(&b.rust, variants, others);
            }
            (Output::One(_) | Output::ByStatus { .. }, _) => {
                let before = spell::output(&old.output, self.old);
                let after = spell::output(&new.output, self.new);
                let detail = format!("gives `{after}`, it gave `{before}`");
                self.add(&rules::OUTPUT_CHANGED, item, detail);
            }
        }
        self.alternatives(item, &old.alternatives, &new.alternatives);
        self.headers(old, new);
        self.statuses(item, &old.statuses, &new.statuses);
        match (&old.pagination, &new.pagination) {
            (None, Some(_)) => self.add(&rules::PAGINATION_GAINED, item, "can turn pages"),
            (Some(_), None) => {
                self.add(&rules::PAGINATION_LOST, item, "cannot turn pages any more");
            }
            (None, None) => {}
            (Some(a), Some(b)) => self.pages(item, a, b),
        }
        self.failures(item, old, new);
        self.success_member(item, old, new);
    }

    fn success_member(&mut self, item: &str, old: &Operation, new: &Operation) {
        let (was, is) = (&old.success_member, &new.success_member);
        if was == is {
            return;
        }
        let detail = match (was, is) {
            (_, Some(name)) => format!("fails if `{name}` is `false`"),
            (Some(name), None) => format!("no longer fails if `{name}` is `false`"),
            (None, None) => return,
        };
        self.add(&rules::REFUSAL_CHANGED, item, detail);
    }

    fn pages(&mut self, call: &str, old: &Pagination, new: &Pagination) {
        if !self.same(&old.item, &new.item) {
            let (is, was) = (
                spell::ty(&new.item, self.new),
                spell::ty(&old.item, self.old),
            );
            let detail = format!("gives `Items<{is}>`, it gave `Items<{was}>`");
            self.add(&rules::METHOD_CHANGED, format!("{call}(…).items"), detail);
        }
        let (is, was) = (spell::turns(new), spell::turns(old));
        if is != was {
            let detail = format!("go by {is}; they went by {was}");
            self.add(&rules::PAGES_CHANGED, format!("{call}(…).pages"), detail);
        }
    }

    /// Documented failures: users ask for the type themselves.
    fn failures(&mut self, item: &str, old: &Operation, new: &Operation) {
        let same = |a: &Failure, b: &Failure| {
            let Failure {
                media_type,
                status,
                ty,
            } = b;
            a.media_type == *media_type && a.status == *status && self.same(&a.ty, ty)
        };
        let (a, b) = (&old.failures, &new.failures);
        let json = a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b));
        let texts = old.text_failures == new.text_failures;
        if !json || !texts || old.redirections != new.redirections {
            self.add(&rules::DOCS_CHANGED, item, "documents other failures");
        }
    }

    /// The methods that read an answer while it comes.
    fn alternatives(&mut self, call: &str, old: &[Alternative], new: &[Alternative]) {
        let found = Matching::of(old, new).by(Alternative::method).done();
        let item = |it: &Alternative| format!("{call}(…).{}", it.method());
        for it in found.removed.iter().map(|it| &old[*it]) {
            self.add(&rules::METHOD_REMOVED, item(it), "is gone");
        }
        for it in found.added.iter().map(|it| &new[*it]) {
            self.add(&rules::METHOD_ADDED, item(it), "is new");
        }
        for (a, b) in found.pairs.iter().map(|it| (&old[it.0], &new[it.1])) {
            let Alternative {
                accept,
                second_choice: _,
                content,
            } = b;
            if !self.same_streamed(&a.content, content) {
                self.add(&rules::METHOD_CHANGED, item(b), "gives another type");
            }
            if a.accept != *accept {
                let detail = format!("asks for `{accept}` instead of `{}`", a.accept);
                self.add(&rules::REQUEST_CHANGED, item(b), detail);
            }
        }
    }

    fn same_streamed(&self, old: &Streamed, new: &Streamed) -> bool {
        match old {
            Streamed::Bytes => *new == Streamed::Bytes,
            Streamed::Events(None) => *new == Streamed::Events(None),
            Streamed::Events(Some(a)) => {
                matches!(new, Streamed::Events(Some(b)) if self.same(a, b))
            }
            Streamed::Lines(a) => matches!(new, Streamed::Lines(b) if self.same(a, b)),
        }
    }

    /// Whether the type is the same; text in JSON and plain text are.
    fn same_content(&self, old: &Content, new: &Content) -> bool {
        let is_text = |it: &Content| {
            *it == Content::Text
                || matches!(it, Content::Json(ty) | Content::Result(ty) | Content::Whole(ty) if *ty == Type::String)
        };
        let is_secret = |it: &Content| {
            *it == Content::SecretText
                || matches!(it, Content::Json(ty) | Content::Result(ty) | Content::Whole(ty) if *ty == Type::Secret)
        };
        if is_text(old) && is_text(new) || is_secret(old) && is_secret(new) {
            return true;
        }
        match old {
            Content::Nothing | Content::Verdict => {
                matches!(new, Content::Nothing | Content::Verdict)
            }
            // Handled above.
            Content::Text | Content::SecretText => false,
            Content::Bytes => *new == Content::Bytes,
            Content::Events(None) => *new == Content::Events(None),
            Content::Events(Some(a)) => {
                matches!(new, Content::Events(Some(b)) if self.same(a, b))
            }
            Content::Lines(a) => matches!(new, Content::Lines(b) if self.same(a, b)),
            Content::Page(a) => matches!(new, Content::Page(b) if self.same(a, b)),
            Content::Json(a) | Content::Result(a) | Content::Whole(a) => {
                matches!(new, Content::Json(b) | Content::Result(b) | Content::Whole(b) if self.same(a, b))
            }
        }
    }

    fn by_status(&mut self, name: &str, old: &[OutputVariant], new: &[OutputVariant]) {
        let found = Matching::of(old, new)
            .by(|it| it.status)
            .by(|it| &it.name.rust)
            .done();
        let path = |it: &OutputVariant| format!("{name}::{}", it.name.rust);
        for it in found.removed.iter().map(|it| &old[*it]) {
            self.add(&rules::VARIANT_REMOVED, path(it), "is gone");
        }
        for it in found.added.iter().map(|it| &new[*it]) {
            let detail = format!("is new, for the status {}", spell::status(it.status));
            self.add(&rules::VARIANT_ADDED, path(it), detail);
        }
        for (a, b) in found.pairs {
            let (a, b) = (&old[a], &new[b]);
            if a.name.rust != b.name.rust {
                let detail = format!("is now named `{}`", b.name.rust);
                self.add(&rules::VARIANT_RENAMED, path(a), detail);
            }
            if !self.same_content(&a.content, &b.content) {
                let before = spell::content(&a.content, self.old);
                let after = spell::content(&b.content, self.new);
                let detail = format!("holds `{after}` instead of `{before}`");
                self.add(&rules::VARIANT_TYPE, path(b), detail);
            }
        }
    }

    fn statuses(&mut self, item: &str, old: &[Status], new: &[Status]) {
        let list = |of: &[Status], but: &[Status]| {
            let new = of.iter().filter(|it| !but.contains(it));
            let texts: Vec<String> = new.map(|it| spell::status(*it)).collect();
            texts.join(", ")
        };
        let (gone, more) = (list(old, new), list(new, old));
        let detail = match (gone.is_empty(), more.is_empty()) {
            (true, true) => return,
            (true, false) => format!("also succeeds with {more}"),
            (false, true) => format!("no longer succeeds with {gone}"),
            (false, false) => format!("succeeds with {more} instead of {gone}"),
        };
        self.add(&rules::STATUSES_CHANGED, item, detail);
    }
}
