// @generated from generator/runtime/src/runtime/bulk.rs. Edit that file.

//! Many items in requests of a few, a few requests at a time.

use std::fmt;
use std::future::{IntoFuture, poll_fn};
use std::sync::Arc;
use std::task::{Context, Poll};

#[cfg(feature = "blocking")]
use crate::runtime::blocking;
use crate::runtime::bulk_report::{BulkEntry, BulkReport};
use crate::runtime::call::Call;
use crate::runtime::defaults;
use crate::runtime::error::{Error, Result};
use crate::runtime::response::Response;
use crate::runtime::time::BoxFuture;
use crate::runtime::validate::{Invalid, Validate, Validator};

/// Any number of items, sent in chunks.
///
/// Awaiting it gives a [`BulkReport`] with a result for each item, in the order of the items: a chunk that fails
/// stops none of the others, and an item that breaks a constraint is not sent at all. So there is no error besides
/// those in the report. Without items nothing is sent. The options are those of each request.
///
/// Dropping the future cancels what is on its way, and with it the knowledge of what was done.
#[must_use = "nothing is sent until it is awaited"]
pub struct Bulk<I, T> {
    /// What each request begins with.
    call: Call,
    items: Vec<I>,
    chunk_size: usize,
    concurrency: usize,
    send: Box<SendChunk<I, T>>,
    check: fn(&I) -> Result<(), Invalid>,
    names: Option<Names<I, T>>,
}

/// What an item and the answer to it have in common.
type Names<I, T> = (fn(&I) -> &str, fn(&T) -> &str);

type SendChunk<I, T> = dyn Fn(Call, Vec<I>) -> Sending<T> + Send + Sync;

/// The answer to a chunk.
type Sent<T> = Result<Response<Vec<T>>>;

type Sending<T> = BoxFuture<Sent<T>>;

impl<I, T> Bulk<I, T> {
    /// A call without items, items, and how one chunk of them is sent with such a call. The answer to a chunk has one
    /// value for each item, in their order.
    #[doc(hidden)]
    pub fn new(
        call: Call,
        items: Vec<I>,
        chunk_size: usize,
        send: impl Fn(Call, Vec<I>) -> Sending<T> + Send + Sync + 'static,
    ) -> Self
    where
        I: Validate,
    {
        Self {
            call,
            items,
            chunk_size,
            concurrency: defaults::BULK_CONCURRENCY,
            send: Box::new(send),
            check: |item| Validator::check(item),
            names: None,
        }
    }

    /// Says how items and values of the answer are called, which then belong together in whatever order they come.
    #[doc(hidden)]
    pub fn paired(mut self, item: fn(&I) -> &str, value: fn(&T) -> &str) -> Self {
        self.names = Some((item, value));
        self
    }

    /// The most items of one request; 0 counts as 1. What the API does not take fails when it is sent.
    pub fn chunk_size(mut self, items: usize) -> Self {
        self.chunk_size = items;
        self
    }

    /// The most requests that are on their way at once; 0 counts as 1.
    pub fn concurrency(mut self, requests: usize) -> Self {
        self.concurrency = requests;
        self
    }
}

impl<I, T> IntoFuture for Bulk<I, T>
where
    I: Clone + Send + 'static,
    T: Send + 'static,
{
    type Output = BulkReport<I, T>;
    type IntoFuture = BoxFuture<Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        let operation = self.call.0.operation.name;
        let skips = self.call.0.skip_validation;
        let check = |item: &I| match (self.check)(item) {
            Err(invalid) if !skips => Err(Error::invalid(invalid).with_operation(operation)),
            Ok(()) | Err(_) => Ok(()),
        };
        let (waiting, refused) = chunks(self.items, self.chunk_size.max(1), check);
        let mut run = Run {
            call: self.call,
            waiting: waiting.into_iter(),
            running: Vec::new(),
            done: Vec::new(),
            refused,
            concurrency: self.concurrency.max(1),
            send: self.send,
            names: self.names,
        };
        Box::pin(async move {
            poll_fn(|context| run.poll(context)).await;
            run.report()
        })
    }
}

/// The requests of one `Bulk`. Only this polls them, so that it works on every executor.
struct Run<I, T> {
    call: Call,
    waiting: std::vec::IntoIter<Chunk<I>>,
    running: Vec<Running<I, T>>,
    done: Vec<(Chunk<I>, Result<Vec<T>>)>,
    refused: Vec<Placed<I, T>>,
    concurrency: usize,
    send: Box<SendChunk<I, T>>,
    names: Option<Names<I, T>>,
}

/// What became of an item, and where it stands among all.
type Placed<I, T> = (usize, BulkEntry<I, T>);

/// Items that go together, and where they stand among all.
struct Chunk<I> {
    positions: Vec<usize>,
    items: Vec<I>,
}

struct Running<I, T> {
    chunk: Chunk<I>,
    answer: Sending<T>,
}

impl<I: Clone, T> Run<I, T> {
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<()> {
        loop {
            self.fill();
            if self.running.is_empty() {
                return Poll::Ready(());
            }
            if !self.advance(context) {
                return Poll::Pending;
            }
        }
    }

    /// Starts as many requests as may be on their way.
    fn fill(&mut self) {
        while self.running.len() < self.concurrency {
            let Some(chunk) = self.waiting.next() else {
                return;
            };
            let answer = (self.send)(self.call.clone(), chunk.items.clone());
            self.running.push(Running { chunk, answer });
        }
    }

    /// Whether a request came to its end.
    fn advance(&mut self, context: &mut Context<'_>) -> bool {
        let before = self.running.len();
        let operation = self.call.0.operation.name;
        for mut running in std::mem::take(&mut self.running) {
            let Poll::Ready(answer) = running.answer.as_mut().poll(context) else {
                self.running.push(running);
                continue;
            };
            // What came with the values is not kept until the last chunk is done.
            let ordered = |values| in_order(&running.chunk.items, values, self.names);
            let values = answer.and_then(|it| it.fitting(operation, ".", ordered));
            self.done.push((running.chunk, values));
        }
        self.running.len() < before
    }

    fn report(self) -> BulkReport<I, T> {
        let mut all = self.refused;
        for (chunk, values) in self.done {
            let entries = entries(chunk.items, values);
            all.extend(chunk.positions.into_iter().zip(entries));
        }
        all.sort_by_key(|(position, _)| *position);
        BulkReport::new(all.into_iter().map(|(_, entry)| entry).collect())
    }
}

/// The items in chunks, without those that break a constraint: each of these would keep all of its chunk from being sent.
fn chunks<I, T>(
    items: Vec<I>,
    size: usize,
    check: impl Fn(&I) -> Result<()>,
) -> (Vec<Chunk<I>>, Vec<Placed<I, T>>) {
    let (mut chunks, mut refused): (Vec<Chunk<I>>, Vec<_>) = (Vec::new(), Vec::new());
    for (position, item) in items.into_iter().enumerate() {
        if let Err(error) = check(&item) {
            refused.push((position, BulkEntry::new(item, Err(Arc::new(error)))));
            continue;
        }
        match chunks.last_mut().filter(|it| it.items.len() < size) {
            Some(chunk) => {
                chunk.positions.push(position);
                chunk.items.push(item);
            }
            None => chunks.push(Chunk {
                positions: vec![position],
                items: vec![item],
            }),
        }
    }
    (chunks, refused)
}

/// Each item with its part of the answer, or the error that all of them share.
fn entries<I, T>(items: Vec<I>, values: Result<Vec<T>>) -> Vec<BulkEntry<I, T>> {
    let shared = match values {
        Ok(values) => {
            return items
                .into_iter()
                .zip(values)
                .map(|(item, value)| BulkEntry::new(item, Ok(value)))
                .collect();
        }
        Err(error) => Arc::new(error),
    };
    items
        .into_iter()
        .map(|item| BulkEntry::new(item, Err(Arc::clone(&shared))))
        .collect()
}

/// The values in the order of the items. Where nothing else says which belongs to which, that is theirs. Values that are
/// not one for each item say nothing about any.
fn in_order<I, T>(
    items: &[I],
    mut values: Vec<T>,
    names: Option<Names<I, T>>,
) -> Result<Vec<T>, String> {
    let count = values.len();
    let mismatch = |values| format!("the answer has {values} for {} items", items.len());
    if count != items.len() {
        return Err(mismatch(format!("{count} values")));
    }
    let Some((item, value)) = names else {
        return Ok(values);
    };
    // Of those of one name the order is kept.
    let mut places: Vec<usize> = (0..count).collect();
    places.sort_by_key(|place| item(&items[*place]));
    values.sort_by(|one, other| value(one).cmp(value(other)));
    let mut ordered: Vec<(usize, T)> = places.into_iter().zip(values).collect();
    let belongs = |(place, it): &(usize, T)| item(&items[*place]) == value(it);
    if !ordered.iter().all(belongs) {
        return Err(mismatch("values of others".to_owned()));
    }
    ordered.sort_unstable_by_key(|(place, _)| *place);
    Ok(ordered.into_iter().map(|(_, it)| it).collect())
}

crate::runtime::request_options!(Bulk<I, T>);

#[cfg(feature = "blocking")]
impl<I: Clone + Send + 'static, T: Send + 'static> Bulk<I, T> {
    /// Sends the requests and waits for the end of all.
    ///
    /// # Errors
    /// Being called inside an async runtime. What fails on the way is in the report.
    pub fn wait(self) -> Result<BulkReport<I, T>> {
        blocking::run(self.into_future())
    }
}

impl<I, T> fmt::Debug for Bulk<I, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Bulk")
            .field("items", &self.items.len())
            .field("chunk_size", &self.chunk_size)
            .field("concurrency", &self.concurrency)
            .finish_non_exhaustive()
    }
}
