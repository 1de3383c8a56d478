//! The package, and how the client proves who it is.

use super::matching::Matching;
use super::{Diff, rules};
use crate::model::{Crate, Credential, CredentialPart, SchemePlace};

impl Diff<'_> {
    pub(super) fn package(&mut self) {
        let (old, new) = (&self.old.krate, &self.new.krate);
        let Crate {
            name,
            library,
            // What is compared is for it.
            version: _,
            // For those who look for the crate.
            description: _,
            keywords: _,
            categories: _,
            repository: _,
            // Of the front page; the API's own words are compared.
            summary: _,
            title: _,
            doc,
            base_url,
            in_clear,
            base_path,
            // See `servers`.
            servers: _,
            base_url_variable,
            // How the crate is built and proven.
            other_scripts: _,
            wire_tests: _,
        } = new;
        if old.name != *name {
            let detail = format!("is now named `{name}`");
            self.add(&rules::CRATE_RENAMED, &old.name, detail);
        }
        self.address(old.base_url.as_ref(), base_url.as_ref());
        if *in_clear && !old.in_clear {
            let detail = "sends without TLS, which `danger_allow_http` has to allow";
            self.add(&rules::ADDRESS_NEEDED, "Client", detail);
        }
        let (was, is) = (&old.base_url_variable, base_url_variable);
        self.variable("Client::from_env", was.as_ref(), is.as_ref());
        if old.doc.text != doc.text || old.base_path != *base_path {
            self.add(&rules::DOCS_CHANGED, library, "is described differently");
        }
        self.credentials();
        self.schemes();
        self.settings();
        self.features();
        self.servers();
    }

    fn address(&mut self, old: Option<&String>, new: Option<&String>) {
        if old != new {
            let text = |it: Option<&String>| {
                it.map_or_else(
                    || "an address that users give".to_owned(),
                    |it| format!("<{it}>"),
                )
            };
            let (was, is) = (text(old), text(new));
            let detail = format!("sends to {is} instead of {was}");
            let rule = if new.is_none() {
                &rules::ADDRESS_NEEDED
            } else {
                &rules::ADDRESS_CHANGED
            };
            self.add(rule, "Client", detail);
        }
    }

    pub(super) fn variable(&mut self, item: &str, old: Option<&String>, new: Option<&String>) {
        let (rule, detail) = match (old, new) {
            (old, new) if old == new => return,
            (Some(old), Some(new)) => {
                let detail = format!("reads `{new}` instead of `{old}`");
                (&rules::VARIABLE_CHANGED, detail)
            }
            (Some(old), None) => (&rules::VARIABLE_CHANGED, format!("no longer reads `{old}`")),
            (None, Some(new)) => (&rules::VARIABLE_ADDED, format!("also reads `{new}`")),
            (None, None) => return,
        };
        self.add(rule, item, detail);
    }

    fn credentials(&mut self) {
        let (old, new) = (
            &self.old.security.credentials,
            &self.new.security.credentials,
        );
        let item = |it: &Credential| format!("Credentials::{}", it.name.rust);
        let found = Matching::of(old, new)
            .by(|it| &it.name.rust)
            .by(together)
            .done();
        for it in &found.removed {
            self.add(&rules::CREDENTIAL_REMOVED, item(&old[*it]), "is gone");
        }
        for it in &found.added {
            self.add(&rules::CREDENTIAL_ADDED, item(&new[*it]), "is new");
        }
        if !found.pairs.is_sorted_by_key(|(_, new)| *new) {
            let names: Vec<&str> = new.iter().map(|it| it.name.rust.as_str()).collect();
            let detail = format!("looks for `{}`, in this order", names.join("`, `"));
            self.add(&rules::CREDENTIALS_REORDERED, "Client::from_env", detail);
        }
        for (a, b) in found.pairs {
            self.credential(&old[a], &new[b]);
        }
    }

    fn credential(&mut self, a: &Credential, b: &Credential) {
        let item = |it: &Credential| format!("Credentials::{}", it.name.rust);
        if a.name.rust != b.name.rust {
            let detail = format!("is now named `{}`", b.name.rust);
            self.add(&rules::CREDENTIAL_RENAMED, item(a), detail);
        }
        if schemes(a) != schemes(b) {
            let detail = format!("takes `({})`, it took `({})`", arguments(b), arguments(a));
            self.add(&rules::CREDENTIAL_CHANGED, item(b), detail);
        }
        let found = Matching::of(&a.parts, &b.parts)
            .by(|it| (&it.scheme, &it.argument.rust))
            .by(|it| &it.scheme)
            .done();
        for it in found.removed.iter().map(|it| &a.parts[*it]) {
            self.variable(&item(b), it.variable.as_ref(), None);
        }
        for it in found.added.iter().map(|it| &b.parts[*it]) {
            self.variable(&item(b), None, it.variable.as_ref());
        }
        for (x, y) in found.pairs {
            let CredentialPart {
                scheme: _,
                argument: _,
                variable,
                doc,
            } = &b.parts[y];
            let old = &a.parts[x];
            self.variable(&item(b), old.variable.as_ref(), variable.as_ref());
            self.docs(&item(b), &old.doc, doc);
        }
    }

    fn schemes(&mut self) {
        let (old, new) = (&self.old.security.schemes, &self.new.security.schemes);
        for (a, b) in Matching::of(old, new).by(|it| &it.name).done().pairs {
            let (a, b) = (&old[a], &new[b]);
            if a.place != b.place {
                let detail = format!(
                    "sends `{}` as {} instead of {}",
                    b.name,
                    place(&b.place),
                    place(&a.place)
                );
                self.add(&rules::SCHEME_MOVED, "Credentials", detail);
            }
        }
    }
}

/// Whatever the order.
fn together(it: &Credential) -> Vec<&str> {
    let mut schemes = schemes(it);
    schemes.sort_unstable();
    schemes
}

fn schemes(it: &Credential) -> Vec<&str> {
    it.parts.iter().map(|it| it.scheme.as_str()).collect()
}

fn arguments(it: &Credential) -> String {
    let names: Vec<&str> = it
        .parts
        .iter()
        .map(|it| it.argument.rust.as_str())
        .collect();
    names.join(", ")
}

fn place(it: &SchemePlace) -> String {
    match it {
        SchemePlace::Header(name) => format!("the header `{name}`"),
        SchemePlace::Query(name) => format!("the query parameter `{name}`"),
        SchemePlace::Cookie(name) => format!("the cookie `{name}`"),
        SchemePlace::Bearer => "a bearer token".to_owned(),
        SchemePlace::Basic => "user and password".to_owned(),
    }
}
