//! The comparison as Markdown, to be read in a pull request.

use std::fmt::Write as _;

use super::{Change, Weight, next_version, verdict, version};
use crate::model::Crate;
use crate::unseen::{is_unseen, shortened};

/// ```text
/// ## What users of `cloudflare-secrets-store` notice
///
/// ### Breaking
///
/// - `Secret::scopes` became `Option<Vec<Scope>>`, …: code that reads it no longer compiles. (`field-optional`)
///
/// **Breaking.** After 0.1.0 comes 0.2.0.
/// ```
pub fn markdown(changes: &[Change], old: &Crate, new: &Crate) -> String {
    let mut text = format!("## What users of `{}` notice\n\n", new.name);
    for weight in [Weight::Breaking, Weight::Additive, Weight::Documentation] {
        section(&mut text, changes, weight);
    }
    let _ = writeln!(text, "{}", conclusion(changes, old, new));
    text
}

fn section(text: &mut String, changes: &[Change], weight: Weight) {
    let lines: Vec<String> = changes
        .iter()
        .filter(|it| it.rule.weight == weight)
        .map(|it| {
            format!(
                "- `{}` {}: {}. (`{}`)",
                it.item,
                one_line(&it.detail),
                it.rule.reason,
                it.rule.code
            )
        })
        .collect();
    if !lines.is_empty() {
        let _ = writeln!(text, "### {}\n\n{}\n", title(weight), lines.join("\n"));
    }
}

/// Most characters of what is said about a change.
const LONGEST: usize = 1000;

/// Values come from documents, and may be pages long.
fn one_line(text: &str) -> String {
    shortened(text, LONGEST).replace(is_unseen, " ")
}

fn title(weight: Weight) -> &'static str {
    match weight {
        Weight::Breaking => "Breaking",
        Weight::Additive => "Additive",
        Weight::Documentation => "Documentation",
    }
}

/// The verdict, the next version, and whether the new specification has it.
fn conclusion(changes: &[Change], old: &Crate, new: &Crate) -> String {
    let Some(weight) = verdict(changes) else {
        return "**Nothing.** No version is needed.".to_owned();
    };
    let Some(next) = next_version(&old.version, weight) else {
        return format!("**{}.** `{}` is not a version.", title(weight), old.version);
    };
    let enough = version::parse(&new.version) >= version::parse(&next);
    let set = if enough {
        format!("The new version is {}, which is enough.", new.version)
    } else {
        format!(
            "The new version is still {}: set {next} in `x-rust-crate`.",
            new.version
        )
    };
    format!(
        "**{}.** After {} comes {next}. {set}",
        title(weight),
        old.version
    )
}

#[cfg(test)]
mod tests {
    use super::one_line;

    #[test]
    fn values_of_pages_are_one_short_line() {
        assert_eq!(one_line("a\n- b\u{1b}é"), "a - b é");
        assert_eq!(one_line(&"x".repeat(5000)).chars().count(), 1001);
    }
}
