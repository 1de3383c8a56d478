//! OpenAPI Overlay 1.0.0 and 1.1.0: changes to a document, selected by JSONPath (RFC 9535).
//!
//! Objects merge property by property, arrays are extended, plain values are replaced; `remove`
//! wins over `update`. Stricter than the specification, an action that selects nothing is an error, and so is one of
//! several names (`['a', 'b']`) that selects nothing, so that an overlay cannot rot. See <https://spec.openapis.org/overlay/v1.0.0.html>
//! and <https://spec.openapis.org/overlay/v1.1.0.html>.

mod alternatives;
mod descents;
mod excess;
mod merge;
mod quotes;
mod repeats;
mod visits;

use std::cmp::Reverse;
use std::collections::BTreeSet;

use indexmap::{IndexMap, IndexSet};
use serde_json::{Map, Value};
use serde_json_path::JsonPath;

use self::merge::{Merge, Version};
use super::document::{Document, Source as Text};
use super::load;
use super::origins::Origin;
use super::pointer;
use crate::diagnostics::Diagnostics;
use crate::unseen::shortened;

/// Applies the overlay with this index (from 0) to the document.
pub fn apply(document: &mut Document, index: usize, source: &Text, diagnostics: &mut Diagnostics) {
    let Some(overlay) = load::parse(&source.text, index + 1, diagnostics) else {
        return;
    };
    let version = check_header(&overlay, index, diagnostics);
    check_keys(&overlay, "", &KEYS, index, diagnostics);
    if overlay.get("extends").is_some_and(|it| !it.is_string()) {
        diagnostics.overlay_passes_over(index, "/extends", "`extends` should be text");
    }
    let Some(actions) = overlay.get("actions").and_then(Value::as_array) else {
        diagnostics.overlay(index, "/actions", "an overlay needs a list of `actions`");
        return;
    };
    document.room.add(&source.text);
    for (number, action) in actions.iter().enumerate() {
        if document.room.is_full() {
            break;
        }
        let at = format!("/actions/{number}");
        Action {
            document,
            overlay: index,
            version,
            at: &at,
        }
        .apply(action, diagnostics);
    }
}

fn check_header(overlay: &Value, index: usize, diagnostics: &mut Diagnostics) -> Version {
    let version = overlay.get("overlay").and_then(Value::as_str);
    match version {
        Some(version) if version.starts_with("1.0.") || version.starts_with("1.1.") => {}
        Some(version) => diagnostics.overlay(
            index,
            "/overlay",
            &format!("overlay version {version} is not supported, expected 1.0.0 or 1.1.0"),
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
    match version {
        Some(it) if it.starts_with("1.1.") => Version::V1_1,
        _ => Version::V1_0,
    }
}

/// Keys of an overlay, and of an action.
const KEYS: [&str; 4] = ["overlay", "info", "extends", "actions"];
const ACTION_KEYS: [&str; 5] = ["target", "description", "update", "remove", "copy"];

/// Says which keys mean nothing.
fn check_keys(node: &Value, at: &str, known: &[&str], index: usize, diagnostics: &mut Diagnostics) {
    for key in node.as_object().into_iter().flat_map(Map::keys) {
        if !known.contains(&key.as_str()) && !key.starts_with("x-") {
            let message = format!("the key `{key}` means nothing here");
            diagnostics.overlay_passes_over(index, &pointer::join(at, key), &message);
        }
    }
}

/// One action on its way.
struct Action<'a> {
    document: &'a mut Document,
    overlay: usize,
    version: Version,
    at: &'a str,
}

impl Action<'_> {
    fn apply(&mut self, action: &Value, diagnostics: &mut Diagnostics) {
        check_keys(action, self.at, &ACTION_KEYS, self.overlay, diagnostics);
        let target_at = pointer::join(self.at, "target");
        let Some(target) = action.get("target").and_then(Value::as_str) else {
            diagnostics.overlay(self.overlay, self.at, "an action needs a `target`");
            return;
        };
        let Some(selected) = self.select(target, &target_at, diagnostics) else {
            return;
        };
        let removes = action.get("remove");
        let is_both = action.get("update").is_some() && action.get("copy").is_some();
        if removes == Some(&Value::Bool(true)) {
            self.remove(&selected, diagnostics);
        } else if removes.is_some_and(|it| !it.is_boolean()) {
            let at = pointer::join(self.at, "remove");
            diagnostics.overlay(self.overlay, &at, "`remove` is true or false");
        } else if is_both {
            let message = "an action has either an `update` or a `copy`: make two of them";
            diagnostics.overlay(self.overlay, self.at, message);
        } else if let Some(update) = action.get("update") {
            let from = pointer::join(self.at, "update");
            for node in &selected {
                self.update(node, update, &Source::Overlay(from.clone()), diagnostics);
            }
        } else if let Some(copy) = action.get("copy") {
            self.copy(&selected, copy, diagnostics);
        } else {
            let message = "an action needs an `update`, a `copy` or `remove: true`";
            diagnostics.overlay(self.overlay, self.at, message);
        }
    }

    /// Pointers of the nodes that a JSONPath selects, each once; none at all is reported.
    fn select(
        &mut self,
        path: &str,
        at: &str,
        diagnostics: &mut Diagnostics,
    ) -> Option<IndexSet<String>> {
        let refused = excess::excess(path).or_else(|| repeats::repeats(path));
        let refused = refused.or_else(|| self.visit(visits::visits(path, &self.document.value)));
        if let Some(reason) = refused {
            self.refuse(path, &reason, at, diagnostics);
            return None;
        }
        let selected = match descents::select(path, &self.document.value) {
            Ok(selected) => selected,
            Err(error) => {
                let message = format!("`{path}` is not a JSONPath (RFC 9535): {error}");
                diagnostics.overlay(self.overlay, at, &message);
                return None;
            }
        };
        // The way to each takes time as well.
        let ways: usize = selected.iter().map(|it| it.len() / 4).sum();
        if let Some(reason) = self.visit(ways) {
            self.refuse(path, &reason, at, diagnostics);
            return None;
        }
        if selected.is_empty() {
            diagnostics.overlay_matches_nothing(self.overlay, at, path);
        } else {
            self.check_alternatives(path, at, diagnostics);
        }
        Some(selected)
    }

    fn refuse(&self, path: &str, reason: &str, at: &str, diagnostics: &mut Diagnostics) {
        let start = shortened(path, 60);
        let message = format!("the path `{start}` is refused: {reason}");
        diagnostics.overlay(self.overlay, at, &message);
    }

    /// Takes the room of so many nodes that a path looks at; why it may not.
    fn visit(&mut self, nodes: usize) -> Option<String> {
        let reason = "the actions up to here look at too many nodes of the document; write out the steps instead of `..` and `*`";
        (!self.document.room.visit(nodes)).then(|| reason.to_owned())
    }

    /// Each name of a union has to select something.
    fn check_alternatives(&self, path: &str, at: &str, diagnostics: &mut Diagnostics) {
        for alternative in alternatives::alternatives(path) {
            let found = JsonPath::parse(&alternative)
                .is_ok_and(|it| !it.query(&self.document.value).is_empty());
            if !found {
                diagnostics.overlay_matches_nothing(self.overlay, at, &alternative);
            }
        }
    }

    /// Merges one node of the document into others (Overlay 1.1.0).
    fn copy(&mut self, selected: &IndexSet<String>, path: &Value, diagnostics: &mut Diagnostics) {
        let at = pointer::join(self.at, "copy");
        let found = path
            .as_str()
            .and_then(|path| self.select(path, &at, diagnostics));
        let found: Vec<String> = found.into_iter().flatten().collect();
        let [from] = &found[..] else {
            let message = "`copy` is a JSONPath that selects exactly one node";
            diagnostics.overlay(self.overlay, &at, message);
            return;
        };
        let Some(value) = self.document.value.pointer(from).cloned() else {
            return;
        };
        for node in selected {
            self.update(node, &value, &Source::Document(from.clone()), diagnostics);
        }
    }

    /// Removes the selected nodes, the deepest ones first, so that the pointers of the others stay true; all of one
    /// parent at once, since moving what is behind them each time would take long.
    fn remove(&mut self, selected: &IndexSet<String>, diagnostics: &mut Diagnostics) {
        let mut children: IndexMap<&str, Vec<&str>> = IndexMap::new();
        for node in selected {
            if node.is_empty() {
                let message = "the root of a document cannot be removed";
                diagnostics.overlay(self.overlay, self.at, message);
            } else {
                let parent = children.entry(pointer::parent(node)).or_default();
                parent.push(node);
            }
        }
        children.sort_by_cached_key(|parent, _| Reverse(parent.matches('/').count()));
        let Document { value, origins, .. } = &mut *self.document;
        for (parent, nodes) in children {
            match value.pointer_mut(parent) {
                Some(Value::Object(map)) => {
                    let gone: BTreeSet<_> = nodes.iter().map(|it| pointer::last(it)).collect();
                    map.retain(|key, _| !gone.contains(key));
                    for node in nodes {
                        origins.forget(node);
                    }
                }
                Some(Value::Array(items)) => {
                    let positions = nodes.iter().map(|it| pointer::last(it).parse());
                    let gone: BTreeSet<usize> = positions.map_while(Result::ok).collect();
                    let mut position = 0..;
                    items.retain(|_| position.next().is_some_and(|it| !gone.contains(&it)));
                    origins.remove_items(parent, &gone);
                }
                _ => {}
            }
        }
    }

    fn update(
        &mut self,
        node: &str,
        update: &Value,
        source: &Source,
        diagnostics: &mut Diagnostics,
    ) {
        let overlay = self.overlay;
        if self.document.room.is_full() {
            return;
        }
        let from = match source {
            Source::Overlay(from) | Source::Document(from) => from.clone(),
        };
        if let Err(reason) = self.document.room.take(node, &from, update) {
            let at = pointer::join(self.at, source.key());
            let message = format!("what is written here {reason}: write less of it");
            diagnostics.overlay(overlay, &at, &message);
            return;
        }
        let Some(target) = self.document.value.pointer_mut(node) else {
            return;
        };
        let mut moved = Vec::new();
        let mut merge = Merge {
            version: self.version,
            moved: &mut moved,
        };
        match merge.node(target, update, node, &from) {
            Ok(()) => self.record(moved, source),
            Err(it) => {
                let at = match (it.at, source) {
                    (None, _) => pointer::join(self.at, "target"),
                    (Some(at), Source::Overlay(_)) => at,
                    (Some(_), Source::Document(_)) => pointer::join(self.at, source.key()),
                };
                diagnostics.overlay(overlay, &at, &it.message);
            }
        }
    }

    /// Remembers where new nodes came from: the overlay, or wherever a copied node came from.
    fn record(&mut self, moved: Vec<(String, String)>, source: &Source) {
        for (at, pointer) in moved {
            let origin = match source {
                Source::Overlay(_) => Origin {
                    source: self.overlay + 1,
                    pointer,
                },
                Source::Document(_) => self.document.origins.of(&pointer),
            };
            self.document.origins.set(&at, origin);
        }
    }
}

/// Where a merged value is written.
enum Source {
    /// At this pointer of the overlay.
    Overlay(String),
    /// At this pointer of the document itself.
    Document(String),
}

impl Source {
    /// The field of the action.
    fn key(&self) -> &'static str {
        match self {
            Self::Overlay(_) => "update",
            Self::Document(_) => "copy",
        }
    }
}
