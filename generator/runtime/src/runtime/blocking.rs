//! The same calls without async, with the feature `blocking`.
//!
//! All of them run on one background thread with a runtime of its own, so connections are kept
//! between calls.

use std::future::IntoFuture;
use std::pin::Pin;
use std::sync::OnceLock;

use futures_core::Stream;
use serde::de::DeserializeOwned;
use tokio::runtime::{Builder, Handle};

use crate::runtime::bulk::Bulk;
use crate::runtime::bulk_report::BulkReport;
use crate::runtime::byte_stream::ByteStream;
use crate::runtime::error::{Error, Result};
use crate::runtime::event_stream::EventStream;
use crate::runtime::items::Items;
use crate::runtime::pages::Pages;
use crate::runtime::pagination::Page;

/// Waits for a request, or for anything else that ends in a `Result` of this crate.
pub trait Wait {
    /// What the request answers.
    type Output;

    /// Sends the request and waits for its end.
    ///
    /// # Errors
    /// Those of the request, and being called inside an async runtime, which would come to a halt.
    fn wait(self) -> Result<Self::Output>;
}

impl<F, T> Wait for F
where
    F: IntoFuture<Output = Result<T>>,
{
    type Output = T;

    fn wait(self) -> Result<T> {
        runtime()?.block_on(self.into_future())
    }
}

impl<I: Clone + Send + 'static, T: Send + 'static> Bulk<I, T> {
    /// Sends the requests and waits for the end of all.
    ///
    /// # Errors
    /// Being called inside an async runtime. What fails on the way is in the report.
    pub fn wait(self) -> Result<BulkReport<I, T>> {
        Ok(runtime()?.block_on(self.into_future()))
    }
}

fn runtime() -> Result<&'static Handle> {
    static RUNTIME: OnceLock<std::io::Result<Handle>> = OnceLock::new();
    if Handle::try_current().is_ok() {
        return Err(Error::config(
            "a blocking call inside an async runtime: await the request instead",
        ));
    }
    RUNTIME.get_or_init(start).as_ref().map_err(|error| {
        Error::config(format!(
            "the runtime of blocking calls cannot be started: {error}"
        ))
    })
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
pub struct BlockingItems<T>(Items<T>);

impl<T> Items<T> {
    /// The same items without async.
    #[must_use]
    pub fn blocking(self) -> BlockingItems<T> {
        BlockingItems(self)
    }
}

impl<T: DeserializeOwned + Send + 'static> Iterator for BlockingItems<T> {
    type Item = Result<T>;

    fn next(&mut self) -> Option<Self::Item> {
        match runtime() {
            Ok(runtime) => runtime.block_on(self.0.try_next()).transpose(),
            Err(error) => Some(Err(error)),
        }
    }
}

/// The pages of a list as an iterator.
#[derive(Debug)]
pub struct BlockingPages<T>(Pages<T>);

impl<T> Pages<T> {
    /// The same pages without async.
    #[must_use]
    pub fn blocking(self) -> BlockingPages<T> {
        BlockingPages(self)
    }
}

impl<T: DeserializeOwned + Send + 'static> Iterator for BlockingPages<T> {
    type Item = Result<Page<T>>;

    fn next(&mut self) -> Option<Self::Item> {
        match runtime() {
            Ok(runtime) => runtime.block_on(self.0.try_next()).transpose(),
            Err(error) => Some(Err(error)),
        }
    }
}

/// The chunks of an answer, or its events, as an iterator.
#[derive(Debug)]
pub struct BlockingStream<S>(S);

impl ByteStream {
    /// The same chunks without async.
    #[must_use]
    pub fn blocking(self) -> BlockingStream<Self> {
        BlockingStream(self)
    }
}

impl EventStream {
    /// The same events without async.
    #[must_use]
    pub fn blocking(self) -> BlockingStream<Self> {
        BlockingStream(self)
    }
}

impl<S: Stream<Item = Result<T>> + Unpin, T> Iterator for BlockingStream<S> {
    type Item = Result<T>;

    fn next(&mut self) -> Option<Self::Item> {
        let next = std::future::poll_fn(|context| Pin::new(&mut self.0).poll_next(context));
        match runtime() {
            Ok(runtime) => runtime.block_on(next),
            Err(error) => Some(Err(error)),
        }
    }
}
