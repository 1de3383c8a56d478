//! Properties that tell alternatives apart, and what they are for each.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value as Json};

use super::classes::class;
use super::known::address;
use super::parts::{Part, Parts};
use super::schema_parts::{flags, items, list, plain};
use super::schemas::Schemas;
use crate::spec::pointer;

/// The property that tells alternatives apart.
#[derive(Debug)]
pub(super) struct Told {
    property: String,
    /// What the discriminator calls a schema, in its order; the first counts.
    mapping: BTreeMap<String, (usize, String)>,
    /// Whether all alternatives are objects.
    objects: bool,
}

/// The property that tells the alternatives of `map` apart.
pub(super) fn told<'a>(of: &Schemas<'a>, map: Part<'a>, all: &[&'a Json]) -> Option<Told> {
    let discriminator = map.get("discriminator");
    let discriminator = discriminator.or_else(|| inherited(of, all))?;
    let property = discriminator.get("propertyName")?.as_str()?;
    if !all.iter().all(|it| may_be_text(of, it, property)) {
        return None;
    }
    let tags = discriminator.get("mapping").and_then(Json::as_object);
    let mut mapping = BTreeMap::new();
    for (number, (tag, target)) in tags.into_iter().flatten().enumerate() {
        let target = target.as_str().unwrap_or_default();
        let first = mapping.entry(target.to_owned());
        first.or_insert_with(|| (number, tag.clone()));
    }
    Some(Told {
        property: property.to_owned(),
        mapping,
        objects: all_objects(of, map),
    })
}

impl Told {
    /// The property, and what it is for one of the alternatives.
    pub(super) fn tag<'a>(&self, of: &Schemas<'a>, taken: &'a Json) -> Option<(String, String)> {
        let property = &self.property;
        let name = taken.get("$ref").and_then(Json::as_str).unwrap_or_default();
        let component = pointer::last(name);
        let mapped = [name, &component].map(|it| self.mapping.get(it));
        if let Some((_, tag)) = mapped.into_iter().flatten().min() {
            return Some((property.clone(), tag.clone()));
        }
        // What the alternative itself says of the property counts more than the name of its schema.
        let mut parts = Parts::default();
        plain(of, taken, &mut parts, 0)?;
        let own = parts.iter().find_map(|it| {
            let mut own = Parts::default();
            plain(of, it.get("properties")?.get(property)?, &mut own, 0)?;
            own.iter().find_map(|it| {
                let mut texts = list(it, "enum").into_iter().filter_map(Json::as_str);
                let first = texts.clone().next();
                texts
                    .find(|it| letters(it) == letters(&component))
                    .or(first)
            })
        });
        if own.is_none() && (name.is_empty() || !self.objects) {
            // What has no properties cannot be told by one, and the others need not have it then.
            return None;
        }
        Some((property.clone(), own.map_or(component, str::to_owned)))
    }
}

/// Whether a property can have the text that its discriminator says, as far as it lists texts.
pub(super) fn can_be<'a>(of: &Schemas<'a>, property: &[&'a Json], text: &str) -> bool {
    let mut parts = Parts::default();
    for schema in property {
        plain(of, schema, &mut parts, 0);
    }
    let lists = parts.iter().filter_map(|it| it.get("enum")?.as_array());
    let mut lists = lists.peekable();
    lists.peek().is_none() || lists.any(|it| it.iter().any(|it| it == text))
}

/// A name without what people write differently.
fn letters(text: &str) -> String {
    let letters = text.chars().filter(|it| it.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// Whether all alternatives are objects.
fn all_objects<'a>(of: &Schemas<'a>, map: Part<'a>) -> bool {
    let alternatives = ["oneOf", "anyOf"].map(|key| list(map, key));
    alternatives.concat().into_iter().all(|it| {
        let mut parts = Parts::default();
        plain(of, it, &mut parts, 0);
        ["", "object"].contains(&class(of, &parts))
    })
}

/// The optional properties of an alternative with a single text that no other has: whoever makes one says that it is one.
pub(super) fn fixed<'a>(
    of: &Schemas<'a>,
    all: &[&'a Json],
    taken: &'a Json,
) -> Vec<(String, String)> {
    let mut parts = Parts::default();
    plain(of, taken, &mut parts, 0);
    let required = parts.iter().flat_map(|it| list(it, "required"));
    let required: BTreeSet<&str> = required.filter_map(Json::as_str).collect();
    let maps = parts
        .iter()
        .filter_map(|it| it.get("properties")?.as_object());
    let names: BTreeSet<&String> = maps.flat_map(Map::keys).collect();
    let optional = names
        .into_iter()
        .filter(|it| !required.contains(it.as_str()));
    let texts = optional.filter_map(|name| {
        let text = only_text(of, taken, name)?;
        let mut others = all.iter().filter(|it| !std::ptr::eq(**it, taken));
        let shared = others.any(|it| only_text(of, it, name) == Some(text));
        (!shared).then(|| (name.clone(), text.to_owned()))
    });
    texts.collect()
}

/// The only text that a property of an alternative may be.
fn only_text<'a>(of: &Schemas<'a>, it: &'a Json, property: &str) -> Option<&'a str> {
    let mut parts = Parts::default();
    plain(of, it, &mut parts, 0)?;
    let schemas = parts
        .iter()
        .filter_map(|it| it.get("properties")?.get(property));
    let schemas: Vec<&Json> = schemas.collect();
    flags(of, &schemas).filter(|it| !it.nullable && !it.read_only)?;
    let mut own = Parts::default();
    for schema in schemas {
        plain(of, schema, &mut own, 0)?;
    }
    let texts = own.iter().find_map(|it| it.get("enum")?.as_array())?;
    match texts.as_slice() {
        [Json::String(text)] => Some(text),
        _ => None,
    }
}

/// Whether an alternative says nothing else of a property.
fn may_be_text<'a>(of: &Schemas<'a>, it: &'a Json, property: &str) -> bool {
    let (mut parts, mut own) = (Parts::default(), Parts::default());
    plain(of, it, &mut parts, 0);
    let schemas = parts
        .iter()
        .filter_map(|it| it.get("properties")?.get(property));
    schemas.for_each(|it| {
        plain(of, it, &mut own, 0);
    });
    ["string", ""].contains(&class(of, &own))
}

/// The discriminator of what all alternatives are made of. Where that lists alternatives itself, they have to be among them.
fn inherited<'a>(of: &Schemas<'a>, all: &[&'a Json]) -> Option<&'a Json> {
    let mut common: Option<Vec<Part<'a>>> = None;
    for it in all {
        let mut parts = Parts::default();
        plain(of, it, &mut parts, 0)?;
        let is_heir = |base: &Part<'a>| {
            let listed = || {
                let all = of.known.listed(of, base);
                let lists = parts.iter().any(|it| all.contains(&address(it)));
                lists
                    || ["oneOf", "anyOf"]
                        .iter()
                        .all(|key| items(base, key).is_empty())
            };
            base.contains_key("discriminator") && listed()
        };
        common = Some(match common {
            None => parts.iter().skip(1).copied().filter(is_heir).collect(),
            Some(before) => {
                let own = parts.first().copied();
                let is_own = |it: &Part<'a>| own.is_some_and(|own| std::ptr::eq(*it, own));
                let shared = before
                    .into_iter()
                    .filter(|it| parts.has(it) && is_heir(it) && !is_own(it));
                shared.collect()
            }
        });
    }
    common?.first()?.get("discriminator")
}
