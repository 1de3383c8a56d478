//! Reads an OpenAPI document and writes a Rust client crate.
//!
//! ```text
//! text ──load──▶ Document ──lower──▶ Model ──emit──▶ Files
//! ```
//!
//! [`generate`] is the whole way. Nothing in it touches the disk: texts come in, texts go out.

mod aside;
mod dependencies;
pub mod diagnostics;
pub mod diff;
mod emit;
pub mod files;
mod imports;
pub mod items;
mod lower;
pub mod model;
mod names;
mod naming;
mod programs;
mod render;
pub mod spec;
mod summary;
pub mod timings;
mod unseen;

use std::io;
use std::thread::{self, Scope, ScopedJoinHandle};

pub use diagnostics::Mistakes;
use diagnostics::{Diagnostics, Place, Report};
use files::Files;
pub use lower::Options;
use model::Model;
use names::Names;
pub use naming::OnCollision;
pub use spec::Source;
use spec::fragment;
use spec::{Document, Locator};
pub use summary::Summary;
use timings::{Phase, Timings};

/// What a run reads.
#[derive(Clone, Debug)]
pub struct Input {
    /// The OpenAPI document, YAML or JSON.
    pub document: Source,
    /// OpenAPI Overlays, applied in this order.
    pub overlays: Vec<Source>,
    /// The names of an earlier run, to be kept.
    pub names: Option<Source>,
    /// Example programs for the crate, in Rust.
    pub examples: Vec<Source>,
    /// What the caller wants beyond what the document says.
    pub options: Options,
}

/// What a run gives.
#[derive(Clone, Debug)]
pub struct Generated {
    /// The crate.
    pub files: Files,
    /// What it was made of.
    pub model: Model,
    /// The names for the next run.
    pub names: String,
    /// Warnings, in the order of their places.
    pub warnings: Vec<Report>,
    /// All of it in numbers.
    pub summary: Summary,
    /// How long it took.
    pub timings: Timings,
}

/// Makes a crate out of a document.
///
/// # Errors
/// Everything that is wrong with the input, warnings included.
pub fn generate(input: &Input) -> Result<Generated, Vec<Report>> {
    thread::scope(|scope| match spawn(scope, || generate_here(input)) {
        Ok(running) => running
            .join()
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
        Err(_) => generate_here(input),
    })
}

/// Schemas, types and tokens lie inside each other as deep as the limits allow; the stack of a caller, or of a thread
/// that nobody says anything about, may be small.
const STACK: usize = 64 << 20;

/// A thread with room for what lies deep.
fn spawn<'scope, T: Send + 'scope>(
    scope: &'scope Scope<'scope, '_>,
    work: impl FnOnce() -> T + Send + 'scope,
) -> io::Result<ScopedJoinHandle<'scope, T>> {
    thread::Builder::new()
        .stack_size(STACK)
        .spawn_scoped(scope, work)
}

fn generate_here(input: &Input) -> Result<Generated, Vec<Report>> {
    let mut timings = Timings::default();
    let mut diagnostics = Diagnostics::new(input.options.mistakes);
    let document = load(input, &mut diagnostics, &mut timings);
    let names = input.names.as_ref().map_or_else(Names::default, |it| {
        Names::parse(&it.text, 1 + input.overlays.len(), &mut diagnostics)
    });
    let first = 1 + input.overlays.len() + usize::from(input.names.is_some());
    let programs = programs::read(&input.examples, first, &mut diagnostics);
    // Even a document with mistakes is lowered, so that one run reports all of them.
    let model = timings.measure(Phase::Lower, || {
        let document = document.as_ref()?;
        let model = lower::lower(document, &input.options, names, &mut diagnostics);
        Some(Model { programs, ..model })
    });
    diagnostics.deny(&input.options.deny);
    let failed = diagnostics.has_errors();
    let reports = timings.measure(Phase::Locate, || {
        locate(input, document.as_ref(), diagnostics)
    });
    match document.zip(model) {
        Some((document, model)) if !failed => {
            let summary = Summary::of(&document, &model, &reports);
            // The text and the tokens of the crate take its place.
            drop(document);
            Ok(Generated {
                files: emit::emit(&model, &mut timings),
                names: names::lock(&model),
                model,
                warnings: reports,
                summary,
                timings,
            })
        }
        _ => Err(reports),
    }
}

/// The document with all overlays on it, in the version of OpenAPI that it is written in.
///
/// # Errors
/// If a text cannot be parsed, or an action of an overlay does not fit.
pub fn merge(input: &Input) -> Result<serde_json::Value, Vec<Report>> {
    let mut diagnostics = Diagnostics::new(input.options.mistakes);
    let document = merged(input, &mut diagnostics, &mut Timings::default());
    let failed = diagnostics.has_errors();
    let reports = locate(input, document.as_ref(), diagnostics);
    match document {
        Some(document) if !failed => Ok(document.root().clone()),
        _ => Err(reports),
    }
}

fn merged(input: &Input, diagnostics: &mut Diagnostics, timings: &mut Timings) -> Option<Document> {
    let mut document = timings.measure(Phase::Load, || {
        Document::parse(&input.document, diagnostics)
    })?;
    timings.measure(Phase::Overlay, || {
        for (index, overlay) in input.overlays.iter().enumerate() {
            spec::apply_overlay(&mut document, index, overlay, diagnostics);
        }
    });
    Some(document)
}

/// The merged document, or the part of it that is wanted, in the form of OpenAPI 3.0.
fn load(input: &Input, diagnostics: &mut Diagnostics, timings: &mut Timings) -> Option<Document> {
    let document = merged(input, diagnostics, timings)?;
    if lower::is_of_another_kind(&document, diagnostics) {
        return None;
    }
    timings.measure(Phase::Overlay, || {
        let mut document = fragment::narrowed(document, &input.options.selection, diagnostics)?;
        spec::downgrade(&mut document, diagnostics);
        Some(document)
    })
}

/// File, line and column of nodes of the merged document, by JSON pointer. A node that an overlay brought is
/// found in the overlay.
pub fn place(input: &Input, pointers: &[&str]) -> Vec<(String, usize, usize)> {
    let mut diagnostics = Diagnostics::default();
    let document = load(input, &mut diagnostics, &mut Timings::default());
    let sources = sources(input);
    let places: Vec<Place> = pointers
        .iter()
        .map(|it| Place::Key((*it).to_owned()))
        .collect();
    let mut locator = Locator::new(&sources, document.as_ref(), &places);
    pointers.iter().map(|it| locator.find(it)).collect()
}

/// Everything that was read, in the order of the indexes that messages use.
fn sources(input: &Input) -> Vec<Source> {
    let mut sources = vec![input.document.clone()];
    let more = input.overlays.iter().chain(&input.names);
    sources.extend(more.chain(&input.examples).cloned());
    sources
}

fn locate(input: &Input, document: Option<&Document>, diagnostics: Diagnostics) -> Vec<Report> {
    let sources = sources(input);
    let diagnostics = diagnostics.into_sorted();
    let mut locator = Locator::new(&sources, document, diagnostics.iter().map(|it| &it.place));
    let mut reports: Vec<Report> = diagnostics
        .into_iter()
        .map(|it| locator.report(it))
        .collect();
    let file = |it: &Report| sources.iter().position(|source| source.name == it.file);
    reports.sort_by_key(|it| (file(it), it.line, it.column));
    reports
}
