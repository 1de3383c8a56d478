//! Documentation comments.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::fence::{Fence, Line};
pub(super) use crate::model::add_paragraph as paragraph;
use crate::model::{Credential, Fixed, Status};
use crate::unseen::is_unseen;

/// `/// text`, one attribute for all lines.
pub(super) fn outer(text: &str) -> TokenStream {
    let lines = lines(text);
    if lines.is_empty() {
        return TokenStream::new();
    }
    let lines = literal(&lines.join("\n"));
    quote!(#[doc = #lines])
}

/// `//! text`, one attribute a line, as prettyplease wants it.
pub(super) fn inner(text: &str) -> TokenStream {
    let lines = lines(text);
    let lines = lines.iter().map(|it| literal(it));
    quote!(#(#![doc = #lines])*)
}

/// Raw where it can be: escapes are written, and read several times, letter by letter, and a quarter of a crate is
/// documentation.
fn literal(line: &str) -> Literal {
    let raw = format!("r##\"{line}\"##");
    let whole = !line.contains("\"##");
    let literal = whole.then(|| raw.parse().ok()).flatten();
    literal.unwrap_or_else(|| Literal::string(line))
}

/// The description, or a plain sentence where the specification says nothing.
pub(super) fn or(text: &str, fallback: &str) -> String {
    if text.is_empty() {
        fallback.to_owned()
    } else {
        text.to_owned()
    }
}

/// A text of the document as a span of code: on one line, and with nothing in it that would end the span, so that it
/// can never become a code block, which `cargo test` would run.
///
/// ```text
/// `page[size]`
/// ```
pub(super) fn code(wire: &str) -> String {
    let mut span = String::with_capacity(wire.len() + 2);
    span.push('`');
    for it in wire.chars() {
        match it {
            '`' => span.push('\''),
            // Some viewers break lines there.
            it if is_unseen(it) || matches!(it, '\u{2028}' | '\u{2029}') => {
                span.extend(it.escape_default());
            }
            it => span.push(it),
        }
    }
    span.push('`');
    span
}

/// Where the environment has a credential: `` `USER` and `PASSWORD` ``; none if nothing of it is read from there.
pub(super) fn variables(it: &Credential) -> Option<String> {
    let variables = it.parts.iter().filter_map(|it| it.variable.as_ref());
    let variables: Vec<String> = variables.map(|it| code(it)).collect();
    (!variables.is_empty()).then(|| variables.join(" and "))
}

/// `status 404`, `status 4xx`
pub(super) fn status(it: Status) -> String {
    match it {
        Status::Exact(code) => format!("status {code}"),
        Status::Range(hundreds) => format!("status {hundreds}xx"),
        Status::Default => "any other status".to_owned(),
    }
}

/// A sentence about the default of the server.
pub(super) fn default(value: Option<&String>) -> String {
    value.map_or_else(String::new, |it| {
        format!("Without it the server takes {}.", code(it))
    })
}

/// A sentence about the only value that is documented.
pub(super) fn fixed(value: Option<&Fixed>) -> String {
    value.map_or_else(String::new, |it| {
        format!("It is {} unless this is called.", code(it.wire()))
    })
}

/// Longest line of prose, in characters.
const WIDTH: usize = 100;

fn lines(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut paragraph = Vec::new();
    let mut fence = Fence::default();
    for line in text.lines() {
        let is_code = fence.pass(line) != Line::Prose;
        let literal = is_code || line.starts_with('|') || line.starts_with('#');
        if !literal && is_plain(line) {
            paragraph.push(line);
            continue;
        }
        flush(&mut paragraph, &mut lines);
        if literal {
            lines.push(line.to_owned());
        } else {
            wrap(line, &mut lines);
        }
    }
    flush(&mut paragraph, &mut lines);
    lines
        .into_iter()
        .map(|it| if it.is_empty() { it } else { format!(" {it}") })
        .collect()
}

/// A line that goes on where the one before it ended.
fn is_plain(line: &str) -> bool {
    line.starts_with(|it: char| !it.is_whitespace())
        && !means_something_first(line.split(' ').next().unwrap_or_default())
}

/// A paragraph stays as it was written if it is narrow enough; else it is broken anew.
fn flush(paragraph: &mut Vec<&str>, lines: &mut Vec<String>) {
    if paragraph.iter().all(|it| it.chars().count() <= WIDTH) {
        lines.extend(paragraph.iter().map(|it| (*it).to_owned()));
    } else {
        wrap(&paragraph.join(" "), lines);
    }
    paragraph.clear();
}

/// Breaks a long line of prose between words; the lines after the first keep the indentation of a list.
fn wrap(line: &str, lines: &mut Vec<String>) {
    let text = line.trim_start();
    let first = &line[..line.len() - text.len()];
    let next = format!("{first}{}", " ".repeat(marker(text)));
    let mut current = first.to_owned();
    // Counted as it grows: a line can be as long as the whole text, where nothing in it may begin one.
    let mut width = first.chars().count();
    let mut empty = true;
    for word in words(text) {
        let of_word = word.chars().count();
        let long = width + 1 + of_word > WIDTH;
        if !empty && long && !means_something_first(word) {
            lines.push(std::mem::replace(&mut current, next.clone()));
            width = next.chars().count();
            empty = true;
        }
        if !empty {
            current.push(' ');
            width += 1;
        }
        current.push_str(word);
        width += of_word;
        empty = false;
    }
    lines.push(current.trim_end().to_owned());
}

/// Words, with code spans and links in one piece.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = 0;
    let (mut in_code, mut depth) = (false, 0_usize);
    for (index, character) in text.char_indices() {
        match character {
            '`' => in_code = !in_code,
            '[' | '(' | '<' => depth += 1,
            ']' | ')' | '>' => depth = depth.saturating_sub(1),
            ' ' if !in_code && depth == 0 => {
                words.push(&text[start..index]);
                start = index + 1;
            }
            _ => {}
        }
    }
    words.push(&text[start..]);
    words
}

/// How wide the beginning of an item of a list is, with its space: `- `, `2. `.
fn marker(text: &str) -> usize {
    let word = text.split(' ').next().unwrap_or_default();
    let number = word.trim_end_matches(['.', ')']);
    let numbered = number.len() + 1 == word.len()
        && !number.is_empty()
        && number.chars().all(|it| it.is_ascii_digit());
    if numbered || matches!(word, "-" | "*" | "+") {
        word.len() + 1
    } else {
        0
    }
}

/// Words that would be markup at the beginning of a line.
fn means_something_first(word: &str) -> bool {
    let number = word.trim_end_matches(['.', ')']);
    matches!(word, "-" | "*" | "+" | "=" | "|")
        || word.starts_with(['#', '>', '|', '=', '-', '+', '~'])
        || (number.len() < word.len() && number.chars().all(|it| it.is_ascii_digit()))
}
