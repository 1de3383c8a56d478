//! Tags of HTML, what is known of their elements, and entities.

use std::collections::BTreeMap;

use crate::lower::code_spans::CodeSpans;

/// Elements that begin and end a paragraph; the last are those of AWS.
pub(super) const BLOCKS: &[&str] = &[
    "p",
    "div",
    "aside",
    "section",
    "article",
    "blockquote",
    "center",
    "table",
    "tbody",
    "thead",
    "dl",
    "hr",
    "note",
    "important",
    "caution",
];

/// Elements of which only the text counts.
pub(super) const PLAIN: &[&str] = &[
    "span", "u", "nobr", "small", "font", "sup", "sub", "big", "var", "mark", "img",
];

/// Elements that need no closing tag. Of all others, one that is not closed is a placeholder: `/notes/<note>`.
pub(super) const OPEN: &[&str] = &[
    "p", "br", "hr", "img", "li", "dt", "dd", "tr", "td", "th", "ul", "ol",
];

/// Elements around a piece of text, with what Markdown has for them.
pub(super) const MARKED: &[(&str, &str)] = &[
    ("b", "**"),
    ("strong", "**"),
    ("i", "*"),
    ("em", "*"),
    ("code", "`"),
    ("tt", "`"),
    ("kbd", "`"),
    ("samp", "`"),
];

/// A tag, and how many bytes it takes.
pub(super) struct Tag<'a> {
    /// In lower case.
    pub(super) name: String,
    pub(super) closing: bool,
    attributes: &'a str,
    pub(super) length: usize,
}

impl<'a> Tag<'a> {
    /// The tag at the beginning of `text`.
    pub(super) fn read(text: &'a str) -> Option<Self> {
        let inner = text.strip_prefix('<')?;
        let closing = inner.starts_with('/');
        let inner = inner.strip_prefix('/').unwrap_or(inner);
        let name = inner.split(|it: char| !it.is_ascii_alphanumeric()).next()?;
        let rest = &inner[name.len()..];
        if name.is_empty() || !rest.starts_with([' ', '\n', '/', '>']) {
            return None;
        }
        let end = end_of_tag(rest)?;
        Some(Self {
            name: name.to_ascii_lowercase(),
            closing,
            attributes: &rest[..end],
            length: text.len() - rest.len() + end + 1,
        })
    }

    /// Where a link leads, if that is somewhere on the web.
    pub(super) fn href(&self) -> Option<String> {
        let start = self.attributes.to_ascii_lowercase().find("href=")? + "href=".len();
        let value = &self.attributes[start..];
        let quote = value.chars().next().filter(|it| ['"', '\''].contains(it))?;
        let url = decoded(value[1..].split(quote).next()?);
        let is_web = url.starts_with("http://") || url.starts_with("https://");
        (is_web && !url.contains([' ', '(', ')', '<', '>'])).then_some(url)
    }
}

/// Characters of a tag; what is longer is none.
const LONGEST: usize = 2000;

/// The `>` that is not in quotes.
fn end_of_tag(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, it) in text.char_indices().take(LONGEST) {
        match (quote, it) {
            (None, '>') => return Some(at),
            (None, '<') => return None,
            (None, '"' | '\'') => quote = Some(it),
            (Some(open), _) if open == it => quote = None,
            _ => {}
        }
    }
    None
}

/// The closing tags of a text, found once: a text may have thousands of tags that are never closed.
#[derive(Default)]
pub(super) struct Closings {
    /// Where the last of each name begins.
    last: BTreeMap<String, usize>,
    /// Those of elements, by where these begin behind their opening tag.
    of_elements: BTreeMap<usize, (usize, usize)>,
}

impl Closings {
    /// Those outside of code.
    pub(super) fn of(text: &str, spans: &CodeSpans) -> Self {
        let mut closings = Self::default();
        let mut open: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let mut at = 0;
        while let Some(found) = text[at..].find(['<', '`']) {
            at += found;
            if text[at..].starts_with('`') {
                at += spans.at(at).unwrap_or(1);
                continue;
            }
            let tag = Tag::read(&text[at..]);
            let start = at;
            at += tag.as_ref().map_or(1, |it| it.length);
            match tag {
                Some(tag) if tag.closing => {
                    // Elements of one name may lie inside each other.
                    if let Some(begin) = open.get_mut(&tag.name).and_then(Vec::pop) {
                        closings.of_elements.insert(begin, (start, at));
                    }
                    closings.last.insert(tag.name, start);
                }
                Some(tag) if !tag.attributes.ends_with('/') => {
                    open.entry(tag.name).or_default().push(at);
                }
                _ => {}
            }
        }
        closings
    }

    /// Whether there is one for this name behind a place.
    pub(super) fn any_after(&self, place: usize, name: &str) -> bool {
        self.last.get(name).is_some_and(|it| *it >= place)
    }

    /// The one of the element whose text begins at a place.
    pub(super) fn of_element(&self, place: usize) -> Option<(usize, usize)> {
        self.of_elements.get(&place).copied()
    }
}

/// Entities as the characters they stand for; Markdown does so itself outside code.
pub(super) fn decoded(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&nbsp;", " ")
        .replace("&amp;", "&")
}

/// Only the text of what may stand in code.
pub(super) fn without_tags(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        let used = Tag::read(rest).map_or(1, |tag| {
            let known = MARKED.iter().any(|it| it.0 == tag.name)
                || PLAIN.contains(&tag.name.as_str())
                || ["a", "br", "p"].contains(&tag.name.as_str());
            if known { tag.length } else { 1 }
        });
        if used == 1 {
            plain.push('<');
        }
        rest = &rest[used..];
    }
    plain.push_str(rest);
    plain
}
