//! Security schemes, and the credentials that are made of them.

use std::collections::BTreeMap;

use indexmap::IndexSet;
use serde_json::Value;

use super::node::Node;
use super::operations::Site;
use super::parameters::{Raw, require};
use super::request_headers;
use super::{Lowering, credentials, keys, krate};
use crate::model::{Operation, Scheme, SchemePlace, Security};
use crate::spec::pointer;

/// Schemes and credentials of all operations together, and which of them each operation takes.
pub(super) fn lower(lowering: &mut Lowering<'_>, operations: &mut [Operation]) -> Security {
    let mut combinations: IndexSet<Vec<String>> = IndexSet::new();
    for operation in operations.iter() {
        for combination in &operation.security {
            if !combination.is_empty() && !combinations.contains(combination) {
                combinations.insert(combination.clone());
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
    let known = |it: &&Vec<String>| it.iter().all(|name| Scheme::find(&schemes, name).is_some());
    let credentials = match krate::credentials(lowering.document) {
        Some(list) => credentials::hinted(lowering, list, &names),
        None => credentials::derived(
            lowering,
            &combinations.iter().filter(known).collect::<Vec<_>>(),
            &schemes,
        ),
    };
    let carriers = credentials::carriers(&credentials, &combinations);
    for operation in operations {
        let carriers = operation.security.iter().filter_map(|it| carriers.get(it));
        operation.credential = carriers.min().copied();
    }
    Security {
        schemes,
        credentials,
    }
}

/// Most alternatives of one operation.
pub(super) const MOST: usize = 64;

/// Most schemes that are offered although no operation says that it takes them.
pub(super) const UNASKED: usize = 8;

/// What all operations take where the document has schemes and nowhere says which operation accepts which: each of
/// them, or none. Who writes down how to authenticate means it.
pub(super) fn unasked(lowering: &mut Lowering<'_>, sites: &[Site]) -> Vec<Vec<String>> {
    let at = "/components/securitySchemes";
    let document = lowering.document;
    let schemes = document.get(at).and_then(Value::as_object);
    let Some(schemes) = schemes.filter(|it| !it.is_empty()) else {
        return Vec::new();
    };
    let says = |at: &str| document.get(&pointer::join(at, "security")).is_some();
    if sites.is_empty() || says("") || sites.iter().any(|it| says(&it.at)) {
        return Vec::new();
    }
    if schemes.len() > UNASKED {
        lowering.diagnostics.too_much_security_nowhere(at);
        return Vec::new();
    }
    lowering.diagnostics.security_nowhere(at);
    let sent = |lowering: &mut Lowering<'_>, name: &String| {
        matches!(place(lowering, name), Some(Sent::With(_)))
    };
    let names = schemes.keys().filter(|name| sent(lowering, name));
    let mut each = names.map(|it| vec![it.clone()]).collect::<Vec<_>>();
    // The order of components says nothing.
    each.sort();
    std::iter::once(Vec::new()).chain(each).collect()
}

/// The combinations of schemes that an operation accepts: its own list, else the document's.
///
/// A combination with a scheme that nothing can be sent for is left out, the others remain.
pub(super) fn of_operation(
    lowering: &mut Lowering<'_>,
    node: &Node<'_>,
    parameters: &[Raw],
) -> Vec<Vec<String>> {
    let root = Node::at(lowering.document, "", lowering.diagnostics);
    let Some(owner) = Some(node).filter(|it| it.has("security")).or(root.as_ref()) else {
        return Vec::new();
    };
    let list = owner.array("security", lowering.diagnostics);
    let list = list.map_or(&[][..], Vec::as_slice);
    let all = owner.join("security");
    if list.len() > MOST {
        lowering.diagnostics.too_much_security(&all, MOST);
    }
    let mut combinations = lowering.unasked.clone();
    for number in 0..list.len().min(MOST) {
        let at = pointer::join(&all, &number.to_string());
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
    let mut taken: BTreeMap<(&str, String), &str> = BTreeMap::new();
    for name in map.keys() {
        if lowering.document.get(&scheme_at(name)).is_none() {
            let place = pointer::join(at, name);
            lowering.diagnostics.unknown_security_scheme(&place, name);
            schemes = None;
            continue;
        }
        match place(lowering, name) {
            Some(Sent::With(place)) => {
                let (kind, slot) = place.slot();
                let first = *taken.entry((kind, slot.to_owned())).or_insert(name);
                if first == name {
                    if let Some(it) = &mut schemes {
                        it.push(name.clone());
                    }
                } else if !(is_granted(lowering, first) && is_granted(lowering, name)) {
                    // One place has one value: whoever documents it so means two ways to get it.
                    let at = pointer::join(at, name);
                    lowering.diagnostics.same_place(&at, name);
                }
            }
            Some(Sent::ByTls) => {}
            None => schemes = None,
        }
    }
    schemes
}

/// Whether a scheme is one of several ways to come by the same kind of token.
fn is_granted(lowering: &Lowering<'_>, name: &str) -> bool {
    let kind = lowering.document.get(&scheme_at(name));
    let kind = kind.and_then(|it| it.get("type")?.as_str());
    matches!(kind, Some("oauth2" | "openIdConnect"))
}

/// How a scheme reaches the server.
enum Sent {
    With(SchemePlace),
    /// As the certificate of the connection, which the transport brings.
    ByTls,
}

pub(super) fn scheme_at(name: &str) -> String {
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
    let node = Node::behind(lowering.document, &scheme_at(name), lowering.diagnostics)?;
    keys::check(&node, &keys::SECURITY_SCHEME, lowering.diagnostics);
    let Some(kind) = node.text("type", lowering.diagnostics) else {
        let known = "apiKey, http, oauth2, openIdConnect or mutualTLS";
        lowering.diagnostics.missing(&node.at, "type", known);
        return None;
    };
    let place = match kind {
        "apiKey" => api_key(lowering, &node)?,
        "http" => http(lowering, &node),
        // Swagger 2 has a type of its own for it.
        "basic" => SchemePlace::Basic,
        "oauth2" | "openIdConnect" => SchemePlace::Bearer,
        "mutualTLS" => {
            lowering.diagnostics.mutual_tls(&node.at, name);
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
