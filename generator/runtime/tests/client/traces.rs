//! What is traced, and what is not.

use std::fmt::{self, Write as _};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::sample::NewSecret;
use crate::scripted::{ok, playing, refused, status};

/// Writes every field of everything into one text.
#[derive(Clone, Default)]
struct Everything(Arc<(Mutex<String>, AtomicU64)>);

struct Writer<'a>(&'a mut String);

impl Visit for Writer<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        write!(self.0, "{}={value:?};", field.name()).expect("text");
    }
}

impl Everything {
    fn write(&self, what: &str, record: impl FnOnce(&mut Writer<'_>)) {
        let mut text = self.0.0.lock().expect("text");
        write!(text, "\n{what}: ").expect("text");
        record(&mut Writer(&mut text));
    }
}

impl Subscriber for Everything {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        // What HTTP libraries trace is theirs.
        metadata.target().contains("runtime")
    }
    fn new_span(&self, span: &Attributes<'_>) -> Id {
        self.write("span", |writer| span.record(writer));
        Id::from_u64(1 + self.0.1.fetch_add(1, Ordering::Relaxed))
    }
    fn record(&self, _: &Id, values: &Record<'_>) {
        self.write("record", |writer| values.record(writer));
    }
    fn event(&self, event: &Event<'_>) {
        self.write("event", |writer| event.record(writer));
    }
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

#[tokio::test(start_paused = true)]
async fn a_call_is_a_span_and_an_attempt_is_an_event() {
    let everything = Everything::default();
    let _guard = tracing::subscriber::set_default(everything.clone());
    let (client, _) = playing([status(503), ok(r#"{"id":"a"}"#)]);
    client.secrets().get("a").await.expect("a secret");
    let text = everything.0.0.lock().expect("text").clone();
    for expected in [
        "otel.kind=\"client\";",
        "operation=\"secrets.get\";",
        "http.request.method=\"GET\";",
        "url.template=\"/stores/{store_id}/secrets/{secret_id}\";",
        "server.address=\"api.example.com\";",
        "server.port=443;",
        "error.type=\"503\";",
        "http.response.status_code=200;",
        "http.request.resend_count=1;",
        "ray_id=\"ray-1\";",
    ] {
        assert!(text.contains(expected), "{expected} is not in {text}");
    }
    assert_eq!(
        (
            text.matches("\nspan:").count(),
            text.matches("\nevent:").count()
        ),
        (1, 2),
        "{text}"
    );
}

#[tokio::test]
async fn nothing_that_was_sent_or_answered_is_traced() {
    let everything = Everything::default();
    let _guard = tracing::subscriber::set_default(everything.clone());
    let (client, _) = playing([
        refused(400, 1, "message-canary"),
        ok(r#"{"id":"result-canary"}"#),
    ]);
    let secret = NewSecret {
        name: "name-canary".into(),
        value: "value-canary".into(),
    };
    let request = client
        .secrets()
        .create(secret)
        .query_pair("q", "query-canary");
    request.clone().await.expect_err("a refusal");
    request
        .header("x-canary", "header-canary")
        .await
        .expect("a secret");
    let text = everything.0.0.lock().expect("text").clone();
    assert!(
        text.contains("secrets.create") && !text.contains("canary"),
        "{text}"
    );
}
