// @generated from generator/runtime/src/runtime/blocking.rs. Edit that file.

//! The same calls without async, with the feature `blocking`.
//!
//! Their connections belong to one background thread with a runtime of its own, so they are kept between calls, and are not
//! those of async calls with the same client.

use std::cell::Cell;
use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::sync::OnceLock;
use std::task::{Context, Waker};

use futures_core::Stream;
use serde::de::DeserializeOwned;
use tokio::runtime::{Builder, Handle};

use crate::runtime::bulk::Bulk;
use crate::runtime::bulk_report::BulkReport;
use crate::runtime::byte_stream::ByteStream;
use crate::runtime::error::{Error, Result};
use crate::runtime::event_stream::EventStream;
use crate::runtime::events::Events;
use crate::runtime::items::Items;
use crate::runtime::json_lines::JsonLines;
use crate::runtime::pages::Pages;
use crate::runtime::pagination::Page;

/// Waits for a request, or for anything else that ends in a `Result` of this crate.
pub trait Wait {
    /// What the request answers.
    type Output;

    /// Sends the request and waits for its end.
    ///
    /// # Errors
    /// Those of the request, and being called by an async task, whose runtime would come to a halt. On the threads of
    /// `spawn_blocking` it is fine. (A task that is `unconstrained` cannot be told from these, and panics.)
    fn wait(self) -> Result<Self::Output>;
}

impl<F, T> Wait for F
where
    F: IntoFuture<Output = Result<T>>,
{
    type Output = T;

    fn wait(self) -> Result<T> {
        run(self.into_future())?
    }
}

impl<I: Clone + Send + 'static, T: Send + 'static> Bulk<I, T> {
    /// Sends the requests and waits for the end of all.
    ///
    /// # Errors
    /// Being called inside an async runtime. What fails on the way is in the report.
    pub fn wait(self) -> Result<BulkReport<I, T>> {
        run(self.into_future())
    }
}

/// Runs `future` on this thread; its timers and connections are driven by another one.
fn run<F: Future>(future: F) -> Result<F::Output> {
    static RUNTIME: OnceLock<std::io::Result<Handle>> = OnceLock::new();
    if is_in_task() {
        return Err(Error::config(
            "a blocking call inside an async runtime: await the request instead",
        ));
    }
    let runtime = RUNTIME.get_or_init(start).as_ref().map_err(|error| {
        Error::config(format!(
            "the runtime of blocking calls cannot be started: {error}"
        ))
    })?;
    let _mark = Mark(BLOCKS.replace(true));
    Ok(runtime.block_on(future))
}

/// Whether other tasks would come to a halt if this thread did.
///
/// That there is a runtime does not say so: threads of `spawn_blocking` and `block_in_place` are there to be blocked. But
/// only tasks have a budget of steps after which they have to let others run. What is left of it is used up here, so a
/// task that makes this mistake lets others run the next time it waits.
fn is_in_task() -> bool {
    /// More than any task may take at once.
    const STEPS: u32 = 1024;
    let mut context = Context::from_waker(Waker::noop());
    let mut has_steps_left = || {
        std::pin::pin!(tokio::task::consume_budget())
            .poll(&mut context)
            .is_ready()
    };
    Handle::try_current().is_ok() && !(0..STEPS).all(|_| has_steps_left())
}

thread_local! {
    static BLOCKS: Cell<bool> = const { Cell::new(false) };
}

/// Puts the mark of an outer call back.
struct Mark(bool);

impl Drop for Mark {
    fn drop(&mut self) {
        BLOCKS.set(self.0);
    }
}

/// Whether this is polled by a blocking call. Its connections are driven by the thread of these calls, and must not be
/// shared with a runtime that may stand still.
pub(crate) fn is_blocking() -> bool {
    BLOCKS.get()
}

/// The next item of an iterator. After an error of the runtime itself there is none.
fn next<T>(is_over: &mut bool, next: impl Future<Output = Option<Result<T>>>) -> Option<Result<T>> {
    if *is_over {
        return None;
    }
    let item = run(next).unwrap_or_else(|error| {
        *is_over = true;
        Some(Err(error))
    });
    *is_over |= item.is_none();
    item
}

fn start() -> std::io::Result<Handle> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let handle = runtime.handle().clone();
    std::thread::Builder::new()
        .name("blocking client".to_owned())
        // The thread drives timers and connections, and never ends.
        .spawn(move || runtime.block_on(std::future::pending::<()>()))?;
    Ok(handle)
}

/// The items of a list as an iterator.
#[derive(Debug)]
pub struct BlockingItems<T> {
    inner: Items<T>,
    is_over: bool,
}

impl<T> Items<T> {
    /// The same items without async.
    #[must_use]
    pub fn blocking(self) -> BlockingItems<T> {
        BlockingItems {
            inner: self,
            is_over: false,
        }
    }
}

impl<T: DeserializeOwned + Send + 'static> Iterator for BlockingItems<T> {
    type Item = Result<T>;

    fn next(&mut self) -> Option<Self::Item> {
        next(&mut self.is_over, async {
            self.inner.try_next().await.transpose()
        })
    }
}

/// The pages of a list as an iterator.
#[derive(Debug)]
pub struct BlockingPages<T> {
    inner: Pages<T>,
    is_over: bool,
}

impl<T> Pages<T> {
    /// The same pages without async.
    #[must_use]
    pub fn blocking(self) -> BlockingPages<T> {
        BlockingPages {
            inner: self,
            is_over: false,
        }
    }
}

impl<T: DeserializeOwned + Send + 'static> Iterator for BlockingPages<T> {
    type Item = Result<Page<T>>;

    fn next(&mut self) -> Option<Self::Item> {
        next(&mut self.is_over, async {
            self.inner.try_next().await.transpose()
        })
    }
}

/// The chunks of an answer, its events or its lines, as an iterator.
#[derive(Debug)]
pub struct BlockingStream<S> {
    inner: S,
    is_over: bool,
}

impl ByteStream {
    /// The same chunks without async.
    #[must_use]
    pub fn blocking(self) -> BlockingStream<Self> {
        BlockingStream {
            inner: self,
            is_over: false,
        }
    }
}

impl EventStream {
    /// The same events without async.
    #[must_use]
    pub fn blocking(self) -> BlockingStream<Self> {
        BlockingStream {
            inner: self,
            is_over: false,
        }
    }
}

impl<T> Events<T> {
    /// The same data without async.
    #[must_use]
    pub fn blocking(self) -> BlockingStream<Self> {
        BlockingStream {
            inner: self,
            is_over: false,
        }
    }
}

impl<T> JsonLines<T> {
    /// The same values without async.
    #[must_use]
    pub fn blocking(self) -> BlockingStream<Self> {
        BlockingStream {
            inner: self,
            is_over: false,
        }
    }
}

impl<S: Stream<Item = Result<T>> + Unpin, T> Iterator for BlockingStream<S> {
    type Item = Result<T>;

    fn next(&mut self) -> Option<Self::Item> {
        let inner = &mut self.inner;
        next(
            &mut self.is_over,
            std::future::poll_fn(|context| Pin::new(&mut *inner).poll_next(context)),
        )
    }
}
