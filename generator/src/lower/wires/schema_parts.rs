//! What a value has to fit all together: a schema with everything it refers to, and one of its alternatives.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use serde_json::{Map, Value as Json};

use super::classes::{class, class_with_alternative};
use super::known::Fitting;
use super::parts::{Part, Parts};
use super::schemas::{Schemas, Way};
use crate::spec::pointer;

/// Longest chain of references and parts.
const DEPTH: usize = 24;

/// Everything that one value has to fit.
#[derive(Debug, Default)]
pub(super) struct Whole<'a> {
    pub(super) parts: Parts<'a>,
    /// Properties that tell alternatives apart, and what they are.
    pub(super) tags: Vec<(String, String)>,
    /// The JSON type; empty if any fits.
    pub(super) class: &'static str,
}

/// What a property says of itself.
pub(super) struct Flags {
    pub(super) read_only: bool,
    pub(super) write_only: bool,
    pub(super) nullable: bool,
}

/// Puts several schemas together.
pub(super) fn whole<'a>(of: &Schemas<'a>, schemas: &[&'a Json]) -> Option<Whole<'a>> {
    let mut parts = Parts::default();
    for schema in schemas {
        plain(of, schema, &mut parts, 0)?;
    }
    let own = class(of, &parts);
    let mut whole = Whole {
        class: if own.is_empty() {
            of_alternatives(of, &parts)
        } else {
            own
        },
        ..Whole::default()
    };
    for schema in schemas {
        collect(of, schema, &mut whole, 0)?;
    }
    whole.class = class_with_alternative(of, &whole.parts);
    Some(whole)
}

/// The type that all alternatives of a list have, so that those of another list can keep to it.
fn of_alternatives<'a>(of: &Schemas<'a>, parts: &[Part<'a>]) -> &'static str {
    let keys = ["oneOf", "anyOf"];
    let lists = parts.iter().flat_map(|it| keys.map(|key| (*it, key)));
    let mut found = lists.map(|(it, key)| of.known.class(of, it, key));
    found.find(|it| !it.is_empty()).unwrap_or_default()
}

pub(super) fn common_class<'a>(of: &Schemas<'a>, alternatives: &'a [Json]) -> &'static str {
    let classes = alternatives.iter().map(|it| {
        let mut parts = Parts::default();
        plain(of, it, &mut parts, 0).map_or("", |()| class(of, &parts))
    });
    let classes: BTreeSet<&str> = classes.collect();
    let mut classes = classes.into_iter();
    let first = classes.next();
    first
        .filter(|_| classes.next().is_none())
        .unwrap_or_default()
}

pub(super) fn flags<'a>(of: &Schemas<'a>, schemas: &[&'a Json]) -> Option<Flags> {
    let says = |it: &Part<'a>, key: &str| it.get(key) == Some(&Json::Bool(true));
    let mut parts = Parts::default();
    let mut nullable = true;
    for schema in schemas {
        let first = parts.len();
        plain(of, schema, &mut parts, 0)?;
        // One member of an `allOf` alone cannot allow null; what stands beside it is meant to.
        let own = &parts[first..];
        let mut typed = own.iter().filter(|it| it.contains_key("type"));
        nullable &= own.first().is_some_and(|it| says(it, "nullable"))
            || own.iter().any(|it| says(it, "nullable")) && typed.all(|it| says(it, "nullable"));
    }
    let has = |key: &str| parts.iter().any(|it| says(it, key));
    let (read_only, write_only) = (has("readOnly"), has("writeOnly"));
    Some(Flags {
        // Both together are neither.
        read_only: read_only && !write_only,
        write_only: write_only && !read_only,
        nullable: nullable && !parts.is_empty(),
    })
}

/// A schema with its parts, alternatives left out.
pub(super) fn plain<'a>(
    of: &Schemas<'a>,
    schema: &'a Json,
    parts: &mut Parts<'a>,
    depth: usize,
) -> Option<()> {
    let Some(map) = schema.as_object() else {
        return Some(());
    };
    if depth > DEPTH {
        return None;
    }
    if let Some(target) = reference(of, map) {
        return plain(of, target.ok()?, parts, depth + 1);
    }
    if !parts.add(map) {
        return Some(());
    }
    for member in list(map, "allOf") {
        plain(of, member, parts, depth + 1)?;
    }
    Some(())
}

/// The same with one of the alternatives.
fn collect<'a>(
    of: &Schemas<'a>,
    schema: &'a Json,
    whole: &mut Whole<'a>,
    depth: usize,
) -> Option<()> {
    let Some(map) = schema.as_object() else {
        return Some(());
    };
    if depth > DEPTH {
        return None;
    }
    if let Some(target) = reference(of, map) {
        return collect(of, target.ok()?, whole, depth + 1);
    }
    if !whole.parts.add(map) {
        return Some(());
    }
    for member in list(map, "allOf") {
        collect(of, member, whole, depth + 1)?;
    }
    for key in ["oneOf", "anyOf"] {
        alternative(of, map, key, whole, depth)?;
    }
    Some(())
}

/// Takes one of the alternatives, or the next one that has a value.
fn alternative<'a>(
    of: &Schemas<'a>,
    map: Part<'a>,
    key: &'static str,
    whole: &mut Whole<'a>,
    depth: usize,
) -> Option<()> {
    if items(map, key).is_empty() {
        return Some(());
    }
    let class = whole.class;
    let known = of.known;
    known.with_fitting(of, (map, key), class, |fitting| {
        take_one(of, (map, key), fitting, whole, depth)
    })
}

fn take_one<'a>(
    of: &Schemas<'a>,
    (map, key): (Part<'a>, &'static str),
    fitting: &Fitting,
    whole: &mut Whole<'a>,
    depth: usize,
) -> Option<()> {
    let list = items(map, key);
    let count = fitting.numbers.len();
    if count == 0 {
        return Some(());
    }
    let mut there = fitting.among(&whole.parts).into_iter();
    let is_made_of = |it: &usize| is_made_of(of, &list[fitting.numbers[*it]], map);
    if let Some(number) = there.find(is_made_of) {
        tell(of, (map, list), (fitting, number), whole);
        return Some(());
    }
    let first = of.pick(std::ptr::from_ref(map).addr(), count);
    for number in (0..count).map(|it| (first + it) % count) {
        let taken = &list[fitting.numbers[number]];
        // What led here is no alternative to itself.
        if leads_to_one_of(of, taken, &whole.parts) {
            continue;
        }
        let before = (whole.parts.len(), whole.tags.len());
        if collect(of, taken, whole, depth + 1).is_some() {
            tell(of, (map, list), (fitting, number), whole);
            return Some(());
        }
        whole.parts.truncate(before.0);
        whole.tags.truncate(before.1);
        if !of.tries_another() {
            break;
        }
    }
    None
}

/// Notes what tells an alternative from the others.
fn tell<'a>(
    of: &Schemas<'a>,
    (map, list): (Part<'a>, &'a [Json]),
    (fitting, number): (&Fitting, usize),
    whole: &mut Whole<'a>,
) {
    let taken = &list[fitting.numbers[number]];
    let told = fitting.told(of, map, list);
    whole.tags.extend(told.and_then(|it| it.tag(of, taken)));
    if of.way == Way::Request {
        whole.tags.extend(fitting.fixed(of, list, number));
    }
}

/// Whether an alternative is made of what lists it: where it led there, nothing more is chosen.
fn is_made_of<'a>(of: &Schemas<'a>, it: &'a Json, base: Part<'a>) -> bool {
    let mut parts = Parts::default();
    plain(of, it, &mut parts, 0).is_some()
        && parts.has(base)
        && parts.first().is_some_and(|own| !std::ptr::eq(*own, base))
}

fn leads_to_one_of<'a>(of: &Schemas<'a>, schema: &'a Json, parts: &Parts<'a>) -> bool {
    target(of, schema).is_some_and(|it| parts.has(it))
}

/// What a schema is, or refers to.
pub(super) fn target<'a>(of: &Schemas<'a>, schema: &'a Json) -> Option<Part<'a>> {
    let mut schema = schema;
    for _ in 0..DEPTH {
        let map = schema.as_object()?;
        match reference(of, map) {
            Some(Ok(target)) => schema = target,
            Some(Err(_)) => return None,
            None => return Some(map),
        }
    }
    None
}

/// True for an alternative of the type that the rest of the schema has, null left out.
pub(super) fn fits<'a>(of: &Schemas<'a>, it: &'a Json, wanted: &str) -> bool {
    let mut parts = Parts::default();
    if plain(of, it, &mut parts, 0).is_none() {
        return false;
    }
    let null = |it: &Part<'_>| {
        let values = it.get("enum").and_then(Json::as_array);
        values.is_some_and(|it| it.iter().all(Json::is_null))
            || it.get("type").and_then(Json::as_str) == Some("null")
    };
    let class = class(of, &parts);
    let same = class.is_empty() || wanted.is_empty() || class == wanted;
    same && !parts.iter().any(null)
}

/// Refers to nothing that is there.
struct Dangling;

/// What a reference refers to; `None` if it is none.
fn reference<'a>(of: &Schemas<'a>, map: Part<'a>) -> Option<Result<&'a Json, Dangling>> {
    let text = map.get("$ref")?.as_str()?;
    let target = pointer::from_fragment(text).and_then(|at| of.document.get(&at));
    Some(target.ok_or(Dangling))
}

pub(super) fn items<'a>(map: Part<'a>, key: &str) -> &'a [Json] {
    let items = map.get(key).and_then(Json::as_array);
    items.map_or(&[], Vec::as_slice)
}

pub(super) fn list<'a>(map: Part<'a>, key: &str) -> Vec<&'a Json> {
    map.get(key)
        .and_then(Json::as_array)
        .into_iter()
        .flatten()
        .collect()
}

impl<'a> Whole<'a> {
    /// The names of the properties that are always there.
    pub(super) fn required(&self) -> BTreeSet<&'a str> {
        let lists = self
            .parts
            .iter()
            .filter_map(|it| it.get("required")?.as_array());
        lists.flatten().filter_map(Json::as_str).collect()
    }

    /// The properties in the order of the document, each with all its schemas.
    pub(super) fn properties(&self) -> impl Iterator<Item = (&'a str, Vec<&'a Json>)> + use<'a> {
        let mut maps = self.property_maps();
        let (first, second) = (maps.next(), maps.next());
        let only = first.filter(|_| second.is_none());
        let mut found: IndexMap<&str, Vec<&Json>> = IndexMap::new();
        let several = first.into_iter().chain(second).chain(maps);
        for (name, schema) in several.filter(|_| only.is_none()).flatten() {
            found.entry(name).or_default().push(schema);
        }
        let of_one = only.into_iter().flatten();
        of_one
            .map(|(name, schema)| (name.as_str(), vec![schema]))
            .chain(found)
    }

    pub(super) fn has_properties(&self) -> bool {
        self.property_maps().any(|it| !it.is_empty())
    }

    /// Whether a property has this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.property_maps().any(|it| it.contains_key(name))
    }

    fn property_maps(&self) -> impl Iterator<Item = &'a Map<String, Json>> {
        let parts = self.parts.iter();
        parts.filter_map(|it| it.get("properties")?.as_object())
    }

    /// What a property is because it tells alternatives apart.
    pub(super) fn tag(&self, name: &str) -> Option<&str> {
        let mut tags = self.tags.iter();
        tags.find(|(it, _)| it == name).map(|(_, tag)| tag.as_str())
    }

    /// Whether other properties are forbidden.
    pub(super) fn closed(&self) -> bool {
        let mut parts = self.parts.iter();
        parts.any(|it| it.get("additionalProperties") == Some(&Json::Bool(false)))
    }

    /// The smallest number of a key.
    pub(super) fn least(&self, key: &str) -> Option<f64> {
        let numbers = self.parts.iter().filter_map(|it| it.get(key)?.as_f64());
        numbers.reduce(f64::min)
    }

    /// The largest number of a key.
    pub(super) fn most(&self, key: &str) -> Option<f64> {
        let numbers = self.parts.iter().filter_map(|it| it.get(key)?.as_f64());
        numbers.reduce(f64::max)
    }

    /// The product of all different numbers of a key, which is a multiple of each.
    pub(super) fn product(&self, key: &str) -> Option<f64> {
        let mut numbers: Vec<f64> = Vec::new();
        for number in self.parts.iter().filter_map(|it| it.get(key)?.as_f64()) {
            if !numbers.contains(&number) {
                numbers.push(number);
            }
        }
        numbers.into_iter().reduce(|a, b| a * b)
    }

    pub(super) fn flag(&self, key: &str) -> bool {
        self.parts
            .iter()
            .any(|it| it.get(key) == Some(&Json::Bool(true)))
    }

    pub(super) fn text(&self, key: &str) -> Option<&'a str> {
        self.parts.iter().find_map(|it| it.get(key)?.as_str())
    }
}
