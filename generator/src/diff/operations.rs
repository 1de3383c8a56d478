//! Operations: which became which, and how they are called and sent.

use std::collections::BTreeSet;

use super::matching::Matching;
use super::types::{given_up, renamed};
use super::{Diff, rules, spell};
use crate::model::{Model, Operation, Retry, Type};

/// A method that an operation has besides its own.
struct Extra<'a> {
    name: &'a str,
    /// What it takes and gives.
    types: Vec<&'a Type>,
}

impl Diff<'_> {
    /// Operations are the same if they are called and send as before; else by their id, by what they send, and by how they
    /// are called.
    pub(super) fn operations(&mut self) {
        let (old, new) = (self.old, self.new);
        let call = |it: &Operation, model: &Model| {
            let way = spell::chain(&model[it.resource], model);
            Some((way, it.method_name.rust.clone()))
        };
        let sent = |it: &Operation| (it.method.verb(), it.template());
        let found = Matching::of(&old.operations, &new.operations)
            .by_keys(
                |it| Some((call(it, old), sent(it))),
                |it| Some((call(it, new), sent(it))),
            )
            .by(|it| &it.id)
            .by(sent)
            .by_keys(|it| call(it, old), |it| call(it, new))
            .done();
        for it in found.removed.iter().map(|it| &old.operations[*it]) {
            self.add(&rules::OPERATION_REMOVED, spell::call(it, old), "is gone");
        }
        for it in found.added.iter().map(|it| &new.operations[*it]) {
            let detail = format!("is new (`{}`)", spell::request(it));
            self.add(&rules::OPERATION_ADDED, spell::call(it, new), detail);
        }
        let calls: BTreeSet<String> = new
            .operations
            .iter()
            .map(|it| spell::call(it, new))
            .collect();
        for (a, b) in found.pairs {
            let (a, b) = (&old.operations[a], &new.operations[b]);
            self.place(a, b, &calls);
            self.operation(a, b);
        }
    }

    fn operation(&mut self, old: &Operation, new: &Operation) {
        all_is_decided(new);
        let item = spell::call(new, self.new);
        self.request(&item, old, new);
        self.inputs(old, new);
        self.body(&item, old, new);
        self.answers(&item, old, new);
        self.extras(old, new);
        self.security(&item, old, new);
        self.said(&item, old, new);
    }

    fn request(&mut self, item: &str, old: &Operation, new: &Operation) {
        if !spell::sends_alike(old, new) {
            let (is, was) = (spell::request(new), spell::request(old));
            let detail = format!("sends `{is}`, it sent `{was}`");
            self.add(&rules::REQUEST_CHANGED, item, detail);
        }
        if old.server != new.server {
            let text = |it: &Option<String>| match it {
                Some(it) => format!("<{it}>"),
                None => "the address of the client".to_owned(),
            };
            let (is, was) = (text(&new.server), text(&old.server));
            let detail = format!("sends to {is} instead of {was}");
            self.add(&rules::ADDRESS_CHANGED, item, detail);
        }
        if old.accept != new.accept {
            let text = |it: &str| match it {
                "" => "nothing".to_owned(),
                it => format!("`{it}`"),
            };
            let (is, was) = (text(&new.accept), text(&old.accept));
            let detail = format!("asks for {is} instead of {was}");
            self.add(&rules::REQUEST_CHANGED, item, detail);
        }
        if old.retry != new.retry {
            let detail = match new.retry {
                Retry::Idempotent => "is sent again after failures that pass",
                Retry::Unsent => "is sent again only if it surely never arrived",
            };
            self.add(&rules::RETRY_CHANGED, item, detail);
        }
    }

    fn said(&mut self, item: &str, old: &Operation, new: &Operation) {
        self.deprecation(item, old.deprecated, new.deprecated);
        let said = |it: &Operation| it.doc.clone().and(it.further.as_deref());
        self.docs(item, &said(old), &said(new));
        if old.scopes != new.scopes {
            self.add(&rules::SCOPES_CHANGED, item, "needs other scopes");
        }
    }

    /// Where the method hangs and what it is called, and the type of its builder.
    fn place(&mut self, old: &Operation, new: &Operation, calls: &BTreeSet<String>) {
        let item = spell::call(new, self.new);
        let (a, b) = (&self.old[old.resource], &self.new[new.resource]);
        let same = spell::chain(a, self.old) == spell::chain(b, self.new);
        if !same || old.method_name.rust != new.method_name.rust {
            // An alias is a method of the same handle.
            let former = new.former.as_ref().filter(|_| same);
            let before = spell::call(old, self.old);
            let moved = given_up(calls.contains(&before), &rules::OPERATION_MOVED);
            let rule = renamed(&old.method_name, former, moved);
            self.add(rule, before, format!("is now `{item}`"));
        }
        let alias = old
            .former
            .as_ref()
            .filter(|it| same && new.former.as_ref() != Some(it));
        if let Some(alias) = alias {
            let way = spell::way(a, self.old);
            let detail = format!("is gone, `{item}` is its name");
            self.add(&rules::ALIAS_REMOVED, format!("{way}.{alias}"), detail);
        }
        let before = spell::builder(&old.builder.rust, a, self.old);
        let after = spell::builder(&new.builder.rust, b, self.new);
        let same = self.old.place(a) == self.new.place(b);
        if before != after {
            // An alias is a type of the same module.
            let former = new.former_builder.as_ref().filter(|_| same);
            let rule = renamed(&old.builder, former, &rules::BUILDER_RENAMED);
            let detail = format!("is now named `{after}`");
            self.add(rule, before, detail);
        }
        match (self.old.has_builder(old), self.new.has_builder(new)) {
            (false, true) => {
                let detail = "is a type of its own, it was a `ReadyRequest`";
                self.add(&rules::REQUEST_TYPE, &after, detail);
            }
            (true, false) => {
                let detail = "is a `ReadyRequest`, it was a type of its own";
                self.add(&rules::REQUEST_TYPE, &after, detail);
            }
            (true, true) | (false, false) => {}
        }
        let alias = old
            .former_builder
            .as_ref()
            .filter(|it| same && new.former_builder.as_ref() != Some(it));
        if let Some(alias) = alias.filter(|it| **it != new.builder.rust) {
            let item = spell::builder(alias, a, self.old);
            let detail = format!("is gone, `{after}` is its name");
            self.add(&rules::ALIAS_REMOVED, item, detail);
        }
    }

    fn extras(&mut self, old: &Operation, new: &Operation) {
        let (a, b) = (extras(old), extras(new));
        let before = spell::way(&self.old[old.resource], self.old);
        let after = spell::way(&self.new[new.resource], self.new);
        let found = Matching::of(&a, &b).by(|it| it.name).done();
        if let (Some(x), Some(y)) = (&old.bulk, &new.bulk)
            && x.chunk != y.chunk
        {
            let item = format!("{after}.{}", y.name.rust);
            let detail = format!(
                "sends at most {} items at once, it sent {}",
                y.chunk, x.chunk
            );
            self.add(&rules::CHUNK_CHANGED, item, detail);
        }
        for it in found.removed.iter().map(|it| &a[*it]) {
            let item = format!("{before}.{}", it.name);
            self.add(&rules::METHOD_REMOVED, item, "is gone");
        }
        for it in found.added.iter().map(|it| &b[*it]) {
            self.add(
                &rules::METHOD_ADDED,
                format!("{after}.{}", it.name),
                "is new",
            );
        }
        for (x, y) in found.pairs {
            let (x, y) = (&a[x].types, &b[y]);
            let same =
                x.len() == y.types.len() && x.iter().zip(&y.types).all(|(a, b)| self.same(a, b));
            if !same {
                let item = format!("{after}.{}", y.name);
                self.add(&rules::METHOD_CHANGED, item, "takes or gives another type");
            }
        }
    }

    fn security(&mut self, item: &str, old: &Operation, new: &Operation) {
        let (before, after) = (alternatives(old), alternatives(new));
        for it in before.iter().filter(|it| !after.contains(it)) {
            let detail = format!("no longer works {it}");
            self.add(&rules::SECURITY_REMOVED, item, detail);
        }
        for it in after.iter().filter(|it| !before.contains(it)) {
            self.add(&rules::SECURITY_ADDED, item, format!("also works {it}"));
        }
    }
}

/// The methods for many items, and for creating at most once.
fn extras(it: &Operation) -> Vec<Extra<'_>> {
    let bulk = it.bulk.iter().map(|it| Extra {
        name: &it.name.rust,
        types: std::iter::once(&it.item).chain(&it.result).collect(),
    });
    let ensure = it.ensure.iter().map(|it| Extra {
        name: &it.name.rust,
        types: vec![&it.item, &it.result],
    });
    bulk.chain(ensure).collect()
}

/// What a client may prove itself with, each as the end of a sentence.
fn alternatives(it: &Operation) -> Vec<String> {
    if it.security.is_empty() {
        return vec!["without credentials".to_owned()];
    }
    let alternatives = it.security.iter().map(|schemes| {
        let mut names: Vec<String> = schemes.iter().map(|it| format!("`{it}`")).collect();
        names.sort();
        if names.is_empty() {
            "without credentials".to_owned()
        } else {
            format!("with {}", names.join(" and "))
        }
    });
    alternatives.collect()
}

/// Where each field is compared: a new one does not compile until somebody has decided what it means.
fn all_is_decided(operation: &Operation) {
    let Operation {
        // For traces alone.
        id: _,
        call: _,
        // See `place`.
        method_name: _,
        former: _,
        former_builder: _,
        builder: _,
        resource: _,
        // See `request`.
        method: _,
        path: _,
        server: _,
        fixed_query: _,
        retry: _,
        // See `inputs` and `encodings`.
        path_parameters: _,
        parameters: _,
        body: _,
        // See `answers`.
        output: _,
        statuses: _,
        accept: _,
        second_choice: _,
        alternatives: _,
        failures: _,
        text_failures: _,
        redirections: _,
        success_member: _,
        headers: _,
        pagination: _,
        security: _,
        bulk: _,
        ensure: _,
        deprecated: _,
        doc: _,
        further: _,
        scopes: _,
        // Where it is from, what examples show, and what proves it.
        pointer: _,
        credential: _,
        example: _,
        leak: _,
        wires: _,
    } = operation;
}
