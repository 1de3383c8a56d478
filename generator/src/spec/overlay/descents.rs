//! Selects by a JSONPath, one `..` after the other. In one go, each node would get a path of its own, found or not; and whatever a
//! first `..` finds would be searched by the second for itself, so that each node is found once for every node around it.

use indexmap::IndexSet;
use serde_json::Value;
use serde_json_path::{JsonPath, ParseError};

use super::quotes::outside;
use crate::spec::pointer;

/// Pointers of the nodes that a path selects, each once.
///
/// # Errors
/// If the text is no JSONPath.
pub(super) fn select(path: &str, root: &Value) -> Result<IndexSet<String>, ParseError> {
    let whole = JsonPath::parse(path)?;
    let parts = parts(path);
    // What asks about the whole document has to start from it.
    let is_whole = |part: &&str| outside(part).any(|(_, it)| it == '$');
    if parts[1..].iter().any(is_whole) {
        return Ok(located(&whole, root).collect());
    }
    let mut found: IndexSet<String> = located(&JsonPath::parse(parts[0])?, root).collect();
    for part in &parts[1..] {
        let step = part.trim_start_matches('.');
        let dot = if step.starts_with('[') { "" } else { "." };
        let step = JsonPath::parse(&format!("${dot}{step}"))?;
        let mut next = IndexSet::new();
        for mut at in outermost(&found) {
            if let Some(node) = pointer::find(root, &at) {
                descend(&step, node, &mut at, &mut next);
            }
        }
        found = next;
    }
    Ok(found)
}

/// Takes a step from a node and from all below it. As a rule it leads nowhere, and then no paths are put together.
fn descend(step: &JsonPath, node: &Value, at: &mut String, found: &mut IndexSet<String>) {
    if !node.is_object() && !node.is_array() {
        return;
    }
    if !step.query(node).is_empty() {
        found.extend(located(step, node).map(|it| format!("{at}{it}")));
    }
    let length = at.len();
    let mut below = |key: &str, node: &Value| {
        pointer::push(at, key);
        descend(step, node, at, found);
        at.truncate(length);
    };
    match node {
        Value::Array(items) => {
            for (number, item) in items.iter().enumerate() {
                below(&number.to_string(), item);
            }
        }
        Value::Object(map) => map.iter().for_each(|(key, value)| below(key, value)),
        _ => {}
    }
}

fn located<'a>(path: &JsonPath, node: &'a Value) -> impl Iterator<Item = String> + use<'a> {
    let nodes = path.query_located(node).all();
    nodes.into_iter().map(|it| it.location().to_json_pointer())
}

/// Those that lie in no other one: `..` finds from these whatever it finds from those inside.
fn outermost(found: &IndexSet<String>) -> Vec<String> {
    let is_inside = |at: &str| {
        let mut ends = at.match_indices('/').skip(1);
        ends.any(|(end, _)| found.contains(&at[..end]))
    };
    found.iter().filter(|at| !is_inside(at)).cloned().collect()
}

/// The path up to its first `..`, and what begins with each of them. Those in filters are no steps.
pub(super) fn parts(path: &str) -> Vec<&str> {
    let (mut ends, mut open) = (Vec::new(), 0_usize);
    let mut characters = outside(path).peekable();
    while let Some((at, it)) = characters.next() {
        match it {
            '[' | '(' => open += 1,
            ']' | ')' => open = open.saturating_sub(1),
            '.' if open == 0 && characters.next_if_eq(&(at + 1, '.')).is_some() => ends.push(at),
            _ => {}
        }
    }
    let mut start = 0;
    let ends = ends.into_iter().chain([path.len()]);
    ends.map(|end| {
        let part = path[start..end].trim();
        start = end;
        part
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use indexmap::IndexSet;
    use serde_json::json;
    use serde_json_path::JsonPath;

    use super::{parts, select};

    #[test]
    fn a_path_comes_apart_at_its_descents() {
        for (path, expected) in [
            ("$", vec!["$"]),
            ("$.a..b", vec!["$.a", "..b"]),
            ("$..a.b ..c", vec!["$", "..a.b", "..c"]),
            ("$..['..']..*", vec!["$", "..['..']", "..*"]),
            ("$..a[?@..b]", vec!["$", "..a[?@..b]"]),
        ] {
            assert_eq!(parts(path), expected, "{path}");
        }
    }

    #[test]
    fn step_by_step_the_same_is_found() {
        let root = json!({
            "a": {"a": [{"a": 1, "b/c": 2}, {"b/c": {"a": {"d": {"a": []}}}}], "ab": {"d": 3}},
            "": {"a": {"": {"d": [4]}}},
            "d": [[{"a": 5}], {"d": 6}],
        });
        for path in [
            "$",
            "$.a",
            "$..a",
            "$..a..a",
            "$..*..*",
            "$..*..a",
            "$..a..*",
            "$..a.a..d",
            "$..a..*[?@.d]",
            "$..[0]..d",
            "$..['a', 'd']..['a', 'd']",
            "$..['']..d",
            "$..['b/c']..d",
            "$..[?@.d]..a",
            "$.d..*..*",
            "$..x..a",
            "$..a..x",
        ] {
            let whole = JsonPath::parse(path).expect("a path");
            let nodes = whole.query_located(&root);
            let expected: IndexSet<String> = nodes
                .iter()
                .map(|it| it.location().to_json_pointer())
                .collect();
            let found = select(path, &root).expect("a path");
            assert!(
                found.iter().eq(&expected),
                "{path}: {found:?}, {expected:?}"
            );
        }
    }
}
