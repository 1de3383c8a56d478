//! When a request may be sent again.

use super::Lowering;
use super::node::Node;
use crate::model::{Body, Kind, Method, Retry, Type};

/// Whether a body is a list of changes (RFC 6902): made twice, those that add to a list add twice.
fn changes_by_steps(lowering: &Lowering<'_>, body: Option<&Body>) -> bool {
    let Some(body) = body else { return false };
    let steps = match &body.payload.ty {
        Type::List(item) => item.named(),
        _ => None,
    };
    let are_steps = steps.is_some_and(|id| match &lowering.types[id.0].kind {
        Kind::Struct(it) => ["op", "path"]
            .iter()
            .all(|name| it.fields.iter().any(|field| field.name.wire == *name)),
        _ => false,
    });
    are_steps
        || body
            .payload
            .media_type
            .starts_with("application/json-patch")
}

/// `x-retry`, else what the method promises (RFC 9110, 9.2.2); PATCH counts as repeatable because it sets values rather
/// than changing them, unless its body is a list of changes.
pub(super) fn retry(
    lowering: &mut Lowering<'_>,
    node: &Node<'_>,
    method: Method,
    body: Option<&Body>,
) -> Retry {
    match node.text("x-retry", lowering.diagnostics) {
        Some("idempotent") => return Retry::Idempotent,
        Some("unsent") => return Retry::Unsent,
        Some(other) => {
            let at = node.join("x-retry");
            lowering
                .diagnostics
                .one_of(&at, other, &["idempotent", "unsent"]);
        }
        None => {}
    }
    match method {
        Method::Post => Retry::Unsent,
        Method::Patch if changes_by_steps(lowering, body) => Retry::Unsent,
        Method::Get
        | Method::Head
        | Method::Options
        | Method::Trace
        | Method::Put
        | Method::Patch
        | Method::Delete
        | Method::Query => Retry::Idempotent,
    }
}
