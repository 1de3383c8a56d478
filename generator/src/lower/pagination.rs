//! How lists go on.

use serde_json::Value;

use super::node::Node;
use super::{Lowering, keys};
use crate::model::{Name, Parameter, ParameterPlace, Type};
use crate::spec::pointer;

/// `x-pagination` names the parameter that counts pages; without it, an integer called `page` does.
pub(super) fn page_parameter(
    lowering: &mut Lowering<'_>,
    operation: &Node<'_>,
    parameters: &[Parameter],
) -> Option<Name> {
    let find = |wire: &str| {
        parameters
            .iter()
            .find(|it| it.place == ParameterPlace::Query && it.name.wire == wire)
    };
    match operation.map.get("x-pagination") {
        Some(Value::Bool(false)) => None,
        Some(Value::Object(hint)) => {
            let at = operation.join("x-pagination");
            if let Some(node) = Node::at(lowering.document, &at, lowering.diagnostics) {
                keys::check(&node, keys::PAGINATION, lowering.diagnostics);
            }
            let Some(page) = hint.get("page").and_then(Value::as_str) else {
                lowering
                    .diagnostics
                    .missing(&at, "page", "the parameter that counts pages");
                return None;
            };
            let found = find(page);
            if found.is_none() {
                lowering
                    .diagnostics
                    .unknown_parameter(&pointer::join(&at, "page"), page);
            }
            found.map(|it| it.name.clone())
        }
        Some(other) => {
            let at = operation.join("x-pagination");
            lowering
                .diagnostics
                .wrong_kind(&at, "x-pagination", "an object or false", other);
            None
        }
        None => find("page")
            .filter(|it| matches!(it.ty, Type::Integer(_)))
            .map(|it| it.name.clone()),
    }
}
