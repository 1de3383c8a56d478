//! The package: from `info`, `servers` and the hint `x-rust-crate`.

use serde_json::Value;

use super::node::Node;
use super::{Options, docs, further, keys, servers};
use crate::diagnostics::Diagnostics;
use crate::model::{Crate, Model};
use crate::naming::{self, LONGEST_PACKAGE, snake};
use crate::spec::{Document, pointer};

/// Where the hint stands.
pub(super) const HINT: &str = "/info/x-rust-crate";

pub(super) fn lower(
    document: &Document,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> Crate {
    let (title, about) = info(document, diagnostics);
    check(document, diagnostics);
    let servers = servers::lower(document, options, diagnostics);
    let about = docs::clean(about.unwrap_or_default());
    let root = Node::at(document, "", diagnostics);
    let link = root.and_then(|it| further::link(&it, &about, diagnostics));
    let about = about.and(link.as_deref());
    let title = one_line(title.unwrap_or("api"));
    let name = options
        .crate_name
        .clone()
        .or_else(|| hint_text(document, "name", diagnostics))
        .unwrap_or_else(|| package_of(&title));
    let description = hint_text(document, "description", diagnostics);
    let description = description.map_or_else(|| format!("Client for {title}"), |it| one_line(&it));
    let version = hint_text(document, "version", diagnostics).unwrap_or_else(|| "0.1.0".to_owned());
    if !is_version(&version) {
        diagnostics.bad_version(&pointer::join(HINT, "version"), &version);
    }
    if !naming::is_package(&name) {
        let other = Some(format!("{name}-client")).filter(|it| naming::is_package(it));
        match options.crate_name {
            Some(_) => diagnostics.bad_package_option(&name, other),
            None => diagnostics.bad_package(&pointer::join(HINT, "name"), &name, other),
        }
    }
    Crate {
        library: naming::library(&name),
        version,
        summary: docs::clean(&description),
        description,
        doc: about,
        keywords: hint_list(document, "keywords", diagnostics),
        categories: hint_list(document, "categories", diagnostics),
        repository: hint_text(document, "repository", diagnostics),
        base_url: servers.usual,
        in_clear: false,
        other_scripts: false,
        base_path: servers.path,
        servers: servers.all,
        base_url_variable: variable(document, HINT, "base-url-variable", diagnostics),
        wire_tests: options.wire_tests || hint_flag(document, "wire-tests", diagnostics),
        name,
        title: docs::clean(&title),
    }
}

/// Reports what else the hint says, and a list of credentials that is none.
fn check(document: &Document, diagnostics: &mut Diagnostics) {
    if document.get(HINT).is_some()
        && let Some(node) = Node::at(document, HINT, diagnostics)
    {
        keys::check(&node, &keys::CRATE, diagnostics);
        node.array("credentials", diagnostics);
    }
}

/// Where only operations say where they go, the first that does speaks for all.
pub(super) fn settle(model: &mut Model) {
    let krate = &mut model.krate;
    if krate.base_url.is_none() {
        krate.base_url = model.operations.iter().find_map(|it| it.server.clone());
    }
    krate.in_clear = krate.base_url.as_deref().is_some_and(servers::is_exposed);
}

/// A text that is meant to be one line.
fn one_line(text: &str) -> String {
    let words = text.split(|it: char| it.is_whitespace() || it.is_control());
    let words: Vec<&str> = words.filter(|it| !it.is_empty()).collect();
    words.join(" ")
}

/// The title and the description, whatever else is wrong with `info`.
fn info<'a>(
    document: &'a Document,
    diagnostics: &mut Diagnostics,
) -> (Option<&'a str>, Option<&'a str>) {
    if document.get("/info").is_none() {
        diagnostics.missing("", "info", "a title and a version");
        return (None, None);
    }
    let Some(node) = Node::at(document, "/info", diagnostics) else {
        return (None, None);
    };
    keys::check(&node, &keys::INFO, diagnostics);
    for (key, what) in [("title", "the name of the API"), ("version", "its version")] {
        if !node.has(key) {
            diagnostics.missing("/info", key, what);
        }
    }
    node.text("version", diagnostics);
    (
        node.text("title", diagnostics),
        node.text("description", diagnostics),
    )
}

/// The package name that a title suggests: `1Password Connect` gives `api-1password-connect-client`.
fn package_of(title: &str) -> String {
    let words = snake(title).replace('_', "-");
    let ascii: String = words.chars().filter(char::is_ascii).collect();
    let words = ascii.trim_matches('-');
    let prefix = if words.starts_with(|c: char| c.is_ascii_alphabetic()) {
        ""
    } else {
        "api-"
    };
    let own = format!("{prefix}{words}").replace("--", "-");
    let own = own.trim_end_matches('-');
    format!("{}-client", cut(own, LONGEST_PACKAGE - "-client".len()))
}

/// As many words as there is room for.
fn cut(words: &str, most: usize) -> &str {
    if words.len() <= most {
        return words;
    }
    // One letter more: a word may end there.
    let end = words[..=most].rfind('-').unwrap_or(most);
    words[..end].trim_end_matches('-')
}

/// The beginning of every environment variable that the document does not name: the package, without the `client` that those
/// named after a title have.
pub(super) fn variable_prefix(package: &str) -> String {
    let own = package.strip_suffix("-client").unwrap_or(package);
    // No shell sets a variable that begins with a digit.
    let own = snake(own);
    own.trim_start_matches('_').to_ascii_uppercase()
}

/// Three numbers, and perhaps a pre-release or build (Semantic Versioning 2.0.0).
fn is_version(text: &str) -> bool {
    let core = text.split(['-', '+']).next().unwrap_or_default();
    let numbers: Vec<&str> = core.split('.').collect();
    let plain = |it: &&str| {
        !it.is_empty()
            && it.chars().all(|c| c.is_ascii_digit())
            && (*it == "0" || !it.starts_with('0'))
    };
    let rest = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '+');
    numbers.len() == 3 && numbers.iter().all(plain) && text.chars().all(rest)
}

fn hint_text(document: &Document, key: &str, diagnostics: &mut Diagnostics) -> Option<String> {
    document.get(HINT)?;
    Node::at(document, HINT, diagnostics)?
        .text(key, diagnostics)
        .map(str::to_owned)
}

fn hint_flag(document: &Document, key: &str, diagnostics: &mut Diagnostics) -> bool {
    document.get(HINT).is_some()
        && Node::at(document, HINT, diagnostics).is_some_and(|it| it.flag(key, diagnostics))
}

fn hint_list(document: &Document, key: &str, diagnostics: &mut Diagnostics) -> Vec<String> {
    if document.get(HINT).is_none() {
        return Vec::new();
    }
    let Some(node) = Node::at(document, HINT, diagnostics) else {
        return Vec::new();
    };
    let items = node.list(key, diagnostics);
    let mut texts = Vec::new();
    for (at, item) in items {
        match item.as_str() {
            Some(text) => texts.push(text.to_owned()),
            None => diagnostics.wrong_kind(&at, key, "a list of texts", item),
        }
    }
    texts
}

/// The name of an environment variable that a hint gives.
pub(super) fn variable(
    document: &Document,
    hint: &str,
    key: &str,
    diagnostics: &mut Diagnostics,
) -> Option<String> {
    document.get(hint)?;
    let node = Node::at(document, hint, diagnostics)?;
    let name = node.text(key, diagnostics)?;
    let fits = |it: char| it.is_ascii_alphanumeric() || it == '_';
    if name.starts_with(|it: char| fits(it) && !it.is_ascii_digit()) && name.chars().all(fits) {
        return Some(name.to_owned());
    }
    diagnostics.bad_variable(&node.join(key), name);
    None
}

/// The list of credentials that the hint describes, if it does.
pub(super) fn credentials(document: &Document) -> Option<&Vec<Value>> {
    document.get(HINT)?.get("credentials")?.as_array()
}

#[cfg(test)]
mod tests {
    use super::{package_of, variable_prefix};
    use crate::naming::is_package;

    #[test]
    fn any_title_suggests_a_package() {
        let words = |count: usize| vec!["word"; count].join(" ");
        for (title, package) in [
            ("Self", "self-client"),
            ("serde", "serde-client"),
            ("Tokio - 1.0", "tokio-1-point-0-client"),
            ("1Password Connect", "api-1password-connect-client"),
            ("名前", "api-client"),
            (&words(11), &format!("{}-client", ["word"; 11].join("-"))),
            (&words(12), &format!("{}-client", ["word"; 11].join("-"))),
            (&"a".repeat(57), &format!("{}-client", "a".repeat(57))),
            (&"a".repeat(58), &format!("{}-client", "a".repeat(57))),
            (
                &format!("{} b", "a".repeat(57)),
                &format!("{}-client", "a".repeat(57)),
            ),
            (&"1".repeat(80), "api-client"),
        ] {
            assert_eq!(package_of(title), package, "{title}");
            assert!(is_package(package), "{package}");
        }
    }

    #[test]
    fn variables_begin_with_the_package() {
        for (package, prefix) in [
            ("mastodon", "MASTODON"),
            ("mastodon-client", "MASTODON"),
            ("my_api", "MY_API"),
            ("MyCrate", "MY_CRATE"),
            ("client", "CLIENT"),
            ("the-client-x", "THE_CLIENT_X"),
        ] {
            assert_eq!(variable_prefix(package), prefix, "{package}");
        }
        for (title, prefix) in [
            ("Jira Cloud", "JIRA_CLOUD"),
            ("1Password Connect", "API_1PASSWORD_CONNECT"),
            ("Thin client", "THIN_CLIENT"),
            ("名前", "API"),
            ("", "EMPTY"),
        ] {
            assert_eq!(variable_prefix(&package_of(title)), prefix, "{title}");
        }
    }
}
