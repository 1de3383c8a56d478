//! OpenAPI Overlay 1.0.0: changes to a document, selected by JSONPath (RFC 9535).
//!
//! Objects merge property by property, arrays are extended, everything else is replaced; `remove`
//! wins over `update`. An action that selects nothing is an error, so an overlay cannot rot.
//! See <https://spec.openapis.org/overlay/v1.0.0.html>.

use serde_json::{Map, Value};
use serde_json_path::JsonPath;

use super::document::{Document, Source};
use super::load;
use super::origins::Origin;
use super::pointer;
use crate::diagnostics::Diagnostics;

/// Applies the overlay with this index (from 0) to the document.
pub fn apply(
    document: &mut Document,
    index: usize,
    source: &Source,
    diagnostics: &mut Diagnostics,
) {
    let Some(overlay) = load::parse(&source.text, index + 1, diagnostics) else {
        return;
    };
    check_header(&overlay, index, diagnostics);
    let Some(actions) = overlay.get("actions").and_then(Value::as_array) else {
        diagnostics.overlay(index, "/actions", "an overlay needs a list of `actions`");
        return;
    };
    for (number, action) in actions.iter().enumerate() {
        let at = format!("/actions/{number}");
        Action {
            document,
            overlay: index,
            at: &at,
        }
        .apply(action, diagnostics);
    }
}

fn check_header(overlay: &Value, index: usize, diagnostics: &mut Diagnostics) {
    match overlay.get("overlay").and_then(Value::as_str) {
        Some(version) if version.starts_with("1.0.") => {}
        Some(version) => diagnostics.overlay(
            index,
            "/overlay",
            &format!("overlay version {version} is not supported, expected 1.0.0"),
        ),
        None => diagnostics.overlay(index, "", "an overlay begins with `overlay: 1.0.0`"),
    }
    for field in ["title", "version"] {
        if overlay
            .pointer(&format!("/info/{field}"))
            .is_none_or(|it| !it.is_string())
        {
            diagnostics.overlay(
                index,
                "/info",
                &format!("the overlay's `info` needs a `{field}`"),
            );
        }
    }
}

/// One action on its way.
struct Action<'a> {
    document: &'a mut Document,
    overlay: usize,
    at: &'a str,
}

impl Action<'_> {
    fn apply(&mut self, action: &Value, diagnostics: &mut Diagnostics) {
        let target_at = pointer::join(self.at, "target");
        let Some(target) = action.get("target").and_then(Value::as_str) else {
            diagnostics.overlay(self.overlay, self.at, "an action needs a `target`");
            return;
        };
        let path = match JsonPath::parse(target) {
            Ok(path) => path,
            Err(error) => {
                let message = format!("`{target}` is not a JSONPath (RFC 9535): {error}");
                diagnostics.overlay(self.overlay, &target_at, &message);
                return;
            }
        };
        let selected: Vec<String> = path
            .query_located(&self.document.value)
            .iter()
            .map(|node| node.location().to_json_pointer())
            .collect();
        if selected.is_empty() {
            diagnostics.overlay_matches_nothing(self.overlay, &target_at, target);
        }
        if action.get("remove") == Some(&Value::Bool(true)) {
            self.remove(selected, diagnostics);
        } else if let Some(update) = action.get("update") {
            for node in &selected {
                self.update(node, update, diagnostics);
            }
        } else {
            let message = "an action needs an `update` or `remove: true`";
            diagnostics.overlay(self.overlay, self.at, message);
        }
    }

    /// Removes the selected nodes, last ones first, so that array positions stay true.
    fn remove(&mut self, mut selected: Vec<String>, diagnostics: &mut Diagnostics) {
        selected.sort_by(|a, b| compare(b, a));
        for node in selected {
            if node.is_empty() {
                let message = "the root of a document cannot be removed";
                diagnostics.overlay(self.overlay, self.at, message);
                continue;
            }
            let parent = pointer::parent(&node);
            let step = pointer::last(&node);
            let Document { value, origins } = &mut *self.document;
            match value.pointer_mut(parent) {
                Some(Value::Object(map)) => {
                    map.shift_remove(&step);
                    origins.forget(&node);
                }
                Some(Value::Array(items)) => {
                    if let Ok(position) = step.parse::<usize>() {
                        let length = items.len();
                        items.remove(position);
                        origins.remove_item(parent, position, length);
                    }
                }
                // Removed already, with one of its ancestors.
                _ => {}
            }
        }
    }

    fn update(&mut self, node: &str, update: &Value, diagnostics: &mut Diagnostics) {
        let from = pointer::join(self.at, "update");
        let overlay = self.overlay;
        let Some(target) = self.document.value.pointer_mut(node) else {
            return;
        };
        match (target, update) {
            (Value::Object(target), Value::Object(update)) => {
                let mut moved = Vec::new();
                merge(target, update, node, &from, &mut moved);
                self.record(moved);
            }
            (Value::Array(items), entry) => {
                items.push(entry.clone());
                let at = pointer::join(node, &(items.len() - 1).to_string());
                self.record(vec![(at, from)]);
            }
            (Value::Object(_), _) => diagnostics.overlay(
                overlay,
                &from,
                "the target is an object, so `update` must be an object too",
            ),
            _ => diagnostics.overlay(
                overlay,
                &pointer::join(self.at, "target"),
                "the target is neither an object nor an array; select the object that contains it",
            ),
        }
    }

    fn record(&mut self, moved: Vec<(String, String)>) {
        for (at, pointer) in moved {
            let origin = Origin {
                source: self.overlay + 1,
                pointer,
            };
            self.document.origins.set(&at, origin);
        }
    }
}

/// Merges `update` into `target`; notes each node that is new or replaced with where it came from.
fn merge(
    target: &mut Map<String, Value>,
    update: &Map<String, Value>,
    at: &str,
    from: &str,
    moved: &mut Vec<(String, String)>,
) {
    for (key, new) in update {
        let at = pointer::join(at, key);
        let from = pointer::join(from, key);
        match (target.get_mut(key), new) {
            (Some(Value::Object(old)), Value::Object(new)) => merge(old, new, &at, &from, moved),
            (Some(Value::Array(old)), Value::Array(new)) => {
                for (number, item) in new.iter().enumerate() {
                    moved.push((
                        pointer::join(&at, &old.len().to_string()),
                        pointer::join(&from, &number.to_string()),
                    ));
                    old.push(item.clone());
                }
            }
            _ => {
                target.insert(key.clone(), new.clone());
                moved.push((at, from));
            }
        }
    }
}

/// Orders pointers with array positions as numbers, ancestors first.
fn compare(a: &str, b: &str) -> std::cmp::Ordering {
    let steps = |it: &str| -> Vec<(usize, String)> {
        it.split('/')
            .map(|step| (step.parse().unwrap_or(usize::MAX), step.to_owned()))
            .collect()
    };
    steps(a).cmp(&steps(b))
}
