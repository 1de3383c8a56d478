//! The pages of a list, one after the other.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use serde::de::DeserializeOwned;
use serde_json::Value;

#[cfg(feature = "blocking")]
use crate::runtime::blocking::BlockingStream;
use crate::runtime::call::Call;
use crate::runtime::checkpoint::{Checkpoint, Next};
use crate::runtime::envelope::Answer;
use crate::runtime::error::{Error, Result};
use crate::runtime::error_kind::ErrorKind;
use crate::runtime::items::Items;
use crate::runtime::outcome::Outcome;
use crate::runtime::pagination::{Asks, Counter, Page, PageInfo, Pagination};
use crate::runtime::repetition::{Mark, Marks};
use crate::runtime::response::Response;
use crate::runtime::time::BoxFuture;
use crate::runtime::validate::Invalid;

/// What tells the items of a list apart.
pub(crate) type Key<T> = fn(&T) -> &str;

/// How a page is read.
type Read<T> = fn(Answer, &Pagination) -> Result<Fetched<T>>;

/// The pages of a list: a `Stream`, and [`try_next`](Self::try_next) for those who want no other crate.
///
/// Where pages or items are counted, it ends at the last page that the server counts (`total_pages`, else `total_count`),
/// else after a page that is not full and does not say that there are more, and always after an empty one. Where a page says how to get the next one, it ends
/// with the page that does not, or an empty one that leads to itself. After an error it ends as well; [`checkpoint`](Self::checkpoint) then says where to go on.
/// An answer without the list is no empty page but an error where it would be one if the list was awaited.
/// A page that comes again is an error, unless it is one item and the server counts on: such a list goes on as long as the server says.
///
/// `total_timeout` is the limit of each page, not of all of them.
#[must_use = "no page is asked for until the next one is awaited"]
pub struct Pages<T> {
    pub(crate) call: Call,
    pagination: &'static Pagination,
    key: Option<Key<T>>,
    read: Read<T>,
    /// The number of the first page of the list.
    first: u64,
    next: Next,
    skip: usize,
    pending: Option<BoxFuture<Result<Fetched<T>>>>,
    /// What tells all pages so far apart.
    marks: Marks,
    /// How many items came, if the first page was the first one of the list.
    seen: Option<u64>,
    left: Option<usize>,
    failed: bool,
}

/// A page, and what its answer says about the next one.
pub(crate) struct Fetched<T> {
    pub(crate) page: Page<T>,
    pub(crate) follow: Follow,
    /// What only a list that repeats itself has twice.
    pub(crate) mark: Option<Mark>,
    /// How many attempts it took.
    pub(crate) attempts: u32,
}

/// How a page leads to the next one.
pub(crate) enum Follow {
    /// By counting. Whether the page says that there are more.
    Count { more: bool },
    /// By what it says.
    To(Next),
}

impl Call {
    /// Where `Items` and `Pages` begin.
    pub fn resume(&mut self, checkpoint: Checkpoint) {
        self.0.checkpoint = Some(checkpoint);
    }

    fn start(&self) -> Checkpoint {
        let known = self.0.checkpoint.clone();
        known.unwrap_or(Checkpoint {
            next: Next::Start,
            skip: 0,
        })
    }

    /// Says which page is wanted.
    fn ask(&mut self, asks: Asks, value: &Value) {
        match asks {
            Asks::Query(parameter) => self.query(parameter, value),
            Asks::Member(it) => (it.set)(self, it.name, value),
        }
    }

    /// The number of the page, or of its first item, that the caller set.
    fn asked_number(&self, asks: Asks) -> Option<u64> {
        match asks {
            Asks::Query(parameter) => self.query_number(parameter),
            Asks::Member(it) => (it.number)(self, it.name),
        }
    }
}

impl Answer {
    /// The `result` of the envelope as one page of a list; null is an empty page.
    ///
    /// # Errors
    /// `success: false`, or a `result` that is not a list of what `T` needs.
    pub fn page<T: DeserializeOwned>(mut self) -> Result<Response<Page<T>>> {
        let envelope = self.open::<Vec<T>>()?;
        // Anything could come without a list: an empty one is only what says that all is well.
        if envelope.result.is_none() && envelope.success.is_none() {
            return Err(self.misfit("result"));
        }
        let info = PageInfo::lenient(envelope.result_info.as_ref().map(|it| &it.0));
        Ok(Response::new(
            Page {
                items: envelope.result.unwrap_or_default(),
                info,
            },
            self.meta,
        ))
    }
}

impl<T: DeserializeOwned> Pages<T> {
    /// The pages that `call` asks for, in envelopes. `key` tells items apart, to notice a server that repeats itself.
    #[doc(hidden)]
    pub fn new(call: Call, pagination: &'static Pagination, key: Option<Key<T>>) -> Self {
        Self::reading(call, pagination, key, |answer, _| {
            answer.page().map(|page| Fetched {
                attempts: page.attempts(),
                page: page.into_inner(),
                follow: Follow::Count { more: false },
                mark: None,
            })
        })
    }
}

impl<T> Pages<T> {
    /// The pages that `call` asks for, each read by `read`.
    pub(crate) fn reading(
        mut call: Call,
        pagination: &'static Pagination,
        key: Option<Key<T>>,
        read: Read<T>,
    ) -> Self {
        let Checkpoint { next, skip } = call.start();
        if !pagination.turn.has(&next) {
            let invalid = Invalid::new("checkpoint", "is of another kind of list", "");
            call.fail(ErrorKind::Validation(invalid));
        }
        let mut pages = Self {
            left: call.0.max_items,
            call,
            pagination,
            key,
            read,
            first: pagination.turn.first(),
            next,
            skip,
            pending: None,
            marks: Marks::default(),
            seen: None,
            failed: false,
        };
        pages.seen = (pages.number() == pages.first).then_some(0);
        pages
    }

    /// The items of all pages.
    pub fn items(self) -> Items<T> {
        Items::new(self)
    }

    /// Where the next page is.
    #[must_use]
    pub fn checkpoint(&self) -> Checkpoint {
        Checkpoint {
            next: self.next.clone(),
            skip: self.skip,
        }
    }

    /// The number of the next page, or of its first item.
    fn number(&self) -> u64 {
        let asked = |asks| self.call.asked_number(asks);
        match (&self.next, self.pagination.turn.counter()) {
            (Next::Page(number) | Next::Offset(number), _) => *number,
            (Next::Start, Some(Counter::Pages(page))) => asked(page).unwrap_or(self.first),
            (Next::Start, Some(Counter::Items(offset))) => asked(offset).unwrap_or(0),
            _ => 1,
        }
    }

    fn is_done(&self) -> bool {
        self.failed || self.next == Next::End || self.left == Some(0)
    }

    /// Takes in a page: what comes next, and which of its items are wanted.
    fn accept(&mut self, fetched: Fetched<T>) -> Result<Page<T>> {
        let Fetched {
            mut page,
            follow,
            mark,
            attempts,
        } = fetched;
        let is_empty = page.items.is_empty();
        // One that leads to itself is the last one, one that leads on was only filtered.
        let ends = is_empty && matches!(&follow, Follow::To(next) if *next == self.next);
        let follow = if ends { Follow::To(Next::End) } else { follow };
        // Where pages are counted, an empty one ends the list, whatever else it says of itself.
        let ends = ends || is_empty && matches!(follow, Follow::Count { .. });
        let mark = mark.filter(|_| !ends);
        if (!is_empty && self.repeats(&page)) || mark.is_some_and(|it| self.knows(&it, &page)) {
            return Err(self.repeated(attempts));
        }
        let after = match (follow, self.pagination.turn.counter()) {
            (Follow::To(next), _) => next,
            (Follow::Count { .. }, Some(Counter::Items(_))) => self.offset_after(&page),
            (Follow::Count { more }, _) => self.page_after(&page, more),
        };
        page.items.drain(..self.skip.min(page.items.len()));
        let wanted = self.left.unwrap_or(usize::MAX);
        self.left = self.left.map(|left| left.saturating_sub(page.items.len()));
        if page.items.len() > wanted {
            // The rest of the page is for those who go on from here.
            page.items.truncate(wanted);
            self.skip += wanted;
        } else {
            self.next = after;
            self.skip = 0;
        }
        Ok(page)
    }

    /// A list that grows meanwhile pushes items on to the next page. All of a page once more is no accident, unless that is
    /// one item, and the server says that it has counted on, and how far.
    fn repeats(&mut self, page: &Page<T>) -> bool {
        let told = page.info.page.filter(|_| self.pagination.turn.is_told());
        let asked = match &self.next {
            Next::Page(asked) => Some(*asked),
            _ => None,
        };
        let ends = page.info.total_pages.or(page.info.total_count).is_some();
        let counts_on = told.is_some() && told >= asked && ends && page.items.len() == 1;
        let key = self.key.filter(|_| !counts_on);
        key.is_some_and(|key| self.marks.have_come(page.items.iter().map(key)))
            || told.zip(asked).is_some_and(|(told, asked)| told < asked)
    }

    /// Whether what tells pages apart came before.
    fn knows(&mut self, mark: &Mark, page: &Page<T>) -> bool {
        let (number, items) = (self.number(), page.items.len() as u64);
        let before = match self.pagination.turn.counter() {
            Some(Counter::Items(_)) => Some(number),
            _ => self.seen,
        };
        let fits = |total: u64| before.is_some_and(|it| it.saturating_add(items) <= total);
        let pages = |total: u64| number.saturating_sub(self.first) < total;
        let due =
            page.info.total_count.is_some_and(fits) || page.info.total_pages.is_some_and(pages);
        self.marks.has_come(mark, page.info.page, due)
    }

    fn repeated(&self, attempts: u32) -> Error {
        let error = Error::new(ErrorKind::RepeatedPage).with_operation(self.call.0.operation.name);
        error.with_outcome(Outcome::Applied).with_attempts(attempts)
    }

    fn offset_after(&self, page: &Page<T>) -> Next {
        let items = page.items.len() as u64;
        let next = self.number().checked_add(items);
        match next {
            // A total that is smaller than what is there is none.
            Some(next) if items > 0 && page.info.total_count != Some(next) => Next::Offset(next),
            _ => Next::End,
        }
    }

    /// The number of a page that came. What the server calls it counts only where nobody else knows how the first one is
    /// called: a number that jumps ahead would skip what is between.
    fn number_of(&mut self, page: &Page<T>) -> u64 {
        let told = page.info.page.filter(|_| self.pagination.turn.is_told());
        let asked = self.number();
        if told == Some(0) && self.next == Next::Start && asked == self.first {
            self.first = 0;
            return 0;
        }
        asked
    }

    fn page_after(&mut self, page: &Page<T>, more: bool) -> Next {
        let number = self.number_of(page);
        let done = number.saturating_sub(self.first).saturating_add(1);
        let items = page.items.len() as u64;
        self.seen = self.seen.map(|seen| seen + items);
        let there = self.seen.unwrap_or(items);
        // Totals that are smaller than what is there are none.
        let last = match (
            page.info.total_pages.filter(|pages| *pages >= done),
            page.info.total_count.filter(|count| *count >= there),
            page.info.per_page,
        ) {
            _ if items == 0 => true,
            (Some(pages), ..) => done >= pages,
            (None, Some(count), Some(per_page)) if per_page > 0 => {
                // Some servers say the size that was asked for, and give less. A list that began further on knows only
                // how many there would be if they did not.
                let before = (done - 1).saturating_mul(per_page);
                let all = self
                    .seen
                    .map_or(before.checked_add(items) == Some(count), |seen| {
                        seen >= count
                    });
                done.saturating_mul(per_page) >= count && (all || items >= per_page)
            }
            (None, Some(count), _) => self.seen.is_some_and(|seen| seen >= count),
            (None, None, Some(per_page)) => items < per_page && !more,
            (None, None, None) => false,
        };
        match number.checked_add(1) {
            Some(number) if !last => Next::Page(number),
            _ => Next::End,
        }
    }
}

impl<T: DeserializeOwned + Send + 'static> Pages<T> {
    /// The next page; `None` after the last one. Safe to cancel: no page is lost.
    ///
    /// # Errors
    /// Those of the call, and a server that answers the same page twice.
    pub async fn try_next(&mut self) -> Result<Option<Page<T>>> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context))
            .await
            .transpose()
    }

    fn fetch(&self) -> BoxFuture<Result<Fetched<T>>> {
        let mut call = self.call.clone();
        let (pagination, read) = (self.pagination, self.read);
        match (&self.next, pagination.turn.asks()) {
            (Next::Page(number) | Next::Offset(number), Some(asks)) => {
                call.ask(asks, &(*number).into());
            }
            (Next::Cursor(cursor), Some(asks)) => call.ask(asks, &cursor.as_str().into()),
            (Next::Query(query), _) => call.whole_query(query),
            (Next::Start | Next::End, _)
            | (Next::Page(_) | Next::Offset(_) | Next::Cursor(_), None) => {}
        }
        Box::pin(async move { read(call.answer().await?, pagination) })
    }
}

impl<T: DeserializeOwned + Send + 'static> Stream for Pages<T> {
    type Item = Result<Page<T>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.is_done() {
            return Poll::Ready(None);
        }
        let mut pending = self.pending.take().unwrap_or_else(|| self.fetch());
        let Poll::Ready(fetched) = pending.as_mut().poll(context) else {
            self.pending = Some(pending);
            return Poll::Pending;
        };
        let page = fetched.and_then(|fetched| self.accept(fetched));
        self.failed = page.is_err();
        Poll::Ready(Some(page))
    }
}

#[cfg(feature = "blocking")]
impl<T> Pages<T> {
    /// The same pages without async.
    #[must_use]
    pub fn blocking(self) -> BlockingStream<Self> {
        BlockingStream::new(self)
    }
}

impl<T> fmt::Debug for Pages<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("call", &self.call)
            .field("next", &self.next)
            .finish_non_exhaustive()
    }
}
