//! What a document says of its tags, told by the handle whose operations have the tag.

use std::collections::BTreeMap;

use serde_json::Value;

use super::node::Node;
use super::{docs, further};
use crate::diagnostics::Diagnostics;
use crate::model::{Doc, Model};
use crate::spec::{Document, pointer};

/// Which tag the operations of a handle, and of all below it, have.
#[derive(Clone, Copy, Default)]
struct Below<'a> {
    tag: Option<&'a str>,
    operations: usize,
    mixed: bool,
}

/// Gives what is said of a tag to the handle below which are no operations without it, and most of those with it: what is spread
/// over more handles than that describes none of them.
pub(super) fn describe(model: &mut Model, document: &Document, diagnostics: &mut Diagnostics) {
    let mut said = of_tags(document, diagnostics);
    let tags: Vec<Option<&str>> = model
        .operations
        .iter()
        .map(|it| first_tag(&it.pointer, document))
        .collect();
    let mut all: BTreeMap<&str, usize> = BTreeMap::new();
    for tag in tags.iter().flatten() {
        *all.entry(tag).or_default() += 1;
    }
    // Each parent stands before its children, and takes it first. The client itself is no handle.
    for (number, it) in below(model, &tags).iter().enumerate().skip(1) {
        if let Some(tag) = it.tag.filter(|_| !it.mixed)
            && it.operations * 2 > all[tag]
            && let Some(doc) = said.remove(tag)
        {
            model.resources[number].doc = doc;
        }
    }
}

fn first_tag<'a>(operation: &str, document: &'a Document) -> Option<&'a str> {
    document
        .get(&pointer::join_all(operation, ["tags", "0"]))?
        .as_str()
}

/// What stands below each handle, the handle itself included.
fn below<'a>(model: &Model, tags: &[Option<&'a str>]) -> Vec<Below<'a>> {
    let mut all = vec![Below::default(); model.resources.len()];
    for (operation, tag) in model.operations.iter().zip(tags) {
        let it = Below {
            tag: *tag,
            operations: 1,
            mixed: false,
        };
        add(&mut all[operation.resource.0], it);
    }
    for number in (0..all.len()).rev() {
        if let Some(parent) = model.resources[number].parent {
            let of_child = all[number];
            add(&mut all[parent.0], of_child);
        }
    }
    all
}

fn add<'a>(to: &mut Below<'a>, it: Below<'a>) {
    to.mixed |= it.mixed || (to.operations > 0 && to.tag != it.tag);
    to.operations += it.operations;
    to.tag = it.tag;
}

/// The tags that are described.
fn of_tags<'a>(document: &'a Document, diagnostics: &mut Diagnostics) -> BTreeMap<&'a str, Doc> {
    let mut all = BTreeMap::new();
    let Some(root) = Node::at(document, "", diagnostics) else {
        return all;
    };
    // Where it is no list, that is said of the sections.
    let tags = root.get("tags").and_then(Value::as_array);
    for number in 0..tags.map_or(0, Vec::len) {
        let at = pointer::join_all("", ["tags", &number.to_string()]);
        let Some(tag) = Node::at(document, &at, diagnostics) else {
            continue;
        };
        let name = tag.text("name", diagnostics).unwrap_or_default();
        let text = tag.text("description", diagnostics).unwrap_or_default();
        let doc = docs::clean(text);
        let link = further::link(&tag, &doc, diagnostics);
        let doc = doc.and(link.as_deref());
        if !doc.text.is_empty() && !doc.text.eq_ignore_ascii_case(name) {
            all.entry(name).or_insert(doc);
        }
    }
    all
}
