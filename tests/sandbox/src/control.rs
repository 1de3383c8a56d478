//! Requests to the sandbox itself, for programs that cannot call its Rust methods.
//!
//! | request | effect |
//! |---|---|
//! | `POST /sandbox/faults/{name}` | the next request meets a [`Fault`](crate::Fault); `?times=`, `?operation=` and `?seconds=` (of a slow body) |
//! | `POST /sandbox/advance/{seconds}` | the clock of the sandbox moves |
//! | `POST /sandbox/reset` | everything is as at the start |

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::Path;
use axum::http::{StatusCode, Uri};
use axum::routing::post;

use crate::answer::LONG;
use crate::faults::{Fault, Injection};
use crate::service::Service;

type Said = (StatusCode, String);

pub(crate) fn router(service: &Arc<Service>) -> Router {
    let [faults, advance, reset] = [(); 3].map(|()| Arc::clone(service));
    Router::new()
        .route(
            "/sandbox/faults/{name}",
            post(async move |Path(name): Path<String>, uri: Uri| inject(&faults, &name, &uri)),
        )
        .route(
            "/sandbox/advance/{seconds}",
            post(async move |Path(seconds): Path<u64>| {
                advance.advance(Duration::from_secs(seconds));
                said(StatusCode::OK, &format!("{seconds} s later"))
            }),
        )
        .route(
            "/sandbox/reset",
            post(async move || {
                reset.reset();
                said(StatusCode::OK, "as at the start")
            }),
        )
}

fn inject(service: &Service, name: &str, uri: &Uri) -> Said {
    let option = |name: &str| {
        let pairs = uri.query().unwrap_or_default().split('&');
        let mut pairs = pairs.filter_map(|it| it.split_once('='));
        pairs.find(|(key, _)| *key == name).map(|(_, value)| value)
    };
    let delay = option("seconds").map_or(Some(LONG), |it| it.parse().ok().map(Duration::from_secs));
    let times = option("times").map_or(Some(1), |it| it.parse().ok());
    let (Some(delay), Some(times)) = (delay, times) else {
        return said(
            StatusCode::BAD_REQUEST,
            "`seconds` and `times` are whole numbers",
        );
    };
    let Some(fault) = Fault::named(name, delay) else {
        let names = Fault::NAMES.join(", ");
        return said(StatusCode::NOT_FOUND, &format!("the faults are {names}"));
    };
    let injection = match option("operation") {
        Some(operation) => fault.on(operation),
        None => Injection::from(fault),
    };
    service.state().faults.add(injection.times(times));
    said(
        StatusCode::OK,
        &format!("{name} waits for {times} requests"),
    )
}

fn said(status: StatusCode, text: &str) -> Said {
    (status, format!("{text}\n"))
}
