//! Model to files: one module for each kind of file, nothing decided here.

mod about;
mod arguments;
mod client;
mod doc;
mod example;
mod extras;
mod features;
mod fence;
mod front_page;
mod handle;
mod headers;
mod leaks;
mod library;
mod manifest;
mod operation;
mod parts;
mod programs;
mod runtime;
mod servers;
mod settings;
mod sources;
mod statics;
mod tables;
mod tokens;
mod types;
mod webhooks;
mod wires;

use crate::files::Files;
use crate::model::Model;
use crate::timings::Timings;

/// The whole crate.
pub(crate) fn emit(model: &Model, timings: &mut Timings) -> Files {
    let mut files = Files::default();
    manifest::files(model, &mut files);
    runtime::files(model, &mut files);
    leaks::support(model, &mut files);
    wires::support(model, &mut files);
    programs::files(model, &mut files);
    sources::render(sources::of(model), &mut files, timings);
    files
}
