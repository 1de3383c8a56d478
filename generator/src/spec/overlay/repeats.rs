//! Paths that select the same things again and again: `['x', 'x']` selects each twice, and twenty such lists a million times; a
//! filter that asks about the whole document does so for each thing that it looks at.

use std::collections::BTreeMap;

use super::quotes::outside;

/// How often one thing may be selected.
const TIMES: usize = 16;

/// A bracket that is open.
struct Open<'a> {
    is_list: bool,
    is_filter: bool,
    /// Where the selector begins that is read now.
    start: usize,
    selectors: Vec<&'a str>,
}

/// What is repeated in a path, which may be anything.
pub(super) fn repeats(path: &str) -> Option<String> {
    let mut open: Vec<Open<'_>> = Vec::new();
    let mut times = 1_usize;
    for (at, it) in outside(path) {
        match it {
            '[' | '(' => open.push(Open {
                is_list: it == '[',
                is_filter: path[at + 1..].trim_start().starts_with('?'),
                start: at + 1,
                selectors: Vec::new(),
            }),
            ',' => {
                if let Some(last) = open.last_mut() {
                    last.selectors.push(path[last.start..at].trim());
                    last.start = at + 1;
                    last.is_filter |= path[at + 1..].trim_start().starts_with('?');
                }
            }
            ']' | ')' => {
                let mut closed = open.pop()?;
                closed.selectors.push(path[closed.start..at].trim());
                if closed.is_list {
                    times = times.saturating_mul(overlap(&closed.selectors));
                }
            }
            '$' if open.iter().any(|it| it.is_filter) && !is_singular(&path[at + 1..]) => {
                let reason = "inside of a filter, what begins with `$` has to name one place, without `*`, `..` and filters";
                return Some(reason.to_owned());
            }
            _ => {}
        }
    }
    (times > TIMES)
        .then(|| format!("its lists of selectors select one thing more than {TIMES} times"))
}

/// How many of the selectors of a list can select the same.
fn overlap(selectors: &[&str]) -> usize {
    let mut named: BTreeMap<&str, usize> = BTreeMap::new();
    let mut others = 0;
    for selector in selectors {
        let name = selector.trim_matches(['\'', '"']);
        let is_name = name.len() + 2 == selector.len() && !name.contains('\\');
        if is_name || selector.parse::<u32>().is_ok() {
            *named.entry(name).or_default() += 1;
        } else {
            others += 1;
        }
    }
    others + named.values().max().unwrap_or(&0)
}

/// Whether what follows `$` are names and numbers alone (RFC 9535, "singular query").
fn is_singular(path: &str) -> bool {
    let mut rest = path;
    loop {
        rest = rest.trim_start();
        let next = if let Some(name) = rest.strip_prefix('.') {
            let name = name.trim_start_matches(|it: char| it.is_alphanumeric() || it == '_');
            (name.len() + 1 < rest.len()).then_some(name)
        } else if let Some(selector) = rest.strip_prefix('[') {
            one_selector(selector.trim_start())
        } else {
            return true;
        };
        match next {
            Some(next) => rest = next,
            None => return false,
        }
    }
}

/// What follows a name or a number and its bracket.
fn one_selector(text: &str) -> Option<&str> {
    let end = match text.chars().next()? {
        '\'' | '"' => outside(text).next()?.0,
        _ => text.find(|it: char| !it.is_ascii_digit() && it != '-')?,
    };
    text[end..].trim_start().strip_prefix(']')
}

#[cfg(test)]
mod tests {
    use super::repeats;

    #[test]
    fn what_people_write_repeats_little() {
        let twice = "['x', 'x']";
        for (path, expected) in [
            (String::new(), false),
            ("$".to_owned(), false),
            ("]".to_owned(), false),
            (format!("${}", twice.repeat(4)), false),
            (format!("${}", twice.repeat(5)), true),
            (format!("$[?@{}]", twice.repeat(5)), true),
            (format!("${}", "[*, *]".repeat(5)), true),
            (format!("${}", "['a', 'b', 0, 1]".repeat(50)), false),
            (format!("${}", r"['x', '\u0078']".repeat(5)), true),
            (format!("${}", "['x', \"x\"]".repeat(5)), true),
            (format!("${}", "[0, -1]".repeat(5)), true),
            (format!("${}", "[?@.a, ?@.b]".repeat(5)), true),
            ("$[?f(@.a, 'b', 'b', @.c)]".to_owned(), false),
            ("$.a[?@.b == $.c.d['e, ..*'][0]]".to_owned(), false),
            ("$.a[?@.b == $]".to_owned(), false),
            ("$.a['$..b', '$.*']".to_owned(), false),
            ("$.a[?count($.b.*) > 1]".to_owned(), true),
            ("$.a[?count($..b) > 1]".to_owned(), true),
            ("$.a[?$.b[?@.c]]".to_owned(), true),
            ("$.a[0, ?$.b[0:]]".to_owned(), true),
            ("$.a[?$.b['c', 'd']]".to_owned(), true),
            ("$.a[?(@.b && $.b[*])]".to_owned(), true),
        ] {
            assert_eq!(repeats(&path).is_some(), expected, "{path}");
        }
    }
}
