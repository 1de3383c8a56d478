//! Which lines of Markdown are code. Descriptions are cleaned: blocks of code end with what they begin with.

/// The block of code that lines are in, if they are in one.
#[derive(Default)]
pub(super) struct Fence {
    mark: Option<String>,
}

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// Text.
    Prose,
    /// The beginning of a block of code.
    Opens,
    /// Code.
    Code,
    /// The end of a block of code.
    Closes,
}

impl Fence {
    /// Takes the next line.
    pub(super) fn pass(&mut self, line: &str) -> Line {
        let line = line.trim();
        match &self.mark {
            Some(mark) if line == mark => {
                self.mark = None;
                Line::Closes
            }
            Some(_) => Line::Code,
            None => {
                self.mark = mark(line);
                if self.mark.is_some() {
                    Line::Opens
                } else {
                    Line::Prose
                }
            }
        }
    }

    /// True if the next line is code, or the end of it.
    pub(super) fn is_open(&self) -> bool {
        self.mark.is_some()
    }
}

/// The backticks or tildes that begin a block: with more of them behind it, it is a span in a line.
fn mark(line: &str) -> Option<String> {
    let mark = line.chars().next().filter(|it| ['`', '~'].contains(it))?;
    let rest = line.trim_start_matches(mark);
    let length = line.len() - rest.len();
    (length > 2 && !rest.contains(mark)).then(|| line[..length].to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Fence, Line};

    #[test]
    fn a_block_ends_with_what_it_begins_with() {
        let mut fence = Fence::default();
        for (line, expected) in [
            ("text", Line::Prose),
            ("```span```", Line::Prose),
            ("````text", Line::Opens),
            ("```", Line::Code),
            ("~~~", Line::Code),
            ("````", Line::Closes),
            ("  ~~~text", Line::Opens),
            ("  ~~~", Line::Closes),
            ("# heading", Line::Prose),
        ] {
            assert_eq!(fence.pass(line), expected, "{line}");
        }
        assert!(!fence.is_open());
    }
}
