//! What an answer looks like, as far as it tells how a list goes on.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::Lowering;
use super::classes::Class;
use super::view::View;
use crate::spec::pointer;

/// Deepest nesting in which tokens and counts are looked for.
const DEPTH: usize = 4;

/// Most schemas that are looked at for one answer.
const MOST: usize = 1000;

/// What an answer looks like, as far as lists are told by it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Outline {
    /// Text; true if it is an address.
    Text(bool),
    Integer,
    Boolean,
    List(Elements),
    Object(Vec<(String, Outline)>),
    Other,
}

/// What a list is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Elements {
    /// What has a text or an integer `id`.
    WithIds,
    /// Addresses with their relations (RFC 8288), which stand beside anything.
    Links,
    /// Texts, numbers and the like.
    Plain,
    Others,
}

impl Lowering<'_> {
    /// What the answers of a schema look like.
    pub(super) fn outline(&mut self, at: &str) -> Rc<Outline> {
        let canonical = self.canonical(at);
        if let Some(known) = self.outlines.get(&canonical) {
            return Rc::clone(known);
        }
        let outline = Rc::new(self.outline_to(&canonical, DEPTH, MOST));
        self.outlines.insert(canonical, Rc::clone(&outline));
        outline
    }

    /// `most` schemas at most, of which each property may take its share.
    fn outline_to(&mut self, at: &str, depth: usize, most: usize) -> Outline {
        let view = self.view(at);
        match self.class(&view) {
            Class::Text => Outline::Text(is_address(&view)),
            Class::Integer | Class::Number => Outline::Integer,
            Class::Boolean => Outline::Boolean,
            Class::Array => Outline::List(self.elements(&view)),
            Class::Object if depth > 0 => {
                let found = self.members(&view);
                let Some(left) = most.checked_sub(found.len()) else {
                    return Outline::Other;
                };
                let share = left / found.len().max(1);
                let mut seen = BTreeSet::new();
                let mut members: Vec<(String, Outline)> = Vec::new();
                for (at, name) in found {
                    if seen.insert(name.clone()) {
                        let outline = self.outline_to(&at, depth - 1, share);
                        members.push((name, outline));
                    }
                }
                Outline::Object(members)
            }
            Class::Object | Class::Union | Class::Any => Outline::Other,
        }
    }

    /// Pointers and names of properties.
    pub(super) fn members(&mut self, view: &View<'_>) -> Vec<(String, String)> {
        let mut found = Vec::new();
        // The last part is the most specific one.
        for item in view.nodes.iter().rev() {
            for (at, name, _) in item.node.entries("properties", self.diagnostics) {
                found.push((at, name.to_owned()));
            }
        }
        found
    }

    fn elements(&mut self, view: &View<'_>) -> Elements {
        let Some(items) = view.node_with("items").map(|it| it.join("items")) else {
            return Elements::Others;
        };
        let item = self.view(&items);
        if matches!(
            self.class(&item),
            Class::Text | Class::Integer | Class::Number | Class::Boolean
        ) {
            return Elements::Plain;
        }
        let members = self.members(&item);
        let mut is = |name: &str, classes: &[Class]| {
            let found = members.iter().find(|it| it.1 == name);
            found.is_some_and(|(at, _)| {
                let view = self.view(at);
                classes.contains(&self.class(&view))
            })
        };
        if is("id", &[Class::Text, Class::Integer]) {
            return Elements::WithIds;
        }
        let leads = ["href", "uri", "url"]
            .iter()
            .any(|it| is(it, &[Class::Text]));
        if leads && is("rel", &[Class::Text]) {
            Elements::Links
        } else {
            Elements::Others
        }
    }
}

fn is_address(view: &View<'_>) -> bool {
    let texts = ["format", "description", "title", "example"];
    texts.iter().filter_map(|key| view.text(key)).any(|it| {
        let text = it.to_ascii_lowercase();
        ["url", "uri", "http", "link"]
            .iter()
            .any(|it| text.contains(it))
    })
}

/// `nextPageToken` is `nextpagetoken`.
pub(super) fn plain(name: &str) -> String {
    name.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|it| it.to_ascii_lowercase())
        .collect()
}

/// One value of an answer outside its items.
pub(super) struct Leaf<'a> {
    pub(super) at: String,
    /// Names from the outside in.
    pub(super) names: Vec<String>,
    pub(super) outline: &'a Outline,
}

impl Leaf<'_> {
    pub(super) fn name(&self) -> &str {
        self.names.last().map_or("", String::as_str)
    }

    /// The name with that of the object around it: `next` and `cursor` are `nextcursor`.
    pub(super) fn long_name(&self) -> String {
        let from = self.names.len().saturating_sub(2);
        self.names[from..].concat()
    }

    pub(super) fn is_scalar(&self) -> bool {
        matches!(self.outline, Outline::Text(_) | Outline::Integer)
    }

    pub(super) fn is_address(&self) -> bool {
        let says = |it: &String| {
            ["url", "uri", "href", "link"]
                .iter()
                .any(|word| it.contains(word))
        };
        matches!(self.outline, Outline::Text(is_address) if *is_address || self.names.iter().any(says))
    }
}

/// All leaves, the outer ones first.
fn leaves<'a>(at: &str, names: &[String], outline: &'a Outline, found: &mut Vec<Leaf<'a>>) {
    let Outline::Object(members) = outline else {
        return;
    };
    for (name, outline) in members {
        let mut names = names.to_vec();
        names.push(plain(name));
        let at = pointer::join(at, name);
        leaves(&at, &names, outline, found);
        found.push(Leaf { at, names, outline });
    }
}

pub(super) fn all_leaves(body: &Outline) -> Vec<Leaf<'_>> {
    let mut found = Vec::new();
    leaves("", &[], body, &mut found);
    found.sort_by_key(|it| it.names.len());
    found
}
