//! A document: one untyped ordered value, the texts it came from, and what leads from one to the other.

use serde_json::Value;

use super::origins::Origins;
use super::positions::Positions;
use super::{json, pointer, yaml};
use crate::diagnostics::{Diagnostic, Diagnostics, Place, Report};

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
}

impl Document {
    /// Parses the document; `None` after a syntax error, which is reported.
    pub fn parse(source: &Source, diagnostics: &mut Diagnostics) -> Option<Self> {
        let value = parse_text(&source.text, 0, diagnostics)?;
        if !value.is_object() {
            diagnostics.not_an_object("", "an OpenAPI document");
            return None;
        }
        Some(Self {
            value,
            origins: Origins::default(),
        })
    }

    /// The node at a pointer.
    pub fn get(&self, pointer: &str) -> Option<&Value> {
        self.value.pointer(pointer)
    }

    /// The whole document.
    pub fn root(&self) -> &Value {
        &self.value
    }
}

/// Parses YAML or JSON: a text whose first character is `{` is JSON, everything else is YAML.
pub(super) fn parse_text(
    text: &str,
    source: usize,
    diagnostics: &mut Diagnostics,
) -> Option<Value> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim_start().starts_with('{') {
        json::parse(text, source, diagnostics)
    } else {
        yaml::parse(text, source, diagnostics)
    }
}

/// Turns places into files, lines and columns; parses each source at most once, and only if needed.
pub(crate) struct Locator<'a> {
    sources: &'a [Source],
    positions: Vec<Option<Positions>>,
    origins: Origins,
}

impl<'a> Locator<'a> {
    /// `sources` in order: the document, then the overlays.
    pub(crate) fn new(sources: &'a [Source], document: Option<&Document>) -> Self {
        Self {
            sources,
            positions: sources.iter().map(|_| None).collect(),
            origins: document.map(|it| it.origins.clone()).unwrap_or_default(),
        }
    }

    /// A message with its place in a file.
    pub(crate) fn report(&mut self, diagnostic: Diagnostic) -> Report {
        let mut report = Report {
            severity: diagnostic.severity,
            code: diagnostic.code,
            file: String::new(),
            line: 0,
            column: 0,
            pointer: String::new(),
            message: diagnostic.message,
            help: diagnostic.help,
        };
        match diagnostic.place {
            Place::Nowhere => {}
            Place::Text(source, line, column) => {
                report.file.clone_from(&self.sources[source].name);
                (report.line, report.column) = (line, column);
            }
            Place::Node(at) => self.place(&mut report, at, false),
            Place::Key(at) => self.place(&mut report, at, true),
            Place::Overlay(index, at) => self.place_in(&mut report, index + 1, &at, false),
        }
        report
    }

    fn place(&mut self, report: &mut Report, at: String, key: bool) {
        let origin = self.origins.of(&at);
        self.place_in(report, origin.source, &origin.pointer, key);
        report.pointer = at;
    }

    fn place_in(&mut self, report: &mut Report, source: usize, at: &str, key: bool) {
        let positions =
            self.positions[source].get_or_insert_with(|| Positions::of(&self.sources[source].text));
        let found = if key {
            positions.key(at)
        } else {
            positions.value(at)
        };
        report.file.clone_from(&self.sources[source].name);
        if let Some(position) = found {
            (report.line, report.column) = (position.line, position.column);
        }
        if report.pointer.is_empty() {
            at.clone_into(&mut report.pointer);
        }
    }
}

/// Follows `$ref`s from `at` until something that is not one; reports dangling, remote and circular ones.
pub(crate) fn follow(
    document: &Document,
    at: &str,
    diagnostics: &mut Diagnostics,
) -> Option<String> {
    let mut current = at.to_owned();
    let mut seen = vec![current.clone()];
    while let Some(reference) = document
        .get(&current)
        .and_then(|node| node.get("$ref"))
        .and_then(Value::as_str)
    {
        let place = pointer::join(&current, "$ref");
        let Some(target) = pointer::from_fragment(reference) else {
            diagnostics.remote_reference(&place, reference);
            return None;
        };
        if document.get(&target).is_none() {
            diagnostics.dangling_reference(&place, reference);
            return None;
        }
        if seen.contains(&target) {
            diagnostics.circular_reference(&place, reference);
            return None;
        }
        seen.push(target.clone());
        current = target;
    }
    Some(current)
}
