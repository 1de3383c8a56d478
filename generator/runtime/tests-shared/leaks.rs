//! Proof that secrets stay where they belong: a secret that is easy to recognize goes through a request, the server
//! answers in every way that servers do, and the secret is looked for in everything that can be printed or traced.
//!
//! `server!(the_client_crate)` defines the server; `check` runs one request against all its replies.

use std::cell::{Cell, RefCell};
use std::error::Error;
use std::fmt::{self, Debug, Write as _};
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::OnceLock;

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::subscriber::Interest;
use tracing::{Event, Metadata, Subscriber};

/// The value of every secret in a request, with characters that look different once they are encoded.
pub const CANARY: &str = "\"q\\uZ7tK2mW9xB4vN8rD é%2F/+&=<ß>\u{1f512}";

/// The credentials of the client, with characters that a header can carry.
pub const TOKEN: &str = "\"t\\oH6pL3cY5gJ1sF0eQ %2F/+&=~";

/// The parts of both that no encoding of single characters changes.
const CORES: [&str; 2] = ["uZ7tK2mW9xB4vN8rD", "oH6pL3cY5gJ1sF0eQ"];

/// What the server does with a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reply {
    /// The documented success.
    Success,
    /// 400, with errors that repeat the secrets.
    Refused,
    /// 400, with an error that repeats headers and query as they were sent.
    Quoted,
    /// 200 with secrets in the name of what it is.
    OtherContent,
    /// 500, with a page for people that repeats the secrets, also in the name of what it is.
    ErrorPage,
    /// 200 with `success: false` and errors that repeat the secrets.
    ReportedFailure,
    /// 200 with JSON that breaks off after the secrets.
    Torn,
    /// 200 with the secrets where the result should be.
    WrongResult,
    /// 200 with the secrets in and as the keys of the result.
    WrongFields,
    /// No connection.
    Unreachable,
    /// No answer.
    Silence,
}

impl Reply {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Success,
        Self::Refused,
        Self::Quoted,
        Self::OtherContent,
        Self::ErrorPage,
        Self::ReportedFailure,
        Self::Torn,
        Self::WrongResult,
        Self::WrongFields,
        Self::Unreachable,
        Self::Silence,
    ];

    /// The answer; `None` if there is none. `success` is the body of a success, `sent` what the request had in its headers
    /// and its query. Whatever the answer is, its headers repeat secrets.
    pub fn answer(self, success: &str, sent: &str) -> Option<http::Response<String>> {
        let secrets = format!("{CANARY} {TOKEN}");
        let in_header = format!("{secrets} {sent}").replace(|it| !(' '..='~').contains(&it), "");
        let content_type = match self {
            Self::OtherContent | Self::ErrorPage => &format!("text/{in_header}"),
            _ => "application/json",
        };
        let (status, body) = self.status_and_body(success, &secrets, sent)?;
        let mut answer = http::Response::builder().status(status);
        for name in ["cf-ray", "location", "server", "www-authenticate"] {
            answer = answer.header(name, &in_header);
        }
        let answer = answer.header("content-type", content_type);
        Some(answer.body(body).expect("a response"))
    }

    fn status_and_body(self, success: &str, secrets: &str, sent: &str) -> Option<(u16, String)> {
        let html = format!("<p>{secrets}</p>");
        let (secrets, sent) = (json(secrets), json(sent));
        let quoted = format!(r#"{{"errors":[{{"code":1,"message":{sent}}}]}}"#);
        let errors = format!(
            r#"[{{"code":1001,"message":{secrets},"documentation_url":{secrets},
                "source":{{"pointer":{secrets}}},"error_chain":[{{"code":1,"message":{secrets}}}]}}]"#
        );
        let failure = format!(
            r#"{{"success":false,"errors":{errors},"messages":{errors},"result":{secrets}}}"#
        );
        let fields = format!(
            r#"{{{secrets}:1,"success":true,"result":[{{{secrets}:{secrets},"id":[{secrets}]}}]}}"#
        );
        Some(match self {
            Self::Success => (200, success.to_owned()),
            Self::Refused => (400, failure),
            Self::Quoted => (400, quoted),
            Self::OtherContent => (200, "<p>".to_owned()),
            Self::ErrorPage => (500, html),
            Self::ReportedFailure => (200, failure),
            Self::Torn => (200, format!(r#"{{"success":true,"result":[{secrets}"#)),
            Self::WrongResult => (200, format!(r#"{{"success":true,"result":{secrets}}}"#)),
            Self::WrongFields => (200, fields),
            Self::Unreachable | Self::Silence => return None,
        })
    }

    /// Whether even a success holds the secrets, so that a model may show them: they are data of the server then. That
    /// `success: false` is a failure only APIs with an envelope know.
    fn is_wrong(self) -> bool {
        matches!(
            self,
            Self::ReportedFailure | Self::Torn | Self::WrongResult | Self::WrongFields
        )
    }
}

/// Defines `server::Server`, a transport that answers with a [`Reply`], for the client in the crate or module of this name.
/// In a module of its own, as clients have types of any name.
macro_rules! server {
    ($($client:ident)::+) => {
        mod server {
            #[derive(Debug)]
            pub(super) struct Server {
                pub(super) reply: $crate::leaks::Reply,
                /// The body of a success.
                pub(super) success: &'static str,
            }

            impl $($client)::+::Transport for Server {
                fn send(
                    &self,
                    request: http::Request<bytes::Bytes>,
                ) -> $($client)::+::BoxFuture<
                    Result<
                        http::Response<$($client)::+::transport::Body>,
                        $($client)::+::transport::TransportError,
                    >,
                > {
                    let headers = request.headers().values().map(http::HeaderValue::as_bytes);
                    let query = request.uri().query().unwrap_or_default();
                    let quoted: Vec<&[u8]> = headers.chain([query.as_bytes()]).collect();
                    $crate::leaks::note_sent(quoted.iter().copied().chain([&**request.body()]));
                    let quoted = String::from_utf8_lossy(&quoted.join(&b' ')).into_owned();
                    let (reply, answer) = (self.reply, self.reply.answer(self.success, &quoted));
                    Box::pin(async move {
                        let Some(answer) = answer else {
                            if reply == $crate::leaks::Reply::Silence {
                                std::future::pending::<()>().await;
                            }
                            let refused = $($client)::+::transport::TransportError::connect;
                            return Err(refused("no connection"));
                        };
                        Ok(answer.map(Into::into))
                    })
                }
            }
        }
    };
}

pub(crate) use server;

/// Both forms of `Debug` of all of them.
pub fn shown(things: &[&dyn Debug]) -> String {
    let mut text = String::new();
    for thing in things {
        let _infallible = write!(text, "{thing:?}\n{thing:#?}\n");
    }
    text
}

/// Runs the request of `attempt` against every reply of the server, and panics where a secret shows.
///
/// `attempt` makes a client over the server with this reply, with [`TOKEN`] as its credentials, and a request with
/// [`CANARY`] as each of its secrets. It answers what of them was [`shown`], and the request on its way. Time has to be
/// paused, since one reply is silence.
pub async fn check<R, E, F>(attempt: impl Fn(Reply) -> (String, F))
where
    R: Debug,
    E: Error,
    F: Future<Output = Result<R, E>>,
{
    for reply in Reply::ALL {
        start_tracing();
        SENT.set(false);
        let (shown, request) = attempt(reply);
        let result = request.await;
        assert!(
            SENT.get(),
            "{reply:?}: no secret was sent, so this proves nothing"
        );
        let traces = traced();
        assert!(!traces.is_empty(), "{reply:?}: nothing was traced");
        let printed = match result {
            Ok(response) if reply.is_wrong() => drop_value(response),
            Ok(response) => self::shown(&[&response]),
            Err(error) => printed_error(error),
        };
        for (place, text) in [("before", shown), ("traces", traces), ("result", printed)] {
            if let Some(form) = leak(&text) {
                panic!("{reply:?}, {place}: a secret shows as {form}");
            }
        }
    }
}

fn drop_value<R>(_: R) -> String {
    String::new()
}

/// Everything that can be printed of an error, down to its last source and its panic.
fn printed_error<E: Error>(error: E) -> String {
    let mut text = format!("{error}\n{error:#}\n{}", shown(&[&error]));
    let mut source = error.source();
    while let Some(error) = source {
        let _infallible = write!(text, "{error}\n{error:#}\n{error:?}\n{error:#?}\n");
        source = error.source();
    }
    let unwrap = |result: Result<(), E>| result.unwrap();
    let unwrapped = catch_unwind(AssertUnwindSafe(|| unwrap(Err(error))));
    if let Err(panic) = unwrapped {
        let message = panic.downcast_ref::<String>();
        text.push_str(message.expect("the message of a panic"));
    }
    text
}

thread_local! {
    static SENT: Cell<bool> = const { Cell::new(false) };
    static TRACED: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Looks for a secret in what a request consists of.
pub fn note_sent<'a>(parts: impl IntoIterator<Item = &'a [u8]>) {
    let mut parts = parts.into_iter();
    if parts.any(|part| leak(&String::from_utf8_lossy(part)).is_some()) {
        SENT.set(true);
    }
}

/// Begins to keep what this thread traces, at every level and by every crate.
///
/// One subscriber serves all threads, because one that comes later can miss what is traced already.
pub fn start_tracing() {
    static INSTALLED: OnceLock<bool> = OnceLock::new();
    let install = || tracing::subscriber::set_global_default(Everything).is_ok();
    assert!(
        *INSTALLED.get_or_init(install),
        "another subscriber gets the traces"
    );
    TRACED.set(Some(String::new()));
}

/// What this thread traced since then.
pub fn traced() -> String {
    TRACED.take().unwrap_or_default()
}

struct Everything;

struct Fields<'a>(&'a mut String);

impl Visit for Fields<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let _infallible = write!(self.0, "{}={value:?};", field.name());
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        // As it is too: quoting hides characters.
        let _infallible = write!(self.0, "{}={value:?};{value};", field.name());
    }

    fn record_error(&mut self, field: &Field, value: &(dyn Error + 'static)) {
        let _infallible = write!(self.0, "{}={value:?};{value};", field.name());
    }
}

fn record(what: fmt::Arguments<'_>, fields: impl FnOnce(&mut Fields<'_>)) {
    TRACED.with_borrow_mut(|traced| {
        if let Some(text) = traced {
            let _infallible = write!(text, "\n{what}: ");
            fields(&mut Fields(text));
        }
    });
}

impl Subscriber for Everything {
    fn register_callsite(&self, _: &'static Metadata<'static>) -> Interest {
        Interest::always()
    }
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }
    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let name = span.metadata().name();
        record(format_args!("span {name}"), |fields| span.record(fields));
        Id::from_u64(1)
    }
    fn record(&self, _: &Id, values: &Record<'_>) {
        record(format_args!("record"), |fields| values.record(fields));
    }
    fn event(&self, event: &Event<'_>) {
        let target = event.metadata().target();
        record(format_args!("event {target}"), |fields| {
            event.record(fields);
        });
    }
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

/// The form in which a secret is in the text, if one is.
pub fn leak(text: &str) -> Option<&'static str> {
    let lower = text.to_ascii_lowercase();
    for secret in [CANARY, TOKEN].into_iter().chain(CORES) {
        let base64 = |last| (0..3).any(|shift| text.contains(&base64(secret, shift, last)));
        let escaped = secret.escape_default().to_string();
        let found = [
            ("plain text", text.contains(secret)),
            ("JSON", text.contains(json(secret).trim_matches('"'))),
            ("an escaped text", text.contains(&escaped)),
            (
                "percent-encoding",
                lower.contains(&percent(secret).to_ascii_lowercase()),
            ),
            ("percent-encoding", lower.contains(&digits(secret, "%"))),
            ("hexadecimal digits", lower.contains(&digits(secret, ""))),
            ("base64", base64("+/") || base64("-_")),
        ];
        if let Some((form, _)) = found.into_iter().find(|(_, found)| *found) {
            return Some(form);
        }
    }
    None
}

/// Two hexadecimal digits for each byte, with something before them.
pub fn digits(text: &str, before: &str) -> String {
    text.bytes().fold(String::new(), |mut digits, byte| {
        let _infallible = write!(digits, "{before}{byte:02x}");
        digits
    })
}

/// A JSON string; nothing in it is a control character.
pub fn json(text: &str) -> String {
    let mut json = String::from("\"");
    for character in text.chars() {
        if matches!(character, '"' | '\\') {
            json.push('\\');
        }
        json.push(character);
    }
    json + "\""
}

/// With everything encoded that is not a letter or a digit.
pub fn percent(text: &str) -> String {
    text.bytes().fold(String::new(), |mut encoded, byte| {
        if byte.is_ascii_alphanumeric() {
            encoded.push(char::from(byte));
        } else {
            let _infallible = write!(encoded, "%{byte:02X}");
        }
        encoded
    })
}

/// Of the base64 of a text that begins so many bytes after a multiple of three, what does not depend on what is around.
pub fn base64(text: &str, shift: usize, last_two: &str) -> String {
    let alphabet: Vec<char> = ('A'..='Z')
        .chain('a'..='z')
        .chain('0'..='9')
        .chain(last_two.chars())
        .collect();
    let bits: Vec<u8> = std::iter::repeat_n(0, shift)
        .chain(text.bytes())
        .flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1))
        .collect();
    let digits = bits.chunks_exact(6).map(|six| {
        let index = six
            .iter()
            .fold(0, |index, bit| index << 1 | usize::from(*bit));
        alphabet[index]
    });
    digits.skip((shift * 8).div_ceil(6)).collect()
}
