//! What the package has beside handles, requests and types: Cargo features, the addresses of the API, and the names of headers.

use super::matching::Matching;
use super::{Diff, rules, spell};
use crate::model::{Feature, Header, Model, Operation, Resource, Server, ServerVariable};

impl Diff<'_> {
    pub(super) fn features(&mut self) {
        let (old, new) = (features(self.old), features(self.new));
        let found = Matching::of(&old, &new).by(|it| *it).done();
        for it in found.removed {
            let item = format!("--features {}", old[it]);
            self.add(&rules::FEATURE_REMOVED, item, "is gone");
        }
        for it in found.added {
            let item = format!("--features {}", new[it]);
            self.add(&rules::FEATURE_ADDED, item, "is new");
        }
    }

    /// What needs another feature than before; what needs none any more is there for everybody.
    pub(super) fn feature_of(&mut self, item: &str, old: &Resource, new: &Resource) {
        self.need(item, self.old.feature_of(old), self.new.feature_of(new));
    }

    /// The same of anything.
    pub(super) fn need(&mut self, item: &str, old: Option<&Feature>, new: Option<&Feature>) {
        let before = old.map(|it| &it.name);
        if let Some(after) = new.map(|it| &it.name)
            && before != Some(after)
        {
            let detail = match before {
                Some(before) => format!("needs the feature `{after}`, it needed `{before}`"),
                None => format!("needs the feature `{after}`"),
            };
            self.add(&rules::FEATURE_NEEDED, item, detail);
        }
    }

    pub(super) fn servers(&mut self) {
        let (old, new) = (&self.old.krate.servers, &self.new.krate.servers);
        let item = |it: &Server| format!("servers::{}", it.name.rust);
        let found = Matching::of(old, new).by(|it| &it.name.rust).done();
        for it in found.removed.iter().map(|it| &old[*it]) {
            self.add(&rules::SERVER_REMOVED, item(it), "is gone");
        }
        for it in found.added.iter().map(|it| &new[*it]) {
            let detail = format!("is new (<{}>)", it.name.wire);
            self.add(&rules::SERVER_ADDED, item(it), detail);
        }
        for (a, b) in found.pairs {
            self.server(&item(&new[b]), &old[a], &new[b]);
        }
    }

    fn server(&mut self, item: &str, old: &Server, new: &Server) {
        if old.name.wire != new.name.wire {
            let (was, is) = (&old.name.wire, &new.name.wire);
            let detail = format!("is <{is}>, it was <{was}>");
            self.add(&rules::ADDRESS_CHANGED, item, detail);
        }
        let (before, after) = (arguments(old), arguments(new));
        if before != after {
            let list = |it: &[&str]| it.join(", ");
            let (is, was) = (list(&after), list(&before));
            let detail = format!("is made of `({is})`, it was made of `({was})`");
            self.add(&rules::SERVER_CHANGED, item, detail);
        }
        let found = Matching::of(&old.variables, &new.variables)
            .by(|it| &it.name.rust)
            .done();
        let name = |it: &ServerVariable| format!("{item}::{}", it.name.rust);
        let set = |it: &&ServerVariable| it.default.is_some();
        for it in found
            .removed
            .iter()
            .map(|it| &old.variables[*it])
            .filter(set)
        {
            self.add(&rules::SERVER_CHANGED, name(it), "is gone");
        }
        for it in found.added.iter().map(|it| &new.variables[*it]).filter(set) {
            self.add(&rules::SERVER_ADDED, name(it), "is new");
        }
        for (a, b) in found.pairs {
            let (a, b) = (&old.variables[a], &new.variables[b]);
            self.server_variable(&name(b), a, b);
        }
        self.docs(item, &old.doc, &new.doc);
    }

    fn server_variable(&mut self, item: &str, old: &ServerVariable, new: &ServerVariable) {
        let ty = |it: &ServerVariable| it.ty.as_ref().map(|it| it.rust.clone());
        if ty(old) != ty(new) {
            let text = |it| ty(it).unwrap_or_else(|| "String".to_owned());
            let detail = format!("is of the type `{}`, it was `{}`", text(new), text(old));
            self.add(&rules::SERVER_CHANGED, item, detail);
        }
        let found = Matching::of(&old.values, &new.values)
            .by(|it| &it.rust)
            .done();
        for it in found.removed.iter().map(|it| &old.values[*it]) {
            let detail = format!("cannot be `{}` any more", it.rust);
            self.add(&rules::SERVER_CHANGED, item, detail);
        }
        for it in found.added.iter().map(|it| &new.values[*it]) {
            let detail = format!("can be `{}`", it.rust);
            self.add(&rules::SERVER_ADDED, item, detail);
        }
        match (&old.default, &new.default) {
            (Some(was), Some(is)) if was != is => {
                let detail = format!("is `{is}` unless it is set, it was `{was}`");
                self.add(&rules::ADDRESS_CHANGED, item, detail);
            }
            (Some(_), None) => self.add(&rules::SERVER_CHANGED, item, "is gone"),
            (None, Some(_)) => self.add(&rules::SERVER_ADDED, item, "is new"),
            (Some(_), Some(_)) | (None, None) => {}
        }
    }

    /// The constants of a builder.
    pub(super) fn headers(&mut self, old: &Operation, new: &Operation) {
        let found = Matching::of(&old.headers, &new.headers)
            .by(|it| &it.name.rust)
            .done();
        let item = |of: &Operation, it: &Header| {
            format!("{}::{}", of.builder.rust, it.name.rust.to_uppercase())
        };
        for it in found.removed.iter().map(|it| &old.headers[*it]) {
            self.add(&rules::HEADER_REMOVED, item(old, it), "is gone");
        }
        for it in found.added.iter().map(|it| &new.headers[*it]) {
            self.add(&rules::HEADER_ADDED, item(new, it), "is new");
        }
        for (a, b) in found.pairs {
            let (a, b) = (&old.headers[a], &new.headers[b]);
            let item = item(new, b);
            if !self.same(&a.ty, &b.ty) {
                let (is, was) = (spell::ty(&b.ty, self.new), spell::ty(&a.ty, self.old));
                let detail = format!("gives `{is}`, it gave `{was}`");
                self.add(&rules::HEADER_TYPE, item.as_str(), detail);
            }
            if a.name.wire != b.name.wire {
                let detail = format!("is `{}`, it was `{}`", b.name.wire, a.name.wire);
                self.add(&rules::WIRE_NAME_CHANGED, item.as_str(), detail);
            }
            self.docs(&item, &a.doc, &b.doc);
        }
    }
}

/// Those of parts of the API, and the one that stands for all of them.
fn features(model: &Model) -> Vec<&str> {
    let names = model.features.iter().map(|it| it.name.as_str());
    let all = (!model.features.is_empty()).then_some("full");
    names.chain(all).collect()
}

/// The variables that the constructor takes.
fn arguments(it: &Server) -> Vec<&str> {
    let variables = it.variables.iter().filter(|it| it.default.is_none());
    variables.map(|it| it.name.rust.as_str()).collect()
}
