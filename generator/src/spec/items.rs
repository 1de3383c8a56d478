//! Path items, which may stand elsewhere: `/a: {$ref: '#/components/pathItems/a'}`.

use serde_json::Value;

use super::{METHODS, pointer};

/// So many references one after the other are followed.
const DEEPEST: usize = 32;

/// True for what has an operation, or refers to what may have one.
pub(crate) fn is_item(node: &Value) -> bool {
    let is_one = |key: &String| key == "$ref" || METHODS.contains(&key.as_str());
    node.as_object().is_some_and(|it| it.keys().any(is_one))
}

/// The path item at a pointer and, one after the other, those that it refers to.
pub(crate) fn path_items(root: &Value, at: &str) -> Vec<String> {
    let mut found = vec![at.to_owned()];
    while found.len() < DEEPEST {
        let next = found.last().and_then(|it| {
            let reference = pointer::find(root, it)?.get("$ref")?.as_str()?;
            pointer::from_fragment(reference)
        });
        match next.filter(|it| !found.contains(it) && pointer::find(root, it).is_some()) {
            Some(next) => found.push(next),
            None => break,
        }
    }
    found
}

/// The path item that has an operation: the one at a pointer, or one that it refers to.
pub(crate) fn holder(root: &Value, at: &str, method: &str) -> Option<String> {
    let has = |it: &String| pointer::find(root, it).is_some_and(|it| it.get(method).is_some());
    path_items(root, at).into_iter().find(has)
}
