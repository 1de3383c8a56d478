//! What a client sends and reads, against a server in the same process: the request is compared with what the
//! specification says it is, and what was decoded with what the server sent.
//!
//! `server!(the_client_crate)` defines the server.

use std::sync::{Arc, Mutex};

use serde_json::Value;

#[path = "json.rs"]
mod json;

use json::{parsed, same_numbers, without_null};
#[allow(unused_imports, reason = "some APIs answer nothing, or have no bytes")]
pub use json::{bytes, json};

type Pairs = &'static [(&'static str, &'static str)];

/// What a request must be. Pairs are encoded; a header without a value only has to be there.
#[derive(Debug)]
pub struct Sent {
    pub path: &'static str,
    pub query: Pairs,
    pub headers: Pairs,
    pub cookies: Pairs,
    pub body: Option<(&'static str, Body)>,
}

/// What a body must be.
#[allow(dead_code, reason = "no API has all of them")]
#[derive(Debug)]
pub enum Body {
    Json(&'static str),
    Text(&'static str),
    Pairs(Pairs),
    Parts(&'static [Part]),
}

/// A part of a body.
#[derive(Debug)]
pub struct Part {
    pub name: &'static str,
    pub content_type: Option<&'static str>,
    pub json: bool,
    pub text: &'static str,
}

/// What the server answers, and what must come out.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub media_type: &'static str,
    pub body: &'static str,
    pub expected: Expected,
}

/// What must come out.
#[allow(dead_code, reason = "no API has all of them")]
#[derive(Debug)]
pub enum Expected {
    /// The variant, and what it is as JSON.
    Success(Option<&'static str>, Option<&'static str>),
    /// What is read of it as JSON.
    Failure(Option<&'static str>),
}

/// What came out: the variant and its JSON, or the status, what was read of the body, and the message.
pub type Outcome =
    Result<(Option<&'static str>, Option<Value>), (Option<u16>, Option<Value>, String)>;

/// One request and its answer.
#[derive(Debug)]
pub struct Round<'a> {
    name: &'static str,
    sent: Arc<Sent>,
    answer: &'a Answer,
}

/// The first request with all answers, the others with the first one.
pub fn rounds<'a, B: Clone, const N: usize>(
    name: &'static str,
    requests: [(B, Sent); N],
    answers: &'a [Answer],
) -> Vec<(B, Round<'a>)> {
    let mut rounds = Vec::new();
    for (number, (builder, sent)) in requests.into_iter().enumerate() {
        let sent = Arc::new(sent);
        let count = if number == 0 { answers.len() } else { 1 };
        for answer in &answers[..count] {
            let sent = Arc::clone(&sent);
            rounds.push((builder.clone(), Round { name, sent, answer }));
        }
    }
    rounds
}

/// The requests that came.
pub type Log = Arc<Mutex<Vec<http::Request<bytes::Bytes>>>>;

/// Headers that the client sets itself.
const OWN: &[&str] = &["accept", "content-type", "cookie", "user-agent"];

/// Defines `server::Server`, which keeps what it gets and answers always the same, for the client in this crate. In a module
/// of its own, as clients have types of any name.
macro_rules! server {
    ($client:ident) => {
        mod server {
            #[derive(Clone, Debug)]
            pub(super) struct Server {
                log: $crate::wire::Log,
                answer: (u16, &'static str, &'static str),
            }

            impl Server {
                pub(super) fn new(round: &$crate::wire::Round<'_>) -> Self {
                    let log = $crate::wire::Log::default();
                    let answer = round.answer();
                    Self { log, answer }
                }

                pub(super) fn client(&self, builder: $client::ClientBuilder) -> $client::Client {
                    builder
                        .base_url("http://127.0.0.1:9")
                        .retry($client::RetryPolicy::none())
                        .strict(true)
                        .transport(self.clone())
                        .build()
                        .expect("a client")
                }

                pub(super) fn got(&self, method: &str, round: &$crate::wire::Round<'_>) {
                    round.got(&self.log, method);
                }
            }

            impl $client::Transport for Server {
                fn send(
                    &self,
                    request: http::Request<bytes::Bytes>,
                ) -> $client::BoxFuture<
                    Result<
                        http::Response<$client::transport::Body>,
                        $client::transport::TransportError,
                    >,
                > {
                    self.log.lock().expect("no panic before").push(request);
                    let (status, media_type, body) = self.answer;
                    Box::pin(async move {
                        http::Response::builder()
                            .status(status)
                            .header("content-type", media_type)
                            .body(body.as_bytes().to_vec().into())
                            .map_err($client::transport::TransportError::connect)
                    })
                }
            }
        }
    };
}

pub(crate) use server;

impl Round<'_> {
    pub fn answer(&self) -> (u16, &'static str, &'static str) {
        let it = self.answer;
        (it.status, it.media_type, it.body)
    }

    #[allow(dead_code, reason = "only failures that are read need it")]
    pub fn status(&self) -> u16 {
        self.answer.status
    }

    /// Compares the only request of a log with what it must be.
    pub fn got(&self, log: &Log, method: &str) {
        let log = log.lock().expect("no panic before");
        let (name, sent) = (self.name, &self.sent);
        assert_eq!(log.len(), 1, "{name}: requests sent");
        let request = &log[0];
        assert_eq!(request.method().as_str(), method, "{name}: method");
        assert_eq!(request.uri().path(), sent.path, "{name}: path");
        let query = request.uri().query().unwrap_or_default();
        assert_eq!(compared(&pairs(query, '&')), compared(&expected(sent.query)), "{name}: query");
        // A header parameter of this name is compared as a header.
        if !sent.headers.iter().any(|(header, _)| *header == "cookie") {
            let cookies = request.headers().get("cookie");
            let cookies = cookies.map_or("", |it| it.to_str().expect("text"));
            assert_eq!(pairs(cookies, ';'), expected(sent.cookies), "{name}: cookies");
        }
        self.headers(request.headers());
        self.body(request);
    }

    fn headers(&self, found: &http::HeaderMap) {
        let (name, sent) = (self.name, &self.sent);
        for (header, value) in sent.headers {
            let all: Vec<_> = found.get_all(*header).iter().collect();
            assert_eq!(all.len(), 1, "{name}: header {header}");
            let text = all[0].to_str().expect("text");
            assert!(
                value.is_empty() || text == *value,
                "{name}: header {header}: {text:?} instead of {value:?}"
            );
        }
        for header in found.keys().map(http::HeaderName::as_str) {
            let asked = sent.headers.iter().any(|(known, _)| *known == header);
            assert!(asked || OWN.contains(&header), "{name}: header {header} is too much");
        }
    }

    fn body(&self, request: &http::Request<bytes::Bytes>) {
        let name = self.name;
        let content_type = request.headers().get("content-type");
        let content_type = content_type.map(|it| it.to_str().expect("text"));
        let bytes = request.body();
        let text = String::from_utf8_lossy(bytes);
        let Some((media_type, body)) = &self.sent.body else {
            assert!(bytes.is_empty() && content_type.is_none(), "{name}: a body: {text}");
            return;
        };
        let content_type = content_type.expect("a content type");
        let essence = media_type.split(';').next().unwrap_or_default();
        assert!(
            content_type.starts_with(essence) || media_type.contains('*'),
            "{name}: content type {content_type} instead of {media_type}"
        );
        match body {
            Body::Json(expected) => {
                let found: Value = serde_json::from_slice(bytes).expect("JSON");
                assert_eq!(same_numbers(found), parsed(expected), "{name}: body");
            }
            Body::Text(expected) => assert_eq!(&text, expected, "{name}: body"),
            Body::Pairs(list) => {
                let (found, wanted) = (decoded(&pairs(&text, '&')), decoded(&expected(list)));
                assert_eq!(compared(&found), compared(&wanted), "{name}: body");
            }
            Body::Parts(list) => {
                let (_, boundary) = content_type.split_once("boundary=").expect("a boundary");
                let found: Vec<String> = parts(&text, boundary).iter().map(Came::show).collect();
                let mut wanted = Vec::new();
                for it in *list {
                    wanted.push(it.show(parts(&text, boundary).get(wanted.len())));
                }
                assert_eq!(found, wanted, "{name}: parts");
            }
        }
    }

    /// Compares what came out with what must come out.
    pub fn check(&self, outcome: Outcome) {
        let (name, status) = (self.name, self.answer.status);
        match (&self.answer.expected, outcome) {
            (Expected::Success(variant, json), Ok((found, value))) => {
                assert_eq!(found, *variant, "{name}, {status}: variant");
                if let Some(json) = json {
                    assert_eq!(value.map(without_null), Some(without_null(parsed(json))), "{name}, {status}: decoded");
                }
            }
            (Expected::Failure(json), Err((found, value, _))) => {
                assert_eq!(found, Some(status), "{name}: status");
                if let Some(json) = json {
                    assert_eq!(value.map(without_null), Some(without_null(parsed(json))), "{name}, {status}: decoded");
                }
            }
            (Expected::Success(..), Err((_, _, message))) => {
                panic!("{name}, {status}: {message}, from {}", self.answer.body)
            }
            (Expected::Failure(_), Ok(_)) => panic!("{name}, {status}: no failure"),
        }
    }
}

/// A part of a body as it came.
struct Came<'a> {
    name: &'a str,
    content_type: Option<&'a str>,
    text: &'a str,
}

/// The parts of a body (RFC 7578).
fn parts<'a>(text: &'a str, boundary: &str) -> Vec<Came<'a>> {
    let separator = format!("--{boundary}");
    let parts = text.split(separator.as_str()).skip(1);
    parts
        .take_while(|it| !it.starts_with("--"))
        .map(|it| {
            let (head, text) = it.split_once("\r\n\r\n").expect("a blank line");
            let after = |start: &str| {
                let (_, rest) = head.split_once(start)?;
                Some(rest.split(['"', '\r']).next().unwrap_or_default())
            };
            Came {
                name: after("; name=\"").expect("a name"),
                content_type: after("content-type: ").or_else(|| after("Content-Type: ")),
                text: text.strip_suffix("\r\n").expect("the end of a line"),
            }
        })
        .collect()
}

impl Came<'_> {
    fn show(&self) -> String {
        format!("{} ({}): {}", self.name, self.content_type.unwrap_or("text"), self.text)
    }
}

impl Part {
    /// As it should come; where the document says no media type, any that fits is fine, and JSON may differ in its
    /// spaces.
    fn show(&self, came: Option<&Came<'_>>) -> String {
        let usual = if self.json { Some("application/json") } else { came.and_then(|it| it.content_type) };
        let same = |it: &&Came<'_>| self.json && serde_json::from_str(it.text).ok().map(same_numbers) == Some(parsed(self.text));
        let text = came.filter(same).map_or(self.text, |it| it.text);
        let content_type = self.content_type.or(usual).unwrap_or("text");
        format!("{} ({content_type}): {text}", self.name)
    }
}

/// The pairs of a text, by name: those of one name keep their order.
fn pairs(text: &str, separator: char) -> Vec<(String, String)> {
    let all = text.split(separator).map(str::trim);
    let pairs = all.filter(|it| !it.is_empty());
    sorted(pairs.map(|it| it.split_once('=').unwrap_or((it, ""))))
}

fn expected(list: Pairs) -> Vec<(String, String)> {
    sorted(list.iter().copied())
}

fn sorted<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<(String, String)> {
    let mut pairs: Vec<_> = pairs
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    pairs.sort_by(|a, b| a.0.cmp(&b.0));
    pairs
}

/// With JSON in a form of its own: it may differ in its spaces and in how it writes numbers.
fn compared(pairs: &[(String, String)]) -> Vec<(String, String)> {
    let pairs = pairs.iter().map(|(name, value)| {
        let text = plain(value);
        let json = Some(&text).filter(|it| it.starts_with(['{', '[']));
        let json = json.and_then(|it| serde_json::from_str(it).ok());
        let value = json.map_or_else(|| value.clone(), |it| same_numbers(it).to_string());
        (name.clone(), value)
    });
    pairs.collect()
}

/// Forms may encode a character or leave it.
fn decoded(pairs: &[(String, String)]) -> Vec<(String, String)> {
    let mut pairs: Vec<_> = pairs.iter().map(|(name, value)| (plain(name), plain(value))).collect();
    pairs.sort_by(|a, b| a.0.cmp(&b.0));
    pairs
}

fn plain(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, more @ ..] = rest {
        let hex = more.get(..2).and_then(|it| std::str::from_utf8(it).ok());
        let code = hex.and_then(|it| u8::from_str_radix(it, 16).ok());
        match (first, code) {
            (b'%', Some(code)) => {
                bytes.push(code);
                rest = &more[2..];
            }
            (b'+', _) => {
                bytes.push(b' ');
                rest = more;
            }
            (other, _) => {
                bytes.push(*other);
                rest = more;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
