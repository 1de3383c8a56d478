//! Creating something at most once: where it is unknown whether that worked, look instead of repeating.

use serde::de::DeserializeOwned;

use crate::runtime::error::{Error, Result};
use crate::runtime::error_kind::{DecodeFailure, ErrorKind};
use crate::runtime::items::Items;
use crate::runtime::outcome::Outcome;
use crate::runtime::time::BoxFuture;

/// The first of what `create` answers; where its error leaves open whether it worked, or says that it did but without a
/// usable answer, the first of `after` that is what was to be created, if none of `before` was.
///
/// None of them sends anything before it is needed.
///
/// # Errors
/// That of looking before, with which nothing was sent. That of `create`: as it is where nothing can have been created,
/// where something like it was there before, and where nothing is found afterwards or looking fails. Its
/// [`outcome`](Error::outcome) is still open then, because a request that was lost from sight can arrive later, and the
/// error of looking is not kept: the other one is what the caller has to act on.
pub fn ensure<T: DeserializeOwned + Send + 'static>(
    mut before: Items<T>,
    create: BoxFuture<Result<Vec<T>>>,
    mut after: Items<T>,
    is_it: impl Fn(&T) -> bool + Send + Sync + 'static,
) -> BoxFuture<Result<T>> {
    Box::pin(async move {
        let earlier = find(&mut before, &is_it).await;
        let earlier = earlier.map_err(|error| error.with_outcome(Outcome::NotSent))?;
        // What the server made of something else is not it.
        let created = create.await.map(|created| created.into_iter().find(&is_it));
        let error = match created {
            Ok(Some(created)) => return Ok(created),
            Ok(None) => nothing_created(),
            Err(error) => error,
        };
        if earlier.is_some() || error.outcome() < Outcome::Unknown {
            return Err(error);
        }
        match find(&mut after, &is_it).await {
            Ok(Some(found)) => Ok(found),
            Ok(None) | Err(_) => Err(error),
        }
    })
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

fn nothing_created() -> Error {
    let path = "[0]".to_owned();
    Error::new(ErrorKind::Decode(DecodeFailure { path }))
        .with_outcome(Outcome::Applied)
        .with_attempts(1)
        .with_source("the answer names nothing that was created")
}
