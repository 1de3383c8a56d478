//! HTML in descriptions, as Markdown. Markdown allows HTML, but rustdoc wants every tag closed, editors show tags as they
//! are, and so does everybody who reads the source.

mod tag;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use self::tag::{BLOCKS, Closings, MARKED, OPEN, PLAIN, Tag, decoded, without_tags};
use super::code_spans::CodeSpans;
use super::docs::code_only;

/// `<b>` and the like as Markdown; what is no HTML, such as `<id>` and `Vec<T>`, and what stands in code, stays.
pub(super) fn markdown(text: &str) -> Cow<'_, str> {
    within(text, 0)
}

/// More elements inside each other mean nothing.
const DEEPEST: usize = 8;

/// A text inside so many elements.
fn within(text: &str, depth: usize) -> Cow<'_, str> {
    if !text.contains('<') {
        return text.into();
    }
    if depth > DEEPEST {
        return without_tags(text).into();
    }
    let spans = CodeSpans::of(text);
    let mut writer = Writer {
        length: text.len(),
        depth,
        closings: Closings::of(text, &spans),
        spans,
        ..Writer::default()
    };
    writer.all(text);
    writer.text.into()
}

#[derive(Default)]
struct Writer {
    text: String,
    /// Where the line that is being written begins, as far as that was looked for.
    line: (usize, usize),
    /// Of all that is read, in bytes.
    length: usize,
    /// How many elements are around that.
    depth: usize,
    spans: CodeSpans,
    closings: Closings,
    /// The markers of the lists that are open.
    lists: Vec<&'static str>,
    /// White space means nothing here: a tag has begun a new line.
    at_start: bool,
    /// A comment is not closed in what is left, so that nobody looks again.
    open_comment: bool,
    /// A cell of this row has been written.
    in_row: bool,
}

impl Writer {
    fn all(&mut self, text: &str) {
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let used = match first {
                '`' => self.code(rest),
                '<' => self.tag(rest).unwrap_or_else(|| self.push('<')),
                other => self.push(other),
            };
            rest = &rest[used..];
        }
        self.text.truncate(self.text.trim_end().len());
    }

    fn push(&mut self, it: char) -> usize {
        if !(self.at_start && it.is_whitespace()) {
            self.at_start = false;
            self.text.push(it);
        }
        it.len_utf8()
    }

    /// Code of Markdown, as it is: a span, or a block with its fences.
    fn code(&mut self, rest: &str) -> usize {
        let length = self.spans.at(self.length - rest.len()).unwrap_or(1);
        self.text.push_str(&rest[..length]);
        self.at_start = false;
        length
    }

    fn comment(&mut self, rest: &str) -> Option<usize> {
        if self.open_comment {
            return None;
        }
        let end = rest.find("-->");
        self.open_comment = end.is_none();
        end.map(|it| it + "-->".len())
    }

    /// What stands before the closing tag of an element, and how much of the text is used with that.
    fn closed<'t>(&self, after: &'t str) -> Option<(&'t str, usize)> {
        let from = self.length - after.len();
        let (start, end) = self.closings.of_element(from)?;
        Some((&after[..start - from], end - from))
    }

    /// Writes what a tag stands for, and for some the whole element; how much of the text that was.
    fn tag(&mut self, rest: &str) -> Option<usize> {
        if rest.starts_with("<!--") {
            return self.comment(rest);
        }
        let tag = Tag::read(rest)?;
        let name = tag.name.as_str();
        let after = &rest[tag.length..];
        let mark = MARKED.iter().find(|it| it.0 == name).map(|it| it.1);
        if mark.is_none() && name != "a" && name != "pre" {
            let open = !tag.closing && !OPEN.contains(&name);
            if open && !self.closings.any_after(self.length - after.len(), name) {
                return None;
            }
            return self.structure(&tag).then_some(tag.length);
        }
        if tag.closing {
            return Some(tag.length);
        }
        let (inner, used) = self.closed(after)?;
        let text = || within(inner, self.depth + 1);
        match mark {
            Some("`") => self.marked("`", &decoded(&without_tags(inner))),
            Some(mark) => self.marked(mark, &text()),
            None if name == "pre" => self.block(inner),
            None => self.link(tag.href(), &text()),
        }
        Some(tag.length + used)
    }

    /// Paragraphs, lists and tables; false for what is no HTML.
    fn structure(&mut self, tag: &Tag<'_>) -> bool {
        match (tag.name.as_str(), tag.closing) {
            ("br", _) => self.line_break(),
            ("ul", false) => self.open_list("- "),
            ("ol", false) => self.open_list("1. "),
            ("ul" | "ol", true) => {
                self.lists.pop();
                if self.lists.is_empty() {
                    self.paragraph();
                } else {
                    self.line();
                }
            }
            ("li" | "dt" | "tr", false) => self.item(),
            ("dt", true) => self.after_term(),
            ("td" | "th", false) => {
                if std::mem::replace(&mut self.in_row, true) {
                    self.text.push_str(" | ");
                }
                self.at_start = true;
            }
            ("td" | "th", true) => self.trim(),
            ("dd", false) => self.at_start = true,
            ("li" | "tr" | "dd", true) => self.line(),
            ("h1" | "h2" | "h3" | "h4" | "h5" | "h6", closing) => {
                self.paragraph();
                if !closing {
                    self.text.push_str("#### ");
                }
            }
            (name, _) if BLOCKS.contains(&name) => self.paragraph(),
            (name, _) => return PLAIN.contains(&name),
        }
        true
    }

    fn trim(&mut self) {
        self.text
            .truncate(self.text.trim_end_matches([' ', '\n', '\t', '\r']).len());
        let (start, seen) = self.line;
        let end = self.text.len();
        self.line = if end < start {
            (0, 0)
        } else {
            (start, seen.min(end))
        };
    }

    /// The line that is being written. Only what is new is searched: rows of tables can be as long as the whole text.
    fn current(&mut self) -> &str {
        let (start, seen) = self.line;
        let newline = self.text[seen..].rfind('\n');
        let start = newline.map_or(start, |it| seen + it + 1);
        self.line = (start, self.text.len());
        &self.text[start..]
    }

    /// Rows of tables in Markdown are single lines.
    fn in_table(&mut self) -> bool {
        let in_table = self.current().trim_start().starts_with('|');
        if in_table {
            self.text.push(' ');
            self.at_start = true;
        }
        in_table
    }

    fn line(&mut self) {
        if self.in_table() || (self.at_start && self.text.ends_with('\n')) {
            return;
        }
        self.trim();
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.at_start = true;
    }

    fn paragraph(&mut self) {
        let inside = !self.lists.is_empty();
        if inside && self.at_start {
            return;
        }
        self.line();
        if !inside && self.text.ends_with('\n') && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// Text that goes on in a new line; in an item of a list it still belongs to that.
    fn line_break(&mut self) {
        match item_indent(self.current()) {
            Some(indent) => {
                self.line();
                self.text.push_str(&" ".repeat(indent));
            }
            None => self.paragraph(),
        }
    }

    fn open_list(&mut self, marker: &'static str) {
        if self.lists.is_empty() {
            self.paragraph();
        } else {
            self.line();
        }
        self.lists.push(marker);
    }

    fn item(&mut self) {
        self.line();
        self.in_row = false;
        let marker = self.lists.last().copied().unwrap_or("- ");
        // Deeper would be taken for code.
        self.text
            .push_str(if self.lists.len() > 1 { "  " } else { "" });
        self.text.push_str(marker);
    }

    fn after_term(&mut self) {
        self.trim();
        self.text.push_str(": ");
        self.at_start = true;
    }

    /// Text between two marks, which must touch it.
    fn marked(&mut self, mark: &str, inner: &str) {
        let text = inner.split_whitespace().collect::<Vec<_>>().join(" ");
        let mark = if text.is_empty() || text.contains(&mark[..1]) {
            ""
        } else {
            mark
        };
        let space = |apart| if apart { " " } else { "" };
        let before = space(inner.starts_with(char::is_whitespace) && !self.at_start);
        let after = space(inner.ends_with(char::is_whitespace));
        for it in [before, mark, &text, mark, after] {
            self.text.push_str(it);
        }
        self.at_start = false;
    }

    fn link(&mut self, href: Option<String>, inner: &str) {
        let mut text = inner.split_whitespace().collect::<Vec<_>>().join(" ");
        if !code_only(&text) {
            text = text.replace('`', "");
        }
        self.at_start = false;
        match href {
            Some(url) if text.is_empty() || text == url => self.text.push_str(&url),
            Some(url) if !text.contains(['[', ']', '<']) => {
                for it in ["[", &text, "](", &url, ")"] {
                    self.text.push_str(it);
                }
            }
            _ => self.text.push_str(&text),
        }
    }

    /// Code that keeps its lines.
    fn block(&mut self, inner: &str) {
        let code = decoded(&without_tags(inner));
        self.paragraph();
        if code.contains("```") {
            self.text.push_str(code.trim());
        } else {
            self.text.push_str("```\n");
            self.text.push_str(code.trim_matches('\n'));
            self.text.push_str("\n```");
        }
        self.paragraph();
    }
}

/// Where the text of an item of a list begins: behind `- ` or `1. `.
fn item_indent(line: &str) -> Option<usize> {
    let text = line.trim_start();
    let digits = text.len()
        - text
            .trim_start_matches(|it: char| it.is_ascii_digit())
            .len();
    let marker = match text[digits..].chars().next()? {
        '-' | '*' | '+' if digits == 0 => 1,
        '.' | ')' if digits > 0 => digits + 1,
        _ => return None,
    };
    text[marker..]
        .starts_with(' ')
        .then(|| line.len() - text.len() + marker + 1)
}
