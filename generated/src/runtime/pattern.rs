// @generated from generator/runtime/src/runtime/pattern.rs. Edit that file.

//! Patterns of the API.

/// A regular expression that matches somewhere in a text.
#[derive(Clone, Copy, Debug)]
pub struct Pattern {
    pub(crate) text: &'static str,
    pub(crate) rule: Rule,
}

/// How a pattern is matched.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Rule {
    /// The whole text is a row of characters, with no choice in it: only its last run may vary in length.
    Row(&'static [Run]),
    /// What it takes to compile it is not in every client.
    #[allow(dead_code, reason = "made by `expression`")]
    Expression(fn(pattern: &'static str, text: &str) -> bool),
}

impl Pattern {
    /// A pattern that is a row of character classes, such as `^[0-9a-f]{32}$`. Nearly all patterns of identifiers are, and an
    /// identifier is checked at every call: this is much faster than a regular expression.
    #[must_use]
    pub const fn row(text: &'static str, runs: &'static [Run]) -> Self {
        Self {
            text,
            rule: Rule::Row(runs),
        }
    }

    /// Whether it matches somewhere in the text. One that cannot be read here always does: the server knows better.
    #[must_use]
    pub fn matches(&self, text: &str) -> bool {
        match self.rule {
            Rule::Row(runs) => is_row(runs, text),
            Rule::Expression(matches) => matches(self.text, text),
        }
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

/// Characters of one class: their ranges, at least how many there are, and at most. Each range is two characters of ASCII, its
/// first and its last.
pub type Run = (&'static str, usize, usize);

fn is_row(runs: &[Run], text: &str) -> bool {
    let mut rest = text.as_bytes();
    for (ranges, least, most) in runs {
        let class = class(ranges);
        let most = &rest[..rest.len().min(*most)];
        let other = most.iter().position(|it| !is_in(class, *it));
        let length = other.unwrap_or(most.len());
        if length < *least {
            return false;
        }
        rest = &rest[length..];
    }
    rest.is_empty()
}

/// A bit for each character of ASCII: whether it is in one of the ranges.
#[expect(
    clippy::cast_possible_truncation,
    reason = "each half of the bits is taken"
)]
fn class(ranges: &str) -> [u64; 2] {
    let ranges = ranges.as_bytes().chunks_exact(2);
    let bits = ranges.map(|range| up_to(range[1]) & (u128::MAX << (range[0] & 127)));
    let bits = bits.fold(0, |class, it| class | it);
    // In halves: looking up a bit in 128 takes twice as long.
    [bits as u64, (bits >> 64) as u64]
}

fn up_to(last: u8) -> u128 {
    u128::MAX >> (127 - (last & 127))
}

fn is_in(class: [u64; 2], it: u8) -> bool {
    it.is_ascii() && class[usize::from(it / 64)] >> (it % 64) & 1 == 1
}
