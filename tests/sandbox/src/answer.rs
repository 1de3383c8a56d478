//! What goes over the wire, as it should or on demand as it should not.

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, Response};
use hyper::body::{Frame, SizeHint};
use serde_json::Value;
use tokio::time::{Sleep, sleep};

use crate::faults::Fault;
use crate::rate::Standing;

/// How long a slow body takes if nobody says.
pub(crate) const LONG: Duration = Duration::from_secs(60);

/// What Cloudflare's edge shows when it does not reach the service.
const HTML: &str = "<!DOCTYPE html>\n<html><head><title>502 Bad Gateway</title></head>\n\
                    <body><center><h1>502 Bad Gateway</h1></center><hr><center>cloudflare</center></body></html>\n";

/// How a connection ends instead of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cut {
    Close,
    Reset,
}

impl std::fmt::Display for Cut {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the connection ends on demand")
    }
}

impl std::error::Error for Cut {}

/// An answer before it is sent.
pub(crate) struct Answer {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: String,
    /// The second half comes later, or not at all.
    second: Second,
    cut: Option<Cut>,
}

/// What becomes of the second half of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Second {
    AtOnce,
    After(Duration),
    Never,
}

impl Answer {
    pub(crate) fn json(status: u16, body: &Value, ray: &str, standing: Option<Standing>) -> Self {
        let mut headers = vec![
            ("content-type", "application/json".to_owned()),
            ("cf-ray", ray.to_owned()),
        ];
        headers.extend(standing.into_iter().flat_map(limits));
        Self {
            status,
            headers,
            body: body.to_string(),
            second: Second::AtOnce,
            cut: None,
        }
    }

    pub(crate) fn bad_gateway(ray: &str) -> Self {
        Self {
            status: 502,
            headers: vec![
                ("content-type", "text/html; charset=UTF-8".to_owned()),
                ("cf-ray", ray.to_owned()),
            ],
            body: HTML.to_owned(),
            second: Second::AtOnce,
            cut: None,
        }
    }

    pub(crate) fn reset() -> Self {
        Self {
            status: 500,
            headers: Vec::new(),
            body: String::new(),
            second: Second::AtOnce,
            cut: Some(Cut::Reset),
        }
    }

    /// The answer with what goes wrong with it.
    pub(crate) fn with(mut self, fault: Option<Fault>) -> Self {
        match fault {
            Some(Fault::LostAnswer) => self.cut = Some(Cut::Close),
            Some(Fault::Reset) => self.cut = Some(Cut::Reset),
            Some(Fault::SlowBody(delay)) => self.second = Second::After(delay),
            Some(Fault::ShortBody) => self.second = Second::Never,
            Some(Fault::TruncatedJson) => {
                let half = middle(&self.body);
                self.body.truncate(half);
            }
            // These are part of the answer already.
            Some(
                Fault::BadGateway
                | Fault::LateError
                | Fault::Throttled
                | Fault::LockOut
                | Fault::IgnoredPage,
            )
            | None => {}
        }
        self
    }

    pub(crate) fn response(self) -> Response<Body> {
        let body = match self.second {
            Second::AtOnce => Body::from(self.body),
            Second::After(delay) => Body::new(Halves::new(&self.body, Some(delay))),
            Second::Never => Body::new(Halves::new(&self.body, None)),
        };
        let mut response = Response::new(body);
        *response.status_mut() = self.status.try_into().unwrap_or_default();
        for (name, value) in self.headers {
            if let Ok(value) = HeaderValue::try_from(value) {
                response.headers_mut().insert(name, value);
            }
        }
        if let Some(cut) = self.cut {
            response.extensions_mut().insert(cut);
        }
        response
    }
}

/// Rate limits as in the IETF draft that Cloudflare follows.
fn limits(it: Standing) -> Vec<(&'static str, String)> {
    let mut headers = vec![
        (
            "ratelimit",
            format!("\"default\";r={};t={}", it.remaining, it.reset),
        ),
        (
            "ratelimit-policy",
            format!("\"default\";q={};w={}", it.quota, it.window),
        ),
    ];
    headers.extend(it.retry_after.map(|it| ("retry-after", it.to_string())));
    headers
}

/// Half of the text, at the end of a character.
fn middle(text: &str) -> usize {
    (0..=text.len() / 2)
        .rev()
        .find(|it| text.is_char_boundary(*it))
        .unwrap_or(0)
}

/// A body that comes in two parts with a pause between them, or ends where the second should come.
struct Halves {
    parts: [Bytes; 2],
    sent: usize,
    pause: Pin<Box<Sleep>>,
    ends: bool,
}

/// What is written before a connection ends must have time to leave.
const A_MOMENT: Duration = Duration::from_millis(1);

impl Halves {
    fn new(text: &str, delay: Option<Duration>) -> Self {
        let (first, second) = text.split_at(middle(text));
        Self {
            parts: [first, second].map(|it| Bytes::copy_from_slice(it.as_bytes())),
            sent: 0,
            pause: Box::pin(sleep(delay.unwrap_or(A_MOMENT))),
            ends: delay.is_none(),
        }
    }
}

impl hyper::body::Body for Halves {
    type Data = Bytes;
    type Error = Cut;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        if self.sent == 1 {
            ready!(self.pause.as_mut().poll(context));
            if self.ends {
                return Poll::Ready(Some(Err(Cut::Close)));
            }
        }
        let part = self.parts.get(self.sent).cloned();
        self.sent += 1;
        Poll::Ready(part.map(|it| Ok(Frame::data(it))))
    }

    fn size_hint(&self) -> SizeHint {
        let left = self.parts.iter().skip(self.sent).map(|it| it.len() as u64);
        SizeHint::with_exact(left.sum())
    }
}
