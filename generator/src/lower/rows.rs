//! Patterns that are a row of character classes, such as `^[0-9a-f]{32}$`: the client compares bytes then, and needs no regular
//! expression.

use crate::model::Run;

/// The runs of a pattern; `None` if it is of another kind. Only the last one may vary in length, so that there is no choice.
pub(super) fn read(pattern: &str) -> Option<Vec<Run>> {
    let mut rest = pattern.strip_prefix('^')?.strip_suffix('$')?.as_bytes();
    let mut runs: Vec<Run> = Vec::new();
    while !rest.is_empty() {
        if runs.last().is_some_and(|it| Some(it.least) != it.most) {
            return None;
        }
        let ranges = ranges(class(&mut rest)?);
        let (least, most) = count(&mut rest)?;
        runs.push(Run {
            ranges,
            least,
            most,
        });
    }
    Some(runs)
}

/// The characters of a set, those that follow each other as one range.
fn ranges(members: u128) -> Vec<(char, char)> {
    let mut ranges: Vec<(char, char)> = Vec::new();
    for it in (0..128_u8).filter(|it| members >> it & 1 == 1) {
        match ranges.last_mut() {
            Some((_, last)) if u32::from(*last) + 1 == u32::from(it) => *last = char::from(it),
            _ => ranges.push((char::from(it), char::from(it))),
        }
    }
    ranges
}

/// One character, or what stands in brackets as a set of bits.
fn class(rest: &mut &[u8]) -> Option<u128> {
    if next_is(rest, b'[') {
        let mut members = 0;
        while !next_is(rest, b']') {
            let (from, alone) = member(rest)?;
            members |= match rest {
                [b'-', end, ..] if *end != b']' => {
                    *rest = &rest[1..];
                    let from = (!alone).then(|| from.trailing_zeros())?;
                    range(from, member(rest)?.0)?
                }
                _ => from,
            };
        }
        return (members != 0).then_some(members);
    }
    let (members, _) = member(rest)?;
    Some(members)
}

/// What one character stands for, and whether that is more than itself, so that no range can begin with it.
fn member(rest: &mut &[u8]) -> Option<(u128, bool)> {
    let (first, more) = rest.split_first()?;
    *rest = more;
    Some(match first {
        b'\\' => {
            let (escaped, more) = rest.split_first()?;
            *rest = more;
            match escaped {
                b'd' => (digits(), true),
                b'w' => (digits() | letters() | bit(b'_'), true),
                b'-' | b'.' | b'/' | b'_' | b'+' | b'*' | b'$' | b'@' => (bit(*escaped), false),
                _ => return None,
            }
        }
        // What means something in a regular expression, inside of brackets or outside.
        b'^' | b'$' | b'.' | b'|' | b'(' | b')' | b'[' | b']' | b'{' | b'}' | b'*' | b'+'
        | b'?' | b'&' | b'~' => return None,
        it if it.is_ascii_graphic() => (bit(*it), false),
        _ => return None,
    })
}

/// All characters from one to another.
fn range(from: u32, to: u128) -> Option<u128> {
    let last = to.trailing_zeros();
    (to.is_power_of_two() && from <= last).then(|| (from..=last).fold(0, |all, it| all | 1 << it))
}

/// `{32}`, `{1,64}`, `{1,}`, `+`, `*`, `?` or nothing.
fn count(rest: &mut &[u8]) -> Option<(usize, Option<usize>)> {
    if next_is(rest, b'+') {
        return not_lazy(rest, (1, None));
    }
    if next_is(rest, b'*') {
        return not_lazy(rest, (0, None));
    }
    if next_is(rest, b'?') {
        return not_lazy(rest, (0, Some(1)));
    }
    if !next_is(rest, b'{') {
        return Some((1, Some(1)));
    }
    let least = number(rest)?;
    let most = if next_is(rest, b',') {
        if rest.first() == Some(&b'}') {
            None
        } else {
            Some(number(rest)?)
        }
    } else {
        Some(least)
    };
    if !next_is(rest, b'}') || most.is_some_and(|most| least > most) {
        return None;
    }
    not_lazy(rest, (least, most))
}

/// `??` and the like are left to those who know more.
fn not_lazy<T>(rest: &[u8], count: T) -> Option<T> {
    let follows = rest.first();
    (!follows.is_some_and(|it| b"?+*{".contains(it))).then_some(count)
}

fn number(rest: &mut &[u8]) -> Option<usize> {
    let length = rest.iter().take_while(|it| it.is_ascii_digit()).count();
    let (digits, more) = rest.split_at(length);
    *rest = more;
    // Regular expressions refuse those that are much longer as well.
    let text = std::str::from_utf8(digits).ok().filter(|it| it.len() < 4)?;
    text.parse().ok()
}

fn next_is(rest: &mut &[u8], byte: u8) -> bool {
    match rest.split_first() {
        Some((first, more)) if *first == byte => {
            *rest = more;
            true
        }
        _ => false,
    }
}

fn bit(byte: u8) -> u128 {
    1 << byte
}

fn digits() -> u128 {
    (b'0'..=b'9').fold(0, |all, it| all | bit(it))
}

fn letters() -> u128 {
    (b'a'..=b'z')
        .chain(b'A'..=b'Z')
        .fold(0, |all, it| all | bit(it))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use regex_lite::Regex;

    use super::*;

    /// As the client does it.
    fn matches(runs: &[Run], text: &str) -> bool {
        let mut rest = text.chars().peekable();
        for run in runs {
            let is_in = |it: &char| run.ranges.iter().any(|(a, b)| (a..=b).contains(&it));
            let mut length = 0;
            while run.most.is_none_or(|most| length < most) && rest.next_if(is_in).is_some() {
                length += 1;
            }
            if length < run.least {
                return false;
            }
        }
        rest.peek().is_none()
    }

    #[test]
    fn patterns_of_identifiers_are_read() {
        for (pattern, fits, misfits) in [
            ("^[0-9a-f]{32}$", "023e105f4ecef8ad9ca31a8372d0c353", "023e"),
            ("^[a-z][a-z0-9_-]*$", "a-b_9", "9a"),
            (r"^\w+$", "a_Z9", "a-b"),
            (r"^v\d{1,3}$", "v12", "v1234"),
            ("^[0-9a-f]{8}-[0-9a-f]{4}$", "0123abcd-00ff", "0123abcd00ff"),
            (r"^[\-_/]?$", "", "ab"),
            ("^$", "", "a"),
        ] {
            let runs = read(pattern).unwrap_or_else(|| panic!("{pattern} is not read"));
            assert!(matches(&runs, fits), "{pattern}: {fits}");
            assert!(!matches(&runs, misfits), "{pattern}: {misfits}");
        }
    }

    #[test]
    fn characters_that_follow_each_other_are_one_range() {
        for (pattern, ranges) in [
            ("^a$", &[('a', 'a')] as &[_]),
            ("^[0-9a-f]$", &[('0', '9'), ('a', 'f')]),
            ("^[cab]$", &[('a', 'c')]),
            (
                r"^[\w-]$",
                &[('-', '-'), ('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')],
            ),
        ] {
            let runs = read(pattern).unwrap_or_else(|| panic!("{pattern} is not read"));
            assert_eq!(runs[0].ranges, ranges, "{pattern}");
        }
    }

    #[test]
    fn other_patterns_are_left_alone() {
        for pattern in [
            "[a-z]+",
            "^[^a]$",
            "^a|b$",
            "^(a)$",
            "^a*b$",
            "^a+?$",
            "^.$",
            "^é$",
            "^[z-a]$",
            r"^\s$",
            r"^[\d-z]$",
            r"^[+-\d]$",
            "^[bz-a]$",
            "^[a&&b]$",
            "^a{2,1}$",
            "^a{1000}$",
            "^[]$",
            "^[a$",
            "^a\\$",
        ] {
            assert!(read(pattern).is_none(), "{pattern}");
        }
    }

    /// Patterns that are nearly always rows of classes, and sometimes something else.
    fn pattern() -> impl Strategy<Value = String> {
        let class = prop_oneof![
            Just("[a-c]"),
            Just("[0-9a-f]"),
            Just("[-a]"),
            Just("[a-]"),
            Just(r"[\w.]"),
            Just(r"\d"),
            Just("a"),
            Just("-"),
            Just("[b-"),
            Just("("),
        ];
        let count = prop_oneof![
            Just(""),
            Just("{2}"),
            Just("{1,3}"),
            Just("{0,}"),
            Just("+"),
            Just("*"),
            Just("?")
        ];
        prop::collection::vec((class, count), 0..4).prop_map(|parts| {
            let parts: String = parts.iter().flat_map(|(a, b)| [*a, *b]).collect();
            format!("^{parts}$")
        })
    }

    proptest! {
        #[test]
        fn both_say_the_same(pattern in pattern(), text in "[abc0-9.é\n-]{0,6}") {
            if let Some(runs) = read(&pattern) {
                let regex = Regex::new(&pattern).expect("what is read here is a regular expression");
                prop_assert_eq!(matches(&runs, &text), regex.is_match(&text), "{} {:?}", pattern, text);
            }
        }

        #[test]
        fn whatever_is_read_is_a_regular_expression(pattern in r"\^[a-c0-9\[\]{}?*+,\\dw.$&~|-]{0,12}\$", text in "[abc0-9]{0,4}") {
            // In brackets, `--` is a range of ECMA-262, and means something else to `regex-lite`.
            if let Some(runs) = read(&pattern).filter(|_| !pattern.contains("--")) {
                let regex = Regex::new(&pattern).expect("what is read here is a regular expression");
                prop_assert_eq!(matches(&runs, &text), regex.is_match(&text), "{} {:?}", pattern, text);
            }
        }
    }
}
