//! Schemas that leave `type` out where other keys tell what it is, and nothing around them says it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::Lowering;
use super::classes::class_of_format;
use super::node::Node;
use crate::spec::pointer;

/// Keys that tell the type where it is left out, whatever else is said.
const HOLDING: [(&str, &str); 2] = [("properties", "object"), ("items", "array")];

/// Keys that tell it where no format does.
const LIMITING: [(&str, &str); 6] = [
    ("minLength", "string"),
    ("maxLength", "string"),
    ("pattern", "string"),
    ("minimum", "number"),
    ("maximum", "number"),
    ("multipleOf", "number"),
];

/// Keys that may bring the type from elsewhere.
const COMBINED: [&str; 4] = ["allOf", "oneOf", "anyOf", "enum"];

/// A schema without `type`, and the key that tells its type.
pub(super) struct Typeless {
    at: String,
    key: &'static str,
    ty: &'static str,
}

impl Typeless {
    pub(super) fn of(node: &Node<'_>) -> Option<Self> {
        if node.has("type") || COMBINED.iter().any(|it| node.has(it)) {
            return None;
        }
        let format = node.map.get("format").and_then(Value::as_str);
        let format = format.and_then(class_of_format);
        let told = |list: &[(&'static str, &'static str)]| {
            let mut list = list.iter();
            list.find(|(key, _)| node.has(key)).copied()
        };
        let (key, ty) = told(&HOLDING)
            .or_else(|| format.map(|(_, ty)| ("format", ty)))
            .or_else(|| told(&LIMITING))?;
        let at = node.at.clone();
        Some(Self { at, key, ty })
    }
}

/// Reports those whose type no schema says that they are a part of; of the parts of one `allOf` the first.
pub(super) fn report(lowering: &mut Lowering<'_>) {
    let mut found = std::mem::take(&mut lowering.typeless);
    found.sort_by(|a, b| a.at.cmp(&b.at));
    let (mut told, mut wholes) = (BTreeMap::new(), BTreeSet::new());
    for it in found {
        let Some(whole) = untold(lowering, &it.at, &mut told) else {
            continue;
        };
        if wholes.insert(whole) {
            lowering.diagnostics.missing_type(&it.at, it.key, it.ty);
        }
    }
    // What it looked at on the way may have been looked at for the first time.
    lowering.typeless.clear();
}

/// The schema that this is a part of through `allOf`, or this itself, unless something around it says the type.
fn untold(
    lowering: &mut Lowering<'_>,
    at: &str,
    told: &mut BTreeMap<String, bool>,
) -> Option<String> {
    let (mut at, mut whole, mut is_part) = (at, at, true);
    while let Some((around, list)) = around(at) {
        is_part &= list == "allOf";
        if is_part {
            whole = around;
        }
        if !told.contains_key(around) {
            let says = says_type(lowering, around);
            told.insert(around.to_owned(), says);
        }
        if told[around] {
            return None;
        }
        at = around;
    }
    Some(whole.to_owned())
}

/// The schema that lists this one, and under which key.
fn around(at: &str) -> Option<(&str, String)> {
    let list = pointer::parent(at);
    let key = pointer::last(list);
    let is_member = pointer::last(at).bytes().all(|it| it.is_ascii_digit());
    let lists = matches!(key.as_str(), "allOf" | "oneOf" | "anyOf");
    (is_member && lists).then(|| (pointer::parent(list), key))
}

/// Whether a schema or a part of it has a type. What a part chooses from may bring it as well.
fn says_type(lowering: &mut Lowering<'_>, at: &str) -> bool {
    let view = lowering.view(at);
    let mut nodes = view.nodes.iter().map(|it| &it.node);
    nodes.any(|it| {
        let chooses = || ["oneOf", "anyOf", "enum"].iter().any(|key| it.has(key));
        it.has("type") || it.at != at && chooses()
    })
}
