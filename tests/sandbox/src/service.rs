//! One request from its head to its answer.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use axum::body::{Body, Bytes, to_bytes};
use axum::http::request::Parts;
use axum::http::{Request, Response};

use crate::answer::{self, Answer};
use crate::bodies;
use crate::clock::Clock;
use crate::contract::{Contract, Operation};
use crate::credentials::{self, Access};
use crate::failure::Failure;
use crate::faults::{Fault, Faults};
use crate::identifiers::Identifiers;
use crate::journal::Entry;
use crate::operations::{Asked, Done};
use crate::query::Query;
use crate::rate::{Rate, Standing};
use crate::route::{self, Target};
use crate::settings::Settings;
use crate::store::Account;

/// Bodies above this are refused unread; fifty of the longest values fit.
const MOST_BYTES: usize = 16 * 1024 * 1024;

/// A header that asks for a fault, for clients that can send one.
const FAULT_HEADER: &str = "x-sandbox-fault";

/// A header by which a caller knows its requests in the journal.
pub const LABEL_HEADER: &str = "x-sandbox-label";

/// What is told of each request.
pub type Watcher = Box<dyn Fn(&Entry) + Send + Sync>;

/// The service behind the connection.
pub(crate) struct Service {
    settings: Settings,
    clock: Clock,
    most_bytes: usize,
    state: Mutex<State>,
    watcher: Option<Watcher>,
}

pub(crate) struct State {
    pub(crate) account: Account,
    pub(crate) faults: Faults,
    pub(crate) journal: Vec<Entry>,
    rate: Rate,
    rays: Identifiers,
}

/// What came in.
struct Incoming<'a> {
    target: Target,
    head: &'a Parts,
    body: Option<&'a Bytes>,
    now: SystemTime,
}

impl Service {
    pub(crate) fn new(settings: Settings, watcher: Option<Watcher>) -> Self {
        let clock = Clock::new(settings.stopped_clock);
        let state = State::new(&settings, clock.look());
        Self {
            most_bytes: Contract::of_project().most_bytes(),
            state: Mutex::new(state),
            settings,
            clock,
            watcher,
        }
    }

    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// As it was at the start; the clock goes on.
    pub(crate) fn reset(&self) {
        let now = self.clock.look();
        *self.state() = State::new(&self.settings, now);
    }

    pub(crate) fn advance(&self, by: Duration) {
        self.clock.advance(by);
    }

    /// Answers a request.
    pub(crate) async fn serve(
        self: Arc<Self>,
        target: Target,
        request: Request<Body>,
    ) -> Response<Body> {
        let (head, body) = request.into_parts();
        let body = to_bytes(body, MOST_BYTES).await.ok();
        let incoming = Incoming {
            target,
            head: &head,
            body: body.as_ref(),
            now: self.clock.look(),
        };
        let (answer, entry) = self.exchange(&incoming);
        if let Some(watcher) = &self.watcher {
            watcher(&entry);
        }
        answer.response()
    }

    fn exchange(&self, incoming: &Incoming<'_>) -> (Answer, Entry) {
        let state = &mut *self.state();
        let ray = state.rays.ray();
        let operation = incoming.target.operation();
        let fault = asked_for(incoming.head).or_else(|| {
            let id = operation.map(|it| it.id.as_str());
            state.faults.take(id)
        });
        let mut notes = Vec::new();
        let mut entry = entry(incoming, fault);
        let answer = match fault {
            Some(Fault::Reset) => Answer::reset(),
            Some(Fault::BadGateway) => {
                entry.status = Some(502);
                Answer::bad_gateway(&ray)
            }
            fault => {
                let (standing, done) = self.decide(state, incoming, fault, &mut notes);
                if let Ok(done) = &done {
                    state.account.were_read(&done.read);
                }
                let done = match fault {
                    Some(Fault::LateError) => Err(Failure::internal()),
                    _ => done,
                };
                let (status, body, slug) = kept_promise(operation, done);
                entry.status = Some(status);
                entry.slug = slug;
                Answer::json(status, &body, &ray, standing).with(fault)
            }
        };
        entry.notes = notes;
        state.journal.push(entry.clone());
        (answer, entry)
    }

    fn decide(
        &self,
        state: &mut State,
        incoming: &Incoming<'_>,
        fault: Option<Fault>,
        notes: &mut Vec<String>,
    ) -> (Option<Standing>, Result<Done, Failure>) {
        let access = match credentials::check(&incoming.head.headers) {
            Ok(access) => access,
            Err(failure) => return (None, Err(failure)),
        };
        if fault == Some(Fault::LockOut) {
            state.rate.lock(incoming.now);
        }
        let mut standing = state.rate.count(incoming.now);
        if fault == Some(Fault::Throttled) {
            standing.retry_after = Some(1);
        }
        if standing.retry_after.is_some() {
            return (Some(standing), Err(Failure::throttled()));
        }
        let done = match &incoming.target {
            Target::Operation(handled, operation) => {
                let asked = self.understand(incoming, operation, access, fault, notes);
                asked.and_then(|asked| (handled.run)(&mut state.account, &asked))
            }
            Target::OtherMethod => Err(Failure::method_not_allowed(incoming.head.method.as_str())),
            Target::Nothing => Err(route::nowhere(incoming.head.uri.path())),
        };
        (Some(standing), done)
    }

    /// Everything that is checked before the account is touched.
    fn understand(
        &self,
        incoming: &Incoming<'_>,
        operation: &Operation,
        access: Access,
        fault: Option<Fault>,
        notes: &mut Vec<String>,
    ) -> Result<Asked, Failure> {
        let uri = &incoming.head.uri;
        let place = route::place(uri.path(), operation, notes)?;
        if access == Access::Read && !operation.reads {
            return Err(Failure::not_allowed());
        }
        let text = uri.query().unwrap_or_default();
        let mut query = Query::read(text, operation, notes)?;
        if fault == Some(Fault::IgnoredPage) {
            query.forget("page");
        }
        let body = incoming.body.ok_or_else(Failure::too_large)?;
        if operation.body.is_some() && !is_json(incoming.head) {
            notes.push("the body is not marked as application/json".to_owned());
        }
        Ok(Asked {
            store_id: place.store_id,
            secret_id: place.secret_id,
            query,
            body: bodies::read(body, operation)?,
            now: incoming.now,
            most_bytes: self.most_bytes,
        })
    }
}

impl State {
    fn new(settings: &Settings, now: SystemTime) -> Self {
        Self {
            account: Account::new(settings, now),
            faults: Faults::default(),
            journal: Vec::new(),
            rate: Rate::new(settings.rate),
            rays: Identifiers::default(),
        }
    }
}

/// Status, envelope and slug. What the specification does not allow becomes an error of the sandbox; that of the rate
/// limit is known to have a code below the smallest that the specification allows.
fn kept_promise(
    operation: Option<&Operation>,
    done: Result<Done, Failure>,
) -> (u16, serde_json::Value, Option<String>) {
    let (status, body, slug) = match done {
        Ok(done) => (done.status, done.body(), None),
        Err(failure) => {
            let slug = failure.slug().to_owned();
            (failure.status, failure.body(), Some(slug))
        }
    };
    let Some(operation) = operation.filter(|_| status != 429) else {
        return (status, body, slug);
    };
    let violations = operation.check_answer(status, &body);
    if violations.is_empty() {
        return (status, body, slug);
    }
    let violations: Vec<String> = violations.iter().map(ToString::to_string).collect();
    let failure = Failure::broken_promise(&operation.id, &violations);
    let slug = failure.slug().to_owned();
    (failure.status, failure.body(), Some(slug))
}

fn entry(incoming: &Incoming<'_>, fault: Option<Fault>) -> Entry {
    let uri = &incoming.head.uri;
    let pairs = uri.query().unwrap_or_default().split('&');
    let names = pairs.filter_map(|it| it.split('=').next());
    Entry {
        method: incoming.head.method.to_string(),
        path: uri
            .path()
            .strip_prefix(route::BASE)
            .unwrap_or(uri.path())
            .to_owned(),
        query: names
            .filter(|it| !it.is_empty())
            .map(str::to_owned)
            .collect(),
        operation: incoming.target.operation().map(|it| it.id.clone()),
        status: None,
        slug: None,
        label: text(incoming.head, LABEL_HEADER).map(str::to_owned),
        fault,
        notes: Vec::new(),
    }
}

fn asked_for(head: &Parts) -> Option<Fault> {
    Fault::named(text(head, FAULT_HEADER)?, answer::LONG)
}

fn text<'a>(head: &'a Parts, header: &str) -> Option<&'a str> {
    head.headers.get(header)?.to_str().ok()
}

fn is_json(head: &Parts) -> bool {
    let kind = head
        .headers
        .get("content-type")
        .and_then(|it| it.to_str().ok());
    kind.is_some_and(|it| it.starts_with("application/json"))
}

impl Target {
    fn operation(&self) -> Option<&'static Operation> {
        match self {
            Self::Operation(_, operation) => Some(operation),
            Self::OtherMethod | Self::Nothing => None,
        }
    }
}
