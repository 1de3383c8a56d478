//! The span of a caller belongs to the caller, also where nobody wants those of calls.

use std::sync::{Arc, Mutex};

use tracing::field::{Empty, Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Instrument as _, Level, Metadata, Subscriber, info_span};
use tracing_core::span::Current;

use crate::scripted::{answer, playing};

/// One span at most is open: that of the caller.
#[derive(Default)]
struct State {
    caller: Option<&'static Metadata<'static>>,
    entered: bool,
    recorded: Vec<String>,
}

/// Takes spans that matter to users, and keeps what is recorded on them.
#[derive(Clone, Default)]
struct OnlyInfo(Arc<Mutex<State>>);

struct Names<'a>(&'a mut Vec<String>);

impl Visit for Names<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        self.0.push(format!("{}={value:?}", field.name()));
    }
}

impl OnlyInfo {
    fn with<R>(&self, action: impl FnOnce(&mut State) -> R) -> R {
        action(&mut self.0.lock().expect("a state"))
    }
}

impl Subscriber for OnlyInfo {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        *metadata.level() <= Level::INFO
    }
    fn new_span(&self, span: &Attributes<'_>) -> Id {
        self.with(|state| state.caller = Some(span.metadata()));
        Id::from_u64(1)
    }
    fn record(&self, _: &Id, values: &Record<'_>) {
        self.with(|state| values.record(&mut Names(&mut state.recorded)));
    }
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, _: &Event<'_>) {}
    fn enter(&self, _: &Id) {
        self.with(|state| state.entered = true);
    }
    fn exit(&self, _: &Id) {
        self.with(|state| state.entered = false);
    }
    fn current_span(&self) -> Current {
        match self.with(|state| state.caller.filter(|_| state.entered)) {
            Some(caller) => Current::new(Id::from_u64(1), caller),
            None => Current::none(),
        }
    }
}

#[tokio::test]
async fn nothing_is_recorded_on_the_span_of_the_caller() {
    let subscriber = OnlyInfo::default();
    let _guard = tracing::subscriber::set_default(subscriber.clone());
    for (status, body) in [
        (200, "{}"),
        (200, "<p>"),
        (200, r#"{"success":false}"#),
        (404, ""),
    ] {
        let (client, _) = playing([answer(status, &[("cf-ray", "ray")], body)]);
        let job = info_span!("job", error.type = Empty, ray_id = Empty);
        let call = client.secrets().get("a").send();
        call.instrument(job).await.expect_err("no secret");
    }
    assert!(subscriber.with(|state| state.caller.is_some()));
    assert_eq!(subscriber.with(|state| state.recorded.clone()), [""; 0]);
}
