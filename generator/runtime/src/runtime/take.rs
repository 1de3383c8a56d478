//! What is taken of a success: the whole body, or the body as it comes.

use std::pin::pin;

use bytes::{Bytes, BytesMut};
use tracing::Span;

use crate::runtime::error::{Error, Result};
use crate::runtime::error_kind::{ErrorKind, TooLarge};
use crate::runtime::execute::{Failure, Opened, Prepared, Run};
use crate::runtime::outcome::Outcome;
use crate::runtime::refusal;
use crate::runtime::response::Meta;
use crate::runtime::retry::Cause;
use crate::runtime::time::{within, yield_now};
use crate::runtime::transport::{Body, TransportError};
use crate::runtime::verdict::{self, Verdict};

/// What is taken of a success.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Take {
    /// The whole body, in one piece.
    Whole,
    /// The body as it comes.
    Stream,
}

/// A success, and what led to it.
pub(crate) struct Success {
    pub(crate) request: Box<Prepared>,
    pub(crate) meta: Meta,
    pub(crate) body: Body,
    /// What attempts before the last one may have done.
    pub(crate) earlier: Outcome,
    /// The 404 of a delete that counts as a success. It leaves no body.
    pub(crate) gone: Option<Error>,
    /// The span of the call.
    pub(crate) span: Span,
}

/// What came of a body so far. One that comes in a single piece is not copied.
#[derive(Default)]
pub(crate) struct Collected {
    first: Bytes,
    /// Everything, once there is more than one piece.
    whole: BytesMut,
}

impl Collected {
    fn len(&self) -> usize {
        self.first.len().max(self.whole.len())
    }

    /// Adds a piece of a body that says that it has `announced` bytes.
    fn push(&mut self, chunk: Bytes, announced: u64) {
        /// What is announced need not be there: what is larger grows as it comes.
        const MOST: usize = 1 << 20;

        if self.len() == 0 {
            self.first = chunk;
            return;
        }
        if self.whole.is_empty() {
            let announced = usize::try_from(announced).unwrap_or(MOST);
            self.whole.reserve(announced.min(MOST));
            self.whole.extend_from_slice(&self.first);
        }
        self.whole.extend_from_slice(&chunk);
    }

    pub(crate) fn into_bytes(self) -> Bytes {
        if self.whole.is_empty() {
            self.first
        } else {
            self.whole.freeze()
        }
    }
}

impl Run {
    /// Takes the body out of `opened`; what fails here is one more failed attempt.
    pub(crate) async fn take(&self, opened: &mut Opened) -> Result<Body, Failure> {
        let body = match self.take {
            Take::Whole => self.granted(opened).await?.into(),
            Take::Stream => std::mem::take(&mut opened.body),
        };
        self.request.client.0.budget.refund();
        Ok(body)
    }

    /// The whole body, unless it says itself that this is no success.
    async fn granted(&self, opened: &mut Opened) -> Result<Bytes, Failure> {
        let body = self.whole(opened).await?;
        let member = self.request.success_member;
        if !member.is_some_and(|member| verdict::says_false(&body, member)) {
            return Ok(body);
        }
        // Where it says that, it is JSON, as far as it goes.
        let kind = refusal::kind(&self.request, &opened.head, &body, true);
        let headers = std::mem::take(&mut opened.head.headers);
        let error = Error::new(kind)
            .with_outcome(Outcome::Rejected)
            .with_answer(opened.head.status, headers, body);
        Err(Failure {
            error,
            cause: Cause::Final,
        })
    }

    /// Whatever goes wrong here, the server has done its work, unless it has already said otherwise.
    async fn whole(&self, opened: &mut Opened) -> Result<Bytes, Failure> {
        let mut read = Collected::default();
        let collecting = self.collect(std::mem::take(&mut opened.body), &mut read);
        let collected = within(opened.limit, pin!(collecting)).await;
        let (kind, cause, source) = match collected {
            Some(Ok(())) => return Ok(read.into_bytes()),
            Some(Err(Some(error))) => (ErrorKind::Transport, Cause::Interrupted, Some(error)),
            Some(Err(None)) => (
                ErrorKind::TooLarge(TooLarge {
                    limit: self.request.limits.response_size,
                }),
                Cause::Final,
                None,
            ),
            None => (ErrorKind::Timeout(opened.phase), Cause::Timeout, None),
        };
        let begun = read.into_bytes();
        let outcome = match Verdict::begun(&begun).trouble() {
            Some(_) => Outcome::Unknown,
            None => Outcome::Applied,
        };
        let mut error = Error::new(kind).with_outcome(outcome).with_answer(
            opened.head.status,
            std::mem::take(&mut opened.head.headers),
            begun,
        );
        if let Some(source) = source {
            error = error.with_source(source);
        }
        Err(Failure { error, cause })
    }

    /// Collects a body up to the accepted size; beyond it the error is `None`.
    pub(crate) async fn collect(
        &self,
        mut body: Body,
        read: &mut Collected,
    ) -> Result<(), Option<TransportError>> {
        let limit = self.request.limits.response_size;
        let announced = body.missing().unwrap_or_default();
        if announced > limit as u64 {
            return Err(None);
        }
        let mut chunks = 0_usize;
        while let Some(chunk) = body.chunk().await.map_err(Some)? {
            if read.len() + chunk.len() > limit {
                return Err(None);
            }
            read.push(chunk, announced);
            chunks = (chunks + 1) % 64;
            // A body of which the next chunk is always there would outlive all limits.
            if chunks == 0 {
                yield_now().await;
            }
        }
        Ok(())
    }
}
