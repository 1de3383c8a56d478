//! What references of 3.1 mean: anchors and pointers count within the schema around them that has an `$id`, and other
//! references are addresses, told by the `$id`s and by the `$self` of the document (JSON Schema core, 8.2).

use std::collections::BTreeMap;

use super::addresses::resolve;
use super::places;
use super::references::fragment;
use crate::diagnostics::Diagnostics;
use crate::spec::document::Document;
use crate::spec::pointer;

/// Makes every reference a pointer from the root: those to anchors, to `$id`s, and to the `$defs` of a schema around it.
pub(super) fn make_absolute(document: &mut Document, diagnostics: &mut Diagnostics) {
    let places = places::schemas(&document.value);
    let (resources, scopes) = Resources::of(document, &places, diagnostics);
    for (at, scope) in places.iter().zip(scopes) {
        let node = document.get(at);
        let text = |key: &str| node.and_then(|it| it.get(key)?.as_str()).map(str::to_owned);
        if let Some(reference) = text("$dynamicRef") {
            let place = pointer::join(at, "$dynamicRef");
            let help =
                "it is taken for a `$ref`: no schema that uses this one can replace its target";
            diagnostics.not_in_30(&place, "$dynamicRef", help);
            document.origins.copy(&place, &pointer::join(at, "$ref"));
            let target = resources.target(document, at, scope, &reference);
            let target = target.map_or(reference, |it| fragment(&it));
            set_reference(document, at, "$dynamicRef", target);
        } else if let Some(reference) = text("$ref")
            && let Some(target) = resources.target(document, at, scope, &reference)
        {
            set_reference(document, at, "$ref", fragment(&target));
        }
    }
}

fn set_reference(document: &mut Document, at: &str, old: &str, reference: String) {
    if let Some(serde_json::Value::Object(map)) = document.value.pointer_mut(at) {
        map.shift_remove(old);
        map.insert("$ref".to_owned(), reference.into());
    }
}

/// A schema with an `$id`, or the document.
struct Resource {
    /// Where it stands.
    at: String,
    address: String,
}

#[derive(Default)]
struct Resources {
    all: Vec<Resource>,
    by_address: BTreeMap<String, usize>,
    /// Pointers of anchors, by the resource and the name.
    anchors: BTreeMap<(usize, String), String>,
}

impl Resources {
    /// All of them, and which one each place belongs to.
    fn of(
        document: &Document,
        places: &[String],
        diagnostics: &mut Diagnostics,
    ) -> (Self, Vec<usize>) {
        let address = document.get("/$self").and_then(|it| it.as_str());
        let mut found = Self::default();
        found.add("", address.unwrap_or_default());
        let (mut open, mut scopes) = (vec![0], Vec::with_capacity(places.len()));
        for at in places {
            while let Some(last) = open.last()
                && !pointer::is_within(at, &found.all[*last].at)
            {
                open.pop();
            }
            let mut scope = open.last().copied().unwrap_or_default();
            let text = |key: &str| document.get(at).and_then(|it| it.get(key)?.as_str());
            if let Some(id) = text("$id") {
                let address = resolve(&found.all[scope].address, id.trim_end_matches('#'));
                scope = found.add(at, &address);
                open.push(scope);
            }
            for key in ["$anchor", "$dynamicAnchor"] {
                if let Some(name) = text(key) {
                    found.anchor(scope, name, at, key, diagnostics);
                }
            }
            scopes.push(scope);
        }
        (found, scopes)
    }

    fn add(&mut self, at: &str, address: &str) -> usize {
        let number = self.all.len();
        self.all.push(Resource {
            at: at.to_owned(),
            address: address.to_owned(),
        });
        if !address.is_empty() {
            self.by_address.entry(address.to_owned()).or_insert(number);
        }
        number
    }

    /// An anchor should be there once in its resource; if not, the order of the document must not matter.
    fn anchor(
        &mut self,
        scope: usize,
        name: &str,
        at: &str,
        key: &str,
        diagnostics: &mut Diagnostics,
    ) {
        let first = self.anchors.entry((scope, name.to_owned()));
        let first = first.or_insert_with(|| at.to_owned());
        if first == at {
            return;
        }
        let (used, passed) = if at < first.as_str() {
            (at.to_owned(), std::mem::replace(first, at.to_owned()))
        } else {
            (first.clone(), at.to_owned())
        };
        let message = format!("`{name}` is the anchor of two schemas; references lead to {used}");
        diagnostics.contradiction(&pointer::join(&passed, key), &message);
    }

    /// The pointer that a reference means, if it is not one from the root already.
    fn target(
        &self,
        document: &Document,
        at: &str,
        scope: usize,
        reference: &str,
    ) -> Option<String> {
        let (address, name) = match reference.split_once('#') {
            Some((address, name)) => (address, Some(name)),
            None => (reference, None),
        };
        let resource = if address.is_empty() {
            scope
        } else {
            let address = resolve(&self.all[scope].address, address);
            *self.by_address.get(&address)?
        };
        let root = &self.all[resource].at;
        let name = name.filter(|it| !it.is_empty());
        let Some(name) = name else {
            return (resource != 0 || !address.is_empty()).then(|| root.clone());
        };
        if !name.starts_with('/') {
            return self.anchors.get(&(resource, name.to_owned())).cloned();
        }
        let target = pointer::from_fragment(&format!("#{name}"))?;
        let here = format!("{root}{target}");
        if document.get(&here).is_some() {
            return (here != target || !address.is_empty()).then_some(here);
        }
        (address.is_empty() && target.starts_with("/$defs/"))
            .then(|| around(document, at, &target))
            .flatten()
    }
}

/// Schemas that were pasted into the document still count from their own root.
fn around(document: &Document, at: &str, target: &str) -> Option<String> {
    if document.get(target).is_some() {
        return None;
    }
    let mut around = at;
    while !around.is_empty() {
        let candidate = format!("{around}{target}");
        if document.get(&candidate).is_some() {
            return Some(candidate);
        }
        around = pointer::parent(around);
    }
    None
}
