//! `readOnly` and `writeOnly`: which components need one type for requests and another for answers.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::Direction;
use super::operations::Site;
use super::webhooks::Sites;
use crate::spec::{Document, pointer};

/// Where components are used, and which of them differ between requests and answers.
#[derive(Debug, Default)]
pub(super) struct Access {
    requests: BTreeSet<String>,
    responses: BTreeSet<String>,
    marked: BTreeSet<String>,
    /// What is known of schemas that are no components: many operations may share one.
    known: RefCell<BTreeMap<String, bool>>,
}

impl Access {
    /// Follows every reference from every operation, and from what the API sends by itself, which comes as answers do.
    pub(super) fn of(document: &Document, sites: &[Site], hooks: &Sites) -> Self {
        let mut access = Self::default();
        for site in sites {
            for at in site.request_nodes(document) {
                reach(document, &at, &mut access.requests);
            }
            reach(
                document,
                &pointer::join(&site.at, "responses"),
                &mut access.responses,
            );
        }
        for hook in &hooks.all {
            let body = pointer::join(&hook.at, "requestBody");
            reach(document, &body, &mut access.responses);
        }
        access.marked = marked(document);
        access
    }

    /// True if values of this schema look different in requests and in answers.
    pub(super) fn differs(&self, document: &Document, at: &str) -> bool {
        if pointer::parent(at) == "/components/schemas" {
            return self.marked.contains(at);
        }
        if let Some(known) = self.known.borrow().get(at) {
            return *known;
        }
        let differs = document.get(at).is_some_and(|it| self.is_marked(it));
        self.known.borrow_mut().insert(at.to_owned(), differs);
        differs
    }

    /// True if a marker stands in the node, or in something it refers to.
    fn is_marked(&self, node: &Value) -> bool {
        match node {
            Value::Object(map) => {
                let target = map.get("$ref").and_then(Value::as_str);
                marks(map)
                    || target
                        .and_then(pointer::from_fragment)
                        .is_some_and(|it| self.marked.contains(&it))
                    || map.values().any(|it| self.is_marked(it))
            }
            Value::Array(items) => items.iter().any(|it| self.is_marked(it)),
            _ => false,
        }
    }

    /// True if this component is also used the other way.
    pub(super) fn also(&self, at: &str, direction: Direction) -> bool {
        match direction {
            Direction::Request => self.responses.contains(at),
            Direction::Response => self.requests.contains(at),
        }
    }

    /// True for what stands in a component that answers refer to.
    pub(super) fn is_answered(&self, at: &str) -> bool {
        let mut ends = at.match_indices('/').map(|(end, _)| &at[..end]).skip(1);
        ends.any(|it| self.responses.contains(it)) || self.responses.contains(at)
    }

    /// Where in memory everything stands that is inside of schemas that answers refer to.
    pub(super) fn in_answers(&self, document: &Document) -> BTreeSet<usize> {
        let mut places = BTreeSet::new();
        for node in self.responses.iter().filter_map(|at| document.get(at)) {
            add_places(node, &mut places);
        }
        places
    }
}

fn add_places(node: &Value, places: &mut BTreeSet<usize>) {
    match node {
        Value::Object(map) => {
            places.insert(std::ptr::from_ref(map).addr());
            map.values().for_each(|it| add_places(it, places));
        }
        Value::Array(items) => items.iter().for_each(|it| add_places(it, places)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Adds everything that can be reached from `at` through references.
fn reach(document: &Document, at: &str, reached: &mut BTreeSet<String>) {
    let mut waiting = vec![at.to_owned()];
    while let Some(at) = waiting.pop() {
        for target in document.get(&at).map(references).into_iter().flatten() {
            if reached.insert(target.clone()) {
                waiting.push(target);
            }
        }
    }
}

/// All components, and whatever else is referred to, that hold a marker, directly or through references.
fn marked(document: &Document) -> BTreeSet<String> {
    let components = document
        .get("/components/schemas")
        .and_then(Value::as_object);
    let components = components.into_iter().flatten();
    let mut places: BTreeSet<String> = components
        .map(|(name, _)| pointer::join("/components/schemas", name))
        .collect();
    places.extend(references(document.root()));
    let mut users: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut waiting = Vec::new();
    for at in places {
        let Some(node) = document.get(&at) else {
            continue;
        };
        for target in references(node) {
            users.entry(target).or_default().push(at.clone());
        }
        if has_marker(node) {
            waiting.push(at);
        }
    }
    let mut marked = BTreeSet::new();
    while let Some(at) = waiting.pop() {
        if marked.insert(at.clone()) {
            waiting.extend(users.get(&at).into_iter().flatten().cloned());
        }
    }
    marked
}

fn has_marker(node: &Value) -> bool {
    match node {
        Value::Object(map) => marks(map) || map.values().any(has_marker),
        Value::Array(items) => items.iter().any(has_marker),
        _ => false,
    }
}

/// Both markers together say nothing.
fn marks(map: &Map<String, Value>) -> bool {
    let says = |key: &str| map.get(key) == Some(&Value::Bool(true));
    says("readOnly") != says("writeOnly")
}

/// Every local `$ref` inside a node.
pub(super) fn references(node: &Value) -> Vec<String> {
    let mut found = Vec::new();
    collect(node, &mut found);
    found
}

fn collect(node: &Value, found: &mut Vec<String>) {
    match node {
        Value::Object(map) => {
            if let Some(target) = map
                .get("$ref")
                .and_then(Value::as_str)
                .and_then(pointer::from_fragment)
            {
                found.push(target);
            }
            for value in map.values() {
                collect(value, found);
            }
        }
        Value::Array(items) => items.iter().for_each(|it| collect(it, found)),
        _ => {}
    }
}
