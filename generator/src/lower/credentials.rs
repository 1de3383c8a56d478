//! Credentials: a constructor for each combination of security schemes, or those that the document describes.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexSet;
use serde_json::Value;

use super::node::Node;
use super::security::scheme_at;
use super::{Lowering, docs, krate};
use crate::model::{Credential, CredentialId, CredentialPart, Doc, Name, Scheme, SchemePlace};
use crate::naming::snake;
use crate::spec::pointer;

fn scheme_doc(lowering: &Lowering<'_>, name: &str) -> Doc {
    let text = lowering
        .document
        .get(&pointer::join(&scheme_at(name), "description"))
        .and_then(Value::as_str);
    let token = token_url(lowering, name);
    let token = token.map(|url| format!("An access token, as `{url}` gives it."));
    docs::clean(text.unwrap_or_default()).and(token.as_deref())
}

/// Where access tokens come from (OpenAPI 3.0.3, "OAuth Flow Object").
fn token_url<'a>(lowering: &Lowering<'a>, name: &str) -> Option<&'a str> {
    let flows = pointer::join(&scheme_at(name), "flows");
    let flows = lowering.document.get(&flows)?.as_object()?;
    let url = flows.values().find_map(|it| it.get("tokenUrl")?.as_str())?;
    let plain = |it: char| it.is_ascii_graphic() && it != '`';
    (url.len() < 200 && url.chars().all(plain)).then_some(url)
}

/// Without a hint: one credential for each combination, named after its schemes.
pub(super) fn derived(
    lowering: &mut Lowering<'_>,
    combinations: &[&Vec<String>],
    schemes: &[Scheme],
) -> Vec<Credential> {
    let reserved = &["new", "none", "clone", "and"];
    let mut scope = lowering.scope(reserved).behind_own("_credentials");
    let package = krate::variable_prefix(&lowering.krate.name);
    let mut credentials = Vec::new();
    for combination in combinations {
        let wire = combination.join("_and_");
        let at = "/components/securitySchemes";
        let name = scope.claim(snake(&wire), &wire, at, lowering.diagnostics);
        let mut parts: Vec<CredentialPart> = Vec::new();
        for scheme in *combination {
            let basic =
                Scheme::find(schemes, scheme).is_some_and(|it| it.place == SchemePlace::Basic);
            parts.extend(derived_parts(lowering, scheme, basic, &package));
        }
        distinct(&mut parts);
        credentials.push(Credential { name, parts });
    }
    credentials
}

/// One value, or the two that basic authentication has (RFC 7617).
fn derived_parts(
    lowering: &Lowering<'_>,
    scheme: &str,
    basic: bool,
    package: &str,
) -> Vec<CredentialPart> {
    let name = snake(scheme);
    let part = |argument: String, variable: &str, doc: Doc| CredentialPart {
        scheme: scheme.to_owned(),
        argument: Name {
            rust: argument,
            wire: scheme.to_owned(),
        },
        variable: Some(format!("{package}_{}", variable.to_ascii_uppercase())),
        doc,
    };
    let doc = scheme_doc(lowering, scheme);
    if !basic {
        return vec![part(name.clone(), &name, doc)];
    }
    let password = Doc {
        text: "The password.".to_owned(),
    };
    vec![
        part("username".to_owned(), &format!("{name}_username"), doc),
        part("password".to_owned(), &format!("{name}_password"), password),
    ]
}

/// Arguments of one constructor that would have the same name say which scheme they belong to.
fn distinct(parts: &mut [CredentialPart]) {
    for number in 1..parts.len() {
        let rust = parts[number].argument.rust.clone();
        if parts[..number].iter().any(|it| it.argument.rust == rust) {
            let scheme = snake(&parts[number].scheme);
            parts[number].argument.rust = format!("{scheme}_{rust}_{}", number + 1);
        }
    }
}

pub(super) fn hinted(
    lowering: &mut Lowering<'_>,
    list: &[Value],
    used: &[String],
) -> Vec<Credential> {
    let list_at = pointer::join(krate::HINT, "credentials");
    let reserved = &["new", "none", "clone", "and"];
    let mut scope = lowering.scope(reserved).behind_own("_credentials");
    let mut credentials = Vec::new();
    for number in 0..list.len() {
        let at = pointer::join(&list_at, &number.to_string());
        let Some(node) = Node::at(lowering.document, &at, lowering.diagnostics) else {
            continue;
        };
        let Some(wire) = node.text("name", lowering.diagnostics) else {
            lowering
                .diagnostics
                .missing(&at, "name", "the name of the constructor");
            continue;
        };
        let name = scope.claim(snake(wire), wire, &at, lowering.diagnostics);
        let mut parts = Vec::new();
        for (at, _) in node.list("schemes", lowering.diagnostics) {
            parts.extend(hinted_part(lowering, &at, used));
        }
        // A credential that no operation accepts, for instance without an overlay's corrections, is left out.
        if !parts.is_empty() {
            credentials.push(Credential { name, parts });
        }
    }
    credentials
}

fn hinted_part(lowering: &mut Lowering<'_>, at: &str, used: &[String]) -> Option<CredentialPart> {
    let node = Node::at(lowering.document, at, lowering.diagnostics)?;
    let Some(scheme) = node.text("scheme", lowering.diagnostics) else {
        lowering
            .diagnostics
            .missing(at, "scheme", "the name of a security scheme");
        return None;
    };
    if !used.iter().any(|it| it == scheme) {
        // Of a selection, operations that are left out may accept it.
        if lowering.options.selection.is_empty() {
            lowering
                .diagnostics
                .unused_security_scheme(&node.join("scheme"), scheme);
        }
        return None;
    }
    let argument = node
        .text("argument", lowering.diagnostics)
        .unwrap_or(scheme);
    Some(CredentialPart {
        scheme: scheme.to_owned(),
        argument: Name {
            rust: snake(argument),
            wire: argument.to_owned(),
        },
        variable: krate::variable(lowering.document, at, "variable", lowering.diagnostics),
        doc: scheme_doc(lowering, scheme),
    })
}

/// The first credential that has a part for each scheme, for each combination of schemes.
pub(super) fn carriers<'a>(
    credentials: &[Credential],
    combinations: &'a IndexSet<Vec<String>>,
) -> BTreeMap<&'a Vec<String>, CredentialId> {
    let mut of_scheme: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for (number, credential) in credentials.iter().enumerate() {
        for part in &credential.parts {
            of_scheme.entry(&part.scheme).or_default().insert(number);
        }
    }
    let first = |combination: &Vec<String>| {
        let having = combination.iter().map(|it| of_scheme.get(it.as_str()));
        let having = having.collect::<Option<Vec<_>>>()?;
        let fewest = having.iter().min_by_key(|it| it.len())?;
        let mut fewest = fewest.iter().copied();
        fewest.find(|number| having.iter().all(|it| it.contains(number)))
    };
    let found = combinations.iter();
    let found = found.filter_map(|it| Some((it, CredentialId(first(it)?))));
    found.collect()
}
