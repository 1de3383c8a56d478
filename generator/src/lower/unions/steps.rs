//! What inline alternatives are called inside the names that are made for them.

use std::collections::BTreeSet;
use std::rc::Rc;

use indexmap::IndexMap;
use serde_json::Value;

use super::super::Lowering;
use super::super::classes::Class;
use super::super::objects::property_names;
use super::super::view::{View, place};
use crate::naming::upper_camel;
use crate::spec::pointer;

/// Lists inside each other that a name speaks of.
const LISTS: usize = 2;

/// What an alternative is called inside the name of its union.
pub(super) struct Step {
    pub(super) text: String,
    /// It is a component, which has a name of its own.
    pub(super) is_component: bool,
    /// Nothing else tells it from the others.
    pub(super) is_number: bool,
}

/// What an alternative could be called after.
struct Part {
    name: Option<String>,
    is_component: bool,
    /// The value that tells it apart, or its only property.
    value: Option<String>,
    kind: Option<&'static str>,
    /// Of a list, what its elements are; of an object, the only property that it and no other requires, or that it has.
    inside: Option<String>,
}

/// The single value of a property.
struct Only {
    text: String,
    required: bool,
}

impl Lowering<'_> {
    /// Their title, the value of the property that tells them apart, the only property that they have, what kind of value
    /// they are, what is inside, or their number; whatever no other alternative is called.
    pub(super) fn variant_steps(&mut self, alternatives: &[Vec<String>]) -> Vec<Step> {
        let views: Vec<Rc<View<'_>>> = alternatives.iter().map(|it| self.view_of(it)).collect();
        let parts = self.named_parts(alternatives, &views);
        let names = Once::of(parts.iter().filter_map(|it| it.name.as_deref()));
        let values = Once::of(parts.iter().filter_map(|it| it.value.as_deref()));
        let kinds = Once::of(parts.iter().filter_map(|it| it.kind));
        let insides = Once::of(parts.iter().filter_map(|it| it.inside.as_deref()));
        let steps = parts.iter().enumerate().map(|(number, part)| {
            let name = part.name.as_deref();
            let value = part.value.as_deref().filter(|it| values.has(it));
            let inside = part.inside.as_deref().filter(|it| insides.has(it));
            let told = name
                .filter(|it| names.has(it))
                .or(value)
                .or(name)
                .or_else(|| part.kind.filter(|it| kinds.has(it)))
                .or(inside);
            Step {
                is_component: part.is_component,
                is_number: told.is_none(),
                text: told.map_or_else(|| format!("variant_{}", number + 1), str::to_owned),
            }
        });
        steps.collect()
    }

    fn named_parts(&mut self, alternatives: &[Vec<String>], views: &[Rc<View<'_>>]) -> Vec<Part> {
        let values = self.telling_values(views);
        let required = Once::of(views.iter().flat_map(|it| required_names(it)));
        let mut parts = Vec::new();
        for ((targets, view), value) in alternatives.iter().zip(views).zip(values) {
            let class = self.class(view);
            let own = targets.iter().filter(|it| place(it) == it.as_str());
            let names: Option<Vec<String>> = own.map(|it| self.own_name(it)).collect();
            parts.push(Part {
                name: names.map(|it| it.join("_")),
                is_component: targets.len() == 1 && self.is_component(&targets[0]),
                value: value.or_else(|| only_property(view)),
                kind: kind_of(class),
                inside: match class {
                    Class::Array => self.list_name(view, 0),
                    Class::Object => only_required(view, &required).or_else(|| sole(view)),
                    _ => None,
                },
            });
        }
        parts
    }

    /// A list after what its elements are: `text_list`.
    fn list_name(&mut self, view: &View<'_>, depth: usize) -> Option<String> {
        let at = view.node_with("items")?.join("items");
        let name = self.own_name(&at);
        let items = self.view(&at);
        let class = self.class(&items);
        let of = match (name, class) {
            (Some(name), _) => name,
            (None, Class::Array) if depth < LISTS => self.list_name(&items, depth + 1)?,
            (None, class) => kind_of(class)?.to_owned(),
        };
        Some(format!("{of}_list"))
    }

    fn is_component(&self, at: &str) -> bool {
        pointer::parent(&self.canonical(at)) == "/components/schemas"
    }

    /// The name of the component that an alternative is, or its title.
    fn own_name(&mut self, at: &str) -> Option<String> {
        if self.is_component(at) {
            return Some(pointer::last(&self.canonical(at)));
        }
        self.view(at).text("title").map(str::to_owned)
    }

    /// The values of the property that most alternatives have a single value of, each another one; of alternatives without it,
    /// the first value that they cannot be without.
    fn telling_values(&mut self, views: &[Rc<View<'_>>]) -> Vec<Option<String>> {
        let all: Vec<IndexMap<&str, Only>> = views.iter().map(|it| self.only_values(it)).collect();
        let mut properties: IndexMap<&str, Vec<&Only>> = IndexMap::new();
        for (name, only) in all.iter().flatten() {
            properties.entry(name).or_default().push(only);
        }
        properties.retain(|_, it| {
            let names: BTreeSet<String> = it.iter().map(|it| upper_camel(&it.text)).collect();
            it.len() > 1 && names.len() == it.len()
        });
        let weight = |it: &[&Only]| (it.len(), it.iter().filter(|it| it.required).count());
        let telling = properties.iter().rev().max_by_key(|it| weight(it.1));
        let telling = telling.map(|it| *it.0);
        let values = all.iter().map(|values| {
            let first = || values.values().find(|it| it.required);
            let only = telling.and_then(|it| values.get(it)).or_else(first);
            only.map(|it| it.text.clone())
        });
        values.collect()
    }

    /// The properties of an object that have a single value.
    fn only_values<'a>(&self, view: &View<'a>) -> IndexMap<&'a str, Only> {
        let required = required_names(view);
        let mut found = IndexMap::new();
        for item in view.nodes.iter() {
            let properties = item.node.get("properties").and_then(Value::as_object);
            for (name, schema) in properties.into_iter().flatten() {
                let leads_on = ["$ref", "allOf"].iter().any(|it| schema.get(it).is_some());
                let only = match schema.get("enum") {
                    Some(values) => only_value(name, values),
                    None if leads_on => {
                        let at = pointer::join_all(&item.node.at, ["properties", name]);
                        self.only_behind(name, &at)
                    }
                    None => None,
                };
                if let Some(text) = only {
                    let required = required.contains(name.as_str());
                    let only = Only { text, required };
                    found.entry(name.as_str()).or_insert(only);
                }
            }
        }
        found
    }

    /// The single value of a property that only refers to its schema.
    fn only_behind(&self, name: &str, at: &str) -> Option<String> {
        let canonical = self.canonical(at);
        let schema = self.document.get(&canonical).filter(|_| canonical != at)?;
        only_value(name, schema.get("enum")?)
    }
}

/// Texts that are there once, as the names made of them.
struct Once(IndexMap<String, usize>);

impl Once {
    fn of<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        let mut counts = IndexMap::new();
        for text in texts {
            *counts.entry(upper_camel(text)).or_default() += 1;
        }
        Self(counts)
    }

    fn has(&self, text: &str) -> bool {
        self.0.get(&upper_camel(text)) == Some(&1)
    }
}

/// A single value as a part of a name; a number or a flag says nothing without the name of its property.
fn only_value(name: &str, values: &Value) -> Option<String> {
    match values.as_array()?.as_slice() {
        [Value::String(text)] if is_word(text) => Some(text.clone()),
        [Value::String(text)] => Some(format!("{name}_{text}")),
        [value @ (Value::Number(_) | Value::Bool(_))] => Some(format!("{name}_{value}")),
        _ => None,
    }
}

fn is_word(text: &str) -> bool {
    text.starts_with(char::is_alphabetic)
}

fn kind_of(class: Class) -> Option<&'static str> {
    Some(match class {
        Class::Boolean => "bool",
        Class::Integer => "integer",
        Class::Number => "number",
        Class::Text => "text",
        Class::Array => "list",
        Class::Object => "object",
        Class::Union | Class::Any => return None,
    })
}

/// The property of an object with a single one, which it cannot be without: so serde tags alternatives from outside.
fn only_property(view: &View<'_>) -> Option<String> {
    let only = sole(view)?;
    required_names(view).contains(only.as_str()).then_some(only)
}

fn sole(view: &View<'_>) -> Option<String> {
    let names = property_names(view);
    let only = names.first().filter(|_| names.len() == 1)?;
    Some((*only).to_owned())
}

/// The property that an alternative requires and no other does, if there is one such.
fn only_required(view: &View<'_>, required: &Once) -> Option<String> {
    let mut own = required_names(view)
        .into_iter()
        .filter(|it| required.has(it));
    let only = own.next()?;
    own.next().is_none().then(|| only.to_owned())
}

fn required_names<'a>(view: &View<'a>) -> BTreeSet<&'a str> {
    let lists = view
        .nodes
        .iter()
        .filter_map(|it| it.node.get("required")?.as_array());
    lists.flatten().filter_map(Value::as_str).collect()
}
