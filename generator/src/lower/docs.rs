//! Descriptions: Markdown that strangers wrote, made safe for rustdoc.
//!
//! Unsafe means: code blocks that would run as doctests, characters that rustc refuses, and links and
//! tags that fail `rustdoc -D warnings`.

mod links;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use self::links::{Link, Links, is_definition, within};
use super::code_spans::CodeSpans;
use super::html;
use crate::model::Doc;
use crate::unseen::is_unseen;

/// What a description says first.
pub(super) fn first_sentence(text: &str) -> &str {
    let mut marks = text.match_indices(['.', '!', '?', '\n']);
    let ends = |(at, mark): &(usize, &str)| {
        let behind = &text[at + 1..];
        if *mark == "\n" {
            behind.starts_with('\n')
        } else {
            behind.starts_with(char::is_whitespace)
        }
    };
    marks.find(ends).map_or(text, |(at, _)| &text[..at])
}

/// Cleans a description.
pub(super) fn clean(text: &str) -> Doc {
    let text = html::markdown(text);
    let text = on_one_line(&text);
    let links = Links::of(&text);
    let mut cleaned: Vec<String> = Vec::new();
    let mut fence: Option<String> = None;
    for raw in text.trim_start().lines() {
        let line = without_controls(raw);
        let trimmed = line.trim();
        match &fence {
            Some(mark) => {
                if trimmed.starts_with(mark.as_str())
                    && trimmed.trim_start_matches(['`', '~']).is_empty()
                {
                    cleaned.push(mark.clone());
                    fence = None;
                } else {
                    cleaned.push(line.trim_end().to_owned());
                }
            }
            None => match fence_mark(trimmed) {
                Some(mark) => {
                    cleaned.push(format!("{mark}text"));
                    fence = Some(mark);
                }
                None if is_definition(raw) && cleaned.last().is_none_or(String::is_empty) => {}
                None => cleaned.push(prose(&line, &links)),
            },
        }
    }
    if let Some(mark) = fence {
        cleaned.push(mark);
    }
    while cleaned.last().is_some_and(String::is_empty) {
        cleaned.pop();
    }
    let start = cleaned.iter().take_while(|it| it.is_empty()).count();
    Doc {
        text: cleaned[start..].join("\n"),
    }
}

/// A text without case and whatever stands between its words.
pub(super) fn letters(text: &str) -> String {
    let letters = text.chars().filter(|it| it.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// Links whose text goes over a line break, without it: all else is looked at line by line.
fn on_one_line(text: &str) -> Cow<'_, str> {
    if !text.contains("](") && !text.contains("][") {
        return text.into();
    }
    let mut joined = String::with_capacity(text.len());
    let mut open = false;
    for (number, line) in text.lines().enumerate() {
        let first = line.find(['[', ']']).map(|it| &line[it..]);
        let closes = first.is_some_and(|it| it.starts_with("](") || it.starts_with("]["));
        if open && closes {
            joined.push(' ');
            joined.push_str(line.trim_start());
        } else {
            joined.push_str(if number == 0 { "" } else { "\n" });
            joined.push_str(line);
        }
        let last = line.rfind(['[', ']']).map(|it| &line[it..]);
        open = last.is_some_and(|it| it.starts_with('['));
    }
    joined.into()
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
fn prose(line: &str, links: &Links<'_>) -> String {
    let text = line.trim();
    let indent = (line.len() - line.trim_start().len()).min(3);
    let indent = &"   "[..if text.is_empty() { 0 } else { indent }];
    format!("{indent}{}", words(text, links))
}

fn words(text: &str, links: &Links<'_>) -> String {
    let mut rest = text;
    let mut clean = String::with_capacity(text.len());
    let spans = CodeSpans::of(text);
    while let Some(at) = rest.find(['`', '<', '[', ']', '\\', 'h']) {
        clean.push_str(&rest[..at]);
        rest = &rest[at..];
        let here = text.len() - rest.len();
        let (text, used) = piece(rest, links, |at| spans.at(here + at));
        clean.push_str(&text);
        rest = &rest[used..];
    }
    clean.push_str(rest);
    clean
}

/// What a line goes on with at a character that may mean something: how to write it, and how much of the line it is.
/// `code` is the length of the code that begins so far behind.
fn piece<'t>(
    rest: &'t str,
    links: &Links<'_>,
    code: impl Fn(usize) -> Option<usize>,
) -> (Cow<'t, str>, usize) {
    let kept = |length: usize| (rest[..length].into(), length);
    match rest.as_bytes()[0] {
        b'`' => code(0).map_or(("\\`".into(), 1), kept),
        b'<' => autolink(rest).map_or(("\\<".into(), 1), kept),
        b'[' => match links.at(rest, code) {
            Some(it) => (link(&it, links).into(), it.length),
            None => ("\\[".into(), 1),
        },
        b']' => ("\\]".into(), 1),
        b'\\' => match escaped(rest) {
            1 => ("\\\\".into(), 1),
            length => kept(length),
        },
        _ if is_web(rest) => {
            let length = bare_url(rest);
            (format!("<{}>", &rest[..length]).into(), length)
        }
        _ => kept(1),
    }
}

/// A link as it is, or its text where nobody knows what it leads to.
fn link(link: &Link<'_>, links: &Links<'_>) -> String {
    match link.address {
        Some(address) => format!("[{}]({address})", link.text),
        None => words(link.text, links),
    }
}

/// Whether a link can lead to an address of the web.
pub(super) fn is_address(url: &str) -> bool {
    is_web(url) && links::is_whole(url)
}

fn is_web(url: &str) -> bool {
    url.starts_with("http://") || url.starts_with("https://")
}

/// The length of a backslash with what it escapes, so that an escaped bracket is not escaped again.
fn escaped(rest: &str) -> usize {
    let escaped = rest[1..].starts_with(|it: char| it.is_ascii_punctuation());
    1 + usize::from(escaped)
}

fn autolink(rest: &str) -> Option<usize> {
    let inner = &within(rest)[1..];
    let end = inner.find('>')?;
    let url = &inner[..end];
    (is_web(url) && !url.contains(char::is_whitespace)).then_some(end + 2)
}

/// Whether a text is one span of code and nothing else.
pub(super) fn code_only(text: &str) -> bool {
    CodeSpans::of(text).at(0) == Some(text.len())
}

/// The length of an address in prose: parentheses around it are none of its own.
fn bare_url(rest: &str) -> usize {
    let mut depth = 0_usize;
    let ends = |it: char| {
        match it {
            '(' => depth += 1,
            ')' if depth > 0 => depth -= 1,
            _ => return it.is_whitespace() || "<>\"`)][|\\".contains(it),
        }
        false
    };
    let end = rest.find(ends).unwrap_or(rest.len());
    rest[..end]
        .trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_', '\''])
        .len()
}
