//! The transport that is used unless the builder is given another one.

use std::pin::Pin;
use std::sync::OnceLock;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::Uri;
use http::uri::{Authority, Scheme};
use reqwest::Url;

use crate::runtime::base_url::BaseUrl;
use crate::runtime::defaults;
use crate::runtime::error::{Error, Result};
use crate::runtime::time::BoxFuture;
use crate::runtime::transport::{Body, Transport, TransportError};

/// reqwest, with everything switched off that the client settles itself: redirects and repeats.
#[derive(Debug)]
pub(crate) struct ReqwestTransport {
    pub(crate) connections: Connections,
    pub(crate) clients: Clients,
    /// Connections belong to the runtime that opened them: those of blocking calls are never lent to async ones.
    #[cfg(feature = "blocking")]
    pub(crate) blocking: Clients,
    /// Where nearly all requests go.
    pub(crate) base: BaseUrl,
}

/// One for each scheme, since a single operation can have an address of the other one. Each is made when it is needed.
#[derive(Debug, Default)]
pub(crate) struct Clients {
    pub(crate) https: OnceLock<reqwest::Client>,
    pub(crate) http: OnceLock<reqwest::Client>,
}

/// What the builder decides about connections.
#[derive(Debug)]
pub(crate) struct Connections {
    pub(crate) connect_timeout: Duration,
    pub(crate) pool_idle_timeout: Duration,
}

impl ReqwestTransport {
    /// A transport, mostly for requests below this address.
    pub(crate) fn new(connections: Connections, base: &BaseUrl) -> Result<Self> {
        let transport = Self {
            connections,
            clients: Clients::default(),
            #[cfg(feature = "blocking")]
            blocking: Clients::default(),
            base: base.clone(),
        };
        transport.client(base.uri.scheme().unwrap_or(&Scheme::HTTP))?;
        Ok(transport)
    }

    fn client(&self, scheme: &Scheme) -> Result<reqwest::Client> {
        let clients = &self.clients;
        #[cfg(feature = "blocking")]
        let clients = if crate::runtime::blocking::is_blocking() {
            &self.blocking
        } else {
            clients
        };
        let client = if *scheme == Scheme::HTTPS {
            &clients.https
        } else {
            &clients.http
        };
        if let Some(client) = client.get() {
            return Ok(client.clone());
        }
        check_tls(scheme)?;
        let made = configure(reqwest::Client::builder(), &self.connections, scheme).build();
        let made = made.map_err(|error| {
            let reason = reason(&error);
            Error::config(format!("the HTTP client cannot be set up: {reason}")).with_source(error)
        })?;
        Ok(client.get_or_init(|| made).clone())
    }
}

/// The same address, in the type that reqwest wants. The host of the base URL is not parsed again: of all that is done to a
/// request here, that would take longest.
pub(crate) fn address(uri: &Uri, base: &BaseUrl) -> Result<Url, TransportError> {
    if !is_same_origin(uri, &base.uri) {
        return Url::parse(&uri.to_string()).map_err(TransportError::unusable);
    }
    let mut url = base.url.clone();
    url.set_path(uri.path());
    url.set_query(uri.query());
    Ok(url)
}

fn is_same_origin(one: &Uri, other: &Uri) -> bool {
    one.scheme() == other.scheme()
        && one.authority().map(Authority::as_str) == other.authority().map(Authority::as_str)
}

#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn configure(
    builder: reqwest::ClientBuilder,
    connections: &Connections,
    scheme: &Scheme,
) -> reqwest::ClientBuilder {
    let builder = builder
        .redirect(reqwest::redirect::Policy::none())
        // Without a number it still keeps a copy of each request.
        .retry(reqwest::retry::never().max_retries_per_request(0))
        .referer(false)
        .connect_timeout(connections.connect_timeout)
        .pool_idle_timeout(connections.pool_idle_timeout)
        .pool_max_idle_per_host(defaults::POOL_MAX_IDLE);
    // A connection that stalls would take all requests: nobody makes another one beside it.
    #[cfg(feature = "http2")]
    let builder = builder
        .http2_keep_alive_interval(defaults::HTTP2_PING_INTERVAL)
        .http2_keep_alive_timeout(defaults::HTTP2_PING_TIMEOUT);
    // A proxy could read what is sent in clear.
    if *scheme == Scheme::HTTPS {
        builder
    } else {
        without_certificates(builder.no_proxy())
    }
}

/// What is sent in clear needs no certificates, and they may not be there.
#[cfg(all(
    not(target_arch = "wasm32"),
    any(
        feature = "rustls",
        feature = "rustls-no-provider",
        feature = "native-tls"
    )
))]
fn without_certificates(builder: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
    builder.tls_certs_only([])
}

#[cfg(all(
    not(target_arch = "wasm32"),
    not(any(
        feature = "rustls",
        feature = "rustls-no-provider",
        feature = "native-tls"
    ))
))]
fn without_certificates(builder: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
    builder
}

/// The first cause of an error.
fn reason(error: &reqwest::Error) -> String {
    let mut cause: &dyn std::error::Error = error;
    while let Some(source) = cause.source() {
        cause = source;
    }
    cause.to_string()
}

#[cfg(target_arch = "wasm32")]
fn configure(
    builder: reqwest::ClientBuilder,
    connections: &Connections,
    _: &Scheme,
) -> reqwest::ClientBuilder {
    // Connections belong to the browser.
    let _ = (connections.connect_timeout, connections.pool_idle_timeout);
    builder
}

fn check_tls(scheme: &Scheme) -> Result<()> {
    let compiled_in = cfg!(any(
        feature = "rustls",
        feature = "rustls-no-provider",
        feature = "native-tls"
    ));
    if *scheme == Scheme::HTTPS && !compiled_in && cfg!(not(target_arch = "wasm32")) {
        return Err(Error::config(
            "https needs one of the features `rustls`, `rustls-no-provider` and `native-tls`, or another transport",
        ));
    }
    check_crypto_provider()
}

/// reqwest panics where rustls has no cryptography to work with.
#[cfg(all(
    feature = "rustls-no-provider",
    not(any(feature = "rustls", feature = "native-tls"))
))]
fn check_crypto_provider() -> Result<()> {
    match rustls::crypto::CryptoProvider::get_default() {
        Some(_) => Ok(()),
        None => Err(Error::config(
            "the feature `rustls-no-provider` needs a rustls `CryptoProvider` to be installed before a client is built",
        )),
    }
}

#[cfg(not(all(
    feature = "rustls-no-provider",
    not(any(feature = "rustls", feature = "native-tls"))
)))]
#[expect(
    clippy::unnecessary_wraps,
    reason = "the same signature for every choice of features"
)]
fn check_crypto_provider() -> Result<()> {
    Ok(())
}

impl Transport for ReqwestTransport {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<Result<http::Response<Body>, TransportError>> {
        let scheme = request.uri().scheme().unwrap_or(&Scheme::HTTP);
        let client = self.client(scheme).map_err(TransportError::unusable);
        let url = address(request.uri(), &self.base);
        Box::pin(async move {
            let client = client?;
            let (parts, body) = request.into_parts();
            let mut request = reqwest::Request::new(parts.method, url?);
            *request.headers_mut() = parts.headers;
            *request.body_mut() = Some(body.into());
            let mut answer = client.execute(request).await.map_err(failure)?;
            let mut response = http::Response::new(());
            *response.status_mut() = answer.status();
            *response.headers_mut() = std::mem::take(answer.headers_mut());
            Ok(response.map(|()| chunks(answer)))
        })
    }
}

/// Where the request died. The URL is dropped, because its query can hold anything.
fn failure(error: reqwest::Error) -> TransportError {
    let error = error.without_url();
    #[cfg(not(target_arch = "wasm32"))]
    if error.is_connect() {
        return if error.is_timeout() {
            TransportError::connect_timeout(error)
        } else {
            TransportError::connect(error)
        };
    }
    if error.is_builder() {
        TransportError::unusable(error)
    } else if is_refused(&error) {
        TransportError::refused(error)
    } else {
        TransportError::interrupted(error)
    }
}

/// Whether the server says that it has not looked at the request: it refuses the stream (RFC 9113, section 8.7), or takes no more
/// of them on this connection (section 6.8).
#[cfg(all(feature = "http2", not(target_arch = "wasm32")))]
fn is_refused(error: &reqwest::Error) -> bool {
    let mut causes = std::iter::successors(std::error::Error::source(error), |it| it.source());
    let found = causes.find_map(|cause| cause.downcast_ref::<h2::Error>());
    found.filter(|it| it.is_remote()).is_some_and(|it| {
        it.is_reset() && it.reason() == Some(h2::Reason::REFUSED_STREAM)
            || it.is_go_away() && it.reason() == Some(h2::Reason::NO_ERROR)
    })
}

#[cfg(not(all(feature = "http2", not(target_arch = "wasm32"))))]
fn is_refused(_: &reqwest::Error) -> bool {
    false
}

fn chunks(answer: reqwest::Response) -> Body {
    Body::from_chunks(Chunks::new(answer))
}

/// The chunks of a response as a stream, without reqwest's feature for it.
#[cfg(not(target_arch = "wasm32"))]
struct Chunks(reqwest::Body);

#[cfg(not(target_arch = "wasm32"))]
impl Chunks {
    fn new(answer: reqwest::Response) -> Self {
        Self(answer.into())
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl Stream for Chunks {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        use http_body::Body as _;

        loop {
            return Poll::Ready(match ready!(Pin::new(&mut self.0).poll_frame(context)) {
                Some(Ok(frame)) => match frame.into_data() {
                    Ok(bytes) => Some(Ok(bytes)),
                    // Trailers say nothing that anybody reads.
                    Err(_) => continue,
                },
                Some(Err(error)) => Some(Err(failure(error))),
                None => None,
            });
        }
    }
}

/// The whole body as one chunk: the browser collects it.
#[cfg(target_arch = "wasm32")]
struct Chunks(Option<BoxFuture<reqwest::Result<Bytes>>>);

#[cfg(target_arch = "wasm32")]
impl Chunks {
    fn new(answer: reqwest::Response) -> Self {
        Self(Some(Box::pin(answer.bytes())))
    }
}

#[cfg(target_arch = "wasm32")]
impl Stream for Chunks {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(reading) = &mut self.0 else {
            return Poll::Ready(None);
        };
        let bytes = ready!(reading.as_mut().poll(context));
        self.0 = None;
        Poll::Ready(Some(bytes.map_err(failure)))
    }
}
