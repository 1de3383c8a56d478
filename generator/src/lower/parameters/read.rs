//! Reading parameter objects: each mistake of a document is one message, and the parameter goes on as far as it can.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use serde_json::Value;

use super::{Place, Raw, Written};
use crate::lower::Lowering;
use crate::lower::classes::Class;
use crate::lower::keys;
use crate::lower::media::content;
use crate::lower::node::Node;
use crate::lower::operations::Site;
use crate::model::Style;
use crate::spec::media_type::is_json;
use crate::spec::{WHOLE_QUERY, minor_version, pointer};

impl Site {
    /// The parameters of the path item and the operation; the operation's replace those of the item.
    pub(in crate::lower) fn parameters(&self, lowering: &mut Lowering<'_>) -> Vec<Raw> {
        let mut found: Vec<Raw> = Vec::new();
        let mut places: BTreeMap<(Place, String), usize> = BTreeMap::new();
        for (level, at) in [&self.item, &self.at].into_iter().enumerate() {
            let Some(node) = Node::at(lowering.document, at, lowering.diagnostics) else {
                continue;
            };
            let before = if level == 0 { 0 } else { found.len() };
            for (at, _) in node.list("parameters", lowering.diagnostics) {
                let Some(raw) = read(lowering, &at) else {
                    continue;
                };
                match places.entry(raw.key()) {
                    Entry::Occupied(it) if *it.get() < before => found[*it.get()] = raw,
                    Entry::Occupied(_) => {
                        let place = raw.place.word();
                        lowering
                            .diagnostics
                            .duplicate_parameter(&at, &raw.name, place);
                    }
                    Entry::Vacant(it) => {
                        it.insert(found.len());
                        found.push(raw);
                    }
                }
            }
        }
        found
    }
}

impl Site {
    /// Whether one of the parameters could be this one, but cannot be read.
    pub(in crate::lower) fn has_unreadable(&self, lowering: &Lowering<'_>, name: &str) -> bool {
        let lists = [&self.item, &self.at].map(|it| pointer::join(it, "parameters"));
        let lists = lists
            .iter()
            .filter_map(|it| lowering.document.get(it)?.as_array());
        let mut nodes = lists.flatten();
        nodes.any(|node| {
            let reference = node.get("$ref").and_then(Value::as_str);
            let target = match reference {
                Some(it) => pointer::from_fragment(it).and_then(|at| lowering.document.get(&at)),
                None => Some(node),
            };
            let text = |key: &str| target.and_then(|it| it.get(key)?.as_str());
            let known = ["path", "query", "header", "cookie"];
            target.is_none()
                || text("name") == Some(name) && !text("in").is_some_and(|it| known.contains(&it))
        })
    }
}

fn read(lowering: &mut Lowering<'_>, at: &str) -> Option<Raw> {
    let node = keys::behind(
        lowering.document,
        at,
        &keys::PARAMETER,
        lowering.diagnostics,
    )?;
    let Some(name) = node.text("name", lowering.diagnostics) else {
        if !node.has("name") {
            let known = "the name of the parameter";
            lowering.diagnostics.missing(&node.at, "name", known);
        }
        return None;
    };
    let place = place(lowering, &node)?;
    let style = style(lowering, &node, name, place);
    let (schema, written) = value(lowering, &node, name);
    let required = node.flag("required", lowering.diagnostics);
    if place == Place::Path && !required {
        lowering.diagnostics.optional_in_path(&node.at, name);
    }
    let explode = match node.get("explode") {
        Some(_) => node.flag("explode", lowering.diagnostics),
        None => matches!(style, Style::Form | Style::Cookie),
    };
    let explode =
        explode || style == Style::Cookie && whole_cookies(lowering, &node, schema.as_deref());
    let fields = node.has(WHOLE_QUERY).then(|| node.join(WHOLE_QUERY));
    Some(Raw {
        name: name.to_owned(),
        place,
        schema,
        required: required || place == Place::Path,
        deprecated: node.flag("deprecated", lowering.diagnostics),
        allow_empty: place == Place::Query && node.flag("allowEmptyValue", lowering.diagnostics),
        allow_reserved: matches!(place, Place::Query | Place::Path)
            && node.flag("allowReserved", lowering.diagnostics),
        description: node
            .description(lowering.document, at, lowering.diagnostics)
            .map(str::to_owned),
        style,
        explode,
        written,
        fields,
        at: node.at,
    })
}

/// Reports a list or an object that should be one cookie: there is no form for it (OpenAPI 3.2, "Style Examples").
fn whole_cookies(lowering: &mut Lowering<'_>, node: &Node<'_>, schema: Option<&str>) -> bool {
    let Some(schema) = schema else { return false };
    let view = lowering.view(schema);
    let many = !matches!(
        lowering.class(&view),
        Class::Boolean | Class::Integer | Class::Number | Class::Text
    );
    if many {
        lowering.diagnostics.cookie_in_one(&node.join("explode"));
    }
    many
}

/// `in` decides how the rest is read, so a wrong one is reported by itself.
fn place(lowering: &mut Lowering<'_>, node: &Node<'_>) -> Option<Place> {
    let Some(place) = node.get("in") else {
        lowering
            .diagnostics
            .missing(&node.at, "in", "path, query, header or cookie");
        return None;
    };
    let text = place.as_str().unwrap_or_default();
    let found = Place::ALL.into_iter().find(|it| it.word() == text);
    if text == "body" {
        lowering.diagnostics.body_parameter(&node.join("in"));
    } else if text == "querystring" {
        let help = "the query as a whole is taken if it is a form; the client cannot send this one, which has no names";
        lowering.diagnostics.not_in_30(&node.join("in"), text, help);
    } else if found.is_none() {
        let known = Place::ALL.map(Place::word);
        lowering.diagnostics.one_of(&node.join("in"), text, &known);
    }
    found
}

/// The style, or the default of its place where the place does not have this one.
fn style(lowering: &mut Lowering<'_>, node: &Node<'_>, name: &str, place: Place) -> Style {
    let is_32 = minor_version(lowering.document).is_some_and(|it| it > 1);
    let known = place.styles().iter();
    let known = known.filter(|(_, style)| is_32 || *style != Style::Cookie);
    let known: Vec<_> = known.collect();
    let default = known[0].1;
    let Some(text) = node.text("style", lowering.diagnostics) else {
        return default;
    };
    let found = known.iter().find(|(word, _)| *word == text);
    if found.is_none() {
        let words: Vec<&str> = known.iter().map(|(word, _)| *word).collect();
        lowering
            .diagnostics
            .style(&node.join("style"), name, place.word(), text, &words);
    }
    found.map_or(default, |(_, style)| *style)
}

/// The schema, and how its values are written.
fn value(lowering: &mut Lowering<'_>, node: &Node<'_>, name: &str) -> (Option<String>, Written) {
    let there = |at: String| lowering.document.get(&at).is_some().then_some(at);
    if let Some(schema) = there(node.join("schema")) {
        return (Some(schema), Written::Styled);
    }
    let content = content(lowering, node);
    let Some((at, media_type)) = content.first() else {
        lowering
            .diagnostics
            .parameter_without_schema(&node.at, name);
        return (None, Written::Styled);
    };
    let written = if is_json(media_type) {
        Written::Json
    } else {
        Written::Text
    };
    let schema = pointer::join(at, "schema");
    (lowering.document.get(&schema).map(|_| schema), written)
}
