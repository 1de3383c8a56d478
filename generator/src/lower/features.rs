//! Cargo features: which part of a large crate needs which, so that users compile what they use.
//!
//! The feature of an operation is called after a word of its path: `load_balancers` of
//! `/accounts/{id}/load_balancers/pools/{id}`, `dns_records` of `/zones/{id}/dns_records`. It hardly depends on anything
//! else in the document, so that it stays the same as the document grows. What one feature alone uses is part of it; what
//! several use is always there, which keeps conditions out of everything but the lists of modules.

use std::collections::{BTreeMap, BTreeSet};

use super::chains;
use super::krate::HINT;
use super::node::Node;
use super::passes::{reachable, roots, told};
use super::segments;
use crate::diagnostics::Diagnostics;
use crate::model::{Feature, FeatureId, Home, Model, ResourceId, TypeId};
use crate::naming;
use crate::spec::Document;

/// A crate with fewer operations compiles in seconds, and its list of features would be longer than what it saves.
const LARGE: usize = 64;

/// crates.io takes 300, and the client has some of its own.
const MOST: usize = 280;

/// Finds the features and what they need.
pub(super) fn assign(model: &mut Model, document: &Document, diagnostics: &mut Diagnostics) {
    let wanted = hint(document, diagnostics);
    if !wanted.unwrap_or(model.operations.len() >= LARGE) {
        return;
    }
    let groups = groups(model);
    let mut names: BTreeSet<&str> = groups.values().map(String::as_str).collect();
    let many = names.len() > MOST;
    if many && wanted.is_some() {
        diagnostics.too_many_features(HINT, names.len(), MOST);
    }
    if many || (names.len() < 2 && wanted.is_none()) {
        return;
    }
    // Whether there are features at all does not depend on it.
    let webhooks = naming::feature("webhooks");
    let any_webhooks = !model.webhooks.all.is_empty();
    if any_webhooks {
        names.insert(&webhooks);
    }
    let numbers: BTreeMap<&str, FeatureId> =
        names.iter().copied().zip((0..).map(FeatureId)).collect();
    let features = names.iter().map(|it| feature(it)).collect();
    let own: BTreeMap<ResourceId, FeatureId> = groups
        .iter()
        .map(|(id, name)| (*id, numbers[name.as_str()]))
        .collect();
    model.webhooks.feature = numbers
        .get(webhooks.as_str())
        .copied()
        .filter(|_| any_webhooks);
    model.features = features;
    handles(model, &own);
    types(model);
}

/// `resource-features` of `x-rust-crate`.
fn hint(document: &Document, diagnostics: &mut Diagnostics) -> Option<bool> {
    document.get(HINT)?.get("resource-features")?;
    let node = Node::at(document, HINT, diagnostics)?;
    Some(node.flag("resource-features", diagnostics))
}

/// The name of the feature of each handle that has operations.
fn groups(model: &Model) -> BTreeMap<ResourceId, String> {
    let paths = || model.operations.iter().map(|it| it.path.as_str());
    let collections: BTreeSet<&str> = paths()
        .flat_map(|path| path.match_indices("/{").map(move |(end, _)| &path[..end]))
        .collect();
    let mut groups = BTreeMap::new();
    for (number, resource) in model.resources.iter().enumerate() {
        let paths = resource.operations.iter().map(|id| &model[*id].path);
        if let Some(path) = paths.min()
            && resource.parent.is_some()
        {
            let call = chains::dotted(path).and_then(|it| it.into_iter().next());
            let word = match &call {
                Some(first) => Some(first.accessor.as_str()),
                None => group(path, &collections),
            };
            let word = word.unwrap_or(&resource.accessor.wire);
            groups.insert(ResourceId(number), naming::feature(word));
        }
    }
    groups
}

/// The word of a path that its operations are looked for under: the first one with another word after it, else the last
/// collection, else the last word.
fn group<'a>(path: &'a str, collections: &BTreeSet<&str>) -> Option<&'a str> {
    let mut end = 0;
    let segments = path.split('/').skip(1).map(|segment| {
        end += 1 + segment.len();
        (segments::without_format(segment), &path[..end])
    });
    let segments: Vec<(&str, &str)> = segments.filter(|(it, _)| says_something(it)).collect();
    let is_parameter = |it: &str| it.starts_with('{');
    let mut found = None;
    for (number, (word, path)) in segments.iter().enumerate() {
        match segments.get(number + 1) {
            _ if is_parameter(word) => {}
            Some((next, _)) if !is_parameter(next) => return Some(word),
            Some(_) => found = Some(*word),
            None if collections.contains(path) => found = Some(*word),
            None => found = found.or(Some(*word)),
        }
    }
    found
}

/// False for versions (`v1`, `2010-04-01`), and for words that every path of a document begins with.
fn says_something(segment: &str) -> bool {
    !segments::is_version(segment) && !segment.is_empty() && !segments::PREFIXES.contains(&segment)
}

fn feature(name: &str) -> Feature {
    Feature {
        name: name.to_owned(),
        module: naming::feature_module(name),
    }
}

/// A handle belongs to a feature if nothing else is reached through it.
fn handles(model: &mut Model, own: &BTreeMap<ResourceId, FeatureId>) {
    let mut through: Vec<BTreeSet<FeatureId>> = vec![BTreeSet::new(); model.resources.len()];
    for (id, feature) in own {
        let mut current = Some(*id);
        while let Some(it) = current {
            through[it.0].insert(*feature);
            current = model[it].parent;
        }
    }
    for (number, resource) in model.resources.iter_mut().enumerate() {
        let features = &through[number];
        resource.feature = own.get(&ResourceId(number)).copied();
        resource.home = match (resource.parent, features.first()) {
            (None, _) => Home::Own,
            (Some(_), Some(one)) if features.len() == 1 => Home::Feature(*one),
            (Some(_), _) => Home::Shared,
        };
    }
}

/// A type belongs to a feature if nothing else uses it.
fn types(model: &mut Model) {
    let mut starts: BTreeMap<Option<FeatureId>, Vec<TypeId>> = BTreeMap::new();
    for operation in &model.operations {
        let feature = model[operation.resource].feature;
        starts.entry(feature).or_default().extend(roots(operation));
    }
    let told = told(&model.webhooks);
    starts
        .entry(model.webhooks.feature)
        .or_default()
        .extend(told);
    for resource in &model.resources {
        let feature = match resource.home {
            Home::Feature(it) => Some(it),
            Home::Own | Home::Shared => None,
        };
        let held = resource.held.iter().filter_map(|it| it.ty.named());
        starts.entry(feature).or_default().extend(held);
    }
    let mut users: Vec<BTreeSet<Option<FeatureId>>> = vec![BTreeSet::new(); model.types.len()];
    for (feature, start) in starts {
        for id in reachable(model, start) {
            users[id.0].insert(feature);
        }
    }
    let unused = users.iter().enumerate().filter(|(_, it)| it.is_empty());
    let unused = unused.map(|(number, _)| TypeId(number)).collect();
    for id in reachable(model, unused) {
        users[id.0].insert(None);
    }
    let single = |it: &BTreeSet<Option<FeatureId>>| match it.first() {
        Some(one) if it.len() == 1 => *one,
        _ => None,
    };
    for (def, users) in model.types.iter_mut().zip(&users) {
        def.feature = single(users);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::group;

    #[test]
    fn operations_are_found_under_the_word_that_people_look_for() {
        let collections = BTreeSet::from(["/zones", "/zones/{z}/dns_records", "/v1/things"]);
        for (path, word) in [
            ("/zones", Some("zones")),
            ("/zones/{z}", Some("zones")),
            ("/zones/{z}/activation_check", Some("zones")),
            ("/zones/{z}/dns_records", Some("dns_records")),
            ("/zones/{z}/dns_records/{r}", Some("dns_records")),
            ("/zones/{z}/dns_records/export", Some("dns_records")),
            (
                "/accounts/{a}/load_balancers/pools/{p}",
                Some("load_balancers"),
            ),
            ("/organizations/{o}/instances/{i}/start", Some("instances")),
            ("/user/tokens/{t}/value", Some("user")),
            ("/api/v1/things", Some("things")),
            ("/apis/apps/v1/watch/things/{t}", Some("apps")),
            ("/ping", Some("ping")),
            ("/2010-04-01/Accounts/{a}/Calls.json", Some("Accounts")),
            ("/2010-04-01/Accounts/{a}/Calls/{c}.json", Some("Calls")),
            ("/v1beta2/zones.json", Some("zones")),
            ("/{tenant}", None),
            ("/", None),
        ] {
            assert_eq!(group(path, &collections), word, "{path}");
        }
    }
}
