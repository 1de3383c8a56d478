//! A server that answers at once, from memory, in a process of its own.

use std::convert::Infallible;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use anyhow::{Context as _, Result};
use bytes::Bytes;
use http::{Request, Response};
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use tokio::net::TcpListener;

/// How many secrets a store has where all of them are listed.
pub(crate) const SECRETS: usize = 100_000;

/// A server that ends with this value.
pub(crate) struct Process {
    child: Child,
    /// Its address.
    pub(crate) base: String,
}

impl Process {
    /// Starts this program as a server.
    pub(crate) fn start() -> Result<Self> {
        let mut child = Command::new(std::env::current_exe()?)
            .arg("--serve")
            .stdout(Stdio::piped())
            .spawn()
            .context("the server does not start")?;
        let output = child.stdout.take().context("the server has no output")?;
        let mut port = String::new();
        BufReader::new(output).read_line(&mut port)?;
        let base = format!("http://127.0.0.1:{}", port.trim());
        Ok(Self { child, base })
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Serves until it is killed.
pub(crate) async fn run() -> Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("{}", listener.local_addr()?.port());
    loop {
        let (stream, _) = listener.accept().await?;
        stream.set_nodelay(true)?;
        tokio::spawn(async move {
            let connection =
                http1::Builder::new().serve_connection(TokioIo::new(stream), service_fn(answer));
            // A client that goes away is no failure.
            let _ = connection.await;
        });
    }
}

async fn answer(request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Infallible> {
    let path = request.uri().path().to_owned();
    let query = request.uri().query().unwrap_or_default().to_owned();
    // Connections are kept only if the body was read.
    let _ = request.into_body().collect().await;
    let body = match path.rsplit('/').next() {
        Some("secrets") => page(number(&query, "page", 1), number(&query, "per_page", 20)),
        _ => envelope(&secret(1)),
    };
    // What the service sends beside it, as clients read that too: of these limits something is always left.
    let response = Response::builder()
        .header("content-type", "application/json")
        .header("cf-ray", "9a1b2c3d4e5f6071-FRA")
        .header("ratelimit", "\"default\";r=1100000000;t=230")
        .header("ratelimit-policy", "\"default\";q=1200000000;w=300");
    Ok(response
        .body(Full::from(body))
        .unwrap_or_else(|_| Response::new(Full::default())))
}

fn number(query: &str, name: &str, fallback: usize) -> usize {
    let pairs = query.split('&').filter_map(|it| it.split_once('='));
    pairs
        .filter(|(key, _)| *key == name)
        .find_map(|(_, value)| value.parse().ok())
        .unwrap_or(fallback)
}

fn secret(number: usize) -> Value {
    json!({
        "id": format!("{number:032x}"),
        "store_id": "023e105f4ecef8ad9ca31a8372d0c353",
        "name": format!("SECRET_{number}"),
        "comment": "made to be measured",
        "status": "active",
        "created": "2026-01-02T03:04:05.678901Z",
        "modified": "2026-01-02T03:04:05.678901Z",
        "scopes": ["workers", "ai_gateway"],
    })
}

fn envelope(result: &Value) -> String {
    json!({ "success": true, "errors": [], "messages": [], "result": result }).to_string()
}

/// A page of secrets, as the server sends it.
pub(crate) fn page(page: usize, per_page: usize) -> String {
    let first = (page - 1) * per_page;
    let secrets: Vec<Value> = (first..(first + per_page).min(SECRETS))
        .map(secret)
        .collect();
    json!({
        "success": true,
        "errors": [],
        "messages": [],
        "result_info": {
            "page": page,
            "per_page": per_page,
            "count": secrets.len(),
            "total_count": SECRETS,
        },
        "result": secrets,
    })
    .to_string()
}
