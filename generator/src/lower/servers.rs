//! Servers: where the service is, and where single operations go instead.

use indexmap::IndexSet;
use serde_json::Value;

use super::node::Node;
use super::operations::Site;
use super::{Lowering, Options, docs, keys};
use crate::diagnostics::Diagnostics;
use crate::model::{Server, ServerPart, ServerVariable};
use crate::naming::{PRELUDE_NAMES, Scope, snake, upper_camel};
use crate::spec::{Document, pointer};

/// What the document says of servers.
pub(super) struct Servers {
    /// Those that users can choose from.
    pub(super) all: Vec<Server>,
    /// Where requests go if users choose nothing; none if the document leaves that open.
    pub(super) usual: Option<String>,
    /// A path without a host, which belongs behind the address that users give.
    pub(super) path: Option<String>,
}

/// A server as the document writes it.
struct Raw {
    at: String,
    url: String,
    description: String,
    variables: Vec<RawVariable>,
}

struct RawVariable {
    at: String,
    name: String,
    default: Option<String>,
    values: Vec<String>,
    description: String,
}

/// Most words of a description that is taken for a name.
const WORDS: usize = 4;

pub(super) fn lower(
    document: &Document,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> Servers {
    let raw = list(document, "/servers", diagnostics);
    if document.get("/servers/0").is_none() {
        diagnostics.no_server();
    }
    let mut full = Vec::new();
    let mut path = None;
    for it in raw {
        match with_defaults(&it) {
            Some(url) if !url.contains("://") => {
                diagnostics.relative_server(&pointer::join(&it.at, "url"), &url);
                path.get_or_insert(url);
            }
            _ => full.push(it),
        }
    }
    // Credentials should not travel in clear where they need not.
    full.sort_by_key(in_clear);
    let refused = |it: &&Raw| is_exposed(with_defaults(it).as_ref().unwrap_or(&it.url));
    if let Some(first) = full.first().filter(refused) {
        diagnostics.server_in_clear(&pointer::join(&first.at, "url"), &first.url);
    }
    let usual = full.iter().find_map(with_defaults);
    Servers {
        all: if full.len() > 1 || full.iter().any(|it| !it.variables.is_empty()) {
            named(full, options, diagnostics)
        } else {
            Vec::new()
        },
        usual,
        path,
    }
}

/// The server of an operation or its path item, where that is another than the document's.
pub(super) fn of_operation(lowering: &mut Lowering<'_>, site: &Site) -> Option<String> {
    let (document, usual) = (lowering.document, lowering.krate.base_url.as_deref());
    let diagnostics = &mut *lowering.diagnostics;
    let levels = [&site.at, &site.item];
    let at = levels
        .into_iter()
        .map(|it| pointer::join(it, "servers"))
        .find(|it| document.get(&pointer::join(it, "0")).is_some())?;
    let all = list(document, &at, diagnostics);
    let mut urls = all.iter().filter_map(|it| {
        let url = with_defaults(it)?;
        if !it.variables.is_empty() {
            diagnostics.other_server_variables(&pointer::join(&it.at, "url"), &it.url, &url);
        }
        if url.contains("://") {
            return Some(url);
        }
        diagnostics.relative_server(&pointer::join(&it.at, "url"), &it.url);
        Some(format!("{}{}", origin(usual?), url))
    });
    let url = urls.next()?;
    let others: Vec<String> = urls.filter(|it| *it != url).collect();
    if !others.is_empty() {
        diagnostics.other_servers(&at, &url, &others.join(", "));
    }
    (usual != Some(url.as_str())).then_some(url)
}

fn in_clear(it: &Raw) -> bool {
    let url = with_defaults(it);
    url.as_ref().unwrap_or(&it.url).starts_with("http://")
}

/// Whether requests to an address travel in clear, and farther than this machine.
pub(super) fn is_exposed(url: &str) -> bool {
    let Some(host) = origin(url).strip_prefix("http://") else {
        return false;
    };
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next(),
        None => host.split(':').next(),
    };
    let name = name.unwrap_or_default();
    let address = name.parse::<std::net::IpAddr>();
    !name.eq_ignore_ascii_case("localhost") && !address.is_ok_and(|it| it.is_loopback())
}

/// Scheme and host of a URL.
fn origin(url: &str) -> &str {
    let host = url.find("://").map_or(0, |it| it + 3);
    let end = url[host..].find('/').map_or(url.len(), |it| host + it);
    &url[..end]
}

/// Most bytes of an address.
const LONGEST: usize = 4000;

fn list(document: &Document, at: &str, diagnostics: &mut Diagnostics) -> Vec<Raw> {
    let Some(parent) = Node::at(document, pointer::parent(at), diagnostics) else {
        return Vec::new();
    };
    let items = parent.list("servers", diagnostics);
    items
        .into_iter()
        .filter_map(|(at, _)| read(document, &at, diagnostics))
        .collect()
}

fn read(document: &Document, at: &str, diagnostics: &mut Diagnostics) -> Option<Raw> {
    let node = Node::at(document, at, diagnostics)?;
    keys::check(&node, &keys::SERVER, diagnostics);
    let Some(url) = node.text("url", diagnostics) else {
        if !node.has("url") {
            diagnostics.missing(at, "url", "the address of the server");
        }
        return None;
    };
    if url.len() > LONGEST {
        diagnostics.server_too_long(&node.join("url"), LONGEST);
        return None;
    }
    let rest = url.split_once(['?', '#']).map(|(_, rest)| rest.trim());
    if rest.is_some_and(|it| !it.is_empty()) {
        diagnostics.server_with_query(&node.join("url"));
    }
    let mut variables = Vec::new();
    for (at, name, _) in node.entries("variables", diagnostics) {
        let placeholder = format!("{{{name}}}");
        if url.contains(&placeholder) {
            // The slash is there already, as in `/{basePath}` with the default `/prod`.
            let begun = url.contains(&format!("/{placeholder}"));
            let ended = url.contains(&format!("{placeholder}/"));
            let slashes = [begun, ended].map(|it| if it { "/" } else { "" });
            variables.extend(variable(document, &at, (name, slashes), diagnostics));
        }
    }
    let url = full(url, &variables);
    for name in super::templates::names(&url) {
        if !variables.iter().any(|it| it.name == name) {
            diagnostics.server_variable(at, &name);
            variables.push(RawVariable {
                at: at.to_owned(),
                name,
                default: None,
                values: Vec::new(),
                description: String::new(),
            });
        }
    }
    Some(Raw {
        at: at.to_owned(),
        url,
        description: node
            .text("description", diagnostics)
            .unwrap_or_default()
            .to_owned(),
        variables,
    })
}

/// With a scheme where the document leaves it out, and without what no request has.
fn full(url: &str, variables: &[RawVariable]) -> String {
    let url = url.trim().split(['?', '#']).next().unwrap_or_default();
    let url = url.trim_end_matches('/');
    // A variable may be all that comes before the path.
    let known = filled(url, variables);
    let host = known.split('/').next().unwrap_or_default();
    let relative = !known.contains("://");
    if let Some(rest) = url.strip_prefix("//") {
        format!("https://{rest}")
    } else if relative && host.contains('.') && !host.starts_with(['.', '{']) {
        format!("https://{url}")
    } else if relative && !known.is_empty() && !known.starts_with(['/', '{']) {
        format!("/{}", url.trim_start_matches("./"))
    } else {
        url.to_owned()
    }
}

fn variable(
    document: &Document,
    at: &str,
    (name, [begun, ended]): (&str, [&str; 2]),
    diagnostics: &mut Diagnostics,
) -> Option<RawVariable> {
    let node = Node::at(document, at, diagnostics)?;
    keys::check(&node, &keys::SERVER_VARIABLE, diagnostics);
    // Ports are often written as numbers.
    let plain = |it: &Value| match it {
        Value::String(text) => {
            let text = text.strip_prefix(begun).unwrap_or(text);
            Some(text.strip_suffix(ended).unwrap_or(text).to_owned())
        }
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    let default = node.get("default").and_then(plain);
    if default.is_none() {
        diagnostics.server_variable(at, name);
    }
    let listed = node.list("enum", diagnostics).into_iter();
    let values: IndexSet<String> = listed.filter_map(|(_, value)| plain(value)).collect();
    let mut values: Vec<String> = values.into_iter().collect();
    if let Some(default) = default.as_ref().filter(|it| !values.contains(it))
        && !values.is_empty()
    {
        diagnostics.server_variable_default(at, name, default);
        values.insert(0, default.clone());
    }
    Some(RawVariable {
        at: at.to_owned(),
        name: name.to_owned(),
        default,
        values,
        description: node
            .text("description", diagnostics)
            .unwrap_or_default()
            .to_owned(),
    })
}

/// The URL with all variables at their defaults.
fn with_defaults(it: &Raw) -> Option<String> {
    let known = it.variables.iter().all(|it| it.default.is_some());
    known.then(|| filled(&it.url, &it.variables))
}

/// The URL with those variables at their defaults that have one.
fn filled(url: &str, variables: &[RawVariable]) -> String {
    let known = variables
        .iter()
        .filter_map(|it| Some((&it.name, it.default.as_ref()?)));
    known.fold(url.to_owned(), |url, (name, default)| {
        url.replace(&format!("{{{name}}}"), default)
    })
}

fn named(raw: Vec<Raw>, options: &Options, diagnostics: &mut Diagnostics) -> Vec<Server> {
    let mut scope = Scope::with(PRELUDE_NAMES, options.on_collision).behind_own("Server");
    let mut servers: Vec<Server> = Vec::new();
    let mut seen: Vec<String> = Vec::new();
    for it in raw {
        if seen.contains(&it.url) {
            continue;
        }
        seen.push(it.url.clone());
        let rust = name(&it, &scope);
        let name = scope.claim(rust, &it.url, &it.at, diagnostics);
        let variables = variables(&it, &name.rust, &mut scope, diagnostics);
        servers.push(Server {
            parts: parts(&it.url, &variables),
            doc: docs::clean(&it.description),
            variables,
            name,
        });
    }
    servers
}

/// A short description is a name, else the address is.
fn name(it: &Raw, scope: &Scope) -> String {
    let words: Vec<&str> = it.description.split_whitespace().collect();
    let described = upper_camel(it.description.trim());
    if (1..=WORDS).contains(&words.len()) && !scope.has(&described) {
        return described;
    }
    // Where a variable is the host, its default is.
    let filled = filled(&it.url, &it.variables);
    let url = [&it.url, &filled].into_iter().find(|it| it.contains("://"));
    let url = url.unwrap_or(&it.url);
    let address = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
    let host = upper_camel(address.split(['/', ':']).next().unwrap_or_default());
    let address = upper_camel(address);
    [host, address]
        .into_iter()
        .find(|it| !scope.has(it))
        .unwrap_or_else(|| upper_camel(&it.url))
}

fn variables(
    it: &Raw,
    server: &str,
    scope: &mut Scope,
    diagnostics: &mut Diagnostics,
) -> Vec<ServerVariable> {
    let mut fields = Scope::with(&["new"], crate::naming::OnCollision::Suffix);
    let mut made = Vec::new();
    for variable in &it.variables {
        let rust = snake(&variable.name);
        let name = fields.claim(rust, &variable.name, &variable.at, diagnostics);
        let ty = (!variable.values.is_empty()).then(|| {
            let rust = format!("{server}{}", upper_camel(&variable.name));
            scope.claim(rust, &variable.name, &variable.at, diagnostics)
        });
        let mut variants = Scope::with(&[], crate::naming::OnCollision::Suffix);
        let values = variable
            .values
            .iter()
            .map(|it| variants.claim(upper_camel(it), it, &variable.at, diagnostics))
            .collect();
        made.push(ServerVariable {
            name,
            ty,
            values,
            default: variable.default.clone(),
            doc: docs::clean(&variable.description),
        });
    }
    made
}

/// Text and variables in turn.
fn parts(url: &str, variables: &[ServerVariable]) -> Vec<ServerPart> {
    let mut parts = Vec::new();
    let mut rest = url;
    while let Some((before, name, after)) = super::templates::placeholder(rest) {
        let found = variables.iter().find(|it| it.name.wire == name);
        parts.push(ServerPart::Text(before.to_owned()));
        parts.extend(found.map(|it| ServerPart::Variable(it.name.clone())));
        rest = after;
    }
    parts.push(ServerPart::Text(rest.to_owned()));
    parts.retain(|it| *it != ServerPart::Text(String::new()));
    parts
}

#[cfg(test)]
mod tests {
    use super::{full, origin};

    #[test]
    fn addresses_are_completed_as_far_as_they_say() {
        for (url, expected) in [
            ("https://a.example/v1/", "https://a.example/v1"),
            ("//a.example/v1", "https://a.example/v1"),
            ("a.example/v1", "https://a.example/v1"),
            ("/v1", "/v1"),
            ("v1", "/v1"),
            ("./v1", "/v1"),
            ("/", ""),
            ("https://{region}.example", "https://{region}.example"),
            ("{scheme}://a.example", "{scheme}://a.example"),
        ] {
            assert_eq!(full(url, &[]), expected, "{url}");
        }
    }

    #[test]
    fn the_origin_ends_before_the_path() {
        assert_eq!(
            origin("https://a.example:8080/v1/x"),
            "https://a.example:8080"
        );
        assert_eq!(origin("https://a.example"), "https://a.example");
    }
}
