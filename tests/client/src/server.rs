//! A server of HTTP/1.1 that keeps every request byte for byte.
//!
//! It is written by hand, so that nothing between the wire and a test tidies up what the client sent.
//! Unexpected bytes end in a panic, which the client sees as a lost connection.

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// A request as it came over the wire.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// The method.
    pub method: String,
    /// Path and query, still encoded.
    pub target: String,
    /// Names and values of the headers, in their order; names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Request {
    /// The path, still encoded.
    #[must_use]
    pub fn path(&self) -> &str {
        self.target
            .split_once('?')
            .map_or(&self.target, |(path, _)| path)
    }

    /// The query, still encoded; empty if there is none.
    #[must_use]
    pub fn query(&self) -> &str {
        self.target.split_once('?').map_or("", |(_, query)| query)
    }

    /// The value of a header.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The names of all headers, sorted; one that comes twice is there twice.
    #[must_use]
    pub fn header_names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.headers.iter().map(|(name, _)| name.as_str()).collect();
        names.sort_unstable();
        names
    }

    /// The body as text.
    ///
    /// # Panics
    /// It is not UTF-8.
    #[must_use]
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("a body in UTF-8")
    }
}

/// What the server does with one request.
#[derive(Clone, Debug)]
pub struct Answer {
    /// `None` closes the connection instead.
    status: Option<u16>,
    headers: String,
    body: String,
    /// Whether more is announced than comes before the connection ends.
    breaks_off: bool,
    /// Whether it is of HTTP/1.0, where the end of the connection ends a body as well.
    is_old: bool,
}

impl Answer {
    /// A status with a body in JSON.
    pub fn json(status: u16, body: impl Into<String>) -> Self {
        Self::empty(status)
            .header("content-type", "application/json")
            .body(body)
    }

    /// A status and nothing else.
    #[must_use]
    pub fn empty(status: u16) -> Self {
        Self {
            status: Some(status),
            headers: String::new(),
            body: String::new(),
            breaks_off: false,
            is_old: false,
        }
    }

    /// The end of the connection.
    #[must_use]
    pub fn hang_up() -> Self {
        Self {
            status: None,
            ..Self::empty(0)
        }
    }

    /// Success with this as the `result`.
    #[must_use]
    pub fn result(result: &str) -> Self {
        Self::json(
            200,
            format!(r#"{{"success":true,"errors":[],"messages":[],"result":{result}}}"#),
        )
    }

    /// A failure as the service words it.
    #[must_use]
    pub fn failure(status: u16, code: u32, message: &str) -> Self {
        Self::json(
            status,
            format!(
                r#"{{"success":false,"errors":[{{"code":{code},"message":"{message}"}}],"messages":[],"result":null}}"#
            ),
        )
    }

    /// The same with one header more.
    ///
    /// # Panics
    /// Never: text has room for everything.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        write!(self.headers, "{name}: {value}\r\n").expect("room");
        self
    }

    /// The same with another body.
    #[must_use]
    pub fn body(mut self, body: impl Into<String>) -> Self {
        self.body = body.into();
        self
    }

    /// The same with the end of the connection in the middle of the body.
    #[must_use]
    pub fn breaking_off(mut self) -> Self {
        self.breaks_off = true;
        self
    }

    /// The same in HTTP/1.0.
    #[must_use]
    pub fn old(mut self) -> Self {
        self.is_old = true;
        self
    }

    /// The bytes on the wire.
    fn bytes(&self) -> Option<Vec<u8>> {
        let status = self.status?;
        let Self { headers, body, .. } = self;
        let length = body.len() + usize::from(self.breaks_off);
        let minor = u8::from(!self.is_old);
        let head =
            format!("HTTP/1.{minor} {status} -\r\ncontent-length: {length}\r\n{headers}\r\n");
        Some([head.as_bytes(), body.as_bytes()].concat())
    }
}

type Handler = dyn Fn(&Request) -> Answer + Send + Sync;

/// A server on this machine, in the runtime of the test.
#[derive(Clone, Debug)]
pub struct Server {
    address: SocketAddr,
    requests: Arc<Mutex<Vec<Request>>>,
}

impl Server {
    /// Gives these answers one after the other, whatever is asked; then 418.
    ///
    /// # Panics
    /// There is no free port.
    pub async fn playing(answers: impl IntoIterator<Item = Answer>) -> Self {
        let script = Mutex::new(answers.into_iter().collect::<Vec<_>>().into_iter());
        Self::answering(move |_| {
            let next = script.lock().unwrap_or_else(PoisonError::into_inner).next();
            next.unwrap_or_else(|| Answer::empty(418))
        })
        .await
    }

    /// Asks `handler` for every answer.
    ///
    /// # Panics
    /// There is no free port.
    pub async fn answering(handler: impl Fn(&Request) -> Answer + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let server = Self {
            address: listener.local_addr().expect("an address"),
            requests: Arc::default(),
        };
        let (requests, handler) = (Arc::clone(&server.requests), Arc::new(handler));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (requests, handler) = (Arc::clone(&requests), Arc::clone(&handler));
                tokio::spawn(async move { converse(stream, &requests, &*handler).await });
            }
        });
        server
    }

    /// The base URL of the service here.
    #[must_use]
    pub fn base_url(&self) -> String {
        format!("http://{}/client/v4", self.address)
    }

    /// The host and port, as in the header `host`.
    #[must_use]
    pub fn host(&self) -> String {
        self.address.to_string()
    }

    /// What came so far, in order.
    #[must_use]
    pub fn requests(&self) -> Vec<Request> {
        self.requests
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// The one request that came.
    ///
    /// # Panics
    /// There was none, or more than one.
    #[must_use]
    #[track_caller]
    pub fn request(&self) -> Request {
        let requests = self.requests();
        assert_eq!(requests.len(), 1, "one request: {requests:?}");
        requests.into_iter().next().unwrap_or_default()
    }
}

/// Serves one connection until one of the two ends it.
async fn converse(mut stream: TcpStream, requests: &Mutex<Vec<Request>>, handler: &Handler) {
    let mut unread = Vec::new();
    while let Some(request) = read_request(&mut stream, &mut unread).await {
        let answer = handler(&request);
        requests
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(request);
        let Some(bytes) = answer.bytes() else { return };
        if stream.write_all(&bytes).await.is_err() || answer.breaks_off || answer.is_old {
            return;
        }
    }
}

/// The next request of a connection; `None` at its end.
async fn read_request(stream: &mut TcpStream, unread: &mut Vec<u8>) -> Option<Request> {
    const END_OF_HEAD: &[u8] = b"\r\n\r\n";
    let head = loop {
        let end = unread
            .windows(END_OF_HEAD.len())
            .position(|window| window == END_OF_HEAD);
        if let Some(end) = end {
            let head: Vec<u8> = unread.drain(..end + END_OF_HEAD.len()).collect();
            break String::from_utf8(head).expect("a head in UTF-8");
        }
        read_more(stream, unread).await?;
    };
    let mut request = parse_head(&head);
    assert_eq!(
        request.header("transfer-encoding"),
        None,
        "bodies have a length"
    );
    let length = request.header("content-length");
    let length = length.map_or(0, |length| length.parse().expect("a length"));
    while unread.len() < length {
        read_more(stream, unread).await?;
    }
    request.body = unread.drain(..length).collect();
    Some(request)
}

async fn read_more(stream: &mut TcpStream, unread: &mut Vec<u8>) -> Option<()> {
    let count = stream.read_buf(unread).await.ok()?;
    (count > 0).then_some(())
}

fn parse_head(head: &str) -> Request {
    let mut lines = head.trim_end().split("\r\n");
    let start: Vec<&str> = lines.next().expect("a request line").split(' ').collect();
    let [method, target, "HTTP/1.1"] = start[..] else {
        panic!("not a request line: {start:?}");
    };
    Request {
        method: method.to_owned(),
        target: target.to_owned(),
        headers: lines
            .map(|line| line.split_once(": ").expect("a header"))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
            .collect(),
        body: Vec::new(),
    }
}
