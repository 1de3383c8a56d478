// @generated from generator/runtime/src/runtime/blocking.rs. Edit that file.

//! The same calls without async, with the feature `blocking`.
//!
//! Their connections belong to one background thread with a runtime of its own, so they are kept between calls, and are not
//! those of async calls with the same client.

use std::cell::Cell;
use std::future::{Future, IntoFuture};
use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::Thread;

use futures_core::Stream;
use tokio::runtime::{Builder, Handle};

use crate::runtime::error::{Error, Result};

/// Waits for a request, or for anything else that ends in a `Result` of this crate.
pub trait Wait {
    /// What the request answers.
    type Output;

    /// Sends the request and waits for its end.
    ///
    /// # Errors
    /// Those of the request, and being called by an async task, whose runtime would come to a halt. On the threads of
    /// `spawn_blocking` it is fine. (A task that is `unconstrained`, or dropped with its runtime, cannot be told from these,
    /// and waits.)
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

/// Runs `future` on this thread; its timers and connections are driven by another one.
pub(crate) fn run<F: Future>(future: F) -> Result<F::Output> {
    // A call inside of another one would take its signs that there is something to do.
    if is_blocking() || is_in_task() {
        return Err(in_task());
    }
    let runtime = runtime()?;
    let _mark = Mark::set(Blocks::Waits);
    // The one of tokio panics where a task is dropped with its runtime.
    let _entered = runtime.enter();
    let parked = PARKED.with(Arc::clone);
    let waker = Waker::from(Arc::clone(&parked));
    let mut context = Context::from_waker(&waker);
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return Ok(output);
        }
        parked.wait();
    }
}

thread_local! {
    static PARKED: Arc<Parked> = Arc::new(Parked {
        thread: std::thread::current(),
        is_woken: AtomicBool::new(false),
    });
}

/// A thread that waits.
struct Parked {
    thread: Thread,
    /// Beside the sign that parked threads are given, which anything that waits meanwhile takes away.
    is_woken: AtomicBool,
}

impl Parked {
    fn wait(&self) {
        while !self.is_woken.swap(false, Ordering::Acquire) {
            std::thread::park();
        }
    }
}

impl Wake for Parked {
    fn wake(self: Arc<Self>) {
        self.is_woken.store(true, Ordering::Release);
        self.thread.unpark();
    }
}

fn in_task() -> Error {
    Error::config("a blocking call inside an async runtime: await the request instead")
}

/// An error before a request is sent that nobody on this thread may wait for.
pub(crate) fn check_thread() -> Result<()> {
    if BLOCKS.get() == Blocks::Looks && is_in_task() {
        return Err(in_task());
    }
    Ok(())
}

fn runtime() -> Result<&'static Handle> {
    static RUNTIME: OnceLock<std::io::Result<Handle>> = OnceLock::new();
    RUNTIME.get_or_init(start).as_ref().map_err(|error| {
        Error::config(format!(
            "the runtime of blocking calls cannot be started: {error}"
        ))
    })
}

/// What is there without waiting. Where this is called from is looked at only before something is sent, as that would take
/// longer than all else.
fn at_hand<F: Future>(future: Pin<&mut F>) -> Option<F::Output> {
    let runtime = runtime().ok()?;
    let _mark = Mark::set(Blocks::Looks);
    let _entered = runtime.enter();
    match future.poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => Some(output),
        Poll::Pending => None,
    }
}

/// Whether other tasks would come to a halt if this thread did.
///
/// That there is a runtime does not say so: threads of `spawn_blocking` and `block_in_place` are there to be blocked. But
/// only tasks have a budget of steps after which they have to let others run. What is left of it is used up here, so a
/// task that makes this mistake lets others run the next time it waits.
fn is_in_task() -> bool {
    /// More than any task may take at once, which tokio counts in a byte.
    const STEPS: u32 = 256;
    let mut context = Context::from_waker(Waker::noop());
    let mut has_steps_left = || {
        std::pin::pin!(tokio::task::consume_budget())
            .poll(&mut context)
            .is_ready()
    };
    Handle::try_current().is_ok() && !(0..STEPS).all(|_| has_steps_left())
}

/// What a blocking call does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Blocks {
    /// There is none.
    No,
    /// It takes what is there.
    Looks,
    Waits,
}

thread_local! {
    static BLOCKS: Cell<Blocks> = const { Cell::new(Blocks::No) };
}

/// Puts the mark of an outer call back.
struct Mark(Blocks);

impl Mark {
    fn set(blocks: Blocks) -> Self {
        Self(BLOCKS.replace(blocks))
    }
}

impl Drop for Mark {
    fn drop(&mut self) {
        BLOCKS.set(self.0);
    }
}

/// Whether this is polled by a blocking call. Its connections are driven by the thread of these calls, and must not be
/// shared with a runtime that may stand still.
pub(crate) fn is_blocking() -> bool {
    BLOCKS.get() != Blocks::No
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

/// What comes one after the other, such as the items of a list or the chunks of an answer, as an iterator.
#[derive(Debug)]
pub struct BlockingStream<S> {
    inner: S,
    state: State,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Nothing was asked for yet, and nothing is before it is known that this thread may wait.
    New,
    Begun,
    Over,
}

impl<S> BlockingStream<S> {
    pub(crate) fn new(inner: S) -> Self {
        Self {
            inner,
            state: State::New,
        }
    }
}

impl<S> BlockingStream<S> {
    /// The stream that it waits for. Items and pages say how far they have come there (`checkpoint`).
    #[must_use]
    pub fn get_ref(&self) -> &S {
        &self.inner
    }

    /// The same without waiting.
    #[must_use]
    pub fn into_inner(self) -> S {
        self.inner
    }
}

impl<S: Stream<Item = Result<T>> + Unpin, T> Iterator for BlockingStream<S> {
    type Item = Result<T>;

    /// After an error of the runtime itself there is none.
    fn next(&mut self) -> Option<Self::Item> {
        let inner = &mut self.inner;
        let mut next = pin!(std::future::poll_fn(|context| {
            Pin::new(&mut *inner).poll_next(context)
        }));
        let at_hand = match self.state {
            State::New => None,
            State::Begun => at_hand(next.as_mut()),
            State::Over => return None,
        };
        let item = at_hand.map_or_else(|| run(next), Ok);
        self.state = match item {
            Ok(Some(_)) => State::Begun,
            Ok(None) | Err(_) => State::Over,
        };
        item.unwrap_or_else(|error| Some(Err(error)))
    }
}
