//! Descriptions: Markdown that strangers wrote, made safe for rustdoc.
//!
//! Unsafe means: code blocks that would run as doctests, characters that rustc refuses, and links and
//! tags that fail `rustdoc -D warnings`.

use std::borrow::Cow;

use super::code_spans::CodeSpans;
use super::html;
use crate::model::Doc;
use crate::unseen::is_unseen;

/// Cleans a description.
pub(super) fn clean(text: &str) -> Doc {
    let text = html::markdown(text);
    let mut lines = Vec::new();
    let mut fence: Option<String> = None;
    for line in text.trim_start().lines() {
        let line = without_controls(line);
        let trimmed = line.trim();
        match &fence {
            Some(mark) => {
                if trimmed.starts_with(mark.as_str())
                    && trimmed.trim_start_matches(['`', '~']).is_empty()
                {
                    lines.push(mark.clone());
                    fence = None;
                } else {
                    lines.push(line.trim_end().to_owned());
                }
            }
            None => match fence_mark(trimmed) {
                Some(mark) => {
                    lines.push(format!("{mark}text"));
                    fence = Some(mark);
                }
                None => lines.push(prose(&line)),
            },
        }
    }
    if let Some(mark) = fence {
        lines.push(mark);
    }
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    let start = lines.iter().take_while(|it| it.is_empty()).count();
    Doc {
        text: lines[start..].join("\n"),
    }
}

/// The backticks or tildes that open a code block.
fn fence_mark(line: &str) -> Option<String> {
    let mark = line.chars().next().filter(|it| ['`', '~'].contains(it))?;
    let length = line.chars().take_while(|it| *it == mark).count();
    let rest = &line[length..];
    (length >= 3 && !rest.contains(mark)).then(|| mark.to_string().repeat(length))
}

/// Drops control characters, bidirectional ones included: rustc refuses them in comments.
fn without_controls(line: &str) -> Cow<'_, str> {
    if !line.contains(is_unseen) {
        return line.into();
    }
    line.chars()
        .map(|it| if it == '\t' { ' ' } else { it })
        .filter(|it| !is_unseen(*it))
        .collect()
}

/// One line outside code blocks. Four spaces would make a code block, so three is the most.
fn prose(line: &str) -> String {
    let mut rest = line.trim();
    let indent = (line.len() - line.trim_start().len()).min(3);
    let mut clean = String::with_capacity(indent + rest.len());
    clean.push_str(&"   "[..if rest.is_empty() { 0 } else { indent }]);
    let (spans, length) = (CodeSpans::of(rest), rest.len());
    while let Some(at) = rest.find(['`', '<', '[', ']', '\\', 'h']) {
        clean.push_str(&rest[..at]);
        rest = &rest[at..];
        let (text, used) = piece(rest, spans.at(length - rest.len()));
        clean.push_str(&text);
        rest = &rest[used..];
    }
    clean.push_str(rest);
    clean
}

/// What a line goes on with at a character that may mean something: how to write it, and how much of the line it is.
/// `code` is the length of the code that begins there.
fn piece(rest: &str, code: Option<usize>) -> (Cow<'_, str>, usize) {
    let kept = |length: usize| (rest[..length].into(), length);
    match rest.as_bytes()[0] {
        b'`' => code.map_or(("\\`".into(), 1), kept),
        b'<' => autolink(rest).map_or(("\\<".into(), 1), kept),
        b'[' => link(rest).unwrap_or(("\\[".into(), 1)),
        b']' => ("\\]".into(), 1),
        b'\\' => match escaped(rest) {
            1 => ("\\\\".into(), 1),
            length => kept(length),
        },
        _ if rest.starts_with("http://") || rest.starts_with("https://") => {
            let length = bare_url(rest);
            (format!("<{}>", &rest[..length]).into(), length)
        }
        _ => kept(1),
    }
}

/// The length of a backslash with what it escapes, so that an escaped bracket is not escaped again.
fn escaped(rest: &str) -> usize {
    let escaped = rest[1..].starts_with(|it: char| it.is_ascii_punctuation());
    1 + usize::from(escaped)
}

/// Bytes of a link; what is longer is none. Else each of thousands of brackets would be looked for at the end of the text.
const LONGEST_LINK: usize = 4000;

/// As much of a text as a link may have.
fn within_link(text: &str) -> &str {
    let mut end = LONGEST_LINK.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

fn autolink(rest: &str) -> Option<usize> {
    let inner = &within_link(rest)[1..];
    let end = inner.find('>')?;
    let url = &inner[..end];
    let is_url = url.starts_with("http://") || url.starts_with("https://");
    (is_url && !url.contains(char::is_whitespace)).then_some(end + 2)
}

/// `[text](https://…)`. What a link within the site of the service leads to is not here, so only its text stays; any
/// other target could be taken for a Rust item.
fn link(rest: &str) -> Option<(Cow<'_, str>, usize)> {
    let rest = within_link(rest);
    let middle = rest.find("](")?;
    let text = &rest[1..middle];
    let target = &rest[middle + 2..];
    let end = target.find(')')?;
    let url = &target[..end];
    let length = middle + 2 + end + 1;
    let plain_text = !text.contains(['[', ']', '<', '`']) || code_only(text);
    if !plain_text || url.contains([' ', '<', '>', '(']) {
        return None;
    }
    let is_url = url.starts_with("http://") || url.starts_with("https://");
    let kept = if is_url { &rest[..length] } else { text };
    (is_url || url.starts_with(['/', '#', '.'])).then(|| (kept.into(), length))
}

/// Whether a text is one span of code and nothing else.
pub(super) fn code_only(text: &str) -> bool {
    CodeSpans::of(text).at(0) == Some(text.len())
}

fn bare_url(rest: &str) -> usize {
    let end = rest
        .find(|it: char| {
            it.is_whitespace() || matches!(it, '<' | '>' | '"' | '`' | ')' | ']' | '[' | '|' | '\\')
        })
        .unwrap_or(rest.len());
    rest[..end]
        .trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_', '\''])
        .len()
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn descriptions_become_safe_markdown() {
        for (name, text, expected) in [
            ("plain", "Lists zones.\n", "Lists zones."),
            (
                "fence",
                "a\n```rust\nlet x;\n```\nb",
                "a\n```text\nlet x;\n```\nb",
            ),
            ("open fence", "```\nx", "```text\nx\n```"),
            ("indented", "a\n\n        code", "a\n\n   code"),
            ("generic", "a Vec<T> of <T>", "a Vec\\<T> of \\<T>"),
            ("bracket", "see [x] and a[0]", "see \\[x\\] and a\\[0\\]"),
            (
                "link",
                "see [the docs](https://a.b/c).",
                "see [the docs](https://a.b/c).",
            ),
            (
                "relative link",
                "see [x](/y) and [`z`](#a/z)",
                "see x and `z`",
            ),
            ("no link", "[a-z](1,2)", "\\[a-z\\](1,2)"),
            (
                "bare url",
                "go to https://a.b/c?d=e.",
                "go to <https://a.b/c?d=e>.",
            ),
            ("url in parentheses", "(https://a.b)", "(<https://a.b>)"),
            (
                "code span",
                "use `Vec<T>` and `[x]`",
                "use `Vec<T>` and `[x]`",
            ),
            ("open code span", "a ` b", "a \\` b"),
            ("bidi", "a\u{202e}b\u{2066}c", "abc"),
            ("escaped", "a \\[b\\]", "a \\[b\\]"),
            ("blank edges", "\n\n   a\n\n", "a"),
        ] {
            assert_eq!(clean(text).text, expected, "{name}");
        }
    }

    #[test]
    fn links_longer_than_any_are_text() {
        for (length, is_link) in [(3_000, true), (5_000, false)] {
            let link = format!("[x](https://a.b/{})", "c".repeat(length));
            assert_eq!(clean(&link).text == link, is_link, "{length}");
        }
    }
}
