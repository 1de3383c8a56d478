//! Where a document describes what the API sends by itself: `webhooks`, `x-webhooks`, and `callbacks` of operations.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::diagnostics::Diagnostics;
use crate::lower::node::Node;
use crate::lower::{keys, operations};
use crate::model::Method;
use crate::spec::{Document, METHODS, OTHER_OPERATIONS, follow, items, pointer};

/// A request of the API.
#[derive(Clone, Debug)]
pub(in crate::lower) struct Site {
    /// Pointer of what describes it.
    pub(in crate::lower) at: String,
    /// Where it is used; `at` may be a component.
    pub(super) place: String,
    /// Pointer of its path item.
    pub(super) item: String,
    /// What the document calls it.
    pub(super) key: String,
    pub(super) method: Method,
    /// The path item has others.
    pub(super) has_siblings: bool,
    /// What it belongs to, if that is an operation.
    pub(super) callback: Option<Callback>,
}

/// What is special about a callback.
#[derive(Clone, Debug)]
pub(super) struct Callback {
    /// The id of the first operation that has it.
    pub(super) operation: String,
    /// Where it is sent, as a key.
    pub(super) expression: String,
    /// The number of what calls it, among `Sites::after`.
    pub(super) after: usize,
}

/// All requests of the API.
#[derive(Debug, Default)]
pub(in crate::lower) struct Sites {
    pub(in crate::lower) all: Vec<Site>,
    /// The requests that each callback comes after. Operations can share one.
    pub(super) after: Vec<Vec<String>>,
}

/// Finds all of them, in the order of their names and of the operations.
pub(in crate::lower) fn find(
    document: &Document,
    operations: &[operations::Site],
    diagnostics: &mut Diagnostics,
) -> Sites {
    let mut sites = Sites::default();
    for section in ["webhooks", "x-webhooks"] {
        // What else it can be was reported, or is an extension of somebody else.
        if let Some(map) = document.root().get(section).and_then(Value::as_object) {
            let is_extension = section.starts_with("x-");
            sites.of_section(document, section, (map, is_extension), diagnostics);
        }
    }
    let mut known = BTreeMap::new();
    for operation in operations {
        sites.of_operation(document, operation, &mut known, diagnostics);
    }
    sites
}

impl Sites {
    fn of_section(
        &mut self,
        document: &Document,
        section: &str,
        (map, is_extension): (&Map<String, Value>, bool),
        diagnostics: &mut Diagnostics,
    ) {
        let mut entries: Vec<(&String, &Value)> = map.iter().collect();
        entries.sort_by_key(|it| it.0);
        for (key, value) in entries {
            let item = pointer::join_all("", [section, key]);
            let Some(map) = value.as_object() else {
                if !is_extension && !key.starts_with("x-") {
                    diagnostics.not_an_object(&item, "a path item");
                }
                continue;
            };
            if !is_extension || items::is_item(value) {
                self.of_item(document, &item, key, None, diagnostics);
                continue;
            }
            // Nexmo writes them as callbacks, each below its address.
            let mut addresses: Vec<&String> = map.keys().collect();
            addresses.sort();
            for address in addresses.into_iter().filter(|it| items::is_item(&map[*it])) {
                let item = pointer::join(&item, address);
                self.of_item(document, &item, key, None, diagnostics);
            }
        }
    }

    /// The callbacks of an operation. `known` are those that others refer to as well, by their pointers.
    fn of_operation(
        &mut self,
        document: &Document,
        operation: &operations::Site,
        known: &mut BTreeMap<String, usize>,
        diagnostics: &mut Diagnostics,
    ) {
        let Some(Value::Object(map)) = document.get(&operation.at) else {
            return;
        };
        let node = Node {
            at: operation.at.clone(),
            map,
        };
        let mut callbacks = node.entries("callbacks", diagnostics);
        callbacks.sort_by_key(|it| it.1);
        for (at, key, value) in callbacks {
            if key.starts_with("x-") && !value.is_object() {
                continue;
            }
            let Some(callback) = Node::behind(document, &at, diagnostics) else {
                continue;
            };
            let request = format!("{} {}", operation.method.verb(), operation.path);
            if let Some(number) = known.get(&callback.at) {
                self.after[*number].push(request);
                continue;
            }
            let after = self.after.len();
            known.insert(callback.at.clone(), after);
            self.after.push(vec![request]);
            let id = operations::id(&node, operation, diagnostics);
            self.of_callback(document, &callback, (key, id, after), diagnostics);
        }
    }

    fn of_callback(
        &mut self,
        document: &Document,
        callback: &Node<'_>,
        (key, operation, after): (&str, String, usize),
        diagnostics: &mut Diagnostics,
    ) {
        let mut expressions: Vec<(&String, &Value)> = callback.map.iter().collect();
        expressions.sort_by_key(|it| it.0);
        for (expression, value) in expressions {
            let item = callback.join(expression);
            if !value.is_object() {
                if !expression.starts_with("x-") {
                    diagnostics.not_an_object(&item, "a path item");
                }
                continue;
            }
            let callback = Callback {
                operation: operation.clone(),
                expression: expression.clone(),
                after,
            };
            self.of_item(document, &item, key, Some(&callback), diagnostics);
        }
    }

    /// The requests of a path item.
    fn of_item(
        &mut self,
        document: &Document,
        item: &str,
        key: &str,
        callback: Option<&Callback>,
        diagnostics: &mut Diagnostics,
    ) {
        // Where it refers to nothing, that is said once.
        let _ = follow(document, item, diagnostics);
        for item in items::path_items(document.root(), item) {
            let Some(node) = Node::at(document, &item, diagnostics) else {
                continue;
            };
            keys::check(&node, &keys::PATH_ITEM, diagnostics);
            for (at, ..) in node.entries(OTHER_OPERATIONS, diagnostics) {
                diagnostics.unread_webhook(&at);
            }
        }
        let methods = METHODS.into_iter().filter_map(|it| {
            let holder = items::holder(document.root(), item, it)?;
            Some((it, Method::of_key(it)?, holder))
        });
        let methods: Vec<_> = methods.collect();
        let has_siblings = methods.len() > 1;
        for (word, method, holder) in methods {
            self.all.push(Site {
                at: pointer::join(&holder, word),
                place: pointer::join(item, word),
                item: holder,
                key: key.to_owned(),
                method,
                has_siblings,
                callback: callback.cloned(),
            });
        }
    }
}
