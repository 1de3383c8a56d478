//! Which operation a request is for, and which account, store and secret.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request};
use axum::routing::{MethodFilter, on};
use percent_encoding::percent_decode_str;
use serde_json::Value;

use crate::contract::{Contract, Operation};
use crate::failure::Failure;
use crate::operations::{Handled, OPERATIONS};
use crate::service::Service;
use crate::settings::ACCOUNT_ID;

/// Where the API begins.
pub(crate) const BASE: &str = "/client/v4";

/// What a request is for.
#[derive(Clone, Copy)]
pub(crate) enum Target {
    Operation(&'static Handled, &'static Operation),
    /// The path is that of an operation, the method is not.
    OtherMethod,
    Nothing,
}

/// The parts of a path.
#[derive(Debug, Default)]
pub(crate) struct Place {
    pub(crate) store_id: String,
    pub(crate) secret_id: String,
}

/// The routes that the specification has for the operations of the sandbox.
pub(crate) fn router(service: &Arc<Service>) -> Router {
    let contract = Contract::of_project();
    let mut router = Router::new();
    for handled in &OPERATIONS {
        let found = contract.operations().iter().find(|it| it.id == handled.id);
        let Some(operation) = found else { continue };
        let method: Method = operation.method.parse().unwrap_or_default();
        let Ok(filter) = MethodFilter::try_from(method) else {
            continue;
        };
        let handler = to(service, Target::Operation(handled, operation));
        router = router.route(&format!("{BASE}{}", operation.path), on(filter, handler));
    }
    router
        .method_not_allowed_fallback(to(service, Target::OtherMethod))
        .fallback(to(service, Target::Nothing))
}

/// A handler that lets the service answer.
fn to(
    service: &Arc<Service>,
    target: Target,
) -> impl Fn(Request<Body>) -> Answering + Clone + Send + Sync + 'static {
    let service = Arc::clone(service);
    move |request| Box::pin(Arc::clone(&service).serve(target, request))
}

type Answering = std::pin::Pin<Box<dyn Future<Output = axum::response::Response> + Send>>;

/// Store and secret of a path. The account has to be the one there is.
///
/// The service does not check the length of identifiers, so one that the specification does not allow is only a note.
pub(crate) fn place(
    path: &str,
    operation: &Operation,
    notes: &mut Vec<String>,
) -> Result<Place, Failure> {
    let mut place = Place::default();
    let path = path.strip_prefix(BASE).unwrap_or(path);
    for (segment, name) in path.split('/').zip(operation.path.split('/')) {
        let Some(name) = name.strip_prefix('{').and_then(|it| it.strip_suffix('}')) else {
            continue;
        };
        let value = percent_decode_str(segment).decode_utf8_lossy().into_owned();
        let parameter = operation.parameters.iter().find(|it| it.name == name);
        let fits = |it: &Value| parameter.is_none_or(|known| known.schema.check(it).is_empty());
        if !fits(&Value::from(value.as_str())) {
            notes.push(format!("the specification does not allow this {name}"));
        }
        match name {
            "account_id" => check_account(&value, path)?,
            "store_id" => place.store_id = value,
            _ => place.secret_id = value,
        }
    }
    Ok(place)
}

fn check_account(id: &str, path: &str) -> Result<(), Failure> {
    let formed = id.len() == 32 && id.chars().all(|it| it.is_ascii_hexdigit());
    match id {
        ACCOUNT_ID => Ok(()),
        _ if formed => Err(Failure::not_allowed()),
        _ => Err(Failure::no_route(path)),
    }
}

/// A path that is none of the specification's.
pub(crate) fn nowhere(path: &str) -> Failure {
    let path = path.strip_prefix(BASE).unwrap_or(path);
    if path.split('/').skip(1).any(str::is_empty) {
        return Failure::not_found();
    }
    Failure::no_route(path)
}
