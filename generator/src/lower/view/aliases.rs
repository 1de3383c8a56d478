//! Uses of a schema that add nothing but annotations: where they lead, and what they say.

use serde_json::{Map, Value};

use super::targets::no_schema;
use crate::spec::{Document, annotations, pointer};

/// Longest way through aliases that is followed; a circle has no end.
const MOST_ALIASES: usize = 100;

/// See `Lowering::canonical`.
pub(in crate::lower) fn canonical(document: &Document, at: &str) -> String {
    let mut current = at.to_owned();
    for _ in 0..=MOST_ALIASES {
        match alias_of(document, &current) {
            Some(next) => current = next,
            None => break,
        }
    }
    current
}

/// What a schema says of a key, or the first of those on the way from a use of it to the schema itself.
pub(in crate::lower) fn nearest<'a>(
    document: &'a Document,
    at: &str,
    key: &str,
) -> Option<&'a Value> {
    let mut current = at.to_owned();
    for _ in 0..=MOST_ALIASES {
        let map = document.get(&current)?.as_object()?;
        let next = alias_of(document, &current);
        let members = map.get("allOf").filter(|_| next.is_some());
        let members = members.and_then(Value::as_array).into_iter().flatten();
        let mut annotations = members.filter(|it| it.get("$ref").is_none());
        let here = map.get(key);
        if let Some(value) = here.or_else(|| annotations.find_map(|it| it.get(key))) {
            return Some(value);
        }
        current = next?;
    }
    None
}

/// Where a node leads that adds nothing but annotations: `$ref`, or `allOf` with one member, or with one reference and
/// annotations. What the schema says itself adds nothing, but a component that says so is a type of its own.
pub(super) fn alias_of(document: &Document, at: &str) -> Option<String> {
    let map = document.get(at)?.as_object()?;
    if let Some(reference) = map.get("$ref") {
        let target = pointer::from_fragment(reference.as_str()?)?;
        let leads = document.get(&target).is_some() && no_schema(document, &target).is_none();
        return leads.then_some(target);
    }
    let members = map.get("allOf")?.as_array()?;
    let component = pointer::parent(at) == "/components/schemas";
    let number = match members.as_slice() {
        [_] => 0,
        _ => only_reference(members, component)?,
    };
    let adds_nothing = annotations::only_beside(map, "allOf")
        || !component && repeats(document, map, &members[number]);
    adds_nothing.then(|| pointer::join_all(at, ["allOf", &number.to_string()]))
}

/// True if all that a schema says beside the reference of its `allOf` is said there too, but for annotations: then the
/// type is the same. That an object is one need not be said there.
fn repeats(document: &Document, map: &Map<String, Value>, member: &Value) -> bool {
    let Some(reference) = member.get("$ref").and_then(Value::as_str) else {
        return false;
    };
    let target = pointer::from_fragment(reference).and_then(|it| document.get(&it));
    let is_said = |(key, value)| target.and_then(|it| it.get(key)) == Some(value);
    let mut more = map
        .iter()
        .filter(|(key, _)| *key != "allOf" && !annotations::is_one(key));
    is_object_and(map, &["allOf", "type"]) || more.all(is_said)
}

/// The one member that refers to something, if all others are annotations.
fn only_reference(members: &[Value], component: bool) -> Option<usize> {
    let or_null = |it: &Map<String, Value>| it.get("nullable") == Some(&Value::Bool(true));
    let adds_nothing = |it: &Map<String, Value>| {
        annotations::only(it) || (!component || or_null(it)) && is_object_and(it, &["type"])
    };
    let says_more = |it: &Value| it.as_object().is_none_or(|it| !adds_nothing(it));
    let mut telling = members.iter().enumerate().filter(|it| says_more(it.1));
    let (number, member) = telling.next()?;
    (telling.next().is_none() && member.get("$ref").is_some()).then_some(number)
}

/// True for an object of which nothing is said but annotations, and keys that are looked at elsewhere.
fn is_object_and(schema: &Map<String, Value>, keys: &[&str]) -> bool {
    schema.get("type").and_then(Value::as_str) == Some("object")
        && annotations::only_besides(schema, keys)
}
