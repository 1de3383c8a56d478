//! Requests byte for byte, so that no client stands between a test and the sandbox.

use std::fmt::Write as _;

use secrets_store_sandbox::{ACCOUNT_ID, SECRET_ID, STORE_ID, Sandbox, TOKEN};
use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// What came back.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) text: String,
}

impl Reply {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// Code and message of the first error: `1001 store_not_found`.
    pub(crate) fn refusal(&self) -> String {
        let body = self.json();
        let part = |name: &str| body.pointer(&format!("/errors/0/{name}")).cloned();
        match (part("code"), part("message")) {
            (Some(code), Some(Value::String(message))) => format!("{code} {message}"),
            _ => String::new(),
        }
    }
}

/// `{account}`, `{store}` and `{secret}` become those of the documentation.
pub(crate) fn filled(path: &str) -> String {
    let path = path.replace("{account}", ACCOUNT_ID);
    path.replace("{store}", STORE_ID)
        .replace("{secret}", SECRET_ID)
}

/// Sends a request with these headers; `None` if the connection ends without an answer.
pub(crate) async fn raw(
    sandbox: &Sandbox,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> Option<Reply> {
    let path = format!("/client/v4{}", filled(path));
    exchange(sandbox, method, &path, headers, body).await
}

/// Tells the sandbox itself something; the status of its answer.
pub(crate) async fn control(sandbox: &Sandbox, path: &str) -> u16 {
    let path = format!("/sandbox/{path}");
    let reply = exchange(sandbox, "POST", &path, &[], "").await;
    reply.expect("an answer").status
}

async fn exchange(
    sandbox: &Sandbox,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> Option<Reply> {
    let url = sandbox.base_url();
    let address = url
        .trim_start_matches("http://")
        .trim_end_matches("/client/v4");
    let mut stream = TcpStream::connect(address).await.expect("a connection");
    let mut request = format!("{method} {path} HTTP/1.1\r\nhost: {address}\r\n");
    for (name, value) in headers {
        let _ = write!(request, "{name}: {value}\r\n");
    }
    let length = body.len();
    let _ = write!(
        request,
        "connection: close\r\ncontent-length: {length}\r\n\r\n{body}"
    );
    stream
        .write_all(request.as_bytes())
        .await
        .expect("a request is sent");
    let mut answer = Vec::new();
    let _end = stream.read_to_end(&mut answer).await;
    let answer = String::from_utf8(answer).expect("text");
    let (head, text) = answer.split_once("\r\n\r\n")?;
    let mut lines = head.lines();
    let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
    let pair = |line: &str| {
        line.split_once(": ")
            .map(|(k, v)| (k.to_owned(), v.to_owned()))
    };
    Some(Reply {
        status,
        headers: lines.filter_map(pair).collect(),
        text: text.to_owned(),
    })
}

/// Sends a request with the token that may do everything.
pub(crate) async fn send(sandbox: &Sandbox, method: &str, path: &str, body: &str) -> Reply {
    let token = format!("Bearer {TOKEN}");
    let headers = [
        ("authorization", &*token),
        ("content-type", "application/json"),
    ];
    let reply = raw(sandbox, method, path, &headers, body).await;
    reply.unwrap_or_else(|| panic!("no answer to {method} {path}"))
}
