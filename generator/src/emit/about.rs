//! What a service says about itself, on the front page: in front of how the client is used if it is short, behind it if it
//! is a page of its own.

use super::fence::{Fence, Line};

/// The most that comes before the first example, in bytes.
const LEAD: usize = 1200;

/// What comes first, and what comes last.
///
/// ```text
/// # About the service
///
/// ## Overview
///
/// To facilitate management, …
/// ```
pub(super) fn split(text: &str) -> (String, String) {
    let paragraphs = paragraphs(text);
    let mut lead = 0;
    for paragraph in &paragraphs {
        if lead + paragraph.len() > LEAD || paragraph.starts_with('#') {
            break;
        }
        lead += paragraph.len();
    }
    let (lead, rest) = text.split_at(lead);
    let rest = rest.trim();
    let about = if rest.is_empty() {
        String::new()
    } else {
        format!("# About the service\n\n{}", lowered(rest))
    };
    (lead.trim_end().to_owned(), about)
}

/// Pieces between empty lines, each with what follows it, so that their lengths add up. A block of code is one piece.
fn paragraphs(text: &str) -> Vec<&str> {
    let mut paragraphs = Vec::new();
    let (mut start, mut end) = (0, 0);
    let mut fence = Fence::default();
    for line in text.split_inclusive('\n') {
        end += line.len();
        if line.trim().is_empty() && !fence.is_open() {
            paragraphs.push(&text[start..end]);
            start = end;
        }
        fence.pass(line);
    }
    paragraphs.push(&text[start..]);
    paragraphs
}

/// The headings one level down: the sections of the page are called like some of them.
fn lowered(text: &str) -> String {
    let mut lowered = String::with_capacity(text.len());
    let mut fence = Fence::default();
    for line in text.split_inclusive('\n') {
        let is_prose = fence.pass(line) == Line::Prose;
        let marks = line.len() - line.trim_start_matches('#').len();
        if is_prose && (1..6).contains(&marks) && line[marks..].starts_with(' ') {
            lowered.push('#');
        }
        lowered.push_str(line);
    }
    lowered
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_texts_stay_in_front() {
        assert_eq!(
            split("One.\n\nTwo."),
            ("One.\n\nTwo.".to_owned(), String::new())
        );
        assert_eq!(split(""), (String::new(), String::new()));
    }

    #[test]
    fn sections_go_behind_one_level_down() {
        let text = "Hello.\n\n# Errors\n\n```text\n# code\n\nmore\n```\n\n###### Deep\n#hashtag";
        let (lead, about) = split(text);
        assert_eq!(lead, "Hello.");
        assert_eq!(
            about,
            "# About the service\n\n## Errors\n\n```text\n# code\n\nmore\n```\n\n###### Deep\n#hashtag"
        );
    }

    #[test]
    fn long_texts_are_cut_between_paragraphs() {
        let long = "word ".repeat(220);
        let text = format!("{long}\n\nMore {long}");
        let (lead, about) = split(&text);
        assert_eq!(lead, long.trim_end());
        assert_eq!(
            about,
            format!("# About the service\n\nMore {}", long.trim_end())
        );
    }
}
