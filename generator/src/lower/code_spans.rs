//! Code spans of Markdown: as many backticks, text, and as many backticks again.

/// The backticks of a text, found once: whether a span is closed would be asked for each of thousands in a row.
#[derive(Default)]
pub(super) struct CodeSpans {
    runs: Vec<Run>,
}

/// Backticks in a row.
struct Run {
    start: usize,
    length: usize,
    /// The length of the longest row behind this one.
    longest_after: usize,
}

impl CodeSpans {
    /// Those of a text.
    pub(super) fn of(text: &str) -> Self {
        let mut runs: Vec<Run> = Vec::new();
        for (at, _) in text.match_indices('`') {
            match runs.last_mut() {
                Some(last) if last.start + last.length == at => last.length += 1,
                _ => runs.push(Run {
                    start: at,
                    length: 1,
                    longest_after: 0,
                }),
            }
        }
        let mut longest = 0;
        for run in runs.iter_mut().rev() {
            run.longest_after = longest;
            longest = longest.max(run.length);
        }
        Self { runs }
    }

    /// The length of the span that begins with the backtick at a place, if it is closed.
    pub(super) fn at(&self, place: usize) -> Option<usize> {
        let number = self.runs.partition_point(|it| it.start <= place);
        let (before, after) = self.runs.split_at(number);
        let run = before.last()?;
        let ticks = (run.start + run.length).checked_sub(place)?;
        if ticks == 0 || ticks > run.longest_after {
            return None;
        }
        let end = after.iter().find(|it| it.length >= ticks)?;
        Some(end.start + ticks - place)
    }
}

#[cfg(test)]
mod tests {
    use super::CodeSpans;

    #[test]
    fn a_span_ends_with_as_many_backticks_as_it_begins_with() {
        for (text, place, expected) in [
            ("`a`", 0, Some(3)),
            ("x `a b` y", 2, Some(5)),
            ("``a`b``", 0, Some(7)),
            ("`a``", 0, Some(3)),
            ("``a`", 0, None),
            ("``a`", 1, Some(3)),
            ("`a`", 1, None),
            ("`a`", 2, None),
            ("```\na\n``` `b`", 0, Some(9)),
            ("a", 0, None),
            ("é`é`", 2, Some(4)),
        ] {
            assert_eq!(CodeSpans::of(text).at(place), expected, "{text} {place}");
        }
    }
}
