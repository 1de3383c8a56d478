//! What signs are called, and names of what differs from another only in the signs around it: `id` beside `@id`.

use std::collections::BTreeMap;

use super::snake;

/// Names in which the signs are words, `at_id` for `@id`, for those whose plain name another has as well. `plain` is what each is
/// called without that.
pub(crate) fn told_apart<'a>(
    plain: impl Iterator<Item = (&'a str, &'a str)>,
) -> BTreeMap<&'a str, String> {
    let mut owners: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (wire, name) in plain {
        owners.entry(name).or_default().push(wire);
    }
    let shared = owners.iter().filter(|(_, wires)| wires.len() > 1);
    let spelt = shared.flat_map(|(_, wires)| wires).filter_map(|wire| {
        let name = with_signs(wire)?;
        // What is called so without any signs keeps its name.
        (!owners.contains_key(name.as_str())).then_some((*wire, name))
    });
    spelt.collect()
}

/// The name with a word for each sign before and behind it, if there are any.
fn with_signs(wire: &str) -> Option<String> {
    let inner = wire.trim_matches(|it: char| !it.is_alphanumeric());
    if inner.is_empty() || inner.len() == wire.len() {
        return None;
    }
    let (before, behind) = wire.split_once(inner)?;
    let words = |signs: &str| {
        let words = signs.chars().map(|it| match symbol(it) {
            "symbol" => format!("u{:x}", u32::from(it)),
            word => word.to_owned(),
        });
        words.collect::<Vec<String>>().join(" ")
    };
    Some(snake(&format!(
        "{} {inner} {}",
        words(before),
        words(behind)
    )))
}

pub(super) fn symbol(character: char) -> &'static str {
    let known = SYMBOLS
        .iter()
        .find(|(symbols, _)| symbols.contains(character));
    known.map_or("symbol", |(_, word)| word)
}

/// What characters are called that are no part of a name.
pub(super) const SYMBOLS: &[(&str, &str)] = &[
    ("*", "star"),
    ("/", "slash"),
    ("\\", "backslash"),
    (".", "dot"),
    (",", "comma"),
    (":", "colon"),
    (";", "semicolon"),
    ("=", "equal"),
    ("<", "less"),
    (">", "greater"),
    ("!", "not"),
    ("?", "question"),
    ("#", "hash"),
    ("$", "dollar"),
    ("%", "percent"),
    ("&", "and"),
    ("|", "or"),
    ("@", "at"),
    ("^", "caret"),
    ("~", "tilde"),
    (" ", "space"),
    ("+", "plus"),
    ("-", "minus"),
    ("_", "underscore"),
    ("()[]{}", "bracket"),
    ("\"'`", "quote"),
];

#[cfg(test)]
mod tests {
    use super::told_apart;
    use crate::naming::snake;

    #[test]
    fn signs_are_words_only_beside_another_of_the_name() {
        for (wires, expected) in [
            (vec!["@id", "id"], vec!["at_id", "id"]),
            (vec!["id", "@id"], vec!["id", "at_id"]),
            (
                vec!["$type", "@type", "type"],
                vec!["dollar_type", "at_type", "type"],
            ),
            (vec!["_id", "$id"], vec!["underscore_id", "dollar_id"]),
            (
                vec!["size", "size#", "§size"],
                vec!["size", "size_hash", "ua7_size"],
            ),
            (
                vec!["-1", "1-", "_1"],
                vec!["minus_1", "_1_minus", "underscore_1"],
            ),
            (vec!["@id", "name"], vec!["id", "name"]),
            // Nothing tells these apart.
            (vec!["userId", "user_id"], vec!["user_id", "user_id"]),
            (vec!["$", "dollar"], vec!["dollar", "dollar"]),
            (vec!["@id", "id", "at_id"], vec!["id", "id", "at_id"]),
        ] {
            let plain: Vec<String> = wires.iter().map(|it| snake(it)).collect();
            let pairs = wires.iter().copied().zip(plain.iter().map(String::as_str));
            let apart = told_apart(pairs.clone());
            let names: Vec<&str> = pairs
                .map(|(wire, plain)| apart.get(wire).map_or(plain, String::as_str))
                .collect();
            assert_eq!(names, expected, "{wires:?}");
        }
    }
}
