//! Connections: HTTP/1.1, with ends that come too early on demand.

use std::future::poll_fn;
use std::io;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tower_service::Service as _;

use crate::answer::Cut;

/// Serves until it is dropped, with all connections.
pub(crate) async fn serve(listener: TcpListener, router: Router) {
    let mut connections = JoinSet::new();
    loop {
        if let Ok((stream, _)) = listener.accept().await {
            connections.spawn(converse(stream, router.clone()));
        }
        // Those that have ended would be kept otherwise.
        while connections.try_join_next().is_some() {}
    }
}

/// What goes wrong here, a client sees on its side; there is nobody else to tell.
async fn converse(stream: TcpStream, router: Router) {
    // Else the second half of a slow body waits for the client's acknowledgement, whatever a stopped clock says.
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |request: Request<Incoming>| {
        let answering = router.clone().call(request.map(Body::new));
        Box::pin(async move {
            let Ok(response) = answering.await;
            match response.extensions().get::<Cut>() {
                Some(cut) => Err(*cut),
                None => Ok(response),
            }
        })
    });
    let mut connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
    let ended = poll_fn(|context| connection.poll_without_shutdown(context)).await;
    let stream = connection.into_parts().io.into_inner();
    if ended.is_err_and(|error| is_reset(&error)) {
        let _ = reset(&stream);
    }
}

fn is_reset(error: &hyper::Error) -> bool {
    let cut = std::error::Error::source(error).and_then(|it| it.downcast_ref::<Cut>());
    cut == Some(&Cut::Reset)
}

/// Makes the end of the connection a reset.
fn reset(stream: &TcpStream) -> io::Result<()> {
    stream.set_zero_linger()
}
