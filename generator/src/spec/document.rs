//! A document: one untyped ordered value, the texts it came from, and what leads from one to the other.

use std::collections::BTreeSet;

use serde_json::Value;

use super::lines::Lines;
use super::origins::Origins;
use super::positions::{Position, Positions};
use super::room::Room;
use super::{load, pointer};
use crate::diagnostics::{Diagnostic, Diagnostics, Place, Report, Spot};
use crate::unseen::shortened;

/// An input text.
#[derive(Clone, Debug)]
pub struct Source {
    /// The file name as messages should print it.
    pub name: String,
    /// Its content.
    pub text: String,
}

/// The OpenAPI document after all overlays.
#[derive(Debug)]
pub struct Document {
    pub(super) value: Value,
    pub(super) origins: Origins,
    pub(super) room: Room,
}

impl Document {
    /// Parses the document; `None` after a syntax error, which is reported.
    pub fn parse(source: &Source, diagnostics: &mut Diagnostics) -> Option<Self> {
        let value = load::parse(&source.text, 0, diagnostics)?;
        if !value.is_object() {
            diagnostics.not_a_document(&value);
            return None;
        }
        Some(Self {
            value,
            origins: Origins::default(),
            room: Room::of(&source.text),
        })
    }

    /// The node at a pointer.
    pub fn get(&self, pointer: &str) -> Option<&Value> {
        pointer::find(&self.value, pointer)
    }

    /// The whole document.
    pub fn root(&self) -> &Value {
        &self.value
    }
}

/// Most characters of a pointer that a message shows. Those of real documents have a few hundred.
const LONGEST_POINTER: usize = 1000;

/// Most characters of a message, which may have names and values of the document in it.
const LONGEST_MESSAGE: usize = 2000;

/// Turns places into files, lines and columns; parses each source at most once, and only if needed.
pub(crate) struct Locator<'a> {
    sources: &'a [Source],
    /// What is looked for in each source.
    wanted: Vec<BTreeSet<String>>,
    positions: Vec<Option<Positions>>,
    lines: Vec<Option<Lines<'a>>>,
    origins: Origins,
}

impl<'a> Locator<'a> {
    /// `sources` in order: the document, then the overlays. `places` are those that will be asked for.
    pub(crate) fn new<'p>(
        sources: &'a [Source],
        document: Option<&Document>,
        places: impl IntoIterator<Item = &'p Place>,
    ) -> Self {
        let origins = document.map(|it| it.origins.clone()).unwrap_or_default();
        let mut wanted: Vec<BTreeSet<String>> = sources.iter().map(|_| BTreeSet::new()).collect();
        for place in places {
            match place {
                Place::Node(at) | Place::Key(at) => {
                    let origin = origins.of(at);
                    wanted[origin.source].insert(origin.pointer.clone());
                    // Where an overlay changed it, the document is asked as well.
                    wanted[0].insert(origin.pointer);
                }
                Place::Source(source, at, _) => {
                    wanted[*source].insert(at.clone());
                }
                Place::Text(..) | Place::Nowhere => {}
            }
        }
        Self {
            sources,
            wanted,
            positions: sources.iter().map(|_| None).collect(),
            lines: sources.iter().map(|_| None).collect(),
            origins,
        }
    }

    /// A message with its place in a file.
    pub(crate) fn report(&mut self, diagnostic: Diagnostic) -> Report {
        let (file, position, pointer) = match diagnostic.place {
            Place::Nowhere => (None, None, String::new()),
            Place::Text(source, line, column) => {
                let position = Position {
                    line,
                    column,
                    length: 1,
                };
                (Some(source), (line > 0).then_some(position), String::new())
            }
            Place::Key(at) => self.place(at, Spot::Key),
            Place::Node(at) => self.place(at, Spot::Value),
            Place::Source(source, at, spot) => {
                let position = self.position(source, &at, spot);
                (Some(source), position, at)
            }
        };
        let (line, column) = position.map_or((0, 0), |it| (it.line, it.column));
        let (text, text_column) = match file {
            Some(source) if line > 0 => self.lines(source).around(line, column),
            _ => (String::new(), 0),
        };
        let source = file.map(|it| &self.sources[it]);
        Report {
            severity: diagnostic.severity,
            code: diagnostic.code,
            file: source.map(|it| it.name.clone()).unwrap_or_default(),
            line,
            column,
            length: position.map_or(0, |it| it.length),
            text,
            text_column,
            pointer: shortened(&pointer, LONGEST_POINTER).into_owned(),
            message: shortened(&diagnostic.message, LONGEST_MESSAGE).into_owned(),
            help: diagnostic.help,
        }
    }

    /// File, line and column of a node of the merged document.
    pub(crate) fn find(&mut self, at: &str) -> (String, usize, usize) {
        let (source, position, _) = self.place(at.to_owned(), Spot::Key);
        let file = source.map(|it| self.sources[it].name.clone());
        let (line, column) = position.map_or((0, 0), |it| (it.line, it.column));
        (file.unwrap_or_default(), line, column)
    }

    /// A node of the merged document, where it was written: in the document or in an overlay.
    fn place(&mut self, at: String, spot: Spot) -> (Option<usize>, Option<Position>, String) {
        let origin = self.origins.of(&at);
        let position = self.position(origin.source, &origin.pointer, spot);
        // People look for it in the document, and overlays select from that.
        let shown = if origin.source == 0 && origin.pointer != at {
            self.positions(0).nearest(&origin.pointer).to_owned()
        } else {
            at
        };
        (Some(origin.source), position, shown)
    }

    fn positions(&mut self, source: usize) -> &Positions {
        let wanted = self.wanted[source].iter().map(String::as_str);
        self.positions[source]
            .get_or_insert_with(|| Positions::of(&self.sources[source].text, wanted))
    }

    fn lines(&mut self, source: usize) -> &Lines<'a> {
        self.lines[source].get_or_insert_with(|| Lines::of(&self.sources[source].text))
    }

    fn position(&mut self, source: usize, at: &str, spot: Spot) -> Option<Position> {
        let positions = self.positions(source);
        match spot {
            Spot::Key => positions.key(at),
            Spot::Value => positions.value(at),
        }
    }
}

/// So many `$ref`s one after the other are followed.
const DEEPEST: usize = 200;

/// Follows `$ref`s from `at` until something that is not one; reports dangling, remote and circular ones, and lines of them
/// that are too long.
pub(crate) fn follow(
    document: &Document,
    at: &str,
    diagnostics: &mut Diagnostics,
) -> Option<String> {
    let mut current = at.to_owned();
    for _ in 0..=DEEPEST {
        let Some(reference) = reference(document, &current) else {
            return Some(current);
        };
        let place = pointer::join(&current, "$ref");
        let Some(target) = pointer::from_fragment(reference) else {
            diagnostics.remote_reference(&place, reference);
            return None;
        };
        if document.get(&target).is_none() {
            diagnostics.dangling_reference(&place, reference);
            return None;
        }
        current = target;
    }
    endless(document, at, diagnostics);
    None
}

fn reference<'a>(document: &'a Document, at: &str) -> Option<&'a str> {
    document.get(at)?.get("$ref")?.as_str()
}

/// Says why a line of `$ref`s has no end: it is a circle, or too long. Only here the way is remembered, as nearly all have one
/// step.
fn endless(document: &Document, at: &str, diagnostics: &mut Diagnostics) {
    let mut current = at.to_owned();
    let mut seen = BTreeSet::from([current.clone()]);
    for _ in 0..=DEEPEST {
        let Some(reference) = reference(document, &current) else {
            return;
        };
        let place = pointer::join(&current, "$ref");
        let Some(target) = pointer::from_fragment(reference) else {
            return;
        };
        if !seen.insert(target.clone()) {
            diagnostics.circular_reference(&place, reference);
            return;
        }
        current = target;
    }
    diagnostics.nested_too_deep(at, "`$ref`s");
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, Value, json};

    use super::{DEEPEST, Document, Source, follow};
    use crate::diagnostics::Diagnostics;

    /// What is found at the end of so many references, and the code of the message.
    fn end(references: usize, last: &Value) -> (Option<String>, Option<&'static str>) {
        let to = |it: usize| json!({ "$ref": format!("#/{}", it + 1) });
        let mut nodes: Map<String, Value> =
            (0..references).map(|it| (it.to_string(), to(it))).collect();
        nodes.insert(references.to_string(), last.clone());
        let source = Source {
            name: "document.json".to_owned(),
            text: Value::Object(nodes).to_string(),
        };
        let mut diagnostics = Diagnostics::default();
        let document = Document::parse(&source, &mut diagnostics).expect("JSON");
        let found = follow(&document, "/0", &mut diagnostics);
        let code = diagnostics.into_sorted().first().map(|it| it.code);
        (found, code)
    }

    #[test]
    fn lines_of_references_have_an_end_or_a_message() {
        let (value, back) = (json!({}), json!({ "$ref": "#/1" }));
        assert_eq!(end(0, &value), (Some("/0".to_owned()), None));
        let longest = (Some(format!("/{DEEPEST}")), None);
        assert_eq!(end(DEEPEST, &value), longest);
        assert_eq!(end(DEEPEST + 1, &value), (None, Some("nesting")));
        assert_eq!(end(3, &back), (None, Some("circular-reference")));
        // A circle behind too long a line is too long a line.
        assert_eq!(end(5000, &back), (None, Some("nesting")));
        let nothing = json!({ "$ref": "#/x" });
        assert_eq!(end(3, &nothing).1, Some("dangling-reference"));
    }
}
