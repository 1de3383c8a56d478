//! What operations refer to, directly or not.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::select::{self, Operations};
use crate::diagnostics::Diagnostics;
use crate::spec::{items, pointer};

/// The part of a document that belongs to some operations.
pub(super) struct Reached<'a> {
    pub(super) operations: Operations<'a>,
    /// Kind and name.
    pub(super) components: BTreeSet<(&'a str, &'a str)>,
    /// Section and name of webhooks that something refers into.
    pub(super) webhooks: BTreeSet<(&'a str, &'a str)>,
    /// Path items that paths refer to, by their pointers, with the methods that are wanted of them.
    pub(super) items: BTreeMap<String, BTreeSet<&'a str>>,
}

impl<'a> Reached<'a> {
    /// The tags of the operations.
    pub(super) fn tags(&self, document: &'a Value) -> BTreeSet<&'a str> {
        let operations = self.operations.iter().flat_map(|(path, methods)| {
            let methods = methods.iter();
            methods.filter_map(move |method| select::operation(document, path, method))
        });
        operations.flat_map(|(_, it)| select::tags(it)).collect()
    }

    /// What is kept of a component, if anything is.
    pub(super) fn kept(&self, kind: &str, name: &str, component: &Value) -> Option<Value> {
        if self.components.contains(&(kind, name)) {
            return Some(component.clone());
        }
        let at = pointer::join_all("/components", [kind, name]);
        let methods = self.items.get(&at)?;
        let mut item = component.clone();
        if let Value::Object(item) = &mut item {
            item.retain(|key, _| select::is_shared(key) || methods.contains(key.as_str()));
        }
        Some(item)
    }
}

/// True for a section of what the API sends by itself. It belongs to the document as a whole, callbacks to their operations.
pub(super) fn is_of_webhooks(section: &str) -> bool {
    matches!(section, "webhooks" | "x-webhooks")
}

/// Everything that the selected operations need, and what stands outside of paths and components.
pub(super) fn reach<'a>(
    document: &'a Value,
    selected: Operations<'a>,
    diagnostics: &mut Diagnostics,
) -> Reached<'a> {
    let mut walk = Walk {
        document,
        reached: Reached {
            operations: Operations::new(),
            components: BTreeSet::new(),
            webhooks: BTreeSet::new(),
            items: BTreeMap::new(),
        },
        waiting: Vec::new(),
        diagnostics,
    };
    for (key, value) in document.as_object().into_iter().flatten() {
        match (key.as_str(), value) {
            ("paths" | "components", Value::Object(members)) => {
                let own = members.iter().filter(|(name, _)| name.starts_with("x-"));
                let at = pointer::join("", key);
                for (name, value) in own {
                    walk.waiting.push((pointer::join(&at, name), value));
                }
            }
            ("security", _) => walk.security(value),
            (section, Value::Object(_)) if is_of_webhooks(section) => {}
            _ => walk.waiting.push((pointer::join("", key), value)),
        }
    }
    for (path, methods) in selected {
        walk.item(path);
        for method in methods {
            walk.operation(path, method);
        }
    }
    while let Some((at, node)) = walk.waiting.pop() {
        walk.node(&at, node);
    }
    walk.reached
}

struct Walk<'a, 'd> {
    document: &'a Value,
    reached: Reached<'a>,
    /// Nodes that were not looked into yet.
    waiting: Vec<(String, &'a Value)>,
    diagnostics: &'d mut Diagnostics,
}

impl<'a> Walk<'a, '_> {
    /// A path item without its operations: the parameters that they share, servers and more.
    fn item(&mut self, path: &'a str) {
        if self.reached.operations.contains_key(path) {
            return;
        }
        self.reached.operations.insert(path, BTreeSet::new());
        let at = pointer::join("/paths", path);
        for at in items::path_items(self.document, &at) {
            self.shared(&at);
            self.reached.items.entry(at).or_default();
        }
    }

    /// What belongs to a path item, whichever operations of it are wanted.
    fn shared(&mut self, at: &str) {
        let item = self.document.pointer(at).and_then(Value::as_object);
        for (key, value) in item.into_iter().flatten() {
            // Of the item that it refers to, only the operations that are wanted are kept.
            let followed = key == "$ref" && items::path_items(self.document, at).len() > 1;
            if select::is_shared(key) && !followed {
                self.key(at, key, value);
            }
        }
    }

    fn operation(&mut self, path: &'a str, method: &'a str) {
        let methods = self.reached.operations.entry(path).or_default();
        if let Some((at, operation)) = select::operation(self.document, path, method)
            && methods.insert(method)
        {
            let item = pointer::parent(&at).to_owned();
            self.reached.items.entry(item).or_default().insert(method);
            self.waiting.push((at, operation));
        }
    }

    fn node(&mut self, at: &str, node: &'a Value) {
        match node {
            Value::Object(map) => {
                for (key, value) in map {
                    self.key(at, key, value);
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.wait(at, &index.to_string(), item);
                }
            }
            _ => {}
        }
    }

    fn key(&mut self, at: &str, key: &str, value: &'a Value) {
        match (key, value) {
            ("$ref", Value::String(reference)) => {
                self.reference(&pointer::join(at, key), reference);
            }
            ("security", Value::Array(_)) => self.security(value),
            ("discriminator", Value::Object(_)) => {
                self.mapping(&pointer::join(at, key), value);
                self.wait(at, key, value);
            }
            _ => self.wait(at, key, value),
        }
    }

    fn wait(&mut self, at: &str, key: &str, value: &'a Value) {
        if value.is_object() || value.is_array() {
            self.waiting.push((pointer::join(at, key), value));
        }
    }

    /// The values of a mapping are references, or names of schemas.
    fn mapping(&mut self, at: &str, discriminator: &'a Value) {
        let mapping = discriminator.get("mapping").and_then(Value::as_object);
        for (key, value) in mapping.into_iter().flatten() {
            let Some(value) = value.as_str() else {
                continue;
            };
            let schema = pointer::join("/components/schemas", value);
            if self.document.pointer(&schema).is_some() {
                self.target(&schema);
            } else {
                self.reference(&pointer::join_all(at, ["mapping", key]), value);
            }
        }
    }

    /// The schemes of a list of requirements.
    fn security(&mut self, requirements: &'a Value) {
        let requirements = requirements.as_array().into_iter().flatten();
        for (name, _) in requirements.filter_map(Value::as_object).flatten() {
            self.component("securitySchemes", name);
        }
    }

    fn reference(&mut self, at: &str, reference: &str) {
        match pointer::from_fragment(reference) {
            None => self
                .diagnostics
                .reference_left(at, reference, "leads out of this document"),
            Some(target) if self.document.pointer(&target).is_none() => {
                self.diagnostics
                    .reference_left(at, reference, "leads to nothing");
            }
            Some(target) => self.target(&target),
        }
    }

    /// Keeps the component or operation that `target` is or belongs to. All else is kept anyway.
    fn target(&mut self, target: &str) {
        let steps: Vec<_> = target.split('/').skip(1).map(pointer::unescape).collect();
        let steps: Vec<&str> = steps.iter().map(AsRef::as_ref).collect();
        match steps[..] {
            ["components", kind, name, ..] => self.component(kind, name),
            [section, name, ..] if is_of_webhooks(section) => self.webhook(section, name),
            ["paths", path, ref rest @ ..] => {
                let items = self.document.get("paths").and_then(Value::as_object);
                let Some((path, item)) = items.and_then(|it| it.get_key_value(path)) else {
                    return;
                };
                self.item(path);
                for (method, _) in item.as_object().into_iter().flatten() {
                    let meant = rest.first().is_none_or(|it| it == method);
                    if select::is_method(method) && meant {
                        self.operation(path, method);
                    }
                }
            }
            _ => {}
        }
    }

    fn webhook(&mut self, section: &str, name: &str) {
        let sections = self.document.as_object();
        let Some((section, all)) = sections.and_then(|it| it.get_key_value(section)) else {
            return;
        };
        let found = all.as_object().and_then(|it| it.get_key_value(name));
        if let Some((name, item)) = found
            && self.reached.webhooks.insert((section, name))
        {
            self.waiting.push((
                pointer::join_all("", [section.as_str(), name.as_str()]),
                item,
            ));
        }
    }

    fn component(&mut self, kind: &str, name: &str) {
        let kinds = self.document.get("components").and_then(Value::as_object);
        let Some((kind, all)) = kinds.and_then(|it| it.get_key_value(kind)) else {
            return;
        };
        let Some((name, component)) = all.as_object().and_then(|it| it.get_key_value(name)) else {
            return;
        };
        if self.reached.components.insert((kind, name)) {
            let at = pointer::join_all("/components", [kind.as_str(), name.as_str()]);
            self.waiting.push((at, component));
        }
    }
}
