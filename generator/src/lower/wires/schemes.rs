//! Which schemes an operation takes, read a second time, and what their values add to a request.

use serde_json::Value as Json;

use super::declared::{followed, parameters};
use super::written;
use crate::lower::security;
use crate::model::{Credential, Model, Operation, Sent, TOKEN};
use crate::spec::{Document, pointer};

const SCHEMES: &str = "/components/securitySchemes";

/// The schemes of a document in which nothing says which operation takes which: each of them can be sent, or none.
pub(super) fn unasked<'a>(document: &'a Document, model: &Model) -> Vec<&'a str> {
    let schemes = document.get(SCHEMES).and_then(Json::as_object);
    let says = |at: &str| document.get(&pointer::join(at, "security")).is_some();
    let said = says("") || model.operations.iter().any(|it| says(&it.pointer));
    let Some(schemes) = schemes.filter(|it| !said && it.len() <= security::UNASKED) else {
        return Vec::new();
    };
    let names = schemes.keys().map(String::as_str);
    let mut names: Vec<&str> = names.filter(|it| !is_certificate(document, it)).collect();
    // Of two that a credential could meet, the last counts, and the order of components says nothing.
    names.sort_unstable();
    names
}

/// Adds what a credential adds to a request; false if it is enough for none of the combinations of schemes.
pub(super) fn signed(
    document: &Document,
    alternatives: &[Vec<&str>],
    credential: &Credential,
    sent: &mut Sent,
) -> bool {
    let parts = &credential.parts;
    let has = |scheme: &&str| parts.iter().any(|it| it.scheme == **scheme);
    // All that the client can say is said.
    let fitting = alternatives
        .iter()
        .filter(|it| !it.is_empty() && it.iter().all(&has));
    let Some(schemes) = fitting.max_by_key(|it| it.len()) else {
        return false;
    };
    for scheme in schemes {
        let at = pointer::join(SCHEMES, scheme);
        let node = document.get(&at).and_then(|it| followed(document, it));
        let tokens: Vec<String> = (1..)
            .zip(parts)
            .filter(|(_, it)| it.scheme == **scheme)
            .map(|(number, _)| format!("{TOKEN}{number}"))
            .collect();
        if let Some(node) = node {
            of_scheme(node, &tokens.join(":"), sent);
        }
    }
    true
}

/// The combinations of schemes that an operation takes; where no operation says any, each of `unasked`.
pub(super) fn alternatives<'a>(
    document: &'a Document,
    operation: &Operation,
    unasked: &[&'a str],
) -> Vec<Vec<&'a str>> {
    let mut all = listed(document, operation);
    all.extend(unasked.iter().map(|it| vec![*it]));
    together(document, operation, all)
}

/// The combinations as the document lists them.
fn listed<'a>(document: &'a Document, operation: &Operation) -> Vec<Vec<&'a str>> {
    let own = document.get(&pointer::join(&operation.pointer, "security"));
    let all = own.or_else(|| document.get("/security"));
    let all = all.and_then(Json::as_array).into_iter().flatten();
    let all = all.take(security::MOST);
    // One that names a scheme which is not there cannot be met.
    let known = |it: &&serde_json::Map<String, Json>| {
        it.keys().all(|it| {
            let at = pointer::join(SCHEMES, it);
            document.get(&at).is_some()
        })
    };
    all.filter_map(Json::as_object)
        .filter(known)
        .map(|it| {
            let mut places = Vec::new();
            let names = it.keys().map(String::as_str);
            // A certificate is shown by the transport; in one place, one credential has room.
            let names = names.filter(|it| !is_certificate(document, it));
            let alone = names.filter(|it| {
                let place = place(document, it);
                let free = !places.contains(&place);
                places.push(place);
                free
            });
            alone.collect()
        })
        .collect()
}

/// Where each of several alternatives sends what is required, all are needed.
fn together<'a>(
    document: &'a Document,
    operation: &Operation,
    all: Vec<Vec<&'a str>>,
) -> Vec<Vec<&'a str>> {
    let declared = parameters(document, operation);
    let required = |scheme: &&str| {
        // The header `Authorization` is left to any scheme of HTTP.
        if !is_key(document, scheme) {
            return false;
        }
        let (place, name) = place(document, scheme);
        let same = |it: &str| {
            if place == "header" {
                it.to_lowercase()
            } else {
                it.to_owned()
            }
        };
        declared
            .iter()
            .any(|it| it.required && it.place == place && same(it.name) == name)
    };
    let mut needed: Vec<&str> = all
        .iter()
        .flatten()
        .copied()
        .filter(|it| required(it))
        .collect();
    let mut seen = std::collections::BTreeSet::new();
    needed.retain(|it| seen.insert(*it));
    let complete = |it: &Vec<&str>| needed.iter().all(|name| it.contains(name));
    if needed.len() < 2 || all.iter().any(complete) {
        all
    } else {
        vec![needed]
    }
}

/// Where a scheme is sent, and under which name.
fn place(document: &Document, scheme: &str) -> (String, String) {
    let at = pointer::join(SCHEMES, scheme);
    let node = document.get(&at).and_then(|it| followed(document, it));
    let text = |key: &str| {
        let text = node.and_then(|it| it.get(key)?.as_str());
        text.unwrap_or_default().to_owned()
    };
    match text("type").as_str() {
        "apiKey" if text("in") == "header" => ("header".to_owned(), text("name").to_lowercase()),
        "apiKey" => (text("in"), text("name")),
        _ => ("header".to_owned(), "authorization".to_owned()),
    }
}

fn is_certificate(document: &Document, scheme: &str) -> bool {
    kind(document, scheme) == Some("mutualTLS")
}

fn is_key(document: &Document, scheme: &str) -> bool {
    kind(document, scheme) == Some("apiKey")
}

fn kind<'a>(document: &'a Document, scheme: &str) -> Option<&'a str> {
    let node = document.get(&pointer::join(SCHEMES, scheme));
    let node = node.and_then(|it| followed(document, it))?;
    node.get("type")?.as_str()
}

fn of_scheme(node: &Json, token: &str, sent: &mut Sent) {
    let text = |key: &str| node.get(key).and_then(Json::as_str).unwrap_or_default();
    let authorization = |value: String| ("authorization".to_owned(), value);
    match text("type") {
        "apiKey" => {
            let name = text("name");
            match text("in") {
                "query" => sent.query.push((written::encoded(name), token.to_owned())),
                "cookie" => sent.cookies.push((name.to_owned(), token.to_owned())),
                _ => sent
                    .headers
                    .push((name.to_ascii_lowercase(), token.to_owned())),
            }
        }
        "http" if text("scheme").eq_ignore_ascii_case("basic") => {
            let value = format!("Basic {}", base64(token));
            sent.headers.push(authorization(value));
        }
        "http" if !text("scheme").eq_ignore_ascii_case("bearer") => {
            // Whatever such a scheme needs, callers write it.
            sent.headers.push(authorization(String::new()));
        }
        _ => sent.headers.push(authorization(format!("Bearer {token}"))),
    }
}

/// RFC 4648, section 4.
fn base64(text: &str) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut encoded = String::new();
    for chunk in text.as_bytes().chunks(3) {
        let byte = |at: usize| u32::from(chunk.get(at).copied().unwrap_or_default());
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for (number, shift) in [18, 12, 6, 0].into_iter().enumerate() {
            let digit = DIGITS[(bits >> shift & 63) as usize];
            encoded.push(if number > chunk.len() {
                '='
            } else {
                char::from(digit)
            });
        }
    }
    encoded
}
