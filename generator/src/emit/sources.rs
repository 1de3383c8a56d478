//! The Rust files that are made of the model, and who makes them.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;

use proc_macro2::TokenStream;

use super::{client, handle, leaks, library, programs, servers, types, wires};
use crate::files::Files;
use crate::model::Model;
use crate::render;
use crate::timings::Timings;

/// A Rust file that is made of the model.
pub(super) struct Source<'a> {
    path: String,
    /// The module that it becomes.
    module: String,
    tokens: Box<dyn Fn() -> TokenStream + Send + 'a>,
}

impl<'a> Source<'a> {
    fn new(path: &str, module: &str, tokens: impl Fn() -> TokenStream + Send + 'a) -> Self {
        Self {
            path: path.to_owned(),
            module: module.to_owned(),
            tokens: Box::new(tokens),
        }
    }
}

/// All of them.
pub(super) fn of(model: &Model) -> Vec<Source<'_>> {
    let mut sources = vec![
        Source::new("src/lib.rs", "crate", || library::file(model)),
        Source::new("src/client.rs", "crate::client", || client::file(model)),
        Source::new("src/resources.rs", "crate::resources", || {
            handle::modules(model)
        }),
    ];
    if types::any(model) {
        sources.push(Source::new("src/types.rs", "crate::types", || {
            types::file(model)
        }));
    }
    if servers::any(model) {
        sources.push(Source::new("src/servers.rs", "crate::servers", || {
            servers::file(model)
        }));
    }
    if programs::is_documented(model) {
        sources.push(Source::new("examples/documentation.rs", "crate", || {
            programs::documentation(model)
        }));
    }
    if wires::any(model) {
        sources.push(Source::new("tests/wire.rs", "crate", || wires::file(model)));
    }
    if leaks::any(model) {
        sources.push(Source::new("tests/leaks.rs", "crate", || {
            leaks::file(model)
        }));
    }
    for resource in &model.resources {
        let name = &resource.module.rust;
        let path = format!("src/resources/{name}.rs");
        let module = format!("crate::resources::{name}");
        sources.push(Source::new(&path, &module, move || {
            handle::file(resource, model)
        }));
    }
    sources
}

/// Each file is made by itself, so all cores share them. What comes out does not depend on who makes what.
pub(super) fn render(sources: Vec<Source<'_>>, files: &mut Files, timings: &mut Timings) {
    let waiting = Mutex::new(sources.into_iter());
    let done = Mutex::new((files, timings));
    let work = || {
        let mut spent = Timings::default();
        while let Some(source) = locked(&waiting).next() {
            let text = render::file(&source.module, &source.tokens, &mut spent);
            locked(&done).0.add(source.path, text);
        }
        locked(&done).1.add(&spent);
    };
    let workers = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 1..workers {
            scope.spawn(work);
        }
        work();
    });
}

/// A thread that panics ends the run, so nobody sees what it left behind.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
