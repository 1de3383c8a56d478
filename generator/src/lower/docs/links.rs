//! Links of Markdown: what a bracket begins, if that is a link.

use std::collections::BTreeMap;

use crate::unseen::is_unseen;

/// Bytes of a link; what is longer is none. Else each of thousands of brackets would be looked for at the end of the text.
const LONGEST: usize = 4000;

/// Parentheses inside each other in an address. Parsers of Markdown have a limit of their own, of 32.
const DEEPEST: usize = 8;

/// A link, and how much of the text it is.
pub(super) struct Link<'t> {
    pub(super) text: &'t str,
    /// `None` within the site of the service: what such a link leads to is not here.
    pub(super) address: Option<&'t str>,
    pub(super) length: usize,
}

/// The addresses that a text gives names: `[1]: https://…`.
pub(super) struct Links<'t> {
    addresses: BTreeMap<String, &'t str>,
}

impl<'t> Links<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        let mut addresses = BTreeMap::new();
        for (label, address) in text.lines().filter_map(definition) {
            addresses.entry(key(label)).or_insert(address);
        }
        Self { addresses }
    }

    /// The link that begins with the bracket at the beginning of `rest`: `[text](https://…)`, `[text][1]`, `[text][]` or
    /// `[text]`. `code` is the length of the code at a place.
    pub(super) fn at<'l>(
        &'l self,
        rest: &'l str,
        code: impl Fn(usize) -> Option<usize>,
    ) -> Option<Link<'l>> {
        let rest = within(rest);
        let end = end_of_text(rest, code)?;
        inline(rest, end).or_else(|| self.reference(rest, end))
    }

    fn reference<'l>(&'l self, rest: &'l str, end: usize) -> Option<Link<'l>> {
        if self.addresses.is_empty() {
            return None;
        }
        let text = &rest[1..end];
        let behind = rest[end + 1..].strip_prefix('[');
        let label = behind.and_then(|it| Some(it.split_once(']')?.0));
        let address = *self.addresses.get(&match label {
            None | Some("") => key(text),
            Some(label) => key(label),
        })?;
        Some(Link {
            text,
            address: Some(address),
            length: end + 1 + label.map_or(0, |it| it.len() + 2),
        })
    }
}

/// True for a line that names an address and is not shown.
pub(super) fn is_definition(line: &str) -> bool {
    definition(line).is_some()
}

fn definition(line: &str) -> Option<(&str, &str)> {
    let (label, rest) = line.trim().strip_prefix('[')?.split_once("]:")?;
    let rest = rest.trim_start();
    let address = &rest[..end_of_address(rest)?];
    let behind = &rest[address.len()..];
    let title = behind.trim_start().starts_with(['"', '\'', '(']);
    let plain = !label.trim().is_empty() && !label.contains(['[', ']', '`', '\\']);
    // It is written elsewhere than its line, which is cleaned there.
    let seen = !address.contains(is_unseen) && address.len() < LONGEST;
    (plain && seen && is_elsewhere(address) && (behind.is_empty() || title))
        .then_some((label, address))
}

/// Labels are the same in capitals and with other space.
fn key(label: &str) -> String {
    let words: Vec<String> = label.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ")
}

/// As much of a text as a link may have.
pub(super) fn within(text: &str) -> &str {
    let mut end = LONGEST.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Where the bracket is that closes the text of a link. Code in it may have brackets.
fn end_of_text(rest: &str, code: impl Fn(usize) -> Option<usize>) -> Option<usize> {
    let mut at = 1;
    loop {
        at += rest.get(at..)?.find(['`', '\\', '[', ']', '<'])?;
        at += match rest.as_bytes()[at] {
            b'`' => code(at)?,
            b'\\' => super::escaped(&rest[at..]),
            b']' => return Some(at),
            _ => return None,
        };
    }
}

/// `[text](https://…)`, with a title or without. Any other target could be taken for a Rust item.
fn inline(rest: &str, end: usize) -> Option<Link<'_>> {
    let target = rest[end + 1..].strip_prefix('(')?;
    let address = &target[..end_of_address(target)?];
    let behind = &target[address.len()..];
    let closed = behind.starts_with(')').then_some(1);
    let length = end + 2 + address.len() + closed.or_else(|| end_of_title(behind))?;
    let here = address.starts_with(['/', '#', '.']);
    (here || is_elsewhere(address)).then(|| Link {
        text: &rest[1..end],
        address: (!here).then_some(address),
        length,
    })
}

/// Whether an address can stand in a link as it is.
pub(super) fn is_whole(address: &str) -> bool {
    let seen = !address.contains(is_unseen) && address.len() < LONGEST;
    seen && end_of_address(address) == Some(address.len())
}

/// Where an address ends: its parentheses have partners, and nothing in it means anything to Markdown.
fn end_of_address(text: &str) -> Option<usize> {
    let mut depth = 0;
    for (at, it) in text.char_indices() {
        match it {
            '<' | '>' | '\\' | '`' => return None,
            '(' => depth += 1,
            ')' if depth == 0 => return Some(at),
            ')' => depth -= 1,
            it if it.is_whitespace() => return (depth == 0).then_some(at),
            _ => {}
        }
        if depth > DEEPEST {
            return None;
        }
    }
    (depth == 0).then_some(text.len())
}

/// The end of ` "title")`.
fn end_of_title(text: &str) -> Option<usize> {
    let title = text.trim_start();
    let quote = title.chars().next().filter(|it| ['"', '\''].contains(it))?;
    let (_, behind) = title[1..].split_once(quote)?;
    let behind = behind.trim_start().strip_prefix(')')?;
    Some(text.len() - behind.len())
}

/// True for addresses of the web, and of mail.
fn is_elsewhere(address: &str) -> bool {
    // rustdoc takes what has no dot for the name of an item.
    let mail = |it: &str| it.contains('@') && it.contains('.') && !it.contains(['(', '#', ':']);
    super::is_web(address) || address.strip_prefix("mailto:").is_some_and(mail)
}
