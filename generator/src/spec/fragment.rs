//! A part of a document: some operations, and all that they refer to.
//!
//! A fragment is a document again, and says in `x-fragment` what was selected. Cutting the same part out of a
//! fragment gives the fragment.

mod near;
mod reach;
mod select;

pub use near::nearest;

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::document::{Document, Locator, Source};
use super::write;
use crate::diagnostics::{Diagnostics, Report};
use reach::Reached;

/// Where a fragment says what it is made of.
const RECORD: &str = "x-fragment";

/// The operations that are wanted; an operation needs one of the reasons.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Operations with one of these tags.
    pub tags: BTreeSet<String>,
    /// Operations whose path is one of these or below it.
    pub paths: BTreeSet<String>,
    /// Operations with one of these identifiers.
    pub operations: BTreeSet<String>,
}

/// The forms of text that a fragment can be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// YAML, with a comment on top that says where it comes from.
    Yaml,
    /// JSON.
    Json,
}

/// A part of a document.
#[derive(Debug)]
pub struct Fragment {
    /// The part, an OpenAPI document.
    pub document: Value,
    /// How many operations it has.
    pub operations: usize,
    /// How many components it has.
    pub components: usize,
    /// What is odd in the document, warnings only.
    pub warnings: Vec<Report>,
}

/// Cuts the selected operations out of a document, with everything that they refer to.
///
/// # Errors
/// If the text is no document, or a part of the selection matches nothing.
pub fn cut(source: &Source, selection: &Selection) -> Result<Fragment, Vec<Report>> {
    let mut diagnostics = Diagnostics::default();
    let document = Document::parse(source, &mut diagnostics);
    let reached = document
        .as_ref()
        .and_then(|it| reached(it, selection, &mut diagnostics));
    let failed = diagnostics.has_errors();
    let sources = std::slice::from_ref(source);
    let messages = diagnostics.into_sorted();
    let places = messages.iter().map(|it| &it.place);
    let mut locator = Locator::new(sources, document.as_ref(), places);
    let reports = messages.into_iter().map(|it| locator.report(it)).collect();
    match (&document, reached) {
        (Some(document), Some(reached)) if !failed => {
            let mut part = part(document.root(), &reached);
            part.insert(
                RECORD.to_owned(),
                record(document.root(), &source.name, selection),
            );
            Ok(Fragment {
                components: count(&part),
                document: Value::Object(part),
                operations: reached.operations.values().map(BTreeSet::len).sum(),
                warnings: reports,
            })
        }
        _ => Err(reports),
    }
}

/// The document with only the selected operations and everything that they refer to, where it was; none if a part of
/// the selection matches nothing. A selection of nothing is one of everything.
pub(crate) fn narrowed(
    mut document: Document,
    selection: &Selection,
    diagnostics: &mut Diagnostics,
) -> Option<Document> {
    if !selection.is_empty() {
        let reached = reached(&document, selection, diagnostics)?;
        document.value = Value::Object(part(document.root(), &reached));
    }
    Some(document)
}

/// What is selected, with everything that it refers to; none if a part of the selection matches nothing.
fn reached<'a>(
    document: &'a Document,
    selection: &Selection,
    diagnostics: &mut Diagnostics,
) -> Option<Reached<'a>> {
    let selected = select::select(document.root(), selection, diagnostics)?;
    Some(reach::reach(document.root(), selected, diagnostics))
}

/// The document without what was not reached, in the order of the document.
fn part(document: &Value, reached: &Reached<'_>) -> Map<String, Value> {
    let tags = reached.tags(document);
    let mut part = Map::new();
    for (key, value) in document.as_object().into_iter().flatten() {
        let kept = match (key.as_str(), value) {
            (RECORD, _) => None,
            ("paths", Value::Object(items)) => Some(paths(items, reached)),
            ("components", Value::Object(kinds)) => components(kinds, reached),
            (section, Value::Object(all)) if reach::is_of_webhooks(section) => {
                webhooks(section, all, reached)
            }
            ("tags", Value::Array(all)) => used_tags(all, &tags),
            _ => Some(value.clone()),
        };
        if let Some(kept) = kept {
            part.insert(key.clone(), kept);
        }
    }
    part
}

fn paths(items: &Map<String, Value>, reached: &Reached<'_>) -> Value {
    let mut kept = Map::new();
    for (path, item) in items {
        if path.starts_with("x-") {
            kept.insert(path.clone(), item.clone());
        }
        let Some(methods) = reached.operations.get(path.as_str()) else {
            continue;
        };
        let item = item.as_object().into_iter().flatten();
        let item: Map<String, Value> = item
            .filter(|(key, _)| select::is_shared(key) || methods.contains(key.as_str()))
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect();
        kept.insert(path.clone(), Value::Object(item));
    }
    Value::Object(kept)
}

/// No operation needs what the API sends by itself, but for what refers into it.
fn webhooks(section: &str, all: &Map<String, Value>, reached: &Reached<'_>) -> Option<Value> {
    let kept = all.iter();
    let kept = kept.filter(|(name, _)| reached.webhooks.contains(&(section, name.as_str())));
    let kept: Map<String, Value> = kept.map(|(name, it)| (name.clone(), it.clone())).collect();
    (!kept.is_empty()).then_some(Value::Object(kept))
}

fn components(kinds: &Map<String, Value>, reached: &Reached<'_>) -> Option<Value> {
    let mut kept = Map::new();
    for (kind, components) in kinds {
        if kind.starts_with("x-") {
            kept.insert(kind.clone(), components.clone());
            continue;
        }
        let all = components.as_object().into_iter().flatten();
        let all: Map<String, Value> = all
            .filter_map(|(name, it)| Some((name.clone(), reached.kept(kind, name, it)?)))
            .collect();
        if !all.is_empty() {
            kept.insert(kind.clone(), Value::Object(all));
        }
    }
    (!kept.is_empty()).then_some(Value::Object(kept))
}

/// How many components a part has.
fn count(part: &Map<String, Value>) -> usize {
    let kinds = part.get("components").and_then(Value::as_object);
    let kinds = kinds.into_iter().flatten();
    kinds
        .filter(|(kind, _)| !kind.starts_with("x-"))
        .filter_map(|(_, it)| Some(it.as_object()?.len()))
        .sum()
}

fn used_tags(all: &[Value], used: &BTreeSet<&str>) -> Option<Value> {
    let name = |it: &Value| it.get("name").and_then(Value::as_str).map(str::to_owned);
    let kept: Vec<Value> = all
        .iter()
        .filter(|it| name(it).is_some_and(|name| used.contains(name.as_str())))
        .cloned()
        .collect();
    (!kept.is_empty()).then_some(Value::Array(kept))
}

/// What the fragment says about itself; the same selection from a fragment keeps what that says.
///
/// No checksum of the source: the whole document changes every day, and the fragment would with it.
fn record(document: &Value, source: &str, selection: &Selection) -> Value {
    if let Some(record) = document.get(RECORD)
        && Selection::recorded_in(document).as_ref() == Some(selection)
    {
        return record.clone();
    }
    let mut record = Map::new();
    record.insert("source".to_owned(), source.into());
    for (key, _, values) in selection.parts() {
        if !values.is_empty() {
            record.insert(key.to_owned(), json!(values));
        }
    }
    Value::Object(record)
}

impl Selection {
    /// True if nothing is wanted.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// What the text of a fragment says was selected; none if it does not say, or is no document.
    pub fn recorded(source: &Source) -> Option<Self> {
        let document = Document::parse(source, &mut Diagnostics::default())?;
        Self::recorded_in(document.root())
    }

    fn recorded_in(document: &Value) -> Option<Self> {
        let record = document.get(RECORD)?;
        let texts = |key: &str| -> BTreeSet<String> {
            let list = record.get(key).and_then(Value::as_array);
            let texts = list.into_iter().flatten().filter_map(Value::as_str);
            texts.map(str::to_owned).collect()
        };
        let selection = Self {
            tags: texts("tags"),
            paths: texts("paths"),
            operations: texts("operations"),
        };
        (!selection.is_empty()).then_some(selection)
    }

    /// Key in the record, option on the command line, values.
    fn parts(&self) -> [(&'static str, &'static str, &BTreeSet<String>); 3] {
        [
            ("tags", "--tag", &self.tags),
            ("paths", "--path", &self.paths),
            ("operations", "--operation", &self.operations),
        ]
    }

    /// ```text
    ///  --tag 'Secrets Store' --path /user
    /// ```
    fn options(&self) -> String {
        let parts = self.parts().into_iter();
        parts
            .flat_map(|(_, option, values)| {
                let values = values.iter();
                values.map(move |it| format!(" {option} {}", quoted(it)))
            })
            .collect()
    }
}

impl Format {
    /// A document as text; the same document gives the same text.
    pub fn write(self, document: &Value) -> String {
        match self {
            Self::Json => write::json(document),
            Self::Yaml => write::yaml(document),
        }
    }
}

impl Fragment {
    /// The fragment as text; the same fragment gives the same text.
    pub fn text(&self, format: Format) -> String {
        let text = format.write(&self.document);
        match format {
            Format::Json => text,
            Format::Yaml => format!("{}\n{text}", self.header()),
        }
    }

    /// ```text
    /// # A part of openapi.yaml (version 4.0.0); operations: 11, with all that they refer to.
    /// # Made by: cargo xtask fragment --from openapi.yaml --tag 'Secrets Store'
    /// # Do not edit: corrections belong into an overlay.
    /// ```
    fn header(&self) -> String {
        let text = |at: &str| self.document.pointer(at).and_then(Value::as_str);
        let source = one_line(text("/x-fragment/source").unwrap_or("a document"));
        let version = one_line(text("/info/version").unwrap_or("unknown"));
        let selection = Selection::recorded_in(&self.document).unwrap_or_default();
        format!(
            "# A part of {source} (version {version}); operations: {}, with all that they refer to.\n\
             # Made by: cargo xtask fragment --from {}{}\n\
             # Do not edit: corrections belong into an overlay.\n",
            self.operations,
            quoted(&source),
            one_line(&selection.options()),
        )
    }
}

/// A comment ends with its line.
fn one_line(text: &str) -> String {
    text.chars()
        .filter(|it| !it.is_control() && !matches!(it, '\u{2028}' | '\u{2029}'))
        .collect()
}

/// An argument as a shell wants it.
fn quoted(text: &str) -> String {
    let plain = |it: char| it.is_ascii_alphanumeric() || "_-./:".contains(it);
    if !text.is_empty() && text.chars().all(plain) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', "'\\''"))
}
