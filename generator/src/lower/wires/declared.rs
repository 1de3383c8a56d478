//! What the document says of an operation, read a second time: its parameters and where it goes.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use serde_json::Value as Json;

use super::bodies::Media;
use super::written;
use crate::lower::request_headers;
use crate::model::{Operation, Parameter, ParameterPlace};
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
