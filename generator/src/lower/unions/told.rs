//! Discriminators: the property that tells the alternatives of a union apart, and its values.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::super::Lowering;
use super::super::classes::Class;
use super::super::node::{Node, typed};
use super::super::view::{View, ViewNode};
use crate::model::{Type, UnionVariant};
use crate::naming::upper_camel;
use crate::spec::pointer;

/// A discriminator.
pub(super) struct Told {
    pub(super) property: String,
    mapped: Rc<Mapped>,
    /// Its values are text in every alternative, as those of a discriminator have to be.
    pub(super) is_text: bool,
}

/// The property of a discriminator, and its values.
pub(in crate::lower) type Mapping = (String, Rc<Mapped>);

/// Values of a discriminator by the pointer of the schema they mean.
pub(in crate::lower) type Mapped = BTreeMap<String, Vec<String>>;

impl<'a> Lowering<'a> {
    /// What tells the alternatives apart: the discriminator beside them, or that of the base that all of them build on.
    pub(super) fn told(&mut self, view: &View<'_>, alternatives: &[Vec<String>]) -> Option<Told> {
        let own = view.node_with("discriminator").cloned();
        let node = own.or_else(|| self.inherited(alternatives))?;
        let (property, mapped) = self.mapping(&node)?;
        Some(Told {
            is_text: self.are_texts(&property, alternatives),
            property,
            mapped,
        })
    }

    /// What a discriminator says, which many lists may have in common.
    fn mapping(&mut self, node: &Node<'_>) -> Option<Mapping> {
        if let Some(known) = self.mappings.get(&node.at) {
            return known.clone();
        }
        let discriminator = self.discriminator(node);
        let made = discriminator.map(|it| {
            let mapped = self.mapped(&it, &node.join("discriminator"));
            (it.property_name, Rc::new(mapped))
        });
        self.mappings.insert(node.at.clone(), made.clone());
        made
    }

    fn are_texts(&mut self, property: &str, alternatives: &[Vec<String>]) -> bool {
        alternatives.iter().all(|targets| {
            let view = self.view_of(targets);
            let parts = self.property(&view, property);
            if parts.is_empty() {
                return true;
            }
            let view = self.view_of(&parts);
            matches!(self.class(&view), Class::Text | Class::Any | Class::Union)
        })
    }

    /// The nearest schema with a discriminator that all alternatives have as a part.
    fn inherited(&mut self, alternatives: &[Vec<String>]) -> Option<Node<'a>> {
        let (first, others) = alternatives.split_first()?;
        let mut common = self.bases(first);
        for targets in others {
            if common.is_empty() {
                return None;
            }
            let bases: BTreeSet<String> = self.bases(targets).into_iter().map(|it| it.at).collect();
            common.retain(|it| bases.contains(&it.at));
        }
        common.into_iter().next()
    }

    /// The parts of an alternative with a discriminator. One that lists alternatives of its own tells those apart, unless
    /// this is one of them.
    fn bases(&mut self, targets: &[String]) -> Vec<Node<'a>> {
        let own = self.canonical(&targets[0]);
        let view = self.view_of(targets);
        let tells = |it: &&ViewNode<'_>| {
            let lists = it.open && (it.node.has("oneOf") || it.node.has("anyOf"));
            it.node.has("discriminator") && it.node.at != own && !lists
        };
        let found = view.nodes.iter().filter(tells);
        found.map(|it| it.node.clone()).collect()
    }

    fn discriminator(&mut self, node: &Node<'_>) -> Option<openapiv3::Discriminator> {
        let at = node.join("discriminator");
        let default = pointer::join(&at, "defaultMapping");
        if self.document.get(&default).is_some() {
            let help = "a value of a kind that is not in the list stays as it came";
            self.diagnostics.not_in_30(&default, "defaultMapping", help);
        }
        typed(
            &node.map["discriminator"],
            &at,
            "a discriminator",
            self.diagnostics,
        )
    }

    /// The values that the mapping of a discriminator has for each schema.
    fn mapped(&mut self, discriminator: &openapiv3::Discriminator, at: &str) -> Mapped {
        let mut mapped = Mapped::new();
        for (tag, name) in &discriminator.mapping {
            let to = pointer::from_fragment(name)
                .unwrap_or_else(|| pointer::join("/components/schemas", name));
            if self.document.get(&to).is_none() {
                let at = pointer::join_all(at, ["mapping", tag]);
                self.diagnostics.dangling_reference(&at, name);
            }
            let tags = mapped.entry(self.canonical(&to)).or_default();
            tags.push(tag.clone());
        }
        mapped
    }

    /// The values of the discriminator that mean this alternative: mapped ones; else what the alternative itself
    /// lists for the property; else the component's name.
    pub(super) fn tags(&mut self, told: &Told, targets: &[String]) -> Vec<String> {
        if !told.is_text {
            return Vec::new();
        }
        let target = self.canonical(&targets[0]);
        let listed = self.listed_tags(&told.property, targets);
        if let Some(tags) = told.mapped.get(&target) {
            if let Some(tag) = tags.first().filter(|_| !listed.texts.is_empty())
                && !tags.iter().any(|it| listed.has(it))
            {
                let diagnostics = &mut *self.diagnostics;
                diagnostics.tag_not_listed(&target, tag, &told.property);
            }
            return tags.clone();
        }
        if pointer::parent(&target) != "/components/schemas" {
            return listed.texts.clone();
        }
        // Where all alternatives inherit one list, each is the value that is called like it.
        let name = pointer::last(&target);
        match listed.called(&name) {
            Some(it) => vec![it.to_owned()],
            None if listed.texts.is_empty() => vec![name],
            None => listed.texts.clone(),
        }
    }

    /// What an alternative lists for the property that tells it from others. Many may refer to one list.
    fn listed_tags(&mut self, property: &str, targets: &[String]) -> Rc<Listed> {
        let view = self.view_of(targets);
        let parts = self.property(&view, property);
        if parts.is_empty() {
            return Rc::default();
        }
        let key: Vec<String> = parts.iter().map(|it| self.canonical(it)).collect();
        if let Some(known) = self.listed_texts.get(&key) {
            return known.clone();
        }
        let view = self.view_of(&parts);
        let known = self.known_values(&view);
        let texts = known.iter().filter_map(|it| it.value.as_str());
        let made = Rc::new(Listed::of(texts.map(str::to_owned).collect()));
        self.listed_texts.insert(key, made.clone());
        made
    }
}

/// The texts that a schema lists.
#[derive(Default)]
pub(in crate::lower) struct Listed {
    /// In the order of the document.
    texts: Vec<String>,
    /// The same, to look them up.
    sorted: BTreeSet<String>,
    /// The first that has a name, by that name.
    named: BTreeMap<String, usize>,
}

impl Listed {
    fn of(texts: Vec<String>) -> Self {
        let mut named = BTreeMap::new();
        for (number, text) in texts.iter().enumerate() {
            named.entry(upper_camel(text)).or_insert(number);
        }
        let sorted = texts.iter().cloned().collect();
        Self {
            texts,
            sorted,
            named,
        }
    }

    fn has(&self, text: &str) -> bool {
        self.sorted.contains(text)
    }

    /// The one that has the same name as a component.
    fn called(&self, name: &str) -> Option<&str> {
        let number = self.named.get(&upper_camel(name))?;
        Some(&self.texts[*number])
    }
}

/// Whether each alternative is a type of its own with values of the tag that no other has.
pub(super) fn are_tagged(variants: &[UnionVariant]) -> bool {
    let mut seen = BTreeSet::new();
    let mut tags = variants.iter().flat_map(|it| &it.tags);
    let named = |it: &UnionVariant| matches!(it.ty, Type::Named(_)) && !it.tags.is_empty();
    variants.iter().all(named) && tags.all(|it| seen.insert(it))
}
