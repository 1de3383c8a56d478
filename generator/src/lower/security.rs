//! Security schemes, and the credentials that are made of them.

use serde_json::Value;

use super::node::{Node, typed};
use super::{Lowering, docs, krate};
use crate::model::{Credential, CredentialPart, Name, Operation, Scheme, SchemePlace, Security};
use crate::naming::snake;
use crate::spec::pointer;

/// Schemes and credentials of all operations together.
pub(super) fn lower(lowering: &mut Lowering<'_>, operations: &[Operation]) -> Security {
    let mut combinations: Vec<Vec<String>> = Vec::new();
    for operation in operations {
        for combination in &operation.security {
            if !combination.is_empty() && !combinations.contains(combination) {
                combinations.push(combination.clone());
            }
        }
    }
    let mut names: Vec<String> = combinations.iter().flatten().cloned().collect();
    names.sort();
    names.dedup();
    let schemes: Vec<Scheme> = names
        .iter()
        .filter_map(|name| scheme(lowering, name))
        .collect();
    let known = |it: &&Vec<String>| {
        it.iter()
            .all(|name| schemes.iter().any(|s| s.name == *name))
    };
    let credentials = match krate::credentials(lowering.document) {
        Some(list) => hinted(lowering, list, &names),
        None => derived(
            lowering,
            &combinations.iter().filter(known).collect::<Vec<_>>(),
        ),
    };
    Security {
        schemes,
        credentials,
    }
}

/// The combinations of schemes that an operation accepts: its own list, else the document's.
pub(super) fn of_operation(lowering: &mut Lowering<'_>, node: &Node<'_>) -> Vec<Vec<String>> {
    let list = if node.map.contains_key("security") {
        node.list("security", lowering.diagnostics)
    } else {
        let Some(root) = Node::at(lowering.document, "", lowering.diagnostics) else {
            return Vec::new();
        };
        root.list("security", lowering.diagnostics)
    };
    let mut combinations = Vec::new();
    for (at, requirement) in list {
        let Some(map) = requirement.as_object() else {
            lowering
                .diagnostics
                .not_an_object(&at, "a security requirement");
            continue;
        };
        for name in map.keys() {
            if lowering.document.get(&scheme_at(name)).is_none() {
                lowering
                    .diagnostics
                    .unknown_security_scheme(&pointer::join(&at, name), name);
            }
        }
        combinations.push(map.keys().cloned().collect());
    }
    combinations
}

fn scheme_at(name: &str) -> String {
    pointer::join("/components/securitySchemes", name)
}

fn scheme(lowering: &mut Lowering<'_>, name: &str) -> Option<Scheme> {
    let at = crate::spec_follow(lowering.document, &scheme_at(name), lowering.diagnostics)?;
    let node = lowering.document.get(&at)?;
    let scheme: openapiv3::SecurityScheme =
        typed(node, &at, "a security scheme", lowering.diagnostics)?;
    let place = match scheme {
        openapiv3::SecurityScheme::APIKey { location, name, .. } => match location {
            openapiv3::APIKeyLocation::Header => SchemePlace::Header(name.to_ascii_lowercase()),
            openapiv3::APIKeyLocation::Query => SchemePlace::Query(name),
            openapiv3::APIKeyLocation::Cookie => SchemePlace::Cookie(name),
        },
        openapiv3::SecurityScheme::HTTP { scheme, .. } if scheme.eq_ignore_ascii_case("basic") => {
            SchemePlace::Basic
        }
        openapiv3::SecurityScheme::HTTP { scheme, .. } => {
            if !scheme.eq_ignore_ascii_case("bearer") {
                lowering
                    .diagnostics
                    .unsupported_scheme(&pointer::join(&at, "scheme"), &scheme);
            }
            SchemePlace::Bearer
        }
        openapiv3::SecurityScheme::OAuth2 { .. }
        | openapiv3::SecurityScheme::OpenIDConnect { .. } => SchemePlace::Bearer,
    };
    Some(Scheme {
        name: name.to_owned(),
        place,
    })
}

fn scheme_doc(lowering: &Lowering<'_>, name: &str) -> crate::model::Doc {
    let text = lowering
        .document
        .get(&pointer::join(&scheme_at(name), "description"))
        .and_then(Value::as_str);
    docs::clean(text.unwrap_or_default())
}

/// Without a hint: one credential for each combination, named after its schemes.
fn derived(lowering: &mut Lowering<'_>, combinations: &[&Vec<String>]) -> Vec<Credential> {
    let mut scope = lowering.scope(&["new", "clone"]);
    let package = package_prefix(lowering);
    let mut credentials = Vec::new();
    for combination in combinations {
        let wire = combination.join("_and_");
        let at = "/components/securitySchemes";
        let name = scope.claim(snake(&wire), &wire, at, lowering.diagnostics);
        let parts = combination
            .iter()
            .map(|scheme| CredentialPart {
                scheme: scheme.clone(),
                argument: Name {
                    rust: snake(scheme),
                    wire: scheme.clone(),
                },
                variable: Some(format!("{package}_{}", snake(scheme).to_ascii_uppercase())),
                doc: scheme_doc(lowering, scheme),
            })
            .collect();
        credentials.push(Credential { name, parts });
    }
    credentials
}

fn package_prefix(lowering: &Lowering<'_>) -> String {
    let title = lowering
        .document
        .get("/info/title")
        .and_then(Value::as_str)
        .unwrap_or("api");
    snake(title).to_ascii_uppercase()
}

fn hinted(lowering: &mut Lowering<'_>, list: &[Value], used: &[String]) -> Vec<Credential> {
    let list_at = pointer::join(krate::HINT, "credentials");
    let mut scope = lowering.scope(&["new", "clone"]);
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
        lowering
            .diagnostics
            .unused_security_scheme(&node.join("scheme"), scheme);
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
        variable: node
            .text("variable", lowering.diagnostics)
            .map(str::to_owned),
        doc: scheme_doc(lowering, scheme),
    })
}
