//! A page of secrets, read as JSON. The generated client reads it in a call over memory, of which the cost of a call with
//! an empty page is taken off.

use std::time::Instant;

use anyhow::{Result, ensure};
use bytes::Bytes;
use cloudflare_secrets_store as generated;
use generated::transport::{Body, BoxFuture, Transport, TransportError};
use secrets_store_baseline as by_hand;

use crate::calls::each;
use crate::contenders::PAGE;
use crate::{paired, server};

const NAMES: [&str; 2] = ["serde_json, plain structs", "generated"];

/// Answers everything with the same text.
#[derive(Debug)]
struct Fixed(Bytes);

impl Transport for Fixed {
    fn send(
        &self,
        _: http::Request<Bytes>,
    ) -> BoxFuture<Result<http::Response<Body>, TransportError>> {
        let body = self.0.clone();
        Box::pin(async move { Ok(http::Response::new(body.into())) })
    }
}

/// Measures both ways.
pub(crate) async fn measure(rounds: usize, pages: usize) -> Result<()> {
    let text = Bytes::from(server::page(1, PAGE));
    let full = client(text.clone())?;
    let empty = client(Bytes::from(server::page(server::SECRETS, PAGE)))?;
    let mut times = vec![Vec::new(); NAMES.len()];
    for _ in 0..rounds {
        let start = Instant::now();
        for _ in 0..pages {
            let page: by_hand::Envelope<Vec<by_hand::Secret>> = serde_json::from_slice(&text)?;
            ensure!(
                page.result.is_some_and(|it| it.len() == PAGE),
                "another page"
            );
        }
        times[0].push(each(start.elapsed(), pages));
        let start = Instant::now();
        listed(&full, pages, PAGE).await?;
        let whole = each(start.elapsed(), pages);
        let start = Instant::now();
        listed(&empty, pages, 0).await?;
        times[1].push(whole - each(start.elapsed(), pages));
    }
    paired::report("decode 100 secrets", "µs", &NAMES, 0, &times);
    Ok(())
}

fn client(answer: Bytes) -> Result<generated::Client> {
    Ok(generated::Client::builder()
        .credentials(generated::Credentials::api_token("t"))
        .transport(Fixed(answer))
        .build()?)
}

async fn listed(client: &generated::Client, pages: usize, secrets: usize) -> Result<()> {
    let handle = client.account("a").store("s").secrets();
    for _ in 0..pages {
        let page = handle.list().await?;
        ensure!(page.items.len() == secrets, "another page");
    }
    Ok(())
}
