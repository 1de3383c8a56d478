//! Paths of actions that nobody writes by hand, and that would take the memory of the machine: the parser goes into itself for
//! each bracket, and each `..` looks at all that lies below everything that was found so far.

use super::descents;
use super::quotes::outside;

const CHARACTERS: usize = 10_000;
const OPEN_BRACKETS: usize = 64;
const DESCENTS: usize = 2;

/// What there is too much of in a path, which may be anything.
pub(super) fn excess(path: &str) -> Option<String> {
    if path.chars().count() > CHARACTERS {
        return Some(format!("it has more than {CHARACTERS} characters"));
    }
    let (mut open, mut most_open, mut descents) = (0_usize, 0, 0);
    let mut characters = outside(path).peekable();
    while let Some((at, it)) = characters.next() {
        match it {
            '[' | '(' => open += 1,
            ']' | ')' => open = open.saturating_sub(1),
            '.' if characters.next_if_eq(&(at + 1, '.')).is_some() => descents += 1,
            _ => {}
        }
        most_open = most_open.max(open);
    }
    if most_open > OPEN_BRACKETS {
        return Some(format!(
            "more than {OPEN_BRACKETS} brackets are open at once"
        ));
    }
    if descents > DESCENTS {
        return Some(format!(
            "`..` stands in it more than {DESCENTS} times; write out the steps"
        ));
    }
    let parts = descents::parts(path);
    let mut descending = parts.iter().skip(1);
    let asks = descending.any(|part| outside(part).any(|(_, it)| it == '$'));
    (asks && parts.len() > DESCENTS)
        .then(|| "behind a `..` of two, no filter may ask about `$`".to_owned())
}

#[cfg(test)]
mod tests {
    use super::excess;

    #[test]
    fn what_people_write_is_not_too_much() {
        let long = format!("$['{}']", "a".repeat(9_995));
        let longer = format!("$['{}']", "ä".repeat(9_996));
        let (parens, more_parens) = ("(".repeat(63), "(".repeat(64));
        for (path, expected) in [
            ("", false),
            ("$", false),
            ("$..a..b", false),
            ("$..a..b..c", true),
            ("$..a[?@..b]", false),
            ("$..a[?@..b && @..c]", true),
            ("$..a[?@.b == $.c]", false),
            ("$..a..b[?@.c == '$']", false),
            ("$..a..b[?@.c == $.d]", true),
            ("$..a[?@.c == $.d]..b", true),
            ("$.a[?@.c == $.d]..b..c", false),
            ("$....", false),
            ("$..'....'", false),
            (r"$..[?@.a == '\'....']", false),
            (r#"$..["'...."]..a"#, false),
            ("$['a....", false),
            (&long, false),
            (&longer, true),
            (&format!("$[?{parens}@.a"), false),
            (&format!("$[?{more_parens}@.a"), true),
            (&format!("$[?(@.a){parens}@.b"), false),
            (&format!("$['{more_parens}']"), false),
            (&format!("${}", "['a']".repeat(100)), false),
        ] {
            assert_eq!(excess(path).is_some(), expected, "{path}");
        }
    }
}
