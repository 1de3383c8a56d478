//! A schema as one list of plain nodes: `$ref` and `allOf` followed, so that the rest of lowering
//! never meets them.

mod aliases;
mod targets;

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use serde_json::{Map, Value};

use self::aliases::alias_of;
pub(super) use self::aliases::{canonical, nearest};
use self::targets::no_schema;
use super::classes::Class;
use super::node::Node;
use super::{Lowering, contradictions, docs, keys, typeless};
use crate::model::Doc;
use crate::spec::{annotations, pointer};

/// Keys that are true or false.
const FLAGS: [&str; 5] = [
    "deprecated",
    "nullable",
    "readOnly",
    "writeOnly",
    "x-sensitive",
];

/// One or more schemas that a value has to fit all together.
#[derive(Clone, Debug)]
pub(super) struct View<'a> {
    /// Where it is used, for messages.
    pub(super) at: String,
    /// What it was made of.
    pub(super) targets: Vec<String>,
    pub(super) nodes: Rc<Vec<ViewNode<'a>>>,
    /// What kind of value fits, once somebody asked.
    pub(super) class: Rc<OnceCell<Class>>,
}

/// What a node of a view is to the schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    /// The schema itself: reached through aliases only ([`alias_of`]).
    Itself,
    /// A part of it.
    Part,
}

#[derive(Clone, Debug)]
pub(super) struct ViewNode<'a> {
    pub(super) node: Node<'a>,
    role: Role,
    /// How many references lead here.
    references: usize,
    /// Its `oneOf` and `anyOf` count; they do not where it is the part that all alternatives share.
    pub(super) open: bool,
}

/// Longest way through `$ref` and `allOf` that is followed.
const DEEPEST: usize = 200;

/// The way to a schema while a view is put together.
#[derive(Default)]
struct Way {
    /// What led here.
    above: Vec<String>,
    /// Everything that was looked at.
    seen: BTreeSet<String>,
    /// How many of those above are references.
    references: usize,
}

/// Marks a target whose alternatives do not count. Pointers begin with a slash.
const SHARED_PART: char = '=';

/// The part of a schema that all its alternatives share, as a target.
pub(super) fn shared_part(target: &str) -> String {
    format!("{SHARED_PART}{}", target.trim_start_matches(SHARED_PART))
}

/// The pointer of a target.
pub(super) fn place(target: &str) -> &str {
    target.trim_start_matches(SHARED_PART)
}

impl<'a> View<'a> {
    /// The first value of a key.
    pub(super) fn first(&self, key: &str) -> Option<&'a Value> {
        self.nodes.iter().find_map(|it| it.node.get(key))
    }

    /// The first node that has a key.
    pub(super) fn node_with(&self, key: &str) -> Option<&Node<'a>> {
        self.nodes.iter().map(|it| &it.node).find(|it| it.has(key))
    }

    /// The first text of a key.
    pub(super) fn text(&self, key: &str) -> Option<&'a str> {
        self.first(key).and_then(Value::as_str)
    }

    /// What the schema says of itself; what is said here comes before the words of what is referred to.
    pub(super) fn doc(&self) -> Doc {
        self.doc_of(&pointer::last(place(&self.at)))
    }

    /// The same of what is called so. Titles that programs make of names say nothing.
    pub(super) fn doc_of(&self, name: &str) -> Doc {
        let nearest = |key: &str, says: &dyn Fn(&ViewNode<'_>, &str) -> bool| {
            let texts = self.nodes.iter().filter_map(|it| {
                let text = it.node.get(key)?.as_str()?;
                says(it, text).then_some((it.references, text))
            });
            texts.min_by_key(|it| it.0).map(|it| it.1)
        };
        let is_title = |it: &ViewNode<'_>, text: &str| {
            let text = docs::letters(text);
            !text.is_empty()
                && text != docs::letters(name)
                && text != docs::letters(&pointer::last(&it.node.at))
        };
        let text = nearest("description", &|_, text| !text.trim().is_empty());
        let text = text.or_else(|| nearest("title", &is_title));
        docs::clean(text.unwrap_or_default())
    }

    /// True if any node sets the flag.
    pub(super) fn flag(&self, key: &str) -> bool {
        self.nodes
            .iter()
            .any(|it| it.node.get(key) == Some(&Value::Bool(true)))
    }

    /// True if null is the only value of this schema.
    pub(super) fn only_null(&self) -> bool {
        let values = self.first("enum").and_then(Value::as_array);
        self.first("type").is_none() && values.is_some_and(|it| **it == [Value::Null])
    }

    /// True if null is a value of this schema; one part of an `allOf` alone cannot allow it, all that have a type can.
    pub(super) fn nullable(&self) -> bool {
        let says = |it: &&ViewNode<'_>| it.node.get("nullable") == Some(&Value::Bool(true));
        let mut typed = self.nodes.iter().filter(|it| it.node.has("type"));
        let mut saying = self.nodes.iter().filter(says);
        saying.clone().any(|it| it.role == Role::Itself)
            || saying.next().is_some() && typed.all(|it| says(&it))
            || self
                .first("enum")
                .and_then(Value::as_array)
                .is_some_and(|values| values.contains(&Value::Null))
    }
}

impl<'a> Lowering<'a> {
    /// The view of the schema at a pointer.
    pub(super) fn view(&mut self, at: &str) -> Rc<View<'a>> {
        // One schema is looked at for its class, its name, its limits, ...
        if let Some(view) = self.views.get(at) {
            return Rc::clone(view);
        }
        let view = match self.referred(at) {
            Some(target) => {
                let target = self.view(&target);
                View {
                    at: at.to_owned(),
                    targets: vec![at.to_owned()],
                    nodes: Rc::clone(&target.nodes),
                    class: Rc::clone(&target.class),
                }
            }
            None => self.expanded(&[at.to_owned()]),
        };
        let view = Rc::new(view);
        self.views.insert(at.to_owned(), Rc::clone(&view));
        view
    }

    /// The schema itself, if this is a mere reference to it: many may refer to one that has many parts.
    fn referred(&mut self, at: &str) -> Option<String> {
        let node = Node::at(self.document, at, self.diagnostics)?;
        node.get("$ref")?;
        self.check_reference(&node);
        let target = self.reference(&node)?;
        let leads_on = self.document.get(&target)?.get("$ref").is_some();
        (!leads_on).then_some(target)
    }

    /// The view of several schemas together.
    pub(super) fn view_of(&mut self, targets: &[String]) -> Rc<View<'a>> {
        match targets {
            [one] => self.view(one),
            _ => Rc::new(self.expanded(targets)),
        }
    }

    fn expanded(&mut self, targets: &[String]) -> View<'a> {
        let mut nodes = Vec::new();
        let role = match targets {
            [_] => Role::Itself,
            _ => Role::Part,
        };
        for target in targets {
            let first = nodes.len();
            let mut way = Way::default();
            self.expand(place(target), role, &mut nodes, &mut way);
            if target.starts_with(SHARED_PART) {
                for it in &mut nodes[first..] {
                    it.open = false;
                }
            }
        }
        let view = View {
            at: targets.first().cloned().unwrap_or_default(),
            targets: targets.to_vec(),
            nodes: Rc::new(nodes),
            class: Rc::default(),
        };
        self.unread.of_length(&view);
        view
    }

    fn expand(&mut self, at: &str, role: Role, nodes: &mut Vec<ViewNode<'a>>, way: &mut Way) {
        if way.above.iter().any(|it| it == at) {
            self.diagnostics.circular_reference(at, at);
            return;
        }
        // Again, it says nothing new: many ways may lead to one schema, twice as many with each step.
        if !way.seen.insert(at.to_owned()) {
            return;
        }
        if way.above.len() >= DEEPEST {
            self.diagnostics.nested_too_deep(at, "`$ref` and `allOf`");
            return;
        }
        let Some(node) = Node::at(self.document, at, self.diagnostics) else {
            return;
        };
        way.above.push(at.to_owned());
        if node.has("$ref") {
            self.check_reference(&node);
            if let Some(target) = self.reference(&node) {
                way.references += 1;
                self.expand(&target, role, nodes, way);
                way.references -= 1;
            }
        } else {
            self.check_schema(&node);
            let alias_of = alias_of(self.document, at).filter(|_| role == Role::Itself);
            let members = node.list("allOf", self.diagnostics);
            let open = !self.lists_one_of(&node, &way.above);
            nodes.push(ViewNode {
                node,
                role,
                references: way.references,
                open,
            });
            for (member, _) in members {
                // Of an alias, the others only say more of it, such as that it may be null.
                let role = if alias_of.is_some() {
                    Role::Itself
                } else {
                    Role::Part
                };
                self.expand(&member, role, nodes, way);
            }
        }
        way.above.pop();
    }

    /// True if a schema lists as an alternative what is a part of it: `Cat` is `allOf: [Pet, …]`, and `Pet` is
    /// `oneOf: [Cat, …]`. To a `Cat`, the other pets mean nothing.
    fn lists_one_of(&mut self, node: &Node<'a>, above: &[String]) -> bool {
        if above.len() < 2 || !node.has("oneOf") && !node.has("anyOf") {
            return false;
        }
        // Each of the heirs asks.
        if !self.listed.contains_key(&node.at) {
            let listed = self.listed_by(node);
            self.listed.insert(node.at.clone(), listed);
        }
        let listed = &self.listed[&node.at];
        let mut above = above.iter().filter(|it| **it != node.at);
        above.any(|it| listed.contains(it))
    }

    /// The schemas of this document that a schema lists as its alternatives.
    fn listed_by(&self, node: &Node<'a>) -> BTreeSet<String> {
        let mut listed = BTreeSet::new();
        for key in ["oneOf", "anyOf"] {
            let list = node.get(key).and_then(Value::as_array);
            for (number, it) in list.into_iter().flatten().enumerate() {
                listed.insert(match it.get("$ref").and_then(Value::as_str) {
                    None => pointer::join_all(&node.at, [key, &number.to_string()]),
                    Some(reference) => match pointer::from_fragment(reference) {
                        Some(at) => self.canonical(&at),
                        None => continue,
                    },
                });
            }
        }
        listed
    }

    /// Of several schemas for one value, those that say what it is: `{}` and a bare `type` add nothing to a part that
    /// says more.
    pub(super) fn telling(&self, parts: &[String]) -> Vec<String> {
        if parts.len() == 1 {
            return parts.to_vec();
        }
        let mut known = BTreeSet::new();
        let mut telling: Vec<String> = Vec::new();
        for part in parts.iter().filter(|it| !self.says_nothing(it)) {
            if known.insert(self.canonical(part)) {
                telling.push(part.clone());
            }
        }
        if telling.is_empty() {
            parts[..1].to_vec()
        } else {
            telling
        }
    }

    fn says_nothing(&self, at: &str) -> bool {
        let canonical = self.canonical(at);
        let Some(map) = self.document.get(&canonical).and_then(Value::as_object) else {
            return false;
        };
        let bare = |value: &Value| value.as_object().is_some_and(Map::is_empty);
        let plain = match map.get("type").and_then(Value::as_str) {
            None | Some("object") => annotations::only_beside(map, "type"),
            Some("array") => {
                map.get("items").is_none_or(bare)
                    && map.keys().all(|key| {
                        matches!(key.as_str(), "type" | "items" | "description" | "nullable")
                    })
            }
            Some(_) => false,
        };
        plain && !map.contains_key("x-sensitive")
    }

    /// What can be wrong with a schema whatever it is used for; each is looked at once.
    fn check_schema(&mut self, node: &Node<'a>) {
        if !self.checked.insert(node.at.clone()) {
            return;
        }
        for key in FLAGS {
            node.flag(key, self.diagnostics);
        }
        keys::check(node, &keys::SCHEMA, self.diagnostics);
        node.array("x-enum-varnames", self.diagnostics);
        contradictions::check(node, self.diagnostics);
        self.typeless.extend(typeless::Typeless::of(node));
    }

    /// Where a `$ref` leads, one step; remote and dangling ones are reported.
    fn reference(&mut self, node: &Node<'a>) -> Option<String> {
        let place = node.join("$ref");
        let reference = node.text("$ref", self.diagnostics)?;
        let Some(target) = pointer::from_fragment(reference) else {
            self.diagnostics.remote_reference(&place, reference);
            return None;
        };
        if self.document.get(&target).is_none() {
            self.diagnostics.dangling_reference(&place, reference);
            return None;
        }
        if let Some(what) = no_schema(self.document, &target) {
            self.diagnostics
                .reference_to_no_schema(&place, reference, what);
            return None;
        }
        let kind = pointer::parent(&target);
        if pointer::parent(kind) == "/components" && kind != "/components/schemas" {
            let kind = pointer::last(kind);
            self.diagnostics
                .reference_to_other_kind(&place, reference, &kind, "schemas");
            return None;
        }
        Some(target)
    }

    /// The schema that a use of it really is: references and annotated aliases followed.
    pub(super) fn canonical(&self, at: &str) -> String {
        canonical(self.document, at)
    }
}
