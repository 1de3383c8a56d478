//! What the API sends by itself: each request whose body is JSON has a function that reads it.
//!
//! They are lowered after the operations, and as answers are: types that operations have keep their names.

mod contents;
mod names;
mod sites;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use self::contents::{Content, Contents};
use self::names::Named;
pub(super) use self::sites::{Sites, find};
use super::contents::same_schema;
use super::hints::Hint;
use super::media::{Media, MediaKind, media};
use super::node::Node;
use super::{Direction, Lowering, keys, operations};
use crate::model::{Doc, Method, Operation, Type, Webhook, Webhooks};
use crate::naming::{OnCollision, nested, upper_camel};
use crate::spec::pointer;

/// A request whose body can be read.
struct Draft<'a> {
    site: sites::Site,
    /// The place that its name is kept for.
    place: String,
    node: Node<'a>,
    media_type: String,
    /// The pointer of the schema, if there is one.
    schema: Option<String>,
    content: Content,
}

/// Lowers all of them.
pub(super) fn lower(
    lowering: &mut Lowering<'_>,
    sites: Sites,
    operations: &[Operation],
) -> Webhooks {
    let drafts = drafts(lowering, sites.all, operations);
    let named = names::settle(lowering, &drafts);
    let mut uses: BTreeMap<Content, usize> = BTreeMap::new();
    for it in &named {
        *uses.entry(drafts[it.drafts[0]].content).or_default() += 1;
    }
    // Their types come after all others, and nobody has to decide about them before there is a client.
    let usual = lowering.on_collision(OnCollision::Suffix);
    let all = named.into_iter().map(|it| {
        let draft = &drafts[it.drafts[0]];
        let is_shared = draft.content.inline && uses[&draft.content] > 1;
        let ty = ty(lowering, &it, draft, is_shared);
        webhook(lowering, it, ty, &drafts, &sites.after)
    });
    let all = all.collect();
    lowering.on_collision(usual);
    Webhooks { all, feature: None }
}

/// Those whose bodies can be read.
fn drafts<'a>(
    lowering: &mut Lowering<'a>,
    sites: Vec<sites::Site>,
    operations: &[Operation],
) -> Vec<Draft<'a>> {
    let operations = operations.iter().map(|it| it.pointer.as_str());
    let operations: BTreeSet<&str> = operations.collect();
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for it in &sites {
        *times.entry(it.at.clone()).or_default() += 1;
    }
    let mut contents = Contents::default();
    let drafts = sites.into_iter().filter_map(|it| {
        let shared = if operations.contains(it.at.as_str()) {
            Shared::WithOperation
        } else if times.get(&it.at).is_some_and(|it| *it > 1) {
            Shared::WithOthers
        } else {
            Shared::No
        };
        draft(lowering, it, shared, &mut contents)
    });
    drafts.collect()
}

/// Whether what describes a request describes something else as well, so that no name can be kept for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shared {
    No,
    WithOthers,
    /// It is an operation of the client, and checked as such.
    WithOperation,
}

/// Reads a request as far as it tells what it is; what has no JSON is reported.
fn draft<'a>(
    lowering: &mut Lowering<'a>,
    site: sites::Site,
    shared: Shared,
    contents: &mut Contents,
) -> Option<Draft<'a>> {
    let node = Node::at(lowering.document, &site.at, lowering.diagnostics)?;
    if shared != Shared::WithOperation {
        keys::check(&node, &keys::WEBHOOK, lowering.diagnostics);
        if node.has("callbacks") {
            lowering.diagnostics.unread_webhook(&node.join("callbacks"));
        }
    }
    let Some(media) = body(lowering, &node) else {
        lowering.diagnostics.unread_webhook(&site.at);
        return None;
    };
    let schema = pointer::join(&media.at, "schema");
    let described = lowering.document.get(&schema).is_some();
    let content = contents.of(lowering, described.then_some(&schema));
    Some(Draft {
        place: match shared {
            Shared::No => site.at.clone(),
            Shared::WithOthers | Shared::WithOperation => site.place.clone(),
        },
        schema: described.then_some(schema),
        media_type: media.name,
        site,
        node,
        content,
    })
}

/// The JSON of a body, if it can be sent as such.
fn body(lowering: &mut Lowering<'_>, node: &Node<'_>) -> Option<Media> {
    if !node.has("requestBody") {
        return None;
    }
    let at = node.join("requestBody");
    let body = Node::behind(lowering.document, &at, lowering.diagnostics)?;
    keys::check(&body, &keys::BODY, lowering.diagnostics);
    let media = media(lowering, &body);
    let json = media.iter().enumerate();
    let json = json.filter(|(_, it)| it.kind == MediaKind::Json);
    let (number, json) = json.min_by_key(|(_, it)| it.is_other_name())?;
    // The same by another name is read as well.
    let is_other = |it: &Media| it.kind != MediaKind::Json || !same_schema(lowering, it, json);
    let mut others = media.iter().enumerate();
    if others.any(|(other, it)| other != number && is_other(it)) {
        lowering.diagnostics.webhook_in_other_forms(&body.at);
    }
    Some(json.clone())
}

/// Without a name of its own, the type that several have is called after none of them.
fn ty(lowering: &mut Lowering<'_>, named: &Named, draft: &Draft<'_>, is_shared: bool) -> Type {
    let Some(schema) = &draft.schema else {
        return Type::Json;
    };
    let shared = Hint::new("", "webhook");
    let own = Hint::new(&upper_camel(&named.name.rust), "webhook");
    if !is_shared || !lowering.takes(&shared) {
        return lowering.element_as(schema, Direction::Response, &own);
    }
    let ty = lowering.element_as(schema, Direction::Response, &shared);
    // It may have needed no name.
    let name = nested("", &shared.step);
    if !lowering.root.has(&name) {
        lowering.promised.remove(&name);
    }
    ty
}

fn webhook(
    lowering: &mut Lowering<'_>,
    named: Named,
    ty: Type,
    drafts: &[Draft<'_>],
    after: &[Vec<String>],
) -> Webhook {
    let draft = &drafts[named.drafts[0]];
    let methods: BTreeSet<Method> = named
        .drafts
        .iter()
        .map(|it| drafts[*it].site.method)
        .collect();
    let callbacks = named.drafts.iter();
    let callbacks = callbacks.filter_map(|it| drafts[*it].site.callback.as_ref());
    let callbacks: BTreeSet<usize> = callbacks.map(|it| it.after).collect();
    let all: usize = callbacks.iter().map(|it| after[*it].len()).sum();
    let first = callbacks.first().and_then(|it| after[*it].first());
    let deprecated = |it: &usize| drafts[*it].node.get("deprecated") == Some(&Value::Bool(true));
    Webhook {
        former: named.former,
        pointer: draft.place.clone(),
        methods: methods.into_iter().collect(),
        after: first.map(|it| (it.clone(), all - 1)),
        headers: headers(lowering, draft),
        doc: doc(lowering, draft),
        deprecated: named.drafts.iter().all(deprecated),
        name: named.name,
        media_type: draft.media_type.clone(),
        ty,
        bodies: Vec::new(),
    }
}

/// What is said of the request, or else of its path item.
fn doc(lowering: &mut Lowering<'_>, draft: &Draft<'_>) -> Doc {
    let own = operations::doc(lowering, &draft.node);
    if !own.text.is_empty() {
        return own;
    }
    let item = Node::at(lowering.document, &draft.site.item, lowering.diagnostics);
    item.map_or(own, |it| operations::doc(lowering, &it))
}

/// The names of the headers that are parameters.
fn headers(lowering: &mut Lowering<'_>, draft: &Draft<'_>) -> Vec<String> {
    let item = Node::at(lowering.document, &draft.site.item, lowering.diagnostics);
    let mut found = Vec::new();
    for node in item.iter().chain([&draft.node]) {
        for (at, _) in node.list("parameters", lowering.diagnostics) {
            let Some(it) = Node::behind(lowering.document, &at, lowering.diagnostics) else {
                continue;
            };
            let text = |key: &str| it.get(key).and_then(Value::as_str);
            if let (Some("header"), Some(name)) = (text("in"), text("name")) {
                found.push(name.to_owned());
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}
