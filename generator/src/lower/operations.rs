//! Operations: what each path and method takes and gives.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::actions::Action;
use super::extras::Extras;
use super::node::Node;
use super::outputs::Answers;
use super::pagination::Sent;
use super::templates::Template;
use super::{
    Lowering, bodies, docs, further, keys, outputs, parameters, retries, room, security, segments,
    servers, templates,
};
use crate::diagnostics::Diagnostics;
use crate::model::{
    Body, Doc, Example, Method, Name, Operation, OperationPathParameter, Parameter, PathParameter,
    ResourceId,
};
use crate::naming::{is_value_name, singular, snake, upper_camel};
use crate::spec::{Document, METHODS, OTHER_OPERATIONS, follow, items, pointer};

/// One operation of the document.
#[derive(Clone, Debug)]
pub(super) struct Site {
    /// Pointer of the operation.
    pub(super) at: String,
    /// Pointer of the path item.
    pub(super) item: String,
    /// The key among the paths.
    pub(super) path: String,
    pub(super) method: Method,
}

/// An operation whose place among the handles is not decided yet.
pub(super) struct Draft {
    pub(super) operation: Operation,
    /// Path parameters in the order of the path.
    pub(super) path_parameters: Vec<PathParameter>,
    /// `x-resource`, with its pointer.
    pub(super) resource: Option<(String, String)>,
    /// `x-method`, with its pointer.
    pub(super) method: Option<(String, String)>,
    /// What stands behind `#` in its path, if that is a word.
    pub(super) fragment: Option<String>,
    /// What the path calls it, if that is a method of the handle above.
    pub(super) action: Option<Action>,
    /// Other paths lead to single things below this one.
    pub(super) is_collection: bool,
    /// Single things below this one can be removed.
    pub(super) is_removed_by_item: bool,
    /// `x-bulk` and `x-ensure`.
    pub(super) extras: Extras,
}

/// Most segments of a path. The longest of real documents have about thirty.
const SEGMENTS: usize = 64;

/// Most bytes of a path. The longest of real documents have about five hundred.
const LONGEST: usize = 4000;

/// All operations, sorted by path and method.
pub(super) fn sites(document: &Document, diagnostics: &mut Diagnostics) -> Vec<Site> {
    let Some(root) = Node::at(document, "", diagnostics) else {
        return Vec::new();
    };
    keys::check(&root, &keys::ROOT, diagnostics);
    if !root.has("paths") {
        diagnostics.missing("", "paths", "the operations of the API");
    }
    let mut sites = Vec::new();
    for (item, path, value) in root.entries("paths", diagnostics) {
        if path.starts_with("x-") {
            continue;
        }
        if !path.starts_with('/') {
            diagnostics.path_without_slash(&item, path);
        }
        if !value.is_object() {
            diagnostics.not_an_object(&item, "a path item");
            continue;
        }
        if path.len() > LONGEST {
            diagnostics.path_too_long(&item, LONGEST);
            continue;
        }
        if path.split('/').count() > SEGMENTS + 1 {
            diagnostics.too_many_segments(&item, SEGMENTS);
            continue;
        }
        sites.extend(of_path(document, &item, path, diagnostics));
    }
    // That there are none can be meant, but not beside paths that are none.
    let paths = root.get("paths");
    let none_meant = paths
        .and_then(Value::as_object)
        .is_some_and(serde_json::Map::is_empty);
    if sites.is_empty() && !none_meant {
        let at = if paths.is_some() { "/paths" } else { "" };
        diagnostics.no_operations(at);
    }
    sites.sort_by(|a, b| (&a.path, a.method).cmp(&(&b.path, b.method)));
    check_ids(document, &sites, diagnostics);
    sites
}

/// The operations of one path.
fn of_path(
    document: &Document,
    item: &str,
    path: &str,
    diagnostics: &mut Diagnostics,
) -> Vec<Site> {
    // Where it refers to nothing, that is said once.
    let _ = follow(document, item, diagnostics);
    for item in items::path_items(document.root(), item) {
        let Some(node) = Node::at(document, &item, diagnostics) else {
            continue;
        };
        keys::check(&node, &keys::PATH_ITEM, diagnostics);
        for (at, method, _) in node.entries(OTHER_OPERATIONS, diagnostics) {
            diagnostics.other_operation(&at, method, path);
        }
    }
    let sites = METHODS.into_iter().filter_map(|key| {
        let method = Method::of_key(key)?;
        let item = items::holder(document.root(), item, key)?;
        Some(Site {
            at: pointer::join(&item, key),
            item,
            path: path.to_owned(),
            method,
        })
    });
    sites.collect()
}

fn check_ids(document: &Document, sites: &[Site], diagnostics: &mut Diagnostics) {
    let mut seen = BTreeMap::new();
    for site in sites {
        let at = pointer::join(&site.at, "operationId");
        if let Some(id) = document.get(&at).and_then(Value::as_str)
            && let Some(first) = seen.insert(id, site.at.clone())
        {
            diagnostics.duplicate_operation_id(&at, id, &first);
        }
    }
}

impl Site {
    /// Pointers of everything that is sent.
    pub(super) fn request_nodes(&self, document: &Document) -> Vec<String> {
        [
            pointer::join(&self.item, "parameters"),
            pointer::join(&self.at, "parameters"),
            pointer::join(&self.at, "requestBody"),
        ]
        .into_iter()
        .filter(|at| document.get(at).is_some())
        .collect()
    }
}

/// Lowers all operations.
pub(super) fn lower(lowering: &mut Lowering<'_>, sites: &[Site]) -> Vec<Draft> {
    let above = |it: &Site| Some(segments::place(&it.path).strip_suffix("/{}")?.to_owned());
    let collections: BTreeSet<String> = sites.iter().filter_map(above).collect();
    let removing = sites.iter().filter(|it| it.method == Method::Delete);
    let removing: BTreeSet<String> = removing.filter_map(above).collect();
    let drafts = sites.iter().filter_map(|site| {
        if lowering.has_no_room() {
            return None;
        }
        let mut draft = operation(lowering, site)?;
        let size = room::of_operation(&draft.operation, &lowering.types);
        lowering.take_room(size, &site.at);
        let place = segments::place(&site.path);
        draft.is_collection = singular(&place) != place && collections.contains(&place);
        draft.is_removed_by_item = removing.contains(&place);
        Some(draft)
    });
    drafts.collect()
}

/// What an operation sends, and how it is signed.
struct Asked {
    template: Template,
    path_parameters: Vec<PathParameter>,
    parameters: Vec<Parameter>,
    body: Option<Body>,
    security: Vec<Vec<String>>,
}

fn operation(lowering: &mut Lowering<'_>, site: &Site) -> Option<Draft> {
    let node = Node::at(lowering.document, &site.at, lowering.diagnostics)?;
    keys::check(&node, &keys::OPERATION, lowering.diagnostics);
    let id = id(&node, site, lowering.diagnostics);
    let label = upper_camel(&id);
    let asked = asked(lowering, &node, site, &label);
    let sent = Sent {
        parameters: &asked.parameters,
        body: asked.body.as_ref(),
    };
    let answers = outputs::lower(lowering, &node, &label, sent, site.method);
    Some(Draft {
        path_parameters: asked.path_parameters.clone(),
        resource: hint(lowering, &node, "x-resource"),
        method: method_hint(lowering, &node),
        fragment: asked.template.fragment.clone(),
        action: None,
        is_collection: false,
        is_removed_by_item: false,
        extras: Extras::read(lowering, &node),
        operation: assembled(lowering, &node, site, id, asked, answers),
    })
}

fn asked(lowering: &mut Lowering<'_>, node: &Node<'_>, site: &Site, label: &str) -> Asked {
    let mut raw = site.parameters(lowering);
    let template = templates::resolve(lowering, site, &mut raw);
    let path_parameters = parameters::path(lowering, &template.names, &raw, label);
    let security = security::of_operation(lowering, node, &raw);
    let credentials = security::places(lowering, &security);
    let parameters = parameters::others(lowering, &raw, &path_parameters, &credentials, label);
    let in_path = path_parameters.iter().map(|it| it.name.rust.as_str());
    let others = parameters.iter().map(|it| it.name.rust.as_str());
    let taken: Vec<&str> = in_path.chain(others).collect();
    let body = bodies::lower(lowering, node, label, &taken);
    Asked {
        template,
        path_parameters,
        parameters,
        body,
        security,
    }
}

/// The operation, but for what is known when all of them are: its names, its handle, its example.
fn assembled(
    lowering: &mut Lowering<'_>,
    node: &Node<'_>,
    site: &Site,
    id: String,
    asked: Asked,
    answers: Answers,
) -> Operation {
    let retry = retries::retry(lowering, node, site.method, asked.body.as_ref());
    let doc = doc(lowering, node);
    let unheld = |parameter| OperationPathParameter {
        parameter,
        held: None,
    };
    Operation {
        method_name: Name::undecided(&id),
        former: None,
        former_builder: None,
        builder: Name::undecided(&id),
        call: String::new(),
        resource: ResourceId(0),
        method: site.method,
        path: asked.template.path,
        fixed_query: asked.template.query,
        server: servers::of_operation(lowering, site),
        further: further::link(node, &doc, lowering.diagnostics),
        doc,
        scopes: further::scopes(node),
        pointer: site.at.clone(),
        deprecated: node.flag("deprecated", lowering.diagnostics),
        path_parameters: asked.path_parameters.into_iter().map(unheld).collect(),
        parameters: asked.parameters,
        body: asked.body,
        output: answers.output,
        statuses: answers.statuses,
        accept: answers.accept,
        second_choice: answers.second_choice,
        alternatives: answers.alternatives,
        failures: answers.failures,
        text_failures: answers.text_failures,
        redirections: answers.redirections,
        success_member: answers.success_member,
        headers: answers.headers,
        pagination: answers.pagination,
        security: asked.security,
        credential: None,
        retry,
        bulk: None,
        ensure: None,
        example: Example::default(),
        leak: None,
        wires: Vec::new(),
        id,
    }
}

/// What the document calls an operation, or what its request is.
pub(super) fn id(node: &Node<'_>, site: &Site, diagnostics: &mut Diagnostics) -> String {
    let id = node.text("operationId", diagnostics);
    // Nothing in it could be a name.
    let id = id.filter(|it| it.contains(char::is_alphanumeric));
    id.map_or_else(|| derived_id(site), str::to_owned)
}

/// `GET /a/{b}` is `get_a_b` where the document gives no `operationId`, or an empty one.
fn derived_id(site: &Site) -> String {
    let path: String = site
        .path
        .chars()
        .map(|it| if it.is_alphanumeric() { it } else { '_' })
        .collect();
    snake(&format!(
        "{}_{path}",
        site.method.verb().to_ascii_lowercase()
    ))
}

fn hint(lowering: &mut Lowering<'_>, node: &Node<'_>, key: &str) -> Option<(String, String)> {
    let text = node.text(key, lowering.diagnostics)?;
    Some((text.to_owned(), node.join(key)))
}

/// A name that cannot be one is passed over.
pub(super) fn method_hint(
    lowering: &mut Lowering<'_>,
    node: &Node<'_>,
) -> Option<(String, String)> {
    let (name, at) = hint(lowering, node, "x-method")?;
    if is_value_name(&name) {
        return Some((name, at));
    }
    lowering.diagnostics.not_an_identifier(&at, &name);
    None
}

/// The summary as the first line, then the description unless it repeats the summary.
pub(super) fn doc(lowering: &mut Lowering<'_>, node: &Node<'_>) -> Doc {
    let summary = node
        .text("summary", lowering.diagnostics)
        .unwrap_or_default();
    let description = node
        .text("description", lowering.diagnostics)
        .unwrap_or_default();
    let summary = docs::clean(summary).text;
    let description = docs::clean(description).text;
    let same = |a: &str, b: &str| {
        a.trim_end_matches('.')
            .eq_ignore_ascii_case(b.trim_end_matches('.'))
    };
    let text = if summary.is_empty() || same(&summary, &description) {
        description
    } else if description.is_empty() {
        summary
    } else {
        let stop = if summary.ends_with(['.', '!', '?']) {
            ""
        } else {
            "."
        };
        format!("{summary}{stop}\n\n{description}")
    };
    Doc { text }
}
