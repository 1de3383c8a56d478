// @generated from generator/runtime/src/runtime/items.rs. Edit that file.

//! The items of all pages of a list.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use serde::de::DeserializeOwned;

#[cfg(feature = "blocking")]
use crate::runtime::blocking::BlockingStream;
use crate::runtime::checkpoint::Checkpoint;
use crate::runtime::error::Result;
use crate::runtime::pages::Pages;

/// The items of a list, page after page: a `Stream`, and [`try_next`](Self::try_next) and
/// [`try_collect`](Self::try_collect) for those who want no other crate.
///
/// A page is asked for when its first item is wanted. `total_timeout` is the limit of each page, not of all of them.
#[must_use = "no item is asked for until the next one is awaited"]
pub struct Items<T> {
    pub(crate) pages: Pages<T>,
    page: std::vec::IntoIter<T>,
    /// Where the current page is, and how many of its items were handed out.
    current: Checkpoint,
}

/// Nothing in it is pinned: pages are fetched in boxes.
impl<T> Unpin for Items<T> {}

impl<T> Items<T> {
    pub(crate) fn new(pages: Pages<T>) -> Self {
        Self {
            current: pages.checkpoint(),
            pages,
            page: Vec::new().into_iter(),
        }
    }

    /// Where the next item is, to go on from with `resume` on the same list.
    #[must_use]
    pub fn checkpoint(&self) -> Checkpoint {
        if self.page.len() == 0 {
            self.pages.checkpoint()
        } else {
            self.current.clone()
        }
    }
}

impl<T: DeserializeOwned + Send + 'static> Items<T> {
    /// The next item; `None` after the last one. Safe to cancel: no item is lost.
    ///
    /// # Errors
    /// Those of the call, and a server that answers the same page twice.
    pub async fn try_next(&mut self) -> Result<Option<T>> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context))
            .await
            .transpose()
    }

    /// All items that are left.
    ///
    /// # Errors
    /// Those of [`try_next`](Self::try_next).
    pub async fn try_collect(mut self) -> Result<Vec<T>> {
        let mut items = Vec::new();
        while let Some(item) = self.try_next().await? {
            items.push(item);
        }
        Ok(items)
    }
}

impl<T: DeserializeOwned + Send + 'static> Stream for Items<T> {
    type Item = Result<T>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(item) = self.page.next() {
                self.current.skip += 1;
                return Poll::Ready(Some(Ok(item)));
            }
            self.current = self.pages.checkpoint();
            match ready!(Pin::new(&mut self.pages).poll_next(context)) {
                Some(Ok(page)) => self.page = page.items.into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

#[cfg(feature = "blocking")]
impl<T> Items<T> {
    /// The same items without async.
    #[must_use]
    pub fn blocking(self) -> BlockingStream<Self> {
        BlockingStream::new(self)
    }
}

impl<T> fmt::Debug for Items<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items")
            .field("pages", &self.pages)
            .finish_non_exhaustive()
    }
}
