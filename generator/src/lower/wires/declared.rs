//! What the document says of an operation, read a second time: its parameters, its credentials and where it goes.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use serde_json::Value as Json;

use super::bodies::Media;
use super::written;
use crate::lower::{request_headers, security};
use crate::model::{Credential, Operation, Parameter, ParameterPlace, Sent, TOKEN};
use crate::spec::{Document, WHOLE_QUERY, minor_version, pointer};

/// A parameter as the document has it.
#[derive(Debug)]
pub(super) struct Declared<'a> {
    pub(super) name: &'a str,
    /// `path`, `query`, `header` or `cookie`.
    pub(super) place: &'a str,
    pub(super) required: bool,
    pub(super) style: &'a str,
    pub(super) explode: bool,
    pub(super) allow_reserved: bool,
    /// Written as JSON, or as the text of another media type.
    pub(super) media_type: Option<&'a str>,
    pub(super) schema: Option<&'a Json>,
    /// What is said of the properties of a query that is a form.
    pub(super) fields: Option<Media<'a>>,
}

/// The parameters that the client knows; of two that are called the same, the first.
pub(super) fn by_place(operation: &Operation) -> BTreeMap<(ParameterPlace, &str), &Parameter> {
    let parameters = operation.parameters.iter().rev();
    parameters
        .map(|it| ((it.place, it.name.wire.as_str()), it))
        .collect()
}

/// Follows references.
pub(super) fn followed<'a>(document: &'a Document, mut node: &'a Json) -> Option<&'a Json> {
    for _ in 0..16 {
        let Some(text) = node.get("$ref").and_then(Json::as_str) else {
            return Some(node);
        };
        node = document.get(&pointer::from_fragment(text)?)?;
    }
    None
}

/// The path of an operation as the key of `paths` has it: without query and fragment, encoded but for the names in
/// braces. Where a name is not the one of a parameter, what was made of it counts.
pub(super) fn template(document: &Document, operation: &Operation) -> String {
    let item = pointer::parent(&operation.pointer);
    let own = pointer::join("/paths", &operation.path);
    let is_reference = document
        .get(&own)
        .is_some_and(|it| it.get("$ref").is_some());
    if is_reference {
        // What the item refers to may have a path of its own.
        return operation.path.clone();
    }
    let key = pointer::last(item);
    let path = key.split(['?', '#']).next().unwrap_or_default();
    let mut template = "/".to_owned();
    let mut rest = path.trim_start_matches('/');
    let mut known = pointer::parent(item) == "/paths";
    while let Some((literal, more)) = rest.split_once('{') {
        let Some((name, after)) = more.split_once('}') else {
            break;
        };
        let mut names = operation.path_parameters.iter();
        known &= names.any(|it| it.parameter.name.wire == name);
        template.push_str(&segments(literal));
        template.extend(["{", name, "}"]);
        rest = after;
    }
    template.push_str(&segments(rest));
    if known || operation.path_parameters.is_empty() && pointer::parent(item) == "/paths" {
        template
    } else {
        operation.path.clone()
    }
}

/// What RFC 3986 does not allow in a path, as `%XX`; what is encoded already stays.
fn segments(text: &str) -> String {
    written::escaped(text, |it| {
        it.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/%".contains(&it)
    })
}

/// The parameters of an operation; those of the path item come first, and give way to its own.
pub(super) fn parameters<'a>(document: &'a Document, operation: &Operation) -> Vec<Declared<'a>> {
    let item = pointer::parent(&operation.pointer);
    let mut found: Vec<Declared<'_>> = Vec::new();
    let mut places = BTreeMap::new();
    for (level, at) in [item, &operation.pointer].into_iter().enumerate() {
        let list = document.get(&pointer::join(at, "parameters"));
        let before = if level == 0 { 0 } else { found.len() };
        for node in list.and_then(Json::as_array).into_iter().flatten() {
            let Some(it) = followed(document, node).and_then(|it| declared(document, it)) else {
                continue;
            };
            match places.entry((it.name, it.place)) {
                Entry::Occupied(known) if *known.get() < before => found[*known.get()] = it,
                Entry::Occupied(_) => {}
                Entry::Vacant(free) => {
                    free.insert(found.len());
                    found.push(it);
                }
            }
        }
    }
    let paths = document.get("/paths").and_then(Json::as_object);
    let key = paths.and_then(|it| it.get_key_value(&pointer::last(item)));
    if let Some((key, _)) = key.filter(|_| pointer::parent(item) == "/paths") {
        move_to_query(key, &mut found);
    }
    found
}

/// In a key such as `/pictures?size={size}` path parameters are pairs of the query. One that nothing declares is a text.
fn move_to_query<'a>(key: &'a str, found: &mut Vec<Declared<'a>>) {
    let key = key.split('#').next().unwrap_or_default();
    let pairs = key.split_once('?').map_or("", |it| it.1).split('&');
    for (name, value) in pairs.filter_map(|it| it.split_once('=')) {
        let Some(placeholder) = value.strip_prefix('{').and_then(|it| it.strip_suffix('}')) else {
            continue;
        };
        let meant = |it: &&mut Declared<'_>| {
            it.place == "path" && it.name.trim().eq_ignore_ascii_case(placeholder)
        };
        let pair = Declared {
            name,
            place: "query",
            required: true,
            style: "form",
            explode: true,
            allow_reserved: false,
            media_type: None,
            schema: None,
            fields: None,
        };
        match found.iter_mut().find(meant) {
            Some(it) => {
                *it = Declared {
                    media_type: it.media_type,
                    schema: it.schema,
                    ..pair
                };
            }
            None => found.push(pair),
        }
    }
}

fn declared<'a>(document: &'a Document, node: &'a Json) -> Option<Declared<'a>> {
    let place = node.get("in")?.as_str()?;
    // The default of each place, and what else it can have (OpenAPI 3.0.3, "Style Values").
    let styles: &[&str] = match place {
        "path" => &["simple", "label", "matrix"],
        "query" => &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
        "header" => &["simple"],
        // From 3.2 on.
        "cookie" if minor_version(document).is_some_and(|it| it > 1) => &["form", "cookie"],
        "cookie" => &["form"],
        _ => return None,
    };
    let given = node.get("style").and_then(Json::as_str).unwrap_or_default();
    let style = *styles.iter().find(|it| **it == given).unwrap_or(&styles[0]);
    let flag = |key: &str| node.get(key).and_then(Json::as_bool);
    let content = node.get("content").and_then(Json::as_object);
    let content = content.and_then(|it| it.iter().next());
    let own = node.get("schema");
    Some(Declared {
        name: node.get("name")?.as_str()?,
        place,
        required: place == "path" || flag("required") == Some(true),
        style,
        // Several values have no form in one cookie that nothing is encoded of.
        explode: style == "cookie" || flag("explode").unwrap_or(style == "form"),
        allow_reserved: matches!(place, "query" | "path") && flag("allowReserved") == Some(true),
        media_type: content
            .filter(|_| own.is_none())
            .map(|(name, _)| name.as_str()),
        schema: own.or_else(|| followed(document, content?.1)?.get("schema")),
        fields: node
            .get(WHOLE_QUERY)
            .map(|it| Media::of_query(document, it)),
    })
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
        let at = pointer::join("/components/securitySchemes", scheme);
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

/// The combinations of schemes that an operation takes.
pub(super) fn alternatives<'a>(document: &'a Document, operation: &Operation) -> Vec<Vec<&'a str>> {
    together(document, operation, listed(document, operation))
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
            let at = pointer::join("/components/securitySchemes", it);
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
    let at = pointer::join("/components/securitySchemes", scheme);
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
    let node = document.get(&pointer::join("/components/securitySchemes", scheme));
    node.and_then(|it| it.get("type")).and_then(Json::as_str) == Some("mutualTLS")
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

/// Whether callers have no parameter for it: for headers that only the client sets, or that are no headers, and for credentials.
pub(super) fn is_of_the_client(
    document: &Document,
    operation: &Operation,
    it: &Declared<'_>,
) -> bool {
    let is_header = it.place == "header";
    let is_authorization = is_header && it.name.eq_ignore_ascii_case("authorization");
    let elsewhere = is_header && request_headers::is_described_elsewhere(it.name);
    let sent = request_headers::is_name(it.name) && !request_headers::is_of_the_client(it.name);
    is_header && !sent
        // What credentials do not say of the caller, parameters say.
        || elsewhere && !is_authorization
        || is_credential(document, operation, it)
}

/// Whether a credential of the operation is sent in this place. The header `Authorization` is left to any of them.
fn is_credential(document: &Document, operation: &Operation, it: &Declared<'_>) -> bool {
    let is_header = it.place == "header";
    let authorization = is_header && it.name.eq_ignore_ascii_case("authorization");
    operation.security.iter().flatten().any(|scheme| {
        let at = pointer::join("/components/securitySchemes", scheme);
        let node = document.get(&at).and_then(|it| followed(document, it));
        let text = |key: &str| {
            node.and_then(|it| it.get(key)?.as_str())
                .unwrap_or_default()
        };
        let name = text("name");
        let same = name == it.name || is_header && name.eq_ignore_ascii_case(it.name);
        node.is_some() && authorization || text("in") == it.place && same
    })
}
