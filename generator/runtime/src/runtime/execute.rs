//! Sending a request as often as it takes.

use std::pin::pin;
use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, TRANSFER_ENCODING};
use http::response::Parts;
use http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use tracing::{Instrument, Span};

use crate::runtime::client::{Client, Limits};
use crate::runtime::decode;
use crate::runtime::defaults;
use crate::runtime::echo::{REDACTED, Secrets};
use crate::runtime::envelope::Answer;
use crate::runtime::error::{Error, Result};
use crate::runtime::error_kind::{ErrorKind, TimeoutPhase, TooLarge};
use crate::runtime::excerpt::Excerpt;
use crate::runtime::operation::{Operation, Retry, StatusPattern};
use crate::runtime::outcome::Outcome;
use crate::runtime::rate_limit::RateLimit;
use crate::runtime::refusal;
use crate::runtime::response::{Meta, RAY_ID, ray_id};
use crate::runtime::retry::Cause;
use crate::runtime::retry_after::retry_after;
use crate::runtime::take::{Collected, Success, Take};
use crate::runtime::time::{Instant, check_runtime, now, wall_clock, within};
use crate::runtime::trace;
use crate::runtime::transport::{Body, Reached, TransportError};

/// A request with everything settled.
#[derive(Clone)]
pub(crate) struct Prepared {
    pub(crate) client: Client,
    pub(crate) operation: &'static Operation,
    pub(crate) method: Method,
    pub(crate) retry: Retry,
    pub(crate) uri: Uri,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// Whether the address alone says what is meant, one thing.
    pub(crate) names_one: bool,
    /// The failures that are documented as text.
    pub(crate) text_failures: &'static [StatusPattern],
    /// The member of a body that says whether it went well, whatever the status.
    pub(crate) success_member: Option<&'static str>,
    pub(crate) secrets: Secrets,
    pub(crate) limits: Limits,
}

/// Sends `request`, and again where that is allowed and promises something. The answer is read to its end.
pub(crate) async fn execute(request: Box<Prepared>) -> Result<Answer> {
    finished(request, Take::Whole).await.map(Answer::new)
}

/// Sends `request` in the same way, until there is what is taken of a success.
pub(crate) async fn finished(request: Box<Prepared>, take: Take) -> Result<Success> {
    let span = trace::call_span(&request);
    let operation = request.operation.name;
    let run = Run::new(request, take, span.clone());
    let result = run.drive().instrument(span.clone()).await;
    let result = result.map_err(|error| error.with_operation(operation));
    trace::finish(&span, result.as_ref().map(|success| &success.meta));
    result
}

/// One call on its way.
pub(crate) struct Run {
    /// In a box, as it is handed on from one future to the next.
    pub(crate) request: Box<Prepared>,
    pub(crate) take: Take,
    /// `None`: further away than any clock goes.
    deadline: Option<Instant>,
    pub(crate) attempts: u32,
    /// What the attempts so far may have done.
    pub(crate) earlier: Outcome,
    /// That of the next attempt among the calls that the server takes.
    pub(crate) place: Option<Instant>,
    /// That of the call. Where nobody wants it, the current one is that of the caller.
    span: Span,
}

/// An attempt that did not end well.
pub(crate) struct Failure {
    pub(crate) error: Error,
    pub(crate) cause: Cause,
}

/// The head of an answer.
pub(crate) struct Head {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
}

/// A success whose body has not been looked at.
pub(crate) struct Opened {
    pub(crate) head: Head,
    pub(crate) body: Body,
    /// How long reading may take, and which limit that is.
    pub(crate) limit: Duration,
    pub(crate) phase: TimeoutPhase,
}

impl Run {
    fn new(request: Box<Prepared>, take: Take, span: Span) -> Self {
        let deadline = now().checked_add(request.limits.total);
        Self {
            request,
            take,
            deadline,
            attempts: 0,
            earlier: Outcome::NotSent,
            place: None,
            span,
        }
    }

    async fn drive(mut self) -> Result<Success> {
        check_runtime()?;
        #[cfg(feature = "blocking")]
        crate::runtime::blocking::check_thread()?;
        self.check_limits()?;
        let start = self.pace(Duration::ZERO).await;
        self.place = start
            .map_err(|wait| Error::new(ErrorKind::RateLimited).with_retry_after(Some(wait)))?;
        loop {
            self.attempts += 1;
            let failure = match self.attempt().await {
                Ok((head, body)) => {
                    trace::attempt_succeeded(self.attempts, head.status);
                    return Ok(self.success(head, body, None));
                }
                Err(failure) => failure,
            };
            trace::attempt_failed(self.attempts, &failure.error);
            if self.did_it_before(&failure) {
                let head = Head {
                    status: StatusCode::NOT_FOUND,
                    headers: headers_of(&failure.error),
                };
                return Ok(self.success(head, Body::empty(), Some(failure.error)));
            }
            self.again(failure).await?;
        }
    }

    /// An attempt that has no time is none, and no other one has more.
    fn check_limits(&self) -> Result<()> {
        let limits = &self.request.limits;
        let phase = if limits.total < limits.attempt {
            TimeoutPhase::Total
        } else {
            TimeoutPhase::Attempt
        };
        if limits.total.min(limits.attempt).is_zero() {
            return Err(Error::new(ErrorKind::Timeout(phase)));
        }
        Ok(())
    }

    /// The time that is left at `now`.
    pub(crate) fn remaining(&self, now: Instant) -> Duration {
        self.deadline.map_or(Duration::MAX, |deadline| {
            deadline.saturating_duration_since(now)
        })
    }

    /// Whether this is a delete that finds nothing, after an attempt that may have deleted it. Only the API knows that,
    /// no page of something in front of it; and of many that were to be deleted, a single one that is missing says
    /// nothing about the others.
    fn did_it_before(&self, failure: &Failure) -> bool {
        let answer = || decode::lenient(failure.error.body()?);
        self.request.method == Method::DELETE
            && self.request.names_one
            && self.earlier >= Outcome::Unknown
            && failure.error.is_not_found()
            && answer().is_some_and(|Excerpt(it)| it.is_object())
    }

    async fn attempt(&self) -> Result<(Head, Body), Failure> {
        let started = now();
        let remaining = self.remaining(started);
        let attempt = self.request.limits.attempt;
        let phase = if remaining < attempt {
            TimeoutPhase::Total
        } else {
            TimeoutPhase::Attempt
        };
        let limit = attempt.min(remaining);
        let timeout = |outcome| Failure {
            error: Error::new(ErrorKind::Timeout(phase)).with_outcome(outcome),
            cause: Cause::Timeout,
        };
        if limit.is_zero() {
            return Err(timeout(Outcome::NotSent));
        }
        let sending = self.request.client.0.transport.send(self.request.to_http());
        let answer = within(limit, sending)
            .await
            .ok_or_else(|| timeout(Outcome::Unknown))?;
        let (parts, body) = answer.map_err(Failure::from_transport)?.into_parts();
        let mut head = Head::of(parts);
        let body = body.announced(head.length(&self.request.method));
        hide_ray_id(&mut head.headers, &self.request.secrets);
        let answered = now();
        self.request.client.0.pacer.observe(&head.headers, answered);
        let limit = limit.saturating_sub(answered.saturating_duration_since(started));
        let documented = self.request.operation.statuses;
        let expected = StatusPattern::expect_redirect(documented, head.status, self.take);
        if !head.status.is_success() && !expected {
            // In a box, as this is seldom needed and always held.
            return Err(Box::pin(self.refusal(head, body, limit)).await);
        }
        let mut opened = Opened {
            head,
            body,
            limit,
            phase,
        };
        let taken = self.take(&mut opened).await?;
        Ok((opened.head, taken))
    }

    /// The error that an answer without success stands for. Its body is welcome, but not needed.
    async fn refusal(&self, head: Head, body: Body, limit: Duration) -> Failure {
        let wait = announced_wait(&head);
        let for_all = head.status == StatusCode::TOO_MANY_REQUESTS;
        if let Some(wait) = wait.filter(|_| for_all && !RateLimit::ends_a_part(&head.headers)) {
            self.request.client.0.pacer.hold(wait, now());
        }
        let mut read = Collected::default();
        let limit = limit.min(defaults::REFUSAL_TIMEOUT);
        let collected = within(limit, pin!(self.collect(body, &mut read))).await;
        let too_large = matches!(collected, Some(Err(None)));
        let broke_off = !matches!(collected, Some(Ok(())));
        let body = read.into_bytes();
        let should_retry = match head
            .headers
            .get("x-should-retry")
            .map(HeaderValue::as_bytes)
        {
            Some(b"true") => Some(true),
            Some(b"false") => Some(false),
            _ => None,
        };
        let status = head.status;
        let cause = if refusal::is_redirect(status) {
            Cause::Final
        } else {
            Cause::Status {
                status,
                should_retry,
            }
        };
        let kind = if too_large {
            ErrorKind::TooLarge(TooLarge {
                limit: self.request.limits.response_size,
            })
        } else {
            refusal::kind(&self.request, &head, &body, broke_off)
        };
        let error = Error::new(kind)
            .with_outcome(Outcome::of_status(&self.request.method, status))
            .with_retry_after(wait)
            .with_answer(status, head.headers, body);
        Failure { error, cause }
    }

    fn success(self, head: Head, body: Body, gone: Option<Error>) -> Success {
        let meta = Meta {
            operation: self.request.operation.name,
            status: head.status,
            headers: head.headers,
            body: Bytes::new(),
            attempts: self.attempts,
            was_already_gone: gone.is_some(),
            messages: Vec::new(),
        };
        Success {
            gone: gone.map(|error| error.after(self.attempts, self.earlier)),
            request: self.request,
            meta,
            body,
            earlier: self.earlier,
            span: self.span,
        }
    }
}

impl Prepared {
    fn to_http(&self) -> http::Request<Bytes> {
        let mut request = http::Request::new(self.body.clone());
        *request.method_mut() = self.method.clone();
        *request.uri_mut() = self.uri.clone();
        *request.headers_mut() = self.headers.clone();
        request
    }
}

impl Head {
    /// What is read of the parts of an answer.
    fn of(parts: Parts) -> Self {
        Self {
            status: parts.status,
            headers: parts.headers,
        }
    }

    /// How many bytes the body has, as it is handed on: what is decoded on the way has others than the head says.
    fn length(&self, method: &Method) -> Option<u64> {
        let length = self.headers.get(CONTENT_LENGTH)?;
        let is_bare = matches!(
            self.status,
            StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED
        );
        let has_others = |name| self.headers.contains_key(name);
        if is_bare
            || *method == Method::HEAD
            || [CONTENT_ENCODING, TRANSFER_ENCODING]
                .into_iter()
                .any(has_others)
        {
            return None;
        }
        length.to_str().ok()?.parse().ok()
    }
}

impl Failure {
    fn from_transport(error: TransportError) -> Self {
        let (kind, outcome, cause) = match error.reached {
            Reached::NotConnected => (ErrorKind::Connect, Outcome::NotSent, Cause::NotSent),
            Reached::ConnectTimeout => (
                ErrorKind::Timeout(TimeoutPhase::Connect),
                Outcome::NotSent,
                Cause::NotSent,
            ),
            Reached::Interrupted => (ErrorKind::Transport, Outcome::Unknown, Cause::Interrupted),
            Reached::Refused => (ErrorKind::Transport, Outcome::Rejected, Cause::NotSent),
            Reached::Unusable => (
                ErrorKind::Config("the HTTP client cannot send such a request".to_owned()),
                Outcome::NotSent,
                Cause::Final,
            ),
        };
        Self {
            error: Error::new(kind).with_outcome(outcome).with_source(error),
            cause,
        }
    }
}

/// How long the server wants no more calls: also one that says only that none are left.
fn announced_wait(head: &Head) -> Option<Duration> {
    let asked = retry_after(&head.headers, wall_clock());
    if head.status != StatusCode::TOO_MANY_REQUESTS {
        return asked;
    }
    asked.or_else(|| {
        let limit = RateLimit::from_headers(&head.headers)?;
        (limit.remaining() == 0).then(|| limit.reset())
    })
}

/// Whether an answer says of itself that it is JSON.
pub(crate) fn says_json(headers: &HeaderMap) -> bool {
    let content_type = content_type(headers).map(|it| it.to_ascii_lowercase());
    content_type.is_some_and(|it| it.contains("json") && !it.contains(COMPRESSED))
}

/// Between how an answer is compressed and what it is.
pub(crate) const COMPRESSED: &str = " of ";

/// What an answer is. Nobody asked for one that is compressed, so that is the first thing to say of it.
pub(crate) fn content_type(headers: &HeaderMap) -> Option<String> {
    let text = |name| headers.get(name).and_then(|it| it.to_str().ok());
    let found = text(CONTENT_TYPE);
    let encoding = text(CONTENT_ENCODING).filter(|it| !it.eq_ignore_ascii_case("identity"));
    match encoding {
        Some(encoding) => Some([encoding, COMPRESSED, found.unwrap_or("something")].concat()),
        None => found.map(str::to_owned),
    }
}

/// The ray id is printed in many places, so it must not be one that repeats a secret.
fn hide_ray_id(headers: &mut HeaderMap, secrets: &Secrets) {
    if ray_id(headers).is_some_and(|id| secrets.are_in(id)) {
        headers.insert(&RAY_ID, HeaderValue::from_static(REDACTED));
    }
}

fn headers_of(error: &Error) -> HeaderMap {
    error.headers().cloned().unwrap_or_default()
}
