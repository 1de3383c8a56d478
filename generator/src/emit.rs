//! Model to files: one module for each kind of file, nothing decided here.

mod arguments;
mod client;
mod doc;
mod example;
mod handle;
mod library;
mod manifest;
mod operation;
mod runtime;
mod statics;
mod tokens;
mod types;

use crate::files::Files;
use crate::model::Model;
use crate::render;

/// The whole crate.
pub fn emit(model: &Model) -> Files {
    let mut files = Files::default();
    manifest::files(model, &mut files);
    files.add("src/lib.rs", render::file(library::file(model)));
    files.add("src/client.rs", render::file(client::file(model)));
    files.add("src/types.rs", render::file(types::file(model)));
    files.add("src/resources.rs", render::file(handle::modules(model)));
    for resource in &model.resources {
        let path = format!("src/resources/{}.rs", resource.module.rust);
        files.add(path, render::file(handle::file(resource, model)));
    }
    runtime::files(&mut files);
    files
}
