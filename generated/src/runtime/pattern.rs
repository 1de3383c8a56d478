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
    /// identifier is checked at every call: this is twenty times faster than a regular expression.
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

/// Characters of one class, and how many of them there are.
#[derive(Clone, Copy, Debug)]
pub struct Run {
    /// A bit for each character; only ASCII is in it.
    members: [u64; 2],
    least: usize,
    most: usize,
}

impl Run {
    /// At least and at most so many characters that are in one of the `ranges`, of which each is two characters: its first and
    /// its last.
    #[must_use]
    pub const fn new(ranges: &str, least: usize, most: usize) -> Self {
        let ranges = ranges.as_bytes();
        let mut members = [0; 2];
        let mut at = 0;
        while at + 1 < ranges.len() {
            let mut member = ranges[at];
            while member <= ranges[at + 1] && member < 128 {
                members[member as usize / 64] |= 1 << (member % 64);
                member += 1;
            }
            at += 2;
        }
        Self {
            members,
            least,
            most,
        }
    }

    fn has(&self, it: u8) -> bool {
        let half = self.members.get(usize::from(it / 64));
        half.is_some_and(|it_is| it_is >> (it % 64) & 1 == 1)
    }
}

fn is_row(runs: &[Run], text: &str) -> bool {
    let mut rest = text.as_bytes();
    for run in runs {
        let most = &rest[..rest.len().min(run.most)];
        let other = most.iter().position(|it| !run.has(*it));
        let length = other.unwrap_or(most.len());
        if length < run.least {
            return false;
        }
        rest = &rest[length..];
    }
    rest.is_empty()
}
