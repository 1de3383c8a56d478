//! Tags of HTML, their attributes, and entities.

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

/// What stands before the closing tag, and how much of the text is used with it.
pub(super) fn element<'a>(text: &'a str, name: &str) -> Option<(&'a str, usize)> {
    let mut from = 0;
    loop {
        let at = from + text[from..].find("</")?;
        match Tag::read(&text[at..]) {
            Some(tag) if tag.name == name => return Some((&text[..at], at + tag.length)),
            _ => from = at + 2,
        }
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
