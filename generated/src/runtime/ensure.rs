// @generated from generator/runtime/src/runtime/ensure.rs. Edit that file.

//! Creating something at most once: where it is unknown whether that worked, look instead of repeating.

use std::fmt;
use std::future::IntoFuture;

use serde::de::DeserializeOwned;

use crate::runtime::call::Call;
use crate::runtime::error::Result;
use crate::runtime::items::Items;
use crate::runtime::outcome::Outcome;
use crate::runtime::response::Response;
use crate::runtime::time::BoxFuture;

/// Creating one thing at most once.
///
/// Awaiting it gives what was created. Where the error of the request leaves open whether it worked, or says that it did but
/// without a usable answer, it gives what is there then and was not there before.
///
/// The time limits and retries that it is given are those of each of its requests; anything else belongs to the one that
/// creates.
///
/// # Errors
///
/// | what failed | the error | was anything created? |
/// |---|---|---|
/// | looking before | that of looking | no, nothing was sent |
/// | creating, and it was turned away | that of creating | no |
/// | creating, with an unclear outcome, and something like it was there before | that of creating | unclear |
/// | the same, and afterwards nothing is found, or looking fails | that of creating | unclear: a request that was lost from sight can arrive later |
///
/// The error of looking afterwards is not kept: that of creating is what the caller has to act on. Its
/// [`outcome`](crate::runtime::error::Error::outcome) says what is known.
#[must_use = "nothing is sent until it is awaited"]
pub struct Ensure<T> {
    call: Call,
    before: Items<T>,
    after: Items<T>,
    create: Box<Create<T>>,
    is_it: Box<dyn Fn(&T) -> bool + Send + Sync>,
}

type Create<T> = dyn FnOnce(Call) -> BoxFuture<Result<Response<Vec<T>>>> + Send + Sync;

impl<T> Ensure<T> {
    /// The call that creates, the list to look at before and after, how the call is sent, and what was to be created.
    #[doc(hidden)]
    pub fn new(
        call: Call,
        lists: [Items<T>; 2],
        create: impl FnOnce(Call) -> BoxFuture<Result<Response<Vec<T>>>> + Send + Sync + 'static,
        is_it: impl Fn(&T) -> bool + Send + Sync + 'static,
    ) -> Self {
        let [before, after] = lists;
        Self {
            call,
            before,
            after,
            create: Box::new(create),
            is_it: Box::new(is_it),
        }
    }
}

crate::runtime::request_options!(Ensure<T>);

impl<T: DeserializeOwned + Send + 'static> IntoFuture for Ensure<T> {
    type Output = Result<T>;
    type IntoFuture = BoxFuture<Self::Output>;

    fn into_future(mut self) -> Self::IntoFuture {
        for list in [&mut self.before, &mut self.after] {
            list.pages.call.0.limits = self.call.0.limits.clone();
        }
        Box::pin(async move {
            let earlier = find(&mut self.before, &self.is_it).await;
            let earlier = earlier.map_err(|error| error.with_outcome(Outcome::NotSent))?;
            let operation = self.call.0.operation.name;
            // What the server made of something else is not it.
            let own = |created: Vec<T>| {
                let created = created.into_iter().find(&self.is_it);
                created.ok_or_else(|| "the answer names nothing that was created".to_owned())
            };
            let created = (self.create)(self.call).await;
            let error = match created.and_then(|it| it.fitting(operation, "[0]", own)) {
                Ok(created) => return Ok(created),
                Err(error) => error,
            };
            if earlier.is_some() || error.outcome() < Outcome::Unknown {
                return Err(error);
            }
            match find(&mut self.after, &self.is_it).await {
                Ok(Some(found)) => Ok(found),
                Ok(None) | Err(_) => Err(error),
            }
        })
    }
}

async fn find<T: DeserializeOwned + Send + 'static>(
    items: &mut Items<T>,
    is_it: &(impl Fn(&T) -> bool + Sync),
) -> Result<Option<T>> {
    while let Some(item) = items.try_next().await? {
        if is_it(&item) {
            return Ok(Some(item));
        }
    }
    Ok(None)
}

impl<T> fmt::Debug for Ensure<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ensure")
            .field("call", &self.call)
            .finish_non_exhaustive()
    }
}
