//! Which place of the specification each item of the crate comes from, and the other way round.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Body, Kind, Model, Operation, PathParameter, Resource, Type, TypeDef};
use crate::spec::{nearest, pointer};

/// An item of the crate and its place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Item {
    /// As users write it: `Secret`, `Secret::comment`, `Scope::Workers`, `client.account`, `secrets.list`,
    /// `secrets.list().per_page`, `webhooks::new_secret`.
    pub rust: String,
    /// JSON pointer into the merged document.
    pub pointer: String,
    /// All the steps that lead to it, such as `client`, `account`, `stores`, `list`.
    way: Vec<String>,
}

/// All items that have a place, sorted.
pub fn items(model: &Model) -> Vec<Item> {
    let mut items = Vec::new();
    for def in model.types.iter().filter(|it| !it.internal) {
        of_type(def, &mut items);
    }
    for resource in &model.resources {
        of_resource(resource, model, &mut items);
    }
    for it in &model.webhooks.all {
        let name = &it.name.rust;
        items.push(Item {
            rust: format!("webhooks::{name}"),
            pointer: it.pointer.clone(),
            way: vec!["webhooks".to_owned(), name.clone()],
        });
    }
    items.sort();
    items
}

/// The items that `query` means: a Rust name in whichever way users write it, without regard to what stands
/// before it, or a pointer with everything below it.
pub fn find(model: &Model, query: &str) -> Vec<Item> {
    let below = format!("{query}/");
    let mut steps = steps(query);
    steps.retain(|it| *it != model.krate.library && it != "crate");
    items(model)
        .into_iter()
        .filter(|it| {
            if query.starts_with('/') {
                it.pointer == query || it.pointer.starts_with(&below)
            } else {
                ends_with(&it.way, &steps)
            }
        })
        .collect()
}

/// Most names that are suggested.
const MOST: usize = 10;

/// Names of items that may have been meant, the nearest first.
pub fn similar(model: &Model, query: &str) -> Vec<String> {
    let steps = steps(query);
    let mut names: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for it in items(model) {
        let last = it.way.len().saturating_sub(steps.len().max(1));
        let name = it.way[last..].join(".");
        names.entry(name).or_default().insert(it.rust);
    }
    let known = names.keys().map(String::as_str).collect();
    let near = nearest(&steps.join("."), &known);
    near.iter()
        .flat_map(|it| names[it].clone())
        .take(MOST)
        .collect()
}

/// `Secrets::list`, `secrets.list` and `client.account("a").secrets().list()` in one form, without arguments.
fn steps(query: &str) -> Vec<String> {
    let mut depth = 0_usize;
    let mut plain = String::new();
    for it in query.chars() {
        match it {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => plain.push(it),
            _ => {}
        }
    }
    let steps = plain.split([':', '.']).map(str::trim);
    let steps = steps.filter(|it| !it.is_empty());
    steps.map(str::to_owned).collect()
}

/// `comment` means `Secret::comment` and `secrets.update().comment`, but not `comments`. What stands first may be the
/// name of a type or that of a value: `Secrets::list` is `secrets.list`.
fn ends_with(way: &[String], steps: &[String]) -> bool {
    let Some(before) = way.len().checked_sub(steps.len()) else {
        return false;
    };
    let (Some((first, rest)), Some((there, others))) =
        (steps.split_first(), way[before..].split_first())
    else {
        return false;
    };
    let loose = |it: &str| it.replace('_', "").to_lowercase();
    let same = first == there || (!rest.is_empty() && loose(first) == loose(there));
    same && rest == others
}

fn of_type(def: &TypeDef, items: &mut Vec<Item>) {
    let name = &def.name.rust;
    items.push(Item {
        rust: name.clone(),
        pointer: def.pointer.clone(),
        way: vec![name.clone()],
    });
    let mut add = |member: &str, pointer: &str| {
        items.push(Item {
            rust: format!("{name}::{member}"),
            pointer: pointer.to_owned(),
            way: vec![name.clone(), member.to_owned()],
        });
    };
    match &def.kind {
        Kind::Struct(it) => {
            for field in &it.fields {
                add(&field.name.rust, &field.pointer);
            }
        }
        Kind::Enum(it) => {
            for variant in &it.variants {
                add(&variant.name.rust, &def.pointer);
            }
        }
        Kind::Union(it) => {
            for variant in &it.variants {
                add(&variant.name.rust, &def.pointer);
            }
        }
        Kind::Choice(forms) => {
            for form in forms {
                add(&form.name.rust, &def.pointer);
            }
        }
        Kind::Identifier(_) => {}
    }
}

fn of_resource(resource: &Resource, model: &Model, items: &mut Vec<Item>) {
    let way = way(resource, model);
    if let (Some(parent), Some(pointer)) = (resource.parent, handle_pointer(resource, model)) {
        let parent = &model[parent].accessor.rust;
        items.push(Item {
            rust: format!("{parent}.{}", resource.accessor.rust),
            pointer,
            way: way.clone(),
        });
    }
    for id in &resource.operations {
        of_operation(&model[*id], &way, model, items);
    }
}

/// `client`, `account`, `stores`
fn way(resource: &Resource, model: &Model) -> Vec<String> {
    let client = model.resources.first();
    let steps = client.into_iter().chain(model.chain(resource));
    steps.map(|it| it.accessor.rust.clone()).collect()
}

/// What a handle takes, else the path of the first operation that is reached through it.
fn handle_pointer(resource: &Resource, model: &Model) -> Option<String> {
    let taken = resource
        .parameter
        .as_ref()
        .and_then(|it| of_path(it, model));
    taken.or_else(|| {
        let own = resource.operations.first();
        own.map_or_else(
            || {
                let mut below = resource.children.iter();
                below.find_map(|it| handle_pointer(&model[*it], model))
            },
            |it| Some(pointer::parent(&model[*it].pointer).to_owned()),
        )
    })
}

/// The schema of a path parameter.
fn of_path(parameter: &PathParameter, model: &Model) -> Option<String> {
    let named = parameter.ty.named().map(|it| model[it].pointer.clone());
    let limits = Some(&parameter.constraints.pointer).filter(|it| !it.is_empty());
    named.or_else(|| limits.cloned())
}

fn of_operation(it: &Operation, way: &[String], model: &Model, items: &mut Vec<Item>) {
    let mut add = |rust: String, pointer: String, more: &[&str]| {
        let more = more.iter().map(|it| (*it).to_owned());
        let way = way.iter().cloned().chain(more).collect();
        items.push(Item { rust, pointer, way });
    };
    let method = it.method_name.rust.as_str();
    let handle = it.call.strip_suffix(method).unwrap_or_default();
    add(it.call.clone(), it.pointer.clone(), &[method]);
    for (extra, key) in [
        (it.bulk.as_ref().map(|it| &it.name), "x-bulk"),
        (it.ensure.as_ref().map(|it| &it.name), "x-ensure"),
    ] {
        if let Some(name) = extra {
            let pointer = pointer::join(&it.pointer, key);
            add(format!("{handle}{}", name.rust), pointer, &[&name.rust]);
        }
    }
    for (name, pointer) in inputs(it, model) {
        add(format!("{}().{name}", it.call), pointer, &[method, &name]);
    }
}

/// Arguments and setters with their places.
fn inputs(it: &Operation, model: &Model) -> Vec<(String, String)> {
    let path = it.path_parameters.iter().filter(|it| it.held.is_none());
    let path = path.filter_map(|it| {
        let pointer = of_path(&it.parameter, model)?;
        Some((it.parameter.name.rust.clone(), pointer))
    });
    let parameters = it.parameters.iter();
    let parameters = parameters.map(|it| (it.name.rust.clone(), it.pointer.clone()));
    let body = it.body.iter().flat_map(|body| of_body(it, body, model));
    path.chain(parameters).chain(body).collect()
}

/// The fields of a body that is spread over the builder, else the body itself.
fn of_body(operation: &Operation, body: &Body, model: &Model) -> Vec<(String, String)> {
    if let Some(Kind::Struct(it)) = body.flattened.map(|it| &model[it].kind) {
        let fields = it.fields.iter();
        return fields
            .map(|it| (it.name.rust.clone(), it.pointer.clone()))
            .collect();
    }
    let pointer = match &body.payload.ty {
        Type::Named(id) => model[*id].pointer.clone(),
        _ => pointer::join(&operation.pointer, "requestBody"),
    };
    vec![(body.name.rust.clone(), pointer)]
}

#[cfg(test)]
mod tests {
    use super::{ends_with, steps};

    #[test]
    fn a_query_is_the_end_of_a_way() {
        for (way, query, expected) in [
            ("Secret.comment", "comment", true),
            ("Secret.comment", "Secret::comment", true),
            ("Secret.comment", "ment", false),
            ("client.secrets.list", "list", true),
            ("client.secrets.list", "list()", true),
            ("client.secrets.list", "Secrets::list", true),
            (
                "client.secrets.list",
                "client.secrets(\"a.b\").list()",
                true,
            ),
            (
                "client.secrets.list.per_page",
                "secrets.list().per_page",
                true,
            ),
            (
                "client.secrets.list.per_page",
                "secrets.list.per_page",
                true,
            ),
            ("client.account", "Client::account", true),
            ("client.key_ring.open", "KeyRing::open", true),
            ("Secret", "secret", false),
            ("NewSecret", "Secret", false),
            ("Secret", "", false),
        ] {
            let found = ends_with(&steps(way), &steps(query));
            assert_eq!(found, expected, "{way} {query}");
        }
    }
}
