// @generated from generator/runtime/tests-shared/wire.rs. Edit that file.

//! What a client sends and reads, against a server in the same process: the request is compared with what the
//! specification says it is, and what was decoded with what the server sent.
//!
//! `server!(the_client_crate)` defines the server.

use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use serde::Serialize;
use serde_json::Value;

/// Every credential.
#[allow(dead_code, reason = "some APIs are open")]
pub const TOKEN: &str = "t-1";

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
    Parts(&'static [&'static str]),
}

/// The requests that came.
pub type Log = Arc<Mutex<Vec<http::Request<bytes::Bytes>>>>;

/// Headers that the client sets itself.
const OWN: &[&str] = &["accept", "content-type", "cookie", "user-agent"];

/// Defines `Server`, which keeps what it gets and answers always the same, for the client in this crate.
macro_rules! server {
    ($client:ident) => {
        #[derive(Clone, Debug)]
        struct Server {
            log: $crate::wire::Log,
            answer: (u16, &'static str, &'static str),
        }

        impl Server {
            fn new(status: u16, media_type: &'static str, body: &'static str) -> Self {
                let log = $crate::wire::Log::default();
                let answer = (status, media_type, body);
                Self { log, answer }
            }

            fn client(&self, builder: $client::ClientBuilder) -> $client::Client {
                builder
                    .base_url("http://127.0.0.1:9")
                    .retry($client::RetryPolicy::none())
                    .strict(true)
                    .transport(self.clone())
                    .build()
                    .expect("a client")
            }

            fn got(&self, method: &str, sent: &$crate::wire::Sent) {
                $crate::wire::got(&self.log, method, sent);
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
    };
}

pub(crate) use server;

/// Compares the only request of a log with what it must be.
pub fn got(log: &Log, method: &str, sent: &Sent) {
    let log = log.lock().expect("no panic before");
    assert_eq!(log.len(), 1, "requests sent");
    let request = &log[0];
    assert_eq!(request.method().as_str(), method, "method");
    assert_eq!(items(request.uri().path()), items(sent.path), "path");
    let query = request.uri().query().unwrap_or_default();
    assert_eq!(pairs(query, '&'), expected(sent.query), "query");
    let cookies = request.headers().get("cookie");
    let cookies = cookies.map_or("", |it| it.to_str().expect("text"));
    assert_eq!(pairs(cookies, ';'), expected(sent.cookies), "cookies");
    headers(request.headers(), sent);
    body(request, sent);
}

fn headers(found: &http::HeaderMap, sent: &Sent) {
    for (name, value) in sent.headers {
        let all: Vec<_> = found.get_all(*name).iter().collect();
        assert_eq!(all.len(), 1, "header {name}");
        let text = all[0].to_str().expect("text");
        assert!(
            value.is_empty() || items(text) == items(value),
            "header {name}: {text:?} instead of {value:?}"
        );
    }
    for name in found.keys().map(http::HeaderName::as_str) {
        let asked = sent.headers.iter().any(|(known, _)| *known == name);
        assert!(asked || OWN.contains(&name), "header {name} is too much");
    }
}

fn body(request: &http::Request<bytes::Bytes>, sent: &Sent) {
    let content_type = request.headers().get("content-type");
    let content_type = content_type.map(|it| it.to_str().expect("text"));
    let bytes = request.body();
    let text = String::from_utf8_lossy(bytes);
    let Some((media_type, body)) = &sent.body else {
        assert!(bytes.is_empty() && content_type.is_none(), "a body: {text}");
        return;
    };
    let plain = media_type.replace("*/*", "application/octet-stream");
    let content_type = content_type.expect("a content type");
    assert!(
        content_type.starts_with(plain.split(';').next().unwrap_or_default())
            || media_type.contains('*'),
        "content type {content_type} instead of {media_type}"
    );
    match body {
        Body::Json(expected) => {
            let found: Value = serde_json::from_slice(bytes).expect("JSON");
            assert_eq!(found, json(expected), "body");
        }
        Body::Text(expected) => assert_eq!(&text, expected, "body"),
        Body::Pairs(list) => assert_eq!(pairs(&text, '&'), expected(list), "body"),
        Body::Parts(names) => {
            for name in *names {
                assert!(text.contains(name), "the part {name} is missing: {text}");
            }
        }
    }
}

/// What stands between separators, sorted: the fields of an object have no order.
fn items(text: &str) -> Vec<String> {
    let mut text = text.to_owned();
    for separator in ["%20", "%7C", "%2C", "%7B", "%7D", "{", "}"] {
        text = text.replace(separator, ",");
    }
    let mut items: Vec<String> = text
        .split(['/', ',', ';', '.'])
        .map(str::to_owned)
        .collect();
    items.sort();
    items
}

/// The pairs of a text, sorted.
fn pairs(text: &str, separator: char) -> Vec<(String, Vec<String>)> {
    let all = text.split(separator).map(str::trim);
    let pairs = all.filter(|it| !it.is_empty());
    sorted(pairs.map(|it| it.split_once('=').unwrap_or((it, ""))))
}

fn expected(list: Pairs) -> Vec<(String, Vec<String>)> {
    sorted(list.iter().copied())
}

fn sorted<'a>(
    pairs: impl Iterator<Item = (&'a str, &'a str)>,
) -> Vec<(String, Vec<String>)> {
    let mut pairs: Vec<_> = pairs
        .map(|(name, value)| (name.to_owned(), items(value)))
        .collect();
    pairs.sort();
    pairs
}

/// The answer of a success.
pub fn success<T, E: Debug>(answer: Result<T, E>) -> T {
    answer.expect("a success")
}

/// Compares what was decoded, written again, with what the server sent.
#[allow(dead_code, reason = "some APIs answer nothing")]
pub fn same(value: &(impl Serialize + ?Sized), sent: &str) {
    let written = serde_json::to_value(value).expect("written");
    assert_eq!(written, json(sent), "decoded");
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}
