//! JSON pointers (RFC 6901) as text.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

/// The node at a pointer. As [`Value::pointer`], which copies each step twice; most of lowering is such look-ups.
pub fn find<'a>(root: &'a Value, pointer: &str) -> Option<&'a Value> {
    let mut node = root;
    let mut rest = pointer;
    while !rest.is_empty() {
        let (step, escaped, after) = first(rest.strip_prefix('/')?);
        let step = if escaped { unescape(step) } else { step.into() };
        node = match node {
            Value::Object(map) => child(map, &step)?,
            Value::Array(items) => items.get(index(&step)?)?,
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => return None,
        };
        rest = after;
    }
    Some(node)
}

/// The first step, whether it is escaped, and the rest. Steps are short: a search for each character costs more than one
/// look at every byte.
fn first(steps: &str) -> (&str, bool, &str) {
    let mut escaped = false;
    for (end, byte) in steps.bytes().enumerate() {
        match byte {
            b'/' => return (&steps[..end], escaped, &steps[end..]),
            b'~' => escaped = true,
            _ => {}
        }
    }
    (steps, escaped, "")
}

/// A value of a map. Most maps of a document are small, and comparing a few keys costs less than hashing one.
pub fn child<'a>(map: &'a Map<String, Value>, key: &str) -> Option<&'a Value> {
    if map.len() > FEW {
        return map.get(key);
    }
    map.iter()
        .find(|(it, _)| it.as_str() == key)
        .map(|(_, value)| value)
}

/// Maps up to this size are searched.
const FEW: usize = 12;

/// A position in a list: digits without a leading zero.
fn index(step: &str) -> Option<usize> {
    let plain = step == "0" || !step.starts_with(['0', '+']);
    plain.then(|| step.parse().ok())?
}

/// `pointer` with one more step, escaped.
pub fn join(pointer: &str, step: &str) -> String {
    let mut joined = String::with_capacity(pointer.len() + step.len() + 1);
    joined.push_str(pointer);
    push(&mut joined, step);
    joined
}

/// Adds a step, escaped.
pub fn push(pointer: &mut String, step: &str) {
    pointer.push('/');
    let mut rest = step;
    while let Some(at) = rest.find(['~', '/']) {
        pointer.push_str(&rest[..at]);
        pointer.push_str(if rest.as_bytes()[at] == b'~' {
            "~0"
        } else {
            "~1"
        });
        rest = &rest[at + 1..];
    }
    pointer.push_str(rest);
}

/// `pointer` with several more steps.
pub fn join_all<'a>(pointer: &str, steps: impl IntoIterator<Item = &'a str>) -> String {
    steps
        .into_iter()
        .fold(pointer.to_owned(), |at, step| join(&at, step))
}

/// The last step of a pointer, unescaped; empty for the root.
pub fn last(pointer: &str) -> String {
    unescape(pointer.rsplit('/').next().unwrap_or_default()).into_owned()
}

/// A pointer without its last step; the root stays the root.
pub fn parent(pointer: &str) -> &str {
    pointer.rfind('/').map_or("", |end| &pointer[..end])
}

/// The pointer that ends with the longest step of this one, the first of several.
pub fn longest_step(pointer: &str) -> &str {
    let (mut end, mut longest, mut longest_end) = (0, 0, 0);
    for step in pointer.split('/') {
        end += step.len();
        if step.len() > longest {
            (longest, longest_end) = (step.len(), end);
        }
        end += 1;
    }
    &pointer[..longest_end]
}

/// True for a node and everything in it.
pub fn is_within(pointer: &str, outer: &str) -> bool {
    let rest = pointer.strip_prefix(outer);
    rest.is_some_and(|it| it.is_empty() || it.starts_with('/'))
}

/// Undoes the escapes of one step.
pub fn unescape(step: &str) -> Cow<'_, str> {
    if !step.contains('~') {
        return step.into();
    }
    let mut text = String::with_capacity(step.len());
    let mut rest = step;
    while let Some(at) = rest.find('~') {
        text.push_str(&rest[..at]);
        let (character, length) = match rest.as_bytes().get(at + 1) {
            Some(b'0') => ('~', 2),
            Some(b'1') => ('/', 2),
            _ => ('~', 1),
        };
        text.push(character);
        rest = &rest[at + length..];
    }
    text.push_str(rest);
    text.into()
}

/// Turns the URI fragment of a `$ref` (`#/components/schemas/A%20B`) into a pointer.
pub fn from_fragment(reference: &str) -> Option<String> {
    let fragment = reference.strip_prefix('#')?;
    let decoded = percent_decode_str(fragment).decode_utf8_lossy();
    (decoded.is_empty() || decoded.starts_with('/')).then(|| decoded.into_owned())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{find, from_fragment, join, last, longest_step, parent};

    #[test]
    fn nodes_are_found_as_the_standard_says() {
        let root = json!({
            "a/b": 1, "m~n": [2, { "": 3 }], "": 4, "00": 5, "x": "text",
        });
        for pointer in [
            "", "/", "/a~1b", "/m~0n/0", "/m~0n/1/", "/m~0n/00", "/m~0n/+1", "/m~0n/2", "/m~0n/-",
            "/00", "/x/0", "a~1b", "/a/b", "/m~01n",
        ] {
            assert_eq!(find(&root, pointer), root.pointer(pointer), "{pointer}");
        }
    }

    #[test]
    fn steps_are_escaped_and_back() {
        let pointer = join("/paths", "/a/{b}~c");
        assert_eq!(pointer, "/paths/~1a~1{b}~0c");
        assert_eq!(last(&pointer), "/a/{b}~c");
        assert_eq!(last("/~/~2~0~01~"), "~2~~1~");
        assert_eq!(parent(&pointer), "/paths");
        assert_eq!(parent(""), "");
    }

    #[test]
    fn the_longest_step_is_found() {
        for (pointer, expected) in [
            ("", ""),
            ("/", ""),
            ("/a", "/a"),
            ("/a/bcd/ef", "/a/bcd"),
            ("/a/bc/de", "/a/bc"),
        ] {
            assert_eq!(longest_step(pointer), expected, "{pointer}");
        }
    }

    #[test]
    fn fragments_are_percent_decoded() {
        for (fragment, pointer) in [
            ("#/a/b", Some("/a/b")),
            ("#/a%20b", Some("/a b")),
            ("#/a%2", Some("/a%2")),
            ("#%2Fa%2Fb", Some("/a/b")),
            ("#", Some("")),
            ("other.yaml#/a", None),
            ("#anchor", None),
        ] {
            assert_eq!(from_fragment(fragment).as_deref(), pointer, "{fragment}");
        }
    }
}
