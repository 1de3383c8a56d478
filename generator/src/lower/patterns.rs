//! What a regular expression lets through that has a meaning in a path.

/// What separates parts of a URL or is taken for more than one character there.
const SEPARATORS: [char; 6] = ['/', '\\', '?', '#', '%', ' '];

/// Whether nothing that matches has a separator in it, as far as the text of the pattern tells. Where it does not tell,
/// because anything may stand there, values are encoded like those without a pattern.
pub(super) fn is_plain(pattern: &str) -> bool {
    let mut rest = pattern.chars();
    while let Some(it) = rest.next() {
        let separates = match it {
            // A quantifier, or part of a group.
            '?' => false,
            '.' => true,
            '\\' => rest
                .next()
                .is_some_and(|it| SEPARATORS.iter().any(|c| escape(it, *c))),
            '[' => {
                let class = Class::read(&mut rest);
                SEPARATORS.iter().any(|it| class.has(*it))
            }
            it => SEPARATORS.contains(&it),
        };
        if separates {
            return false;
        }
    }
    true
}

/// Whether `\` and this letter stand for a character.
fn escape(letter: char, it: char) -> bool {
    match letter {
        's' => it == ' ',
        'S' => it != ' ',
        'D' | 'W' => true,
        letter => letter == it,
    }
}

/// A class such as `[a-z/]` or `[^/]`.
#[derive(Default)]
struct Class {
    negated: bool,
    ranges: Vec<(char, char)>,
    escapes: Vec<char>,
}

impl Class {
    /// Reads what stands behind the bracket, up to the one that closes it.
    fn read(rest: &mut std::str::Chars<'_>) -> Self {
        let mut class = Self::default();
        if let Some(behind) = rest.as_str().strip_prefix('^') {
            class.negated = true;
            *rest = behind.chars();
        }
        while let Some(it) = rest.next().filter(|it| *it != ']') {
            let first = match (it, rest.as_str().chars().next()) {
                ('\\', Some(letter)) => {
                    rest.next();
                    class.escapes.push(letter);
                    letter
                }
                _ => it,
            };
            let last = rest
                .as_str()
                .strip_prefix('-')
                .and_then(|it| it.chars().next());
            match last.filter(|it| !matches!(it, ']' | '\\')) {
                Some(last) => {
                    rest.nth(1);
                    class.ranges.push((first, last));
                }
                None if it != '\\' => class.ranges.push((first, first)),
                None => {}
            }
        }
        class
    }

    fn has(&self, it: char) -> bool {
        let listed = self.ranges.iter().any(|(a, b)| (*a..=*b).contains(&it))
            || self.escapes.iter().any(|letter| escape(*letter, it));
        listed != self.negated
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_are_found() {
        let plain = [
            "^[0-9a-f]{32}$",
            "^a?b-(c|d)+$",
            r"^\w+\d*\-$",
            r"^[\w.:-]+$",
            "^(?:x)?$",
            "[+-.]",
        ];
        for pattern in plain {
            assert!(is_plain(pattern), "{pattern}");
        }
        let others = [
            "^projects/[^/]+$",
            r"^a\/b$",
            "^arn:.+$",
            "[^/]+",
            r"^\S+$",
            r"[\s\S]*",
            "[+-9]",
            "^[ -~]*$",
            r"[\W]",
            r"a\?b",
            "50%",
            r"^[\w/]+$",
            "#",
        ];
        for pattern in others {
            assert!(!is_plain(pattern), "{pattern}");
        }
    }

    proptest::proptest! {
        #[test]
        fn what_matches_a_plain_pattern_has_no_separator(class in "[a-f0-9./?#%\\^ \\-]{1,6}", it in "[ -~]") {
            let pattern = format!("^[{class}]$");
            if let Ok(regex) = regex_lite::Regex::new(&pattern)
                && is_plain(&pattern)
                && regex.is_match(&it)
            {
                proptest::prop_assert!(!it.contains(SEPARATORS), "{pattern} matches {it:?}");
            }
        }
    }
}
