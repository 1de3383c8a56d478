//! How much of a document a JSONPath looks at.

use serde_json::Value;

use super::alternatives::alternatives;
use super::quotes::outside;
use crate::spec::pointer;

/// A regular expression is read anew for each text that it is asked about.
const EXPRESSION: usize = 64;

/// About so many nodes; none if each step names one.
pub(super) fn visits(path: &str, root: &Value) -> usize {
    let (start, rest) = named(path);
    if rest.is_empty() {
        return 0;
    }
    let shape = Shape::of(rest);
    let Some(node) = pointer::find(root, &start) else {
        return 0;
    };
    let nodes = count(node, shape.levels, usize::from(shape.again));
    // Each condition of a filter is asked of every node, and all is looked for once more for each name of a list.
    let times = shape
        .conditions
        .saturating_mul(1 + alternatives(path).len());
    nodes.saturating_mul(times)
}

/// Nodes down to a level; each counts for `more` of those around it as well.
fn count(node: &Value, levels: usize, more: usize) -> usize {
    fn walk(node: &Value, levels: usize, weight: usize, more: usize) -> usize {
        let Some(levels) = levels.checked_sub(1) else {
            return weight;
        };
        let inside = |it| walk(it, levels, weight + more, more);
        weight
            + match node {
                Value::Array(items) => items.iter().map(inside).sum::<usize>(),
                Value::Object(map) => map.values().map(inside).sum(),
                _ => 0,
            }
    }
    walk(node, levels, 1, more)
}

/// What the rest of a path has in it, filters included.
struct Shape {
    /// So many levels down it looks.
    levels: usize,
    /// A filter with `..` looks at all below a node, and so does whatever leads to it: each node counts once for every node
    /// around it.
    again: bool,
    conditions: usize,
}

impl Shape {
    fn of(rest: &str) -> Self {
        let (mut steps, mut descents, mut filtered, mut open) = (0_usize, 0, 0, 0_usize);
        let (mut conditions, mut last) = (2, ' ');
        for (at, it) in outside(rest) {
            match it {
                '.' if last == '.' => {
                    descents += 1;
                    filtered += usize::from(open > 0);
                }
                '.' => steps += 1,
                '[' => (steps, open) = (steps + 1, open + 1),
                ']' => open = open.saturating_sub(1),
                // Two signs each.
                '&' | '|' => conditions += 1,
                '(' if rest[..at].ends_with("match") || rest[..at].ends_with("search") => {
                    conditions += 2 * EXPRESSION;
                }
                _ => {}
            }
            last = it;
        }
        Self {
            levels: if descents > 0 { usize::MAX } else { steps },
            again: descents > 1 && filtered > 0,
            conditions: conditions / 2,
        }
    }
}

/// The node that the first steps of a path name, one after the other, and the rest of the path.
fn named(path: &str) -> (String, &str) {
    let mut rest = path.strip_prefix('$').unwrap_or(path).trim();
    let mut at = String::new();
    while let Some((name, after)) = one_name(rest) {
        pointer::push(&mut at, name);
        rest = after.trim_start();
    }
    (at, rest)
}

/// The name or number that a path begins with, and what follows it.
fn one_name(path: &str) -> Option<(&str, &str)> {
    if let Some(dotted) = path.strip_prefix('.') {
        let end = dotted.find(|it: char| !it.is_alphanumeric() && it != '_');
        let (name, after) = dotted.split_at(end.unwrap_or(dotted.len()));
        return (!name.is_empty()).then_some((name, after));
    }
    let inside = path.strip_prefix('[')?.trim_start();
    let (name, after) = match inside.chars().next()? {
        quote @ ('\'' | '"') => inside[1..].split_once(quote)?,
        _ => inside.split_at(inside.find(|it: char| !it.is_ascii_digit())?),
    };
    let after = after.trim_start().strip_prefix(']')?;
    (!name.contains('\\')).then_some((name, after))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::visits;

    #[test]
    fn what_names_its_steps_looks_at_nothing_else() {
        // 12 nodes: the root, `a`, two objects with two each, `b` with a list of two.
        let root = json!({
            "a": {"x/y": {"c": 1, "d": 2}, "z": {"c": 3, "d": 4}},
            "b": {"l": [5, 6]},
        });
        for (path, expected) in [
            ("$", 0),
            ("$.a.z", 0),
            ("$['a'][\"x/y\"].c", 0),
            ("$.b.l[0]", 0),
            ("$.b [ 'l' ] [1]", 0),
            ("$.a.*", 3),
            ("$.a.*.c", 7),
            ("$['a']['x/y'].*", 3),
            ("$.b.l[-1]", 3),
            ("$.a['x/y', 'z']", 3 * 3),
            ("$.nothing.*", 0),
            ("$..c", 12),
            ("$.b..c", 4),
            ("$..c..d", 12),
            ("$..['..']", 12),
            ("$.a[?@.c]", 7),
            ("$.a[?@.c == 1 && @.d == 2]", 14),
            ("$.a[?@..c]", 7),
            // Each node once for each of its ancestors and itself.
            ("$..a[?@..c]", 1 + 2 * 2 + 3 * 3 + 6 * 4),
            ("$..['c'][?search(@.d, 'e')]", 12 * 65),
        ] {
            assert_eq!(visits(path, &root), expected, "{path}");
        }
    }
}
