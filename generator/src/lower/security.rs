//! Security schemes, and the credentials that are made of them.

use serde_json::Value;

use super::node::Node;
use super::parameters::{Raw, require};
use super::request_headers;
use super::{Lowering, docs, keys, krate};
use crate::model::{
    Credential, CredentialPart, Doc, Name, Operation, Scheme, SchemePlace, Security,
};
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
            &schemes,
        ),
    };
    Security {
        schemes,
        credentials,
    }
}

/// The combinations of schemes that an operation accepts: its own list, else the document's.
///
/// A combination with a scheme that nothing can be sent for is left out, the others remain.
pub(super) fn of_operation(
    lowering: &mut Lowering<'_>,
    node: &Node<'_>,
    parameters: &[Raw],
) -> Vec<Vec<String>> {
    let list = if node.has("security") {
        node.list("security", lowering.diagnostics)
    } else {
        let Some(root) = Node::at(lowering.document, "", lowering.diagnostics) else {
            return Vec::new();
        };
        root.list("security", lowering.diagnostics)
    };
    let mut combinations = Vec::new();
    for (at, _) in list {
        let combination = combination(lowering, &at);
        combinations.extend(combination.filter(|it| !combinations.contains(it)));
    }
    together(lowering, node, parameters, combinations)
}

/// Alternatives of which each sends a parameter that is required are no alternatives: all of them are needed.
fn together(
    lowering: &mut Lowering<'_>,
    node: &Node<'_>,
    parameters: &[Raw],
    combinations: Vec<Vec<String>>,
) -> Vec<Vec<String>> {
    let mut needed: Vec<String> = Vec::new();
    for name in combinations.iter().flatten() {
        let sent = place(lowering, name);
        let required = matches!(sent, Some(Sent::With(it)) if require(parameters, &it));
        if required && !needed.contains(name) {
            needed.push(name.clone());
        }
    }
    let all = |it: &Vec<String>| needed.iter().all(|name| it.contains(name));
    if needed.len() < 2 || combinations.iter().any(all) {
        return combinations;
    }
    lowering.diagnostics.schemes_together(&node.at, &needed);
    vec![needed]
}

/// The schemes of one alternative, without those that need nothing to be sent; none if one is not known.
fn combination(lowering: &mut Lowering<'_>, at: &str) -> Option<Vec<String>> {
    let requirement = lowering.document.get(at)?;
    let Some(map) = requirement.as_object() else {
        lowering
            .diagnostics
            .not_an_object(at, "a security requirement");
        return None;
    };
    let mut schemes = Some(Vec::new());
    let mut places: Vec<SchemePlace> = Vec::new();
    for name in map.keys() {
        if lowering.document.get(&scheme_at(name)).is_none() {
            let place = pointer::join(at, name);
            lowering.diagnostics.unknown_security_scheme(&place, name);
            schemes = None;
            continue;
        }
        match place(lowering, name) {
            // One place has one value: whoever documents it so means two ways to get it.
            Some(Sent::With(place)) if places.iter().any(|it| it.slot() == place.slot()) => {
                let at = pointer::join(at, name);
                lowering.diagnostics.same_place(&at, name);
            }
            Some(Sent::With(place)) => {
                places.push(place);
                if let Some(it) = &mut schemes {
                    it.push(name.clone());
                }
            }
            Some(Sent::ByTls) => {}
            None => schemes = None,
        }
    }
    schemes
}

/// How a scheme reaches the server.
enum Sent {
    With(SchemePlace),
    /// As the certificate of the connection, which the transport brings.
    ByTls,
}

fn scheme_at(name: &str) -> String {
    pointer::join("/components/securitySchemes", name)
}

fn scheme(lowering: &mut Lowering<'_>, name: &str) -> Option<Scheme> {
    match place(lowering, name)? {
        Sent::With(place) => Some(Scheme {
            name: name.to_owned(),
            place,
        }),
        Sent::ByTls => None,
    }
}

/// Where the values of the accepted schemes are sent.
pub(super) fn places(lowering: &mut Lowering<'_>, security: &[Vec<String>]) -> Vec<SchemePlace> {
    let mut places = Vec::new();
    for name in security.iter().flatten() {
        if let Some(Sent::With(place)) = place(lowering, name) {
            places.push(place);
        }
    }
    places
}

fn place(lowering: &mut Lowering<'_>, name: &str) -> Option<Sent> {
    let at = crate::spec_follow(lowering.document, &scheme_at(name), lowering.diagnostics)?;
    let node = Node::at(lowering.document, &at, lowering.diagnostics)?;
    keys::check(&node, &keys::SECURITY_SCHEME, lowering.diagnostics);
    let Some(kind) = node.text("type", lowering.diagnostics) else {
        let known = "apiKey, http, oauth2, openIdConnect or mutualTLS";
        lowering.diagnostics.missing(&at, "type", known);
        return None;
    };
    let place = match kind {
        "apiKey" => api_key(lowering, &node)?,
        "http" => http(lowering, &node),
        // Swagger 2 has a type of its own for it.
        "basic" => SchemePlace::Basic,
        "oauth2" | "openIdConnect" => SchemePlace::Bearer,
        "mutualTLS" => {
            lowering.diagnostics.mutual_tls(&at, name);
            return Some(Sent::ByTls);
        }
        other => {
            let known = ["apiKey", "http", "oauth2", "openIdConnect", "mutualTLS"];
            lowering
                .diagnostics
                .one_of(&node.join("type"), other, &known);
            return None;
        }
    };
    Some(Sent::With(place))
}

fn api_key(lowering: &mut Lowering<'_>, node: &Node<'_>) -> Option<SchemePlace> {
    let Some(name) = node.text("name", lowering.diagnostics) else {
        let what = "the name of the header, query parameter or cookie";
        lowering.diagnostics.missing(&node.at, "name", what);
        return None;
    };
    match node.text("in", lowering.diagnostics).unwrap_or_default() {
        "header" if request_headers::is_name(name) => {
            Some(SchemePlace::Header(name.to_ascii_lowercase()))
        }
        "header" => {
            lowering.diagnostics.bad_header(&node.join("name"), name);
            None
        }
        "query" => Some(SchemePlace::Query(name.to_owned())),
        "cookie" => Some(SchemePlace::Cookie(name.to_owned())),
        other => {
            let known = ["header", "query", "cookie"];
            lowering.diagnostics.one_of(&node.join("in"), other, &known);
            None
        }
    }
}

/// Schemes other than basic and bearer have forms of their own, so their value is the whole header.
fn http(lowering: &mut Lowering<'_>, node: &Node<'_>) -> SchemePlace {
    let scheme = node.text("scheme", lowering.diagnostics);
    match scheme.unwrap_or_default().to_ascii_lowercase().as_str() {
        "basic" => SchemePlace::Basic,
        "bearer" => SchemePlace::Bearer,
        _ => {
            lowering
                .diagnostics
                .unsupported_scheme(&node.at, scheme.unwrap_or_default());
            SchemePlace::Header("authorization".to_owned())
        }
    }
}

fn scheme_doc(lowering: &Lowering<'_>, name: &str) -> Doc {
    let text = lowering
        .document
        .get(&pointer::join(&scheme_at(name), "description"))
        .and_then(Value::as_str);
    docs::clean(text.unwrap_or_default())
}

/// Without a hint: one credential for each combination, named after its schemes.
fn derived(
    lowering: &mut Lowering<'_>,
    combinations: &[&Vec<String>],
    schemes: &[Scheme],
) -> Vec<Credential> {
    let mut scope = lowering.scope(&["new", "clone"]);
    let package = package_prefix(lowering);
    let mut credentials = Vec::new();
    for combination in combinations {
        let wire = combination.join("_and_");
        let at = "/components/securitySchemes";
        let name = scope.claim(snake(&wire), &wire, at, lowering.diagnostics);
        let mut parts: Vec<CredentialPart> = Vec::new();
        for scheme in *combination {
            let basic = schemes
                .iter()
                .any(|it| it.name == *scheme && it.place == SchemePlace::Basic);
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
        // Of a selection, operations that are left out may accept it.
        if !lowering.selected {
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
        variable: node
            .text("variable", lowering.diagnostics)
            .map(str::to_owned),
        doc: scheme_doc(lowering, scheme),
    })
}
