//! The package, and how the client proves who it is.

use super::matching::Matching;
use super::{Diff, rules};
use crate::model::{Credential, SchemePlace};

impl Diff<'_> {
    pub(super) fn package(&mut self) {
        let (old, new) = (&self.old.krate, &self.new.krate);
        if old.name != new.name {
            let detail = format!("is now named `{}`", new.name);
            self.add(&rules::CRATE_RENAMED, &old.name, detail);
        }
        if old.base_url != new.base_url {
            let text = |it: &Option<String>| {
                it.as_ref().map_or_else(
                    || "an address that users give".to_owned(),
                    |it| format!("<{it}>"),
                )
            };
            let (was, is) = (text(&old.base_url), text(&new.base_url));
            let detail = format!("sends to {is} instead of {was}");
            let rule = if new.base_url.is_none() {
                &rules::ADDRESS_NEEDED
            } else {
                &rules::ADDRESS_CHANGED
            };
            self.add(rule, "Client", detail);
        }
        if new.in_clear && !old.in_clear {
            let detail = "sends without TLS, which `danger_allow_http` has to allow";
            self.add(&rules::ADDRESS_NEEDED, "Client", detail);
        }
        let item = "Client::from_env";
        self.variable(
            item,
            old.base_url_variable.as_ref(),
            new.base_url_variable.as_ref(),
        );
        self.docs(&new.library, &old.doc, &new.doc);
        self.credentials();
        self.schemes();
        self.settings();
        self.features();
        self.servers();
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
            .by(schemes)
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
        for (x, y) in a.parts.iter().zip(&b.parts) {
            self.variable(&item(b), x.variable.as_ref(), y.variable.as_ref());
            self.docs(&item(b), &x.doc, &y.doc);
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
