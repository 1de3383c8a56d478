// @generated from generator/runtime/src/runtime/ensure.rs. Edit that file.

//! Creating something at most once: where it is unknown whether that worked, look instead of repeating.

use serde::de::DeserializeOwned;

use crate::runtime::error::{Error, Result};
use crate::runtime::error_kind::{DecodeFailure, ErrorKind};
use crate::runtime::items::Items;
use crate::runtime::outcome::Outcome;
use crate::runtime::time::{BoxFuture, MaybeSend};

/// The first of what `create` answers; where its outcome is open, the first of `there` that is what was to be created.
///
/// `there` sends nothing before it is needed.
///
/// # Errors
/// See [`or_find`].
pub fn ensure<T: DeserializeOwned + Send + 'static>(
    create: BoxFuture<Result<Vec<T>>>,
    mut there: Items<T>,
    is_it: impl Fn(&T) -> bool + Send + 'static,
) -> BoxFuture<Result<T>> {
    let create = Box::pin(async move {
        let created = create.await?;
        created.into_iter().next().ok_or_else(nothing_created)
    });
    or_find(create, move || {
        Box::pin(async move {
            while let Some(item) = there.try_next().await? {
                if is_it(&item) {
                    return Ok(Some(item));
                }
            }
            Ok(None)
        })
    })
}

/// What `create` answers; where its error leaves open whether it worked, or says that it did but without a usable
/// answer, what `look_up` finds.
///
/// Finding it says that it exists, not who created it: something of the same name that was there before is found too,
/// be it that the server refused to create it again.
///
/// # Errors
/// That of `create`: as it is where nothing can have been created, and also where nothing is found or the look-up fails.
/// Its [`outcome`](Error::outcome) is still open then, because a request that was lost from sight can arrive later.
/// The error of the look-up itself is not kept: the other one is what the caller has to act on.
pub fn or_find<T: Send + 'static>(
    create: BoxFuture<Result<T>>,
    look_up: impl FnOnce() -> BoxFuture<Result<Option<T>>> + MaybeSend + 'static,
) -> BoxFuture<Result<T>> {
    Box::pin(async move {
        let error = match create.await {
            Ok(created) => return Ok(created),
            Err(error) if error.outcome() < Outcome::Unknown => return Err(error),
            Err(error) => error,
        };
        match look_up().await {
            Ok(Some(found)) => Ok(found),
            Ok(None) | Err(_) => Err(error),
        }
    })
}

fn nothing_created() -> Error {
    let path = "[0]".to_owned();
    Error::new(ErrorKind::Decode(DecodeFailure { path }))
        .with_outcome(Outcome::Applied)
        .with_source("the answer names nothing that was created")
}
