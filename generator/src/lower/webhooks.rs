//! What the API sends by itself: each request whose body is JSON has a function that reads it.
//!
//! They are lowered after the operations, and as answers are: types that operations have keep their names.

mod names;
mod sites;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use self::names::Named;
pub(super) use self::sites::{Sites, find};
use super::media::{Media, MediaKind, media};
use super::node::Node;
use super::types::Hint;
use super::{Direction, Lowering, keys, operations};
use crate::model::{Doc, Method, Operation, Type, Webhook, Webhooks};
use crate::naming::upper_camel;
use crate::spec::{follow, pointer};

/// What stands before the name of a function where others are named, too.
const PREFIX: &str = "webhooks.";

/// A request whose body can be read.
struct Draft<'a> {
    site: sites::Site,
    /// The place that its name is kept for.
    place: String,
    node: Node<'a>,
    media_type: String,
    /// The pointer of the schema, if there is one.
    schema: Option<String>,
    /// The same for those with the same body.
    content: String,
}

/// Lowers all of them.
pub(super) fn lower(
    lowering: &mut Lowering<'_>,
    sites: Sites,
    operations: &[Operation],
) -> Webhooks {
    let operations = operations.iter().map(|it| it.pointer.as_str());
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    // What is an operation of the client as well has a name there.
    times.extend(operations.map(|it| (it.to_owned(), 1)));
    for it in &sites.all {
        *times.entry(it.at.clone()).or_default() += 1;
    }
    let all = sites.all.into_iter();
    let drafts = all.filter_map(|it| {
        let is_shared = times.get(&it.at).is_some_and(|it| *it > 1);
        draft(lowering, it, is_shared)
    });
    let drafts: Vec<Draft<'_>> = drafts.collect();
    let named = names::settle(lowering, &drafts);
    let all = named
        .into_iter()
        .map(|it| webhook(lowering, it, &drafts, &sites.after));
    Webhooks {
        all: all.collect(),
        feature: None,
    }
}

/// Reads a request as far as it tells what it is; what has no JSON is reported.
fn draft<'a>(lowering: &mut Lowering<'a>, site: sites::Site, is_shared: bool) -> Option<Draft<'a>> {
    let node = Node::at(lowering.document, &site.at, lowering.diagnostics)?;
    keys::check(&node, &keys::WEBHOOK, lowering.diagnostics);
    if node.has("callbacks") && !is_shared {
        lowering.diagnostics.unread_webhook(&node.join("callbacks"));
    }
    let Some(media) = body(lowering, &node) else {
        lowering.diagnostics.unread_webhook(&site.at);
        return None;
    };
    let schema = pointer::join(&media.at, "schema");
    let described = lowering.document.get(&schema).is_some();
    let content = if described {
        content(lowering, &schema)?
    } else {
        String::new()
    };
    Some(Draft {
        place: if is_shared { &site.place } else { &site.at }.clone(),
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
    let (json, others): (Vec<Media>, Vec<Media>) = media(lowering, &body)
        .into_iter()
        .partition(|it| it.kind == MediaKind::Json);
    let json = json.into_iter().min_by_key(Media::is_other_name)?;
    if !others.is_empty() {
        lowering.diagnostics.webhook_in_other_forms(&body.at);
    }
    Some(json)
}

/// The component that a schema refers to, or all of it.
fn content(lowering: &mut Lowering<'_>, schema: &str) -> Option<String> {
    let at = follow(lowering.document, schema, lowering.diagnostics)?;
    if at != schema {
        return Some(at);
    }
    lowering.document.get(schema).map(Value::to_string)
}

fn webhook(
    lowering: &mut Lowering<'_>,
    named: Named,
    drafts: &[Draft<'_>],
    after: &[Vec<String>],
) -> Webhook {
    let draft = &drafts[named.drafts[0]];
    let methods: BTreeSet<Method> = named
        .drafts
        .iter()
        .map(|it| drafts[*it].site.method)
        .collect();
    let hint = Hint::new(&upper_camel(&named.name.rust), "webhook");
    let ty = match &draft.schema {
        Some(schema) => lowering.element_as(schema, Direction::Response, &hint),
        None => Type::Json,
    };
    let callbacks = named.drafts.iter();
    let callbacks = callbacks.filter_map(|it| drafts[*it].site.callback.as_ref());
    let after: BTreeSet<&String> = callbacks.flat_map(|it| &after[it.after]).collect();
    let deprecated = |it: &usize| drafts[*it].node.get("deprecated") == Some(&Value::Bool(true));
    Webhook {
        former: named.former,
        pointer: draft.place.clone(),
        methods: methods.into_iter().collect(),
        after: after.into_iter().cloned().collect(),
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
