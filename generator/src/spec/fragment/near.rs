//! What somebody who made a typing mistake could have meant.

use std::collections::BTreeSet;

/// So many are listed.
const MOST: usize = 5;

/// The names that are like `wanted`, the nearest first.
pub fn nearest(wanted: &str, known: &BTreeSet<&str>) -> Vec<String> {
    let wanted = simple(wanted);
    let length = wanted.chars().count();
    let mut near: Vec<(usize, &str)> = known
        .iter()
        .filter_map(|name| {
            let simple = simple(name);
            let far = distance(&wanted, &simple);
            let contained = length > 2 && simple.contains(&wanted);
            (far <= (length / 3).max(2) || contained).then_some((far, *name))
        })
        .collect();
    near.sort_unstable();
    near.into_iter()
        .take(MOST)
        .map(|(_, name)| name.to_owned())
        .collect()
}

/// Without what is easily mistaken: case, and the names of path parameters.
fn simple(name: &str) -> String {
    let mut simple = String::with_capacity(name.len());
    let mut inside = false;
    for it in name.trim_end_matches('/').chars() {
        inside &= it != '}';
        if !inside {
            simple.extend(it.to_lowercase());
        }
        inside |= it == '{';
    }
    simple
}

/// How many characters have to be added, removed or replaced (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (index, from) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = index + 1;
        for (column, to) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(from != *to);
            diagonal = row[column + 1];
            row[column + 1] = replaced.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::{distance, nearest};

    #[test]
    fn distances_are_counted_in_characters() {
        for (a, b, far) in [
            ("", "", 0),
            ("", "äb", 2),
            ("kitten", "sitting", 3),
            ("same", "same", 0),
        ] {
            assert_eq!(distance(a, b), far, "{a} {b}");
            assert_eq!(distance(b, a), far, "{b} {a}");
        }
    }

    #[test]
    fn typing_mistakes_case_parameters_and_parts_are_near() {
        let known = ["Secrets Store", "Zones", "/a/{id}/b", "Store"].into();
        for (wanted, near) in [
            ("secret store", &["Secrets Store"][..]),
            ("zone", &["Zones"]),
            ("/a/{account}/b/", &["/a/{id}/b"]),
            ("store", &["Store", "Secrets Store"]),
            ("Workers", &[]),
        ] {
            assert_eq!(nearest(wanted, &known), near, "{wanted}");
        }
    }
}
