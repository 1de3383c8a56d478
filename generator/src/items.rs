//! Which place of the specification each item of the crate comes from, and the other way round.

use crate::model::{Kind, Model, Resource, TypeDef};

/// An item of the crate and its place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Item {
    /// As users write it: `Secret`, `Secret::comment`, `Scope::Workers`, `secrets.list`, `secrets.list().per_page`.
    pub rust: String,
    /// JSON pointer into the merged document.
    pub pointer: String,
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
    items.sort();
    items
}

/// The items that `query` means: a Rust name, without regard to what stands before it, or a pointer with
/// everything below it.
pub fn find(model: &Model, query: &str) -> Vec<Item> {
    let below = format!("{query}/");
    items(model)
        .into_iter()
        .filter(|it| {
            if query.starts_with('/') {
                it.pointer == query || it.pointer.starts_with(&below)
            } else {
                names(&it.rust, query)
            }
        })
        .collect()
}

/// `comment` means `Secret::comment` and `secrets.update().comment`, but not `comments`.
fn names(rust: &str, query: &str) -> bool {
    let query = query.trim_end_matches("()");
    rust.strip_suffix(query)
        .is_some_and(|before| before.is_empty() || before.ends_with("::") || before.ends_with('.'))
}

fn of_type(def: &TypeDef, items: &mut Vec<Item>) {
    let name = &def.name.rust;
    let mut add = |rust: String, pointer: &str| {
        items.push(Item {
            rust,
            pointer: pointer.to_owned(),
        });
    };
    add(name.clone(), &def.pointer);
    match &def.kind {
        Kind::Struct(it) => {
            for field in &it.fields {
                add(format!("{name}::{}", field.name.rust), &field.pointer);
            }
        }
        Kind::Enum(it) => {
            for variant in &it.variants {
                add(format!("{name}::{}", variant.name.rust), &def.pointer);
            }
        }
        Kind::Union(it) => {
            for variant in &it.variants {
                add(format!("{name}::{}", variant.name.rust), &def.pointer);
            }
        }
        Kind::Identifier(_) => {}
    }
}

fn of_resource(resource: &Resource, model: &Model, items: &mut Vec<Item>) {
    for id in &resource.operations {
        let operation = &model[*id];
        items.push(Item {
            rust: operation.call.clone(),
            pointer: operation.pointer.clone(),
        });
        for parameter in &operation.parameters {
            items.push(Item {
                rust: format!("{}().{}", operation.call, parameter.name.rust),
                pointer: parameter.pointer.clone(),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_query_is_the_end_of_a_path() {
        for (rust, query, expected) in [
            ("Secret::comment", "comment", true),
            ("Secret::comment", "Secret::comment", true),
            ("Secret::comment", "ment", false),
            ("secrets.list", "list", true),
            ("secrets.list", "list()", true),
            ("secrets.list().per_page", "per_page", true),
            ("NewSecret", "Secret", false),
        ] {
            assert_eq!(super::names(rust, query), expected, "{rust} {query}");
        }
    }
}
