//! The part of `CHANGELOG.md` that follows from the specification.

use client_generator::diff::{Change, Weight};

const UNRELEASED: &str = "## Unreleased";
const HEADING: &str = "### Changed: what the API documents";

/// One line for each change that is more than words.
///
/// ```text
/// - **Breaking.** `Secret::scopes` is gone.
/// - `SecretsHandle::rotate` is new.
/// ```
pub(crate) fn lines(changes: &[Change]) -> Vec<String> {
    let weights = [(Weight::Breaking, "**Breaking.** "), (Weight::Additive, "")];
    weights
        .iter()
        .flat_map(|(weight, mark)| {
            let changes = changes.iter().filter(|it| it.rule.weight == *weight);
            changes.map(move |it| format!("- {mark}`{}` {}.", it.item, it.detail))
        })
        .collect()
}

/// The changelog with more lines under "Unreleased", behind those of earlier updates.
///
/// After a release there is no such heading, and it is made before that of the release. None if there is no heading of any
/// version. Lines that are there already are not repeated.
pub(crate) fn with(changelog: &str, lines: &[String]) -> Option<String> {
    let mut text: Vec<&str> = changelog.lines().collect();
    let known = text.iter().position(|it| it.trim_end() == UNRELEASED);
    let unreleased = match known {
        Some(at) => at,
        None => {
            let release = text.iter().position(|it| it.starts_with("## "))?;
            text.splice(release..release, [UNRELEASED, ""]);
            release
        }
    };
    let end = next(&text, unreleased + 1, &["## "]);
    let section = text[unreleased..end].iter().position(|it| *it == HEADING);
    let (at, before) = match section {
        Some(offset) => {
            let heading = unreleased + offset;
            let end = next(&text, heading + 1, &["## ", "### "]);
            let blank = text[..end].iter().rev().take_while(|it| it.is_empty());
            (end - blank.count(), &[][..])
        }
        None => (unreleased + 1, &["", HEADING, ""][..]),
    };
    let there = &text[unreleased..end];
    let new: Vec<&str> = lines.iter().map(String::as_str).collect();
    let new = new.into_iter().filter(|it| !there.contains(it));
    let new: Vec<&str> = new.collect();
    if !new.is_empty() {
        text.splice(at..at, before.iter().copied().chain(new));
    }
    Some(text.join("\n") + "\n")
}

/// The next line that begins like one of these, or the end.
fn next(text: &[&str], from: usize, beginnings: &[&str]) -> usize {
    let begins = |line: &&str| beginnings.iter().any(|it| line.starts_with(it));
    let found = text[from..].iter().position(begins);
    found.map_or(text.len(), |it| from + it)
}

#[cfg(test)]
mod tests {
    use super::with;

    #[test]
    fn lines_go_behind_those_of_earlier_updates() {
        let heading = "### Changed: what the API documents";
        for (before, after) in [
            (
                "# C\n\n## Unreleased\n\n### Added\n\n- x\n",
                format!("# C\n\n## Unreleased\n\n{heading}\n\n- new\n\n### Added\n\n- x\n"),
            ),
            (
                "## Unreleased\n",
                format!("## Unreleased\n\n{heading}\n\n- new\n"),
            ),
            (
                "## Unreleased\n\n### Changed: what the API documents\n\n- old\n\n## 0.1.0\n\n- new\n",
                format!("## Unreleased\n\n{heading}\n\n- old\n- new\n\n## 0.1.0\n\n- new\n"),
            ),
            (
                "## Unreleased\n\n### Changed: what the API documents\n\n- new\n",
                format!("## Unreleased\n\n{heading}\n\n- new\n"),
            ),
            (
                "# C\n\n## 0.1.0\n\n- old\n",
                format!("# C\n\n## Unreleased\n\n{heading}\n\n- new\n\n## 0.1.0\n\n- old\n"),
            ),
        ] {
            let lines = ["- new".to_owned()];
            assert_eq!(with(before, &lines).as_deref(), Some(after.as_str()));
        }
        assert_eq!(with("# Nothing\n", &["- new".to_owned()]), None);
    }
}
