//! Model to files: one module for each kind of file, nothing decided here.

mod arguments;
mod client;
mod doc;
mod example;
mod extras;
mod front_page;
mod handle;
mod leaks;
mod library;
mod manifest;
mod operation;
mod programs;
mod runtime;
mod statics;
mod tokens;
mod types;

use crate::files::Files;
use crate::model::Model;
use crate::render;

/// The whole crate.
pub(crate) fn emit(model: &Model) -> Files {
    let mut files = Files::default();
    manifest::files(model, &mut files);
    files.add("src/lib.rs", render::file("crate", library::file(model)));
    files.add(
        "src/client.rs",
        render::file("crate::client", client::file(model)),
    );
    if types::any(model) {
        files.add(
            "src/types.rs",
            render::file("crate::types", types::file(model)),
        );
    }
    files.add(
        "src/resources.rs",
        render::file("crate::resources", handle::modules(model)),
    );
    for resource in &model.resources {
        let path = format!("src/resources/{}.rs", resource.module.rust);
        let module = format!("crate::resources::{}", resource.module.rust);
        files.add(path, render::file(&module, handle::file(resource, model)));
    }
    runtime::files(&mut files);
    leaks::files(model, &mut files);
    programs::files(model, &mut files);
    files
}
