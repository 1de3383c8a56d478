//! References of 3.1: `$defs`, and nodes that have moved.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::places;
use super::schema::Moves;
use crate::spec::document::Document;
use crate::spec::pointer;

/// Where components stand.
pub(super) const SCHEMAS: &str = "/components/schemas";

/// Makes components of `$defs`, so that their types have names and may contain themselves. The deepest come first, so
/// that a definition takes none along; otherwise the order of the document does not matter.
pub(super) fn hoist_definitions(document: &mut Document) {
    let mut holders = places::schemas(&document.value);
    holders.push(String::new());
    let mut definitions = Vec::new();
    for holder in holders {
        let at = pointer::join(&holder, "$defs");
        let map = document.get(&at).and_then(Value::as_object);
        definitions.extend(
            map.into_iter()
                .flatten()
                .map(|(name, _)| pointer::join(&at, name)),
        );
    }
    definitions.sort_by_cached_key(|it| (Reverse(it.matches('/').count()), it.clone()));
    let mut taken = ambiguous(document, &definitions);
    let components = document.get(SCHEMAS).and_then(Value::as_object);
    taken.extend(
        components
            .into_iter()
            .flatten()
            .map(|(name, _)| plain(name)),
    );
    let mut moves = Moves::default();
    for at in definitions {
        let Some(schema) = document.get(&at).cloned() else {
            continue;
        };
        let free = |it: &String| is_component(document, it, &schema) || !taken.contains(&plain(it));
        if let Some(name) = names(&at).into_iter().find(free) {
            taken.insert(plain(&name));
            hoist(document, &at, schema, &name, &mut moves);
        }
    }
    follow_moves(document, &moves);
}

/// Names of several definitions that differ: none of them gets it, or it would depend on which comes first.
fn ambiguous(document: &Document, definitions: &[String]) -> BTreeSet<String> {
    let mut first = BTreeMap::new();
    let mut names = BTreeSet::new();
    for at in definitions {
        let name = plain(&pointer::last(at));
        let schema = document.get(at);
        if *first.entry(name.clone()).or_insert(schema) != schema {
            names.insert(name);
        }
    }
    names
}

/// What a definition may be called: by its own name, or as many of the steps to it as it takes to be unique.
fn names(at: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut name = String::new();
    for step in at.rsplit('/').filter(|it| !it.is_empty() && *it != "$defs") {
        let separator = if name.is_empty() { "" } else { "_" };
        name = format!("{}{separator}{name}", pointer::unescape(step));
        names.push(name.clone());
    }
    names
}

fn is_component(document: &Document, name: &str, schema: &Value) -> bool {
    document.get(&pointer::join(SCHEMAS, name)) == Some(schema)
}

/// Names that would become the same type are the same name.
fn plain(name: &str) -> String {
    let letters = name.chars().filter(|it| it.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// Makes a component of a schema, and takes it away where it was.
pub(super) fn hoist(
    document: &mut Document,
    from: &str,
    schema: Value,
    name: &str,
    moves: &mut Moves,
) {
    let to = pointer::join(SCHEMAS, name);
    if !is_component(document, name, &schema) {
        document.origins.copy(from, &to);
        let schemas =
            ["components", "schemas"]
                .into_iter()
                .try_fold(&mut document.value, |node, key| {
                    let map = node.as_object_mut()?;
                    Some(map.entry(key).or_insert_with(|| json!({})))
                });
        let Some(Value::Object(schemas)) = schemas else {
            return;
        };
        schemas.insert(name.to_owned(), schema);
    }
    let definitions = pointer::parent(from);
    if let Some(Value::Object(map)) = document.value.pointer_mut(definitions) {
        // Nobody looks at their order, and there may be many.
        map.swap_remove(&pointer::last(from));
        if map.is_empty()
            && let Some(Value::Object(holder)) =
                document.value.pointer_mut(pointer::parent(definitions))
        {
            holder.shift_remove("$defs");
        }
    }
    moves.push((from.to_owned(), to));
}

/// Corrects the references to what has moved, those of discriminators included.
pub(super) fn follow_moves(document: &mut Document, moves: &Moves) {
    if moves.is_empty() {
        return;
    }
    let moves = &Ways::of(moves);
    for at in places::schemas(&document.value) {
        let Some(Value::Object(map)) = document.value.pointer_mut(&at) else {
            continue;
        };
        if let Some(reference) = map.get_mut("$ref") {
            follow(reference, moves);
        }
        let discriminator = map.get_mut("discriminator");
        let mapping = discriminator.and_then(|it| it.get_mut("mapping")?.as_object_mut());
        for reference in mapping.into_iter().flat_map(|it| it.values_mut()) {
            follow(reference, moves);
        }
    }
}

/// Moves by where they begin.
struct Ways<'a> {
    moves: &'a Moves,
    starts: BTreeMap<&'a str, Vec<usize>>,
}

impl<'a> Ways<'a> {
    fn of(moves: &'a Moves) -> Self {
        let mut starts: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (number, (from, _)) in moves.iter().enumerate() {
            starts.entry(from).or_default().push(number);
        }
        Self { moves, starts }
    }

    /// The first move from a number on that takes a node along: its own, or that of one around it.
    fn next(&self, at: &str, from: usize) -> Option<usize> {
        let ends = at.match_indices('/').map(|(end, _)| end).chain([at.len()]);
        let moves = ends.filter_map(|end| {
            let numbers = self.starts.get(&at[..end])?;
            numbers
                .get(numbers.partition_point(|it| *it < from))
                .copied()
        });
        moves.min()
    }

    /// Where a node is after all moves.
    fn end(&self, at: &str) -> String {
        let mut at = at.to_owned();
        let mut next = 0;
        while let Some(number) = self.next(&at, next) {
            let (from, to) = &self.moves[number];
            at = format!("{to}{}", &at[from.len()..]);
            next = number + 1;
        }
        at
    }
}

fn follow(reference: &mut Value, moves: &Ways<'_>) {
    let Some(old) = reference.as_str().and_then(pointer::from_fragment) else {
        return;
    };
    // Components stay, and nearly all references are to components.
    if pointer::parent(&old) == SCHEMAS {
        return;
    }
    let target = moves.end(&old);
    if target != old {
        *reference = fragment(&target).into();
    }
}

/// A pointer as a reference.
pub(super) fn fragment(pointer: &str) -> String {
    format!("#{}", pointer.replace('%', "%25"))
}
