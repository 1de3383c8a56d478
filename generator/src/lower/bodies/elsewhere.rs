//! Components that are bodies in several parts, and whether they are anything else.

use std::collections::BTreeSet;

use serde_json::Value;

use super::parts::MEDIA_TYPE;
use crate::lower::Lowering;
use crate::spec::{Document, pointer};

impl Lowering<'_> {
    /// True if a component is the schema of bodies in several parts and of nothing else.
    pub(in crate::lower) fn only_in_parts(&mut self, at: &str) -> bool {
        let document = self.document;
        let elsewhere = self
            .bodies
            .used_elsewhere
            .get_or_insert_with(|| used_elsewhere(document));
        !elsewhere.contains(at)
    }
}

/// Everything that something else refers to than a body in several parts.
fn used_elsewhere(document: &Document) -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    if let Some(root) = document.get("") {
        collect(root, false, &mut used);
    }
    used
}

fn collect(node: &Value, in_parts: bool, used: &mut BTreeSet<String>) {
    match node {
        Value::Object(map) => {
            for (key, value) in map {
                match value {
                    Value::String(text) if key == "$ref" => {
                        used.extend(pointer::from_fragment(text).filter(|_| !in_parts));
                    }
                    Value::Object(media) if key == MEDIA_TYPE => {
                        for (key, value) in media {
                            collect(value, key == "schema", used);
                        }
                    }
                    value => collect(value, false, used),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|it| collect(it, false, used)),
        _ => {}
    }
}
