//! What OpenAPI 3.2 says in a new way: what a stream is made of, and the query as a whole.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::places;
use super::references::{SCHEMAS, follow_moves, fragment, hoist};
use super::schema::Moves;
use crate::diagnostics::Diagnostics;
use crate::spec::document::{Document, follow};
use crate::spec::media_type::{EVENTS, FORM, essence, is_json, is_json_lines};
use crate::spec::pointer;

/// Where a parameter that was the query as a whole keeps the `encoding` of its properties.
pub(crate) const WHOLE_QUERY: &str = "x-encoding-of-query";

/// How deep the data of an event may lie in alternatives of alternatives.
const DEEPEST: usize = 32;

/// Rewrites both.
pub(super) fn rewrite(document: &mut Document, diagnostics: &mut Diagnostics) {
    let mut moves = Moves::default();
    parts_in_order(document, diagnostics);
    let mut streams = Vec::new();
    for (at, essence) in media_types(document) {
        let item = pointer::join(&at, "itemSchema");
        if is_json_lines(&essence) {
            become_list(document, &at, &mut moves);
        } else if essence == EVENTS {
            let found = Search::new(document).data(&item, 0).unwrap_or_default();
            streams.push((at, found));
        } else {
            let help = "only events and lines of JSON are read one by one; this is read as a whole";
            diagnostics.not_in_30(&item, "itemSchema", help);
            object(document, &at).map(|it| it.shift_remove("itemSchema"));
        }
    }
    let mut shared = Shared::default();
    for (at, data) in streams {
        shared.become_schema(document, &at, &data, &mut moves);
    }
    let is_whole = |it: &Value| it.get("in").and_then(Value::as_str) == Some("querystring");
    for at in places::parameters_that(is_whole, &document.value) {
        whole_query(document, &at, &mut moves);
    }
    follow_moves(document, &moves);
}

/// Parts without names, whose kinds are told by their order.
fn parts_in_order(document: &mut Document, diagnostics: &mut Diagnostics) {
    for key in ["prefixEncoding", "itemEncoding"] {
        let has = |it: &Value| it.get(key).is_some();
        for at in places::media_types_that(has, &document.value) {
            let help = "parts without names are put together by the caller, with their media types";
            diagnostics.not_in_30(&pointer::join(&at, key), key, help);
            object(document, &at).map(|it| it.shift_remove(key));
        }
    }
}

/// Media types with items, and what they are called where they are used: as components they have another name.
fn media_types(document: &Document) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let may_have = |it: &Value| it.get("itemSchema").is_some() || it.get("$ref").is_some();
    for at in places::media_types_that(may_have, &document.value) {
        let name = essence(&pointer::last(&at));
        if name.contains('/')
            && let Some(target) = follow(document, &at, &mut Diagnostics::default())
            && document
                .get(&pointer::join(&target, "itemSchema"))
                .is_some()
        {
            found.entry(target).or_insert(name);
        }
    }
    found
}

/// Data of events that became components, from where it stood to where it stands.
#[derive(Default)]
struct Shared(BTreeMap<String, String>);

impl Shared {
    /// The schema of a stream of events becomes that of their data, where that is JSON; what else there is of an event is the
    /// same for all.
    fn become_schema(
        &mut self,
        document: &mut Document,
        at: &str,
        data: &[String],
        moves: &mut Moves,
    ) {
        let (from, to) = (pointer::join(at, "itemSchema"), pointer::join(at, "schema"));
        document.origins.copy(&from, &to);
        let schema = match data {
            [] => None,
            [one] => Some(self.part(document, one, &to, moves)),
            several => {
                let parts = several.iter().enumerate().map(|(number, it)| {
                    let to = pointer::join_all(&to, ["oneOf", &number.to_string()]);
                    self.part(document, it, &to, moves)
                });
                let parts: Vec<Value> = parts.collect();
                Some(json!({ "oneOf": parts }))
            }
        };
        if let Some(map) = object(document, at) {
            map.shift_remove("itemSchema");
            map.shift_remove("schema");
            map.extend(schema.map(|it| ("schema".to_owned(), it)));
        }
    }

    /// What stands at `from`, for `to`. What several streams may share becomes a component.
    fn part(&mut self, document: &mut Document, from: &str, to: &str, moves: &mut Moves) -> Value {
        if let Some(known) = self.0.get(from) {
            return json!({ "$ref": fragment(known) });
        }
        let Some(schema) = document.get(from).cloned() else {
            return json!({});
        };
        let Some(name) = component_name(document, pointer::parent(from)) else {
            document.origins.copy(from, to);
            moves.push((from.to_owned(), to.to_owned()));
            return schema;
        };
        hoist(document, from, schema, &name, moves);
        let known = pointer::join(SCHEMAS, &name);
        let reference = json!({ "$ref": fragment(&known) });
        self.0.insert(from.to_owned(), known);
        reference
    }
}

/// `Event_data`, `Event_added_data`: of a component, the event, and the property that holds it.
fn component_name(document: &Document, property: &str) -> Option<String> {
    let rest = property.strip_prefix(SCHEMAS)?.strip_prefix('/')?;
    let mut name = pointer::unescape(rest.split('/').next()?).into_owned();
    let event = rest.strip_suffix("/properties/data").and_then(|_| {
        let event = pointer::join(pointer::parent(property), "event");
        let schema = document.get(&event)?;
        let one = schema.get("const").or_else(|| schema.get("enum")?.get(0));
        one?.as_str()
    });
    for part in event.into_iter().chain([DATA]) {
        name = format!("{name}_{part}");
    }
    let taken = |it: &str| document.get(&pointer::join(SCHEMAS, it)).is_some();
    while taken(&name) {
        name.push('_');
    }
    Some(name)
}

/// The property of an event that holds what it is about.
const DATA: &str = "data";

/// Looks for the data of an event.
struct Search<'a> {
    document: &'a Document,
    seen: BTreeSet<String>,
}

impl<'a> Search<'a> {
    fn new(document: &'a Document) -> Self {
        Self {
            document,
            seen: BTreeSet::new(),
        }
    }

    /// Pointers of the schemas of what is in the data, one for each kind of event. None if it is not JSON in all of them.
    fn data(&mut self, at: &str, depth: usize) -> Option<Vec<String>> {
        let at = follow(self.document, at, &mut Diagnostics::default())?;
        if depth > DEEPEST {
            return None;
        }
        if !self.seen.insert(at.clone()) {
            // What comes twice is no other kind.
            return Some(Vec::new());
        }
        // What is said of all events comes before what is said of some.
        let property = pointer::join_all(&at, ["properties", DATA]);
        if let Some(content) = self.content(&property) {
            return Some(vec![content]);
        }
        let mut parts = self.parts(&at, "allOf").into_iter();
        parts
            .find_map(|it| self.data(&it, depth + 1).filter(|it| !it.is_empty()))
            .or_else(|| self.alternatives(&at, depth))
    }

    /// The data of all kinds of events, if it is JSON in each.
    fn alternatives(&mut self, at: &str, depth: usize) -> Option<Vec<String>> {
        let lists = ["oneOf", "anyOf"].map(|key| self.parts(at, key));
        let parts = lists.into_iter().find(|it| !it.is_empty())?;
        let found = parts.iter().map(|it| self.data(it, depth + 1));
        let found: Option<Vec<Vec<String>>> = found.collect();
        found.map(|it| it.concat())
    }

    fn parts(&self, at: &str, key: &str) -> Vec<String> {
        let at = pointer::join(at, key);
        let parts = self.document.get(&at).and_then(Value::as_array);
        let count = parts.map_or(0, Vec::len);
        let part = |number: usize| pointer::join(&at, &number.to_string());
        (0..count).map(part).collect()
    }

    /// The schema of what a text holds, if that is JSON.
    fn content(&self, at: &str) -> Option<String> {
        let at = follow(self.document, at, &mut Diagnostics::default())?;
        let schema = self.document.get(&at)?;
        let media_type = schema.get("contentMediaType").and_then(Value::as_str);
        let json = schema.get("contentSchema").is_some() && media_type.is_none_or(is_json);
        json.then(|| pointer::join(&at, "contentSchema"))
    }
}

/// A query that is one form is an object with a parameter for each property.
fn whole_query(document: &mut Document, at: &str, moves: &mut Moves) {
    let content = document.get(&pointer::join(at, "content"));
    let content = content.and_then(Value::as_object);
    let form = content.and_then(|it| it.keys().find(|it| essence(it) == FORM));
    let Some(media) = form.map(|it| pointer::join_all(at, ["content", it])) else {
        return;
    };
    if let Some(map) = object(document, &media)
        && let Some(schema) = map.shift_remove("schema")
    {
        let (from, to) = (pointer::join(&media, "schema"), pointer::join(at, "schema"));
        document.origins.copy(&from, &to);
        moves.push((from, to));
        let encoding = object(document, &media).and_then(|it| it.shift_remove("encoding"));
        if encoding.is_some() {
            let [from, to] = [
                pointer::join(&media, "encoding"),
                pointer::join(at, WHOLE_QUERY),
            ];
            document.origins.copy(&from, &to);
            moves.push((from, to));
        }
        if let Some(map) = object(document, at) {
            map.extend(encoding.map(|it| (WHOLE_QUERY.to_owned(), it)));
            map.shift_remove("content");
            map.insert("in".to_owned(), "query".into());
            map.insert("style".to_owned(), "form".into());
            map.insert("explode".to_owned(), true.into());
            map.insert("schema".to_owned(), schema);
        }
    }
}

/// The schema of one line becomes that of all lines together, a list.
fn become_list(document: &mut Document, at: &str, moves: &mut Moves) {
    let (from, to) = (pointer::join(at, "itemSchema"), pointer::join(at, "schema"));
    let items = pointer::join(&to, "items");
    document.origins.copy(&from, &to);
    document.origins.copy(&from, &items);
    if let Some(map) = object(document, at)
        && let Some(item) = map.shift_remove("itemSchema")
    {
        let list = json!({ "type": "array", "items": item });
        map.insert("schema".to_owned(), list);
    }
    moves.push((from, items));
}

fn object<'a>(document: &'a mut Document, at: &str) -> Option<&'a mut Map<String, Value>> {
    document.value.pointer_mut(at)?.as_object_mut()
}
