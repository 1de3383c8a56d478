//! The names of a union in a JSONPath: `['get', 'post']` selects something even if one of them does not.

use super::quotes::outside;

/// The same path with one name in place of each union of names; nothing for a path without unions.
///
/// The path is a correct one (RFC 9535). Names inside of filters are conditions and no selection.
pub(super) fn alternatives(path: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = find_open(path, at) {
        let (parts, end) = split(path, open + 1);
        if parts.len() > 1 {
            let names = parts.iter().filter(|it| it.starts_with(['\'', '"']));
            let (before, after) = (&path[..=open], &path[end..]);
            found.extend(names.map(|it| format!("{before}{it}{after}")));
        }
        at = end;
    }
    found
}

/// The next bracket that opens. Outside of brackets a path has no quotes.
fn find_open(path: &str, from: usize) -> Option<usize> {
    path.get(from..)?.find('[').map(|it| from + it)
}

/// The selectors from here to the bracket that closes, and where that is.
fn split(path: &str, from: usize) -> (Vec<&str>, usize) {
    let (mut parts, mut start) = (Vec::new(), from);
    let mut depth = 0_usize;
    for (offset, it) in outside(&path[from..]) {
        let at = from + offset;
        match it {
            '[' | '(' => depth += 1,
            ']' if depth == 0 => {
                parts.push(path[start..at].trim());
                return (parts, at);
            }
            ']' | ')' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                parts.push(path[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    (parts, path.len())
}

#[cfg(test)]
mod tests {
    use super::alternatives;

    #[test]
    fn each_name_of_a_union_gets_a_path_of_its_own() {
        for (path, expected) in [
            ("$.a.b", vec![]),
            ("$.a['b']", vec![]),
            ("$.a['b', 'c']", vec!["$.a['b']", "$.a['c']"]),
            (
                "$['a','b'].*[\"c\",'d'].e",
                vec![
                    "$['a'].*[\"c\",'d'].e",
                    "$['b'].*[\"c\",'d'].e",
                    "$['a','b'].*[\"c\"].e",
                    "$['a','b'].*['d'].e",
                ],
            ),
            (r"$['a\',[', '],']", vec![r"$['a\',[']", "$['],']"]),
            ("$.a[0, 1]", vec![]),
            ("$.a['b', 1]", vec!["$.a['b']"]),
            ("$.a[?@['b', 'c']].d", vec![]),
            ("$.a[?@['b'], 'd']", vec!["$.a['d']"]),
            ("$.a[?match(@.b, 'c'), 'd']", vec!["$.a['d']"]),
            ("$.größe['ä', 'ö']", vec!["$.größe['ä']", "$.größe['ö']"]),
        ] {
            assert_eq!(alternatives(path), expected, "{path}");
        }
    }
}
