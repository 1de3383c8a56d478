//! The Rust files that are made of the model, and who makes them.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;

use proc_macro2::TokenStream;

use super::{client, features, handle, leaks, library, programs, servers, types, webhooks, wires};
use crate::files::Files;
use crate::model::{FeatureId, Model};
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
    let mut sources = whole(model);
    let with_types = types::of_features(model);
    let with_handles = features::with_handles(model);
    for (number, feature) in model.features.iter().enumerate() {
        let (id, name) = (FeatureId(number), &feature.module);
        if with_handles.contains(&id) {
            sources.push(Source::new(
                &format!("src/resources/{name}.rs"),
                &format!("crate::resources::{name}"),
                move || features::module(id, model),
            ));
        }
        if with_types.contains(&id) {
            sources.push(Source::new(
                &format!("src/types/{name}.rs"),
                &format!("crate::types::{name}"),
                move || types::of_feature(id, model),
            ));
        }
    }
    let own = model.resources.iter();
    for resource in own.filter(|it| features::has_file(it, model)) {
        let modules = model.place(resource);
        let path = format!("src/resources/{}.rs", modules.join("/"));
        let module = format!("crate::resources::{}", modules.join("::"));
        sources.push(Source::new(&path, &module, move || {
            handle::file(resource, model)
        }));
    }
    sources
}

/// The files of which there is one at most, each with whether this crate has it.
fn whole(model: &Model) -> Vec<Source<'_>> {
    type Print = fn(&Model) -> TokenStream;
    let files: [(bool, &str, &str, Print); 11] = [
        (true, "src/lib.rs", "crate", library::file),
        (true, "src/client.rs", "crate::client", client::file),
        (
            true,
            "src/resources.rs",
            "crate::resources",
            features::resources,
        ),
        (
            types::any(model),
            "src/types.rs",
            "crate::types",
            types::file,
        ),
        (
            servers::any(model),
            "src/servers.rs",
            "crate::servers",
            servers::file,
        ),
        (
            webhooks::any(model),
            "src/webhooks.rs",
            "crate::webhooks",
            webhooks::file,
        ),
        (
            programs::is_documented(model),
            "examples/documentation.rs",
            "crate",
            programs::documentation,
        ),
        (wires::any(model), "tests/wire.rs", "crate", wires::file),
        (
            webhooks::any_tests(model),
            "tests/webhooks.rs",
            "crate",
            webhooks::tests,
        ),
        (leaks::any(model), "tests/leaks.rs", "crate", leaks::file),
        (
            features::any_handles(model),
            "src/resources/handles.rs",
            "crate::resources::handles",
            features::handles,
        ),
    ];
    let wanted = files.into_iter().filter(|(is_wanted, ..)| *is_wanted);
    wanted
        .map(|(_, path, module, print)| Source::new(path, module, move || print(model)))
        .collect()
}

/// Each file is made by itself, so all cores share them. What comes out does not depend on who makes what.
pub(super) fn render(sources: Vec<Source<'_>>, files: &mut Files, timings: &mut Timings) {
    let waiting = Mutex::new(sources.into_iter());
    let done = Mutex::new((files, timings));
    // Not in the head of the loop: the lock would be held until the file is made.
    let next = || locked(&waiting).next();
    let work = || {
        let mut spent = Timings::default();
        while let Some(source) = next() {
            let text = render::file(&source.module, &source.tokens, &mut spent);
            locked(&done).0.add(source.path, text);
        }
        locked(&done).1.add(&spent);
    };
    let workers = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 1..workers {
            // Where there is no other thread to be had, this one makes all of them.
            let _ = crate::spawn(scope, work);
        }
        work();
    });
}

/// A thread that panics ends the run, so nobody sees what it left behind.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;
    use std::time::Duration;

    use quote::quote;

    use super::*;

    /// Takes more than the 2 MiB that a thread has by itself: without room, the process ends.
    fn deep(left: usize) -> u8 {
        let room = std::hint::black_box([0; 16 << 10]);
        room[0] + if left == 0 { 0 } else { deep(left - 1) }
    }

    /// Each file waits for the other: one after the other, neither would be done.
    #[test]
    fn files_are_made_at_the_same_time_and_have_room() {
        if thread::available_parallelism().map_or(1, usize::from) < 2 {
            return;
        }
        let ((to_one, one), (to_two, two)) = (mpsc::channel(), mpsc::channel());
        let meets = |path, to: mpsc::Sender<()>, from: mpsc::Receiver<()>| {
            Source::new(path, "crate", move || {
                to.send(()).expect("the other file is there");
                let other = from.recv_timeout(Duration::from_secs(60));
                other.expect("the other file is made meanwhile");
                deep(200);
                quote!()
            })
        };
        let sources = vec![meets("one", to_two, one), meets("two", to_one, two)];
        let mut files = Files::default();
        thread::scope(|scope| {
            let made = || render(sources, &mut files, &mut Timings::default());
            let running = crate::spawn(scope, made).expect("a thread");
            running.join().expect("all files");
        });
        assert!(files.get("one").is_some() && files.get("two").is_some());
    }
}
